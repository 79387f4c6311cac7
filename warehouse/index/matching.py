"""What a filter picks from an indexed column."""

import threading
from functools import lru_cache

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from warehouse.filters import Test
from warehouse.index import bits
from warehouse.index.arrays import kernels
from warehouse.index.bits import Bits, Mask, Rows
from warehouse.index.column import FREQUENT, IndexedColumn, Spans, spans_of
from warehouse.index.dictionary import Dictionary, TextDictionary
from warehouse.index.words import Words, parts_of

LARGEST_SCANNED = 8 << 20
"""Bytes of distinct text that `contains` looks through, about 10 ms; DuckDB reads larger ones."""

_MOST_READ = 50_000
"""Values whose text is read for `contains` after the word index has named them, about 20 ms."""


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


def is_answerable(column: IndexedColumn, test: Test, words: Words | None) -> bool:
    """Return whether `match` can answer *test* quickly."""
    if test.op != "contains":
        return True
    dictionary = column.dictionary
    assert isinstance(dictionary, TextDictionary)
    if dictionary.bytes <= LARGEST_SCANNED:
        return True
    return words is not None and _candidates(column, words, test) is not None


def match(column: IndexedColumn, test: Test, words: Words | None) -> Match:
    """Return what *test* picks of *column*, exactly what its SQL condition would.

    *words* is the word index of the column's texts, if it has one.
    """
    dictionary = column.dictionary
    if test.op == "contains" and words is not None:
        assert isinstance(dictionary, TextDictionary)
        if dictionary.bytes > LARGEST_SCANNED:
            codes = _candidates(column, words, test)
            assert codes is not None
            texts = lowered(dictionary.arrow().take(pa.array(codes)))
            found = kernels.match_substring(texts, _needle(test))
            held = codes[found.to_numpy(zero_copy_only=False)]
            return Match(column, spans_of(held), negated=False)
    return Match(column, _spans(dictionary, test), negated=test.negated)


@lru_cache(maxsize=64)
def _candidates(column: IndexedColumn, words: Words, test: Test) -> NDArray[np.int64] | None:
    """Return the codes of values among which are all that contain what *test* looks for.

    None where its letters stand in too many words, or it has none.
    """
    assert column.codes is not None
    rows: Rows | None = None
    for part in parts_of(str(test.values[0])):
        held = words.holding(part)
        if held is not None:
            rows = held if rows is None else np.intersect1d(rows, held, assume_unique=True)
    if rows is None or len(rows) > _MOST_READ:
        return None
    return np.unique(column.codes[rows]).astype(np.int64)


def _needle(test: Test) -> str:
    found: str = lowered(pa.array([str(test.values[0])], pa.large_string()))[0].as_py()
    return found


def _spans(dictionary: Dictionary, test: Test) -> Spans:
    """Return the stretches of codes whose values pass *test*, before it is negated."""
    known = len(dictionary)
    if test.op == "isnull":
        return [(0, known)]
    if test.op == "contains":
        assert isinstance(dictionary, TextDictionary)
        found = kernels.match_substring(_lowered_values(dictionary), _needle(test))
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


@lru_cache(maxsize=16)
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
