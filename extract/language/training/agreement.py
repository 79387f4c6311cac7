"""How far an analysis agrees with the gold: words, sentences, tags, trees and names.

Source: the evaluation of the CoNLL 2018 shared task. Words are matched by the characters they
cover, white space not counted; tags and heads are compared over matched words, and F1 is taken
over all words of either side. With gold words this is plain accuracy.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Literal, NamedTuple

import msgspec

Metric = Literal["words", "sentences", "UPOS", "UAS", "LAS", "LAS+", "names"]
COARSE_NAMES = {"PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
"""The three types that the open sets tell apart, by our eight; the rest they leave out."""


class Word(NamedTuple):
    """A word over the non-blank characters [start, end) of a text; `head` is a span or None."""

    start: int
    end: int
    upos: str
    head: tuple[int, int] | None
    rel: str


class Annotated(msgspec.Struct, frozen=True, kw_only=True):
    """The analysis of one text. All positions count its characters without the white space."""

    words: list[Word]
    sentences: list[tuple[int, int]]
    names: list[tuple[int, int, str]]


class Count(msgspec.Struct, kw_only=True):
    """How many were found rightly, how many the gold has, how many were found at all."""

    right: int = 0
    gold: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        """The share of right ones among those found, in percent; 0 if none was."""
        return 100 * self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """The share of the gold that was found, in percent; 0 if there is none."""
        return 100 * self.right / max(1, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two, in percent."""
        return 200 * self.right / max(1, self.gold + self.found)

    def add(self, right: int, gold: int, found: int) -> None:
        """Count further ones."""
        self.right += right
        self.gold += gold
        self.found += found


class Agreement:
    """Counts over many texts.

    `LAS` compares relations without their subtypes, as the shared task does; `LAS+` with them.
    """

    def __init__(self) -> None:
        self.metrics: dict[Metric, Count] = {}
        self.relations: dict[str, Count] = {}
        self.names: dict[str, Count] = {}

    def __getitem__(self, metric: Metric) -> Count:
        return self.metrics.setdefault(metric, Count())

    def add(self, gold: Annotated, found: Annotated, *, coarse: bool = False) -> None:
        """Count one text; with *coarse*, names are compared by the three types."""
        theirs = {(w.start, w.end): w for w in found.words}
        pairs = [(w, theirs[w.start, w.end]) for w in gold.words if (w.start, w.end) in theirs]
        sizes = len(gold.words), len(found.words)
        attached = [(a, b) for a, b in pairs if a.head == b.head]
        self["words"].add(len(pairs), *sizes)
        self["UPOS"].add(sum(a.upos == b.upos for a, b in pairs), *sizes)
        self["UAS"].add(len(attached), *sizes)
        self["LAS"].add(sum(plain(a.rel) == plain(b.rel) for a, b in attached), *sizes)
        self["LAS+"].add(sum(a.rel == b.rel for a, b in attached), *sizes)
        same = set(gold.sentences) & set(found.sentences)
        self["sentences"].add(len(same), len(gold.sentences), len(found.sentences))
        self._count_relations(gold, found, attached)
        self._count_names(names_of(gold.names, coarse=coarse), names_of(found.names, coarse=coarse))

    def _count_relations(
        self, gold: Annotated, found: Annotated, attached: list[tuple[Word, Word]]
    ) -> None:
        right = Counter(plain(a.rel) for a, b in attached if plain(a.rel) == plain(b.rel))
        wanted = Counter(plain(word.rel) for word in gold.words)
        given = Counter(plain(word.rel) for word in found.words)
        for rel in sorted(wanted.keys() | given.keys()):
            self.relations.setdefault(rel, Count()).add(right[rel], wanted[rel], given[rel])

    def _count_names(
        self, gold: set[tuple[int, int, str]], found: set[tuple[int, int, str]]
    ) -> None:
        self["names"].add(len(gold & found), len(gold), len(found))
        for kind in sorted({name[2] for name in gold | found}):
            wanted = {name for name in gold if name[2] == kind}
            given = {name for name in found if name[2] == kind}
            self.names.setdefault(kind, Count()).add(len(wanted & given), len(wanted), len(given))


def plain(rel: str) -> str:
    """Return a relation without its subtype: nsubj of nsubj:pass."""
    return rel.partition(":")[0]


def names_of(
    names: Iterable[tuple[int, int, str]], *, coarse: bool = False
) -> set[tuple[int, int, str]]:
    """Return the names as a set, with *coarse* those of the three types, by these."""
    if not coarse:
        return set(names)
    return {(start, end, COARSE_NAMES[t]) for start, end, t in names if t in COARSE_NAMES}
