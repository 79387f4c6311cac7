"""Corrections applied to what a release reads; the records in the working file stay as they are.

The connection of a release gets temporary views in the place of the tables that corrections
touch: rows that stay, and beside them the rows as corrected. Whatever reads the tables by name
reads what will be published.
"""

# Identifiers in SQL come from the registry of tables, never from input.
# ruff: noqa: S608

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import duckdb
import msgspec
import pyarrow as pa

from schemas import RECORD_TABLES, TABLE_BY_NAME, Correction, Table
from schemas.columns import columns
from schemas.derived.ddl import literal, quoted
from schemas.ids import entity_id
from warehouse.corrections.clusters import corrected_clusters
from warehouse.corrections.fields import Absent, Path, Target, target_of, value_at, with_value
from warehouse.corrections.proposal import WHOLE, WITHDRAWN, CorrectionError
from warehouse.corrections.reading import Row, as_json, find, record_of, stored
from warehouse.rights import SHORT
from warehouse.rows import arrow_table

Derive = Callable[[msgspec.Struct, frozenset[str]], msgspec.Struct]
"""Gives a corrected record the columns that follow from those named, which were corrected."""


def as_it_is(record: msgspec.Struct, _: frozenset[str]) -> msgspec.Struct:
    """Return *record*: for whoever has no rules to derive columns by."""
    return record


def apply_corrections(connection: duckdb.DuckDBPyConnection, derive: Derive = as_it_is) -> None:
    """Put corrected rows in the place of extracted ones for all that *connection* reads.

    Clusters, and the ties of other records to a withdrawn one, follow. The table `corrections`
    says of each what became of it: one whose record is gone, or is read otherwise than when it
    was made, is `stale` and changes nothing. The file itself is only read.
    """
    kept = stored(connection)
    rows = find(connection, (c.record_id for c in kept))
    work = _Work(rows, derive)
    told = work.all(kept)
    replaced: dict[str, list[msgspec.Struct]] = defaultdict(list)
    gone: dict[str, set[str]] = defaultdict(set)
    for key, record in work.corrected.items():
        replaced[rows[key].table.name].append(record)
    for key in work.withdrawn:
        gone[rows[key].table.name].add(key)
    here = _catalog(connection)
    for table in RECORD_TABLES:
        loose = _loosened(table, gone)
        if table.name in replaced or table.name in gone or loose:
            _overlay(connection, here, table, replaced[table.name], gone[table.name], loose)
    for name in ("entities", "articles"):
        if name in replaced:
            _overlay(connection, here, TABLE_BY_NAME[name], replaced[name], set(), {})
    events = {key for key in work.touched if rows[key].table.name == "events"}
    if events:
        clusters, lost = corrected_clusters(connection, events, gone["events"])
        _overlay(connection, here, TABLE_BY_NAME["event_clusters"], clusters, lost, {})
    _replace(connection, TABLE_BY_NAME["corrections"], told)


class _Work:
    """The corrected records, one after the other, and what became of each correction."""

    def __init__(self, rows: dict[str, Row], derive: Derive) -> None:
        self._rows = rows
        self._derive = derive
        self.corrected: dict[str, msgspec.Struct] = {}
        self.withdrawn: set[str] = set()

    @property
    def touched(self) -> set[str]:
        """The keys of the rows that a release has otherwise than they were extracted."""
        return self.withdrawn | self.corrected.keys()

    def all(self, kept: Iterable[Correction]) -> list[Correction]:
        """Return *kept*, in order, each with what became of it."""
        by_record: dict[str, list[Correction]] = defaultdict(list)
        for correction in kept:
            by_record[correction.record_id].append(correction)
        told = [c for record, mine in by_record.items() for c in self._record(record, mine)]
        return sorted(told, key=lambda c: (c.number, c.correction_id))

    def _record(self, key: str, mine: list[Correction]) -> list[Correction]:
        newest = {correction.field: correction for correction in mine}
        current = [c for c in mine if newest[c.field] is c]
        row = self._rows.get(key)
        if row is None or row.table.name != mine[0].record_table:
            gone = "the record is not there any more"
            notes = {c.correction_id: gone for c in current}
            return [_told(c, notes, newest, old=False) for c in mine]
        if any(c.field == WHOLE and c.new_value == as_json(WITHDRAWN) for c in current):
            self.withdrawn.add(key)
            return [_told(c, {}, newest, old=False) for c in mine]
        notes = self._apply(row, [c for c in current if c.field != WHOLE])
        return [_told(c, notes, newest, old=True) for c in mine]

    def _apply(self, row: Row, current: list[Correction]) -> dict[str, str]:
        """Apply *current* to *row*; return why, by id, for those that could not be."""
        notes: dict[str, str] = {}
        values: Any = row.values
        removals: list[Path] = []
        applied: list[Target] = []
        for correction in current:
            try:
                target = _standing(row, correction)
                new = msgspec.json.decode(correction.new_value or "null")
                changed = with_value(values, target.path, new)
                if target.is_item and new is None:
                    removals.append(target.path)
                else:
                    record_of(row.table, changed)
                    values = changed
            except (CorrectionError, msgspec.ValidationError, _Moved) as error:
                notes[correction.correction_id] = _why(error)
            else:
                applied.append(target)
        for path in sorted(removals, key=_place, reverse=True):
            values = _without(values, path)
        if applied:
            values = _entities_of_names(values, applied)
            named = frozenset(str(target.path[0]) for target in applied)
            self.corrected[row.key] = self._derive(record_of(row.table, values), named)
        return notes


class _Moved(Exception):
    """The record is read otherwise than when it was corrected."""


def _standing(row: Row, correction: Correction) -> Target:
    """Return where *correction* leads, if the record still says there what it said then."""
    target = target_of(row.table, correction.field)
    try:
        now = as_json(value_at(row.values, target.path))
    except Absent:
        raise _Moved("the record has nothing there any more") from None
    if now not in (correction.old_value, correction.new_value):
        raise _Moved("the record is read otherwise now than when it was corrected")
    return target


def _why(error: Exception) -> str:
    if isinstance(error, CorrectionError):
        return error.what
    return str(error) if isinstance(error, _Moved) else "the schema lets no such value be"


def _told(
    correction: Correction, notes: dict[str, str], newest: dict[str, Correction], *, old: bool
) -> Correction:
    """Return *correction* with what became of it; without the *old* value if that is not shown.

    An entity stands for many articles, some of them perhaps closed: its texts are cut short.
    """
    note = notes.get(correction.correction_id)
    status = "superseded" if newest[correction.field] is not correction else "applied"
    before = correction.old_value
    if before is not None and correction.article_id is None:
        before = before[:SHORT]
    return msgspec.structs.replace(
        correction, old_value=before if old else None, status="stale" if note else status, note=note
    )


def _place(path: Path) -> tuple[tuple[str, int], ...]:
    return tuple(("", s) if isinstance(s, int) else (s, 0) for s in path)


def _without(values: Any, path: Path) -> Any:
    *way, index = path
    items = value_at(values, tuple(way))
    assert isinstance(items, list)
    return with_value(values, tuple(way), [x for at, x in enumerate(items) if at != index])


def _entities_of_names(values: Any, applied: Iterable[Target]) -> Any:
    """Return *values* where whoever has another name or kind now has the entity id of that."""
    for target in applied:
        *way, last = target.path
        if not way or last not in ("name", "kind"):
            continue
        owner = value_at(values, tuple(way))
        if isinstance(owner, dict) and "entity_id" in owner:
            name, kind = owner.get("name"), owner.get("kind")
            known = entity_id(kind, name) if name and kind else None
            values = with_value(values, (*way, "entity_id"), known)
    return values


def _loosened(table: Table, gone: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return the keys that each column of *table* must not name any more."""
    return {r.column: gone[r.table] for r in table.references if gone.get(r.table)}


def _catalog(connection: duckdb.DuckDBPyConnection) -> str:
    ((name,),) = connection.execute("SELECT current_database()").fetchall()
    return quoted(str(name))


def _overlay(
    connection: duckdb.DuckDBPyConnection,
    catalog: str,
    table: Table,
    replaced: Iterable[msgspec.Struct],
    gone: Iterable[str],
    loose: dict[str, set[str]],
) -> None:
    """Put a view in the place of *table*: without *gone*, with *replaced*, ties *loose*."""
    rows = list(replaced)
    _make(connection, f"corrected_{table.name}", arrow_table(table, rows))
    out = sorted({*gone, *(getattr(row, table.key) for row in rows)})
    _make(connection, f"lost_{table.name}", pa.table({"id": pa.array(out, pa.string())}))
    key = quoted(table.key)
    picked = ", ".join(_tied(c.name, loose.get(c.name)) for c in columns(table))
    connection.execute(
        f"CREATE TEMP VIEW {quoted(table.name)} AS SELECT {picked} FROM ("
        f" SELECT * FROM {catalog}.main.{quoted(table.name)}"
        f" WHERE {key} NOT IN (SELECT id FROM temp.main.lost_{table.name})"
        f" UNION ALL BY NAME SELECT * FROM temp.main.corrected_{table.name})"
    ).fetchall()


def _tied(name: str, gone: set[str] | None) -> str:
    if gone is None:
        return quoted(name)
    listed = ", ".join(literal(key) for key in sorted(gone))
    return f"CASE WHEN {quoted(name)} NOT IN ({listed}) THEN {quoted(name)} END AS {quoted(name)}"


def _replace(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: Iterable[msgspec.Struct]
) -> None:
    """Put *rows* in the place of *table* for all that reads it by name."""
    _make(connection, f"told_{table.name}", arrow_table(table, rows))
    connection.execute(
        f"CREATE TEMP VIEW {quoted(table.name)} AS FROM temp.main.told_{table.name}"
    ).fetchall()


def _make(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    connection.register("incoming", rows)
    connection.execute(f"CREATE TEMP TABLE {name} AS FROM incoming").fetchall()
    connection.unregister("incoming")
