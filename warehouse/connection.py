"""Opening DuckDB files, with the errors people meet there put into words."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from schemas.derived.ddl import literal
from schemas.errors import WarehouseError

_HOLDER = re.compile(r"\(PID (\d+)\)")  # matches "… (PID 4711) by user …", not "PID 4711"

QUIET: dict[str, str] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}
"""Settings of every connection: nothing is fetched, no Python variable becomes a table."""


def connect(path: Path, *, read_only: bool, **settings: str) -> duckdb.DuckDBPyConnection:
    """Return a connection to the DuckDB file *path*, its time zone UTC.

    Raises:
        WarehouseError: another process holds the file (its id is named), the file is missing
            and *read_only* is wanted, or it is no DuckDB file.
    """
    if read_only and not path.is_file():
        raise WarehouseError("there is no such file", where=str(path))
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config={**QUIET, **settings})
    except duckdb.Error as error:
        raise _explained(path, error) from None
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    return connection


@contextmanager
def attached(path: Path) -> Generator[duckdb.DuckDBPyConnection]:
    """Open the DuckDB file of a release as `attach` does, closed at the end of the block."""
    connection = attach(path)
    try:
        yield connection
    finally:
        connection.close()


def attach(path: Path, **settings: str) -> duckdb.DuckDBPyConnection:
    """Return a connection of its own in which the file *path* of a release is `release`.

    It is read-only. Unlike `connect` it does not mind other connections of this process to
    the same file with other settings: a release never changes, so many may read it at once.

    Raises:
        WarehouseError: the file is missing or no DuckDB file.
    """
    connection = duckdb.connect(":memory:", config={**QUIET, **settings})
    try:
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
        connection.execute(f"ATTACH {literal(str(path))} AS release (READ_ONLY)")
    except duckdb.Error as error:
        connection.close()
        raise _explained(path, error) from None
    return connection


def _explained(path: Path, error: duckdb.Error) -> WarehouseError:
    message = str(error).splitlines()[0]
    if "lock" in message.lower() or "already open" in message.lower():
        holder = _HOLDER.search(message)
        who = f"process {holder[1]}" if holder else "another process"
        return WarehouseError(
            f"the file is in use by {who}",
            where=str(path),
            hint="Wait until that process has ended, or stop it; one process writes at a time",
        )
    if "not a valid DuckDB database file" in message or "Corrupt" in message:
        return WarehouseError(
            "this is no DuckDB file, or it is damaged",
            where=str(path),
            hint="Name the warehouse file that `dateline load` made, or a new one",
        )
    return WarehouseError(message, where=str(path))
