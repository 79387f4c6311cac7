"""The words of a table's texts: which rows hold each, and how much it says of them.

A word index is a list column once more (`column`): its distinct values are words, its rows those
that hold them. Beside each row stands the weight of the word in it, by BM25.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from schemas import Table
from warehouse.index.arrays import Array
from warehouse.index.dictionary import TextDictionary

WORD = re.compile(r"[^\W_]+")  # matches "Łódź" and "1400", of "U.S." each letter; not "_"
_POLARS_WORD = r"[\p{L}\p{N}]+"
_ARTICLE_FIELDS = ("title", "text")
_ROW_BITS = 32
_K1, _B = 1.2, 0.75
"""The usual constants of BM25 (Robertson and Zaragoza 2009): saturation, and weight of length."""
_HEAVIEST = 255 / (_K1 + 1)
_CHUNK = 10_000
_MOST_WORDS = 2000

_PLAIN = str.maketrans(dict(zip("øØłŁđĐðÐıħĦ", "oOlLdDdDihH", strict=True)) | {
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH",
})  # fmt: skip
"""Letters that Unicode does not take apart, as readers without them on the keyboard write them."""


def searched_fields(table: Table) -> tuple[str, ...]:
    """Return the columns of *table* whose words are indexed; none for tables without evidence."""
    if table.name == "articles":
        return _ARTICLE_FIELDS
    return ("quote",) if table.has_evidence else ()


def folded(word: str) -> str:
    """Return *word* without accents, in small letters."""
    if not word.isascii():
        plain = unicodedata.normalize("NFKD", word)
        word = "".join(c for c in plain if not unicodedata.combining(c)).translate(_PLAIN)
    return word.casefold()


@lru_cache(maxsize=1 << 16)
def term(word: str) -> str:
    """Return *word* as it is looked up: no accents, small letters, singular.

    The endings are those of the S-stemmer (Harman 1991): “countries” → “country”, “strikes” →
    “strike”; “crisis”, “virus” and “boss” stay.
    """
    word = folded(word)
    if len(word) < 4 or not word.endswith("s") or word.endswith(("us", "ss", "is")):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return f"{word[:-3]}y"
    return word[:-1]


class Words:
    """The word index of *total* rows."""

    def __init__(self, total: int, arrays: Mapping[str, Array]) -> None:
        self.total = total
        self.terms = TextDictionary(arrays["text"], arrays["offsets"])
        self._starts = arrays["starts"]
        self._rows = arrays["rows"]
        self._weights = arrays["weights"]

    def codes(self, wanted: str, *, is_prefix: bool) -> range:
        """Return the codes of the term *wanted*, or of all that begin with it."""
        past = self.terms.left(wanted + "\U0010ffff") if is_prefix else self.terms.right(wanted)
        return range(self.terms.left(wanted), past)

    def holding(self, part: str) -> Array | None:
        """Return rows, ascending, among which are all that hold the letters *part* in a word.

        None where that is too many of the words to be of use.
        """
        needle, at, codes = folded(part).encode(), 0, list[int]()
        forms, ends = self._forms
        while (at := forms.find(needle, at)) >= 0:
            codes.append(int(np.searchsorted(ends, at, "right")))
            if len(codes) > _MOST_WORDS:
                return None
            at = int(ends[codes[-1]])
        rows = [self._rows[int(self._starts[c]) : int(self._starts[c + 1])] for c in codes]
        return np.unique(np.concatenate(rows)) if rows else self._rows[:0]

    @cached_property
    def _forms(self) -> tuple[bytes, Array]:
        """All words a term can stand for, on a line for each term, and where the lines end."""
        lines = [
            f"{text}s {text[:-1]}ies\n".encode() if text.endswith("y") else f"{text}s\n".encode()
            for text in self.terms.arrow().to_pylist()
        ]
        return b"".join(lines), np.cumsum([len(line) for line in lines])

    def count(self, codes: range) -> int:
        """Return how many pairs of a term of *codes* and a row there are."""
        return int(self._starts[codes.stop]) - int(self._starts[codes.start]) if codes else 0

    def rows(self, codes: range) -> tuple[Array, NDArray[np.float32]]:
        """Return the rows that hold a term of *codes*, ascending, and its weight in each."""
        parts = [slice(int(self._starts[code]), int(self._starts[code + 1])) for code in codes]
        if len(parts) == 1:
            rows, weights = self._rows[parts[0]], self._weights[parts[0]]
        else:
            heaviest = np.zeros(self.total, np.uint8)
            for part in parts:  # within one term every row stands once
                rows = self._rows[part]
                heaviest[rows] = np.maximum(heaviest[rows], self._weights[part])
            rows = np.flatnonzero(heaviest)
            weights = heaviest[rows]
        return rows, weights.astype(np.float32) / np.float32(_HEAVIEST)


def parts_of(text: str) -> list[str]:
    """Return the stretches of letters and digits of *text*, by the rule of the index."""
    found: list[str] = pl.Series([text]).str.extract_all(_POLARS_WORD)[0].to_list()
    return found


def words_of(table: Table, release: Path) -> dict[str, Array]:
    """Return the arrays of the word index of *table*; `Words` reads them."""
    known: dict[str, int] = {}
    tokens: list[NDArray[np.int64]] = []
    rows: list[NDArray[np.int64]] = []
    total = 0
    for texts in _texts(release / f"{table.name}.parquet", searched_fields(table)):
        found = texts.str.extract_all(_POLARS_WORD)
        lengths = found.list.len().fill_null(0).to_numpy()
        rows.append(np.repeat(np.arange(total, total + len(texts)), lengths))
        tokens.append(_numbered(found.list.explode(empty_as_null=False, keep_nulls=False), known))
        total += len(texts)
    return _weighed(
        np.concatenate(tokens) if tokens else np.empty(0, np.int64),
        np.concatenate(rows) if rows else np.empty(0, np.int64),
        [term(word) for word in known],
        total,
    )


def _texts(path: Path, fields: Iterable[str]) -> Iterator[pl.Series]:
    """Yield the texts of the rows, chunk by chunk; several fields are joined by a line end."""
    names = list(fields)
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_CHUNK, columns=names):
            frame = pl.DataFrame(pl.from_arrow(pa.Table.from_batches([batch])))
            yield frame.select(
                pl.concat_str(names, separator="\n", ignore_nulls=True).alias("text")
            )["text"]


def _numbered(words: pl.Series, known: dict[str, int]) -> NDArray[np.int64]:
    """Return the number of each of *words*; new ones get the next number in *known*."""
    coded = pa.chunked_array([words.to_arrow()]).combine_chunks().dictionary_encode()
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.unify_dictionaries().combine_chunks()
    numbers = [known.setdefault(word, len(known)) for word in coded.dictionary.to_pylist()]
    return np.asarray(numbers, np.int64)[coded.indices.to_numpy()] if numbers else np.empty(0, int)


def _weighed(
    tokens: NDArray[np.int64], rows: NDArray[np.int64], terms: list[str], total: int
) -> dict[str, Array]:
    distinct = sorted(set(terms), key=lambda text: text.encode())
    place = {text: code for code, text in enumerate(distinct)}
    codes = np.asarray([place[text] for text in terms], np.int64)
    pairs = (codes[tokens] << _ROW_BITS) | rows if len(tokens) else np.empty(0, np.int64)
    pairs.sort()
    firsts = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1])))[: len(pairs)]
    often = np.diff(firsts, append=len(pairs)).astype(np.float32)
    pairs = pairs[firsts]
    where = pairs & ((1 << _ROW_BITS) - 1)
    lengths = np.bincount(rows, minlength=total).astype(np.float32)
    mean = max(float(lengths.mean()), 1.0) if total else 1.0
    long = (_K1 * (1 - _B + _B / mean * lengths))[where]
    weights = often * (_K1 + 1) / (often + long) * _HEAVIEST
    counts = np.bincount(pairs >> _ROW_BITS, minlength=len(distinct))
    raw = [text.encode() for text in distinct]
    return {
        "text": np.frombuffer(b"".join(raw), np.uint8),
        "offsets": np.concatenate(([0], np.cumsum([len(text) for text in raw]))).astype(np.int64),
        "starts": np.concatenate(([0], np.cumsum(counts))).astype(np.uint32),
        "rows": where.astype(np.uint32),
        "weights": np.clip(np.rint(weights), 1, 255).astype(np.uint8),
    }
