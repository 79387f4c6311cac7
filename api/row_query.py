"""The query of a rows request: parameters of the URL become a `RowQuery`."""

from collections.abc import Iterable
from typing import Final

from api.settings import Settings
from schemas.errors import QueryError
from warehouse import OPS, Filter, Op, RowQuery

RESERVED: Final = ("fields", "sort", "limit", "after", "format", "facets")
"""Parameters that are no filters. A column of the same name is asked for as ``format__eq``."""
MAX_SORT: Final = 8
_OP_OF: dict[str, Op] = {op: op for op in OPS}  # type: ignore[misc]


def row_query(table: str, parameters: Iterable[tuple[str, str]], settings: Settings) -> RowQuery:
    """Return what the *parameters* of a URL ask of *table*.

    A parameter that is not reserved is a filter: ``column`` or ``column__op``. The same column
    asked for several times without an operator means any of the values.

    Raises:
        QueryError: a reserved parameter stands twice or makes no sense, or an operator is
            unknown. Columns and values are checked where the query runs.
    """
    reserved: dict[str, str] = {}
    wanted: dict[tuple[str, Op], list[str]] = {}
    for name, value in parameters:
        if name not in RESERVED:
            wanted.setdefault(_column_and_op(name), []).append(value)
        elif name in reserved:
            raise QueryError(f"{name} stands twice", where=name, hint="Give it once.")
        else:
            reserved[name] = value
    return RowQuery(
        table=table,
        filters=tuple(
            found
            for (column, op), values in wanted.items()
            for found in _filters(column, op, values)
        ),
        fields=_listed(reserved.get("fields")),
        sort=_sort(reserved.get("sort")),
        limit=limit_within(reserved.get("limit"), settings.default_limit, settings.max_limit),
        after=reserved.get("after"),
        with_total="after" not in reserved,
    )


def facet_names(parameters: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the columns whose values the *parameters* of a URL want counted, each once."""
    asked = next((value for name, value in parameters if name == "facets"), None)
    return tuple(dict.fromkeys(_listed(asked)))


def _column_and_op(name: str) -> tuple[str, Op]:
    column, mark, op = name.rpartition("__")
    if not mark:
        return name, "eq"
    if op not in _OP_OF:
        raise QueryError(
            f"there is no operator {op!r}", where=name, hint=f"Operators: {', '.join(OPS)}."
        )
    return column, _OP_OF[op]


def _filters(column: str, op: Op, values: list[str]) -> list[Filter]:
    if op == "eq" and len(values) > 1:
        return [Filter(column=column, op="in", value=tuple(values))]
    return [Filter(column=column, op=op, value=value) for value in values]


def _listed(value: str | None) -> tuple[str, ...]:
    return () if value is None else tuple(part.strip() for part in value.split(","))


def _sort(value: str | None) -> tuple[str, ...]:
    """Return the sort columns; one that stands again later changes nothing and is dropped."""
    listed = _listed(value)
    if len(listed) > MAX_SORT:
        raise QueryError(
            f"{len(listed)} sort columns are too many", where="sort", hint=f"At most {MAX_SORT}."
        )
    first: dict[str, str] = {}
    for part in listed:
        first.setdefault(part.removeprefix("-"), part)
    return tuple(first.values())


def limit_within(value: str | None, default: int, most: int) -> int:
    """Return the limit that *value* asks for, *default* for none.

    Raises:
        QueryError: it is no whole number from 1 to *most*.
    """
    if value is None:
        return default
    # int() would take "1_0" and Arabic digits too.
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
    if not 1 <= number <= most:
        raise QueryError(
            f"limit {value[:20]!r} is out of range",
            where="limit",
            hint=f"Use a whole number from 1 to {most}.",
        )
    return number
