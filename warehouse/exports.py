"""The files of a release: Parquet from the warehouse, everything else from that Parquet."""

# Identifiers in SQL come from the registry of tables, never from input.
# ruff: noqa: S608

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from schemas import Table
from schemas.columns import Column, ListType, StructType, columns
from schemas.derived.arrow import arrow_schema
from schemas.derived.ddl import literal, quoted
from warehouse.database_file import parquet_source
from warehouse.rights import needs_article, published_columns
from warehouse.rows import json_value

ROW_GROUP = 30_000


def write_parquet(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> int:
    """Write the published rows of *table* to *path*, sorted, and return how many there are.

    The file has the declared Arrow schema with descriptions and units in the field metadata,
    zstd, and `ROW_GROUP` rows a row group.
    """
    order = ", ".join(f"t.{quoted(name)}" for name in table.order)
    rights = (
        "LEFT JOIN articles AS a ON t.article_id = a.article_id" if needs_article(table) else ""
    )
    reader = connection.sql(
        f"SELECT {published_columns(table)} FROM {quoted(table.name)} AS t {rights}"
        f" ORDER BY {order}"
    ).to_arrow_reader(ROW_GROUP)
    return write_grouped(reader, arrow_schema(table), path)


def write_grouped(reader: pa.RecordBatchReader, schema: pa.Schema, path: Path) -> int:
    """Write the rows of *reader* to the Parquet file *path* and return how many there are.

    They are brought to *schema*, column by column in its order.
    """
    rows = 0
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=9) as writer:
        for group in _regrouped(reader, schema):
            writer.write_table(group, row_group_size=ROW_GROUP)
            rows += group.num_rows
    return rows


def _regrouped(reader: pa.RecordBatchReader, schema: pa.Schema) -> Iterator[pa.Table]:
    """Yield tables of exactly `ROW_GROUP` rows, the last one shorter; DuckDB's batches vary."""
    held: list[pa.RecordBatch] = []
    rows = 0
    for batch in reader:
        held.append(batch)
        rows += batch.num_rows
        while rows >= ROW_GROUP:
            table = pa.Table.from_batches(held)
            yield _declared(table.slice(0, ROW_GROUP), schema)
            held = table.slice(ROW_GROUP).to_batches()
            rows -= ROW_GROUP
    if rows:
        yield _declared(pa.Table.from_batches(held), schema)


def _declared(table: pa.Table, schema: pa.Schema) -> pa.Table:
    return pa.Table.from_arrays(
        [
            _cast(column.combine_chunks(), field.type)
            for column, field in zip(table.columns, schema, strict=True)
        ],
        schema=schema,
    )


def _cast(array: pa.Array, wanted: pa.DataType) -> pa.Array:
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks)
    return array if array.type == wanted else array.cast(wanted)


def write_csv(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> None:
    """Write `<table>.csv.zst`: RFC 4180, UTF-8, lists and structures as JSON, null unquoted empty.

    An empty text is ``""``, so that it can be told from a null.
    """
    picked = ", ".join(_csv_column(column) for column in columns(table))
    header = True
    with _zstd(folder / f"{table.name}.csv.zst") as file:
        for frame in _frames(connection, f"SELECT {picked} FROM {parquet_source(folder, table)}"):
            file.write(frame.write_csv(include_header=header, line_terminator="\r\n").encode())
            header = False
        if header:
            names = ",".join(column.name for column in columns(table))
            file.write(f"{names}\r\n".encode())


def write_ndjson(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> None:
    """Write `<table>.ndjson.zst`: one JSON object a line, columns in declared order, nulls kept."""
    packed = ", ".join(f"{literal(c.name)}: {json_value(c)}" for c in columns(table))
    query = f"SELECT to_json({{{packed}}})::VARCHAR AS line FROM {parquet_source(folder, table)}"
    with _zstd(folder / f"{table.name}.ndjson.zst") as file:
        for frame in _frames(connection, query):
            file.write("".join(f"{line}\n" for line in frame["line"]).encode())


def _frames(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[pl.DataFrame]:
    for batch in connection.sql(query).to_arrow_reader(ROW_GROUP):
        frame = pl.from_arrow(batch)
        assert isinstance(frame, pl.DataFrame)
        yield frame


def _csv_column(column: Column) -> str:
    name = quoted(column.name)
    if isinstance(column.type, ListType | StructType):
        return f"to_json({name})::VARCHAR AS {name}"
    return f"{json_value(column)} AS {name}"


@contextmanager
def _zstd(path: Path) -> Generator[IO[bytes]]:
    """Open *path* for one zstd frame, with its checksum.

    One frame, because pandas and others stop after the first; one thread, so that the bytes
    depend on the content and the library alone.
    """
    compressor = zstandard.ZstdCompressor(level=9, write_checksum=True)
    with path.open("wb") as raw, compressor.stream_writer(raw) as file:
        yield cast("IO[bytes]", file)
