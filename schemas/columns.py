"""Columns derived from the declared structs: one tree of types for every target format."""

import datetime as dt
import types
import typing
from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from schemas.base import Struct
from schemas.tables import Table


class ScalarType(Struct, frozen=True, kw_only=True):
    """One row of the table of types: the name of a Python type in every target format."""

    python: type
    duckdb: str
    arrow: str
    polars: str
    frictionless: str
    croissant: str


SCALAR_TYPES: tuple[ScalarType, ...] = (
    ScalarType(python=str, duckdb="VARCHAR", arrow="string", polars="String",
               frictionless="string", croissant="sc:Text"),
    ScalarType(python=bool, duckdb="BOOLEAN", arrow="bool", polars="Boolean",
               frictionless="boolean", croissant="sc:Boolean"),
    ScalarType(python=int, duckdb="BIGINT", arrow="int64", polars="Int64",
               frictionless="integer", croissant="sc:Integer"),
    ScalarType(python=float, duckdb="DOUBLE", arrow="float64", polars="Float64",
               frictionless="number", croissant="sc:Float"),
    ScalarType(python=dt.date, duckdb="DATE", arrow="date32", polars="Date",
               frictionless="date", croissant="sc:Date"),
    ScalarType(python=dt.datetime, duckdb="TIMESTAMP WITH TIME ZONE", arrow="timestamp_us_utc",
               polars="Datetime_us_utc", frictionless="datetime", croissant="sc:DateTime"),
)  # fmt: skip
"""The one table of types. A type that is not here, in no struct and no list, is refused."""

_BY_PYTHON = {row.python: row for row in SCALAR_TYPES}


class ListType(Struct, frozen=True, kw_only=True):
    """A list whose items are all of one type."""

    item: "ColumnType"


class StructType(Struct, frozen=True, kw_only=True):
    """A nested structure with named columns."""

    columns: tuple["Column", ...]


ColumnType = ScalarType | ListType | StructType


class Column(Struct, frozen=True, kw_only=True):
    """One column: name, type, whether it may be null, and its documentation."""

    name: str
    type: ColumnType
    nullable: bool
    description: str
    unit: str | None
    values: tuple[str, ...]

    @property
    def is_scalar(self) -> bool:
        """Whether the column holds one plain value, so that it can be filtered and sorted."""
        return isinstance(self.type, ScalarType)


def columns(table: Table) -> tuple[Column, ...]:
    """Return the columns of *table* in declared order."""
    return struct_columns(table.record)


def struct_columns(struct: type[msgspec.Struct]) -> tuple[Column, ...]:
    """Return the columns of a declared *struct* in declared order.

    Raises:
        TypeError: a field has a type outside the table of types, or no description.
    """
    hints = typing.get_type_hints(struct, include_extras=True)
    return tuple(_column(struct, name, hints[name]) for name in struct.__struct_fields__)


def walk(table: Table) -> Iterator[tuple[str, Column]]:
    """Yield every column of *table*, nested ones too, with its dotted path (`actors[].name`)."""
    for column in columns(table):
        yield from _walk(column, column.name)


def _walk(column: Column, path: str) -> Iterator[tuple[str, Column]]:
    yield path, column
    inner: ColumnType = column.type
    while isinstance(inner, ListType):
        path += "[]"
        inner = inner.item
    if isinstance(inner, StructType):
        for child in inner.columns:
            yield from _walk(child, f"{path}.{child.name}")


def _column(struct: type, name: str, hint: Any) -> Column:
    bare, meta = _split(hint)
    if meta is None or not meta.description:
        raise TypeError(f"{struct.__name__}.{name} has no description")
    bare, nullable = _without_none(bare)
    return Column(
        name=name,
        type=_column_type(f"{struct.__name__}.{name}", bare),
        nullable=nullable,
        description=meta.description,
        unit=(meta.extra or {}).get("unit"),
        values=_literal_values(bare),
    )


def _split(hint: Any) -> tuple[Any, msgspec.Meta | None]:
    """Take ``Annotated[X, Meta]`` apart."""
    if typing.get_origin(hint) is typing.Annotated:
        bare, *metas = typing.get_args(hint)
        return bare, next((m for m in metas if isinstance(m, msgspec.Meta)), None)
    return hint, None


def _without_none(hint: Any) -> tuple[Any, bool]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        rest = [arg for arg in typing.get_args(hint) if arg is not type(None)]
        if len(rest) < len(typing.get_args(hint)):
            return typing.Union[tuple(rest)], True  # noqa: UP007 - built at run time
    return hint, False


def _literal_values(hint: Any) -> tuple[str, ...]:
    if typing.get_origin(hint) is Literal:
        return typing.get_args(hint)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return tuple(value for arg in typing.get_args(hint) for value in _literal_values(arg))
    return ()


def _column_type(where: str, hint: Any) -> ColumnType:
    hint, _ = _split(hint)
    if hint in _BY_PYTHON:
        return _BY_PYTHON[hint]
    if _literal_values(hint):
        return _BY_PYTHON[str]
    if typing.get_origin(hint) is tuple:
        item, ellipsis = typing.get_args(hint)
        if ellipsis is Ellipsis:
            return ListType(item=_column_type(where, item))
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return StructType(columns=struct_columns(hint))
    raise TypeError(f"{where}: {hint!r} is not in the table of types")
