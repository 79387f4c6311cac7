"""Values of a Parquet column taken apart, put in order, and numbered."""

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from schemas import Table
from schemas.columns import ColumnType, ListType, ScalarType, StructType, columns
from warehouse.index import bits
from warehouse.index.arrays import Array, kernels
from warehouse.index.bits import Bits
from warehouse.index.column import FREQUENT, IndexedColumn
from warehouse.index.dictionary import NumberDictionary, TextDictionary
from warehouse.paths import SHORTHANDS, column_names, resolve

_LEFT_OUT = frozenset({("articles", "text"), ("articles", "blocks"), ("articles", "sections")})
"""Columns that nobody filters by: whole texts and their structure. DuckDB answers for them."""
_POSITIONS = ("start", "end")
"""Fields of lists that are mere places in the text; left to DuckDB too."""


def indexed_names(table: Table) -> tuple[str, ...]:
    """Return the names of `column_names` that the index of *table* knows."""
    return tuple(name for name in column_names(table) if not _is_left_out(table, name))


def _is_left_out(table: Table, name: str) -> bool:
    if (table.name, name.split(".", maxsplit=1)[0]) in _LEFT_OUT:
        return True
    paths = resolve(table, name)
    return paths[0].many and name.rpartition(".")[2] in _POSITIONS


class Values:
    """The values at one path: an Arrow array, and the row of each (None: one for each row)."""

    def __init__(self, array: pa.Array, rows: NDArray[np.int64] | None) -> None:
        self.array = array
        self.rows = rows

    def __add__(self, other: "Values") -> "Values":
        """Return the values of both, for shorthands."""
        return Values(
            pa.concat_arrays([self.array, other.array]),
            np.concatenate((self._all_rows(), other._all_rows())),
        )

    def _all_rows(self) -> NDArray[np.int64]:
        return np.arange(len(self.array)) if self.rows is None else self.rows


def flattened(table: Table, name: str, column: pa.Array) -> Iterator[tuple[str, Values]]:
    """Yield every path below the column *name* with its values."""
    declared = next(c for c in columns(table) if c.name == name)
    yield from _flattened(name, declared.type, Values(column, None))


def _flattened(path: str, kind: ColumnType, values: Values) -> Iterator[tuple[str, Values]]:
    while isinstance(kind, ListType):
        parents = kernels.list_parent_indices(values.array).to_numpy()
        rows = parents if values.rows is None else values.rows[parents]
        values, kind = Values(kernels.list_flatten(values.array), rows), kind.item
    if isinstance(kind, StructType):
        for child in kind.columns:
            inside = Values(kernels.struct_field(values.array, child.name), values.rows)
            yield from _flattened(f"{path}.{child.name}", child.type, inside)
    else:
        yield path, values


def shorthand_values(table: Table, found: Mapping[str, Values]) -> Iterator[tuple[str, Values]]:
    """Yield the shorthands of *table* with the values of all their paths."""
    for (owner, name), targets in SHORTHANDS.items():
        if owner == table.name and name in column_names(table):
            together = found[targets[0]]
            for target in targets[1:]:
                together += found[target]
            yield name, together


def encoded(values: Values, total: int) -> dict[str, Array]:
    """Return the arrays of an indexed column of *total* rows; `decoded` reads them."""
    array, rows = values.array, values.rows
    if rows is not None:
        rows = rows[array.is_valid().to_numpy(zero_copy_only=False)]
        array = array.drop_null()
    coded = _plain(array).dictionary_encode()
    order = kernels.array_sort_indices(coded.dictionary).to_numpy()
    distinct = len(order)
    small = np.min_scalar_type(distinct)
    places = np.empty(distinct + 1, dtype=small)
    places[order] = np.arange(distinct, dtype=small)
    places[distinct] = distinct
    codes = places[coded.indices.fill_null(distinct).to_numpy()]
    arrays = _dictionary(coded.dictionary.take(pa.array(order)))
    if rows is None:
        arrays["codes"] = codes
        ordered = np.argsort(codes, kind="stable")
    else:
        codes, ordered = _pairs(codes, rows)
    counts = np.bincount(codes, minlength=distinct + (rows is None))
    arrays["starts"] = np.concatenate(([0], np.cumsum(counts))).astype(np.uint32)
    arrays["rows"] = ordered.astype(np.uint32)
    return arrays | _bitmaps(counts[:distinct], arrays["starts"], arrays["rows"], total)


def _bitmaps(counts: NDArray[np.int64], starts: Array, rows: Array, total: int) -> dict[str, Array]:
    """Return for each frequent value one bit a row, and the codes of these values."""
    frequent = np.flatnonzero(counts * FREQUENT > total)
    sets = np.zeros((len(frequent), bits.width(total)), dtype=np.uint8)
    for place, code in enumerate(frequent):
        sets[place] = bits.from_rows(rows[int(starts[code]) : int(starts[code + 1])], total)
    return {"frequent": frequent.astype(np.uint32), "bits": sets.reshape(-1)}


def _pairs(
    codes: NDArray[np.unsignedinteger], rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return codes and rows by code, then row, each pair once."""
    pairs = (codes.astype(np.int64) << _ROW_BITS) | rows
    pairs.sort()
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]
    return pairs >> _ROW_BITS, pairs & ((1 << _ROW_BITS) - 1)


_ROW_BITS = 32


def decoded_columns(table: Table, arrays: Mapping[str, Array]) -> dict[str, IndexedColumn]:
    """Return the indexed columns of *table*, whose arrays are named ``column/part``.

    Raises:
        KeyError: one is missing.
    """
    parts: dict[str, dict[str, Array]] = {}
    for key, array in arrays.items():
        name, _, part = key.rpartition("/")
        parts.setdefault(name, {})[part] = array
    total = len(arrays["ends"])
    return {
        name: decoded(resolve(table, name)[0].scalar, total, parts[name])
        for name in indexed_names(table)
    }


def decoded(scalar: ScalarType, total: int, arrays: Mapping[str, Array]) -> IndexedColumn:
    """Return the column whose *arrays* `encoded` made."""
    return IndexedColumn(
        total=total,
        dictionary=TextDictionary(arrays["text"], arrays["offsets"])
        if scalar.python is str
        else NumberDictionary(scalar, arrays["values"]),
        starts=arrays["starts"],
        rows=arrays["rows"],
        codes=arrays.get("codes"),
        bitmaps=_sets(arrays["frequent"], arrays["bits"], bits.width(total)),
    )


def _sets(frequent: Array, sets: Array, width: int) -> dict[int, Bits]:
    codes: list[int] = frequent.tolist()
    return {code: sets[place * width : (place + 1) * width] for place, code in enumerate(codes)}


def _plain(array: pa.Array) -> pa.Array:
    """Return *array* in a type whose values order and compare as in DuckDB."""
    if pa.types.is_string(array.type):
        return array.cast(pa.large_string())
    if pa.types.is_timestamp(array.type):
        return array.cast(pa.int64())
    if pa.types.is_date32(array.type):
        return array.cast(pa.int32())
    if pa.types.is_boolean(array.type):
        return array.cast(pa.uint8())
    if pa.types.is_float64(array.type):
        return kernels.add(array, 0.0)  # -0.0 and 0.0 are one value
    return array


def _dictionary(values: pa.Array) -> dict[str, Array]:
    if not pa.types.is_large_string(values.type):
        return {"values": values.to_numpy()}
    _, offsets, data = values.buffers()
    if data is None or not len(values):
        return {"text": np.empty(0, np.uint8), "offsets": np.zeros(1, np.int64)}
    places = np.frombuffer(offsets, np.int64)[values.offset : values.offset + len(values) + 1]
    return {
        "text": np.frombuffer(data, np.uint8)[places[0] : places[-1]],
        "offsets": places - places[0],
    }
