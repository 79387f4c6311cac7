"""What a release says of its own tables: written into its manifest, and read back from it.

A release outlives the schema of the dateline that made it. Whoever reads or verifies one
therefore asks `tables_of`, which gives the tables as that release declares them, built like
those of `schemas.tables`, so that everything derived from a table works for them too.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from schemas import SCHEMA_VERSION, TABLE_BY_NAME, TABLES, Table
from schemas.base import Struct, about
from schemas.columns import SCALAR_TYPES, Column, ListType, StructType, columns
from schemas.errors import ReleaseError
from schemas.tables import Reference
from warehouse.manifest import ColumnEntry, Manifest, ReferenceEntry, TableEntry

_STRUCT = "struct"
_LIST = "[]"
_PYTHON = {scalar.arrow: scalar.python for scalar in SCALAR_TYPES}


def table_entry(table: Table, rows: int) -> TableEntry:
    """Return what a manifest says of *table*, which has *rows* rows."""
    return TableEntry(
        name=table.name,
        description=table.description,
        key=table.key,
        rows=rows,
        order=table.order,
        columns=tuple(_column_entry(column) for column in columns(table)),
        references=tuple(
            ReferenceEntry(column=r.column, table=r.table, key=r.key) for r in table.references
        ),
    )


def tables_of(manifest: Manifest, release: Path) -> tuple[Table, ...]:
    """Return the tables of the release in the folder *release* as it declares them, in its order.

    A release older than these declarations gives the columns of its Parquet files, and the
    order and references of today as far as it has their columns.

    Raises:
        ReleaseError: a column has a type that this dateline does not know, or a file is missing.
    """
    try:
        names = {entry.name for entry in manifest.tables}
        entries = tuple(
            e if e.columns else _told_by_parquet(e, release, names) for e in manifest.tables
        )
        return _tables(entries)
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError) as error:
        raise ReleaseError(
            f"the columns it declares cannot be understood: {error}", where=str(release)
        ) from None


def incompatibilities(manifest: Manifest, tables: tuple[Table, ...]) -> Iterator[str]:
    """Yield what keeps the *tables* of a release from being of the schema version it names.

    Of today's version: the very columns of today. Of an older minor one: nothing that today
    lacks. Of a later one: nothing of today is missing. Another major version is unreadable.
    """
    said, known = _version(manifest.schema_version), _version(SCHEMA_VERSION)
    if said[0] != known[0]:
        yield f"schema version {manifest.schema_version} is not {known[0]}.x"
        return
    theirs = {path for table in tables for path in _paths(table)}
    ours = {path for table in TABLES for path in _paths(table)}
    version = f"schema version {manifest.schema_version}"
    if said[1] <= known[1] and (beyond := sorted(theirs - ours)):
        yield f"{version} has no {_shown(beyond)}"
    if said[1] >= known[1] and (missing := sorted(ours - theirs)):
        yield f"{version} has {_shown(missing)}, which is not in the release"


def _shown(paths: list[str]) -> str:
    return ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")


def _version(text: str) -> tuple[int, int]:
    """Return major and minor number; (-1, -1) for what is no version."""
    parts = text.split(".")
    numbers = [int(part) if part.isascii() and part.isdigit() else -1 for part in parts[:2]]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (-1, -1)


def _paths(table: Table) -> Iterator[str]:
    """Yield table, key and every column with its type: ``events.actors.start int64``."""
    yield f"table {table.name} (key {table.key})"
    for entry in (_column_entry(column) for column in columns(table)):
        yield from _column_paths(entry, table.name)


def _column_paths(entry: ColumnEntry, within: str) -> Iterator[str]:
    path = f"{within}.{entry.name}"
    yield f"{path} {entry.type}"
    for inner in entry.columns:
        yield from _column_paths(inner, path)


def _column_entry(column: Column) -> ColumnEntry:
    lists, inner = 0, column.type
    while isinstance(inner, ListType):
        lists, inner = lists + 1, inner.item
    inside = inner.columns if isinstance(inner, StructType) else ()
    return ColumnEntry(
        name=column.name,
        type=(_STRUCT if isinstance(inner, StructType) else inner.arrow) + _LIST * lists,
        nullable=column.nullable,
        description=column.description,
        unit=column.unit,
        values=column.values,
        columns=tuple(_column_entry(c) for c in inside),
    )


@lru_cache(maxsize=32)
def _tables(entries: tuple[TableEntry, ...]) -> tuple[Table, ...]:
    return tuple(_table(entry) for entry in entries)


def _table(entry: TableEntry) -> Table:
    return Table(
        name=entry.name,
        record=_struct(_camel(entry.name), entry.columns, entry.description),
        key=entry.key,
        order=entry.order or (entry.key,),
        description=entry.description,
        references=tuple(
            Reference(column=r.column, table=r.table, key=r.key) for r in entry.references
        ),
    )


def _struct(name: str, entries: tuple[ColumnEntry, ...], doc: str) -> type[msgspec.Struct]:
    """Return a structure with the columns of *entries*, as if it were declared in `schemas`."""
    fields = [
        (e.name, Annotated[_hint(name, e), about(e.description, unit=e.unit)]) for e in entries
    ]
    return msgspec.defstruct(
        name, fields, bases=(Struct,), module=__name__, namespace={"__doc__": doc}, kw_only=True
    )


def _hint(within: str, entry: ColumnEntry) -> Any:
    bare = entry.type.rstrip(_LIST)
    hint: Any
    if bare == _STRUCT:
        hint = _struct(within + _camel(entry.name), entry.columns, entry.description)
    elif entry.values:
        hint = Literal[entry.values]
    else:
        hint = _PYTHON[bare]
    for _ in range(entry.type.count(_LIST)):
        hint = tuple[hint, ...]
    return hint | None if entry.nullable else hint


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def _told_by_parquet(entry: TableEntry, release: Path, tables: set[str]) -> TableEntry:
    """Return *entry* with the columns of its Parquet file, for manifests that declare none.

    *tables* are those of the release: a reference may lead to a table that came later.
    """
    schema = pq.read_schema(release / f"{entry.name}.parquet")
    names = set(schema.names)
    today = TABLE_BY_NAME.get(entry.name)
    references = today.references if today else ()
    return msgspec.structs.replace(
        entry,
        order=tuple(name for name in today.order if name in names) if today else (entry.key,),
        columns=tuple(_entry_of_field(field) for field in schema),
        references=tuple(
            ReferenceEntry(column=r.column, table=r.table, key=r.key)
            for r in references
            if r.column in names and r.table in tables
        ),
    )


def _entry_of_field(field: pa.Field) -> ColumnEntry:
    lists, inner = 0, field.type
    while pa.types.is_list(inner):
        lists, inner = lists + 1, inner.value_type
    is_struct = pa.types.is_struct(inner)
    metadata = {k.decode(): v.decode() for k, v in (field.metadata or {}).items()}
    return ColumnEntry(
        name=field.name,
        type=(_STRUCT if is_struct else _arrow_name(inner)) + _LIST * lists,
        nullable=field.nullable,
        description=metadata.get("description", "Not described."),
        unit=metadata.get("unit"),
        columns=tuple(_entry_of_field(f) for f in inner) if is_struct else (),
    )


def _arrow_name(kind: pa.DataType) -> str:
    if kind == pa.timestamp("us", tz="UTC"):
        return "timestamp_us_utc"
    for name in _PYTHON:
        if name != "timestamp_us_utc" and pa.type_for_alias(name) == kind:
            return name
    raise KeyError(str(kind))
