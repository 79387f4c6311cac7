"""The commands of the command line: one module each, listed once.

A module imports what is heavy (the language model, DuckDB, the server) where its command runs,
so that ``dateline --help`` and wrong usage answer at once.
"""

from api.commands import demo, extract, load, model, release, schema, serve, sql, verify
from api.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    extract.COMMAND,
    load.COMMAND,
    release.COMMAND,
    verify.COMMAND,
    serve.COMMAND,
    sql.COMMAND,
    schema.COMMAND,
    model.COMMAND,
    demo.COMMAND,
)
"""In the order of the help: the flow from an article to its readers."""

__all__ = ["COMMANDS", "Command"]
