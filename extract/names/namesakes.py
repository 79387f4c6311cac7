"""Names that a person, a firm and a place may share: “Feldmann”, “Solano”, “Kobayashi”."""

from extract.language import Token
from extract.names import gazetteer
from extract.names.kinds import PLACE_PREPOSITIONS, PLACE_TAGS, Group, body_of
from extract.names.name import Name
from extract.names.persons import stem
from extract.names.titles import POSSESSIVES

LEGAL_FORMS = frozenset(
    "inc corp corporation ltd llc plc co company group holdings ag gmbh sa nv movement militia"
    " party".split()
)
# What governments do and towns do not.
GOVERNING = frozenset(
    "say deny accuse blame announce warn reject condemn insist agree urge demand refuse offer vow"
    " pledge threaten promise claim call summon expel recall recognise recognize impose suspend"
    " accept hope want respond reply retaliate order declare confirm".split()
)
# Marks the key of a firm that bears the surname of a person of the article.
FIRM = "*"
# What firms have and their founders seldom: “Feldmann's shops”.
_OF_FIRMS = frozenset(
    "share stock shop store factory plant headquarters sale revenue profit board customer brand"
    " shareholder workforce market bond debt employee staff fleet earnings subsidiary product"
    " turnover".split()
)
# A town as large as this is meant by its name also where a person or a firm bears it.
_LARGE = 500_000


class Namesakes:
    """Tells apart who bears a name in one article.

    `context`: the countries the article names, ISO 3166-1 alpha-2.
    """

    def __init__(self, tokens: tuple[Token, ...], names: list[Name]) -> None:
        self._tokens = tokens
        self._names = names
        self.context: frozenset[str] = frozenset()

    def parted(self, groups: list[Group]) -> list[Group]:
        """Part a name that both a person and a body have: “Feldmann” of “Feldmann & Söhne”."""
        surnames = {
            g.words[-1]
            for g in groups
            if len(g.words) > 1 and "PER" in {self._names[i].tag for i in g.names}
        }
        opening = {g.words[0] for g in groups if len(g.words) > 1 and self._bodily(g)}
        found: list[Group] = []
        for group in groups:
            shared = len(group.words) == 1 and group.words[0] in surnames & opening
            firm = [i for i in group.names if shared and self._means_firm(self._names[i])]
            rest = [i for i in group.names if i not in firm]
            if rest:
                found.append(Group(group.key, group.written, rest, group.words))
            if firm:
                found.append(Group(f"{group.key}{FIRM}", group.written, firm, group.words))
        return found

    def _bodily(self, group: Group) -> bool:
        last = group.written[0].split()[-1].casefold().rstrip(".")
        return last in LEGAL_FORMS or all(self._names[i].tag == "ORG" for i in group.names)

    def _means_firm(self, name: Name) -> bool:
        """Whether a name that a person has too means the firm here: “Feldmann's shares”."""
        after = self._tokens[name.last : name.last + 3]
        if name.titled or name.role is not None:
            return False
        if after and after[0].text in POSSESSIVES:
            # “Feldmann's shares”, “Feldmann's 410 shops”
            owned = next((t for t in after[1:] if t.upos != "NUM"), after[0])
            if owned.lemma.casefold() in _OF_FIRMS:
                return True
        before = [t.lemma.casefold() for t in self._tokens[max(name.first - 2, 0) : name.first]]
        return name.tag == "ORG" or before == ["share", "in"]

    def surname_of(self, group: Group, persons: list[Group]) -> bool:
        """Whether a lone word is the surname of a person named in full before it.

        Whatever the model takes it for, unless a place has that name too and may be meant.
        """
        if body_of(group) is not None or ":" in group.key or group.key.endswith(FIRM):
            return False
        tags = {self._names[i].tag for i in group.names}
        seen, placed = "PER" in tags, bool(tags & PLACE_TAGS)
        if placed and not seen and self._meant_place(group):
            return False
        surname = stem(group.words)[-1]
        return any(
            p is not group
            and len(stem(p.words)) > 1
            and (
                surname == p.words[-1]
                or (seen and surname in p.words)
                or (placed and surname in p.words[1:])
            )
            and (seen or p.names[0] < group.names[0])
            for p in persons
        )

    def may_be_place(self, group: Group, bodies: list[Group]) -> bool:
        """Whether the map knows the name and no firm bears it: “Oxford” of its university.

        “Kobayashi”, beside Kobayashi Foods Holdings, is the firm and not the small town, unless
        something is in it.
        """
        place = gazetteer.place(group.written[0])
        firm = any(
            b.words[0] == group.words[0] and len(b.words) > 1 and b.words[-1] in LEGAL_FORMS
            for b in bodies
        )
        if place is None or not firm:
            return place is not None
        return (place.population or 0) > _LARGE or self._in_it(group)

    def _meant_place(self, group: Group) -> bool:
        """Whether a name that a person has may mean the place on the map here.

        “in Solano” does; “Solano told reporters” does not.
        """
        place = gazetteer.place(group.written[0], self.context)
        if place is None:
            return False
        if self._in_it(group):
            return True
        near = place.country in self.context or (place.population or 0) > _LARGE
        return near and not any(self._speaks(self._names[i]) for i in group.names)

    def _in_it(self, group: Group) -> bool:
        """Whether any mention stands after a preposition of place."""
        firsts = [self._names[i].first for i in group.names]
        return any(self._tokens[f - 1].text.casefold() in PLACE_PREPOSITIONS for f in firsts if f)

    def _speaks(self, name: Name) -> bool:
        """Whether the name is the subject of a verb of saying and deciding."""
        head = self._tokens[name.last - 1]
        verb = self._tokens[head.head] if head.head >= 0 else None
        return verb is not None and head.rel == "nsubj" and verb.lemma.casefold() in GOVERNING
