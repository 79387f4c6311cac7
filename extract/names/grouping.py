"""Groups names into the entities of an article and says what kind of thing each is."""

import msgspec

from extract.language import Parse
from extract.names import gazetteer
from extract.names.kinds import PLACE_TAGS, Group, Judge, body_of
from extract.names.lexicon import Gender, actors, given_names, known_body, name_words, roles
from extract.names.name import Name
from extract.names.namesakes import FIRM, GOVERNING, LEGAL_FORMS, Namesakes
from extract.names.persons import gender_of, merge_persons, stem
from extract.names.portfolios import core, is_generic, leading_country
from extract.names.spelling import bare, fold, without_article
from schemas import EntityKind

_ADDRESSING = frozenset("accuse blame urge warn condemn criticise criticize thank press".split())
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "de", "la", "&", "-", "to", "du"})


class Draft(msgspec.Struct, gc=False):
    """An entity under construction. `names`: indexes into the names of the article.

    `members`: indexes of the drafts it is made of, if it is several taken together.
    """

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
    age: int | None = None
    members: tuple[int, ...] = ()


def group_names(parse: Parse, text: str, names: list[Name]) -> list[Draft]:
    """Return the entities that *names* refer to, in order of first mention.

    Every name belongs to exactly one entity. One spelling has one kind throughout an article.
    """
    return _Grouper(parse, text, names).drafts()


class _Grouper:
    def __init__(self, parse: Parse, text: str, names: list[Name]) -> None:
        self._parse = parse
        self._tokens = parse.tokens
        self._text = text
        self._names = names
        self._context: frozenset[str] = frozenset()
        self._surnames: frozenset[str] = frozenset()
        self._named_countries: frozenset[str] = frozenset()
        self._namesakes = Namesakes(parse.tokens, names)

    def drafts(self) -> list[Draft]:
        groups = self._namesakes.parted(self._spellings())
        self._context = frozenset(
            g.key.partition(":")[2] for g in groups if g.key.startswith("country:")
        )
        self._namesakes.context = self._context
        judge = Judge(self._tokens, self._names, self._context)
        kinds: dict[str, EntityKind] = {
            g.key: "organisation" if g.key.endswith(FIRM) else judge.kind(g) for g in groups
        }
        merged = self._merge(groups, kinds)
        found = [self._draft(members, kind) for members, kind in merged]
        return sorted(found, key=lambda d: d.names[0])

    def _spellings(self) -> list[Group]:
        groups: dict[str, Group] = {}
        told: dict[str, str] = {}
        self._named_countries = frozenset(
            known.code
            for name in self._names
            if (known := gazetteer.country(self._written(name))) is not None
        )
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
            people = self._is_people(name) and not self._is_government(name, name.country)
            return f"people:{name.country}" if people else f"country:{name.country}"
        seat = gazetteer.capital(written)
        if seat is not None and self._acts(name, seat):
            return f"country:{seat}"  # “Ankara denied it”
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

    def _is_government(self, name: Name, country: str) -> bool:
        """Whether a people stands for its state: “The Iraqis rejected the charge”."""
        before = self._tokens[name.first - 1] if name.first else None
        after = self._tokens[name.last] if name.last < len(self._tokens) else None
        definite = before is not None and before.text.casefold() == "the"
        plain = after is None or after.upos in {"VERB", "AUX", "PUNCT", "ADV", "CCONJ"}
        head = self._tokens[name.last - 1]
        acting = head.rel.startswith(("nsubj", "obl:agent"))
        return definite and plain and acting and country in self._named_countries

    def _acts(self, name: Name, country: str) -> bool:
        """Whether a capital stands for its government, where the article names the country."""
        head = self._tokens[name.last - 1]
        verb = self._tokens[head.head] if head.head >= 0 else None
        return (
            country in self._named_countries
            and name.last - name.first == 1
            and verb is not None
            and (
                (head.rel == "nsubj" and verb.lemma.casefold() in GOVERNING)
                or (head.rel == "obj" and verb.lemma.casefold() in _ADDRESSING)
            )
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
            if len(stem(g.words)) == 1
            and kinds[g.key] not in {"person", "country"}
            and self._namesakes.surname_of(g, persons)
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
            (members, "person") for members in merge_persons(self._parse, self._names, persons)
        ]
        for members in self._merge_bodies(bodies):
            fullest = max(members, key=lambda g: len(g.key))
            merged.append((members, kinds[fullest.key]))
        merged.extend(([g], kinds[g.key]) for g in rest)
        return merged

    def _opens_body(self, group: Group, bodies: list[Group]) -> bool:
        """Whether the name is the beginning of exactly one longer name of a body."""
        names = [self._names[i] for i in group.names]
        if any(n.titled or n.role for n in names) or body_of(group) is not None:
            return False
        if group.key.endswith(FIRM):
            return any(g is not group and g.words[0] == group.words[0] for g in bodies)
        # “Trump” is the man, not the university that bears his name.
        if len(group.words) == 1 and group.words[0] in self._surnames:
            return False
        written = group.written[0]
        # “Oxford” beside “Oxford University” stays the town, unless the model saw a body there.
        tags = {n.tag for n in names}
        seen_place = bool(tags & PLACE_TAGS) or tags == {None}
        place = seen_place and self._namesakes.may_be_place(group, bodies)
        if place or gazetteer.demonym(written) is not None:
            return False
        if len(group.words) > 1 and "PER" in tags and written.split()[0] in given_names():
            return False  # nor is “Muhammad Ali” the centre that bears his
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
        if self._ends(full, part, short):
            return True
        # “Acme” for “Acme Corp.”, “Ministry of Health” for “Kenyan Ministry of Health”.
        return len(part) < len(full) and (
            full[: len(part)] == part
            and (
                all(w in LEGAL_FORMS for w in full[len(part) :]) or self._opens_body(short, [long])
            )
        )

    def _ends(self, full: list[str], part: list[str], short: Group) -> bool:
        """Whether the short name is the end of the long one: “the Post” of “The Harbour Post”.

        Not “Cross” of “Red Cross”, and never what every country has: “the Interior Ministry”.
        """
        if not 0 < len(part) < len(full) or full[-len(part) :] != part:
            return False
        if is_generic(short.written[0]) or short.words[0] in self._surnames:
            return False
        articles = (self._tokens[self._names[i].first - 1] for i in short.names)
        return any(t.text.casefold() == "the" and t.index >= 0 for t in articles)

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
        draft.gender = gender_of(self._parse, self._names, members)

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


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.replace("-", " ").split() if w not in _SMALL_WORDS).upper()
