"""The type of a declared column, taken apart for the vocabularies that name it differently."""

from schemas.base import Struct
from schemas.columns import SCALAR_TYPES, ScalarType
from warehouse.manifest import ColumnEntry

_LIST = "[]"
_STRUCT = "struct"
_BY_ARROW = {scalar.arrow: scalar for scalar in SCALAR_TYPES}


class Shape(Struct, frozen=True, kw_only=True):
    """A plain type or, where `scalar` is null, a structure, with `lists` lists round it."""

    scalar: ScalarType | None
    lists: int


def shape(column: ColumnEntry) -> Shape:
    """Return the shape of *column*; a type that only a later schema knows counts as text."""
    bare = column.type.rstrip(_LIST)
    scalar = None if bare == _STRUCT else _BY_ARROW.get(bare, _BY_ARROW["string"])
    return Shape(scalar=scalar, lists=column.type.count(_LIST))


def in_words(column: ColumnEntry) -> str:
    """Return the description of *column* with its unit and its values, for formats without them."""
    words = column.description
    if column.unit:
        words += f" Unit: {column.unit}."
    if column.values:
        words += f" One of: {', '.join(column.values)}."
    return words
