"""What is compared of each event, as columns of numbers."""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from schemas.base import Struct
from warehouse.clusters.vectors import SIZE, Floats, lexicon
from warehouse.clusters.words import STOP, content, names, numbers, words

Ints = npt.NDArray[np.int32]

UNKNOWN = -(1 << 30)
"""The day of an event of which no day is known."""

_LEAD = 1500
"""So many characters of an article are its story."""


class Story(Struct, frozen=True, kw_only=True):
    """What is compared of an article: its title and the start of its text."""

    title: str
    text: str


class Telling(Struct, frozen=True, kw_only=True):
    """One event as its record tells it.

    `story` counts the articles from 0. `first` and `last` are days since 1970, the day of
    publication where the event has none, `UNKNOWN` without either. `arguments` are the names,
    or words where there is no name, of actors and recipients; `places` names of places. `quote`
    is the sentence, `trigger` the words of it that name the event.
    """

    story: int
    type: str | None
    trigger: str
    quote: str
    arguments: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    first: int = UNKNOWN
    last: int = UNKNOWN


class Profiles(Struct, frozen=True, kw_only=True):
    """The events as columns, one row each; words are numbers from 1, 0 fills the rows.

    `weights` says how much each word tells, `codes` is the same for a word in every run. `types`
    is such a code as well, 0 where no type is known.
    `lead` and the last two belong to stories, not to events.
    """

    story: Ints
    types: Ints
    first: Ints
    last: Ints
    head: Ints
    sentence: Ints
    names: Ints
    arguments: Ints
    numbers: Ints
    meaning: Floats
    drift: Floats
    weights: Floats
    codes: Ints
    lead: Ints
    lead_names: Ints
    lead_drift: Floats


_WIDTHS = {"head": 3, "sentence": 28, "names": 12, "arguments": 12, "numbers": 6}
_LEAD_WORDS, _LEAD_NAMES = 40, 16


class _Numbering:
    """Numbers for words, from 1, and how much each tells."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {}
        self.weights: list[float] = [0.0]
        self.codes: list[int] = [0]

    def number(self, word: str, weight: float) -> int:
        found = self.of.get(word)
        if found is None:
            found = self.of[word] = len(self.weights)
            self.weights.append(weight)
            self.codes.append(_code(word))
        return found


def _code(word: str) -> int:
    """Return a number above 0 for a word, the same in every run; two words rarely share one."""
    return zlib.crc32(word.encode("utf-8", "replace")) & 0x7FFFFFFF or 1


def profiles(tellings: Sequence[Telling], stories: Sequence[Story]) -> Profiles:
    """Return what is compared of *tellings*, in their order, which changes nothing else."""
    numbering = _Numbering()
    rows = len(tellings)
    sets = {name: np.zeros((rows, width), np.int32) for name, width in _WIDTHS.items()}
    meaning = np.zeros((rows, SIZE), np.float32)
    drift = np.zeros((rows, SIZE), np.float32)
    for row, telling in enumerate(tellings):
        for name, found in _sets(telling, numbering).items():
            fitting = found[: _WIDTHS[name]]
            sets[name][row, : len(fitting)] = fitting
        meaning[row] = _mean(telling.trigger, stop=False)
        drift[row] = _mean(telling.quote)
    lead = np.zeros((len(stories), _LEAD_WORDS), np.int32)
    lead_names = np.zeros((len(stories), _LEAD_NAMES), np.int32)
    lead_drift = np.zeros((len(stories), SIZE), np.float32)
    for row, story in enumerate(stories):
        said, named = _lead(story, numbering)
        lead[row, : len(said)] = said
        lead_names[row, : len(named)] = named
        lead_drift[row] = _mean(f"{story.title}\n{story.text[:_LEAD]}")
    return Profiles(
        story=np.array([t.story for t in tellings], np.int32),
        types=np.array([_code(t.type) if t.type else 0 for t in tellings], np.int32),
        first=np.array([t.first for t in tellings], np.int32),
        last=np.array([t.last for t in tellings], np.int32),
        meaning=meaning,
        drift=drift,
        weights=np.array(numbering.weights, np.float32),
        codes=np.array(numbering.codes, np.int32),
        lead=lead,
        lead_names=lead_names,
        lead_drift=lead_drift,
        **sets,
    )


def _sets(telling: Telling, numbering: _Numbering) -> dict[str, list[int]]:
    weight = lexicon().weight
    head = _distinct(content(telling.trigger)) or [telling.trigger.lower()]
    told = [word for word in _distinct(content(telling.quote)) if word not in head]
    placed = [part for place in telling.places for part in content(place)]
    acting = [part for argument in telling.arguments for part in content(argument)]
    named = names(telling.quote) + placed
    given = {
        "head": head,
        "sentence": told,
        "names": _distinct(named),
        "arguments": _distinct(acting),
        "numbers": _distinct(numbers(telling.quote)),
    }
    return {
        name: [numbering.number(word, weight(word)) for word in found]
        for name, found in given.items()
    }


def _lead(story: Story, numbering: _Numbering) -> tuple[list[int], list[int]]:
    """Return the words of a story that tell most, and its names, by how often they come."""
    weight = lexicon().weight
    text = f"{story.title}\n{story.text[:_LEAD]}"
    counted = Counter(content(text))
    ranked = sorted(counted, key=lambda word: (-weight(word) * counted[word], word))
    named = Counter(names(text))
    often = sorted(named, key=lambda name: (-named[name], name))
    return (
        [numbering.number(word, weight(word)) for word in ranked[:_LEAD_WORDS]],
        [numbering.number(word, weight(word)) for word in often[:_LEAD_NAMES]],
    )


def _mean(text: str, *, stop: bool = True) -> Floats:
    """Return the direction in which the words of *text* mean, zeros if none of them is known."""
    known = lexicon()
    find = _row if stop else _any_row
    rows = [row for word in words(text) if (row := find(word)) >= 0]
    if not rows:
        return np.zeros(SIZE, np.float32)
    total = known.weights[rows] @ known.vectors[rows]
    length = float(np.linalg.norm(total))
    return np.asarray(total / length if length else total, dtype=np.float32)


@lru_cache(maxsize=1 << 18)
def _row(word: str) -> int:
    """Return the row of *word* in the lexicon, -1 if it is unknown or tells nothing."""
    return -1 if word.lower() in STOP else _any_row(word)


def _any_row(word: str) -> int:
    return lexicon().rows.get(word.lower(), -1)


def _distinct(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))
