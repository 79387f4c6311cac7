"""Rows found by DuckDB in a release's file: what the index does not know, or is not there yet."""

# Identifiers in SQL come from the registry of tables, never from input.
# ruff: noqa: S608

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas import Table
from schemas.derived.arrow import arrow_schema
from schemas.derived.ddl import quoted
from schemas.errors import QueryError, ReleaseError, WarehouseError
from warehouse.connection import attach
from warehouse.filters import Condition, Scalar, Test, condition
from warehouse.manifest import DATABASE
from warehouse.paging import SortKey, after
from warehouse.rows import line_sql

_SETTINGS = {
    "memory_limit": "1GB",
    "threads": "2",
    "max_execution_time": "20000",  # milliseconds
    "late_materialization_max_rows": "1000",  # pages then read the wide columns of 100 rows only
}


class Scan:
    """The DuckDB file of the release in *folder*, read-only; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            self.connection = attach(folder / DATABASE, **_SETTINGS)
        except WarehouseError as error:
            raise ReleaseError(error.what, where=error.where, hint=error.hint) from None
        for setting in ("enable_external_access = false", "lock_configuration = true"):
            self.connection.execute(f"SET GLOBAL {setting}")

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def page(
        self,
        table: Table,
        picked: str,
        tests: Iterable[Test],
        keys: tuple[SortKey, ...],
        *,
        at: tuple[Scalar | None, ...] | None,
        limit: int,
    ) -> tuple[pa.Table, list[tuple[object, ...]]]:
        """Return *picked* of the first *limit* rows after *at*, and the sort values of each."""
        limits = [condition(test) for test in tests]
        if at is not None:
            limits.append(after(keys, at))
        named = [f"{key.path.sql} AS {quoted(f'#{i}')}" for i, key in enumerate(keys)]
        found = self.fetch(
            f"SELECT {', '.join([picked, *named])} FROM release.{quoted(table.name)} AS t"
            f" {_where(limits)} ORDER BY {', '.join(key.sql for key in keys)} LIMIT {limit}",
            [value for limit_ in limits for value in limit_.values],
        )
        places = found.select([f"#{i}" for i in range(len(keys))]).to_pylist()
        return (
            found.select(range(found.num_columns - len(keys))),
            [tuple(place.values()) for place in places],
        )

    def count(self, table: Table, tests: Iterable[Test]) -> int:
        """Return how many rows of *table* pass all *tests*."""
        limits = [condition(test) for test in tests]
        sql = f"SELECT count(*) AS n FROM release.{quoted(table.name)} AS t {_where(limits)}"
        values = [value for limit in limits for value in limit.values]
        return int(self.fetch(sql, values)["n"][0].as_py())

    def lines(self, table: Table, column: str, value: str, names: Iterable[str]) -> list[bytes]:
        """Return the rows whose *column* is *value* as JSON objects of *names*, in their order."""
        order = ", ".join(quoted(name) for name in table.order)
        sql = (
            f"SELECT {line_sql(table, names)} AS line FROM release.{quoted(table.name)}"
            f" WHERE {quoted(column)} = ? ORDER BY {order}"
        )
        return encoded_lines(self.fetch(sql, (value,)))

    def numbered(self, table: Table, names: Sequence[str], rows: Sequence[int]) -> pa.Table:
        """Return the columns *names* of *rows*, given by ordinal, in that order."""
        picked = ", ".join(quoted(name) for name in names)
        numbers = ", ".join(map(str, rows)) or "-1"
        found = self.fetch(
            f"SELECT {picked}, rowid AS {quoted('#')} FROM release.{quoted(table.name)}"
            f" WHERE rowid IN ({numbers})",
            (),
        )
        place = {row: at for at, row in enumerate(found["#"].to_pylist())}
        return found.drop_columns(["#"]).take(pa.array([place[row] for row in rows], pa.int64()))

    def fetch(self, sql: str, values: Sequence[Scalar]) -> pa.Table:
        """Return what *sql* gives, *values* bound to its question marks.

        Raises:
            QueryError: it took too long or too much memory.
            ReleaseError: the file cannot be read.
        """
        try:
            with self.connection.cursor() as cursor:
                return cursor.sql(sql, params=list(values)).to_arrow_table()
        except duckdb.InterruptException:
            raise QueryError("the query took too long", hint="Narrow it with filters") from None
        except duckdb.OutOfMemoryException:
            raise QueryError("the query needs too much memory", hint="Narrow it") from None
        except duckdb.Error as error:
            raise ReleaseError(
                f"{DATABASE} cannot be read: {str(error).splitlines()[0]}", where=str(self._folder)
            ) from None


def encoded_lines(found: pa.Table) -> list[bytes]:
    """Return the JSON texts of the first column in UTF-8."""
    return [line.encode() for line in found.column(0).to_pylist()]


def declared(table: Table, found: pa.Table) -> pa.Table:
    """Return *found* with the declared Arrow types of *table*."""
    schema = arrow_schema(table)
    return found.cast(pa.schema([schema.field(name) for name in found.column_names]))


def _where(limits: Sequence[Condition]) -> str:
    return f"WHERE {' AND '.join(limit.sql for limit in limits)}" if limits else ""
