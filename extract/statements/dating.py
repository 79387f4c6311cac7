"""Finds the day a statement was made: the date in the clause of its cue."""

import datetime as dt
import re

from extract.analysis import Analysis
from extract.dates import TimeExpression
from extract.language import Token
from extract.statements.attribution import Attribution

_DEPTH = 5
_WITH = re.compile(r"[,—–] ?with\s")
"""What another clause opens with: “promised aid, with a vote due in May”; not “met with Lee”."""

_LONGEST = 31
"""A statement is dated to a month at most: “forecast three cuts in 2026” says nothing of when."""


def date_of(analysis: Analysis, found: Attribution) -> dt.date | None:
    """Return the first day of the time in the cue's clause, None when there is none.

    “said on Tuesday that …”, “earlier on Wednesday, the ministry said …”; not the time of what
    is said: “said the talks would begin on Tuesday”.
    """
    sentence = analysis.sentence_at(found.cue.span.start)
    if sentence is None:
        return None
    for time in analysis.times:
        if time.first is None or not sentence.start <= time.start < sentence.end:
            continue
        if time.last is None or (time.last - time.first).days > _LONGEST:
            continue
        if _WITH.search(analysis.text, found.cue.span.end, max(time.start, found.cue.span.end)):
            continue
        if any(span.start < time.end and time.start < span.end for span in found.contents):
            continue
        if _beside_cue(found, time) or _hangs_on_cue(analysis, found, time):
            return time.first
    return None


def _beside_cue(found: Attribution, time: TimeExpression) -> bool:
    """Whether nothing but a few characters stand between cue and time: “said on Tuesday”."""
    return 0 <= time.start - found.cue.span.end <= 4


def _hangs_on_cue(analysis: Analysis, found: Attribution, time: TimeExpression) -> bool:
    inside = list(analysis.tokens_between(time.start, time.end))
    if not inside:
        return False
    indexes = {token.index for token in inside}
    token: Token | None = next((t for t in inside if t.head not in indexes), inside[0])
    cue = analysis.tokens[found.cue.token]
    goals = {cue.index} | ({cue.head} if cue.upos in {"NOUN", "ADJ"} else set())
    for _ in range(_DEPTH):
        if token is None:
            return False
        if token.index in goals:
            return True
        if token.upos in {"VERB", "AUX"}:
            return False
        token = analysis.head(token)
    return False
