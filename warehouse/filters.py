"""Filters of a row query as SQL conditions with bound values."""

import datetime as dt
from typing import Literal, get_args

import msgspec

from schemas import Table
from schemas.base import Struct
from schemas.columns import ScalarType
from schemas.errors import QueryError
from warehouse.paths import Path, resolve, unknown

Op = Literal["eq", "ne", "lt", "lte", "gt", "gte", "in", "contains", "isnull"]
Scalar = str | int | float | bool | dt.date | dt.datetime
Value = Scalar | tuple[Scalar, ...]

OPS: tuple[str, ...] = get_args(Op)
MAX_FILTERS = 32
MAX_CHOICES = 200
MAX_TEXT = 10_000
_ORDERED = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_INT64 = 1 << 63


class Filter(Struct, frozen=True, kw_only=True):
    """One condition on one column.

    *column* is a column, a dotted path (``speaker.name``), a path through a list
    (``actors.name``: any element fits), a list (``modes``: any item), or a shorthand
    (``country`` of events: any participant's or place's). *value* may be text, as it comes in
    a URL; it is read by the column's type. Ops:

    - `eq`, `ne` (rows without a value differ; for lists: no element is equal),
    - `lt`, `lte`, `gt`, `gte` (rows without a value never fit),
    - `in`: one of a tuple, or of text with commas,
    - `contains`: part of a text, upper and lower case alike,
    - `isnull`: true or false; a list without any value counts as null.
    """

    column: str
    op: Op = "eq"
    value: Value


class Test(Struct, frozen=True, kw_only=True):
    """A filter understood: what is asked of which paths, values in the type of the column.

    *values* holds one value, several for `in`, and true or false for `isnull`. A row passes
    when any value at any of *paths* does; with *negated* it is turned round.
    """

    column: str
    paths: tuple[Path, ...]
    op: Op
    values: tuple[Scalar, ...]

    @property
    def negated(self) -> bool:
        """Whether the rows are wanted of which the opposite test does not hold."""
        return self.op == "ne" or (self.op == "isnull" and self.values == (True,))


class Condition(Struct, frozen=True, kw_only=True):
    """An SQL condition and the values bound to its question marks."""

    sql: str
    values: tuple[Scalar, ...]


def tests(table: Table, filters: tuple[Filter, ...]) -> tuple[Test, ...]:
    """Return what *filters* ask of *table*; a row fits when all hold.

    Raises:
        QueryError: a column or operator is unknown, a value does not fit the column's type,
            or there are too many.
    """
    if len(filters) > MAX_FILTERS:
        raise QueryError(f"{len(filters)} filters are too many", hint=f"Use at most {MAX_FILTERS}")
    return tuple(_test(table, wanted) for wanted in filters)


def condition(test: Test) -> Condition:
    """Return *test* in SQL."""
    parts = [_any(path, test) for path in test.paths]
    joined = " OR ".join(part.sql for part in parts)
    values = tuple(value for part in parts for value in part.values)
    return Condition(sql=f"NOT ({joined})" if test.negated else f"({joined})", values=values)


def _test(table: Table, wanted: Filter) -> Test:
    if wanted.op not in OPS:
        raise unknown("operator", str(wanted.op), OPS, table)
    paths = resolve(table, wanted.column)
    values: tuple[Scalar, ...] = ()
    for path in paths:  # all of one type
        if wanted.op == "isnull":
            values = (_truth(table, wanted),)
        elif wanted.op == "contains":
            values = (_part(table, path, wanted),)
        else:
            values = tuple(_parsed(table, path, wanted, raw) for raw in _choices(table, wanted))
    return Test(column=wanted.column, paths=paths, op=wanted.op, values=values)


def _part(table: Table, path: Path, wanted: Filter) -> Scalar:
    if path.scalar.python is not str:
        raise QueryError(
            f"{table.name}.{wanted.column} is no text, so `contains` cannot be asked of it",
            hint="Use eq, lt, lte, gt or gte",
        )
    return _parsed(table, path, wanted, wanted.value, known=False)


def _any(path: Path, test: Test) -> Condition:
    """Return the condition that any value at *path* passes *test*, before it is negated."""
    if test.op == "isnull":
        known = f"len({path.sql}) > 0" if path.many else f"{path.sql} IS NOT NULL"
        return Condition(sql=f"coalesce({known}, false)", values=())
    marks = ", ".join(f"?::{path.scalar.duckdb}" for _ in test.values)
    if test.op == "contains":
        passes = f"contains(lower({{}}), lower({marks}))"
    elif test.op in _ORDERED:
        passes = f"{{}} {_ORDERED[test.op]} {marks}"
    else:
        passes = f"{{}} IN ({marks})"
    if path.many:
        passes = f"len(list_filter({path.sql}, lambda e: {passes.format('e')})) > 0"
    return Condition(sql=f"coalesce({passes.format(path.sql)}, false)", values=test.values)


def _choices(table: Table, wanted: Filter) -> tuple[object, ...]:
    if wanted.op != "in":
        return (wanted.value,)
    found: tuple[object, ...] = (
        tuple(wanted.value.split(",")) if isinstance(wanted.value, str)
        else wanted.value if isinstance(wanted.value, tuple) else (wanted.value,)
    )  # fmt: skip
    if not found or len(found) > MAX_CHOICES:
        raise QueryError(
            f"{len(found)} values for {table.name}.{wanted.column}",
            hint=f"`in` takes 1 to {MAX_CHOICES}",
        )
    return found


def _truth(table: Table, wanted: Filter) -> bool:
    if isinstance(wanted.value, bool):
        return wanted.value
    if str(wanted.value).lower() in ("true", "1"):
        return True
    if str(wanted.value).lower() in ("false", "0"):
        return False
    raise QueryError(
        f"{wanted.value!r} for {table.name}.{wanted.column} is neither true nor false",
        hint="`isnull` takes true or false",
    )


def _parsed(table: Table, path: Path, wanted: Filter, raw: object, *, known: bool = True) -> Scalar:
    """Return *raw* as a value of the path's type; with *known*, of its listed values."""
    value = read_scalar(path.scalar, raw)
    if value is None:
        raise QueryError(
            f"{_shown(raw)} for {table.name}.{wanted.column} is no {path.scalar.frictionless}",
            hint=_EXAMPLES.get(path.scalar.python, ""),
        )
    if isinstance(value, str) and len(value) > MAX_TEXT:
        raise QueryError(f"the value for {table.name}.{wanted.column} is too long")
    if known and path.values and wanted.op in ("eq", "ne", "in") and value not in path.values:
        error = unknown(f"{wanted.column}", str(value), path.values, table)
        hint = error.hint if error.hint.startswith("Did") else f"One of {', '.join(path.values)}"
        raise QueryError(error.what, hint=hint)
    return value


def read_scalar(scalar: ScalarType, raw: object) -> Scalar | None:
    """Return *raw*, given as text or as its own type, as a value of *scalar*; None if it is none.

    A whole number must fit 64 bits; a number must be finite; an instant without a zone is UTC.
    """
    in_letters = isinstance(raw, str) and scalar.python in _WRITTEN
    try:
        value: Scalar = msgspec.convert(raw, scalar.python, strict=not in_letters)
    except (msgspec.ValidationError, ValueError, OverflowError):
        value_or_none = _day_of(raw) if scalar.python is dt.datetime else None
        if value_or_none is None:
            return None
        value = value_or_none
    return value if _storable(value) else None


def _day_of(raw: object) -> dt.datetime | None:
    """Return midnight UTC of a day given for an instant: ``2024-01-05``."""
    try:
        day = msgspec.convert(raw, dt.date)
    except (msgspec.ValidationError, ValueError):
        return None
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def _storable(value: Scalar) -> bool:
    if isinstance(value, str):
        return not any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, int):
        return -_INT64 <= value < _INT64
    return not isinstance(value, float) or value - value == 0


_WRITTEN = (bool, int, float)
"""Types that a URL gives in letters. A date stays strict: else "0.5" is half a second past 1970."""

_EXAMPLES: dict[type, str] = {
    dt.date: "Write a day as 2024-01-05",
    dt.datetime: "Write an instant as 2024-01-05T10:00:00Z",
    bool: "Write true or false",
    int: "Write a whole number",
    float: "Write a number as 2.5",
}


def _shown(raw: object) -> str:
    text = repr(raw)
    return text if len(text) <= 60 else f"{text[:57]}…"
