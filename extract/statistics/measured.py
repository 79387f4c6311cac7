"""What a figure counts or measures, as the sentence words it."""

import re

from extract.analysis import Analysis
from extract.language import Sentence, Token
from extract.statistics.attachment import (
    Attachment,
    base,
    cases,
    grammatical_subject,
    is_direct,
)
from extract.statistics.counting import Counted, phrase_at
from extract.statistics.lexicon import MEASURES
from extract.statistics.ownership import encloses
from extract.statistics.quantity import Quantity, key_before

_LEVEL_VERBS = frozenset(
    "be rise fall total reach average stand cost amount measure weigh hover range hit remain climb"
    " drop increase decrease grow shrink decline jump surge plunge exceed account slip soar gain"
    " lose double equal number close trade settle ease edge tumble advance slide"
    " rocket dip swell widen narrow stay peak retreat rebound recover weaken strengthen sink thin"
    " slow warm cool add shed firm triple halve contract expand fade"
    " wane accelerate quicken improve worsen deteriorate moderate rebuild mount escalate spike"
    " skyrocket balloon".split()
)
"""Verbs whose subject is what is measured: "output fell 3%"; not "the firm paid $3m"."""

_CHANGING = frozenset(
    "raise cut lift lower reduce increase slash trim boost push bring take expand extend shrink"
    " double limit cap hold keep leave set put decrease hike close narrow widen".split()
)
"""Verbs that change or fix their object by or to a figure."""

_RECKONING = frozenset(
    "estimate value put price set forecast project expect calculate assess cap fix hold keep cut"
    " raise reduce lower lift cost".split()
)
"""Verbs that in the passive tell the size of their subject: "damage is estimated at $40m"."""

_LASTING = frozenset("last take average be run stand".split())
"""Verbs whose subject has a length: "the journey takes two hours"."""

_MODIFYING = frozenset({"nummod", "compound", "amod", "nmod", "det", "obl"})
_DISTANT = re.compile(
    r" (?:(?:north|south|east|west)\w*|away|off(?:shore)?|inland|up(?:stream|river)|down(?:stream"
    r"|river)|outside|beyond|above|below|from|short of)\b"
)
"""Behind a length that is a distance: "30 kilometres northeast of Malatya"."""

_UNMEASURED = frozenset({"age", "ratio"})
_NAMED_KINDS = frozenset({"person", "organisation", "country", "place", "group", "facility"})


def measured_by(
    analysis: Analysis,
    sentence: Sentence,
    quantity: Quantity,
    counted: Counted | None,
    place: Attachment,
) -> str | None:
    """Return what *quantity* is of, as written, None where the sentence does not tell.

    What is counted; what a share or an amount is taken of; the key of the line; the noun that
    holds the measure; the subject or object of a verb of level or change.
    """
    if counted is not None:
        return analysis.text[counted.of_start : counted.of_end]
    if quantity.unit is not None and quantity.unit.dimension == "age":
        return None
    strong = _STRONG.match(analysis.text, quantity.number.end)
    if strong is not None:
        phrase = phrase_at(analysis, strong.end(), sentence)
        return None if phrase is None else analysis.text[phrase.of_start : phrase.of_end]
    if quantity.unit is None or quantity.unit.dimension == "duration":
        key = _key(analysis, quantity)
    else:
        key = _of_phrase(analysis, sentence, quantity) or _key(analysis, quantity)
    if key is not None:
        return key
    return (
        _premodified(analysis, sentence, quantity, place.anchor)
        or _bracketed(analysis, quantity)
        or (None if place.holder is None else _held(analysis, place.holder))
        or _of_clause(analysis, quantity, place)
    )


def noun_counted(analysis: Analysis, place: Attachment) -> Token | None:
    """Return the noun whose number the clause tells: "the number of rigs fell to 461": "rigs".

    "Nurse numbers grew by 4,100" counts nurses.
    """
    if place.governor is None or not is_direct(analysis, place.anchor, place.governor):
        return None
    subject = grammatical_subject(analysis, place.governor)
    if subject is None or subject.lemma.lower() != "number":
        return None
    for child in analysis.children(subject, "nmod", "compound"):
        of = base(child) == "nmod" and cases(analysis, child) == {"of"}
        if child.upos == "NOUN" and (of or child.rel == "compound"):
            return child
    return None


def _held(analysis: Analysis, holder: Token) -> str:
    first = holder
    for child in analysis.children(holder, "compound", "amod"):
        if holder.index - 5 <= child.index < first.index:
            first = child
    while first.index < holder.index and not first.text[:1].isalpha():
        first = analysis.tokens[first.index + 1]
    return analysis.text[first.start : holder.end]


def _of_clause(analysis: Analysis, quantity: Quantity, place: Attachment) -> str | None:
    """Return the measured noun of the clause: "unemployment rate" of "the rate fell to 3%"."""
    governor, anchor = place.governor, place.anchor
    if governor is None or not is_direct(analysis, anchor, governor):
        return None
    changed = _changed_object(analysis, governor, anchor)
    subject = changed or grammatical_subject(analysis, governor)
    if subject is None or subject.index == anchor.index or not _is_common(subject):
        return None
    if encloses(analysis, subject, place) or _is_apart(analysis, quantity, place, subject):
        return None
    gained = _gaining(analysis, governor)
    if gained is not None:
        return noun_phrase(analysis, gained)
    measured = subject.lemma.lower() in MEASURES or _is_level(analysis, governor, anchor)
    if (changed is None and not measured) or _is_actor(analysis, subject):
        return None
    return noun_phrase(analysis, subject)


def _is_common(subject: Token) -> bool:
    """Whether *subject* is no name; the tags of "Unemployment stood at 4 percent" err."""
    return subject.upos == "NOUN" or subject.text.lower() in MEASURES


def _is_apart(analysis: Analysis, quantity: Quantity, place: Attachment, subject: Token) -> bool:
    """Whether the figure is no measure of *subject*, though both stand by one predicate.

    "The quake hit 30 kilometres northeast of Malatya", "six bridges cross it in 900 kilometres",
    and times and ages that tell when or whose.
    """
    dimension = None if quantity.unit is None else quantity.unit.dimension
    governor = place.governor
    if governor is None or dimension in _UNMEASURED:
        return True
    if dimension == "duration":
        return not _lasts(analysis, governor, subject, place.anchor)
    if dimension == "length" and _DISTANT.match(analysis.text, quantity.end):
        return True
    participle = governor.text.lower().endswith("ing")  # "27 fines totalling $3m"
    return bool(analysis.children(subject, "nummod")) and not participle


def _lasts(analysis: Analysis, governor: Token, subject: Token, anchor: Token) -> bool:
    """Whether a time is the length of the subject: "the wait was 14 weeks".

    "After seven years reservoirs are 34 percent full" is not.
    """
    if cases(analysis, anchor) - {"for", "to", "at"} or anchor.index < subject.index:
        return False
    is_it = governor.lemma.lower() in _LASTING or bool(analysis.children(governor, "cop"))
    return is_it and analysis.mention_of(subject) is None


def _is_actor(analysis: Analysis, subject: Token) -> bool:
    """Whether the subject is somebody: what a firm or a man loses or gains is not measured."""
    entity = analysis.entity_of(subject)
    if entity is None or entity.kind not in _NAMED_KINDS:
        return False
    # "Brent crude": a substance that a name stands before
    return subject.upos == "PROPN" or not any(
        t.upos == "PROPN" for t in analysis.children(subject, "compound")
    )


def _gaining(analysis: Analysis, governor: Token) -> Token | None:
    """Return what something is added to: "the melt added 1.3 millimetres to sea levels"."""
    if governor.lemma.lower() != "add":
        return None
    to = [t for t in analysis.children(governor, "obl", "obj") if cases(analysis, t) == {"to"}]
    return to[0] if to and to[0].upos == "NOUN" else None


def _changed_object(analysis: Analysis, governor: Token, anchor: Token) -> Token | None:
    """Return what a verb changes by or to the figure: "raised its prices by 12%"."""
    if governor.lemma.lower() not in _CHANGING:
        return None
    found = [
        t for t in analysis.children(governor, "obj") if governor.index < t.index < anchor.index
    ]
    return found[0] if found and cases(analysis, anchor) & {"by", "to", "from", "at"} else None


def _is_level(analysis: Analysis, governor: Token, anchor: Token) -> bool:
    if governor.lemma.lower() in _LEVEL_VERBS or analysis.children(governor, "cop"):
        return True
    if governor.lemma.lower() in _RECKONING and analysis.children(governor, "nsubj:pass"):
        return True
    if governor.lemma.lower() == "go":
        return any(t.text.lower() in {"up", "down"} for t in analysis.children(governor))
    # "the appeal is 19 percent funded"
    return anchor.index + 1 == governor.index and bool(analysis.children(governor, "nsubj"))


def noun_phrase(analysis: Analysis, head: Token) -> str:
    """Return a noun with its compounds and adjectives, and an "of" phrase, as written."""
    first = head
    for child in analysis.children(head, "compound", "amod"):
        if child.index < first.index and child.index >= head.index - 5:
            first = child if first is head or child.index < first.index else first
    while first.index and _joined_before(analysis, first):
        first = analysis.tokens[first.index - 1]  # "10-year Treasury yield"
    while first.index < head.index and first.upos in {"PUNCT", "SYM"}:
        first = analysis.tokens[first.index + 1]  # "30% chance"
    end = head
    for child in analysis.children(head, "nmod"):
        found = analysis.children(child, "case")
        if child.index > head.index and found and found[0].text == "of":
            tokens = analysis.subtree(child)
            if tokens[0].index == head.index + 1 and len(tokens) <= 8:
                end = tokens[-1]
    if any(n.start >= head.end and n.end <= end.end for n in analysis.numbers):
        end = head  # "Morska's workforce of 3,200 will grow to 4,000": of the workforce
    return analysis.text[first.start : end.end]


def _joined_before(analysis: Analysis, token: Token) -> bool:
    before = analysis.tokens[token.index - 1]
    hyphen = token.text in {"-", "–"} or before.text in {"-", "–"}
    return hyphen and before.end == token.start and before.sentence == token.sentence


def _key(analysis: Analysis, quantity: Quantity) -> str | None:
    """Return the key of the line of a figure, if it is no date ("Friday: 31 degrees")."""
    key = key_before(analysis.text, quantity.start)
    if key is None:
        return None
    end = quantity.start - 2
    dated = any(t.start <= end - len(key) and t.end >= end for t in analysis.times)
    if dated:
        return None
    for time in analysis.times:
        if end - len(key) <= time.start < end and time.first is not None:
            written = analysis.text[time.start : time.end]
            key = key.replace(written, "").replace("()", "")
    return key.strip(" ,;–-") or None  # "Inflation, December: 2.3 percent"


def _premodified(
    analysis: Analysis, sentence: Sentence, quantity: Quantity, anchor: Token
) -> str | None:
    """Return the noun that a measure stands in front of: "a $15 minimum wage"."""
    unit = quantity.unit
    if unit is None or unit.dimension in _UNMEASURED or quantity.per is not None:
        return None
    glued = analysis.text[quantity.number.end : quantity.number.end + 1] in {"-", "‑"}
    if unit.dimension == "duration" and not glued:
        return None
    if analysis.text[quantity.end : quantity.end + 1] not in {" ", "-"}:
        return None
    phrase = phrase_at(analysis, quantity.end + 1, sentence)
    if phrase is None or phrase.start > quantity.end + 1:
        return None
    if unit.dimension == "duration":
        # "a 48-hour strike" is of the strike, "the 10-year bond yield" of neither noun for sure
        compound = analysis.children(phrase.head, "compound")
        within = analysis.head(anchor)
        if within is None or within.start < quantity.start or len(compound) > 1:
            return None
        if any(t.start > quantity.end for t in compound):
            return None
    elif anchor.head != phrase.head.index and unit.code != "magnitude":
        return None
    if unit.code != "magnitude" and base(anchor) not in _MODIFYING:
        return None
    end = phrase.end if unit.dimension == "duration" else phrase.of_end
    return analysis.text[phrase.of_start : end]


def _bracketed(analysis: Analysis, quantity: Quantity) -> str | None:
    """Return the noun whose measure stands in brackets: "thin margins (around 4 percent)"."""
    text = analysis.text
    if quantity.unit is None or text[max(0, quantity.start - 2) : quantity.start] != " (":
        return None
    if any(n.end == quantity.start - 2 for n in analysis.numbers):
        return None
    before = [*analysis.tokens_between(max(0, quantity.start - 3), quantity.start - 2)]
    if not before or before[-1].upos != "NOUN" or text[quantity.end : quantity.end + 1] != ")":
        return None
    return noun_phrase(analysis, before[-1])


_OF_NEXT = re.compile(r" (?P<word>of|in)(?: (?:the|its|their|his|her|all|our|these|those))? (?=\S)")
_LESS_NEXT = re.compile(r" (?:less|more|fewer) (?!than\b)(?=[a-z])")
"""Between a share and what there is less of: "40 percent less power"."""

_STRONG = re.compile(r"-strong ")
_NOT_AMOUNTS = frozenset(
    "trading cash change total all addition fact return part full exchange advance prison jail"
    " dealings business europe london".split()
)


def _of_phrase(analysis: Analysis, sentence: Sentence, quantity: Quantity) -> str | None:
    """Return what follows "of" after a share or amount: "30% of voters", "$5m in aid"."""
    unit = quantity.unit
    less = _LESS_NEXT.match(analysis.text, quantity.end)
    if less is not None and unit is not None and unit.dimension == "share":
        phrase = phrase_at(analysis, less.end(), sentence)
        return None if phrase is None else analysis.text[phrase.start : phrase.end]
    found = _OF_NEXT.match(analysis.text, quantity.end)
    if found is None and unit is not None:  # "40 tonnes of ore a day"
        found = _OF_NEXT.match(analysis.text, max(unit.end, quantity.tail))
    if found is None or unit is None or unit.dimension == "index":
        return None
    if any(t.start <= found.end() < t.end for t in analysis.times):
        return None
    phrase = phrase_at(analysis, found.end(), sentence)
    if phrase is None:
        return None
    if found["word"] == "in":
        bare = found[0] == " in "
        names = phrase.head.upos == "PROPN" or phrase.head.text.lower() in _NOT_AMOUNTS
        if not bare or names or unit.dimension != "money":
            return None
    return analysis.text[phrase.of_start : phrase.of_end]
