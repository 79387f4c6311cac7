"""The read index of one table: finds rows as DuckDB would, and gives them as they were rendered."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from schemas import Table
from warehouse.facets import Facet
from warehouse.filters import Scalar, Test
from warehouse.index.arrays import Array, mapped_bytes, read_arrays
from warehouse.index.column import IndexedColumn
from warehouse.index.damage import DamagedIndex
from warehouse.index.encoding import decoded_columns
from warehouse.index.facets import facet
from warehouse.index.matching import is_answerable, match
from warehouse.index.selection import Order, Selection
from warehouse.index.words import Words, searched_fields
from warehouse.paging import SortKey

_QUICK_TESTS = 4
_QUICK_VALUES = 3


class TableIndex:
    """The index of *table*; safe to share between threads. `open_table` makes it."""

    def __init__(
        self,
        table: Table,
        lines: Any,
        ends: Array,
        found: Mapping[str, IndexedColumn],
        words: Words | None,
        stats: bytes,
    ) -> None:
        self.table = table
        self.total = len(ends)
        self.words = words
        self.stats = stats
        """The statistics of the columns, `ColumnStats` in JSON."""
        self._lines = lines
        self._ends = ends.data
        self._columns = found
        self._own_order = tuple(dict.fromkeys((*table.order, table.key)))

    def column(self, name: str) -> IndexedColumn | None:
        """Return the indexed column *name*, None if it is not indexed."""
        return self._columns.get(name)

    def answers(self, tests: Sequence[Test], keys: Sequence[SortKey]) -> bool:
        """Return whether `select` and `page` can answer; DuckDB must otherwise."""
        return all(
            test.column in self._columns
            and is_answerable(self._columns[test.column], test, self._words_of(test.column))
            for test in tests
        ) and all(key.path.name in self._columns for key in keys)

    def is_quick(self, tests: Sequence[Test], keys: Sequence[SortKey]) -> bool:
        """Return whether the answer takes about a millisecond or less."""
        asked = self._asked([(key.path.name, key.descending) for key in keys])
        return (
            len(asked) < 2
            and len(tests) <= _QUICK_TESTS
            and not any(test.op == "contains" or len(test.values) > _QUICK_VALUES for test in tests)
        )

    def select(self, tests: Sequence[Test]) -> Selection:
        """Return the rows that pass all *tests*."""
        return Selection(
            self.total, [match(self._columns[t.column], t, self._words_of(t.column)) for t in tests]
        )

    def _words_of(self, column: str) -> Words | None:
        """Return the word index of the texts of *column* alone."""
        return self.words if searched_fields(self.table) == (column,) else None

    def page(
        self, selection: Selection, keys: Sequence[SortKey], *, after: int | None, limit: int
    ) -> list[int]:
        """Return the first *limit* rows of *selection* in the order of *keys*, after *after*."""
        names = [(key.path.name, key.descending) for key in keys]
        orders = [Order(self._columns[name], descending=down) for name, down in self._asked(names)]
        return selection.page(orders, after=after, limit=limit)

    def _asked(self, names: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
        """Return *names* without the ties that the order of the rows breaks by itself."""
        own = [(name, False) for name in self._own_order]
        for length in range(len(names) + 1):
            sorted_by = {name for name, _ in names[:length]}
            rest = [n for n in own if n[0] not in sorted_by]
            if names[length:] == rest:
                return names[:length]
        return names

    def values(self, row: int, keys: Sequence[SortKey]) -> tuple[Scalar | None, ...]:
        """Return the values of *keys* in *row*."""
        found: list[Scalar | None] = []
        for key in keys:
            column = self._columns[key.path.name]
            assert column.codes is not None
            code = int(column.codes[row])
            found.append(None if code == column.none else column.dictionary[code])
        return tuple(found)

    def facet(self, name: str, tests: Sequence[Test]) -> Facet:
        """Return the values of the column *name* among the rows that pass *tests*."""
        rows = self.select(tests).rows() if tests else None
        return facet(self._columns[name], rows)

    def key_of(self, row: int) -> str:
        """Return the key of *row*."""
        column = self._columns[self.table.key]
        assert column.codes is not None
        return str(column.dictionary[int(column.codes[row])])

    def row_of(self, key: str) -> int | None:
        """Return the row whose key is *key*, None if there is none."""
        column = self._columns[self.table.key]
        code = column.dictionary.left(key)
        if code == column.none or column.dictionary[code] != key:
            return None
        return int(column.rows[int(column.starts[code])])

    def rows_of(self, column: str, value: str) -> Sequence[int]:
        """Return the rows whose *column* is *value*, ascending."""
        found = self._columns[column]
        code = found.dictionary.left(value)
        if code == found.none or found.dictionary[code] != value:
            return []
        picked: list[int] = found.rows[
            int(found.starts[code]) : int(found.starts[code + 1])
        ].tolist()
        return picked

    def line(self, row: int) -> bytes:
        """Return *row* as one JSON object."""
        start = self._ends[row - 1] + 1 if row else 0
        line: bytes = self._lines[start : self._ends[row]]
        return line

    def rendered(self, rows: Sequence[int], fields: tuple[str, ...]) -> list[bytes]:
        """Return *rows* as JSON objects with the columns *fields*, all if there are none."""
        lines, ends = self._lines, self._ends
        found = [lines[(ends[row - 1] + 1 if row else 0) : ends[row]] for row in rows]
        if not fields:
            return found
        decoder = _decoder(fields)
        return [msgspec.json.encode(decoder.decode(line)) for line in found]


def open_table(table: Table, folder: Path) -> TableIndex:
    """Return the index of *table* that `build_table` wrote into *folder*.

    Raises:
        DamagedIndex: it is missing or cut short, or lacks a column.
    """
    arrays = read_arrays(folder / f"{table.name}.columns")
    try:
        lines = mapped_bytes(folder / f"{table.name}.rows")
        ends = arrays["ends"]
        found = decoded_columns(table, arrays)
        stats = (folder / f"{table.name}.stats").read_bytes()
    except (OSError, KeyError) as error:
        raise DamagedIndex(f"the index of {table.name} is not whole: {error}") from None
    if len(lines) != (int(ends[-1]) + 1 if len(ends) else 0):
        raise DamagedIndex(f"{table.name}.rows is cut short")
    words = None
    if searched_fields(table):
        words = Words(len(ends), read_arrays(folder / f"{table.name}.words"))
    return TableIndex(table, lines, ends, found, words, stats)


@lru_cache(maxsize=256)
def _decoder(fields: tuple[str, ...]) -> msgspec.json.Decoder[Any]:
    """Return what reads the wanted *fields* of a row and leaves their JSON as it is."""
    picked = msgspec.defstruct("Picked", [(name, msgspec.Raw) for name in fields])
    return msgspec.json.Decoder(picked)
