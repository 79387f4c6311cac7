"""Noun phrases that denote an actor without naming it: “the militia”, “a US defense official”.

A definite phrase goes to the nearest earlier entity that it can describe. A phrase that finds
none, or that is indefinite or plural, makes an entity of its own, named by its own words
without the article, so that an extractor has something to point at; such entities are never
published among the named ones. Nouns for countries and places (“the country”, “the city”) are
mentions only when they find an antecedent.
"""

from extract.language import Parse, Token
from extract.names.fitness import NEAR, NominalPhrase, fits_body, fits_role
from extract.names.grouping import Draft
from extract.names.lexicon import (
    actors,
    is_people,
    roles,
)
from extract.names.name import Name
from extract.names.phrases import PhraseReader
from extract.names.reference import Reference, Sight

_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "some", "any", "no"})
_PRONOUN_OWNERS = frozenset({"his", "her", "its", "their", "our", "my", "your"})
_DROPPED = _ARTICLES | {"all", "both", "most", "other", "many", "several", "such"}
# Nouns that only repeat what a named body is: “the Wagner group”, “the Acme company”.
_APPOSED = frozenset(
    "group movement militia organisation organization company firm newspaper charity cartel gang"
    " faction network airline party".split()
)
# A country has one of each, so that “Iraq’s parliament” and “the Iraqi parliament” are the same.
_INSTITUTIONS = frozenset(
    "government parliament army military navy police cabinet senate congress legislature"
    " opposition junta".split()
)
_COMPANIES = frozenset("company firm carmaker manufacturer airline retailer".split())


def find_nominals(
    parse: Parse, text: str, names: list[Name], drafts: list[Draft], references: list[Reference]
) -> list[Reference]:
    """Return the references of the nominals, in text order; new entities go onto *drafts*."""
    return _Nominals(parse, text, names, drafts, references).find()


class _Nominals:
    def __init__(
        self,
        parse: Parse,
        text: str,
        names: list[Name],
        drafts: list[Draft],
        references: list[Reference],
    ) -> None:
        self._tokens = parse.tokens
        self._parse = parse
        self._text = text
        self._drafts = drafts
        self._sight = Sight(parse, references)
        self._entity_at = {i: r.entity for r in references for i in range(r.first, r.last)}
        self._beside: dict[int, int] = {}
        for name in names:
            if name.beside is not None:
                entity = self._entity_at.get(name.first)
                if entity is not None:
                    self._beside.update(dict.fromkeys(range(*name.beside), entity))
            if name.introduced is not None and name.first in self._entity_at:
                entity = self._entity_at[name.first]
                self._beside.update(dict.fromkeys(range(*name.introduced), entity))
        for name in names:
            before = self._tokens[name.first - 1].text.casefold() if name.first else ""
            entity = self._entity_at.get(name.first)
            if before in _COMPANIES and entity is not None:
                drafts[entity].nouns |= {before}  # “German carmaker Velta”
        self._titled = {i for n in names if n.beside and not n.described for i in range(*n.beside)}
        self._own: dict[str, int] = {}
        self._attributes: set[int] = set()
        self._reader = PhraseReader(parse, drafts, self._titled, self._entity_at)

    def find(self) -> list[Reference]:
        """Return the references in text order."""
        found: list[Reference] = []
        for token in self._tokens:
            phrase = self._reader.phrase(token)
            if phrase is None:
                continue
            entity = self._resolve(phrase)
            if entity is None:
                continue
            reference = Reference(
                first=phrase.first,
                last=phrase.last,
                head=phrase.head,
                kind="nominal",
                entity=entity,
            )
            found.append(reference)
            self._sight.add(reference)
        return found

    # -- finding the entity ------------------------------------------------------------------

    def _resolve(self, phrase: NominalPhrase) -> int | None:
        beside = self._beside.get(phrase.head)
        if beside is not None:
            return beside
        named = self._named_within(phrase)
        if named is not None:
            draft = self._drafts[named]
            # The phrase tells what the name alone did not: “the Al Nujaba militia movement”.
            draft.sector = draft.sector or phrase.sector
            draft.nouns |= phrase.content | {phrase.lemma}
            if phrase.kind == "group":
                draft.kind = "group"
            return named
        if phrase.definite or self._headlinese(phrase):
            found = self._antecedent(phrase)
            if found is not None:
                if self._drafts[found].kind == "person" and self._drafts[found].country is None:
                    self._drafts[found].country = phrase.country
                if phrase.lemma in _COMPANIES:
                    self._drafts[found].nouns |= {phrase.lemma}
                return found
        if phrase.kind in {"country", "place", "facility"} or self._empty(phrase):
            return None
        return self._own_entity(phrase)

    def _headlinese(self, phrase: NominalPhrase) -> bool:
        """Whether a title stands without its article as headlines and lists write it."""
        origin = self._parse.sentences[self._tokens[phrase.head].sentence].origin
        lead = self._tokens[phrase.first].text.casefold()
        return (
            origin != "prose"
            and phrase.kind == "person"
            and phrase.country is not None
            and lead not in _ARTICLES
        )

    def _named_within(self, phrase: NominalPhrase) -> int | None:
        """Return the body named inside “the Al Nujaba militia movement”, “the Wagner group”."""
        if phrase.plural or phrase.lemma not in _APPOSED or phrase.head - 1 < phrase.first:
            return None
        index = phrase.head - 1
        while (
            index > phrase.first
            and self._tokens[index].upos in {"NOUN", "ADJ"}
            and (self._tokens[index].text.casefold() in actors())
        ):
            index -= 1
        entity = self._entity_at.get(index)
        if entity is None or self._tokens[index].text in {"'s", "’s", "'", "’"}:
            return None
        draft = self._drafts[entity]
        # “Shia militia group” names a people, “an Acme company” an owner, not the body, and so
        # does “Zomi militant group” under the name of the group.
        indefinite = self._tokens[phrase.first].text.casefold() in {"a", "an", "another"}
        if indefinite or (not phrase.definite and self._heads_item(phrase)):
            if len(draft.names) == 1:
                self._attributes.add(entity)
            return None
        named = draft.kind in {"organisation", "group"} and not draft.plural
        return entity if named and not is_people(draft.name) else None

    def _empty(self, phrase: NominalPhrase) -> bool:
        """Whether the phrase denotes nobody in particular: a predicate, or a lone singular noun."""
        token = self._tokens[phrase.head]
        around = self._around(phrase.head)
        if token.rel == "xcomp" or any(
            t.head == phrase.head and (t.rel == "cop" or (t.rel == "case" and t.text == "as"))
            for t in around
        ):
            return True
        if self._heads_item(phrase) and not phrase.plural:
            return True  # “Iran-backed militia group”: a list item that describes its subject
        if phrase.bare and not phrase.plural and phrase.kind != "group":
            return token.upos == "NOUN" and phrase.lemma not in {"parliament", "congress"}
        return False

    def _heads_item(self, phrase: NominalPhrase) -> bool:
        """Whether the phrase is the whole of a list item, a label or a headline."""
        token = self._tokens[phrase.head]
        return self._parse.sentences[token.sentence].origin != "prose" and token.head < 0

    def _around(self, index: int) -> tuple[Token, ...]:
        sentence = self._parse.sentences[self._tokens[index].sentence]
        return self._tokens[sentence.first : sentence.last]

    def _antecedent(self, phrase: NominalPhrase) -> int | None:
        """Return the nearest earlier entity the definite phrase can mean."""
        position = phrase.first
        sentence = self._tokens[position].sentence
        seen: list[tuple[int, int, int]] = []
        origin = self._parse.sentences[sentence].origin
        for entity, reference in self._sight.before(position):
            draft = self._drafts[entity]
            distance = sentence - self._tokens[reference.first].sentence
            if not self._fits(phrase, draft, reference, distance):
                continue
            # A name is preferred to a phrase, running text to lists and headlines.
            distance += 0 if draft.named else 2
            distance += 0 if self._origin(reference) in {origin, "prose"} else 3
            seen.append((distance, 0 if self._sight.is_subject(reference) else 1, entity))
        if not seen:
            return None
        nearest = min(s[0] for s in seen)
        close = sorted({s[1:] for s in seen if s[0] == nearest})
        best = {entity for rank, entity in close if rank == close[0][0]}
        return best.pop() if len(best) == 1 else None

    def _origin(self, reference: Reference) -> str:
        return self._parse.sentences[self._tokens[reference.first].sentence].origin

    def _fits(
        self, phrase: NominalPhrase, draft: Draft, reference: Reference, distance: int
    ) -> bool:
        if phrase.country and draft.country and phrase.country != draft.country:
            return False
        if phrase.kind in {"country", "place"}:
            return self._fits_place(phrase, draft, reference, distance)
        if not draft.named:
            return self._fits_nominal(phrase, draft, distance)
        if phrase.kind == "person":
            return draft.kind == "person" and fits_role(phrase, draft)
        if phrase.plural:
            return False
        if phrase.kind == "facility" and phrase.lemma not in draft.nouns:
            return False
        if is_people(draft.name) or reference.entity in self._attributes:
            return False
        return draft.kind in {"organisation", "group", "facility"} and fits_body(
            phrase, draft, distance, lambda word: self._names_country(phrase, word)
        )

    def _fits_place(
        self, phrase: NominalPhrase, draft: Draft, reference: Reference, distance: int
    ) -> bool:
        if phrase.plural or phrase.content or distance > 1:
            return False
        if phrase.kind == "country":
            if draft.kind != "country":
                return False
            token = self._tokens[reference.head]
            return token.rel not in {"amod", "compound"} and token.upos == "PROPN"
        return phrase.lemma in {"city", "town", "village"} and (
            draft.kind == "place" and distance <= 1 and phrase.lemma != "village"
        )

    def _names_country(self, phrase: NominalPhrase, word: str) -> bool:
        return any(
            self._tokens[i].text.casefold() == word and i in self._entity_at
            for i in range(phrase.first, phrase.head)
        )

    def _fits_nominal(self, phrase: NominalPhrase, draft: Draft, distance: int) -> bool:
        owner = None if phrase.owner is None else self._drafts[phrase.owner].name
        if owner and draft.organisation and owner != draft.organisation:
            return False
        if phrase.lemma in _INSTITUTIONS and draft.country is not None:
            distance = min(distance, NEAR)
        if distance > NEAR or phrase.lemma != draft.head or phrase.plural != draft.plural:
            return False
        return phrase.content <= draft.nouns

    def _own_entity(self, phrase: NominalPhrase) -> int:
        first = phrase.first
        while first < phrase.head and self._tokens[first].text.casefold() in _DROPPED:
            first += 1
        text = self._text[self._tokens[first].start : self._tokens[phrase.head].end]
        written = " ".join(text.split())
        indefinite = self._tokens[phrase.first].text.casefold() in {"a", "an", "another"}
        key = written.casefold()
        if phrase.owner is not None:
            key = f"{key} of {phrase.owner}"
        if phrase.lemma in _INSTITUTIONS and phrase.country and not self._narrowed(phrase):
            key = f"{phrase.country}:{phrase.lemma}"
        owned = self._tokens[first].text.casefold() in _PRONOUN_OWNERS
        if key in self._own and not indefinite and not owned:
            return self._own[key]
        self._own[key] = len(self._drafts)
        is_person = phrase.kind == "person"
        role = roles().get(phrase.lemma)
        owner = None if phrase.owner is None else self._drafts[phrase.owner].name
        self._drafts.append(
            Draft(
                name=written,
                kind=phrase.kind,
                names=[],
                spellings=[written],
                country=phrase.country,
                sector=phrase.sector,
                role=self._role(first, phrase.head) if is_person and role else None,
                role_head=phrase.lemma if is_person else None,
                organisation=owner if is_person else None,
                gender=role.gender if role else None,
                nouns=phrase.content | {phrase.lemma},
                plural=phrase.plural,
                head=phrase.lemma,
                named=False,
            )
        )
        return len(self._drafts) - 1

    def _narrowed(self, phrase: NominalPhrase) -> bool:
        """Whether anything but a country stands before the head of the phrase."""
        return any(
            i not in self._entity_at
            and self._tokens[i].text.isalpha()
            and self._tokens[i].text.casefold() not in _ARTICLES
            for i in range(phrase.first, phrase.head)
        )

    def _role(self, first: int, head: int) -> str:
        start = head
        while start > first and start - 1 not in self._entity_at:
            before = self._tokens[start - 1]
            if before.text in {"'s", "’s", "'", "’"} or before.upos in {"PRON", "DET", "NUM"}:
                break
            start -= 1
        if self._tokens[start].text == "-":
            start = min(start + 2, head)  # “U.S.-sanctioned head”
        return " ".join(self._text[self._tokens[start].start : self._tokens[head].end].split())
