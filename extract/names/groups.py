"""Several taken together: “the two men”, “both countries”, “Lee and Roe … they”."""

from extract.language import Parse, Token
from extract.names.grouping import Draft
from extract.names.lexicon import Gender
from extract.names.reference import Reference, Sight
from schemas import EntityKind

_PAIR_NOUNS = frozenset({"pair", "couple", "duo"})
_MEN = frozenset({"man", "brother", "boy", "father", "son", "husband"})
_WOMEN = frozenset({"woman", "sister", "girl", "mother", "daughter", "wife"})
_PERSONS = frozenset(
    "leader candidate rival sibling minister spouse president politician player friend twin"
    " defendant suspect".split()
)
_COUNTRIES = frozenset({"country", "nation", "government", "neighbour", "neighbor", "state"})
_COMPANIES = frozenset({"company", "firm", "bank", "carmaker", "airline", "club", "team", "party"})
_REACH = 3


class Groups:
    """Finds the members of groups of two and makes one entity of them."""

    def __init__(self, parse: Parse, drafts: list[Draft], sight: Sight) -> None:
        self._parse = parse
        self._tokens = parse.tokens
        self._drafts = drafts
        self._sight = sight
        self._made: dict[tuple[int, ...], int] = {}

    def named_two(self, first: int, head: int, lemma: str) -> int | None:
        """Return the group that a phrase for two means, None if it is no such phrase or unclear.

        “the two men”, “both countries”, “the couple”, “the brothers”; not “two men”.
        """
        words = {t.text.casefold() for t in self._tokens[first:head]}
        pair = lemma in _PAIR_NOUNS and "the" in words
        siblings = lemma in {"brother", "sister", "sibling", "spouse"} and words == {"the"}
        both = "both" in words or {"the", "two"} <= words
        partitive = first > 0 and self._tokens[first - 1].text.casefold() == "of"
        if partitive or not (pair or both or siblings):
            return None  # “one of the two suspects”
        told = self._apposed(head)
        if told is not None:
            return self._group(told)
        kind, gender = self._wanted(lemma)
        members = None if kind is None else self._latest(first, kind, gender)
        return None if members is None else self._group(members)

    def apposed_two(self, head: int) -> int | None:
        """Return the group of “two brothers, Rostem and Baran Agha”."""
        told = self._apposed(head)
        return None if told is None else self._group(told)

    def bare_two(self, token: Token) -> int | None:
        """Return the group that “the two” or “the pair” means, None if unclear.

        Not “the pair of shoes”, and not a pair of countries or companies.
        """
        before = self._tokens[token.index - 1] if token.index else None
        after = self._tokens[token.index + 1 : token.index + 2]
        if before is None or before.text.casefold() != "the":
            return None
        if token.text.casefold() not in _PAIR_NOUNS | {"two"}:
            return None
        if not token.rel.startswith(("nsubj", "obj", "iobj", "obl", "conj", "root")):
            return None
        if after and (after[0].text.casefold() == "of" or after[0].upos in {"NOUN", "ADJ"}):
            return None
        members = self._latest(token.index - 1, "person", None)
        return None if members is None else self._group(members)

    def conjoined(self, token: Token) -> int | None:
        """Return the group of “Lee and Roe” from the token of its first name, None if alone."""
        reference = self._sight.at(token.index)
        if reference is None:
            return None
        members = [reference.entity, *self._conjuncts(token)]
        kinds = {self._drafts[m].kind for m in members}
        if len(set(members)) < 2 or not kinds <= {"person", "country", "organisation", "group"}:
            return None
        return self._group(tuple(sorted(set(members))))

    # -- members -----------------------------------------------------------------------------

    def _conjuncts(self, token: Token) -> list[int]:
        here = self._parse.sentences[token.sentence]
        found: list[int] = []
        for other in self._tokens[token.index + 1 : here.last]:
            if other.head == token.index and other.rel == "conj":
                reference = self._sight.at(other.index)
                if reference is not None:
                    found.append(reference.entity)
        return found

    def _apposed(self, head: int) -> tuple[int, ...] | None:
        here = self._parse.sentences[self._tokens[head].sentence]
        for token in self._tokens[head + 1 : here.last]:
            if token.head == head and token.rel.startswith("appos"):
                reference = self._sight.at(token.index)
                if reference is None:
                    return None
                members = {reference.entity, *self._conjuncts(token)}
                kinds = {self._drafts[m].kind for m in members}
                return tuple(sorted(members)) if len(members) > 1 and len(kinds) == 1 else None
        return None

    def _wanted(self, lemma: str) -> tuple[EntityKind | None, Gender | None]:
        if lemma in _MEN or lemma in _WOMEN:
            return "person", "m" if lemma in _MEN else "f"
        if lemma in _PERSONS or lemma in _PAIR_NOUNS:
            return "person", None
        if lemma in _COUNTRIES:
            return "country", None
        return ("organisation", None) if lemma in _COMPANIES else (None, None)

    def _latest(
        self, position: int, kind: EntityKind, gender: Gender | None
    ) -> tuple[int, ...] | None:
        """Return the two that were mentioned last, None if they were more, or only one.

        Two joined by “and” are preferred; else a sentence that brings in a third tells nothing.
        """
        sentence = self._tokens[position].sentence
        by_distance: dict[int, list[Reference]] = {}
        for entity, reference in self._sight.before(position):
            distance = sentence - self._tokens[reference.first].sentence
            if distance > _REACH:
                break
            draft = self._drafts[entity]
            if draft.members and reference.kind != "name" and self._suits(draft, kind, gender):
                return draft.members
            if draft.kind != kind or (gender and draft.gender not in {gender, None}):
                continue
            if not draft.members and draft.named and not draft.plural:
                by_distance.setdefault(distance, []).append(reference)
        seen: set[int] = set()
        for distance in sorted(by_distance):
            joined = self._joined(by_distance[distance])
            if joined is not None and seen <= set(joined):
                return joined
            seen |= {r.entity for r in by_distance[distance]}
            if len(seen) > 1:
                break
        return tuple(sorted(seen)) if len(seen) == 2 else None

    def _suits(self, draft: Draft, kind: EntityKind, gender: Gender | None) -> bool:
        members = [self._drafts[m] for m in draft.members]
        return all(m.kind == kind and (not gender or m.gender in {gender, None}) for m in members)

    def _joined(self, references: list[Reference]) -> tuple[int, ...] | None:
        """Return two joined by “and” and nobody else, None if there are no such two."""
        heads = {r.head: r.entity for r in references}
        joined: dict[int, set[int]] = {}
        for reference in references:
            token = self._tokens[reference.head]
            if token.rel == "conj" and token.head in heads:
                joined.setdefault(token.head, {heads[token.head]}).add(reference.entity)
        for members in joined.values():
            if len(members) == 2:
                return tuple(sorted(members))
        return None

    def _group(self, members: tuple[int, ...]) -> int:
        if members not in self._made:
            self._made[members] = len(self._drafts)
            several = [self._drafts[m] for m in members]
            name = " and ".join(d.name for d in several)
            countries = {d.country for d in several}
            sectors = {d.sector for d in several}
            self._drafts.append(
                Draft(
                    name=name, kind="group", names=[], spellings=[name],
                    country=countries.pop() if len(countries) == 1 else None,
                    sector=sectors.pop() if len(sectors) == 1 else None,
                    plural=True, named=False, members=members,
                )
            )  # fmt: skip
        return self._made[members]
