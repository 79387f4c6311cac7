"""Making the index of a table from the files of its release."""

from pathlib import Path

import msgspec
import numpy as np
import pyarrow.parquet as pq
import zstandard
from numpy.typing import NDArray

from schemas import Table
from schemas.columns import columns
from schemas.errors import ReleaseError
from warehouse.index.arrays import Array, write_arrays
from warehouse.index.encoding import (
    Values,
    decoded_columns,
    encoded,
    flattened,
    indexed_names,
    shorthand_values,
)
from warehouse.index.facets import column_stats
from warehouse.index.words import searched_fields, words_of
from warehouse.paths import SHORTHANDS

_PIECE = 1 << 22


def build_table(table: Table, release: Path, folder: Path) -> None:
    """Write the rows, columns and words of *table* of *release* into *folder*.

    Raises:
        ReleaseError: the files of the release do not agree.
    """
    ends = _write_rows(release / f"{table.name}.ndjson.zst", folder / f"{table.name}.rows")
    arrays: dict[str, Array] = {"ends": ends}
    with pq.ParquetFile(release / f"{table.name}.parquet") as file:
        if file.metadata.num_rows != len(ends):
            raise ReleaseError(
                f"{table.name}.ndjson.zst has {len(ends)} rows, the Parquet file has"
                f" {file.metadata.num_rows}",
                where=str(release),
            )
        wanted = set(indexed_names(table))
        kept: dict[str, Values] = {}
        for column in columns(table):
            inside = {n for n in wanted if n.split(".")[0] == column.name}
            if not inside:
                continue
            read = file.read(columns=[column.name])[column.name].combine_chunks()
            for name, values in flattened(table, column.name, read):
                if name in inside:
                    arrays |= _named(name, encoded(values, len(ends)))
                if name in _targets(table):
                    kept[name] = values
        for name, values in shorthand_values(table, kept):
            arrays |= _named(name, encoded(values, len(ends)))
    write_arrays(folder / f"{table.name}.columns", arrays)
    stats = [column_stats(name, column) for name, column in decoded_columns(table, arrays).items()]
    (folder / f"{table.name}.stats").write_bytes(msgspec.json.encode(stats))
    if searched_fields(table):
        write_arrays(folder / f"{table.name}.words", words_of(table, release))


def _targets(table: Table) -> set[str]:
    """Return the paths that the shorthands of *table* stand for."""
    found = (targets for (owner, _), targets in SHORTHANDS.items() if owner == table.name)
    return {target for targets in found for target in targets}


def _named(name: str, arrays: dict[str, Array]) -> dict[str, Array]:
    return {f"{name}/{part}": array for part, array in arrays.items()}


def _write_rows(source: Path, target: Path) -> NDArray[np.int64]:
    """Write the lines of *source* to *target* and return where each one ends."""
    ends: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    at = 0
    with source.open("rb") as packed, target.open("wb") as rows:
        for piece in zstandard.ZstdDecompressor().read_to_iter(packed, write_size=_PIECE):
            rows.write(piece)
            ends.append(np.flatnonzero(np.frombuffer(piece, np.uint8) == ord("\n")) + at)
            at += len(piece)
    return np.concatenate(ends)
