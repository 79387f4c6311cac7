"""Whom a speaker is that names leave open: “she said”, “the minister warned”, “governor says”.

The references of an article leave a pronoun or a phrase alone where they are not sure. Whoever
speaks is somebody, and an article lets few speak, so that a reader still knows: the one spoken of
in the sentences before, the one the article is about, the only one of that office.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from extract.analysis import Analysis
from extract.language import Token
from extract.names import ArticleEntity, Mention
from extract.names.lexicon import Gender, actors, given_names, name_words, roles
from extract.statements.attribution import Source
from extract.statements.lexicon import lexicon
from extract.statements.quotes import Quotations

_GENDERS: dict[str, Gender] = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_TOLD: dict[str, Gender] = {**_GENDERS, "himself": "m", "hers": "f", "herself": "f"}
_NEUTER = frozenset({"it", "its"})
_BODIES = frozenset({"organisation", "group", "country", "facility"})
_REACH = 4
"""Sentences back within which “she” finds whoever was spoken of last."""

_FAR = 12
"""Sentences back within which “she” may mean the one whom the article is about."""

_FEW = 3
"""How often the one whom an article is about is spoken of at least."""

_DEFINITE = frozenset({"the", "this", "that", "his", "her", "its", "their", "our", "my"})
_INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any", "no", "every", "each"})
_RANKS = frozenset("vice deputy former acting ex prime assistant junior shadow opposition".split())
_IDLE = frozenset(
    "the a an this that his her its their our my new own local state national regional federal main"
    " city county village town country big small young old elderly 's ’s ' ’ - later same main"
    " government ruling controversial embattled powerful influential".split()
)
_STATE = frozenset({"GOV", "LEG", "JUD", "MIL", "COP"})
_COMPANIES = frozenset(
    "company firm carmaker automaker manufacturer maker airline retailer lender operator chain"
    " developer startup start-up brand supplier designer brewer builder giant insurer miner"
    " business supermarket carrier broadcaster publisher shipbuilder exporter".split()
)
_WATCHDOGS = frozenset({"watchdog", "regulator"})
_OFFICES = frozenset(
    "authority commission agency office inspectorate board council regulator service".split()
)
_GROUPS = frozenset({"group", "organisation", "organization", "charity", "ngo", "body", "movement"})
_SAME_OFFICE = {
    "judge": frozenset({"justice", "magistrate"}),
    "vicar": frozenset({"rev", "reverend", "rector", "priest"}),
    "rector": frozenset({"rev", "reverend", "vicar"}),
    "priest": frozenset({"rev", "reverend", "father", "fr"}),
    "lawmaker": frozenset({"senator", "representative", "mp", "congressman", "congresswoman"}),
    "doctor": frozenset({"dr"}),
}
"""What one office is called besides: “Mr Justice Lee … the judge”."""

_CENTRAL_BANK = re.compile(r"\b(?:Bank of|Norges|(?:Central|National|Reserve|Federal)\b.*\bBank)")
"""Matches “Bank of Ghana”, “Reserve Bank”; not “World Bank”, “First Ghana Bank”."""

_MANY = frozenset(
    "official officials source witness resident expert analyst critic member lawyer aide spokesman"
    " spokeswoman spokesperson officer victim survivor neighbour neighbor friend".split()
)
"""What an article has several of, so that the first named speaker need not be this one."""

_CLOSE = 2
_OPENING = 2
_SOON = 8
_CAMPS = frozenset({"union", "federation", "club", "party"})


def referent(
    analysis: Analysis, quotations: Quotations, source: Source, head: Token
) -> ArticleEntity | None:
    """Return who speaks where *source*, meant by *head*, has no name; None if that is unsure."""
    word = head.text.casefold()
    if word in _GENDERS and head.upos in {"PRON", "DET"}:
        return _person_meant(analysis, quotations, head, _GENDERS[word])
    if word == "who" or analysis.tokens[source.head].text.casefold() == "who":
        return _named_before(analysis, analysis.tokens[source.head])
    if word in _NEUTER:
        return _body_meant(analysis, head)
    if head.upos in {"NOUN", "PROPN", "ADJ"}:
        return _Description(analysis, source, head).meant()
    return None


def fuller(analysis: Analysis, entity: ArticleEntity) -> ArticleEntity:
    """Return the one whose fuller name holds the single word *entity* is called by, or *entity*.

    “RIVERA: …” is Carlos Rivera, “Nattaya” Nattaya Srisombat, if they are the only ones so named.
    """
    word = entity.name.casefold()
    if " " in word or "-" in word or not named(analysis, entity) or entity.kind == "country":
        return entity
    people = [
        e
        for e in analysis.entities
        if e.kind == "person" and " " in e.name and word in {*e.name.casefold().split()}
    ]
    ends = [e for e in people if word == e.name.casefold().split()[-1]] or people
    return ends[0] if len(ends) == 1 and entity.kind in {"person", "place", "other"} else entity


# -- he and she ------------------------------------------------------------------------------


def taken_up(
    analysis: Analysis, quotations: Quotations, pronoun: Token, read: ArticleEntity | None
) -> ArticleEntity | None:
    """Return whom the paragraph so far is about where “he” was read as somebody further off.

    “Law Minister Ann Lee said she would comply. She denied …” is Lee, whoever came before. *read*
    is who was found by the weight of all mentions, and stands if spoken of since.
    """
    gender = _GENDERS.get(pronoun.text.casefold())
    if gender is None:
        return read
    subject = _subject_before(analysis, quotations, pronoun, gender)
    if subject is None or (read is not None and subject.entity == read.index):
        return read
    found = analysis.entities[subject.entity]
    if read is None:
        return found if named(analysis, found) else None
    between = (analysis.mentions[i] for i in read.mentions)
    since = [m for m in between if subject.start < m.start < pronoun.start]
    here = analysis.tokens[subject.first].sentence
    told_of = all(analysis.tokens[m.first].sentence == here for m in since)
    goes_on = told_of and _goes_on_saying(analysis, pronoun) and _says(analysis, subject)
    if since and not goes_on:
        return read  # but “Lee says the parrot is bored. “…,” he adds” is Lee
    return found if named(analysis, found) else read


def _subject_before(
    analysis: Analysis, quotations: Quotations, pronoun: Token, gender: Gender
) -> Mention | None:
    """Return the subject of the last main clause of the paragraph that suits the pronoun."""
    block = analysis.sentences[pronoun.sentence].block
    for number in range(pronoun.sentence - 1, -1, -1):
        sentence = analysis.sentences[number]
        if sentence.block != block:
            return None
        for token in analysis.sentence_tokens(sentence):
            governor = analysis.head(token)
            main = governor is not None and governor.head < 0 and token.rel == "nsubj"
            if not main or quotations.at(token.start) is not None:
                continue
            mention = _mention_around(analysis, token)
            if mention is not None and _suits(analysis, mention, gender):
                return mention
    return None


def _mention_around(analysis: Analysis, token: Token) -> Mention | None:
    """Return the mention of the subject *token*, the name that its title stands before if any."""
    mention = analysis.mention_of(token)
    if mention is not None and mention.head == token.index:
        return mention
    for child in analysis.children(token, "flat", "appos", "compound"):
        name = analysis.mention_of(child)
        bare = child.rel == "appos" and token.lemma.casefold() not in roles()
        if name is not None and name.kind == "name" and name.head == child.index and not bare:
            return name
    return mention


def _goes_on_saying(analysis: Analysis, pronoun: Token) -> bool:
    verb = analysis.head(pronoun)
    return verb is not None and verb.lemma.casefold() in {"say", "add", "explain", "continue"}


def _says(analysis: Analysis, subject: Mention) -> bool:
    verb = analysis.head(analysis.tokens[subject.head])
    entry = None if verb is None else lexicon().verbs.get(verb.lemma.casefold())
    return entry is not None and bool(entry.frames & {"quote", "that"})


def _named_before(analysis: Analysis, relative: Token) -> ArticleEntity | None:
    """Return the person before “who”: “Ann Lee of the University of Oslo, who warned”."""
    for mention in _before(analysis, relative.start):
        if analysis.tokens[mention.first].sentence != relative.sentence:
            return None
        if mention.kind == "name" and analysis.entities[mention.entity].kind == "person":
            between = analysis.tokens[mention.last : relative.index]
            if any(t.upos in {"VERB", "AUX", "SCONJ", "CCONJ"} for t in between):
                return None
            return analysis.entities[mention.entity]
    return None


def _person_meant(
    analysis: Analysis, quotations: Quotations, pronoun: Token, gender: Gender
) -> ArticleEntity | None:
    last = -1
    near: list[Mention] = []
    for mention in _before(analysis, pronoun.start):
        sentence = analysis.tokens[mention.first].sentence
        distance = pronoun.sentence - sentence
        if distance > _REACH:
            break
        if sentence != last and near:
            break
        last = sentence
        if quotations.at(mention.start) is not None or not _suits(analysis, mention, gender):
            continue
        entity = analysis.entities[mention.entity]
        block = analysis.sentences[sentence].block
        close = distance <= 1 or block == analysis.sentences[pronoun.sentence].block
        if named(analysis, entity) or (close and _stands_out(analysis, mention)):
            near.append(mention)
    chosen = _foremost(analysis, near)
    if chosen is not None:
        entity = analysis.entities[chosen.entity]
        return entity if named(analysis, entity) else None
    return _protagonist(analysis, pronoun, gender)


def _before(analysis: Analysis, position: int) -> Iterator[Mention]:
    """Yield the mentions that end before the code point *position*, the last first."""
    index = bisect_left(analysis.mentions, position, key=lambda mention: mention.start)
    for mention in reversed(analysis.mentions[:index]):
        if mention.end <= position:
            yield mention


def _suits(analysis: Analysis, mention: Mention, gender: Gender) -> bool:
    entity = analysis.entities[mention.entity]
    if entity.members:
        return False
    if entity.kind != "person":
        return _speaks_by_name(analysis, mention) or _holds_office(analysis, entity)
    head = analysis.tokens[mention.head]
    plural = mention.kind == "nominal" and head.text.casefold() != head.lemma.casefold()
    return not plural and told_gender(analysis, entity) in {gender, None}


def _speaks_by_name(analysis: Analysis, mention: Mention) -> bool:
    """Whether a name read as a place or a thing says something: “Nattaya told supporters”."""
    if mention.kind != "name":
        return False
    head = analysis.tokens[mention.head]
    verb = analysis.head(head)
    entity = analysis.entities[mention.entity]
    told = verb is not None and verb.lemma.casefold() in {"say", "tell", "recall", "explain"}
    return told and head.rel == "nsubj" and entity.kind in {"place", "other", "work"}


def _holds_office(analysis: Analysis, entity: ArticleEntity) -> bool:
    """Whether a title stands beside a name read as a place: “its foreign minister, Omar Plaza”."""
    if entity.kind not in {"place", "facility", "other", "work"} or not named(analysis, entity):
        return False
    heads = (analysis.tokens[analysis.mentions[i].head] for i in entity.mentions)
    return any(t.upos == "NOUN" and t.lemma.casefold() in roles() for t in heads)


def told_gender(analysis: Analysis, entity: ArticleEntity) -> Gender | None:
    """Return the gender of a person: what its pronouns tell, else its title, else its name."""
    counts = {"m": 0, "f": 0}
    for index in entity.mentions:
        mention = analysis.mentions[index]
        told = _TOLD.get(analysis.text[mention.start : mention.end].casefold())
        subject = analysis.tokens[mention.head].rel.startswith(("nsubj", "nmod"))
        if told is not None and mention.kind == "pronoun" and subject:
            counts[told] += 1  # “the president will ask her” tells nothing of him
    if counts["m"] != counts["f"]:
        return "m" if counts["m"] > counts["f"] else "f"
    for index in entity.mentions:
        mention = analysis.mentions[index]
        before = analysis.tokens[mention.first - 1].text.casefold() if mention.first else ""
        noun = analysis.tokens[mention.head].lemma.casefold() if mention.kind == "nominal" else ""
        for word in (before, noun, *(mention.role or "").casefold().split()):
            role = roles().get(word)
            if role is not None and role.gender is not None:
                return role.gender
            if word.endswith(("woman", "man")):
                return "f" if word.endswith("woman") else "m"
    first = entity.name.split()[0]
    return given_names().get(first) if " " in entity.name else None


def _foremost(analysis: Analysis, near: list[Mention]) -> Mention | None:
    """Return the subject among *near*, else the only one of them; None if they are several."""
    subjects = [m for m in near if analysis.tokens[m.head].rel.startswith("nsubj")]
    main = [m for m in subjects if _in_main_clause(analysis, m)] or subjects
    chosen = main or near
    return chosen[-1] if len({m.entity for m in chosen}) == 1 else None


def _stands_out(analysis: Analysis, mention: Mention) -> bool:
    """Whether somebody unnamed is the subject of a sentence, or spoken of before.

    “A spokeswoman confirmed it. She …”; not “an accent that one boss called odd. She …”.
    """
    subject = analysis.tokens[mention.head].rel.startswith("nsubj")
    if mention.kind != "nominal" or not subject:
        return False
    mentions = (analysis.mentions[i] for i in analysis.entities[mention.entity].mentions)
    again = sum(m.kind == "nominal" for m in mentions) > 1
    return again or _in_main_clause(analysis, mention)


def _in_main_clause(analysis: Analysis, mention: Mention) -> bool:
    verb = analysis.head(analysis.tokens[mention.head])
    return verb is not None and verb.head < 0


def _protagonist(analysis: Analysis, pronoun: Token, gender: Gender) -> ArticleEntity | None:
    """Return the person of the pronoun's gender whom the article so far is about."""
    counts: dict[int, int] = {}
    for mention in _before(analysis, pronoun.start):
        entity = analysis.entities[mention.entity]
        if entity.kind != "person" or not named(analysis, entity):
            continue
        if told_gender(analysis, entity) == gender:
            counts[mention.entity] = counts.get(mention.entity, 0) + 1
    if not counts:
        return None
    ranked = sorted(counts, key=lambda e: (-counts[e], e))
    rival = counts[ranked[1]] if len(ranked) > 1 else 0
    best = counts[ranked[0]]
    return analysis.entities[ranked[0]] if best >= _FEW and best >= 2 * rival else None


# -- it --------------------------------------------------------------------------------------


def _body_meant(analysis: Analysis, pronoun: Token) -> ArticleEntity | None:
    """Return the body that the main clauses before speak of; a paper or an event stops the search.

    “Sporveien said three were hurt. The line is closed. It declined to comment.”
    """
    for number in range(pronoun.sentence, max(pronoun.sentence - _REACH, -1), -1):
        subject = _main_subject(analysis, number, pronoun.start)
        if subject is None:
            continue
        entity = analysis.entity_of(subject)
        lemma = subject.lemma.casefold()
        if entity is not None and entity.kind in _BODIES and not _plural(subject):
            return entity if named(analysis, entity) else None
        if lemma in _DOCUMENTS:
            return None
    return None


_DOCUMENTS = frozenset(
    "report study survey poll letter statement document paper book indictment ruling leaflet memo"
    " review audit website sign app bill law plan article film verdict judgment notice".split()
)


def _main_subject(analysis: Analysis, number: int, limit: int) -> Token | None:
    sentence = analysis.sentences[number]
    for token in analysis.sentence_tokens(sentence):
        governor = analysis.head(token)
        main = governor is not None and governor.head < 0
        if token.start < limit and main and token.rel == "nsubj" and token.upos != "PRON":
            return token
    return None


def _plural(token: Token) -> bool:
    word = token.text.casefold()
    return token.upos == "NOUN" and word != token.lemma.casefold() and word.endswith("s")


# -- phrases ---------------------------------------------------------------------------------


def named(analysis: Analysis, entity: ArticleEntity) -> bool:
    """Return whether the article calls *entity* by a name."""
    return any(analysis.mentions[i].kind == "name" for i in entity.mentions)


def _name_at(analysis: Analysis, token: Token, head: Token) -> Mention | None:
    """Return the name that *token* is part of, before the *head* of a phrase."""
    mention = analysis.mention_of(token)
    inside = mention is not None and mention.kind == "name" and mention.last <= head.index
    return mention if inside else None


def _words_of(entity: ArticleEntity) -> frozenset[str]:
    words = entity.name.casefold().replace("’", "'").split()
    return frozenset(word.removesuffix("'s").rstrip("'") for word in words)


class _Description:
    """A phrase that stands for a speaker: “the minister”, “Saskatchewan’s opposition leader”."""

    def __init__(self, analysis: Analysis, source: Source, head: Token) -> None:
        self._analysis = analysis
        self._head = head
        self._source = source
        self._lemma = head.lemma.casefold()
        inside = [
            t
            for t in analysis.tokens_between(source.span.start, source.span.end)
            if t.index <= head.index
        ]
        self._lead = inside[0].text.casefold() if inside else ""
        self._words = frozenset(t.text.casefold() for t in inside[:-1]) - _IDLE
        names = [m for t in inside[:-1] if (m := _name_at(analysis, t, head)) is not None]
        owners = [analysis.entities[m.entity] for m in names]
        self._countries = {e.country for e in owners if e.country and e.kind == "country"}
        self._owners = {e.name for e in owners if e.kind == "organisation"}
        self._narrowing = self._words - {
            t.text.casefold() for m in names for t in analysis.tokens[m.first : m.last]
        }

    def meant(self) -> ArticleEntity | None:
        """Return the named one that the phrase means, None unless it is the only one or near."""
        sentence = self._analysis.sentences[self._head.sentence]
        mention = self._analysis.mention_of(self._head)
        bare = self._lead not in _INDEFINITE | _DEFINITE
        bare = bare and (mention is None or mention.kind != "name")
        headline = sentence.origin == "headline" and bare
        if self._lead in _INDEFINITE or _plural(self._head) or self._followed():
            return None
        owned = any(t.text in {"'s", "’s"} for t in self._inside())
        if not (headline or self._lead in _DEFINITE or owned):
            return None
        fitting = [e for e in self._analysis.entities if self._fits(e)]
        if fitting:
            return self._first_after(fitting) if headline else self._nearest(fitting)
        near = [e for e in self._analysis.entities if self._may_be(e)]
        opens = sentence.index <= _OPENING or headline
        if not near:
            return self._first_speaker() if opens else None
        chief = next((e for e in near if self._chief(e)), None)
        found = chief or self._last_before(near, _CLOSE)
        one = len(near) == 1 or self._lemma in _WATCHDOGS
        return self._first_after(near) if found is None and opens and one else found

    def _nearest(self, fitting: list[ArticleEntity]) -> ArticleEntity | None:
        return fitting[0] if len(fitting) == 1 else self._last_before(fitting, None)

    def _first_speaker(self) -> ArticleEntity | None:
        """Return the first who speaks by a bare name after the phrase: wire reports open so.

        “Tanzania’s health minister said … “…,” Ann Lee told parliament.”
        """
        own = self._analysis.entity_of(self._head)
        if self._lemma not in roles() or self._lemma in _MANY:
            return None
        if own is not None and own.kind != "person":
            return None  # “the coast guard”
        for mention in self._analysis.mentions:
            entity = self._analysis.entities[mention.entity]
            if mention.start < self._source.span.end or mention.kind != "name":
                continue
            if entity.kind != "person" or self._analysis.tokens[mention.head].rel != "nsubj":
                continue
            told = entity.role is not None or entity.mentions[0] != mention.index
            near = self._analysis.tokens[mention.first].sentence - self._head.sentence <= _SOON
            return entity if near and not told and _says(self._analysis, mention) else None
        return None

    def _inside(self) -> list[Token]:
        span = self._source.span
        return list(self._analysis.tokens_between(span.start, span.end))

    def _followed(self) -> bool:
        """Whether words after the head narrow the phrase: “the head of the union”."""
        return self._source.span.end > self._head.end

    def _first_after(self, fitting: list[ArticleEntity]) -> ArticleEntity | None:
        return min(fitting, key=lambda e: self._analysis.mentions[e.mentions[0]].start)

    def _last_before(self, fitting: list[ArticleEntity], reach: int | None) -> ArticleEntity | None:
        """Return the last of *fitting* spoken of before, at most *reach* sentences back."""
        numbers = {e.index for e in fitting}
        for mention in _before(self._analysis, self._source.span.start):
            distance = self._head.sentence - self._analysis.tokens[mention.first].sentence
            if reach is not None and distance > reach:
                return None
            if mention.entity in numbers:
                return self._analysis.entities[mention.entity]
        return None

    def _fits(self, entity: ArticleEntity) -> bool:
        if not named(self._analysis, entity) or entity.members:
            return False
        if self._countries and entity.country and entity.country not in self._countries:
            return False
        if entity.kind == "person":
            return self._fits_person(entity)
        return entity.kind in {"organisation", "group", "facility"} and self._fits_body(entity)

    def _fits_person(self, entity: ArticleEntity) -> bool:
        if self._owners and entity.organisation and entity.organisation not in self._owners:
            return False
        offices = {entity.role or ""} | {
            self._analysis.mentions[i].role or "" for i in entity.mentions
        }
        return any(self._fits_office(office) for office in sorted(offices) if office)

    def _fits_office(self, office: str) -> bool:
        words = office.casefold().replace("-", " ").split()
        parts = re.split(r" (?:of|for|and|at|in) ", office.casefold())
        heads = {part.split()[-1].rstrip(".") for part in parts if part}
        if not heads & ({self._lemma} | _SAME_OFFICE.get(self._lemma, frozenset())):
            return False  # “the army” is not the “army spokesman”
        said = self._words | {self._lemma}
        if (set(words) & _RANKS) - said:
            return False
        own = self._narrowing - {w for w in self._narrowing if w in actors()}
        return not own or own <= set(words)

    def _fits_body(self, entity: ArticleEntity) -> bool:
        """Whether the noun stands in the name: “the union” is the Dockers’ Union."""
        words = _words_of(entity)
        if self._lemma == "bank" and "central" in self._narrowing:
            return _CENTRAL_BANK.search(entity.name) is not None
        return self._lemma in words and self._narrowing <= words

    def _may_be(self, entity: ArticleEntity) -> bool:
        """Whether the body is of the sort the noun tells: “the airline”, “the watchdog”."""
        if self._narrowing or entity.kind not in {"organisation", "group"}:
            return False
        if not named(self._analysis, entity) or entity.members:
            return False
        if self._countries and entity.country and entity.country not in self._countries:
            return False
        words = _words_of(entity)
        last = name_words().get(entity.name.casefold().split()[-1])
        sector = entity.sector or (None if last is None else last.sector)
        if self._lemma in _WATCHDOGS:
            return bool(words & _OFFICES) or entity.name.startswith("Of")
        if self._lemma in _COMPANIES:
            return entity.kind == "organisation" and sector in {None, "BUS"}
        if self._lemma in _GROUPS:
            return sector not in _STATE | {"BUS", "JRN"}
        plain = last is None and sector is None and entity.kind == "organisation"
        return self._lemma in _CAMPS and plain and self._chief(entity)

    def _chief(self, entity: ArticleEntity) -> bool:
        """Whether the body is the one the article is about: no other is spoken of as often."""
        bodies = [
            e
            for e in self._analysis.entities
            if e.kind == entity.kind and named(self._analysis, e) and e.sector not in _STATE
        ]
        return all(
            len(e.mentions) < len(entity.mentions) for e in bodies if e.index != entity.index
        )
