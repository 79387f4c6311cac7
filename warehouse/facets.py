"""Values with their counts, and statistics of columns: what they say, and DuckDB's way to them.

The index has them ready (`warehouse.index.facets`); both ways give the same.
"""

# Identifiers in SQL come from the registry of tables, never from input.
# ruff: noqa: S608

from collections.abc import Callable, Sequence
from typing import Annotated

import msgspec
import pyarrow as pa

from schemas import Table
from schemas.base import Struct, about
from schemas.derived.ddl import quoted
from schemas.errors import QueryError
from warehouse.filters import Condition, Scalar, Test, condition
from warehouse.paths import Path, resolve

TOP = 20
"""Values that a facet and the statistics of a column tell, the most frequent ones."""
MAX_FACETS = 8


Plain = str | int | float | bool
"""A value as JSON has it."""


class ValueCount(Struct, frozen=True, kw_only=True):
    """A value and how many rows hold it."""

    value: Annotated[Plain, about("The value; days and instants as text.")]
    count: Annotated[int, about("Rows that hold it.", unit="rows", ge=1)]


class Facet(Struct, frozen=True, kw_only=True):
    """The values of a column among the rows that fit, the most frequent first."""

    values: Annotated[tuple[ValueCount, ...], about("The most frequent values.")]
    distinct: Annotated[int, about("How many values there are in all.", ge=0)]
    missing: Annotated[int, about("Rows without a value.", unit="rows", ge=0)]


class ColumnStats(Struct, frozen=True, kw_only=True):
    """What one column holds. Of a list each value counts once a row."""

    column: Annotated[str, about("The column, or the path into it.")]
    rows: Annotated[int, about("Rows with a value.", unit="rows", ge=0)]
    missing: Annotated[int, about("Rows without one.", unit="rows", ge=0)]
    distinct: Annotated[int, about("Different values.", ge=0)]
    min: Annotated[Plain | None, about("The smallest number or earliest day.")] = None
    max: Annotated[Plain | None, about("The largest number or latest day.")] = None
    mean: Annotated[float | None, about("Mean of the numbers.")] = None
    top: Annotated[
        tuple[ValueCount, ...],
        about("The most frequent values; without those that occur once, unless all are few."),
    ] = ()


Fetch = Callable[[str, Sequence[Scalar]], pa.Table]


def facet_paths(table: Table, name: str) -> tuple[Path, ...]:
    """Return the paths of the facet *name* of *table*.

    Raises:
        QueryError: there is no such column.
    """
    return resolve(table, name)


def check_number(names: Sequence[str]) -> None:
    """Refuse more facets than `MAX_FACETS`.

    Raises:
        QueryError: there are more.
    """
    if len(names) > MAX_FACETS:
        raise QueryError(
            f"{len(names)} facets are too many", where="facets", hint=f"At most {MAX_FACETS}."
        )


def scanned_facet(fetch: Fetch, table: Table, name: str, tests: Sequence[Test]) -> Facet:
    """Return the facet *name* of the rows that pass *tests*, counted by DuckDB."""
    limits = [condition(test) for test in tests]
    values = [value for limit in limits for value in limit.values]
    held = _held(table, name, limits)
    top = fetch(
        f"SELECT v, count(*) AS n FROM ({held}) GROUP BY v ORDER BY n DESC, v LIMIT {TOP}", values
    )
    known, distinct = _known(fetch, held, values)
    where = f"WHERE {' AND '.join(limit.sql for limit in limits)}" if limits else ""
    total = fetch(f"SELECT count(*) AS n FROM release.{quoted(table.name)} AS t {where}", values)
    return Facet(values=_values(top), distinct=distinct, missing=total["n"][0].as_py() - known)


def scanned_stats(fetch: Fetch, table: Table, name: str, total: int) -> ColumnStats:
    """Return the statistics of the column *name*, counted by DuckDB; *total* rows are there."""
    held = _held(table, name, [])
    (path, *_) = facet_paths(table, name)
    known, distinct = _known(fetch, held, ())
    found = fetch(
        f"SELECT v, count(*) AS n FROM ({held}) GROUP BY v ORDER BY n DESC, v LIMIT {TOP}", ()
    )
    top = tuple(value for value in _values(found) if is_telling(value, distinct))
    low = high = mean = None
    if path.scalar.python is not str and distinct:
        ends = fetch(f"SELECT min(v) AS low, max(v) AS high FROM ({held})", ()).to_pylist()[0]
        low, high = plain(ends["low"]), plain(ends["high"])
        if path.scalar.python in (int, float):
            mean = rounded(fetch(f"SELECT avg(v) AS m FROM ({held})", ())["m"][0].as_py())
    return ColumnStats(
        column=name,
        rows=known,
        missing=total - known,
        distinct=distinct,
        min=low,
        max=high,
        mean=mean,
        top=top,
    )


def plain(value: Scalar) -> Plain:
    """Return *value* as JSON has it."""
    found: Plain = msgspec.to_builtins(value)
    return found


def is_telling(value: ValueCount, distinct: int) -> bool:
    """Return whether *value* says something of a column with *distinct* values."""
    return value.count > 1 or distinct <= TOP


def rounded(value: float) -> float:
    """Return *value* to nine digits, so that the order of adding up does not show."""
    return float(f"{value:.9g}")


def _held(table: Table, name: str, limits: Sequence[Condition]) -> str:
    """Return SQL that gives each row's number `r` and each of its different values `v` once."""
    paths = facet_paths(table, name)
    where = f"WHERE {' AND '.join(limit.sql for limit in limits)}" if limits else ""
    source = f"FROM release.{quoted(table.name)} AS t {where}"
    if len(paths) == 1 and not paths[0].many:
        return f"SELECT * FROM (SELECT t.rowid AS r, {paths[0].sql} AS v {source}) WHERE v NOT NULL"
    lists = [path.sql if path.many else f"[{path.sql}]" for path in paths]
    together = f"list_concat({', '.join(lists)})" if len(lists) > 1 else lists[0]
    return (
        f"SELECT * FROM (SELECT t.rowid AS r, unnest(list_distinct({together})) AS v {source})"
        " WHERE v NOT NULL"
    )


def _known(fetch: Fetch, held: str, values: Sequence[Scalar]) -> tuple[int, int]:
    """Return how many rows hold a value, and how many values there are."""
    sql = f"SELECT count(DISTINCT r) AS known, count(DISTINCT v) AS many FROM ({held})"
    found = fetch(sql, values).to_pylist()[0]
    return found["known"], found["many"]


def _values(found: pa.Table) -> tuple[ValueCount, ...]:
    return tuple(ValueCount(value=plain(row["v"]), count=row["n"]) for row in found.to_pylist())
