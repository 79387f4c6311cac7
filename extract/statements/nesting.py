"""Settles attributions that stand inside or beside one another."""

import msgspec

from extract.statements.attribution import Attribution

_OWN_WORDS = frozenset({"according", "as-clause"})


def settled(found: list[Attribution]) -> list[Attribution]:
    """Return *found* without attributions inside the content of another, speakers put right.

    “Lee said the union had promised to return” is one statement, Lee's: what the union promised
    is only known through Lee. A participle that stands outside a reported clause but took its
    subject from inside it (“said costs rose, citing fuel”) belongs to the speaker.
    """
    outer = [one for one in found if not _reported_by_another(one, found)]
    return [_own_speaker(one, outer) for one in outer]


def _reported_by_another(one: Attribution, found: list[Attribution]) -> bool:
    return any(
        other is not one
        and other.pattern not in _OWN_WORDS
        and any(content.covers(one.cue.span) for content in other.contents)
        for other in found
    )


def _own_speaker(one: Attribution, found: list[Attribution]) -> Attribution:
    if one.source is None:
        return one
    for other in found:
        if other is one or other.source is None or other.cue.token > one.cue.token:
            continue
        if any(content.covers(one.source.span) for content in other.contents):
            return msgspec.structs.replace(one, source=other.source)
    return one
