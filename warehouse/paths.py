"""Columns that a query may name: plain ones, and dotted paths into structures and lists."""

import difflib
from collections.abc import Iterable
from functools import lru_cache

from schemas import Table
from schemas.base import Struct
from schemas.columns import Column, ColumnType, ListType, ScalarType, StructType, columns
from schemas.derived.ddl import quoted
from schemas.errors import QueryError

SHORTHANDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("events", "country"): ("actors.country", "recipients.country", "places.country"),
    ("statements", "country"): ("speaker.country",),
}
"""Names that stand for several paths: a row fits when any of them does."""


_SHOWN = 80
"""Characters of an unknown name that an error repeats."""


class Path(Struct, frozen=True, kw_only=True):
    """A dotted path such as ``speaker.name`` or ``actors.name`` resolved in a table.

    `sql` is the value, of type `scalar`; when the path runs through a list, it is the list of
    all values found there (`many`), nulls left out.
    """

    name: str
    sql: str
    scalar: ScalarType
    many: bool
    nullable: bool
    values: tuple[str, ...]


def resolve(table: Table, name: str) -> tuple[Path, ...]:
    """Return the path *name* of *table*; several for a shorthand (`SHORTHANDS`).

    Raises:
        QueryError: there is no such column (the nearest names are told), or the path ends at
            a structure.
    """
    # Remembered: taking the declarations apart costs more than answering a request.
    return _resolved(table, name)


@lru_cache(maxsize=4096)
def _resolved(table: Table, name: str) -> tuple[Path, ...]:
    if shorthand := SHORTHANDS.get((table.name, name)):
        return tuple(_path(table, target) for target in shorthand)
    return (_path(table, name),)


def column_names(table: Table) -> tuple[str, ...]:
    """Return every name that `resolve` accepts for *table*, in declared order."""
    return _all_names(table)


@lru_cache(maxsize=256)
def _all_names(table: Table) -> tuple[str, ...]:
    names = _names(columns(table), "")
    shorthands = [
        name
        for (owner, name), targets in SHORTHANDS.items()
        if owner == table.name and set(targets) <= set(names)
    ]
    return (*names, *shorthands)


def top_level(table: Table, name: str) -> Column:
    """Return the column *name* of *table*.

    Raises:
        QueryError: there is no such column.
    """
    if found := _by_name(table).get(name):
        return found
    raise unknown("column", name, [column.name for column in columns(table)], table)


def field_names(table: Table, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns *fields* of *table* in declared order, all of them if none are given.

    Raises:
        QueryError: there is no such column.
    """
    wanted = {top_level(table, name).name for name in fields}
    return tuple(name for name in _by_name(table) if not wanted or name in wanted)


@lru_cache(maxsize=256)
def _by_name(table: Table) -> dict[str, Column]:
    return {column.name: column for column in columns(table)}


def unknown(what: str, name: str, known: Iterable[str], table: Table) -> QueryError:
    """Return the error that *name* is no *what* of *table*, with the nearest known ones."""
    near = difflib.get_close_matches(name[:_SHOWN], list(known), n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"See the schema of {table.name}"
    shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
    return QueryError(f"{table.name} has no {what} {shown!r}", hint=hint)


def _path(table: Table, name: str) -> Path:
    inner: ColumnType = StructType(columns=columns(table))
    values: tuple[str, ...] = ()
    sql, many, nullable = "", False, False
    for part in name.split("."):
        known = {c.name: c for c in inner.columns} if isinstance(inner, StructType) else {}
        if part not in known:
            raise unknown("column", name, column_names(table), table)
        sql = _step(sql, part, many=many)
        nullable = nullable or known[part].nullable
        inner, values = known[part].type, known[part].values
        while isinstance(inner, ListType):
            sql, many, inner = (f"flatten({sql})" if many else sql), True, inner.item
    if not isinstance(inner, ScalarType):
        inside = [n for n in column_names(table) if n.startswith(f"{name}.")]
        raise QueryError(
            f"{table.name}.{name} is a structure, not a value",
            hint=f"Name a field inside it: {', '.join(inside[:8])}",
        )
    if many:
        sql = f"list_filter({sql}, lambda v: v IS NOT NULL)"
    return Path(name=name, sql=sql, scalar=inner, many=many, nullable=nullable, values=values)


def _step(sql: str, part: str, *, many: bool) -> str:
    if not sql:
        return f"t.{quoted(part)}"
    if many:
        return f"list_transform({sql}, lambda x: x.{quoted(part)})"
    return f"{sql}.{quoted(part)}"


def _names(found: Iterable[Column], prefix: str) -> list[str]:
    names: list[str] = []
    for column in found:
        inner = column.type
        while isinstance(inner, ListType):
            inner = inner.item
        if isinstance(inner, StructType):
            names += _names(inner.columns, f"{prefix}{column.name}.")
        else:
            names.append(prefix + column.name)
    return names
