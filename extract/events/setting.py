"""When and where an event happened, read from its own clause."""

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from extract.analysis import Analysis
from extract.dates import TimeExpression
from extract.events.clause import Clause, preposition
from extract.events.lexicon import word_class
from extract.language import Token
from extract.names import gazetteer, places
from schemas import Place
from schemas.event import DateBasis
from schemas.statistic import DatePrecision

_LONG_AGO = dt.timedelta(days=92)
_LOCATIVE = frozenset(
    "in at near on outside around inside within across through throughout along off".split()
)
# "since 2018" and "by Friday" bound a time; they do not say when the thing itself happened.
_BOUNDS = frozenset({"since", "until", "till", "before", "after", "by", "from", "for", "over"})
_DIVISIONS = frozenset(
    "state county governorate prefecture department municipality canton oblast republic suburb"
    " country continent strait bay gulf coast resort site township commune centre center north"
    " south east west outskirt edge".split()
)
_SAYING = frozenset(
    "say tell report announce confirm add state note claim warn write reveal disclose declare"
    " acknowledge insist explain comment reply estimate".split()
)
# "begin to withdraw on Monday": the time of the infinitive is that of the main verb.
_ASPECTUAL = frozenset({"begin", "start", "continue", "cease", "come", "go", "manage"})
# A time of the day without a day: must match "at noon", "6:20 p.m.", "3 a.m."; must not match
# "noon on Tuesday", "Monday night", "8 May".
_CLOCK = re.compile(
    r"(?:shortly |just |about |around |early |before |after |the )*"
    r"(?:noon|midday|midnight|dawn|dusk|sunrise|sunset|daybreak|nightfall"
    r"|\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?\s?m\.?|hours?|o[’']clock)?(?:\s*local time|\s*GMT|\s*UTC)?"
    r"|\d{1,2}:\d\d)",
    re.IGNORECASE,
)
_FINENESS: dict[DatePrecision, int] = {
    "day": 0,
    "week": 1,
    "month": 2,
    "quarter": 3,
    "season": 4,
    "year": 5,
    "decade": 6,
    "vague": 7,
}


class When(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The time of an event, as its record states it."""

    start: dt.date | None
    end: dt.date | None
    text: str
    precision: DatePrecision | None
    basis: DateBasis | None


def times_of_sentence(
    analysis: Analysis, first: int, last: int, triggers: dict[int, int]
) -> dict[int, When]:
    """Return for each trigger of the tokens ``[first, last)`` the time its clause gives.

    *triggers* maps token indexes (trigger heads and their light verbs) to trigger heads. An
    expression belongs to the nearest of them above it in the tree; "officials said on Monday"
    therefore dates nothing but the saying.
    """
    begin, end = analysis.tokens[first].start, analysis.tokens[last - 1].end
    found: dict[int, When] = {}
    for expression in analysis.times:
        if not begin <= expression.start < end or expression.first is None:
            continue
        if _is_clock(expression):
            continue  # "at noon": of which day, only another expression can say
        owner = _owner(analysis, expression, triggers)
        if owner is None:
            continue
        when = _when(expression)
        known = found.get(owner)
        if known is None or _fineness(when) < _fineness(known):
            found[owner] = when
    return found


def _is_clock(expression: TimeExpression) -> bool:
    """Return whether only a time of the day is told: its day was reckoned, not written."""
    return _CLOCK.fullmatch(expression.text) is not None and expression.type == "TIME"


def _fineness(when: When) -> int:
    return _FINENESS[when.precision] if when.precision else 9


def _when(expression: TimeExpression) -> When:
    return When(
        start=expression.first,
        end=expression.last,
        text=expression.text,
        precision=expression.precision,
        basis=expression.basis,
    )


def _owner(analysis: Analysis, expression: TimeExpression, triggers: dict[int, int]) -> int | None:
    inside = list(analysis.tokens_between(expression.start, expression.end))
    if not inside:
        return None
    named = _named_by_year(analysis, inside, triggers)
    if named is not None:
        return named
    numbers = {t.index for t in inside}
    tops = [t for t in inside if t.head not in numbers]
    top = tops[-1] if tops else inside[-1]
    before = {preposition(analysis, t) for t in tops} | {_word_before(analysis, inside[0])}
    if before & _BOUNDS and not ("over" in before and expression.precision in ("day", "week")):
        return None
    following = _introduced(analysis, inside[-1], triggers)
    if following is not None:
        return following
    if _said_then(analysis, inside[0], triggers) or _of_infinitive(analysis, inside[0], triggers):
        return None
    node: Token | None = top
    while node is not None:
        if node.index in triggers:
            return triggers[node.index]
        parent = analysis.head(node)
        # A clause that says or thinks something has a time of its own.
        if node.rel in ("ccomp", "acl:relcl", "acl", "advcl", "parataxis") and node is not top:
            break
        if node.rel == "conj" and _contrasts(analysis, node) and inside[0].index > node.index:
            break
        node = parent
    return _just_before(analysis, inside[0], triggers)


def _named_by_year(analysis: Analysis, inside: list[Token], triggers: dict[int, int]) -> int | None:
    """Return the noun right after a year: "over the *2023* killing", "the 1998 army raid"."""
    year = inside[0]
    if len(inside) != 1 or not (year.text.isdigit() and len(year.text) == 4) or year.index == 0:
        return None
    if analysis.tokens[year.index - 1].upos not in ("DET", "PART", "PRON"):
        return None
    for token in analysis.tokens[year.index + 1 : year.index + 3]:
        if token.sentence != year.sentence or token.upos not in ("NOUN", "PROPN"):
            return None
        if token.index in triggers:
            return triggers[token.index]
        if token.rel != "compound":
            return None
    return None


def _introduced(analysis: Analysis, token: Token, triggers: dict[int, int]) -> int | None:
    """Return the first trigger of the clause that a time introduces: "in 2023, when quakes hit"."""
    index = token.index + 1
    while index < len(analysis.tokens) and analysis.tokens[index].text == ",":
        index += 1
    if index >= len(analysis.tokens) or analysis.tokens[index].lemma.lower() != "when":
        return None
    verb = analysis.head(analysis.tokens[index])
    if verb is None or verb.sentence != token.sentence:
        return None
    if verb.index in triggers:
        return triggers[verb.index]
    subjects = analysis.children(verb, "nsubj", "obj")
    return next((triggers[t.index] for t in subjects if t.index in triggers), None)


def _of_infinitive(analysis: Analysis, token: Token, triggers: dict[int, int]) -> bool:
    """Return whether the time follows an infinitive: "threatened *to publish* it on Friday"."""
    for index in range(token.index - 1, -1, -1):
        verb = analysis.tokens[index]
        if verb.sentence != token.sentence:
            return False
        if verb.upos == "VERB":
            break
    else:
        return False
    if verb.index in triggers or not any(
        t.text.lower() == "to" for t in analysis.children(verb, "mark", "aux")
    ):
        return False
    above = analysis.head(verb)
    return above is None or above.lemma not in _ASPECTUAL


def _contrasts(analysis: Analysis, verb: Token) -> bool:
    """Return whether *verb* is set against the one before: "rejected it *but* offered talks"."""
    return verb.upos == "VERB" and any(
        t.lemma.lower() in ("but", "while", "yet") for t in analysis.children(verb, "cc")
    )


def time_before(analysis: Analysis, participle: Token) -> When | None:
    """Return the time right before a participle: "it fell *last August*, injuring nine"."""
    comma = analysis.tokens[participle.index - 1] if participle.index > 1 else None
    if comma is None or comma.text != "," or comma.sentence != participle.sentence:
        return None
    last = analysis.tokens[comma.index - 1]
    for expression in analysis.times:
        if not expression.start < last.end <= expression.end or expression.first is None:
            continue
        inside = next(iter(analysis.tokens_between(expression.start, expression.end)))
        bounded = _word_before(analysis, inside) in _BOUNDS
        if not (_is_clock(expression) or bounded or _said_then(analysis, inside, {})):
            return _when(expression)
    return None


def _said_then(analysis: Analysis, token: Token, triggers: dict[int, int]) -> bool:
    """Return whether a verb of saying stands right before: "…, the army *said* on Monday"."""
    index = token.index - 1
    if index >= 0 and analysis.tokens[index].upos == "ADP":
        index -= 1
    if index < 0 or analysis.tokens[index].sentence != token.sentence:
        return False
    return _says(analysis.tokens[index]) and index not in triggers


def _says(token: Token) -> bool:
    """Return whether *token* is a verb of saying: "state", not "Delta State"."""
    return token.lemma.lower() in _SAYING and token.upos not in ("PROPN", "NOUN", "ADJ")


def _word_before(analysis: Analysis, token: Token) -> str:
    if token.index == 0 or analysis.tokens[token.index - 1].sentence != token.sentence:
        return ""
    return analysis.tokens[token.index - 1].text.lower()


def _just_before(analysis: Analysis, token: Token, triggers: dict[int, int]) -> int | None:
    """Return the noun trigger whose phrase ends right before the expression: "deal in 2018"."""
    edge = token.index - 1
    if edge >= 0 and analysis.tokens[edge].upos == "ADP":
        edge -= 1
    for index in sorted(triggers, reverse=True):
        if index > edge or analysis.tokens[index].sentence != token.sentence:
            continue
        head = analysis.tokens[index]
        if head.upos != "VERB" and analysis.subtree(head)[-1].index == edge:
            return triggers[index]
    return None


def is_historical(when: When | None, published: dt.date | None) -> bool:
    """Return whether the event lies more than about three months before publication."""
    if when is None or published is None or when.end is None:
        return False
    return when.end < published - _LONG_AGO


def places_of(
    analysis: Analysis,
    clauses: list[Clause],
    countries: frozenset[str],
    *,
    deep: bool,
    sites: Sequence[Token] = (),
    struck: Sequence[Token] = (),
    whole: bool = False,
) -> list[Place]:
    """Return the places that the locative phrases of *clauses* name, in text order.

    *countries*: ISO codes of the countries the article is about; they tell apart towns that
    share a name. With *deep*, phrases inside the objects count too ("killed a guard at a bank
    *in Kano*"). *sites*: phrases whose own locatives count ("Police *in Dublin* arrested eight
    people"). *struck*: what was hit; a place among it is where it happened, a country only if
    *whole*. A named place that the gazetteer does not know comes without a position.
    """
    found: dict[int, Place] = {}
    tokens = [t for site in sites for t in _within(analysis, site, 3)]
    for clause in clauses:
        tokens += [
            token
            for label, token in clause.obliques
            if label in _LOCATIVE and (deep or token.head == clause.head.index)
        ]
        if deep:
            inner = [t for _, t in clause.obliques] + list(clause.objects)
            tokens += [t for outer in inner for t in _within(analysis, outer, 3)]
    for token in tokens:
        if _speaks_there(analysis, token):
            continue
        for part in (token, *analysis.children(token, "conj")):
            place = locate(analysis, part, countries)
            if place is None or (place.precision == "country" and _excludes(analysis, token)):
                continue
            found.setdefault(place.start, place)
    for token in struck:
        place = locate(analysis, token, countries)
        if place is not None and (whole or place.precision in ("point", "city")):
            found.setdefault(place.start, place)
    return [found[key] for key in sorted(found)]


def _excludes(analysis: Analysis, token: Token) -> bool:
    """Return whether a phrase says where it was not: "its largest plant *outside* Taiwan"."""
    return preposition(analysis, token) == "outside"


def _speaks_there(analysis: Analysis, token: Token) -> bool:
    """Return whether a phrase belongs to who reports: "…, brokers in *London* said"."""
    index = token.index + 1
    if index >= len(analysis.tokens) or analysis.tokens[index].sentence != token.sentence:
        return False
    return _says(analysis.tokens[index])


def _within(analysis: Analysis, token: Token, depth: int) -> list[Token]:
    """Return the locative phrases inside a noun phrase, clauses left out."""
    if depth == 0:
        return []
    found: list[Token] = []
    for child in analysis.children(token, "nmod", "obl"):
        if preposition(analysis, child) in _LOCATIVE:
            found.append(child)
        found += _within(analysis, child, depth - 1)
    return found


def locate(analysis: Analysis, token: Token, countries: frozenset[str]) -> Place | None:
    """Return the place *token* names, itself or as "the city of X"; None when it names none."""
    made = _named_place(analysis, token, countries)
    if made is not None or token.lemma.lower() not in word_class("territory") | _DIVISIONS:
        return made
    for child in analysis.children(token, "nmod", "appos", "compound", "flat"):
        if child.upos == "PROPN" and preposition(analysis, child) in ("", "of"):
            made = _named_place(analysis, child, countries)
            if made is not None:
                return made
    return None


def _named_place(analysis: Analysis, token: Token, countries: frozenset[str]) -> Place | None:
    if token.upos != "PROPN" and analysis.mention_of(token) is None:
        return None
    if any(t.start <= token.start < t.end for t in analysis.times):
        return None  # "captured in March"
    mention = analysis.mention_of(token)
    if mention is not None and mention.kind == "name":
        start, end = mention.start, mention.end
    elif mention is not None:
        return None
    else:
        start, end = _name_span(analysis, token)
    name = analysis.text[start:end]
    wider = _with_country(analysis, token, end)
    entry = gazetteer.place(f"{name}, {wider}", countries) if wider else None
    entry = entry or places.locate(analysis.text, start, end, countries)
    if entry is None:
        entity = analysis.entity_of(token) if mention is not None else None
        shouted = [w.isupper() for w in name.split() if len(w) > 3]
        if entity is None or entity.kind not in ("place", "facility") or len(set(shouted)) > 1:
            return None  # the last: a name run together with a dateline
        entry = places.unlisted(name, countries)
    if entry is None or entry.level == "unknown":  # a street, a village too small
        return Place(
            mention=name, start=start, end=end, country=None if entry is None else entry.country
        )
    return Place(
        mention=name,
        start=start,
        end=end,
        name=entry.name,
        country=entry.country,
        admin1=entry.admin1,
        latitude=entry.latitude,
        longitude=entry.longitude,
        precision=entry.precision,
        geonames_id=entry.geonames_id,
    )


def _name_span(analysis: Analysis, token: Token) -> tuple[int, int]:
    """Return the run of capitalised name words around *token*."""
    first = last = token.index
    tokens = analysis.tokens
    while first > 0 and _continues(tokens[first - 1], token):
        first -= 1
    while last + 1 < len(tokens) and _continues(tokens[last + 1], token):
        last += 1
    return tokens[first].start, tokens[last].end


def _continues(token: Token, head: Token) -> bool:
    return (
        token.sentence == head.sentence
        and token.upos in ("PROPN", "ADJ")
        and token.text[:1].isupper()
    )


def _with_country(analysis: Analysis, token: Token, end: int) -> str | None:
    """Return the name after a comma: "Kano, Nigeria" gives "Nigeria"."""
    following = [
        t
        for t in analysis.children(token, "appos", "nmod", "conj", "flat", "list", "parataxis")
        if t.start > end and analysis.text[end : t.start].strip() == ","
    ]
    if not following or following[0].upos != "PROPN":
        return None
    start, stop = _name_span(analysis, following[0])
    return analysis.text[start:stop]
