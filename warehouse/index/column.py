"""One indexed column: its distinct values, the code of each row, and the rows of each code.

A *row* is known here by its ordinal, its place in the order of the table, from 0. With values
in ascending order and rows in the order of their codes every filter becomes a stretch of codes,
and every stretch of codes a stretch of rows:

    dictionary  AID  ASSAULT  VOTE          the distinct values; the place is the code
    codes       1 0 1 3 2 1                 of each row; one past the last for "no value"
    starts      0 1 4 5 6                   where the rows of each code begin
    rows        1 0 2 5 4 3                 by code, then in the order of the table

Lists have no code for each row, as their rows have several values. Frequent values have the set
of their rows in bits too.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from warehouse.index import bits
from warehouse.index.arrays import Array
from warehouse.index.bits import Bits, Mask, Rows
from warehouse.index.dictionary import Dictionary

_MANY = 64
FREQUENT = 64
"""A value that more than one row in so many has is frequent."""


class IndexedColumn:
    """A column of *total* rows. `codes` is None for lists, whose rows have several values."""

    def __init__(
        self,
        *,
        total: int,
        dictionary: Dictionary,
        starts: Array,
        rows: Array,
        codes: Array | None,
        bitmaps: Mapping[int, Bits],
    ) -> None:
        self.total = total
        self.dictionary = dictionary
        self.starts = starts
        self.rows = rows
        self.codes = codes
        self._bitmaps = bitmaps

    @property
    def none(self) -> int:
        """The code of rows without a value, one past the last."""
        return len(self.dictionary)

    def having(self, spans: "Spans") -> int:
        """Return how many rows have a value in *spans*; of lists, rows may count repeatedly."""
        return sum(int(self.starts[past]) - int(self.starts[first]) for first, past in spans)

    def rows_of(self, spans: "Spans") -> Rows:
        """Return the rows that have a value in *spans*, ascending."""
        if self.codes is not None and len(spans) > _MANY:
            return np.flatnonzero(self._chosen(spans)[self.codes])
        parts = [self.rows[self.starts[first] : self.starts[past]] for first, past in spans]
        if _is_one_value(spans):
            return parts[0]  # the rows of one code are in order
        together = np.concatenate(parts) if parts else self.rows[:0]
        return np.unique(together) if self.codes is None else np.sort(together)

    def bits_of(self, spans: "Spans") -> Bits:
        """Return the set of the rows that have a value in *spans*."""
        known = self._bitmaps.get(spans[0][0]) if _is_one_value(spans) else None
        if known is not None:
            return known
        if self.codes is not None and len(spans) == 1:
            return bits.from_mask(_within(self.codes, spans[0]))
        if self.codes is not None and len(spans) > _MANY:
            return bits.from_mask(self._chosen(spans)[self.codes])
        mask = np.zeros(self.total, dtype=np.bool_)
        for first, past in spans:
            mask[self.rows[self.starts[first] : self.starts[past]]] = True
        return bits.from_mask(mask)

    def test(self, rows: Rows, spans: "Spans") -> Mask:
        """Return for each of *rows* whether it has a value in *spans*."""
        if self.codes is not None and len(spans) == 1:
            return _within(self.codes[rows], spans[0])
        if self.codes is not None and len(spans) > _MANY:
            return self._chosen(spans)[self.codes[rows]]
        return bits.among(self.bits_of(spans), rows)

    def _chosen(self, spans: "Spans") -> Mask:
        """Return for each code whether it lies in *spans*."""
        edges = np.zeros(self.none + 2, dtype=np.int8)
        firsts, pasts = np.asarray(spans).T
        edges[firsts] += 1
        edges[pasts] -= 1
        return np.cumsum(edges[:-1], dtype=np.int8).astype(np.bool_)


Spans = Sequence[tuple[int, int]]
"""Stretches of codes, half-open, ascending."""


def spans_of(codes: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return ascending *codes* as stretches."""
    if not len(codes):
        return []
    breaks = np.flatnonzero(np.diff(codes) != 1)
    firsts = codes[np.concatenate(([0], breaks + 1))]
    lasts = codes[np.concatenate((breaks, [len(codes) - 1]))]
    return list(zip(firsts.tolist(), (lasts + 1).tolist(), strict=True))


def _is_one_value(spans: Spans) -> bool:
    return len(spans) == 1 and spans[0][1] - spans[0][0] == 1


def _within(codes: Array, span: tuple[int, int]) -> Mask:
    first, past = span
    if past - first == 1:
        one: Mask = codes == codes.dtype.type(first)
        return one
    # One comparison instead of two: what is below `first` wraps round to a large number.
    several: Mask = (codes - codes.dtype.type(first)) < codes.dtype.type(past - first)
    return several
