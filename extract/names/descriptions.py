"""Who a description means that no title tells: “the 34-year-old”, “the Swede”, “the novelist”.

Such phrases describe anew somebody just spoken of. They are resolved only where the sentences
before speak of one person they suit.
"""

from extract.language import Parse, Token
from extract.names.fitness import NominalPhrase
from extract.names.grouping import Draft
from extract.names.lexicon import Gender, roles
from extract.names.name import Name
from extract.names.persons import KIN
from extract.names.reference import Reference, Sight

# What somebody is rather than what office he holds; “the judge”, “the driver” mean others.
_DESCRIBING = frozenset(
    "academic actor actress architect artist astronaut athlete author billionaire boxer boy"
    " businessman businesswoman comedian composer congressman congresswoman cricketer"
    " cyclist dancer defender diplomat economist engineer entrepreneur farmer filmmaker financier"
    " footballer forward girl goalkeeper golfer gymnast historian jockey lawmaker legislator"
    " magnate mathematician midfielder monk mp musician novelist nun painter parliamentarian"
    " pensioner philosopher physicist chemist pianist playwright poet politician presenter priest"
    " rapper researcher retiree runner scholar scientist sculptor senator singer skier sprinter"
    " striker swimmer teacher teenager tycoon veteran violinist winger writer youngster"
    " screenwriter translator geologist biologist".split()
)
_ACCUSED = frozenset("charge convict sentence jail acquit indict imprison".split())
_PLEADING = frozenset("admit deny plead".split())
_WOMEN = frozenset({"girl", "actress", "congresswoman", "businesswoman", "nun"})
_MEN = frozenset({"boy", "congressman", "businessman", "monk"})
_REACH = 2
_LIKELY_AGES = range(1, 121)
_CLAUSAL = frozenset({"VERB", "AUX", "CCONJ", "SCONJ", "PUNCT"})
_INTRODUCTION = 8
_NAMING = 8
_BARE = 2
"""How far after “the agency” the name of a body may stand: “the agency, SNAI,”."""

_NAMED_AS = frozenset({"named", "called", "identified", "known", "name"})
_AS = frozenset({"only", "just", "simply", "as", "of", "by", "the", "name"})
_OPENS_NAMING = frozenset({"who", "who’s", "going", "by"})


class Descriptions:
    """What the article tells about its persons, and whom a description means."""

    def __init__(self, parse: Parse, names: list[Name], drafts: list[Draft], sight: Sight) -> None:
        self._parse = parse
        self._tokens = parse.tokens
        self._drafts = drafts
        self._sight = sight
        for name in names:
            self._read(name)

    def aged(self, token: Token) -> Reference | None:
        """Return the reference of “the 34-year-old” whose last token is *token*."""
        first = token.index - 5
        if token.text.casefold() not in {"old", "olds"} or first < 0 or token.rel == "amod":
            return None
        age = self._age(token.index)
        if age is None or self._tokens[first].text.casefold() != "the":
            return None
        entity = self._of_age(age, first)
        if entity is None:
            return None
        return Reference(
            first=first, last=token.index + 1, head=token.index, kind="nominal", entity=entity
        )

    def meant(self, phrase: NominalPhrase) -> int | None:
        """Return the person whom a definite phrase describes anew, None if that is unsure."""
        if phrase.kind != "person" or phrase.plural or not phrase.definite:
            return None
        if self._tokens[phrase.first].text.casefold() != "the" or self._narrowed(phrase):
            return None
        for index in range(phrase.first + 1, phrase.head):
            age = self._age(index)
            if age is not None:
                return self._of_age(age, phrase.first)
        word = self._tokens[phrase.head].text
        national = phrase.country is not None and word[0].isupper()
        described = phrase.lemma in _DESCRIBING or phrase.lemma.endswith(("ologist", "ographer"))
        if not national and not described:
            return None
        gender = self.gender(phrase)
        if word.endswith("man") and national and gender is None:
            gender = "m"
        return self._salient(phrase, gender, national=national)

    def gender(self, phrase: NominalPhrase) -> Gender | None:
        """Return the gender that the head of the phrase tells: “a woman”, “her husband”."""
        if phrase.lemma in _WOMEN or phrase.lemma.endswith("woman"):
            return "f"
        if phrase.lemma in _MEN or phrase.lemma == "man":
            return "m"
        role = roles().get(phrase.lemma)
        return None if role is None else role.gender

    def named_after(self, phrase: NominalPhrase) -> int | None:
        """Return the person, or the body, whom a comma and a name after the phrase tell.

        “The player, 19-year-old setter Ann Lee, did not complain”, “the widow of one, Ann Lee,
        said”, “a woman who asked to be identified only as Ann said”; not “the mayor, Ann Lee
        and her deputy”.
        """
        bodily = phrase.kind in {"organisation", "group"} and phrase.definite
        if phrase.plural or (phrase.kind != "person" and not bodily):
            return None
        reference = self._after_comma(phrase) or self._called(phrase)
        if reference is None:
            return None
        draft = self._drafts[reference.entity]
        if bodily:
            bare = reference.first - phrase.last <= _BARE
            fits = draft.kind in {"organisation", "group"} and not draft.plural and bare
            return reference.entity if fits else None
        gender = self.gender(phrase)
        if draft.kind != "person" or draft.plural:
            return None
        if gender is not None and draft.gender not in {gender, None}:
            return None
        draft.gender = draft.gender or gender
        draft.nouns |= {phrase.lemma}
        if draft.role is None and phrase.lemma in roles() and phrase.lemma not in KIN:
            draft.role, draft.role_head = self._office(phrase), phrase.lemma
        return reference.entity

    def _office(self, phrase: NominalPhrase) -> str:
        """Return the words of an office before its head: “head teacher” of “its head teacher”."""
        start = phrase.head
        while start > phrase.first and self._tokens[start - 1].upos in {"NOUN", "ADJ", "PROPN"}:
            if self._sight.named(start - 1) is not None:
                break
            start -= 1
        return " ".join(token.text for token in self._tokens[start : phrase.head + 1])

    def _after_comma(self, phrase: NominalPhrase) -> Reference | None:
        end = self._parse.sentences[self._tokens[phrase.head].sentence].last
        near = range(phrase.last, min(phrase.last + 4, end))
        comma = next((i for i in near if self._tokens[i].text == ","), None)
        if comma is None:
            return None
        between = self._tokens[phrase.last : comma]
        if any(t.upos in _CLAUSAL or t.lemma.casefold() in roles() for t in between):
            return None  # “the son of the mayor, Ann Lee,”
        for index in range(comma + 1, min(comma + _INTRODUCTION, end)):
            reference = self._sight.named(index)
            if reference is not None:
                closing = [t.text for t in self._tokens[reference.last : reference.last + 2]]
                closed = closing[:1] in ([","], ["."], ["—"], ["–"]) and closing[1:] != ["and"]
                return reference if closed else None
            token = self._tokens[index]
            described = token.upos in {"DET", "ADJ", "NUM", "NOUN"} or token.text == "-"
            exiled = token.upos in {"VERB", "PROPN"} and token.text.islower()
            if not described and not exiled:
                return None
        return None

    def _called(self, phrase: NominalPhrase) -> Reference | None:
        """Return the name of “a man named Elia”, “a woman identified only as Mariam”."""
        end = self._parse.sentences[self._tokens[phrase.head].sentence].last
        for index in range(phrase.last, min(phrase.last + _NAMING, end)):
            token = self._tokens[index]
            word = token.text.casefold()
            if word in _NAMED_AS and index + 1 < end:
                skip = index + 1
                while skip < end and self._tokens[skip].text.casefold() in _AS:
                    skip += 1
                return self._sight.named(skip)
            if index == phrase.last and word not in _OPENS_NAMING | _NAMED_AS:
                return None
            if token.upos == "PUNCT":
                return None
        return None

    # -- what is told ------------------------------------------------------------------------

    def _read(self, name: Name) -> None:
        reference = self._sight.named(name.first)
        if reference is None or self._drafts[reference.entity].kind != "person":
            return
        draft = self._drafts[reference.entity]
        after = self._tokens[name.last : name.last + 3]
        if len(after) == 3 and after[0].text == "," and after[2].text in {",", "."}:
            draft.age = draft.age or _number(after[1].text)
        begin = name.beside[0] if name.beside is not None else name.first
        for index in (begin - 1, name.first - 1):
            draft.age = draft.age or self._age(index)
        head = self._tokens[reference.head]
        verb = self._tokens[head.head] if head.head >= 0 else None
        if verb is None:
            return
        lemma = verb.lemma.casefold()
        accused = head.rel == "nsubj:pass" and lemma in _ACCUSED
        if accused or (head.rel == "nsubj" and lemma in _PLEADING):
            draft.nouns |= {"defendant"}

    def _age(self, index: int) -> int | None:
        """Return the age that “34-year-old” ending at the token tells."""
        if index < 4 or self._tokens[index].text.casefold() != "old":
            return None
        words = [t.text.casefold() for t in self._tokens[index - 3 : index]]
        return _number(self._tokens[index - 4].text) if words == ["-", "year", "-"] else None

    # -- whom it means -----------------------------------------------------------------------

    def _of_age(self, age: int, position: int) -> int | None:
        told = [i for i, d in enumerate(self._drafts) if d.named and d.age == age]
        if told:
            before = {entity for entity, _ in self._sight.before(position)}
            return told[0] if len(told) == 1 and told[0] in before else None
        found = self._only(position, None, None)
        if found is not None and self._drafts[found].age is None:
            self._drafts[found].age = age
            return found
        return None

    def _salient(
        self, phrase: NominalPhrase, gender: Gender | None, *, national: bool
    ) -> int | None:
        if any(d.head == phrase.lemma and not d.named and not d.plural for d in self._drafts):
            return None  # an unnamed one was brought in
        if national:
            told = {
                entity
                for entity, _ in self._sight.before(phrase.first)
                if self._drafts[entity].kind == "person"
                and self._drafts[entity].named
                and self._drafts[entity].country == phrase.country
                and (gender is None or self._drafts[entity].gender in {gender, None})
            }
            if len(told) == 1:
                return told.pop()
        found = self._only(phrase.first, gender, phrase.country if national else None)
        if found is not None:
            draft = self._drafts[found]
            role = roles().get(draft.role_head or "")
            own = roles().get(phrase.lemma)
            if role and own and role.sector and own.sector and role.sector != own.sector:
                return None
            draft.nouns |= {phrase.lemma}
            draft.gender = draft.gender or gender
            draft.country = draft.country or phrase.country
        return found

    def _only(self, position: int, gender: Gender | None, country: str | None) -> int | None:
        """Return the one person the sentences before speak of, the subject if they are several."""
        here = self._tokens[position].sentence
        near: list[Reference] = []
        beside: set[int] = set()  # nobody is described anew in the sentence that names him
        at = 0
        for entity, reference in self._sight.before(position):
            distance = here - self._tokens[reference.first].sentence
            if distance > _REACH:
                break
            if near and distance != at:
                break
            draft = self._drafts[entity]
            suits = draft.kind == "person" and not draft.plural
            suits = suits and (gender is None or draft.gender in {gender, None})
            suits = suits and (country is None or draft.country in {country, None})
            if distance == 0:
                beside.add(entity)
            elif suits and entity not in beside:
                near.append(reference)
                at = distance
        subjects = [r for r in near if self._sight.is_subject(r)]
        if subjects and not any(self._drafts[r.entity].named for r in subjects):
            return None  # the sentence was about somebody unnamed
        near = [r for r in near if self._drafts[r.entity].named]
        entities = {r.entity for r in near}
        if len(entities) > 1 and country is None:
            entities = {r.entity for r in near if self._sight.is_subject(r)}
        return entities.pop() if len(entities) == 1 else None

    def _narrowed(self, phrase: NominalPhrase) -> bool:
        """Whether words after the head say who is meant: “the teacher of the year”."""
        sentence = self._parse.sentences[self._tokens[phrase.head].sentence]
        for token in self._tokens[phrase.last : sentence.last]:
            if token.head == phrase.head and token.rel.startswith(("acl", "nmod", "appos")):
                return True
        return False


def _number(word: str) -> int | None:
    return int(word) if word.isdecimal() and int(word) in _LIKELY_AGES else None
