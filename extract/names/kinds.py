"""What kind of thing a name stands for: votes of lists, key words and the model."""

from collections import Counter
from itertools import pairwise

import msgspec

from extract.language import Token
from extract.names import gazetteer
from extract.names.lexicon import Body, actors, given_names, known_body, name_words
from extract.names.name import Name
from schemas import EntityKind

# A country among the GPE and a people among the NORP are known by lists before this is asked.
_TAG_KINDS: dict[str, EntityKind] = {
    "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "NORP": "group",
    "FAC": "facility", "EVENT": "event", "WORK": "work",
}  # fmt: skip
_FINE_TAGS = frozenset({"GPE", "NORP", "FAC", "EVENT", "WORK"})
PLACE_TAGS = frozenset({"GPE", "LOC"})
PLACE_PREPOSITIONS = frozenset(
    "in at near from across around outside inside toward towards into north south east west".split()
)


class Group(msgspec.Struct, gc=False):
    """Names with one spelling (folded), before spellings are brought together."""

    key: str
    written: list[str]
    names: list[int]
    words: tuple[str, ...]


class Judge:
    """Judges the kinds of the names of one article."""

    def __init__(
        self, tokens: tuple[Token, ...], names: list[Name], context: frozenset[str]
    ) -> None:
        self._tokens = tokens
        self._names = names
        self._context = context
        # A model that tells towns from rivers and peoples from bodies is believed more.
        self._fine = any(name.tag in _FINE_TAGS for name in names)
        self._weight = 9 if self._fine else 5

    def kind(self, group: Group) -> EntityKind:
        """Return the kind most of the evidence speaks for, `other` if there is none."""
        prefix, _, rest = group.key.partition(":")
        if rest and prefix in {"country", "people"}:
            return "country" if prefix == "country" else "group"
        body = body_of(group)
        if body is not None:
            return body.kind
        votes: Counter[EntityKind] = Counter()
        keyword = self._keyword(group)
        if keyword is not None:
            votes[keyword] += 50
        self._vote_lists(group, votes)
        unknown = gazetteer.place(group.written[0], self._context) is None
        for index in group.names:
            self._vote_mention(self._names[index], votes, unknown=unknown)
        if not votes:
            return "other"
        return max(votes, key=lambda kind: (votes[kind], kind))

    def _keyword(self, group: Group) -> EntityKind | None:
        words = [w.casefold() for w in self._words(self._names[group.names[0]])]
        if len(words) < 2 and words[0] not in {"parliament", "senate", "congress"}:
            return None
        if len(words) > 2 and words[-2] in {"van", "von", "de", "der"}:
            tags = {self._names[i].tag for i in group.names}
            if tags == {"PER"}:
                return None  # “Ann van Dam” is no dam
        people = known_body(self._words(self._names[group.names[0]])[-1])
        if people is not None and people.kind == "group" and people.sector == "REL":
            return "group"  # “Sunni Muslims”
        last = name_words().get(words[-1])
        if last is not None and last.position in {"last", "any"}:
            return last.kind
        first = name_words().get(words[0])
        if first is not None and first.position in {"first", "any"}:
            return first.kind
        for word, after in pairwise(words):
            inner = name_words().get(word)
            if inner is not None and after in {"of", "for"} and inner.position == "any":
                return inner.kind
        return None

    def _vote_lists(self, group: Group, votes: Counter[EntityKind]) -> None:
        name = self._names[group.names[0]]
        words = self._words(name)
        if words[0] in given_names() and len(words) > 1:
            votes["person"] += 7 if self._fine else 12
        place = gazetteer.place(group.written[0], self._context)
        if place is not None:
            weight = 6 if place.level != "city" or (place.population or 0) > 100_000 else 3
            votes["place"] += weight if len(words) == 1 or self._fine else weight + 8
        if len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 6:
            votes["organisation"] += 3

    def _vote_mention(self, name: Name, votes: Counter[EntityKind], *, unknown: bool) -> None:
        before = self._tokens[name.first - 1] if name.first else None
        located = before is not None and before.text.casefold() in PLACE_PREPOSITIONS
        if name.tag is not None:
            # The model takes many a strange surname for a town that no map knows; not “near X”.
            doubtful = self._fine and unknown and name.tag == "GPE" and not located
            votes[_TAG_KINDS[name.tag]] += 6 if doubtful else self._weight
        if name.titled:
            votes["person"] += 20
        if name.role is not None:
            votes["person"] += 10
        if located:
            votes["place"] += 2
        if before is not None and before.upos == "NOUN" and _labels_body(before):
            votes["organisation"] += 8  # “the newspaper Rheinblick”
        if name.described and name.tag != "PER":
            votes["organisation"] += 1

    def _words(self, name: Name) -> list[str]:
        return [self._tokens[i].text for i in range(name.first, name.last)]


def _labels_body(noun: Token) -> bool:
    actor = actors().get(noun.text.casefold())
    return actor is not None and actor.kind == "organisation" and noun.text.islower()


def body_of(group: Group) -> Body | None:
    """Return the known body that one of the spellings names, None if none does."""
    return next((b for w in group.written if (b := known_body(w)) is not None), None)
