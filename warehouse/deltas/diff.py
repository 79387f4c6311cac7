"""Diffs of any two releases: worked out once for each pair, kept, and read page by page.

A diff is what a delta is (`warehouse.deltas.comparison`), from the earlier of two releases to
the later one. Asked the other way round it is turned: what was added was removed. The diff of
a release and its parent is the delta it carries. Others are kept under ``.diff`` in the folder
of releases, or in a temporary folder where that cannot be written; what is kept may be thrown
away at any time.
"""

# Identifiers in SQL come from the declarations of releases, quoted, never from a request.
# ruff: noqa: S608

import hashlib
import os
import shutil
import tempfile
import threading
import time
import uuid
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas import Table
from schemas.base import Struct
from schemas.derived.ddl import literal
from schemas.errors import NotFound, QueryError, ReleaseError
from warehouse.connection import QUIET
from warehouse.declarations import tables_of
from warehouse.deltas.comparison import CHANGES, Side, comparison_schema
from warehouse.deltas.files import write_delta
from warehouse.deltas.notes import VersionNotes, column_changes, version_notes
from warehouse.manifest import MANIFEST, Manifest, delta_file, file_sha256, release_order
from warehouse.rows import plain_rows
from warehouse.shelf import sound_manifest

KEPT = 32
"""Pairs that are kept; the one that was asked for longest ago goes first."""
CACHE = ".diff"
MAX_LIMIT = 10_000
_FORM = b"1"
"""Raised when the files of a kept diff change their form."""
_WAITING = 3
"""Readers that may make a diff or wait for one; more would leave no thread for the others."""
_WAIT_SECONDS = 20.0
_STALE_NS = 3600 * 10**9
"""After an hour a half-made diff belongs to a process that is gone."""
_TURNED = {"added": "removed", "changed": "changed", "removed": "added"}
_SETTINGS = {"memory_limit": "2GB", "threads": "2"}


class TableCounts(Struct, frozen=True, kw_only=True):
    """How many rows of one table were added, changed and removed."""

    table: str
    added: int
    changed: int
    removed: int


class ChangeQuery(Struct, frozen=True, kw_only=True):
    """Which changes of a table are wanted, by key, *limit* of them after the key *after*.

    *change* is one of `CHANGES`, *field* a column that must be among those that differ.
    """

    table: str
    change: str | None = None
    field: str | None = None
    limit: int = 100
    after: str | None = None


class ChangePage(Struct, frozen=True, kw_only=True):
    """One page of changes, as `comparison_schema` has them; `next` is null on the last page."""

    table: str
    rows: pa.Table
    next: str | None
    total: int

    def to_rows(self) -> list[dict[str, object]]:
        """Return the changes as JSON-ready dicts; a changed row tells only what differs."""
        return [_told(row) for row in plain_rows(self.rows)]


class Diff:
    """What changed from one release to another. Build it with `DiffShelf.open`."""

    def __init__(self, older: "_Opened", newer: "_Opened", folder: Path, *, turned: bool) -> None:
        self._older = older
        self._newer = newer
        self._folder = folder
        self._turned = turned

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables of the later release."""
        return tuple(table.name for table in self._newer.side.tables)

    @property
    def versions(self) -> tuple[VersionNotes, ...]:
        """Schema, extractors, models, licence and rules that have other versions."""
        first, second = self._ends()
        return tuple(version_notes(first.manifest, second.manifest))

    @property
    def columns(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The columns (`table.column`) that came, and those that went."""
        first, second = self._ends()
        return column_changes(first.side, second.side)

    def counts(self) -> tuple[TableCounts, ...]:
        """Return the counts of every table, in the order of the later release."""
        return tuple(self._counts(table) for table in self._newer.side.tables)

    def changes(self, query: ChangeQuery) -> ChangePage:
        """Return one page of the changes that fit *query*, sorted by key.

        Raises:
            NotFound: there is no such table, or the table has no such field.
            QueryError: change or limit is wrong.
        """
        table = self._newer.side.table(query.table)
        if table is None:
            raise NotFound(
                f"there is no table {query.table!r}", hint=f"One of {', '.join(self.tables)}"
            )
        conditions, values = self._conditions(table, query)
        total = self._fetch(
            f"SELECT count(*) AS n FROM {self._source(table)} {_where(conditions)}", values
        )["n"][0].as_py()
        if query.after is not None:
            conditions, values = [*conditions, "key > ?"], [*values, query.after]
        found = self._fetch(
            f"SELECT {self._picked()} FROM {self._source(table)} {_where(conditions)}"
            f" ORDER BY key LIMIT {query.limit + 1}",
            values,
        )
        page = found.slice(0, query.limit)
        more = found.num_rows > query.limit
        return ChangePage(
            table=table.name,
            rows=page.cast(comparison_schema(table)),
            next=page["key"][-1].as_py() if more else None,
            total=total,
        )

    def _ends(self) -> "tuple[_Opened, _Opened]":
        return (self._newer, self._older) if self._turned else (self._older, self._newer)

    def _source(self, table: Table) -> str:
        return f"read_parquet({literal(str(self._folder / delta_file(table.name)))})"

    def _picked(self) -> str:
        if not self._turned:
            return "*"
        turned = " ".join(f"WHEN {literal(a)} THEN {literal(b)}" for a, b in _TURNED.items())
        return f"CASE change {turned} END AS change, key, fields, after AS before, before AS after"

    def _counts(self, table: Table) -> TableCounts:
        rows = self._fetch(
            f"SELECT change, count(*) AS n FROM {self._source(table)} GROUP BY change", []
        ).to_pylist()
        found = {self._name(str(row["change"])): int(row["n"]) for row in rows}
        counts = {change: found.get(change, 0) for change in CHANGES}
        return TableCounts(table=table.name, **counts)

    def _name(self, change: str) -> str:
        return _TURNED[change] if self._turned else change

    def _conditions(self, table: Table, query: ChangeQuery) -> tuple[list[str], list[str]]:
        if not 1 <= query.limit <= MAX_LIMIT:
            raise QueryError(f"limit {query.limit} is out of range", hint=f"Use 1 to {MAX_LIMIT}")
        found: dict[str, str] = {}
        if query.change is not None:
            if query.change not in CHANGES:
                raise QueryError(
                    f"there is no change {query.change!r}", hint=f"One of {', '.join(CHANGES)}"
                )
            found["change = ?"] = self._name(query.change)
        if query.field is not None:
            if query.field not in table.record.__struct_fields__:
                raise NotFound(
                    f"{table.name} has no column {query.field[:80]!r}",
                    hint=f"One of {', '.join(table.record.__struct_fields__)}",
                )
            found["list_contains(fields, ?)"] = query.field
        return list(found), list(found.values())

    def _fetch(self, sql: str, values: list[str]) -> pa.Table:
        connection = duckdb.connect(":memory:", config={**QUIET, **_SETTINGS})
        try:
            connection.execute("SET TimeZone = 'UTC'")
            return connection.sql(sql, params=values).to_arrow_table()
        except duckdb.Error as error:
            raise ReleaseError(
                f"the diff cannot be read: {str(error).splitlines()[0]}",
                hint="Ask again; it is made anew",
            ) from None
        finally:
            connection.close()


class _Opened(Struct, frozen=True, kw_only=True):
    """One of the two releases."""

    side: Side
    manifest: Manifest
    sha256: str


class DiffShelf:
    """The diffs of one folder of releases. Safe to use from many threads."""

    def __init__(self, releases: Path) -> None:
        self._kept = releases / CACHE
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(_WAITING)
        self._temporary: Path | None = None

    def close(self) -> None:
        """Remove what was kept in a temporary folder."""
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)
            self._temporary = None

    def open(self, first: Path, second: Path) -> Diff:
        """Return what changed from the release in the folder *first* to that in *second*.

        Raises:
            Withdrawn, ReleaseError: one of them was withdrawn or is damaged, or another diff
                is being made for too long.
        """
        ends = [_opened(first), _opened(second)]
        turned = release_order(ends[0].manifest.release) > release_order(ends[1].manifest.release)
        older, newer = ends[::-1] if turned else ends
        return Diff(older, newer, self._files(older, newer), turned=turned)

    def _files(self, older: _Opened, newer: _Opened) -> Path:
        """Return the folder with the files of the diff, made if there is none."""
        deltas = {entry.table for entry in newer.manifest.files if entry.role == "delta"}
        if newer.manifest.parent_sha256 == older.sha256 and deltas:
            return newer.side.folder
        mark = hashlib.sha256(f"{older.sha256}{newer.sha256}".encode() + _FORM).hexdigest()[:16]
        name = f"{older.manifest.release}-{newer.manifest.release}-{mark}"
        if (found := self._find(name)) is not None:
            return found
        if not self._places.acquire(blocking=False):
            raise _busy()
        try:
            if not self._lock.acquire(timeout=_WAIT_SECONDS):
                raise _busy()
            try:
                return self._find(name) or self._make(name, older, newer)
            finally:
                self._lock.release()
        finally:
            self._places.release()

    def _find(self, name: str) -> Path | None:
        for folder in (self._kept, self._temporary):
            if folder is not None and (folder / name).is_dir():
                try:
                    os.utime(folder / name)
                except OSError:
                    continue  # it was thrown away just now, or nothing may be written here
                return folder / name
        return None

    def _make(self, name: str, older: _Opened, newer: _Opened) -> Path:
        home = self._home()
        _clear(home)
        part = home / f".{uuid.uuid4().hex}"
        part.mkdir()
        connection = duckdb.connect(":memory:", config={**QUIET, **_SETTINGS})
        try:
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute(f"SET temp_directory = {literal(str(part / 'spilled'))}")
            for table in newer.side.tables:
                write_delta(
                    connection, older.side, newer.side, table, part / delta_file(table.name)
                )
            connection.close()
            shutil.rmtree(part / "spilled", ignore_errors=True)
            try:
                part.rename(home / name)
            except OSError:  # another process was faster
                if not (home / name).is_dir():
                    raise
        except (OSError, duckdb.Error) as error:
            raise ReleaseError(
                f"the releases cannot be compared: {str(error).splitlines()[0]}",
                hint="See that there is room on the disk",
            ) from None
        finally:
            connection.close()
            shutil.rmtree(part, ignore_errors=True)
        return home / name

    def _home(self) -> Path:
        try:
            self._kept.mkdir(parents=True, exist_ok=True)
            if os.access(self._kept, os.W_OK):
                return self._kept
        except OSError:
            pass
        if self._temporary is None:
            self._temporary = Path(tempfile.mkdtemp(prefix="dateline-diff-"))
        return self._temporary


def _busy() -> ReleaseError:
    return ReleaseError("other releases are being compared", hint="Try again in a moment")


def _clear(home: Path) -> None:
    """Throw away what was asked for longest ago, so that one more has its place."""
    found = [(path.stat().st_mtime_ns, path) for path in home.iterdir() if path.is_dir()]
    whole = sorted(entry for entry in found if not entry[1].name.startswith("."))
    old = time.time_ns() - _STALE_NS
    dead = [path for changed, path in found if path.name.startswith(".") and changed < old]
    for path in [*dead, *(path for _, path in whole[: max(len(whole) - KEPT + 1, 0)])]:
        shutil.rmtree(path, ignore_errors=True)


def forget(releases: Path, release_id: str) -> None:
    """Throw away every kept diff of release *release_id* in the folder *releases*."""
    for path in (releases / CACHE).glob(f"*{release_id}-*"):
        if release_id in path.name.split("-")[:2]:
            shutil.rmtree(path)


def _opened(release: Path) -> _Opened:
    manifest = sound_manifest(release)
    return _Opened(
        side=Side(folder=release, tables=tables_of(manifest, release)),
        manifest=manifest,
        sha256=file_sha256(release / MANIFEST),
    )


def _where(conditions: list[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def _told(row: dict[str, object]) -> dict[str, object]:
    """Return a change with only the columns that differ, if it is a changed row."""
    if row["change"] != "changed":
        return row
    fields = row["fields"]
    assert isinstance(fields, list)
    told = dict(row)
    for end in ("before", "after"):
        values = row[end]
        if isinstance(values, dict):
            told[end] = {name: values[name] for name in fields}
    return told
