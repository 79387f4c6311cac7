"""Taking corrections in: looked at against the records at once, kept beside them."""

# Identifiers in SQL come from the registry of tables, never from input.
# ruff: noqa: S608

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import duckdb
import msgspec

from schemas import TABLE_BY_NAME, Correction, Table
from schemas.base import Struct
from schemas.columns import columns
from schemas.derived.ddl import quoted
from schemas.errors import DatelineError, NotFound
from schemas.ids import digest_id
from warehouse.corrections.fields import Absent, read_value, target_of, value_at, with_value
from warehouse.corrections.proposal import (
    RESTORED,
    WHOLE,
    WITHDRAWN,
    CorrectionError,
    Proposal,
)
from warehouse.corrections.reading import Row, as_json, find, record_of, stored
from warehouse.layout import STORE
from warehouse.rows import arrow_table
from warehouse.store import Warehouse


class Taken(Struct, frozen=True, kw_only=True):
    """What became of one proposal.

    `new`; `unchanged`: it was there already, or says what the record says; `renewed`: it was
    there, and stands again over what the extractor reads now. `error` if it was refused.
    """

    outcome: Literal["new", "unchanged", "renewed", "refused"]
    correction: Correction | None = None
    error: DatelineError | None = None


def correct(warehouse: Path, proposals: Sequence[Proposal]) -> list[Taken]:
    """Return what became of each of *proposals*, in their order; the sound ones are kept.

    All are written in one transaction. The records themselves stay as they were extracted;
    releases made from now on apply what is kept, also after articles were loaded again.

    Raises:
        NotFound: there is no such warehouse.
        WarehouseError: the file is no warehouse or is in use.
    """
    if not warehouse.is_file():
        raise NotFound(
            "there is no such warehouse",
            where=str(warehouse),
            hint="Name the file that `dateline load` made",
        )
    with Warehouse.open(warehouse) as working:
        return working.transact(lambda connection: _taken(connection, proposals))


def corrections(warehouse: Path) -> list[Correction]:
    """Return the corrections that *warehouse* keeps, in the order in which they came.

    Raises:
        WarehouseError: the file is missing, no warehouse, or in use.
    """
    with Warehouse.open(warehouse) as working:
        return working.transact(stored)


def _taken(connection: duckdb.DuckDBPyConnection, proposals: Sequence[Proposal]) -> list[Taken]:
    rows = find(connection, {proposal.record for proposal in proposals})
    register = _Register(stored(connection))
    taken = [_placed(register, rows.get(proposal.record), proposal) for proposal in proposals]
    changed = [t.correction for t in taken if t.correction and t.outcome in ("new", "renewed")]
    _write(connection, register, {c.correction_id for c in changed})
    return taken


class _Register:
    """The corrections that are kept, by id, and the one that counts for each field."""

    def __init__(self, kept: Iterable[Correction]) -> None:
        self.by_id = {c.correction_id: c for c in kept}
        self.newest: dict[tuple[str, str], Correction] = {}
        for correction in self.by_id.values():
            self.newest[correction.record_id, correction.field] = correction
        self._number = max((c.number for c in self.by_id.values()), default=0)

    def add(self, correction: Correction) -> Correction:
        self._number += 1
        kept = msgspec.structs.replace(correction, number=self._number)
        self.by_id[kept.correction_id] = kept
        self.newest[kept.record_id, kept.field] = kept
        return kept


def _placed(register: _Register, row: Row | None, proposal: Proposal) -> Taken:
    try:
        correction = _correction(row, proposal)
    except DatelineError as error:
        return Taken(outcome="refused", error=error)
    before = register.newest.get((correction.record_id, correction.field))
    same = before is not None and before.new_value == correction.new_value
    if before is not None and same and before.old_value == correction.old_value:
        return Taken(outcome="unchanged", correction=before)
    says_so = correction.new_value in (correction.old_value, as_json(RESTORED))
    if before is None and says_so:
        return Taken(outcome="unchanged", correction=correction)
    known = correction.correction_id in register.by_id
    kept = register.add(correction)
    return Taken(outcome="renewed" if known or same else "new", correction=kept)


def _correction(row: Row | None, proposal: Proposal) -> Correction:
    for name in ("record", "field", "who", "why", "value"):
        words: str = getattr(proposal, name)
        if not words.strip() and name != "value":
            raise CorrectionError(f"`{name}` is empty", column=name)
        if not words.isascii() and words.encode(errors="ignore").decode() != words:
            raise CorrectionError(f"`{name}` is no Unicode text", column=name)
    if row is None:
        raise CorrectionError(
            f"there is no record {proposal.record!r}",
            column="record",
            hint="Name a record_id, entity_id or article_id of the newest revisions",
        )
    field, old, new = proposal.field.strip(), None, _whole(row.table, proposal)
    if new is None:
        target = target_of(row.table, field)
        value = read_value(target, field, proposal.value)
        try:
            old = as_json(value_at(row.values, target.path))
        except Absent:
            raise CorrectionError(
                f"{proposal.record} has nothing at `{field}`: a structure on the way is null, or"
                " the list is shorter",
                column="field",
            ) from None
        new = as_json(value)
        if not (target.is_item and value is None):
            _require_sound(row, field, with_value(row.values, target.path, value))
    parts = (proposal.record, field, new, proposal.who, proposal.why, str(proposal.when))
    return Correction(
        correction_id=digest_id("correction", *parts),
        number=1,
        record_table=row.table.name,
        record_id=proposal.record,
        article_id=row.article_id,
        field=field,
        old_value=old,
        new_value=new,
        who=proposal.who.strip(),
        why=proposal.why.strip(),
        corrected=proposal.when,
    )


def _whole(table: Table, proposal: Proposal) -> str | None:
    """Return the new value of the record as a whole as JSON, None if a field is meant."""
    if proposal.field.strip() != WHOLE:
        return None
    if not table.has_evidence:
        raise CorrectionError(
            f"rows of {table.name} cannot be withdrawn",
            column="field",
            hint="Events, statements, key points and statistics can",
        )
    if proposal.value.strip() not in (WITHDRAWN, RESTORED):
        raise CorrectionError(
            f"a record as a whole cannot be {proposal.value!r}",
            column="value",
            hint=f"The field * takes {WITHDRAWN} or {RESTORED}",
        )
    return as_json(proposal.value.strip())


def _require_sound(row: Row, field: str, values: object) -> None:
    """See that the record with its new value is one that the schema lets be."""
    try:
        record_of(row.table, values)
    except msgspec.ValidationError as error:
        said = str(error).partition(" - at ")[0].replace("`", "'")
        allowed = _allowed(row.table, field)
        raise CorrectionError(
            f"`{field}` cannot have that value: {said}", column="value", hint=allowed
        ) from None


def _allowed(table: Table, field: str) -> str:
    inside = columns(table)
    column = next((c for c in inside if c.name == field), None)
    return f"It is one of {', '.join(column.values)}" if column and column.values else ""


def _write(connection: duckdb.DuckDBPyConnection, register: _Register, changed: set[str]) -> None:
    if not changed:
        return
    rows = [c for c in register.by_id.values() if c.correction_id in changed]
    table = TABLE_BY_NAME["corrections"]
    connection.register("incoming", arrow_table(table, rows))
    for statement in (
        f"DELETE FROM {STORE}.corrections WHERE correction_id IN"
        " (SELECT correction_id FROM incoming)",
        f"INSERT INTO {STORE}.{quoted(table.name)} BY NAME SELECT * FROM incoming",
    ):
        connection.execute(statement)
    connection.unregister("incoming")
