"""Full-text search: the rows that hold all words of a query, the most telling ones first.

Ranking is BM25. A query is made of words, of “phrases in quotes”, of words that must not occur
(``-ferry``) and of beginnings (``harb*``); case, accents and plurals do not matter.
"""

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from schemas.base import Struct
from warehouse.index.words import WORD, Words, term

_CHECKED = 2000
"""Most rows whose text is read to find a phrase."""
_FOREIGN = re.compile(r"[^\W\d_a-zA-Z]")  # a letter beyond ASCII: "é", not "’"
_PART = re.compile(r'(?P<no>-?)(?:["“”](?P<phrase>[^"“”]*)["“”]?|(?P<word>[^\s"“”]+))')


class Wanted(Struct, frozen=True, kw_only=True):
    """One term to be found, or to be absent; with *is_prefix* any term that begins with it."""

    term: str
    is_prefix: bool = False


class Query(Struct, frozen=True, kw_only=True):
    """A search understood. `phrases` are sequences of terms; their terms stand in `all` too."""

    all: tuple[Wanted, ...]
    none: tuple[Wanted, ...]
    phrases: tuple[tuple[str, ...], ...]
    no_phrases: tuple[tuple[str, ...], ...]


class Ranking(Struct, frozen=True, kw_only=True):
    """The best rows with their scores; `total` is null when not all were looked at."""

    rows: tuple[int, ...]
    scores: tuple[float, ...]
    total: int | None


def understood(text: str) -> Query:
    """Return what *text* asks for; what names no word to look for will find nothing."""
    wanted: list[Wanted] = []
    unwanted: list[Wanted] = []
    phrases: list[tuple[str, ...]] = []
    no_phrases: list[tuple[str, ...]] = []
    for part in _PART.finditer(text):
        words = [term(w) for w in WORD.findall(part["phrase"] or part["word"] or "")]
        # "U.S." and "2023-24" are several words that stand together.
        if len(words) > 1:
            (no_phrases if part["no"] else phrases).append(tuple(words))
        is_prefix = (part["word"] or "").endswith("*") and len(words) == 1
        found = [Wanted(term=word, is_prefix=is_prefix) for word in words]
        if not part["no"]:
            wanted += found
        elif len(words) == 1:
            unwanted += found
    return Query(
        all=tuple(dict.fromkeys(wanted)),
        none=tuple(unwanted),
        phrases=tuple(phrases),
        no_phrases=tuple(no_phrases),
    )


def ranked(words: Words, query: Query, limit: int, text_of: Callable[[int], str]) -> Ranking:
    """Return the best *limit* rows of *words* for *query*; *text_of* gives the text of a row."""
    spans = [words.codes(w.term, is_prefix=w.is_prefix) for w in query.all]
    if not spans or not all(words.count(span) for span in spans):
        return Ranking(rows=(), scores=(), total=0)
    rows, scores = _scored(words, sorted(spans, key=words.count))
    for unwanted in query.none:
        span = words.codes(unwanted.term, is_prefix=unwanted.is_prefix)
        if words.count(span):
            kept = ~np.isin(rows, words.rows(span)[0], assume_unique=True)
            rows, scores = rows[kept], scores[kept]
    if not query.phrases and not query.no_phrases:
        best = _best(rows, scores, limit)
        return _ranking(rows[best], scores[best], len(rows))
    best = _best(rows, scores, _CHECKED)
    held = [int(at) for at in best if _holds(query, text_of(int(rows[at])))]
    total = len(held) if len(rows) <= _CHECKED else None
    chosen = np.asarray(held[:limit], np.int64)
    return _ranking(rows[chosen], scores[chosen], total)


def _scored(words: Words, spans: Sequence[range]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the rows that hold a term of each of *spans*, rarest first, and their scores."""
    found, weights = words.rows(spans[0])
    rows = found.astype(np.int64)
    scores = weights * _rarity(words, len(found))
    for span in spans[1:]:
        found, weights = words.rows(span)
        if len(rows) * 32 < len(found):
            places = np.minimum(np.searchsorted(found, rows), len(found) - 1)
            here, added = found[places] == rows, weights[places]
        else:
            spread = np.zeros(words.total, np.float32)
            spread[found] = weights
            added = spread[rows]
            here = added > 0
        rows = rows[here]
        scores = scores[here] + added[here] * _rarity(words, len(found))
    return rows, scores


def _rarity(words: Words, count: int) -> np.float32:
    """Return the inverse document frequency of BM25 as Lucene reckons it, never below 0."""
    return np.float32(math.log(1 + (words.total - count + 0.5) / (count + 0.5)))


def _best(rows: NDArray[np.int64], scores: NDArray[np.float32], limit: int) -> NDArray[np.int64]:
    """Return the places of the *limit* highest *scores*, highest first, ties by row."""
    if len(scores) <= limit:
        places = np.arange(len(scores))
    else:
        edge = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        above = np.flatnonzero(scores > edge)
        level = np.flatnonzero(scores == edge)[: limit - len(above)]
        places = np.concatenate((above, level))
    return places[np.lexsort((rows[places], -scores[places]))]


def _ranking(rows: NDArray[np.int64], scores: NDArray[np.float32], total: int | None) -> Ranking:
    return Ranking(
        rows=tuple(rows.tolist()),
        scores=tuple(round(float(score), 4) for score in scores),
        total=total,
    )


def _forms(wanted: str) -> str:
    """Return a pattern of the words in plain letters whose term is *wanted*."""
    endings = ("", "s", "es") + (("ies",) if wanted.endswith("y") else ())
    forms = [(wanted[:-1] if e == "ies" else wanted) + e for e in endings]
    # The longest first: "ferries" before "ferry".
    held = sorted((form for form in forms if term(form) == wanted), key=len, reverse=True)
    return "|".join(map(re.escape, held))


@lru_cache(maxsize=256)
def _pattern(phrase: tuple[str, ...]) -> re.Pattern[str]:
    # It begins with plain letters, which `re` looks for much faster than for anything else.
    return re.compile(r"[\W_]+".join(f"(?:{_forms(wanted)})" for wanted in phrase))


def _stands(phrase: tuple[str, ...], text: str) -> bool:
    """Return whether the terms of *phrase* stand side by side in *text*."""
    small = text.lower()
    for found in _pattern(phrase).finditer(small):
        first, past = found.span()
        if not small[first - 1 : first].isalnum() and not small[past : past + 1].isalnum():
            return True
    if not _FOREIGN.search(text):
        return False  # without accents and the like the pattern knows every form
    terms = [term(word) for word in WORD.findall(text)]
    return any(
        tuple(terms[at : at + len(phrase)]) == phrase
        for at, first in enumerate(terms)
        if first == phrase[0]
    )


def _holds(query: Query, text: str) -> bool:
    return all(_stands(phrase, text) for phrase in query.phrases) and not any(
        _stands(phrase, text) for phrase in query.no_phrases
    )
