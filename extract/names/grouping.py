"""Groups names into the entities of an article and says what kind of thing each is."""

import msgspec

from extract.language import Parse
from extract.names import gazetteer
from extract.names.kinds import PLACE_TAGS, Group, Judge, body_of
from extract.names.lexicon import Gender, actors, given_names, known_body, name_words, roles
from extract.names.name import Name
from extract.names.portfolios import core, is_generic, leading_country
from extract.names.spelling import bare, fold, without_article
from schemas import EntityKind

_LEGAL_FORMS = frozenset(
    "inc corp corporation ltd llc plc co company group holdings ag gmbh sa nv movement militia"
    " party".split()
)
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "de", "la", "&", "-", "to", "du"})


class Draft(msgspec.Struct, gc=False):
    """An entity under construction. `names`: indexes into the names of the article."""

    name: str
    kind: EntityKind
    names: list[int]
    spellings: list[str]
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    role_head: str | None = None
    organisation: str | None = None
    gender: Gender | None = None
    nouns: frozenset[str] = frozenset()
    plural: bool = False
    head: str | None = None
    named: bool = True


def group_names(parse: Parse, text: str, names: list[Name]) -> list[Draft]:
    """Return the entities that *names* refer to, in order of first mention.

    Every name belongs to exactly one entity. One spelling has one kind throughout an article.
    """
    return _Grouper(parse, text, names).drafts()


class _Grouper:
    def __init__(self, parse: Parse, text: str, names: list[Name]) -> None:
        self._tokens = parse.tokens
        self._text = text
        self._names = names
        self._context: frozenset[str] = frozenset()
        self._surnames: frozenset[str] = frozenset()

    def drafts(self) -> list[Draft]:
        groups = self._spellings()
        self._context = frozenset(
            g.key.partition(":")[2] for g in groups if g.key.startswith("country:")
        )
        judge = Judge(self._tokens, self._names, self._context)
        kinds: dict[str, EntityKind] = {group.key: judge.kind(group) for group in groups}
        merged = self._merge(groups, kinds)
        found = [self._draft(members, kind) for members, kind in merged]
        return sorted(found, key=lambda d: d.names[0])

    def _spellings(self) -> list[Group]:
        groups: dict[str, Group] = {}
        told: dict[str, str] = {}
        for index, name in enumerate(self._names):
            written = self._written(name)
            key = self._key(name, written)
            if is_generic(written):
                # Kenya's Interior Ministry and Uganda's are two; the bare name is the last told.
                body = fold(core(written))
                country = name.country or leading_country(written) or told.get(body)
                if country is not None:
                    told[body] = country
                    key = f"{key}@{country}"
            group = groups.get(key)
            if group is None:
                group = groups[key] = Group(
                    key, [], [], tuple(fold(bare(written)).split()) or (key,)
                )
            group.names.append(index)
            if written not in group.written:
                group.written.append(written)
        return list(groups.values())

    def _key(self, name: Name, written: str) -> str:
        country = gazetteer.country(written)
        if country is not None:
            return f"country:{country.code}"
        if name.is_demonym and name.country is not None:
            # “Iraqi forces” speaks of Iraq; “Iraqis” of a people.
            people = self._is_people(name)
            return f"people:{name.country}" if people else f"country:{name.country}"
        body = known_body(written)
        if body is not None:
            return f"body:{body.name}"
        return fold(without_article(written))

    def _is_people(self, name: Name) -> bool:
        token = self._tokens[name.last - 1]
        plural = token.text.endswith("s") and not token.text.endswith(("ss", "us"))
        return (
            plural
            and token.text not in {"US", "U.S."}
            and gazetteer.demonym(token.text) is not None
        )

    # -- bringing spellings together ---------------------------------------------------------

    def _merge(
        self, groups: list[Group], kinds: dict[str, EntityKind]
    ) -> list[tuple[list[Group], EntityKind]]:
        persons = [g for g in groups if kinds[g.key] == "person"]
        self._surnames = frozenset(
            word
            for g in persons
            for word in g.words[-1:]
            if len(g.words) > 1 or self._names[g.names[0]].titled
        )
        bodies = [g for g in groups if kinds[g.key] in {"organisation", "group"}]
        short = [
            g
            for g in groups
            if len(g.words) == 1
            and kinds[g.key] in {"place", "other", "organisation"}
            and self._surname_of(g, persons)
        ]
        persons = sorted(persons + short, key=lambda g: g.names[0])
        bodies = [g for g in bodies if g not in short]
        # “Halden” alone is the Halden Steel Corp. named beside it, whatever the model took it for.
        bodies += [
            g
            for g in groups
            if g not in bodies and g not in persons and self._opens_body(g, bodies)
        ]
        persons = [g for g in persons if not self._opens_body(g, bodies)]
        bodies = [g for g in groups if g in bodies or self._opens_body(g, bodies)]
        rest = [g for g in groups if g not in persons and g not in bodies]
        merged: list[tuple[list[Group], EntityKind]] = [
            (members, "person") for members in self._merge_persons(persons)
        ]
        for members in self._merge_bodies(bodies):
            fullest = max(members, key=lambda g: len(g.key))
            merged.append((members, kinds[fullest.key]))
        merged.extend(([g], kinds[g.key]) for g in rest)
        return merged

    def _surname_of(self, group: Group, persons: list[Group]) -> bool:
        """Whether a lone word is the surname of a person named in full before it."""
        if body_of(group) is not None:
            return False
        tags = {self._names[i].tag for i in group.names}
        return ("PER" in tags or not tags & PLACE_TAGS) and any(
            p is not group
            and len(p.words) > 1
            and p.words[-1] == group.words[-1]
            and ("PER" in tags or p.names[0] < group.names[0])
            for p in persons
        )

    def _opens_body(self, group: Group, bodies: list[Group]) -> bool:
        """Whether the name is the beginning of exactly one longer name of a body."""
        names = [self._names[i] for i in group.names]
        if any(n.titled or n.role for n in names) or body_of(group) is not None:
            return False
        # “Trump” is the man, not the university that bears his name.
        if len(group.words) == 1 and group.words[0] in self._surnames:
            return False
        written = group.written[0]
        # “Oxford” beside “Oxford University” stays the town, unless the model saw a body there.
        tags = {n.tag for n in names}
        seen_place = bool(tags & PLACE_TAGS) or tags == {None}
        place = gazetteer.place(written) is not None and seen_place
        if place or gazetteer.demonym(written) is not None:
            return False
        if written in given_names() or written.casefold() in name_words() or ":" in group.key:
            return False
        longer = {
            g.words[: len(group.words) + 1]
            for g in bodies
            if g is not group
            and len(g.words) > len(group.words)
            and g.words[: len(group.words)] == group.words
        }
        return len(longer) == 1

    def _merge_persons(self, groups: list[Group]) -> list[list[Group]]:
        full = [g for g in groups if len(_stem(g.words)) > 1]
        clusters: list[list[Group]] = []
        for group in full:
            for cluster in clusters:
                if any(_same_person(group.words, other.words) for other in cluster):
                    cluster.append(group)
                    break
            else:
                clusters.append([group])
        alone: list[list[Group]] = []
        for group in groups:
            if group in full:
                continue
            owners = self._owners(group, clusters)
            if len(owners) == 1:
                owners[0].append(group)
            elif owners:
                self._share(group, owners)
            else:
                alone.append([group])
        return clusters + alone

    def _share(self, group: Group, owners: list[list[Group]]) -> None:
        """Give each mention of a surname that several people bear to one of them.

        To the one whose gender its title tells, of those named so far, else to the one named
        last before it.
        """
        taken: dict[int, list[int]] = {}
        for index in group.names:
            told = self._names[index].gender
            fitting = [
                n
                for n, owner in enumerate(owners)
                if told is None or self._gender(owner) in {told, None}
            ] or list(range(len(owners)))
            starts = {n: min(i for g in owners[n] for i in g.names) for n in fitting}
            named = [n for n in fitting if starts[n] < index] or fitting
            latest = {
                n: max((i for g in owners[n] for i in g.names if i < index), default=-1)
                for n in named
            }
            latest |= {
                n: max([latest[n], *(i for i in taken.get(n, ()) if i < index)]) for n in named
            }
            taken.setdefault(max(named, key=lambda n: latest[n]), []).append(index)
        for number, indexes in taken.items():
            part = Group(group.key, list(group.written), indexes, group.words)
            owners[number].append(part)

    def _owners(self, group: Group, clusters: list[list[Group]]) -> list[list[Group]]:
        """Return the people a short name may belong to: by surname, else by first name."""
        short = _stem(group.words)
        by_last = [c for c in clusters if any(_stem(g.words)[-1:] == short[-1:] for g in c)]
        # By first name only somebody introduced in full before: “Eva” is not a later “Eva Marsh”.
        return by_last or [
            c
            for c in clusters
            if any(_stem(g.words)[: len(short)] == short and g.names[0] < group.names[0] for g in c)
        ]

    def _merge_bodies(self, groups: list[Group]) -> list[list[Group]]:
        clusters: list[list[Group]] = []
        for group in sorted(groups, key=lambda g: (-len(g.words), g.names[0])):
            owners = [c for c in clusters if any(self._same_body(g, group) for g in c)]
            if len(owners) == 1:
                owners[0].append(group)
            else:
                clusters.append([group])
        return clusters

    def _same_body(self, long: Group, short: Group) -> bool:
        countries = [g.key.partition("@")[2] for g in (long, short)]
        both = is_generic(long.written[0]) and is_generic(short.written[0])
        if both and countries[0] != countries[1]:
            return False
        if self._introduced(long, short):
            return True
        known = [body_of(g) for g in (long, short)]
        if known[0] is not None and known[1] is not None:
            return False
        full, part = self._core(long), self._core(short)
        if full == part:
            return True
        if len(short.words) == 1 and short.written[0].isupper():
            return _initials(long.written[0]) == short.written[0].replace(".", "")
        # “Acme” for “Acme Corp.”, “Ministry of Health” for “Kenyan Ministry of Health”.
        return len(part) < len(full) and (
            full[: len(part)] == part
            and (
                all(w in _LEGAL_FORMS for w in full[len(part) :]) or self._opens_body(short, [long])
            )
        )

    def _core(self, group: Group) -> list[str]:
        """Return the words of a body without the country in front."""
        written = group.written[0].split()
        lead = written[0] if written else ""
        words = list(group.words)
        if len(words) > 1 and (gazetteer.demonym(lead) or gazetteer.country(lead)):
            return words[1:]
        return words

    def _introduced(self, long: Group, short: Group) -> bool:
        """Whether the short name stands in brackets right after the long one."""
        for index in short.names:
            name = self._names[index]
            before = self._names[index - 1] if index else None
            if (
                before is not None
                and index - 1 in long.names
                and name.first == before.last + 1
                and self._tokens[before.last].text == "("
            ):
                return True
        return False

    # -- drafts ------------------------------------------------------------------------------

    def _draft(self, members: list[Group], kind: EntityKind) -> Draft:
        indexes = sorted(i for group in members for i in group.names)
        spellings = list(dict.fromkeys(w for group in members for w in group.written))
        names = [self._names[i] for i in indexes]
        draft = Draft(
            name=self._fullest(members, kind), kind=kind, names=indexes, spellings=spellings
        )
        draft.nouns = frozenset(word for name in names for word in name.described)
        if kind == "person":
            self._describe_person(draft, names, members)
        else:
            self._describe_body(draft, names, members)
        return draft

    def _fullest(self, members: list[Group], kind: EntityKind) -> str:
        prefix, _, rest = members[0].key.partition(":")
        if prefix == "country" and rest:
            known = gazetteer.country_by_code(rest)
            return known.name if known else members[0].written[0]
        written = [w for group in members for w in group.written]
        words = max(len(w.split()) for w in written)
        longest = [w for w in written if len(w.split()) == words]
        if kind != "person":
            return without_article(max(longest, key=len))
        return max(longest, key=lambda w: (len(w), w))

    def _describe_person(self, draft: Draft, names: list[Name], members: list[Group]) -> None:
        with_role = [n for n in names if n.role is not None]
        if with_role:
            best = max(with_role, key=_role_weight)
            draft.role, draft.role_head = best.role, best.role_head
            role = roles().get(best.role_head or "")
            draft.sector = role.sector if role else None
        draft.nouns |= {n.role_head for n in with_role if n.role_head}
        draft.organisation = next((n.organisation for n in names if n.organisation), None)
        draft.country = next((n.country for n in names if n.country), None)
        draft.gender = self._gender(members)

    def _gender(self, members: list[Group]) -> Gender | None:
        names = [self._names[i] for group in members for i in group.names]
        told: list[Gender] = [n.gender for n in names if n.gender is not None]
        if told:
            return told[0]
        for name in names:
            words = self._words(name)
            gender: Gender | None = given_names().get(words[0])
            if len(words) > 1 and gender is not None:
                return gender
        return None

    def _describe_body(self, draft: Draft, names: list[Name], members: list[Group]) -> None:
        prefix, _, rest = members[0].key.partition(":")
        if rest and prefix in {"country", "people"}:
            draft.country = rest
            draft.plural = prefix == "people"
            draft.sector = None if prefix == "country" else "CVL"
            return
        body = next((b for g in members if (b := body_of(g)) is not None), None)
        if body is not None:
            draft.name, draft.country, draft.sector = body.name, body.country, body.sector
            if body.name == "Congress" and self._context and body.country not in self._context:
                draft.country = None  # Peru has one too
            if body.name not in draft.spellings:
                draft.name = without_article(max(draft.spellings, key=lambda w: (len(w), w)))
        else:
            draft.country = next((n.country for n in names if n.country), None)
            draft.sector = self._sector(names[0]) or _described_sector(names)
            if draft.sector in {"REB", "PRM", "CRM"} and draft.kind == "organisation":
                draft.kind = "group"
        draft.country = draft.country or self._leading_country(draft)
        if draft.kind == "place":
            place = gazetteer.place(draft.name, self._context)
            draft.country = place.country if place else draft.country
        words = frozenset(w.casefold() for w in draft.name.split())
        draft.nouns |= words

    def _leading_country(self, draft: Draft) -> str | None:
        for written in draft.spellings:
            lead = written.split()[0]
            code = gazetteer.demonym(lead)
            known = gazetteer.country(lead)
            if len(written.split()) > 1 and (code or known):
                return code or (known.code if known else None)
        return None

    def _sector(self, name: Name) -> str | None:
        words = [w.casefold() for w in self._words(name)]
        for word in words:
            # The Police Department is police; the Oil Ministry is no business.
            known = name_words().get(word)
            if known is not None and known.sector in {"COP", "JUD", "MIL"}:
                return known.sector
        for word in (words[-1], words[0], *words):
            known = name_words().get(word)
            if known is not None and known.sector is not None:
                return known.sector
        return None

    # -- small readings ----------------------------------------------------------------------

    def _words(self, name: Name) -> list[str]:
        return [self._tokens[i].text for i in range(name.first, name.last)]

    def _written(self, name: Name) -> str:
        text = self._text[self._tokens[name.first].start : self._tokens[name.last - 1].end]
        return " ".join(text.split())


def _described_sector(names: list[Name]) -> str | None:
    """Return the sector an apposition tells: “X, an Iraqi militia group”."""
    for noun in (word for name in names for word in name.described):
        actor = actors().get(noun)
        if actor is not None and actor.sector is not None:
            return actor.sector
    return None


def _role_weight(name: Name) -> int:
    """Longer roles tell more; “Mr.” and “Dr.” tell least."""
    role = name.role or ""
    known = roles().get(name.role_head or "")
    courtesy = known is not None and known.is_title and known.sector is None
    return len(role) - (100 if courtesy and len(role) < 6 else 0)


def _stem(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a person's name without the Arabic article and initials' dots."""
    return tuple(w for w in words if w not in {"al", "el", "jr", "sr", "ii", "iii"}) or words


def _same_person(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two full names may name one person: same ends, the middle inside the other's."""
    a, b = _stem(left), _stem(right)
    short, long = sorted((a, b), key=len)
    if short == long:
        return True
    if short[-1] != long[-1]:
        return False
    first = short[0] == long[0] or (len(short[0]) == 1 and long[0].startswith(short[0]))
    return first and set(short[1:]) <= set(long[1:])


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.replace("-", " ").split() if w not in _SMALL_WORDS).upper()
