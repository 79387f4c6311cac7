"""Queries from strangers on one release. For a process that is confined and may be killed."""

import contextlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import duckdb
import pyarrow as pa

from schemas.base import Struct
from warehouse.connection import attach
from warehouse.sql.diagnosis import Names, SqlError, explained, out_of_memory
from warehouse.sql.guard import judge

Parameter = str | int | float | bool | None
"""A value that stands in a query as `$name`."""

_BATCH: Final = 5_000
_CELL: Final = 8
"""Bytes that a cell is taken to have at least, as its name and commas cost something too."""

_BIND: Final = "EXPLAIN "

_SETTINGS: Final = {
    "threads": "1",  # the same rows in the same order each time, and one processor at most
    "allocator_background_threads": "false",
    "temp_directory": "",
    "max_temp_directory_size": "0B",
    "secret_directory": "",
    "home_directory": "/",
    "allow_persistent_secrets": "false",
    "max_expression_depth": "250",
    "errors_as_json": "true",
}


class Limits(Struct, frozen=True, kw_only=True):
    """How much one query may take and give."""

    rows: int
    bytes: int
    """Of the result, as DuckDB hands it over, names of columns counted for every row."""
    seconds: float
    memory: int


class QueryResult(Struct, frozen=True, kw_only=True):
    """The rows a query gave; `cut` says which limit ended them, None when none did."""

    table: pa.Table
    types: tuple[str, ...]
    """DuckDB's names of the types of the columns."""
    cut: str | None
    repeatable: bool


class Session:
    """One release open for queries. Nothing of one query is left for the next."""

    def __init__(self, database: Path, limits: Limits) -> None:
        """Open the DuckDB file of a release.

        Raises:
            WarehouseError: the file is missing or no DuckDB file.
        """
        self._limits = limits
        milliseconds = max(int(limits.seconds * 1000), 1)
        self._connection = attach(database, **_SETTINGS)
        for setting in (
            f"memory_limit = '{limits.memory}B'",
            f"max_execution_time = {milliseconds}",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            self._connection.execute(f"SET GLOBAL {setting}")
        found = self._connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'release'"
            " AND schema_name = 'main' UNION ALL SELECT view_name FROM duckdb_views()"
            " WHERE database_name = 'release' AND schema_name = 'main' AND NOT internal"
        ).fetchall()
        self.tables = frozenset(str(name).lower() for (name,) in found)
        named = self._connection.execute(
            "SELECT DISTINCT column_name FROM duckdb_columns() WHERE database_name = 'release'"
            " ORDER BY ALL"
        ).fetchall()
        reserved = self._connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE internal UNION"
            " SELECT function_name FROM duckdb_functions() WHERE function_type LIKE 'table%'"
        ).fetchall()
        self._names = Names(
            tables=tuple(sorted(self.tables)),
            columns=tuple(str(name) for (name,) in named),
            reserved=frozenset(str(name).lower() for (name,) in reserved) - {"columns", "tables"},
        )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def run(
        self,
        text: str,
        *,
        rows: int | None = None,
        parameters: Mapping[str, Parameter] | None = None,
    ) -> QueryResult:
        """Return the rows of the one SELECT in *text*, at most *rows* of them.

        Raises:
            SqlError: it is not one SELECT, is wrong, or lacks a parameter.
            ResourceError: it needs too much time or memory.
        """
        rows = min(rows or self._limits.rows, self._limits.rows)
        with self._connection.cursor() as cursor:
            cursor.execute("USE release")
            verdict = judge(cursor, text, self._names)
            given = _given(verdict.parameters, parameters or {})
            try:
                return self._read(cursor, text, given, rows, repeatable=verdict.repeatable)
            except (MemoryError, pa.ArrowMemoryError):
                raise out_of_memory() from None
            except duckdb.Error as error:
                raise _located(cursor, text, given, error, self._names) from None

    def _read(
        self,
        cursor: duckdb.DuckDBPyConnection,
        text: str,
        given: dict[str, Parameter] | None,
        rows: int,
        *,
        repeatable: bool,
    ) -> QueryResult:
        relation = cursor.sql(text, params=given)
        named = sum(len(name.encode()) + _CELL for name in relation.columns)
        types = tuple(str(kind) for kind in relation.types)
        batches: list[pa.RecordBatch] = []
        count = size = 0
        cut = None
        with contextlib.closing(relation.to_arrow_reader(min(_BATCH, rows + 1))) as reader:
            schema = reader.schema
            for batch in reader:
                kept = batch
                if count + batch.num_rows > rows:
                    kept, cut = batch.slice(0, rows - count), "rows"
                size += kept.nbytes + kept.num_rows * named
                if size > self._limits.bytes:
                    fits = kept.num_rows * (1 - (size - self._limits.bytes) / max(size, 1))
                    kept, cut = kept.slice(0, max(int(fits), 0)), "bytes"
                count += kept.num_rows
                batches.append(kept)
                if cut is not None:
                    break
        return QueryResult(
            table=pa.Table.from_batches(batches, schema),
            types=types,
            cut=cut,
            repeatable=repeatable,
        )


def _located(
    cursor: duckdb.DuckDBPyConnection,
    text: str,
    given: dict[str, Parameter] | None,
    error: duckdb.Error,
    names: Names,
) -> SqlError:
    """Return *error* in words, with its place in *text*.

    DuckDB leaves the place out of what `sql` raises, so the text is bound once more behind an
    EXPLAIN, which does not run it.
    """
    if "{" not in str(error):
        try:
            cursor.execute(_BIND + text, given)
        except duckdb.Error as again:
            return explained(again, text, names, before=len(_BIND))
    return explained(error, text, names)


def _given(
    wanted: tuple[str, ...], parameters: Mapping[str, Parameter]
) -> dict[str, Parameter] | None:
    missing = [name for name in wanted if name not in parameters]
    if missing:
        raise SqlError(
            f"the query needs a value for ${missing[0]}",
            hint=f"Give it as a parameter named ${missing[0]}.",
        )
    unknown = [name for name in parameters if name not in wanted]
    if unknown:
        raise SqlError(f"the query has no ${unknown[0]}", hint="Write it as $name in the query.")
    return {name: parameters[name] for name in wanted} or None
