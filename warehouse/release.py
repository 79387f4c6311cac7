"""Reading a release: rows, one record, one article. Read-only, and never outside its folder."""

# Identifiers in SQL come from the registry of tables, never from input.
# ruff: noqa: S608

from pathlib import Path as FilePath
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa

from schemas import RECORD_TABLES, TABLE_BY_NAME, Table
from schemas.base import Struct
from schemas.columns import columns
from schemas.derived.arrow import arrow_schema
from schemas.derived.ddl import quoted
from schemas.errors import NotFound, QueryError, ReleaseError, WarehouseError
from warehouse.connection import attach
from warehouse.filters import Condition, Filter, Scalar, conditions
from warehouse.manifest import DATABASE, Manifest
from warehouse.paging import after, binding, read_cursor, sort_keys, write_cursor
from warehouse.paths import top_level
from warehouse.rows import plain_rows
from warehouse.shelf import sound_manifest

MAX_LIMIT = 10_000
_SETTINGS = {
    "memory_limit": "1GB",
    "threads": "2",
    "max_execution_time": "20000",  # milliseconds
    "late_materialization_max_rows": "1000",  # pages then read the wide columns of 100 rows only
}


class RowQuery(Struct, frozen=True, kw_only=True):
    """Which rows of a table are wanted.

    *fields* are columns (all if empty), *sort* scalar columns or paths, ``-`` for descending
    (the table's own order if empty), *limit* 1 to `MAX_LIMIT`, *after* the `next_cursor` of
    the page before. *with_total* counts the rows of all pages.
    """

    table: str
    filters: tuple[Filter, ...] = ()
    fields: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    limit: int = 100
    after: str | None = None
    with_total: bool = False


class RowPage(Struct, frozen=True, kw_only=True):
    """One page of rows in declared column order; `next_cursor` is null on the last page.

    `total` counts all rows that fit; null when it was not asked for and is not known anyway.
    """

    table: str
    rows: pa.Table
    next_cursor: str | None
    total: int | None

    def to_rows(self) -> list[dict[str, Any]]:
        """Return the rows as JSON-ready dicts, columns in declared order."""
        return plain_rows(self.rows)


class Release:
    """One open release; safe to share between threads. Build it with `open_release`."""

    def __init__(self, path: FilePath, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        try:
            self._connection = attach(path / DATABASE, **_SETTINGS)
        except WarehouseError as error:
            raise ReleaseError(error.what, where=error.where, hint=error.hint) from None
        for setting in ("enable_external_access = false", "lock_configuration = true"):
            self._connection.execute(f"SET GLOBAL {setting}")

    @property
    def id(self) -> str:
        """The id of the release, the name of its folder."""
        return self.manifest.release

    def close(self) -> None:
        """Close the release's file."""
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

    def rows(self, query: RowQuery) -> RowPage:
        """Return one page of the rows that fit *query*.

        Raises:
            NotFound: there is no such table.
            QueryError: a column, operator, value, limit or cursor is wrong; it says which.
        """
        table = table_named(query.table)
        if not 1 <= query.limit <= MAX_LIMIT:
            raise QueryError(f"limit {query.limit} is out of range", hint=f"Use 1 to {MAX_LIMIT}")
        wanted = _fields(table, query.fields)
        filters = conditions(table, query.filters)
        keys = sort_keys(table, query.sort)
        of = binding(self.id, table, query.filters, query.sort)
        limits = list(filters)
        if query.after is not None:
            limits.append(after(keys, read_cursor(query.after, of, keys)))
        picked = [f"t.{quoted(name)}" for name in wanted]
        picked += [f"{key.path.sql} AS {quoted(f'#{i}')}" for i, key in enumerate(keys)]
        sql = (
            f"SELECT {', '.join(picked)} FROM release.{quoted(table.name)} AS t {_where(limits)}"
            f" ORDER BY {', '.join(key.sql for key in keys)} LIMIT {query.limit + 1}"
        )
        found = self._fetch(sql, _values(limits))
        page = found.slice(0, query.limit)
        more = found.num_rows > query.limit
        schema = arrow_schema(table)
        return RowPage(
            table=table.name,
            rows=page.select(wanted).cast(pa.schema([schema.field(name) for name in wanted])),
            next_cursor=write_cursor(of, _last(page, len(keys))) if more else None,
            total=self._total(table, query, filters),
        )

    def count(self, table: str, filters: tuple[Filter, ...] = ()) -> int:
        """Return how many rows of *table* fit all *filters*.

        Raises:
            NotFound, QueryError: as for `rows`.
        """
        return self._count(table_named(table), conditions(table_named(table), filters))

    def record(self, table: str, key: str) -> dict[str, Any]:
        """Return the row of *table* whose key is *key* as a JSON-ready dict.

        Raises:
            NotFound: there is no such table or row.
        """
        declared = table_named(table)
        rows = self._select(declared, declared.key, key)
        if not rows:
            raise NotFound(f"{table} has no row {key!r}", where=f"release {self.id}")
        return rows[0]

    def article(self, article_id: str) -> dict[str, Any]:
        """Return ``{"article": …, "events": […], …, "failures": […]}`` of one article.

        The records of each table come in its order.

        Raises:
            NotFound: there is no such article.
        """
        found: dict[str, Any] = {"article": self.record("articles", article_id)}
        for table in (*RECORD_TABLES, TABLE_BY_NAME["failures"]):
            found[table.name] = self._select(table, "article_id", article_id)
        return found

    def _select(self, table: Table, column: str, value: str) -> list[dict[str, Any]]:
        names = ", ".join(quoted(c.name) for c in columns(table))
        order = ", ".join(quoted(name) for name in table.order)
        sql = (
            f"SELECT {names} FROM release.{quoted(table.name)}"
            f" WHERE {quoted(column)} = ? ORDER BY {order}"
        )
        return plain_rows(self._fetch(sql, (value,)))

    def _total(self, table: Table, query: RowQuery, filters: list[Condition]) -> int | None:
        if not filters:
            return self.manifest.rows(table.name)
        return self._count(table, filters) if query.with_total else None

    def _count(self, table: Table, filters: list[Condition]) -> int:
        sql = f"SELECT count(*) AS n FROM release.{quoted(table.name)} AS t {_where(filters)}"
        return int(self._fetch(sql, _values(filters))["n"][0].as_py())

    def _fetch(self, sql: str, values: tuple[Scalar, ...]) -> pa.Table:
        try:
            with self._connection.cursor() as cursor:
                return cursor.sql(sql, params=list(values)).to_arrow_table()
        except duckdb.InterruptException:
            raise QueryError("the query took too long", hint="Narrow it with filters") from None
        except duckdb.OutOfMemoryException:
            raise QueryError("the query needs too much memory", hint="Narrow it") from None
        except duckdb.Error as error:
            raise ReleaseError(
                f"{DATABASE} cannot be read: {str(error).splitlines()[0]}", where=str(self.path)
            ) from None


def open_release(path: FilePath) -> Release:
    """Return the release in the folder *path*, open for reading.

    Raises:
        NotFound: there is no such folder.
        ReleaseError: the manifest cannot be read, or a file is missing or of another size.
    """
    if not path.is_dir():
        raise NotFound(f"there is no release {path.name!r}", where=str(path.parent))
    return Release(path, sound_manifest(path))


def table_named(name: str) -> Table:
    """Return the table called *name*.

    Raises:
        NotFound: there is none.
    """
    if name not in TABLE_BY_NAME:
        raise NotFound(f"there is no table {name!r}", hint=f"One of {', '.join(TABLE_BY_NAME)}")
    return TABLE_BY_NAME[name]


def _fields(table: Table, fields: tuple[str, ...]) -> list[str]:
    """Return the wanted columns in declared order."""
    asked = {top_level(table, name).name for name in fields}
    return [c.name for c in columns(table) if not asked or c.name in asked]


def _last(page: pa.Table, keys: int) -> tuple[object, ...]:
    last = page.num_rows - 1
    return tuple(page[f"#{i}"][last].as_py() for i in range(keys))


def _where(limits: list[Condition]) -> str:
    return f"WHERE {' AND '.join(limit.sql for limit in limits)}" if limits else ""


def _values(limits: list[Condition]) -> tuple[Scalar, ...]:
    return tuple(value for limit in limits for value in limit.values)
