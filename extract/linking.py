"""Ties the records of one article together.

Figures and events point to the statement they stand in; speakers and participants point only
to entities that are published.
"""

from msgspec.structs import replace

from schemas import Event, Participant, Span, Statement, Statistic


def link_statistics(statistics: list[Statistic], statements: list[Statement]) -> list[Statistic]:
    """Return *statistics*, in order, with `said_by` filled where a statement holds the figure."""
    return [
        replace(figure, said_by=_holder(Span(start=figure.start, end=figure.end), statements))
        for figure in statistics
    ]


def link_events(events: list[Event], statements: list[Statement]) -> list[Event]:
    """Return *events*, in order, with `reported_by` filled where a statement holds the event.

    The trigger decides: an event whose trigger is the cue itself (“threatened to …”) is told by
    the article, not by the speaker, because the cue is no part of the content. An event that is
    also told outside statements is the article's own word.
    """
    return [replace(event, reported_by=_reporter(event, statements)) for event in events]


def known_speaker(statement: Statement, published: frozenset[str]) -> Statement:
    """Return *statement* with the speaker's `entity_id` only if that entity is published.

    “The company” is an entity of its article, but its id would join the companies of all
    articles; so entities known by phrases alone are not published.
    """
    speaker = statement.speaker
    if speaker is None or speaker.entity_id is None or speaker.entity_id in published:
        return statement
    return replace(statement, speaker=replace(speaker, entity_id=None))


def known_participants(event: Event, published: frozenset[str]) -> Event:
    """Return *event* with the `entity_id` of participants only where that is published."""
    return replace(
        event,
        actors=tuple(_known(p, published) for p in event.actors),
        recipients=tuple(_known(p, published) for p in event.recipients),
    )


def _known(participant: Participant, published: frozenset[str]) -> Participant:
    if participant.entity_id is None or participant.entity_id in published:
        return participant
    return replace(participant, entity_id=None)


def _reporter(event: Event, statements: list[Statement]) -> str | None:
    spans = event.mentions or (Span(start=event.trigger_start, end=event.trigger_end),)
    holders = [_holder(span, statements) for span in spans]
    return holders[0] if all(holders) else None


def _holder(span: Span, statements: list[Statement]) -> str | None:
    """Return the id of the innermost statement whose content covers *span*."""
    holding = [
        (sum(s.end - s.start for s in statement.content_spans), statement.record_id)
        for statement in statements
        if any(content.covers(span) for content in statement.content_spans)
    ]
    return min(holding)[1] if holding else None
