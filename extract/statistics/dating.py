"""The time a figure is true of, among the times of its sentence."""

import re
from bisect import bisect_left

from extract.analysis import Analysis
from extract.dates import TimeExpression
from extract.language import Sentence, Token
from extract.statistics.lexicon import HARMING, SAYING
from extract.statistics.quantity import Quantity

_VERBAL = frozenset({"VERB", "AUX"})


def time_of(
    analysis: Analysis,
    sentence: Sentence,
    quantity: Quantity,
    anchor: Token,
    governor: Token | None,
) -> TimeExpression | None:
    """Return the time of the figure's own clause, the nearest if there are several.

    None for an age, for a time that only describes a noun ("its 150-year history"), and for a
    level that a change of the clause starts from ("its staff of 3,200 will grow by 2026").
    """
    if _is_timeless(analysis, quantity, anchor, governor):
        return None
    later = _LATER.match(analysis.text, quantity.end)
    if later is not None and not any(quantity.end < t.start < later.end() for t in analysis.times):
        return None
    best: TimeExpression | None = None
    first = bisect_left(analysis.times, sentence.start, key=lambda t: t.start)
    for time in analysis.times[first:]:
        if time.start >= sentence.end:
            break
        if time.first is None or time.end > sentence.end:
            continue
        if time.start < max(quantity.end, anchor.end) and quantity.start < time.end:
            continue  # "400,000 overnight stays"
        if not _same_clause(analysis, time, anchor, governor) or _elsewhere(
            analysis, time, quantity
        ):
            continue
        if best is None or _distance(time, quantity) < _distance(best, quantity):
            best = time
    return best


_CHANGES = frozenset(
    "rise fall grow shrink increase decrease drop climb decline double triple halve widen narrow"
    " expand swell".split()
)


def _is_timeless(
    analysis: Analysis, quantity: Quantity, anchor: Token, governor: Token | None
) -> bool:
    unit = quantity.unit
    if unit is not None and unit.dimension == "age":
        return True
    glued = analysis.text[quantity.number.end : quantity.number.end + 1] in {"-", "‑"}
    if unit is not None and unit.dimension == "duration" and glued:
        return True
    if governor is None or governor.lemma.lower() not in _CHANGES:
        return False
    return any(
        anchor.index in {t.index for t in analysis.subtree(subject)}
        and subject.index != anchor.index
        for subject in analysis.children(governor, "nsubj")
    )


_BASE = re.compile(
    r"\b(?:than|compared (?:with|to)|against|versus|if|unless|until|from [^,;]*\d"
    r"|as (?:many|much|large|high|big|often|few|little) as)\b",
    re.IGNORECASE,
)
"""What stands between a figure and a time that is not its own: "26% from 31% in June"."""
_LATER = re.compile(
    r" (?:an?|one|two|three|four|five|six|ten) (?:day|week|month|quarter|year|decade)s?"
    r" (?:later|earlier|before|after)\b"
)
"""A time of the figure's own that nobody reckoned: "6 percent in May and 3.5 a year later"."""

_COMPARES = re.compile(r"(?:less|more|fewer|higher|lower) than\b", re.IGNORECASE)
"""A base that the time swallowed: in "€20 less than a year ago" it is no time of the figure."""

_COMPARED = re.compile(r"\b(?:(?:up|down) from|compared (?:with|to)|against|versus)\b")
"""Between a time and a figure that it is compared with: "19 cases in May, down from 57"."""

_RECORD_SINCE = re.compile(
    r"\b(?:\w+est|first|most|least|worst|best|record|only)\b[^.;]* since (?:the )?$", re.IGNORECASE
)
"""A record and its age: "the smallest rise since 2017" is no rise of 2017."""
_BASE_TIME = re.compile(r"\b(?:earlier|ago|before|previous(?:ly)?)\b", re.IGNORECASE)
_BEFORE_BASE = re.compile(r"\b(?:from|on|over|than) (?:the |an? )?$", re.IGNORECASE)


_PLANNING = frozenset(
    "expect plan agree vote promise want hope aim intend decide seek pledge offer threaten propose"
    " order ask urge forecast predict".split()
)


def main_time_of(
    analysis: Analysis,
    sentence: Sentence,
    quantity: Quantity,
    anchor: Token,
    governor: Token | None,
) -> TimeExpression | None:
    """Return the time of the main verb for a participle or an infinitive.

    "Struck on Monday, injuring 46", "fell on Tuesday to close at 8,514". What is planned or told
    is dated by the main verb only behind the figure: "expects to carry 38 million this year".
    """
    if governor is None or _is_timeless(analysis, quantity, anchor, governor):
        return None
    main = analysis.head(governor)
    relation = governor.rel.split(":")[0]
    if main is None or main.upos != "VERB" or relation not in {"advcl", "acl", "xcomp"}:
        return None
    marks = {t.text.lower() for t in analysis.children(governor, "mark")}
    if not (governor.text.lower().endswith("ing") or "to" in marks) or marks - {"to"}:
        return None
    time = time_of(analysis, sentence, quantity, anchor, main)
    lemma = main.lemma.lower()
    if time is not None and lemma in _PLANNING | SAYING and time.start < quantity.end:
        return None
    return time


def _elsewhere(analysis: Analysis, time: TimeExpression, quantity: Quantity) -> bool:
    """Whether *time* dates something else: the saying, a record broken, the base compared with."""
    if _COMPARES.match(time.text):
        return True
    before = list(analysis.tokens_between(max(0, time.start - 30), time.start))
    while before and before[-1].upos in {"ADP", "DET"}:
        before.pop()
    if before and before[-1].lemma.lower() in SAYING and before[-1].upos in _VERBAL:
        return True
    if _RECORD_SINCE.search(analysis.text[max(0, time.start - 60) : time.start]):
        return True
    if time.start < quantity.end:
        return _COMPARED.search(analysis.text[time.end : quantity.start]) is not None
    gap = analysis.text[quantity.end : time.start]
    if _is_of_apposed(analysis, quantity, time):
        return True
    if _BASE.search(gap):
        return True
    base = _BASE_TIME.search(analysis.text[time.start : time.end])
    return base is not None and _BEFORE_BASE.search(gap) is not None


def _is_of_apposed(analysis: Analysis, quantity: Quantity, time: TimeExpression) -> bool:
    """Whether a time is that of a figure set behind: "30 remain, 3 percent of those of 1911"."""
    first = bisect_left(analysis.numbers, quantity.end, key=lambda n: n.start)
    for number in analysis.numbers[first:]:
        if number.start >= time.start:
            break
        between = quantity.end < number.modifier_start
        if between and analysis.text.endswith(", ", 0, number.modifier_start):
            rest = analysis.text[number.end : time.start]
            return "," not in rest and " and " not in rest
    return False


def _distance(time: TimeExpression, quantity: Quantity) -> int:
    return max(time.start - quantity.end, quantity.start - time.end)


def _same_clause(
    analysis: Analysis, time: TimeExpression, anchor: Token, governor: Token | None
) -> bool:
    tokens = list(analysis.tokens_between(time.start, time.end))
    if not tokens:
        return False
    inside = {t.index for t in tokens}
    top = next((t for t in tokens if t.head not in inside), tokens[0])
    token = top
    for _ in range(4):
        above = analysis.head(token)
        if above is None:
            return False
        token = above
        if token.index == anchor.index:
            return True
        if _is_other_figure(analysis, token, anchor):
            return False  # "10,000 whales remain, 3 percent of their number in 1911"
        if governor is not None and _is_joined(token, governor):
            return True
        if token.upos in _VERBAL or (governor is not None and token.index == governor.index):
            return governor is not None and token.index == governor.index
    return False


def _is_joined(token: Token, governor: Token) -> bool:
    """Whether two verbs tell one event: "killed three and wounded 12 on Friday"."""
    one = token.head == governor.index and token.rel == "conj"
    other = governor.head == token.index and governor.rel == "conj"
    return (one or other) and {token.lemma.lower(), governor.lemma.lower()} <= HARMING


def _is_other_figure(analysis: Analysis, token: Token, anchor: Token) -> bool:
    """Whether *token* is the unit or noun of a figure other than that of *anchor*."""
    if token.upos in _VERBAL or analysis.children(token, "cop"):
        return False
    inside = {anchor.index, *(t.index for t in analysis.children(anchor))}
    return any(t.index not in inside for t in analysis.children(token, "nummod"))
