"""The formats rows are given in, and how the reader's choice among them is found."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet

from api.errors import NotAcceptable
from schemas.base import Struct
from schemas.errors import NotFound, QueryError

Row = dict[str, Any]


class RowFormat(Struct, frozen=True, kw_only=True):
    """One format of rows: its name is its suffix and its value of ``?format=`` too.

    The *binary* ones are written from Arrow and never compressed a second time.
    """

    name: str
    media_type: str
    accepts: tuple[str, ...]
    description: str
    binary: bool = False


ROW_FORMATS: tuple[RowFormat, ...] = (
    RowFormat(
        name="json",
        media_type="application/json",
        accepts=("application/json",),
        description="One object with the rows of the page, their number and the next cursor.",
    ),
    RowFormat(
        name="ndjson",
        media_type="application/x-ndjson",
        accepts=("application/x-ndjson", "application/jsonl", "application/ndjson"),
        description="One JSON object a line, one line a row.",
    ),
    RowFormat(
        name="csv",
        media_type="text/csv",
        accepts=("text/csv",),
        description="RFC 4180 with a header line; lists and structures stand in JSON.",
    ),
    RowFormat(
        name="parquet",
        media_type="application/vnd.apache.parquet",
        accepts=("application/vnd.apache.parquet", "application/x-parquet"),
        description="Apache Parquet with nested columns.",
        binary=True,
    ),
    RowFormat(
        name="arrow",
        media_type="application/vnd.apache.arrow.file",
        accepts=("application/vnd.apache.arrow.file",),
        description="Arrow IPC file (Feather 2), uncompressed.",
        binary=True,
    ),
)
"""The first is given when the reader names none. Nothing else lists the formats."""

FORMAT_BY_NAME = {row_format.name: row_format for row_format in ROW_FORMATS}


def named(name: str) -> RowFormat:
    """Return the format called *name*.

    Raises:
        QueryError: there is none of that name.
    """
    if name not in FORMAT_BY_NAME:
        raise QueryError(
            f"there is no format {name!r}",
            where="format",
            hint=f"Formats: {', '.join(FORMAT_BY_NAME)}.",
        )
    return FORMAT_BY_NAME[name]


def chosen(suffix: str, asked: str | None, accept: str | None) -> RowFormat:
    """Return the format: *suffix* of the path decides, then ``?format=``, then `Accept`.

    Raises:
        NotFound: there is no such suffix.
        QueryError: suffix and parameter are both given, or the parameter names none.
        NotAcceptable: as for `accepted`.
    """
    if suffix and asked is not None:
        raise QueryError(
            "the path names a format already", where="format", hint="Leave one of them out."
        )
    if suffix and suffix not in FORMAT_BY_NAME:
        raise NotFound(
            f"there is no format {suffix[:80]!r}",
            where="path",
            hint=f"Suffixes: {', '.join(FORMAT_BY_NAME)}.",
        )
    if suffix:
        return FORMAT_BY_NAME[suffix]
    return named(asked) if asked is not None else accepted(accept)


def accepted(accept: str | None) -> RowFormat:
    """Return the format that an `Accept` header likes best; among equals the first we list.

    Raises:
        NotAcceptable: the header names media types, and none of ours is among them.
    """
    if not accept or not accept.strip():
        return ROW_FORMATS[0]
    ranges = _media_ranges(accept)
    best = max(ROW_FORMATS, key=lambda row_format: _liking(row_format, ranges))
    if _liking(best, ranges) <= 0:
        raise NotAcceptable(
            f"no format of rows fits Accept: {accept}",
            where="Accept",
            hint=f"Media types: {', '.join(f.accepts[0] for f in ROW_FORMATS)}.",
        )
    return best


def _liking(row_format: RowFormat, ranges: dict[str, float]) -> float:
    """Return the weight, 0 to 1, of the most specific media range that fits."""
    found = [ranges[media] for media in row_format.accepts if media in ranges]
    if found:
        return max(found)
    kind = row_format.accepts[0].split("/")[0]
    return ranges.get(f"{kind}/*", ranges.get("*/*", 0.0))


def _media_ranges(accept: str) -> dict[str, float]:
    ranges: dict[str, float] = {}
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    weight = min(max(float(parameter[2:]), 0.0), 1.0)
                except ValueError:
                    weight = 0.0
        if media:
            ranges[media] = weight
    return ranges


def as_ndjson(rows: Iterable[Row]) -> bytes:
    """Return *rows* as one JSON object a line."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def as_csv(columns: Iterable[str], rows: Iterable[Row]) -> bytes:
    """Return *rows* as RFC 4180 CSV with a header line; nulls are empty, nested values JSON."""
    names = list(columns)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def as_parquet(table: pa.Table) -> bytes:
    """Return an Arrow table as a Parquet file."""
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def as_arrow(table: pa.Table) -> bytes:
    """Return an Arrow table as an Arrow IPC file."""
    buffer = io.BytesIO()
    pyarrow.feather.write_feather(table, buffer, compression="uncompressed")
    return buffer.getvalue()


def encoded(row_format: RowFormat, table: pa.Table, rows: Callable[[], list[Row]]) -> bytes:
    """Return an Arrow *table* in *row_format*; *rows* gives the same rows as plain values.

    JSON comes as a bare array; pages of the API put their envelope round it themselves.
    """
    match row_format.name:
        case "ndjson":
            return as_ndjson(rows())
        case "csv":
            return as_csv(table.column_names, rows())
        case "parquet":
            return as_parquet(table)
        case "arrow":
            return as_arrow(table)
        case _:
            return msgspec.json.encode(rows()) + b"\n"
