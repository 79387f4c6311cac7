"""What a filter picks from an indexed column."""

import threading
from functools import lru_cache

import duckdb
import numpy as np
import pyarrow as pa

from warehouse.filters import Test
from warehouse.index import bits
from warehouse.index.arrays import kernels
from warehouse.index.bits import Bits, Mask, Rows
from warehouse.index.column import FREQUENT, IndexedColumn, Spans, spans_of
from warehouse.index.dictionary import Dictionary, TextDictionary

LARGEST_SCANNED = 8 << 20
"""Bytes of distinct text that `contains` looks through, about 10 ms; DuckDB reads larger ones."""


class Match:
    """The rows of *column* with a value in *spans*, or with *negated* all the others."""

    def __init__(self, column: IndexedColumn, spans: Spans, *, negated: bool) -> None:
        self._column = column
        self._spans = spans
        self._negated = negated
        having = min(column.having(spans), column.total)
        self.size = column.total - having if negated else having
        """How many rows pass; of lists an estimate, too high or, negated, too low."""

    @property
    def few(self) -> bool:
        """Whether the rows are better listed than kept in bits."""
        return not self._negated and self.size * FREQUENT <= self._column.total

    def rows(self) -> Rows:
        """Return the rows that pass, of a match of few."""
        return self._column.rows_of(self._spans)

    def bits(self) -> Bits:
        """Return the set of the rows that pass."""
        found = self._column.bits_of(self._spans)
        return bits.inverted(found, self._column.total) if self._negated else found

    def test(self, rows: Rows) -> Mask:
        """Return which of *rows* pass."""
        passed = self._column.test(rows, self._spans)
        return ~passed if self._negated else passed


def is_answerable(column: IndexedColumn, test: Test) -> bool:
    """Return whether `match` can answer *test* quickly."""
    dictionary = column.dictionary
    return test.op != "contains" or (
        isinstance(dictionary, TextDictionary) and dictionary.bytes <= LARGEST_SCANNED
    )


def match(column: IndexedColumn, test: Test) -> Match:
    """Return what *test* picks of *column*, exactly what its SQL condition would."""
    return Match(column, _spans(column.dictionary, test), negated=test.negated)


def _spans(dictionary: Dictionary, test: Test) -> Spans:
    """Return the stretches of codes whose values pass *test*, before it is negated."""
    known = len(dictionary)
    if test.op == "isnull":
        return [(0, known)]
    if test.op == "contains":
        assert isinstance(dictionary, TextDictionary)
        needle = lowered(pa.array([str(test.values[0])], pa.large_string()))[0].as_py()
        found = kernels.match_substring(_lowered_values(dictionary), needle)
        return spans_of(np.flatnonzero(found.to_numpy(zero_copy_only=False)))
    value = test.values[0]
    match test.op:
        case "lt":
            span = (0, dictionary.left(value))
        case "lte":
            span = (0, dictionary.right(value))
        case "gt":
            span = (dictionary.right(value), known)
        case "gte":
            span = (dictionary.left(value), known)
        case _:
            found_ = {(dictionary.left(v), dictionary.right(v)) for v in test.values}
            return sorted((first, past) for first, past in found_ if past > first)
    return [span] if span[1] > span[0] else []


@lru_cache(maxsize=64)
def _lowered_values(dictionary: TextDictionary) -> pa.Array:
    return lowered(dictionary.arrow())


_thread = threading.local()


def lowered(values: pa.Array) -> pa.Array:
    """Return texts in lower case as DuckDB writes it, which is not quite what Python does."""
    if not hasattr(_thread, "connection"):
        _thread.connection = duckdb.connect(":memory:", config={"threads": "1"})
    connection: duckdb.DuckDBPyConnection = _thread.connection
    connection.register("given", pa.table({"v": values}))
    found = connection.sql("SELECT lower(v) AS v FROM given").to_arrow_table()["v"]
    return found.combine_chunks().cast(pa.large_string())
