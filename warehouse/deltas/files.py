"""The delta of a release: one Parquet file for each table, against its parent.

One file a table, because a row of each has columns of its own: readers filter and join a delta
with the types of the table, and keep a copy up to date in one line (docs/releases.md). Where
nothing changed the file has no rows, so that its address is always there.
"""

# Identifiers in SQL come from the declarations of releases, quoted, never from a request.
# ruff: noqa: S608

from collections.abc import Iterator
from pathlib import Path

import duckdb

from schemas import Table
from schemas.derived.arrow import arrow_schema
from schemas.derived.ddl import literal, quoted
from warehouse import exports
from warehouse.deltas.comparison import Side, applied, comparison, comparison_schema
from warehouse.manifest import delta_file


def write_delta(
    connection: duckdb.DuckDBPyConnection, older: Side, newer: Side, table: Table, path: Path
) -> int:
    """Write what changed in *table* between the releases to *path*; return how many rows did."""
    reader = connection.sql(comparison(older, newer, table)).to_arrow_reader(exports.ROW_GROUP)
    return exports.write_grouped(reader, comparison_schema(table), path)


def delta_source(folder: Path, table: str) -> str:
    """Return the FROM item that reads the delta of *table* in the release *folder*."""
    return f"read_parquet({literal(str(folder / delta_file(table)))})"


def rebuild(
    connection: duckdb.DuckDBPyConnection, parent: Side, release: Side, table: Table, path: Path
) -> None:
    """Write *table* of *release* to *path* from its *parent* and its delta alone.

    Written by the versions of the tools that made the release, the file is the release's own
    Parquet file, byte for byte.
    """
    rows = applied(parent, table, delta_source(release.folder, table.name))
    order = ", ".join(quoted(name) for name in table.order)
    reader = connection.sql(f"FROM ({rows}) ORDER BY {order}").to_arrow_reader(exports.ROW_GROUP)
    exports.write_grouped(reader, arrow_schema(table), path)


def delta_faults(
    connection: duckdb.DuckDBPyConnection, release: Side, parent: Side | None
) -> Iterator[str]:
    """Yield the tables whose delta does not lead from the *parent* to the *release*.

    Without the parent (not here, or withdrawn): the tables whose delta tells of rows that the
    release does not have, or calls removed what is there.
    """
    for table in release.tables:
        rows = f"read_parquet({literal(str(release.folder / f'{table.name}.parquet'))})"
        delta = delta_source(release.folder, table.name)
        if parent is not None:
            found = _summary(connection, f"({applied(parent, table, delta)})")
            if found != _summary(connection, rows):
                yield f"{table.name}: the parent and the delta do not give the release"
            continue
        key = quoted(table.key)
        told = f"(SELECT unnest(after) FROM {delta} WHERE change <> 'removed')"
        strangers = (
            f"SELECT count(*) FROM (SELECT hash(t) AS h FROM {told} AS t)"
            f" WHERE h NOT IN (SELECT hash(r) FROM {rows} AS r)"
        )
        alive = (
            f"SELECT count(*) FROM {delta} WHERE change = 'removed'"
            f" AND key IN (SELECT {key} FROM {rows})"
        )
        for query, words in (
            (strangers, "tells of rows that are not in the release"),
            (alive, "calls rows removed that are there"),
        ):
            row = connection.execute(query).fetchone()
            if row and row[0]:
                yield f"{table.name}: the delta {words}"


def _summary(connection: duckdb.DuckDBPyConnection, source: str) -> tuple[int, int]:
    row = connection.execute(
        f"SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0)::VARCHAR FROM {source} AS t"
    ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])
