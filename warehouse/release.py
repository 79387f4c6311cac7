"""Reading a release: rows, one record, one article. Read-only, and never outside its folder."""

import hashlib
from collections.abc import Callable
from pathlib import Path as FilePath
from types import TracebackType
from typing import Any, Self

import msgspec
import pyarrow as pa

from schemas import Table
from schemas.base import Struct
from schemas.derived.ddl import quoted
from schemas.errors import NotFound, QueryError, ReleaseError
from warehouse.facets import Facet, check_number, scanned_facet, scanned_stats
from warehouse.filters import Filter, Scalar, Test, tests
from warehouse.index import ReleaseIndex, TableIndex, declared_tables, indexed_names
from warehouse.manifest import MANIFEST, Manifest
from warehouse.paging import SortKey, binding, damaged, read_cursor, sort_keys, write_cursor
from warehouse.paths import field_names, resolve
from warehouse.rows import line_sql
from warehouse.scan import Scan, declared, encoded_lines
from warehouse.searching import MAX_HITS, Hits, search
from warehouse.shelf import sound_manifest

MAX_LIMIT = 10_000


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
    """One page of rows, each a JSON object in UTF-8 with its columns in declared order.

    `next_cursor` is null on the last page. `total` counts all rows that fit; null when it was
    not asked for and is not known anyway.
    """

    table: str
    lines: tuple[bytes, ...]
    next_cursor: str | None
    total: int | None

    def to_rows(self) -> list[dict[str, Any]]:
        """Return the rows as JSON-ready dicts, columns in declared order."""
        return [msgspec.json.decode(line) for line in self.lines]


class ArrowPage(Struct, frozen=True, kw_only=True):
    """One page of rows as Arrow, columns in declared order; else as `RowPage`."""

    table: str
    rows: pa.Table
    next_cursor: str | None
    total: int | None


class _Asked(Struct, frozen=True, kw_only=True):
    """A row query understood."""

    table: Table
    fields: tuple[str, ...]
    tests: tuple[Test, ...]
    keys: tuple[SortKey, ...]
    of: str
    at: tuple[Scalar | None, ...] | None


class _Numbered(Struct, frozen=True, kw_only=True):
    """What an index says of a page: the ordinals of its rows, and as in `RowPage`."""

    index: TableIndex
    rows: list[int]
    next_cursor: str | None
    total: int | None


class Release:
    """One open release; safe to share between threads. Build it with `open_release`.

    It answers through DuckDB. With an `index` it answers the same, byte for byte, faster.
    """

    def __init__(self, path: FilePath, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        self.index: ReleaseIndex | None = None
        self.sha256 = hashlib.sha256((path / MANIFEST).read_bytes()).hexdigest()
        """Of the manifest, and so of every file of the release."""
        self.tables = {table.name: table for table in declared_tables(manifest, path)}
        self._scan = Scan(path)

    @property
    def id(self) -> str:
        """The id of the release, the name of its folder."""
        return self.manifest.release

    def close(self) -> None:
        """Close the release's file."""
        self._scan.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def table(self, name: str) -> Table:
        """Return the table *name* as this release declares it.

        Raises:
            NotFound: there is none.
        """
        if name not in self.tables:
            raise NotFound(
                f"there is no table {name!r}",
                where="table",
                hint=f"Tables: {', '.join(self.tables)}.",
            )
        return self.tables[name]

    def fields(self, query: RowQuery) -> tuple[str, ...]:
        """Return the columns of the rows that *query* gives, in declared order."""
        return field_names(self.table(query.table), query.fields)

    def rows_at_once(self, query: RowQuery) -> RowPage | None:
        """Return what `rows` returns if the index has it in a moment (about 1 ms), else None.

        Raises:
            NotFound, QueryError: as for `rows`.
        """
        if self.index is None:
            return None
        asked = self._asked(query)
        index = self._index_for(asked)
        if index is None or not index.is_quick(asked.tests, asked.keys):
            return None
        found = self._numbered(asked, query)
        return None if found is None else _rendered(asked, query, found)

    def rows(self, query: RowQuery) -> RowPage:
        """Return one page of the rows that fit *query*.

        Raises:
            NotFound: there is no such table.
            QueryError: a column, operator, value, limit or cursor is wrong; it says which.
        """
        asked = self._asked(query)
        found = self._numbered(asked, query)
        if found is not None:
            return _rendered(asked, query, found)
        line = f"{line_sql(asked.table, asked.fields)} AS line"
        page, next_cursor, total = self._scanned(asked, query, line)
        return RowPage(
            table=asked.table.name,
            lines=tuple(encoded_lines(page)),
            next_cursor=next_cursor,
            total=total,
        )

    def arrow_rows(self, query: RowQuery) -> ArrowPage:
        """Return the same page as `rows` in Arrow, with the declared types.

        Raises:
            NotFound, QueryError: as for `rows`.
        """
        asked = self._asked(query)
        found = self._numbered(asked, query)
        if found is not None:
            page = self._scan.numbered(asked.table, asked.fields, found.rows)
            next_cursor, total = found.next_cursor, found.total
        else:
            picked = ", ".join(f"t.{quoted(name)}" for name in asked.fields)
            page, next_cursor, total = self._scanned(asked, query, picked)
        return ArrowPage(
            table=asked.table.name,
            rows=declared(asked.table, page),
            next_cursor=next_cursor,
            total=total,
        )

    def count(self, table: str, filters: tuple[Filter, ...] = ()) -> int:
        """Return how many rows of *table* fit all *filters*.

        Raises:
            NotFound, QueryError: as for `rows`.
        """
        wanted = self.table(table)
        asked = tests(wanted, filters)
        index = self.index and self.index.tables.get(table)
        if index and index.answers(asked, ()):
            return len(index.select(asked))
        return self._scan.count(wanted, asked)

    def facets(
        self, table: str, names: tuple[str, ...], filters: tuple[Filter, ...] = ()
    ) -> dict[str, Facet]:
        """Return the values of the columns *names* among the rows that fit all *filters*.

        Raises:
            NotFound: there is no such table.
            QueryError: a column or filter is wrong, or there are too many.
        """
        wanted = self.table(table)
        check_number(names)
        for name in names:
            resolve(wanted, name)
        asked = tests(wanted, filters)
        index = self.index and self.index.tables.get(table)
        if index and index.answers(asked, ()) and all(index.column(name) for name in names):
            return {name: index.facet(name, asked) for name in names}
        return {name: scanned_facet(self._scan.fetch, wanted, name, asked) for name in names}

    def stats(self, table: str) -> bytes:
        """Return the statistics of each column of *table*, a list of `ColumnStats` in JSON.

        Raises:
            NotFound: there is no such table.
        """
        wanted = self.table(table)
        if self.index:
            return self.index.tables[table].stats
        total = self.manifest.rows(table)
        return msgspec.json.encode(
            [scanned_stats(self._scan.fetch, wanted, name, total) for name in indexed_names(wanted)]
        )

    def line(self, table: str, key: str) -> bytes:
        """Return the row of *table* whose key is *key* as a JSON object in UTF-8.

        Raises:
            NotFound: there is no such table or row.
        """
        wanted = self.table(table)
        lines = self._lines(wanted, wanted.key, key)
        if not lines:
            raise NotFound(f"{table} has no row {key!r}", where=f"release {self.id}")
        return lines[0]

    def record(self, table: str, key: str) -> dict[str, Any]:
        """Return the row of *table* whose key is *key* as a JSON-ready dict.

        Raises:
            NotFound: there is no such table or row.
        """
        found: dict[str, Any] = msgspec.json.decode(self.line(table, key))
        return found

    def article_lines(self, article_id: str) -> dict[str, list[bytes]]:
        """Return the rows of each table that are of one article, in order; see `article`.

        Raises:
            NotFound: there is no such article.
        """
        found = {"articles": [self.line("articles", article_id)]}
        for table in self.tables.values():
            if table.has_evidence or table.name == "failures":
                found[table.name] = self._lines(table, "article_id", article_id)
        return found

    def article(self, article_id: str) -> dict[str, Any]:
        """Return ``{"article": …, "events": […], …, "failures": […]}`` of one article.

        The records of each table come in its order.

        Raises:
            NotFound: there is no such article.
        """
        lines = self.article_lines(article_id)
        (article,) = lines.pop("articles")
        found: dict[str, Any] = {"article": msgspec.json.decode(article)}
        for table, rows in lines.items():
            found[table] = [msgspec.json.decode(row) for row in rows]
        return found

    def search(self, text: str, *, tables: tuple[str, ...] = (), limit: int = 20) -> Hits:
        """Return the best hits for the words *text*, see `warehouse.searching`.

        Raises:
            QueryError: *limit* is out of range.
            NotFound: one of *tables* is not searched.
            ReleaseError: the index is not there yet.
        """
        if not 1 <= limit <= MAX_HITS:
            raise QueryError(f"limit {limit} is out of range", hint=f"Use 1 to {MAX_HITS}")
        if self.index is None:
            raise ReleaseError("the search index is being made", hint="Try again in half a minute")
        return search(self.index, text, tables=tables, limit=limit)

    def _asked(self, query: RowQuery) -> _Asked:
        table = self.table(query.table)
        if not 1 <= query.limit <= MAX_LIMIT:
            raise QueryError(f"limit {query.limit} is out of range", hint=f"Use 1 to {MAX_LIMIT}")
        wanted = field_names(table, query.fields)
        asked = tests(table, query.filters)
        keys = sort_keys(table, query.sort)
        of = binding(self.id, table, query.filters, query.sort)
        at = None if query.after is None else read_cursor(query.after, of, keys)
        return _Asked(table=table, fields=wanted, tests=asked, keys=keys, of=of, at=at)

    def _index_for(self, asked: _Asked) -> TableIndex | None:
        index = self.index and self.index.tables.get(asked.table.name)
        return index if index and index.answers(asked.tests, asked.keys) else None

    def _numbered(self, asked: _Asked, query: RowQuery) -> _Numbered | None:
        """Return the page as the index finds it, None if it cannot."""
        index = self._index_for(asked)
        if index is None:
            return None
        row = None
        if asked.at is not None:
            names = [key.path.name for key in asked.keys]
            row = index.row_of(str(asked.at[names.index(asked.table.key)]))
            if row is None:
                raise damaged()
        selection = index.select(asked.tests)
        rows = index.page(selection, asked.keys, after=row, limit=query.limit + 1)
        more = len(rows) > query.limit
        rows = rows[: query.limit]
        return _Numbered(
            index=index,
            rows=rows,
            next_cursor=write_cursor(asked.of, index.values(rows[-1], asked.keys))
            if more
            else None,
            total=self._total(asked, query, lambda: len(selection)),
        )

    def _scanned(
        self, asked: _Asked, query: RowQuery, picked: str
    ) -> tuple[pa.Table, str | None, int | None]:
        """Return the page as DuckDB finds it, its next cursor and its total."""
        found, places = self._scan.page(
            asked.table, picked, asked.tests, asked.keys, at=asked.at, limit=query.limit + 1
        )
        more = found.num_rows > query.limit
        return (
            found.slice(0, query.limit),
            write_cursor(asked.of, places[query.limit - 1]) if more else None,
            self._total(asked, query, lambda: self._scan.count(asked.table, asked.tests)),
        )

    def _total(self, asked: _Asked, query: RowQuery, count: Callable[[], int]) -> int | None:
        if not asked.tests:
            return self.manifest.rows(asked.table.name)
        return count() if query.with_total else None

    def _lines(self, table: Table, column: str, value: str) -> list[bytes]:
        index = self.index and self.index.tables.get(table.name)
        if index:
            return index.rendered(index.rows_of(column, value), ())
        return self._scan.lines(table, column, value, field_names(table, ()))


def _rendered(asked: _Asked, query: RowQuery, found: _Numbered) -> RowPage:
    return RowPage(
        table=asked.table.name,
        lines=tuple(found.index.rendered(found.rows, query.fields and asked.fields)),
        next_cursor=found.next_cursor,
        total=found.total,
    )


def open_release(path: FilePath) -> Release:
    """Return the release in the folder *path*, open for reading, without an index.

    Raises:
        NotFound: there is no such folder.
        ReleaseError: the manifest cannot be read, or a file is missing or of another size.
    """
    if not path.is_dir():
        raise NotFound(f"there is no release {path.name!r}", where=str(path.parent))
    return Release(path, sound_manifest(path))
