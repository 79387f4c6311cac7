"""Settles attributions that stand inside or beside one another."""

from bisect import bisect_right

import msgspec

from extract.statements.attribution import Attribution
from schemas import Span

_OWN_WORDS = frozenset({"according", "as-clause"})
_BACK = 100
"""How many contents before a place are asked whether they cover it; keeps long texts linear."""


def settled(found: list[Attribution]) -> list[Attribution]:
    """Return *found* without attributions inside the content of another, speakers put right.

    “Lee said the union had promised to return” is one statement, Lee's: what the union promised
    is only known through Lee. A participle that stands outside a reported clause but took its
    subject from inside it (“said costs rose, citing fuel”) belongs to the speaker.
    """
    contents = _Contents(found)
    spoken = [one for one in found if one.pattern.startswith("direct-")]
    found = [one for one in found if not _retells(one, spoken) and not _repeats(one, spoken)]
    outer = [one for one in found if not _reported_by_another(one, contents)]
    kept = _Contents(outer)
    return [_own_speaker(one, kept) for one in outer]


class _Contents:
    """The contents of attributions, to be asked which of them cover a span."""

    def __init__(self, found: list[Attribution]) -> None:
        pairs = [(content, one) for one in found for content in one.contents]
        self._pairs = sorted(pairs, key=lambda pair: (pair[0].start, pair[0].end))
        self._starts = [content.start for content, _ in self._pairs]

    def covering(self, span: Span) -> list[Attribution]:
        """Return the attributions whose content covers *span*, in text order."""
        last = bisect_right(self._starts, span.start)
        near = self._pairs[max(last - _BACK, 0) : last]
        return [one for content, one in near if content.covers(span)]


def _reported_by_another(one: Attribution, contents: _Contents) -> bool:
    return any(
        other is not one and other.pattern not in _OWN_WORDS
        for other in contents.covering(one.cue.span)
    )


def _retells(one: Attribution, spoken: list[Attribution]) -> bool:
    """Whether “according to” only tells where a quotation was found: ““…,” Lee said, per CNN”.

    What the paper is the source of is that Lee said so; what was said is Lee's.
    """
    if one.pattern != "according":
        return False
    return any(
        content.covers(other.cue.span) and any(content.overlaps(span) for span in other.contents)
        for content in one.contents
        for other in spoken
    )


def _repeats(one: Attribution, spoken: list[Attribution]) -> bool:
    """Whether *one* holds but a quotation of another cue: Lee fired back: “No,” he wrote."""
    return not one.pattern.startswith("direct-") and any(
        other.cue.token != one.cue.token
        and all(any(whole.covers(span) for whole in other.contents) for span in one.contents)
        and not any(whole.covers(one.cue.span) for whole in other.contents)
        for other in spoken
    )


def _own_speaker(one: Attribution, contents: _Contents) -> Attribution:
    if one.source is None:
        return one
    for other in contents.covering(one.source.span):
        if other is one or other.source is None or other.cue.token > one.cue.token:
            continue
        return msgspec.structs.replace(one, source=other.source)
    return one
