"""Which rows pass all filters, and which of them stand on a page."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from warehouse.index import bits
from warehouse.index.bits import Bits, Rows
from warehouse.index.column import IndexedColumn
from warehouse.index.matching import Match

_SORTED_AT_ONCE = 4096
_BLOCK = 512
_FARTHEST_LOOK = 1 << 18


class Order:
    """One column to sort by; rows without a value come last in both directions."""

    def __init__(self, column: IndexedColumn, *, descending: bool) -> None:
        assert column.codes is not None
        self.column = column
        self.descending = descending
        self._codes = column.codes

    def places(self, rows: Rows) -> NDArray[np.int64]:
        """Return numbers that order *rows* as the values of the column do."""
        codes = self._codes[rows].astype(np.int64)
        if self.descending:
            codes = np.where(codes == self.column.none, codes, self.column.none - 1 - codes)
        return codes

    def blocks(self, first: int | None) -> Iterator[NDArray[np.int64]]:
        """Yield all rows block by block, from the value of row *first* on.

        Each block holds all rows of its values, so that no later one comes before its rows;
        within a block rows are ascending within one value. Blocks grow as they go.
        """
        none = self.column.none
        at = 0 if first is None else int(self.places(np.asarray([first]))[0])
        size = _BLOCK
        while at <= none:
            past = self._past(at, size)
            yield self._rows(at, past)
            at, size = past, size * 4

    def _past(self, at: int, size: int) -> int:
        """Return the end of the stretch of places from *at* on that holds about *size* rows."""
        starts, none = self.column.starts, self.column.none
        if at == none:
            return none + 1
        if self.descending:
            lowest = np.searchsorted(starts[: none + 1], int(starts[none - at]) - size, "right") - 1
            return max(none - max(int(lowest), 0), at + 1)
        return max(int(np.searchsorted(starts[: none + 1], int(starts[at]) + size, "left")), at + 1)

    def _rows(self, at: int, past: int) -> NDArray[np.int64]:
        starts, none = self.column.starts, self.column.none
        if at == none or not self.descending:
            return self.column.rows[int(starts[at]) : int(starts[past])].astype(np.int64)
        # Places run against the codes: place p holds the rows of code none - 1 - p.
        rows = self.column.rows[int(starts[none - past]) : int(starts[none - at])].astype(np.int64)
        return rows[np.argsort(self.places(rows), kind="stable")]


class Selection:
    """The rows that pass all of *matches*, of a table with *total* rows: a list, a set, or all."""

    def __init__(self, total: int, matches: Sequence[Match]) -> None:
        self._total = total
        self._rows: Rows | None = None
        self._bits: Bits | None = None
        ordered = sorted(matches, key=lambda m: m.size)
        if ordered and ordered[0].few:
            rows = ordered[0].rows()
            for match in ordered[1:]:
                rows = rows[match.test(rows)]
            self._rows = rows
        elif ordered:
            found = ordered[0].bits()
            for match in ordered[1:]:
                found = found & match.bits()
            self._bits = found

    def __len__(self) -> int:
        if self._rows is not None:
            return len(self._rows)
        return self._total if self._bits is None else self._counted

    @cached_property
    def _counted(self) -> int:
        assert self._bits is not None
        return bits.size(self._bits)

    def rows(self) -> Rows:
        """Return all rows that pass, ascending."""
        if self._rows is not None:
            return self._rows
        if self._bits is None:
            return np.arange(self._total)
        return np.flatnonzero(
            np.unpackbits(self._bits, count=self._total, bitorder="little").view(np.bool_)
        )

    def page(self, orders: Sequence[Order], *, after: int | None, limit: int) -> list[int]:
        """Return the first *limit* rows in the order of *orders*, after the row *after*.

        Rows with equal values come in the order of the table.
        """
        if not orders:
            following: list[int] = self._following(-1 if after is None else after, limit).tolist()
            return following
        if self._rows is not None:
            rows = self._rows if after is None else _later(self._rows, orders, after)
            return list(map(int, head(rows, orders, limit)))
        found: list[int] = []
        for number, block in enumerate(orders[0].blocks(after)):
            rows = block if self._bits is None else block[bits.among(self._bits, block)]
            if number == 0 and after is not None:
                rows = _later(rows, orders, after)
            found += head(rows, orders, limit - len(found)).tolist()
            if len(found) >= limit:
                break
        return found

    def _following(self, after: int, limit: int) -> Rows:
        if self._rows is not None:
            first = int(np.searchsorted(self._rows, after, "right"))
            return self._rows[first : first + limit]
        if self._bits is None:
            return np.arange(after + 1, min(after + 1 + limit, self._total))
        parts: list[Rows] = []
        wanted = limit
        dense = len(self) / max(self._total, 1)  # as if the rows lay evenly
        look = min(int(1.2 * limit / dense) + 64, _FARTHEST_LOOK) if dense else _FARTHEST_LOOK
        for piece in bits.ascending(self._bits, after + 1, look=look):
            parts.append(piece[:wanted])
            wanted -= len(parts[-1])
            if wanted == 0:
                break
        return np.concatenate(parts) if parts else np.empty(0, np.int64)


def head(rows: Rows, orders: Sequence[Order], limit: int) -> Rows:
    """Return the first *limit* of *rows* in the order of *orders*, ties by ordinal.

    *rows* must be ascending, at least among those of one value of the first order.
    """
    if not orders or limit <= 0 or not len(rows):
        return rows[: max(limit, 0)]
    if len(rows) > max(limit, _SORTED_AT_ONCE):
        places = orders[0].places(rows)
        edge = np.partition(places, limit - 1)[limit - 1]
        before = rows[places < edge]
        ties = head(rows[places == edge], orders[1:], limit - len(before))
        return np.concatenate((head(before, orders, len(before)), ties))
    keys = [order.places(rows) for order in orders]
    return rows[np.lexsort([rows, *reversed(keys)])][:limit]


def _later(rows: Rows, orders: Sequence[Order], after: int) -> Rows:
    """Return those of *rows* that come after the row *after*."""
    here = np.asarray([after])
    later = rows > after
    for order in reversed(orders):
        places, place = order.places(rows), order.places(here)[0]
        later = (places > place) | ((places == place) & later)
    return rows[later]
