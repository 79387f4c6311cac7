"""The words that attribute: verbs, nouns and adjectives with their act and their grammar."""

import csv
from functools import cache
from importlib import resources
from typing import cast, get_args

import msgspec

from extract.language import Token
from schemas import Act

_ACTS = frozenset(get_args(Act))
_TELLING = frozenset({"say", "announce", "confirm", "promise"})
_PLAIN = frozenset({"quote", "that", "to", "obj", "tell", "urge", "call", "raise"})

LIGHT = frozenset(
    {"make", "issue", "give", "express", "voice", "offer", "deliver", "raise", "release",
     "repeat", "have", "send", "put", "take", "hold", "share", "announce", "renew", "level"}
)  # fmt: skip
"""Verbs that only carry a noun cue: “made a claim”, “issued a warning”."""


class Entry(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One word and how it takes what was said.

    `frames`: `quote` (a direct quotation), `that` (a clause), `to` (an infinitive or gerund
    whose subject is the speaker), `obj` (a noun phrase is the content), `tell` (the object is
    the addressee), `urge` (object and infinitive are the content), `call` (object and what it
    is called), `raise` (passive: “is expected to”). `prepositions`: those whose phrase is the
    content, with the act they give (“call for”: demand). `paired`: those that follow an object
    which is part of the content (“accuse X of Y”).
    """

    lemma: str
    act: Act
    frames: frozenset[str]
    prepositions: dict[str, Act]
    paired: frozenset[str]


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """All entries by lemma. Verbs with a particle stand under both words: “point out”."""

    verbs: dict[str, Entry]
    nouns: dict[str, Entry]
    adjectives: dict[str, Entry]


@cache
def lexicon() -> Lexicon:
    """Return the packaged lexicon, compiled for dateline (`data/*.tsv`)."""
    return Lexicon(
        verbs=_read("verbs.tsv"), nouns=_read("nouns.tsv"), adjectives=_read("adjectives.tsv")
    )


def carries_noun(verb: Token) -> bool:
    """Return whether *verb* and its object are one cue: “made a claim”, “repeated the claim”."""
    entry = lexicon().verbs.get(verb.lemma.lower())
    return verb.lemma.lower() in LIGHT or (entry is not None and entry.act in _TELLING)


def _read(name: str) -> dict[str, Entry]:
    source = resources.files("extract.statements").joinpath("data", name)
    rows = csv.reader(source.read_text(encoding="utf-8").splitlines()[1:], delimiter="\t")
    return {lemma: _entry(lemma, act, frames) for lemma, act, frames in rows}


def _entry(lemma: str, act: str, frames: str) -> Entry:
    plain: set[str] = set()
    prepositions: dict[str, Act] = {}
    paired: set[str] = set()
    for frame in frames.split():
        if frame.startswith("+"):
            word, _, own = frame[1:].partition(":")
            prepositions[word] = _act(lemma, own or act)
        elif frame.startswith("obj+"):
            paired.add(frame.removeprefix("obj+"))
        elif frame in _PLAIN:
            plain.add(frame)
        else:
            raise ValueError(f"{lemma}: unknown frame {frame!r}")
    return Entry(
        lemma=lemma,
        act=_act(lemma, act),
        frames=frozenset(plain),
        prepositions=prepositions,
        paired=frozenset(paired),
    )


def _act(lemma: str, act: str) -> Act:
    if act not in _ACTS:
        raise ValueError(f"{lemma}: unknown act {act!r}")
    return cast("Act", act)
