"""Noun phrases that denote an actor without naming it: “the militia”, “a US defense official”.

A definite phrase goes to the nearest earlier entity that it can describe. A phrase that finds
none, or that is indefinite or plural, makes an entity of its own, named by its own words
without the article, so that an extractor has something to point at; such entities are never
published among the named ones. Nouns for countries and places (“the country”, “the city”) are
mentions only when they find an antecedent.
"""

from extract.language import Parse, Token
from extract.names.descriptions import Descriptions
from extract.names.fitness import NEAR, NominalPhrase, fits_body, fits_members, fits_role
from extract.names.grouping import Draft
from extract.names.groups import Groups
from extract.names.lexicon import (
    actors,
    is_people,
    roles,
)
from extract.names.name import Name
from extract.names.persons import KIN
from extract.names.phrases import PhraseReader
from extract.names.reference import Reference, Sight
from extract.names.relations import Relations
from extract.names.titles import POSSESSIVES

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
# What may stand for somebody without being a noun for an actor: “the two”, “the 34-year-old”.
_HEADLESS = frozenset({"two", "old", "pair", "couple", "duo"})
_COMPANIES = frozenset("company firm carmaker manufacturer airline retailer".split())


class Nominals:
    """The phrases of one article."""

    def __init__(
        self,
        parse: Parse,
        text: str,
        names: list[Name],
        drafts: list[Draft],
        references: list[Reference],
        sight: Sight,
        groups: Groups,
    ) -> None:
        self._tokens = parse.tokens
        self._parse = parse
        self._text = text
        self._drafts = drafts
        self._sight = sight
        self._groups = groups
        self._relations = Relations(drafts)
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
            self._read_label(name)
        self._titled = {i for n in names if n.beside and not n.described for i in range(*n.beside)}
        self._descriptions = Descriptions(parse, names, drafts, sight)
        # “Paul Kern, her father,”: the kinship of the name, by the token of its head.
        self._kinship = {n.beside[1] - 1: n.first for n in names if n.beside and n.role_head in KIN}
        self._own: dict[str, int] = {}
        self._attributes: set[int] = set()
        self._reader = PhraseReader(parse, drafts, self._titled, self._entity_at)

    def _read_label(self, name: Name) -> None:
        """Read the noun that says what a body is: “German carmaker Velta”, “the daily Echo”."""
        entity = self._entity_at.get(name.first)
        index = name.first - 1
        if index < 0 or entity is None or index in self._entity_at:
            return
        token, draft = self._tokens[index], self._drafts[entity]
        actor = actors().get(token.text.casefold())
        bodily = actor is not None and actor.kind in {"organisation", "group"}
        personal = draft.kind == "person" and name.last - name.first > 1
        if token.upos != "NOUN" or not bodily or personal:
            return
        within = range(name.first, name.last)
        if token.head not in within and self._tokens[name.first].head not in {index, token.head}:
            return
        self._beside[index] = entity
        draft.sector = draft.sector or (actor.sector if actor is not None else None)
        draft.nouns |= {token.text.casefold()}
        while index and index - 1 not in self._entity_at:
            if self._tokens[index - 1].rel != "compound":
                break
            index -= 1
            draft.nouns |= {self._tokens[index].text.casefold()}

    def at(self, token: Token) -> Reference | None:
        """Return the reference of the phrase that the token heads; new entities join the drafts."""
        if token.index in self._kinship:
            self._note_kinship(token)
        phrase = self._reader.phrase(token)
        if phrase is None:
            return self._headless(token) if token.lemma.casefold() in _HEADLESS else None
        entity = self._resolve(phrase)
        if entity is None:
            return None
        return Reference(
            first=phrase.first, last=phrase.last, head=phrase.head, kind="nominal", entity=entity
        )

    def _headless(self, token: Token) -> Reference | None:
        """Read “the two” and “the 34-year-old”, which have no noun."""
        aged = self._descriptions.aged(token)
        if aged is not None:
            return aged
        entity = self._groups.bare_two(token)
        if entity is None:
            return None
        first = token.index - 1
        return Reference(first=first, last=first + 2, head=first + 1, kind="nominal", entity=entity)

    def _note_kinship(self, token: Token) -> None:
        relative = self._sight.named(self._kinship[token.index])
        before = self._tokens[token.index - 1]
        owner = before.index if before.text.casefold() in _PRONOUN_OWNERS else before.index - 1
        if relative is None or (owner != before.index and before.text not in POSSESSIVES):
            return
        reference = self._sight.at(owner)
        entity = self._entity_at.get(owner) if reference is None else reference.entity
        if entity is not None:
            self._relations.note(entity, token.text.casefold(), relative.entity)

    # -- finding the entity ------------------------------------------------------------------

    def _resolve(self, phrase: NominalPhrase) -> int | None:
        owner = self._possessor(phrase)
        beside = self._beside.get(phrase.head)
        if beside is not None:
            if owner is not None:
                self._relations.note(owner, phrase.lemma, beside)
                self._relations.employ(owner, beside)
            return beside
        apposed = self._apposed(phrase)
        if apposed is None:
            apposed = self._descriptions.named_after(phrase)
            if apposed is not None and owner is not None:
                self._relations.note(owner, phrase.lemma, apposed)
                self._relations.employ(owner, apposed)
        if apposed is not None:
            return apposed
        if owner is not None and not phrase.plural:
            related = self._relations.find(owner, phrase.lemma)
            if related is not None:
                return related
        known = self._known(phrase)
        if known is not None:
            return known
        if phrase.kind in {"country", "place", "facility"}:
            return None
        if self._empty(phrase):
            self._predicate(phrase)
            return None
        return self._own_entity(phrase)

    def _apposed(self, phrase: NominalPhrase) -> int | None:
        """Return the one named right before: “Margit Tobiás, a Hungarian-born oceanographer”."""
        token = self._tokens[phrase.head]
        entity = self._entity_at.get(token.head)
        if token.rel != "appos" or entity is None or phrase.plural or phrase.bare:
            return None
        before = self._tokens[phrase.first - 1]
        draft = self._drafts[entity]
        bodies = {"organisation", "group"}
        agree = draft.kind == phrase.kind or {draft.kind, phrase.kind} == bodies
        if before.text != "," or before.index - 1 not in self._entity_at or not agree:
            return None
        draft.nouns |= phrase.content | {phrase.lemma}
        draft.sector = draft.sector or phrase.sector
        draft.country = draft.country or phrase.country
        if phrase.kind == "person" and draft.role is None and phrase.lemma in roles():
            draft.role, draft.role_head = self._role(phrase.first, phrase.head), phrase.lemma
        return entity

    def _known(self, phrase: NominalPhrase) -> int | None:
        """Return the entity that the phrase takes up, None if it brings in a new one."""
        several = self._several(phrase)
        if several is not None:
            return several
        named = self._named_within(phrase)
        if named is not None:
            draft = self._drafts[named]
            # The phrase tells what the name alone did not: “the Al Nujaba militia movement”.
            draft.sector = draft.sector or phrase.sector
            draft.nouns |= phrase.content | {phrase.lemma}
            if phrase.kind == "group":
                draft.kind = "group"
            return named
        if not phrase.definite and not self._headlinese(phrase):
            return None
        if self._restricted(phrase):
            return None
        found = self._antecedent(phrase)
        if found is None:
            return self._descriptions.meant(phrase)
        if self._drafts[found].kind == "person" and self._drafts[found].country is None:
            self._drafts[found].country = phrase.country
        if phrase.lemma in _COMPANIES:
            self._drafts[found].nouns |= {phrase.lemma}
        return found

    def _restricted(self, phrase: NominalPhrase) -> bool:
        """Whether a clause without comma says which is meant: “the company that built it”."""
        after = self._tokens[phrase.last : phrase.last + 2]
        if phrase.kind == "person" or not after:
            return False
        opens = after[0].text.casefold() in {"that", "which", "who"} or (
            len(after) > 1 and after[0].upos == "ADP" and after[1].text.casefold() == "which"
        )
        around = self._around(phrase.head)
        return opens and any(t.head == phrase.head and t.rel.startswith("acl") for t in around)

    def _possessor(self, phrase: NominalPhrase) -> int | None:
        """Return whose the phrase says it is: “her brother”, “Cabrera's father”."""
        for token in reversed(self._tokens[phrase.first : phrase.head]):
            if token.text in POSSESSIVES and token.index > phrase.first:
                owner = token.index - 1
            elif token.text.casefold() in _PRONOUN_OWNERS:
                owner = token.index
            else:
                continue
            reference = self._sight.at(owner)
            return self._entity_at.get(owner) if reference is None else reference.entity
        return None

    def _predicate(self, phrase: NominalPhrase) -> None:
        """Keep what somebody is said to be: “Roe is the head of the union”."""
        token = self._tokens[phrase.head]
        around = self._around(phrase.head)
        if not any(t.head == token.index and t.rel == "cop" for t in around):
            return
        for subject in around:
            if subject.head == token.index and subject.rel == "nsubj":
                reference = self._sight.at(subject.index)
                if reference is not None and self._drafts[reference.entity].kind == phrase.kind:
                    self._drafts[reference.entity].nouns |= {phrase.lemma}

    def _several(self, phrase: NominalPhrase) -> int | None:
        pair = phrase.plural or phrase.lemma in {"pair", "couple", "duo"}
        if not pair:
            return None
        two = self._groups.named_two(phrase.first, phrase.head, phrase.lemma)
        return two if two is not None else self._groups.apposed_two(phrase.head)

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
        barred = self._barred(phrase)
        for entity, reference in self._sight.before(position):
            if entity == barred:
                continue
            draft = self._drafts[entity]
            distance = sentence - self._tokens[reference.first].sentence
            if not self._fits(phrase, draft, reference, distance):
                continue
            # A name is preferred to a phrase, running text to lists and headlines.
            distance += 0 if draft.named else 2
            distance += 0 if self._origin(reference) in {origin, "prose"} else 3
            seen.append((distance, self._sight.rank(reference), entity))
        if not seen:
            return None
        nearest = min(s[0] for s in seen)
        close = sorted({s[1:] for s in seen if s[0] == nearest})
        best = {entity for rank, entity in close if rank == close[0][0]}
        return best.pop() if len(best) == 1 else None

    def _barred(self, phrase: NominalPhrase) -> int | None:
        """Return whom the phrase cannot mean: in “Peru accused the country” that is not Peru."""
        token = self._tokens[phrase.head]
        if not token.rel.startswith(("obj", "iobj")) or token.head < 0:
            return None
        verb = self._tokens[token.head]
        for _ in range(3):
            for subject in self._around(verb.index):
                if subject.head == verb.index and subject.rel.startswith("nsubj"):
                    reference = self._sight.at(subject.index)
                    return None if reference is None else reference.entity
            if verb.rel not in {"conj", "xcomp"} or verb.head < 0:
                return None
            verb = self._tokens[verb.head]
        return None

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
            return fits_members(phrase, draft, distance)
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
        possessor = self._possessor(phrase)
        if owned and possessor is not None:
            key, owned = f"{phrase.lemma} of {possessor}", False
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
                gender=self._descriptions.gender(phrase),
                nouns=phrase.content | {phrase.lemma},
                plural=phrase.plural,
                head=phrase.lemma,
                named=False,
            )
        )
        if possessor is not None and self._relations.is_kin(phrase.lemma):
            self._relations.note(possessor, phrase.lemma, len(self._drafts) - 1)
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
