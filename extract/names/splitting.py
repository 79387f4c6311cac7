"""Splits chains into bare names: the body, the office and the person of one run of capitals."""

from extract.language import Parse
from extract.names import gazetteer
from extract.names.chains import Chain, only_titles
from extract.names.lexicon import actors, given_names, known_body, name_words, role_modifiers, roles
from extract.names.name import Name
from extract.names.portfolios import PORTFOLIOS
from extract.names.titles import COURTESY, PARTY_LABELS, Titles

_ADDRESSED = frozenset("president speaker chairman chairwoman secretary minister justice".split())
_PLURAL_TITLES = frozenset("senators sens. presidents reps. representatives ministers".split())


class Splitter:
    """Splits the chains of one article."""

    def __init__(self, parse: Parse, text: str, chains: list[Chain]) -> None:
        self._tokens = parse.tokens
        self._sentences = parse.sentences
        self._text = text
        self._titles = Titles(parse.tokens, text)
        self._surnames = _surnames(parse, chains)

    def split(self, chain: Chain) -> list[Name]:
        """Return the bare names inside one chain."""
        first, last = chain.first, chain.last
        words = [self._tokens[i].text for i in range(first, last)]
        whole = self._written(first, last)
        if known_body(whole) is not None or gazetteer.country(whole) is not None:
            return [self._plain(chain)]
        if len(words) == 1 and words[0] in self._surnames:
            return [self._plain(chain)]  # “Dean” alone may be Howard Dean
        if self._courtesy_surname(words):
            # “Mr. King”, whatever else kings are
            person = Name(first + 1, last, "PER")
            person.titled = True
            return [person]
        if only_titles(words):
            return []
        office = self._office_end(chain)
        if office > first:
            person = self._office_holder(chain, office)
            prefix = self._written(first, office)
            country = gazetteer.country(prefix) is not None
            return [*([self._plain(Chain(first, office, None))] if country else []), person]
        if len(words) == 1:
            # “Police”, “the Assembly”: phrases, not names, and not the Polish town of that name.
            forms = {words[0].casefold(), words[0].casefold().removesuffix("s")}
            common = any(f in actors() or f in name_words() or f in roles() for f in forms)
            common = common and words[0] not in given_names()
            return [] if common else [self._plain(chain)]
        cut = self._title_cut(first, last)
        if cut is not None:
            return self._cut(chain, cut)
        if self._demonym_leads(first, last):
            return [
                self._plain(Chain(first, first + 1, None)),
                *self.split(Chain(first + 1, last, chain.tag)),
            ]
        return [self._plain(chain)]

    def _courtesy_surname(self, words: list[str]) -> bool:
        courtesy = words[0].casefold().rstrip(".") in COURTESY
        return len(words) == 2 and courtesy and words[1].casefold() not in _ADDRESSED

    def _office_end(self, chain: Chain) -> int:
        """Return where a person begins whose office runs into the name, else where the chain does.

        “Minister of Education Ana Roe”, “Ambassador to the United States Ana Roe”, “Senators Ana
        Roe and …”.
        """
        first, last = chain.first, chain.last
        words = [self._tokens[i].text for i in range(first, last)]
        if chain.tag != "PER" or any(w.casefold() in name_words() for w in words[-2:]):
            return first
        if words[0].casefold() in _PLURAL_TITLES and len(words) > 2:
            return first + 1
        before = [t.text.casefold() for t in self._tokens[max(first - 3, 0) : first]]
        if not before or before[-1] not in {"of", "for", "to", "the"}:
            return first
        held = [w for w in before if w in roles()]
        for width in range(min(4, len(words) - 2), 0, -1):
            prefix = self._written(first, first + width)
            if held and (prefix.casefold() in PORTFOLIOS or gazetteer.country(prefix) is not None):
                return first + width
        return first

    def _office_holder(self, chain: Chain, office: int) -> Name:
        first = office
        while first + 1 < chain.last and (
            self._tokens[first].text.casefold().rstrip(".") in COURTESY
        ):
            first += 1
        person = Name(first, chain.last, "PER")
        person.titled = True
        floor = self._sentences[self._tokens[office].sentence].first
        for index in range(chain.first - 1, max(floor, chain.first - 3) - 1, -1):
            if self._titles.is_role(index):
                start = self._titles.role_start(index, floor)
                person.role = self._written(start, office)
                person.role_head = self._titles.head_word(start, index + 1)
                person.beside = (start, office)
                break
        return person

    def _plain(self, chain: Chain) -> Name:
        name = Name(chain.first, chain.last, chain.tag)
        written = self._written(chain.first, chain.last)
        if chain.last - chain.first <= 2 and gazetteer.country(written) is None:
            name.country = gazetteer.nationality(written)
            name.is_demonym = name.country is not None and known_body(written) is None
        return name

    def _title_cut(self, first: int, last: int) -> int | None:
        """Return the index after the last title of the chain, None if it holds none."""
        for index in range(last - 2, first - 1, -1):
            word = self._tokens[index].text.casefold()
            role = roles().get(word)
            if role is None or not (role.is_title or index > first):
                continue
            rest = range(index + 1, last)
            if self._tokens[index + 1].text in {"-", "of", "'s", "’s"}:
                continue
            if any(self._tokens[i].text.casefold() in name_words() for i in rest):
                return None
            after = self._written(index + 1, last)
            # “Prince Edward Island” went out as a place; “Major League”, “General Motors” above.
            if gazetteer.country(after) is not None or known_body(after) is not None:
                return None
            return index + 1
        return None

    def _cut(self, chain: Chain, cut: int) -> list[Name]:
        person = Name(cut, chain.last, "PER" if chain.tag in {None, "PER"} else chain.tag)
        person.titled = True
        start = self._titles.role_start(cut - 1, chain.first)
        found = self.split(Chain(chain.first, start, None)) if start > chain.first else []
        return [*found, person]

    def _demonym_leads(self, first: int, last: int) -> bool:
        """Whether an adjective of a country stands before a name it is no part of."""
        lead = self._tokens[first].text
        if gazetteer.demonym(lead) is None and lead not in PARTY_LABELS:
            return False
        rest = [self._tokens[i].text for i in range(first + 1, last)]
        return only_titles(rest) or (
            rest[0] in given_names() and rest[-1].casefold() not in name_words()
        )

    def _written(self, first: int, last: int) -> str:
        text = self._text[self._tokens[first].start : self._tokens[last - 1].end]
        return " ".join(text.split())


def _surnames(parse: Parse, chains: list[Chain]) -> frozenset[str]:
    """Return the last words of the persons named in full, titles like “Vice President” left out."""
    found: set[str] = set()
    for chain in chains:
        words = [parse.tokens[i].text for i in range(chain.first, chain.last)]
        titles = roles().keys() | role_modifiers()
        if chain.tag == "PER" and len(words) > 1 and words[0].casefold() not in titles:
            found.add(words[-1])
    return frozenset(found)
