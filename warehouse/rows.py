"""Records as Arrow tables, and Arrow tables as plain rows."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import msgspec
import pyarrow as pa

from schemas import Table
from schemas.derived.arrow import arrow_schema

_KEPT = (dt.date, dt.datetime)


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
