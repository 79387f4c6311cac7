"""Whose figure it is: the name that owns what is measured, else the subject of its clause."""

import re

from extract.analysis import Analysis
from extract.language import Token
from extract.statistics.attachment import (
    Attachment,
    base,
    cases,
    grammatical_subject,
    is_direct,
)
from extract.statistics.carrying import name_before
from extract.statistics.counting import Counted
from extract.statistics.lexicon import MEASURES
from extract.statistics.naming import entity_name, is_named
from extract.statistics.quantity import Quantity

_VOTE_FOR = re.compile(r" for [A-Z]")
"""Behind the votes of the other side: "1,204 votes to 1,197 for Josef Steinlechner"."""

_GLUED = frozenset({"'s", "’s", "'", "’"})
_OWNING_CASES = _GLUED | {"of", "at", "by"}
_OWNING = frozenset({"organisation", "group", "country", "place", "person", "facility"})
_SAYING = frozenset("say tell write warn explain argue add note".split())
"""Verbs whose subject says and owns nothing: "At $60 drillers lose money," said Owen Pratt."""

_WRITTEN_LEAST = 2
_FORCES = frozenset("troop soldier force sailor marine peacekeeper airstrike".split())
_EQUIPMENT = frozenset("warship jet tank aircraft drone missile helicopter export import".split())
"""What the name of a country or a body owns right before it: "2,500 US troops"; not "US citizens",
nor "seven Airbus jets"."""

_HAVING = frozenset(
    "have own hold make post report record take win lose get receive sign order place run earn"
    " raise draw show see book incur include face announce pay cover reach cut cancel agree set"
    " give offer achieve suffer register boast feature exceed export import sell buy"
    " ship produce".split()
)
"""Verbs whose subject owns the measure of their object: "Quarz made a loss of $35m"."""

_OF_OTHERS = frozenset("for from among against between near around before after off".split())
"""Prepositions after which what is counted is not the subject's."""

_TRANSACTIONS = frozenset(
    "order delivery contract possession control custody ownership rights tender licence license"
    " bid".split()
)


def owner_of(
    analysis: Analysis, quantity: Quantity, counted: Counted | None, place: Attachment
) -> str | None:
    """Return the full name of whose figure it is, None where no name stands behind it.

    The person of an age; who owns the noun that is counted or holds the measure; who owns the
    subject of a measure; the subject of the predicate itself.
    """
    dimension = None if quantity.unit is None else quantity.unit.dimension
    if dimension == "age":
        return _aged_person(analysis, quantity, place)
    if place.holder is not None:
        return _of_holder(analysis, place, place.holder)
    vote = _VOTE_FOR.match(analysis.text, quantity.end)
    if vote is not None and analysis.text.endswith(" to ", 0, quantity.start):
        token = next(iter(analysis.tokens_between(vote.end() - 1, vote.end())), None)
        return None if token is None else entity_name(analysis, token)
    if dimension == "duration" and base(place.anchor) != "obj":
        return _of_duration(analysis, place)
    if base(place.anchor) == "appos" and dimension == "money":
        above = analysis.head(place.anchor)  # "Lyon, $175m in debt"
        return None if above is None else entity_name(analysis, above)
    if counted is not None:
        owner = _of_counted(analysis, counted)
        if owner is not None:
            return owner
    return _of_subject(analysis, place, counted)


def _of_counted(analysis: Analysis, counted: Counted) -> str | None:
    """Return who owns what is counted: "Norway's 1,200 farms", "12 of her 15 matches"."""
    for child in analysis.children(counted.head, "nmod:poss"):
        name = entity_name(analysis, child)
        if name is not None:
            return name
    kinds = {"country"} if counted.singular in _EQUIPMENT else {"country", "organisation", "group"}
    if counted.singular not in _FORCES | _EQUIPMENT:
        return None
    for child in analysis.children(counted.head, "compound", "amod"):
        entity = analysis.entity_of(child)
        if entity is not None and entity.kind in kinds:
            return entity_name(analysis, child)
    return None


def _of_holder(analysis: Analysis, place: Attachment, holder: Token) -> str | None:
    """Return who has the measure that *holder* names: "Morska's workforce of 3,200"."""
    owner = noun_owner(analysis, holder, _OWNING_CASES)
    if owner is not None:
        return owner
    head, relation = analysis.head(holder), base(holder)
    if head is None:
        return None
    if relation in {"nmod", "appos"} and ("with" in cases(analysis, holder) or relation == "appos"):
        return entity_name(analysis, head)  # "Halle, with a population of 241,000"
    governor = place.governor
    if governor is None or head.index != governor.index:
        return None
    object_ = relation == "obj" and governor.lemma.lower() in _HAVING
    if object_ or (relation == "obl" and "with" in cases(analysis, holder)):
        subject = grammatical_subject(analysis, governor)
        return None if subject is None else _subject_name(analysis, subject)
    return None


def _of_duration(analysis: Analysis, place: Attachment) -> str | None:
    """Return who owns what lasts: "his journey takes two hours"."""
    if place.governor is None or not is_direct(analysis, place.anchor, place.governor):
        return None
    subject = grammatical_subject(analysis, place.governor)
    if subject is None or subject.upos != "NOUN" or analysis.entity_of(subject) is not None:
        return None
    return noun_owner(analysis, subject, _OWNING_CASES)


def _of_subject(analysis: Analysis, place: Attachment, counted: Counted | None) -> str | None:
    governor, anchor = place.governor, place.anchor
    if counted is not None and base(anchor) == "nmod":
        anchor = _past_transaction(analysis, anchor)
    if governor is None or not is_direct(analysis, anchor, governor):
        return None
    if governor.lemma.lower() in _SAYING and not analysis.children(governor, "cop"):
        return None
    around = cases(analysis, anchor) if counted is not None else set()
    if "by" in around and analysis.children(governor, "nsubj:pass"):
        return None  # "her staff will be joined by 45 guards"
    if around & _OF_OTHERS:
        return None  # "the agency will send food for 10,000 people"
    subject = grammatical_subject(analysis, governor)
    if subject is None or subject.index == anchor.index or encloses(analysis, subject, place):
        return None
    return _subject_name(analysis, subject)


def _past_transaction(analysis: Analysis, anchor: Token) -> Token:
    """Return the noun that a verb takes what is counted by: "won an order for five ferries"."""
    above = analysis.head(anchor)
    if above is None or above.lemma.lower() not in _TRANSACTIONS or base(above) != "obj":
        return anchor
    return above


def _subject_name(analysis: Analysis, subject: Token) -> str | None:
    name = entity_name(analysis, subject) or name_before(analysis, subject)
    if name is not None:
        others = [entity_name(analysis, t) for t in analysis.children(subject, "conj")]
        return " and ".join([name, *(o for o in others if o is not None and o != name)])
    if subject.upos == "PROPN" and analysis.mention_of(subject) is None:
        return _unread_name(analysis, subject)
    for child in analysis.children(subject, "appos", "flat"):
        name = entity_name(analysis, child)  # "One, engineer Luc Marchand, has lost 20 kilos"
        if name is not None:
            return name
    if analysis.mention_of(subject) is None:
        return noun_owner(analysis, subject, _OWNING_CASES)
    for child in analysis.children(subject, "nmod:poss", "compound"):
        name = entity_name(analysis, child) or name_before(analysis, child)
        if name is not None:
            return name  # "ISIS fighters", "its shares"; not "Dutch officers"
    return None


def noun_owner(analysis: Analysis, noun: Token, cases_of: frozenset[str]) -> str | None:
    """Return the name that owns *noun*: "Norway's inflation", "sales of Ford", "its exports".

    *cases_of*: the prepositions that own something here. "Exports to China" and "growth in May"
    are nobody's, and a jury at a court acts for itself.
    """
    for child in analysis.children(noun, "nmod", "compound", "amod"):
        if child.rel == "nmod:poss" and (carried := name_before(analysis, child)) is not None:
            return carried
        if base(child) == "nmod" and not cases(analysis, child) <= cases_of:
            continue
        entity = analysis.entity_of(child)
        if entity is None or entity.kind not in _OWNING:
            continue
        name = entity_name(analysis, child)
        if name is not None:
            return name
    return None


def _unread_name(analysis: Analysis, subject: Token) -> str | None:
    """Return a name that is no entity of the article, as written: "the Greens hold 12 seats".

    A capital at the head of a sentence makes no name, unless the word never goes without.
    """
    if not subject.text[:1].isupper():
        return None
    opening = subject.index == analysis.sentences[subject.sentence].first
    if opening and not _is_written_as_name(analysis, subject.text):
        return None
    first = last = subject
    while first.index and _in_name(analysis, analysis.tokens[first.index - 1], subject):
        first = analysis.tokens[first.index - 1]
    for child in analysis.children(subject, "flat"):
        last = child if child.index == last.index + 1 else last
    return analysis.text[first.start : last.end]


def _is_written_as_name(analysis: Analysis, word: str) -> bool:
    """Whether *word* stands several times in prose with its capital and nowhere without."""
    low = word.lower()
    if low in MEASURES or analysis.text.count(word) < _WRITTEN_LEAST:
        return False
    if re.search(rf"\b{re.escape(low)}\b", analysis.text):
        return False
    written = [t for t in analysis.tokens if t.text == word]
    prose = sum(analysis.sentences[t.sentence].origin == "prose" for t in written)
    return prose >= _WRITTEN_LEAST


def _in_name(analysis: Analysis, token: Token, head: Token) -> bool:
    written = token.text[:1].isupper() or token.text[:1].isdigit()
    return (
        token.sentence == head.sentence
        and base(token) in {"compound", "amod", "flat"}
        and written
        and analysis.entity_of(token) is None
    )


def _aged_person(analysis: Analysis, quantity: Quantity, place: Attachment) -> str | None:
    """Return the person of an age: "Ana Ruiz, 34," or "Havel, a 47-year-old former mayor"."""
    near = _person_beside(analysis, quantity)
    if near is not None:
        return near
    token: Token | None = place.anchor
    for _ in range(4):
        if token is None or token.upos in {"VERB", "AUX"}:
            break
        name = _person(analysis, token)
        if name is not None:
            return name
        if base(token) == "appos":
            above = analysis.head(token)
            return None if above is None else _person(analysis, above)
        token = analysis.head(token)
    governor = place.governor
    if governor is None or not is_direct(analysis, place.anchor, governor):
        return None
    subject = grammatical_subject(analysis, governor)
    return None if subject is None else _person(analysis, subject)


def _person(analysis: Analysis, token: Token) -> str | None:
    entity = analysis.entity_of(token)
    if entity is None or entity.kind != "person" or not is_named(analysis, entity):
        return None
    return entity.name


def _person_beside(analysis: Analysis, quantity: Quantity) -> str | None:
    tokens = [t for t in analysis.tokens_between(quantity.start, quantity.end) if t.upos != "PUNCT"]
    if not tokens:
        return None
    first, last = tokens[0].index, tokens[-1].index
    sentence = analysis.sentences[tokens[0].sentence]
    for index in (last + 1, first - 1, first - 2, first - 3):
        if not sentence.first <= index < sentence.last:
            continue
        if index < first - 1 and any(
            t.upos not in {"PUNCT", "ADJ", "VERB"} for t in analysis.tokens[index + 1 : first]
        ):
            return None
        name = _person(analysis, analysis.tokens[index])
        if name is not None:
            return name
    return None


def encloses(analysis: Analysis, subject: Token, place: Attachment) -> bool:
    """Return whether the figure is a part of *subject*, other than by a relative clause."""
    inside = {t.index for t in analysis.subtree(subject)}
    clause = place.governor
    return place.anchor.index in inside and (clause is None or clause.index not in inside)
