"""How often each value of a column occurs among chosen rows, and what a column holds at all."""

import numpy as np
from numpy.typing import NDArray

from warehouse.facets import (
    TOP,
    ColumnStats,
    Facet,
    Plain,
    ValueCount,
    is_telling,
    plain,
    rounded,
)
from warehouse.index import bits
from warehouse.index.bits import Rows
from warehouse.index.column import IndexedColumn
from warehouse.index.dictionary import NumberDictionary


def facet(column: IndexedColumn, rows: Rows | None, *, top: int = TOP) -> Facet:
    """Return the values of *column* in *rows*, in all rows if None, with their counts."""
    counts, missing = _all_counts(column) if rows is None else _counts(column, rows)
    return Facet(
        values=tuple(
            ValueCount(value=plain(column.dictionary[code]), count=int(counts[code]))
            for code in _highest(counts, top)
        ),
        distinct=int(np.count_nonzero(counts)),
        missing=missing,
    )


def column_stats(name: str, column: IndexedColumn) -> ColumnStats:
    """Return what *column*, known as *name*, holds in all rows."""
    counts, missing = _all_counts(column)
    dictionary, distinct = column.dictionary, len(counts)
    low: Plain | None = None
    high: Plain | None = None
    mean: float | None = None
    if isinstance(dictionary, NumberDictionary) and distinct:
        low, high = plain(dictionary[0]), plain(dictionary[distinct - 1])
        if dictionary.is_measure:
            values = dictionary.values.astype(np.float64)
            mean = rounded(float(values @ counts) / float(counts.sum()))
    found = [
        ValueCount(value=plain(dictionary[code]), count=int(counts[code]))
        for code in _highest(counts, TOP)
    ]
    return ColumnStats(
        column=name,
        rows=column.total - missing,
        missing=missing,
        distinct=distinct,
        min=low,
        max=high,
        mean=mean,
        top=tuple(value for value in found if is_telling(value, distinct)),
    )


def _all_counts(column: IndexedColumn) -> tuple[NDArray[np.int64], int]:
    starts = column.starts.astype(np.int64)
    counts = (starts[1:] - starts[:-1])[: column.none]
    if column.codes is not None:
        return counts, column.total - int(counts.sum())
    return counts, column.total - bits.size(bits.from_rows(column.rows, column.total))


def _counts(column: IndexedColumn, rows: Rows) -> tuple[NDArray[np.int64], int]:
    """Return how many of *rows* hold each value, and how many hold none."""
    if column.codes is not None:
        counts = np.bincount(column.codes[rows], minlength=column.none + 1)
        return counts[: column.none], int(counts[column.none])
    chosen = bits.from_rows(rows, column.total)
    held = bits.among(chosen, column.rows)
    upto = np.concatenate(([0], np.cumsum(held)))
    counts = upto[column.starts[1:]] - upto[column.starts[:-1]]
    any_value = bits.from_rows(column.rows[held], column.total)
    return counts, len(rows) - bits.size(any_value)


def _highest(counts: NDArray[np.int64], top: int) -> list[int]:
    """Return the codes of the *top* highest *counts*, ties in the order of their values."""
    codes = np.flatnonzero(counts)
    if len(codes) > top:
        edge = np.partition(counts[codes], len(codes) - top)[len(codes) - top]
        codes = codes[counts[codes] >= edge]
    chosen: list[int] = codes[np.lexsort((codes, -counts[codes]))][:top].tolist()
    return chosen
