"""Brings the names of persons together: full names, surnames, first names, titles.

A surname that several people bear goes, mention by mention, to one of them. News keeps the bare
surname for the one an article is about and calls relatives by their first or full names.
"""

from collections.abc import Iterator

from extract.language import Parse, Sentence
from extract.names.kinds import Group
from extract.names.lexicon import Gender, given_names
from extract.names.name import Name
from extract.names.titles import COURTESY

KIN = frozenset(
    "father mother widow widower daughter wife husband son brother sister uncle aunt grandmother"
    " grandfather nephew niece cousin friend twin fiancé fiancée girlfriend boyfriend partner"
    " brother-in-law sister-in-law father-in-law mother-in-law granddaughter grandson stepson"
    " stepdaughter".split()
)
# So often the bare surname must have meant somebody before it means nobody else.
_SETTLED = 3
_NEAR = 2
_SUFFIXES = frozenset({"al", "el", "jr", "sr", "ii", "iii"})

Cluster = list[Group]


def merge_persons(parse: Parse, names: list[Name], groups: list[Group]) -> list[Cluster]:
    """Return *groups* of persons brought together, one cluster for each person."""
    return _Persons(parse, names).merge(groups)


def gender_of(parse: Parse, names: list[Name], members: Cluster) -> Gender | None:
    """Return the gender that titles or the given name of a person tell, None if they do not."""
    own = [names[i] for group in members for i in group.names]
    told: list[Gender] = [n.gender for n in own if n.gender is not None]
    if told:
        return told[0]
    for name in own:
        gender = given_names().get(parse.tokens[name.first].text)
        if name.last - name.first > 1 and gender is not None:
            return gender
    return None


class _Persons:
    def __init__(self, parse: Parse, names: list[Name]) -> None:
        self._parse = parse
        self._tokens = parse.tokens
        self._names = names

    def merge(self, groups: list[Group]) -> list[Cluster]:
        full = [g for g in groups if len(stem(g.words)) > 1]
        clusters: list[Cluster] = []
        for group in full:
            for cluster in clusters:
                if any(_same_person(group.words, other.words) for other in cluster):
                    cluster.append(group)
                    break
            else:
                clusters.append([group])
        alone: list[Cluster] = []
        for group in groups:
            if group in full:
                continue
            owners = [c for c in self._owners(group, clusters) if not self._clash(group, c)]
            if len(owners) == 1:
                owners[0].append(group)
            elif owners:
                self._share(group, owners)
            else:
                alone.append([group])
        return clusters + alone

    def _owners(self, group: Group, clusters: list[Cluster]) -> list[Cluster]:
        """Return the people a short name may belong to.

        By surname; by the first of two surnames (“Moreno” of “Diego Moreno Ruiz”); else by the
        first word, which is the surname in “Kim Jae-won” and “Chen Yiming”.
        """
        short = stem(group.words)
        by_last = [c for c in clusters if any(stem(g.words)[-1:] == short[-1:] for g in c)]
        if by_last or len(short) != 1:
            return by_last or self._by_first(group, short, clusters)
        inner = [c for c in clusters if any(short[0] in stem(g.words)[1:] for g in c)]
        return inner or self._by_first(group, short, clusters)

    def _clash(self, group: Group, owner: Cluster) -> bool:
        """Whether the short name came first, with another office than the full one has.

        “President Bush … first lady Laura Bush”
        """
        titles = [self._names[i] for i in group.names if self._names[i].titled]
        offices = {n.role_head for n in titles if n.role_head is not None} - KIN
        held = {self._names[i].role_head for g in owner for i in g.names} - {None}
        first = min(i for g in owner for i in g.names)
        early = group.names[0] < first and self._names[group.names[0]].titled
        return early and bool(offices and held) and not offices & held

    def _by_first(
        self, group: Group, short: tuple[str, ...], clusters: list[Cluster]
    ) -> list[Cluster]:
        # Only somebody introduced in full before: “Eva” is not a later “Eva Marsh”, unless she
        # came in as a relative, “their daughter, Eva”.
        late = group.written[0] not in given_names() or self._as_relative(group.names[0])
        return [
            c
            for c in clusters
            if any(
                stem(g.words)[: len(short)] == short and (late or g.names[0] < group.names[0])
                for g in c
            )
        ]

    def _as_relative(self, index: int) -> bool:
        """Whether a name stands beside a word of kinship: “one daughter, Klára”."""
        name = self._names[index]
        before = self._tokens[max(name.first - 2, 0) : name.first]
        nouns = [t for t in before if t.text != ","]
        return name.role_head in KIN or (bool(nouns) and nouns[-1].lemma.casefold() in KIN)

    # -- one surname, several people ---------------------------------------------------------

    def _share(self, group: Group, owners: list[Cluster]) -> None:
        """Give each mention of a surname that several people bear to one of them."""
        taken: dict[int, list[int]] = {}
        starts = [min(i for g in owner for i in g.names) for owner in owners]
        for index in group.names:
            fitting = self._fitting(index, owners, taken)
            named = [n for n in fitting if starts[n] < index] or fitting
            chief = [n for n in named if not self._relative(owners[n])] or named
            chosen = min(chief, key=lambda n: starts[n])
            if len(taken.get(chosen, [])) < _SETTLED:
                near = self._nearest(index, owners, taken, named)
                chosen = chosen if near is None else near
            taken.setdefault(chosen, []).append(index)
        for number, indexes in taken.items():
            part = Group(group.key, list(group.written), indexes, group.words)
            owners[number].append(part)

    def _fitting(self, index: int, owners: list[Cluster], taken: dict[int, list[int]]) -> list[int]:
        """Return the owners whom the title of the mention suits: “Mrs” is not “Ms”."""
        told, courtesy = self._names[index].gender, self._courtesy(index)
        fitting = [
            n
            for n, owner in enumerate(owners)
            if told is None or gender_of(self._parse, self._names, owner) in {told, None}
        ] or list(range(len(owners)))
        if courtesy is None:
            return fitting
        used = {
            n: {self._courtesy(i) for i in self._mentions(owners[n], taken.get(n, []))} - {None}
            for n in fitting
        }
        same = [n for n in fitting if courtesy in used[n]]
        return same or [n for n in fitting if not used[n]] or fitting

    def _courtesy(self, index: int) -> str | None:
        first = self._names[index].first
        word = self._tokens[first - 1].text.casefold().rstrip(".") if first else ""
        return word if word in COURTESY else None

    def _nearest(
        self, index: int, owners: list[Cluster], taken: dict[int, list[int]], fitting: list[int]
    ) -> int | None:
        """Return the owner named last in the paragraph, two sentences back at most, or None.

        In “Ulrike Kern spoke. Kern …” it is she; relatives count only where nobody else does.
        """
        here = self._sentence(index)
        latest = {
            n: max([-1, *(i for i in self._mentions(owners[n], taken.get(n, [])) if i < index)])
            for n in fitting
        }
        near = [
            n
            for n in fitting
            if latest[n] >= 0
            and here.index - self._sentence(latest[n]).index <= _NEAR
            and self._sentence(latest[n]).block == here.block
        ]
        near = [n for n in near if not self._relative(owners[n])] or near
        return max(near, key=lambda n: latest[n]) if near else None

    def _mentions(self, owner: Cluster, more: list[int]) -> Iterator[int]:
        yield from (i for g in owner for i in g.names)
        yield from more

    def _relative(self, owner: Cluster) -> bool:
        """Whether the person is brought in as somebody's relative: “her father, József Kern”."""
        return any(self._names[i].role_head in KIN for g in owner for i in g.names)

    def _sentence(self, index: int) -> Sentence:
        return self._parse.sentences[self._tokens[self._names[index].first].sentence]


def stem(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a person's name without the Arabic article and generation marks."""
    return tuple(w for w in words if w not in _SUFFIXES) or words


def _same_person(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two full names may name one person: same ends, the middle inside the other's.

    “Tobiás Margit” is “Margit Tobiás” in her own country.
    """
    a, b = stem(left), stem(right)
    short, long = sorted((a, b), key=len)
    words = len(short)
    if short == long or (words == len(long) == 2 and short == long[::-1]):
        return True
    if words > 1 and long[-words:] == short:
        return True  # “Moreau-Diallo” of “Sanae Moreau-Diallo”
    if short[-1] != long[-1]:
        # “Diego Moreno” of “Diego Moreno Ruiz”
        return words > 1 and len(long) == words + 1 and long[:-1] == short
    first = short[0] == long[0] or (len(short[0]) == 1 and long[0].startswith(short[0]))
    return first and set(short[1:]) <= set(long[1:])
