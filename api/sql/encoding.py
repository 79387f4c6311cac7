"""The bytes of a query's result, in the formats of the tables, piece by piece."""

import io
from collections.abc import Iterator
from typing import Any, Final

import msgspec
import pyarrow as pa
import pyarrow.parquet

from api import formats
from api.sql.messages import Column
from warehouse.sql import QueryResult, SqlError

ROWS: Final = 1_000
"""Rows that are turned into text at a time."""
ROW_GROUP: Final = 20_000
_HINT: Final = "Cast the column, for instance column::VARCHAR, or choose another format."
_JSON = msgspec.json.Encoder(decimal_format="number")


def columns(result: QueryResult) -> tuple[Column, ...]:
    """Return the columns of the answer; equal names are told apart by `_2`, `_3`."""
    seen: set[str] = set()
    found: list[Column] = []
    for name, kind in zip(result.table.column_names, result.types, strict=True):
        unique, number = name, 1
        while unique in seen:
            number += 1
            unique = f"{name}_{number}"
        seen.add(unique)
        found.append(Column(name=unique, type=kind))
    return tuple(found)


def encoded(result: QueryResult, row_format: str, release: str) -> Iterator[bytes]:
    """Yield the body of *result*; what cannot be written is found before the first piece.

    Raises:
        SqlError: a value or type has no place in the format.
    """
    named = columns(result)
    table = result.table.rename_columns([column.name for column in named])
    try:
        table = table.cast(pa.schema([pa.field(f.name, _in_utc(f.type)) for f in table.schema]))
        match row_format:
            case "parquet":
                yield from _parquet(table)
            case "arrow":
                yield from _arrow(table)
            case "csv":
                yield from _csv(table)
            case "ndjson":
                yield from (_JSON.encode_lines(rows) for rows in _rows(table))
            case _:
                yield from _json(table, named, result.cut, release)
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise SqlError(f"{row_format} cannot hold the result: {error}", hint=_HINT) from None
    except (ValueError, OverflowError, UnicodeError) as error:
        raise SqlError(f"a value has no place in {row_format}: {error}", hint=_HINT) from None


def _json(
    table: pa.Table, named: tuple[Column, ...], cut: str | None, release: str
) -> Iterator[bytes]:
    head = {"release": release, "columns": named, "count": table.num_rows, "cut": cut}
    separator = _JSON.encode(head)[:-1] + b',"rows":['
    for rows in _rows(table):
        yield separator + _JSON.encode(rows)[1:-1]
        separator = b","
    yield (b"" if table.num_rows else separator) + b"]}\n"


def _csv(table: pa.Table) -> Iterator[bytes]:
    header = formats.as_csv(table.column_names, [])
    yield header
    for rows in _rows(table):
        plain: list[dict[str, Any]] = msgspec.to_builtins(rows)
        yield formats.as_csv(table.column_names, plain)[len(header) :]


def _rows(table: pa.Table) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows as Python values, some at a time."""
    fields = [pa.field(f.name, _finest(f.type)) for f in table.schema]
    for start in range(0, table.num_rows, ROWS):
        part = table.slice(start, ROWS)
        if fields != list(table.schema):
            part = part.cast(pa.schema(fields), safe=False)
        rows: list[dict[str, Any]] = part.to_pylist()
        for field in part.schema:
            if pa.types.is_interval(field.type):
                for row in rows:
                    row[field.name] = _duration(row[field.name])
        yield rows


def _in_utc(kind: pa.DataType) -> pa.DataType:
    """Return *kind* with the zone of instants called UTC, whatever DuckDB calls it."""
    return pa.timestamp(kind.unit, tz="UTC") if pa.types.is_timestamp(kind) and kind.tz else kind


def _finest(kind: pa.DataType) -> pa.DataType:
    """Return the type whose values Python knows: its own instants end at the microsecond."""
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        return pa.timestamp("us", tz=kind.tz)
    if pa.types.is_time64(kind) and kind.unit == "ns":
        return pa.time64("us")
    return kind


def _duration(value: tuple[int, int, int] | None) -> str | None:
    """Return an interval as ISO 8601 writes it: ``P1M2DT3.5S``."""
    if value is None:
        return None
    months, days, nanoseconds = value
    seconds = f"{nanoseconds / 1e9:.9f}".rstrip("0").rstrip(".")
    parts = [f"{months}M" if months else "", f"{days}D" if days else ""]
    clock = f"T{seconds}S" if nanoseconds or not (months or days) else ""
    return f"P{''.join(parts)}{clock}"


class _Pieces(io.RawIOBase):
    """A file that hands over what was written into it since the last time."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._held.append(piece)
        return len(piece)

    def take(self) -> bytes:
        """Return what was written since the last call."""
        taken = b"".join(self._held)
        self._held.clear()
        return taken


def _parquet(table: pa.Table) -> Iterator[bytes]:
    sink = _Pieces()
    with pyarrow.parquet.ParquetWriter(sink, table.schema, compression="zstd") as writer:
        for start in range(0, max(table.num_rows, 1), ROW_GROUP):
            writer.write_table(table.slice(start, ROW_GROUP))
            yield sink.take()
    yield sink.take()


def _arrow(table: pa.Table) -> Iterator[bytes]:
    sink = _Pieces()
    with pa.ipc.new_file(sink, table.schema) as writer:
        for batch in table.to_batches(max_chunksize=ROW_GROUP):
            writer.write_batch(batch)
            yield sink.take()
    yield sink.take()


def warm_up() -> None:
    """Load everything that writing any format loads; a confined process reads no modules."""
    import datetime as dt  # noqa: PLC0415
    import decimal  # noqa: PLC0415

    values = {
        "instant": [dt.datetime(2026, 1, 1, tzinfo=dt.UTC)],
        "day": [dt.date(2026, 1, 1)],
        "clock": [dt.time(1, 2)],
        "number": [decimal.Decimal("1.5")],
        "words": [["a"]],
        "parts": [{"a": b"b"}],
    }
    table = pa.table(values)
    zoned = table.set_column(0, "instant", table["instant"].cast(pa.timestamp("ns", "Etc/UTC")))
    result = QueryResult(table=zoned, types=("",) * len(values), cut=None, repeatable=True)
    for row_format in formats.ROW_FORMATS:
        list(encoded(result, row_format.name, ""))
