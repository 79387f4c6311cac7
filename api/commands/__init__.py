"""The commands of the command line: one module each, listed once.

A module imports what is heavy (the language model, DuckDB, the server) where its command runs,
so that ``dateline --help`` and wrong usage answer at once.
"""

from api.commands import (
    correct,
    demo,
    diff,
    extract,
    keygen,
    keys,
    load,
    model,
    release,
    releases,
    schema,
    serve,
    sql,
    verify,
    withdraw,
)
from api.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    extract.COMMAND,
    load.COMMAND,
    correct.COMMAND,
    release.COMMAND,
    verify.COMMAND,
    releases.COMMAND,
    diff.COMMAND,
    withdraw.COMMAND,
    keygen.COMMAND,
    serve.COMMAND,
    keys.COMMAND,
    sql.COMMAND,
    schema.COMMAND,
    model.COMMAND,
    demo.COMMAND,
)
"""In the order of the help: the flow from an article to its readers."""

__all__ = ["COMMANDS", "Command"]
