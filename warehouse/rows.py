"""Records as Arrow tables, and rows as JSON: the one form in which files and API give them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import msgspec
import pyarrow as pa

from schemas import Table
from schemas.columns import Column, ListType, StructType, columns
from schemas.derived.arrow import arrow_schema
from schemas.derived.ddl import literal, quoted

_KEPT = (dt.date, dt.datetime)
_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"


def arrow_table(table: Table, records: Iterable[msgspec.Struct]) -> pa.Table:
    """Return *records* as an Arrow table with the declared schema of *table*, in their order."""
    rows = [msgspec.to_builtins(record, builtin_types=_KEPT) for record in records]
    return pa.Table.from_pylist(rows, schema=arrow_schema(table))


def plain_rows(table: pa.Table) -> list[dict[str, Any]]:
    """Return the rows of an Arrow *table* as JSON-ready dicts, columns in their order.

    Days come as ``2024-01-05``, instants in UTC as ``2024-01-05T10:00:00Z``; nulls stay.
    """
    rows: list[dict[str, Any]] = msgspec.to_builtins(table.to_pylist())
    return rows


def line_sql(table: Table, names: Iterable[str]) -> str:
    """Return the SQL expression of a row of *table* as one JSON object of the columns *names*.

    Columns come in declared order, nulls stay, days are written ``2024-01-05`` and instants in
    UTC ``2024-01-05T10:00:00Z``: the very text that stands in `<table>.ndjson.zst`.
    """
    wanted = set(names)
    packed = ", ".join(
        f"{literal(c.name)}: {json_value(c)}" for c in columns(table) if c.name in wanted
    )
    return f"to_json({{{packed}}})::VARCHAR"


def json_value(column: Column) -> str:
    """Return the SQL expression of *column* that becomes its JSON value."""
    name = quoted(column.name)
    if not isinstance(column.type, ListType | StructType) and column.type.arrow.startswith(
        "timestamp"
    ):
        instant = f"strftime({name} AT TIME ZONE 'UTC', {literal(_INSTANT)})"
        return f"replace({instant}, '.000000Z', 'Z')"
    return name
