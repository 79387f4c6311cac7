"""Turns attributions into records."""

import re

from extract.analysis import Analysis
from extract.language import Token
from extract.names import ArticleEntity, country, demonym
from extract.names.lexicon import roles
from extract.statements import sources
from extract.statements.appositions import name_beside, titled_by
from extract.statements.attribution import Attribution, Source
from extract.statements.confidence import confidence_of
from extract.statements.dating import date_of
from extract.statements.quotes import Quotations
from extract.statements.referents import fuller, referent, taken_up
from schemas import Span, Speaker, Statement, StatementKind
from schemas.ids import record_id

_OFFICES = frozenset({"GOV", "LEG", "JUD", "MIL", "COP"})
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
        speaker=None if found.source is None else _speaker(analysis, quotations, found.source),
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


def _speaker(analysis: Analysis, quotations: Quotations, source: Source) -> Speaker:
    """Return the speaker; `name` only for what has a name, not for “a doctor”."""
    joined = _joined_heads(analysis, source)
    if joined:
        return _joint_speaker(analysis, source, joined)
    head = sources.antecedent(analysis, source)
    entity = analysis.entity_of(head)
    mention = analysis.mention_of(head)
    if mention is not None and mention.end > source.span.end and head.index == source.head:
        entity = mention = None  # a longer name that only begins with the speaker's
    if mention is None and head.index == source.head:
        mention = titled_by(analysis, source, head)
        entity = None if mention is None else analysis.entities[mention.entity]
    entity = taken_up(analysis, quotations, head, entity)
    if entity is None or _name_of(analysis, entity) is None:
        beside = name_beside(analysis, source, entity)
        mention = mention if beside is None else beside
        entity = entity if beside is None else analysis.entities[beside.entity]
    if entity is None or _name_of(analysis, entity) is None:
        entity = referent(analysis, quotations, source, head) or entity
    entity = None if entity is None else fuller(analysis, entity)
    return Speaker(
        mention=source.span.of(analysis.text),
        start=source.span.start,
        end=source.span.end,
        name=None if entity is None else _name_of(analysis, entity),
        entity_id=None if entity is None else entity.entity_id,
        role=(mention.role if mention else None) or (entity.role if entity else None),
        organisation=None if entity is None else entity.organisation,
        country=None if entity is None else entity.country,
    )


def _name_of(analysis: Analysis, entity: ArticleEntity) -> str | None:
    """Return the name of *entity*, None if the article only calls it by a phrase.

    “Bolivia’s environment ministry” is as good as a name; “a Swedish court” is not.
    """
    mentions = [analysis.mentions[i] for i in entity.mentions]
    if any(mention.kind == "name" for mention in mentions):
        return entity.name
    first = entity.name.split()[0].removesuffix("’s").removesuffix("'s")
    told = entity.country is not None and (country(first) or demonym(first))
    office = entity.sector in _OFFICES or entity.name.casefold().endswith("central bank")
    written = [analysis.text[m.start : m.end].casefold() for m in mentions]
    vague = any(words.startswith(("a ", "an ")) for words in written)
    unique = entity.kind == "organisation" and told and office and not vague
    return entity.name if unique else None


def _joined_heads(analysis: Analysis, source: Source) -> list[Token]:
    """Return the heads of a phrase joined by “and”: France, Germany; empty if it is but one."""
    head = analysis.tokens[source.head]
    others = [
        token
        for token in analysis.children(head, "conj")
        if token.index > head.index
        and token.end <= source.span.end
        and token.upos in {"NOUN", "PROPN", "PRON"}
        and not _second_office(analysis, head, token)
    ]
    if others:
        return [head, *others]
    name = analysis.mention_of(head)
    last = list(analysis.tokens_between(source.span.start, source.span.end))[-1]
    other = analysis.mention_of(last)
    if name is None or other is None or name.kind != "name" or other.kind != "name":
        return []
    # The parser may miss it: “Charles Roe and Ann Lee said”.
    joined = other.first - 1 == name.last and analysis.tokens[name.last].text in {"and", "&"}
    return [head, last] if joined and other.entity != name.entity else []


def _second_office(analysis: Analysis, head: Token, other: Token) -> bool:
    """Whether *other* is an office of the person named: “Ann Lee, director of X and chair of Y”."""
    name, mention = analysis.mention_of(head), analysis.mention_of(other)
    if name is None or name.kind != "name" or analysis.entities[name.entity].kind != "person":
        return False
    named = mention is not None and mention.kind == "name"
    determined = any(t.upos in {"DET", "PRON"} for t in analysis.children(other))
    return not named and not determined and other.lemma.casefold() in roles()


def _joint_speaker(analysis: Analysis, source: Source, heads: list[Token]) -> Speaker:
    """Return several speakers as one: named only if each has a name."""
    entities = [analysis.entity_of(head) for head in heads]
    names = [None if entity is None else _name_of(analysis, entity) for entity in entities]
    known = [name for name in names if name is not None]
    countries = {None if entity is None else entity.country for entity in entities}
    return Speaker(
        mention=source.span.of(analysis.text),
        start=source.span.start,
        end=source.span.end,
        name=f"{', '.join(known[:-1])} and {known[-1]}" if len(known) == len(heads) else None,
        country=countries.pop() if len(countries) == 1 else None,
    )
