"""The time a figure is true of, among the times of its sentence."""

import re

from extract.analysis import Analysis
from extract.dates import TimeExpression
from extract.language import Sentence, Token
from extract.statistics.quantity import Quantity

_VERBAL = frozenset({"VERB", "AUX"})


def time_of(
    analysis: Analysis,
    sentence: Sentence,
    quantity: Quantity,
    anchor: Token,
    governor: Token | None,
) -> TimeExpression | None:
    """Return the time of the figure's own clause, the nearest if there are several."""
    best: TimeExpression | None = None
    for time in analysis.times:
        if time.first is None or time.start < sentence.start or time.end > sentence.end:
            continue
        if time.start < quantity.end and quantity.start < time.end:
            continue
        if not _same_clause(analysis, time, anchor, governor) or _elsewhere(
            analysis, time, quantity
        ):
            continue
        if best is None or _distance(time, quantity) < _distance(best, quantity):
            best = time
    return best


_SAYING = frozenset(
    "say tell report announce publish add write state warn declare estimate release post tweet"
    " confirm show testify insist".split()
)
_BASE = re.compile(
    r"\b(?:than|compared (?:with|to)|against|versus|if|unless|until|from [^,;]*\d"
    r"|as (?:many|much|large|high|big|often|few|little) as)\b",
    re.IGNORECASE,
)
"""What stands between a figure and a time that is not its own: "26% from 31% in June"."""
_RECORD_SINCE = re.compile(
    r"\b(?:\w+est|first|most|least|worst|best|record|only)\b[^.;]* since (?:the )?$", re.IGNORECASE
)
"""A record and its age: "the smallest rise since 2017" is no rise of 2017."""
_BASE_TIME = re.compile(r"\b(?:earlier|ago|before|previous(?:ly)?)\b", re.IGNORECASE)
_BEFORE_BASE = re.compile(r"\b(?:from|on|over|than) (?:the |an? )?$", re.IGNORECASE)


def main_time_of(
    analysis: Analysis,
    sentence: Sentence,
    quantity: Quantity,
    anchor: Token,
    governor: Token | None,
) -> TimeExpression | None:
    """Return the time of the main verb for a participle: "struck on Monday, injuring 46"."""
    if governor is None or not governor.text.lower().endswith("ing"):
        return None
    main = analysis.head(governor)
    if main is None or main.upos != "VERB" or governor.rel.split(":")[0] not in {"advcl", "acl"}:
        return None
    return time_of(analysis, sentence, quantity, anchor, main)


def _elsewhere(analysis: Analysis, time: TimeExpression, quantity: Quantity) -> bool:
    """Whether *time* dates something else: the saying, a record broken, the base compared with."""
    before = list(analysis.tokens_between(max(0, time.start - 30), time.start))
    while before and before[-1].upos in {"ADP", "DET"}:
        before.pop()
    if before and before[-1].lemma.lower() in _SAYING and before[-1].upos in _VERBAL:
        return True
    if _RECORD_SINCE.search(analysis.text[max(0, time.start - 60) : time.start]):
        return True
    if time.start < quantity.end:
        return False
    gap = analysis.text[quantity.end : time.start]
    if _BASE.search(gap):
        return True
    base = _BASE_TIME.search(analysis.text[time.start : time.end])
    return base is not None and _BEFORE_BASE.search(gap) is not None


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
        if token.upos in _VERBAL or (governor is not None and token.index == governor.index):
            return governor is not None and token.index == governor.index
    return False
