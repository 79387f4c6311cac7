"""Turns attributions into records."""

import re

from extract.analysis import Analysis
from extract.statements import sources
from extract.statements.attribution import Attribution, Source
from extract.statements.confidence import confidence_of
from extract.statements.dating import date_of
from extract.statements.quotes import Quotations
from schemas import Span, Speaker, Statement, StatementKind
from schemas.ids import record_id

_WORD = re.compile(r"\w+(?:[’']\w+)*")


def statement(
    analysis: Analysis, quotations: Quotations, found: Attribution, extractor: str
) -> Statement:
    """Return the record of one attribution."""
    article, text = analysis.article, analysis.text
    contents = found.contents
    evidence = (*contents, found.cue.span, *_source_spans(found))
    start = min(span.start for span in evidence)
    end = max(span.end for span in evidence)
    sentence = analysis.sentence_at(found.cue.span.start)
    quoted = tuple(q for span in contents for q in quotations.inside(span.start, span.end))
    kind = _kind(text, contents, quoted)
    return Statement(
        record_id=record_id("statement", article.article_id, found.cue.span),
        article_id=article.article_id,
        revision=article.revision,
        start=start,
        end=end,
        quote=text[start:end],
        section=None if sentence is None else sentence.section,
        origin="prose" if sentence is None else sentence.origin,
        confidence=confidence_of(found.pattern),
        extractor=extractor,
        kind=kind,
        speaker=None if found.source is None else _speaker(analysis, found.source),
        cue=found.cue.span.of(text),
        cue_start=found.cue.span.start,
        cue_end=found.cue.span.end,
        content=" ".join(span.of(text) for span in contents),
        content_spans=contents,
        quoted_spans=quoted,
        act=found.cue.act,
        negated=found.cue.negated,
        addressee=None if found.addressee is None else found.addressee.of(text),
        date=date_of(analysis, found),
    )


def _source_spans(found: Attribution) -> tuple[Span, ...]:
    """Return the span of the source, but not of a label that stands over a whole list."""
    if found.source is None or found.pattern == "list-label":
        return ()
    return (found.source.span,)


def _kind(text: str, contents: tuple[Span, ...], quoted: tuple[Span, ...]) -> StatementKind:
    words = inside = 0
    for span in contents:
        for word in _WORD.finditer(text, span.start, span.end):
            words += 1
            inside += any(q.start <= word.start() and word.end() <= q.end for q in quoted)
    if inside == 0:
        return "indirect"
    return "direct" if inside == words else "mixed"


def _speaker(analysis: Analysis, source: Source) -> Speaker:
    head = sources.antecedent(analysis, source)
    entity = analysis.entity_of(head)
    mention = analysis.mention_of(head)
    if mention is not None and mention.end > source.span.end and head.index == source.head:
        entity = mention = None  # a longer name that only begins with the speaker's
    if mention is None and head.index == source.head and head.upos == "PROPN":
        inside = list(analysis.tokens_between(source.span.start, source.span.end))
        entity = next((e for t in inside if (e := analysis.entity_of(t)) is not None), None)
    return Speaker(
        mention=source.span.of(analysis.text),
        start=source.span.start,
        end=source.span.end,
        name=None if entity is None else entity.name,
        entity_id=None if entity is None else entity.entity_id,
        role=(mention.role if mention else None) or (entity.role if entity else None),
        organisation=None if entity is None else entity.organisation,
        country=None if entity is None else entity.country,
    )
