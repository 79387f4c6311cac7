"""Whom a phrase for a speaker means: “the minister”, “governor says”, “Peru’s health minister”."""

import re

from extract.analysis import Analysis
from extract.language import Token
from extract.names import ArticleEntity, Mention
from extract.names.lexicon import actors, name_words, roles
from extract.statements.attribution import Source
from extract.statements.spoken_of import MOST, entities_around, mentions_before, named, plural

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

_PLAIN = frozenset({"say", "said", "tell", "told", "write", "declare", "announce", "explain"})
_CLOSE = 2
_OPENING = 2
_SOON = 8
_CAMPS = frozenset({"union", "federation", "club", "party"})


def _name_at(analysis: Analysis, token: Token, head: Token) -> Mention | None:
    """Return the name that *token* is part of, before the *head* of a phrase."""
    mention = analysis.mention_of(token)
    inside = mention is not None and mention.kind == "name" and mention.last <= head.index
    return mention if inside else None


def _words_of(entity: ArticleEntity) -> frozenset[str]:
    words = entity.name.casefold().replace("’", "'").split()
    return frozenset(word.removesuffix("'s").rstrip("'") for word in words)


class Description:
    """A phrase that stands for a speaker: “the minister”, “Saskatchewan’s opposition leader”."""

    def __init__(self, analysis: Analysis, source: Source, head: Token) -> None:
        self._analysis = analysis
        self._head = head
        self._source = source
        self._lemma = head.lemma.casefold()
        self._entities = entities_around(analysis, source.span.start)
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
        if self._lead in _INDEFINITE or plural(self._head) or self._followed():
            return None
        owned = any(t.text in {"'s", "’s"} for t in self._inside())
        if not (headline or self._lead in _DEFINITE or owned):
            return None
        fitting = [e for e in self._entities if self._fits(e)]
        if fitting:
            return self._first_after(fitting) if headline else self._nearest(fitting)
        near = [e for e in self._entities if self._may_be(e)]
        opens = sentence.index <= _OPENING or headline
        if not near:
            return self._first_speaker() if opens else None
        chief = next((e for e in near if self._chief(e) and self._known(e)), None)
        found = chief or self._last_before(near, _CLOSE)
        one = self._lemma in _WATCHDOGS or (headline and len(near) == 1)
        return self._first_after(near) if found is None and opens and one else found

    def _known(self, entity: ArticleEntity) -> bool:
        """Whether the body was named before the phrase, or is spoken of again and again."""
        first = self._analysis.mentions[entity.mentions[0]]
        return first.start < self._source.span.start or len(entity.mentions) > 1

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
            verbs = [*self._analysis.tokens[mention.last : mention.last + 1]]
            governor = self._analysis.head(self._analysis.tokens[mention.head])
            verbs += [] if governor is None else [governor]
            plain = any(v.lemma.casefold() in _PLAIN for v in verbs)  # not “Lee agreed”
            return entity if near and not told and plain else None
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
        for mention in mentions_before(self._analysis, self._source.span.start):
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
            self._analysis.mentions[i].role or "" for i in entity.mentions[:MOST]
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
            for e in self._entities
            if e.kind == entity.kind and named(self._analysis, e) and e.sector not in _STATE
        ]
        return all(
            len(e.mentions) < len(entity.mentions) for e in bodies if e.index != entity.index
        )
