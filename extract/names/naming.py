"""Splits names from titles and reads roles and bodies off the words beside a name."""

from extract.language import Parse, Token
from extract.names import gazetteer
from extract.names.chains import Chain
from extract.names.lexicon import (
    Gender,
    given_names,
    known_body,
    name_words,
    role_modifiers,
    roles,
)
from extract.names.name import Name
from extract.names.splitting import Splitter
from extract.names.titles import COURTESY, POSSESSIVES, Titles

# Words that open an apposition without belonging to the title: “, then head of the plant”.
_OPENING = frozenset("its their his her then now currently formerly once".split())
# How far from the comma the head of an apposition may stand: “, the newly appointed regional
# director of …” has its head at the fifth token.
_APPOSITION_REACH = 10


# Roles that bodies have too: “its owner, Northline Media,”.
_RANKS = frozenset("former ex acting deputy vice outgoing late incoming interim".split())
_ALSO_OF_BODIES = frozenset(
    "owner member partner sponsor champion winner founder supporter neighbour neighbor backer"
    " rival competitor supplier producer publisher broker investor creditor operator".split()
)


def read_names(parse: Parse, text: str, chains: list[Chain]) -> list[Name]:
    """Return the names of *chains* without titles, in text order.

    A chain of nothing but titles (“Prime Minister”) gives no name; a chain with a title inside
    (“Acme President Jane Roe”) gives the body and the person.
    """
    splitter = Splitter(parse, text, chains)
    names = [name for chain in chains for name in splitter.split(chain)]
    _Reader(parse, text).attach(names)
    return names


class _Reader:
    def __init__(self, parse: Parse, text: str) -> None:
        self._tokens = parse.tokens
        self._sentences = parse.sentences
        self._text = text
        self._titles = Titles(parse.tokens, text)

    # -- roles before the name ---------------------------------------------------------------

    def attach(self, names: list[Name]) -> None:
        """Fill role, organisation and country of *names* from the words around them."""
        at: dict[int, Name] = {}
        for name in names:
            for index in range(name.first, name.last):
                at[index] = name
        for name in names:
            if name.is_demonym or gazetteer.country(self._written(name.first, name.last)):
                continue
            sentence = self._sentences[self._tokens[name.first].sentence]
            self._read_before(name, at, sentence.first)
            self._read_possessor(name, at)
            self._read_after(name, at, sentence.last)

    def _read_before(self, name: Name, at: dict[int, Name], floor: int) -> None:
        self._read_beside(name, at, floor)
        if name.tag == "PER" and name.introduced is None:
            comma = self._opening_comma(name, floor)
            if comma is not None:
                self._introduce(name, comma, at, floor)

    def _opening_comma(self, name: Name, floor: int) -> int | None:
        """Return the comma some words before: “its captain, 61-year-old NAME”, “the former …”."""
        for index in range(name.first - 1, max(floor, name.first - 7), -1):
            token = self._tokens[index]
            if token.text == ",":
                return index if index < name.first - 1 else None
            if token.upos not in {"DET", "ADJ", "NUM", "NOUN"} and token.text != "-":
                return None
        return None

    def _read_beside(self, name: Name, at: dict[int, Name], floor: int) -> None:
        index = name.first - 1
        if name.role is not None and name.beside is not None:
            self._read_owner(name, name.beside[0] - 1, at, floor)
            return
        if index < floor or index in at:
            return
        if self._tokens[index].text == ",":
            self._introduce(name, index, at, floor)
            return
        if not self._titles.is_role(index):
            return
        token = self._tokens[index]
        if token.upos not in {"NOUN", "PROPN", "ADJ", "X"}:
            return
        start = self._titles.role_start(index, floor)
        while start in at:
            start += 1
        self._set_role(name, start, index + 1)
        before = start - 1
        # “The ministry's spokesman, Maj. Gen. NAME,”: the function tells more than the rank.
        introduced = before > floor and self._tokens[before].text == ","
        if not (introduced and self._introduce(name, before, at, floor)):
            self._read_owner(name, start - 1, at, floor)

    def _introduce(self, name: Name, comma: int, at: dict[int, Name], floor: int) -> bool:
        """Read “the ministry's spokesman, NAME,” and “a lawyer for the victims, NAME,”.

        Whatever the model took the name for, unless it is known as something else.
        """
        closed = name.last < len(self._tokens) and self._tokens[name.last].text in {",", ".", "—"}
        head = self._titles.introducing_role(comma, floor) if closed else None
        if head is None or head in at:
            return False
        person = name.tag == "PER" or (
            self._tokens[head].text.casefold() not in _ALSO_OF_BODIES and self._person_like(name)
        )
        start = self._titles.role_start(head, floor)
        while start in at:
            start += 1
        if not person or start > head or not self._titles.determined(start, floor):
            return False
        name.titled, name.role, name.role_head = True, None, None
        beside = name.beside
        self._set_role(name, start, head + 1)
        name.beside, name.introduced = beside, (start, head + 1)
        self._read_owner(name, start - 1, at, floor)
        if head + 1 < comma:
            self._body_after(name, head + 1, at, comma)
        return True

    def _person_like(self, name: Name) -> bool:
        """Whether nothing known speaks against the name being a person's."""
        words = [self._tokens[i].text for i in range(name.first, name.last)]
        written = self._written(name.first, name.last)
        return (
            len(words) > 1
            and name.tag in {None, "PER", "GPE", "LOC", "NORP"}
            and known_body(written) is None
            and gazetteer.country(written) is None
            and gazetteer.place(written) is None
            and gazetteer.demonym(words[0]) is None
            and not any(w.casefold() in name_words() for w in words)
        )

    def _bodily(self, name: Name) -> bool:
        """Whether the last word is one that bodies have: “Lao Holding, the other owner,”."""
        word = name_words().get(self._tokens[name.last - 1].text.casefold())
        return word is not None and word.kind in {"organisation", "group"}

    def _set_role(self, name: Name, start: int, end: int) -> None:
        whole = (start, end)
        while end - start > 1 and self._tokens[end - 1].text.casefold().rstrip(".") in COURTESY:
            end -= 1
        while end - start > 1 and self._tokens[start].text.casefold().rstrip(".") in COURTESY:
            start += 1
        courtesy = self._tokens[end - 1].text.casefold().rstrip(".") in COURTESY
        if not courtesy and name.role is None:
            name.role = self._written(start, end)
            name.role_head = self._titles.head_word(start, end)
        name.beside = whole if name.beside is None else name.beside
        for index in range(*whole):
            role = roles().get(self._tokens[index].text.casefold())
            if role is not None and role.gender is not None:
                name.gender = role.gender

    def _read_owner(self, name: Name, index: int, at: dict[int, Name], floor: int) -> None:
        """Read the body or country that stands before a role: “Hezbollah's leader”, “UN chief”."""
        possessed = index >= floor and self._tokens[index].text in POSSESSIVES
        if possessed:
            index -= 1
        if index < floor:
            return
        owner = at.get(index)
        pronoun = self._tokens[index].text.casefold() in {"its", "their"}
        if pronoun or (possessed and owner is None):
            name.serves = range(index, index + 1)
        if owner is None:
            # “the Iraqi militia leader”: lower-case nouns between the adjective and the head.
            while (
                index >= floor and self._tokens[index].upos in {"ADJ", "NOUN"} and index not in at
            ):
                index -= 1
            owner = at.get(index)
            if owner is None or not owner.is_demonym:
                return
        self._set_owner(name, owner)
        rank = self._tokens[owner.first - 1] if owner.first > floor else None
        if owner.is_demonym and name.role and rank and rank.text.casefold() in _RANKS:
            name.role = f"{rank.text} {name.role}"  # “Former Brazilian president”
        before = at.get(owner.first - 1)
        if before is not None and before.is_demonym and name.country is None:
            name.country = before.country

    def _read_possessor(self, name: Name, at: dict[int, Name]) -> None:
        """Read the country of “Iraq’s Ministry of Oil”."""
        if (
            name.country is None
            and name.first > 1
            and self._tokens[name.first - 1].text in POSSESSIVES
        ):
            owner = at.get(name.first - 2)
            known = owner and gazetteer.country(self._written(owner.first, owner.last))
            name.country = known.code if known else None

    def _set_owner(self, name: Name, owner: Name) -> None:
        written = self._written(owner.first, owner.last)
        country = gazetteer.country(written)
        if country is not None or owner.is_demonym:
            if name.country is None:
                name.country = country.code if country else owner.country
        elif name.organisation is None:
            name.organisation = written
            name.body = (owner.first, owner.last)

    # -- roles after the name ----------------------------------------------------------------

    def _read_after(self, name: Name, at: dict[int, Name], ceiling: int) -> None:
        index = name.last
        belongs = name.role is not None or name.tag == "PER"
        if index < ceiling and self._tokens[index].text.casefold() in {"of", "from"} and belongs:
            self._body_after(name, index, at, ceiling)
            return
        if index >= ceiling or self._tokens[index].text not in {",", "("}:
            return
        index += 1
        if index + 1 < ceiling and self._tokens[index].upos == "NUM":
            if self._tokens[index + 1].text != ",":
                return
            index += 2
        self._apposition(name, index, at, ceiling)

    def _apposition(self, name: Name, start: int, at: dict[int, Name], ceiling: int) -> None:
        head = self._phrase_head(start, min(ceiling, start + _APPOSITION_REACH))
        # “Colonel A, the National Guard General B”: that role is the next man's.
        if head is None or head in at or head + 1 in at:
            return
        # “Vale, the world's largest ore producer,” is no person.
        person = name.tag == "PER" and name.last - name.first > 1 and not self._bodily(name)
        of_bodies = self._tokens[head].text.casefold() in _ALSO_OF_BODIES
        if self._titles.is_role(head) and (person or not of_bodies):
            if name.introduced is not None:
                # “Its president, NAME, a reporter at the Ledger”: of that body he is no president.
                name.beside = name.beside or (start, head + 1)
                return
            begin = start
            if self._tokens[begin].text.casefold() in {"its", "their"}:
                name.serves = range(begin, begin + 1)
            if self._tokens[begin].upos in {"DET", "PRON"} or (
                self._tokens[begin].text.casefold() in _OPENING
            ):
                begin += 1
            owners = [at[i] for i in range(begin, head) if i in at]
            for owner in owners:
                self._set_owner(name, owner)
                begin = max(begin, owner.last)
            marks = [i for i in range(begin, head) if self._tokens[i].text in POSSESSIVES]
            if marks and not owners:
                name.serves = range(begin, marks[-1])
            begin = max([begin, *(i + 1 for i in marks)])
            while begin < head and self._tokens[begin].text in POSSESSIVES | {"-"}:
                begin += 1
            self._set_role(name, begin, head + 1)
            self._body_after(name, head + 1, at, ceiling)
            return
        if self._tokens[start].upos != "DET":
            return
        nouns = [t for t in self._tokens[start : head + 1] if t.upos == "NOUN"]
        name.described = tuple(t.lemma.casefold() for t in nouns)
        name.beside = (start, head + 1)
        adjectives = [at[i] for i in range(start, head) if i in at]
        for owner in adjectives:
            if owner.is_demonym and name.country is None:
                name.country = owner.country

    def _phrase_head(self, start: int, stop: int) -> int | None:
        """Return the last noun of the noun phrase that begins at *start*, None if none does."""
        if start >= stop:
            return None
        head = None
        for index in range(start, stop):
            token = self._tokens[index]
            if head is not None and token.upos == "PROPN" and not self._titles.is_role(index):
                return None  # “Kulbus, the Amber refugee Agency”: the head goes on
            if token.upos == "NOUN" or (token.upos == "PROPN" and self._titles.is_role(index)):
                head = index
            elif not self._inside_phrase(token, opening=index == start):
                break
        # “X, officials said” and “X, protesters and police clashed” are no appositions.
        if (
            head is None
            or self._tokens[head].lemma.casefold() != self._tokens[head].text.casefold()
        ):
            return None
        follows = self._tokens[head + 1].upos if head + 1 < len(self._tokens) else "PUNCT"
        opened = (
            self._tokens[start].upos in {"DET", "ADJ", "PROPN"}
            or self._tokens[start].text.casefold() in _OPENING
            or self._titles.is_role(start)
            or (self._tokens[start].text.casefold() in role_modifiers())
        )
        if follows in {"VERB", "AUX"} and not self._relative(head + 1):
            return None
        return head if opened else None

    def _inside_phrase(self, token: Token, *, opening: bool) -> bool:
        """Whether the token can stand before the head of a noun phrase."""
        if token.upos in {"DET", "PRON"}:
            return opening
        if token.upos == "VERB":
            return self._participle(token.index)
        return token.upos in {"ADJ", "PROPN", "NUM", "PART", "ADV"} or token.text in {"-", "and"}

    def _participle(self, index: int) -> bool:
        return self._tokens[index].text.casefold().endswith(("ed", "ing")) and (
            self._tokens[index].rel.startswith(("amod", "compound"))
        )

    def _relative(self, index: int) -> bool:
        return self._tokens[index].rel.startswith("acl")

    def _body_after(self, name: Name, index: int, at: dict[int, Name], ceiling: int) -> None:
        """Read “of the Al Nujaba militia movement”, “at Acme Bank”, “for Kenya's police”."""
        if index >= ceiling or self._tokens[index].text.casefold() not in {
            "of", "for", "at", "with", "in", "from", "to", "on",
        }:  # fmt: skip
            return
        begin = index + 1
        if begin < ceiling and self._tokens[begin].upos == "DET":
            begin += 1
        end = begin
        named: list[Name] = []
        while end < ceiling and self._belongs(end, at):
            owner = at.get(end)
            if owner is not None and owner not in named:
                named.append(owner)
            end += 1
        while end > begin and self._tokens[end - 1].text in POSSESSIVES | {"-", "and"}:
            end -= 1
        if not named:
            if self._tokens[index].text == "of" and begin == index + 1 < end and name.beside:
                self._lengthen_role(name, end)
            elif begin > index + 1 and begin < end:
                name.serves = range(begin, end)
            return
        written = self._written(begin, end)
        country = gazetteer.country(written)
        if country is not None or all(n.is_demonym for n in named):
            self._set_owner(name, named[0])
        elif self._tokens[index].text.casefold() in {"in", "to", "on"}:
            return
        elif name.organisation is None:
            place = gazetteer.place(written)
            if place is not None and named[-1].tag in {"GPE", "LOC"}:
                name.country = name.country or place.country
                return
            # “the small Reform Alliance” is called by its name, not by the adjective.
            name.organisation = self._written(named[0].first, end)
            body = next((n for n in reversed(named) if not n.is_demonym), named[-1])
            name.body = (body.first, body.last)

    def _lengthen_role(self, name: Name, end: int) -> None:
        """Take what follows into the title: “head of operations”, “chief of staff”."""
        whole = name.introduced or name.beside  # “the chair of judges, historian Ann Lee,”
        if whole is None:
            return
        name.role = self._written(whole[0], end) if name.role else None
        if name.introduced is None:
            name.beside = (whole[0], end)
        else:
            name.introduced = (whole[0], end)

    def _belongs(self, index: int, at: dict[int, Name]) -> bool:
        token = self._tokens[index]
        if index in at:
            return True
        return token.upos in {"NOUN", "ADJ", "PROPN"} or token.text in POSSESSIVES | {"-"}

    # -- small readings ----------------------------------------------------------------------

    def _written(self, first: int, last: int) -> str:
        text = self._text[self._tokens[first].start : self._tokens[last - 1].end]
        return " ".join(text.split())


def given_gender(tokens: list[Token]) -> Gender | None:
    """Return the gender the first known given name among *tokens* tells, None if none does."""
    for token in tokens[:1]:
        if token.text in given_names():
            return given_names()[token.text]
    return None
