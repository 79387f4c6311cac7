"""What the sentence says around a figure: whose it is, of what, which way, when and where."""

import re

import msgspec

from extract.analysis import Analysis
from extract.dates import TimeExpression
from extract.language import Sentence, Token
from extract.names import ArticleEntity
from extract.statistics.attachment import Attachment, attached, cases, grammatical_subject
from extract.statistics.counting import Counted
from extract.statistics.dating import main_time_of, time_of
from extract.statistics.direction import direction_of
from extract.statistics.measured import measured_by, noun_counted
from extract.statistics.ownership import owner_of
from extract.statistics.quantity import Quantity
from schemas import Direction

_HEADS = frozenset({"title", "heading", "label"})
_LIKELY_PLACES = frozenset({"country", "place"})
_PLACING = frozenset({"in", "at", "across", "near", "throughout", "inside", "on", "off"})


class Context(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What surrounds a figure; every field is None when the sentence does not tell.

    `counts`: the noun whose number is told far from the figure ("the number of rigs fell to 461").
    """

    of: str | None = None
    subject: str | None = None
    direction: Direction | None = None
    time: TimeExpression | None = None
    place: str | None = None
    counts: Token | None = None


def context_of(
    analysis: Analysis, sentence: Sentence, quantity: Quantity, counted: Counted | None
) -> Context:
    """Return the context of *quantity*, from the syntax of *sentence*."""
    direction = direction_of(analysis.text, quantity)
    hung = attached(analysis, quantity, counted)
    if hung is None:
        return Context(direction=direction)
    subject = owner_of(analysis, quantity, counted, hung)
    if subject is None and not _is_duration(quantity):
        subject = _from_label(analysis, sentence)
    of = measured_by(analysis, sentence, quantity, counted, hung)
    return Context(
        of=of,
        subject=subject,
        direction=direction,
        time=_time_of_key(analysis, quantity)
        or time_of(analysis, sentence, quantity, hung.anchor, hung.governor)
        or main_time_of(analysis, sentence, quantity, hung.anchor, hung.governor),
        place=None
        if _is_timed(quantity)
        else _place_of(analysis, hung, counted, measured=of is not None),
        counts=noun_counted(analysis, hung),
    )


def _time_of_key(analysis: Analysis, quantity: Quantity) -> TimeExpression | None:
    """Return the time before a colon: "Inflation, December: 2.3 percent", "Friday: 31 degrees"."""
    end = quantity.start - 2
    if analysis.text[end : quantity.start] != ": ":
        return None
    found = [t for t in analysis.times if t.end == end and t.first is not None]
    return found[-1] if found else None


def _is_duration(quantity: Quantity) -> bool:
    return quantity.unit is not None and quantity.unit.dimension == "duration"


def _is_timed(quantity: Quantity) -> bool:
    """Whether the figure is an age or a time, which is true anywhere."""
    return quantity.unit is not None and quantity.unit.dimension in {"duration", "age"}


def _place_of(
    analysis: Analysis, hung: Attachment, counted: Counted | None, *, measured: bool
) -> str | None:
    """Return the place of the figure: hung on it, on its holder, its predicate or its measure."""
    heads = [hung.anchor, hung.holder, hung.governor]
    if counted is not None:
        heads.insert(0, counted.head)
        end = counted.of_end
        inside = [t for t in analysis.tokens_between(counted.head.end, end) if t.end <= end]
        found = _place_among(analysis, inside)
        if found is not None:
            return found  # "troops stationed in the country"
    for head in heads:
        found = None if head is None else _place(analysis, head)
        if found is not None:
            return found
    if not measured or counted is not None:
        return None
    subject = grammatical_subject(analysis, hung.governor)
    return None if subject is None else _place_among(analysis, analysis.subtree(subject))


def _place(analysis: Analysis, head: Token) -> str | None:
    """Return the place hung on *head* by "in", "at", "across", "near"."""
    for child in analysis.children(head, "nmod", "obl"):
        if cases(analysis, child) & _PLACING:
            found = _place_named(analysis, child)
            if found is not None:
                return found
    return None


def _place_among(analysis: Analysis, tokens: list[Token]) -> str | None:
    """Return a place that *tokens* name: "people waiting for treatment in England"."""
    for token in tokens:
        if token.rel.split(":")[0] in {"nmod", "obl"} and cases(analysis, token) & _PLACING:
            found = _place_named(analysis, token)
            if found is not None:
                return found
    return None


def _place_named(analysis: Analysis, token: Token) -> str | None:
    entity, mention = analysis.entity_of(token), analysis.mention_of(token)
    if entity is None or mention is None or mention.kind == "pronoun":
        return None
    if entity.kind not in _LIKELY_PLACES:
        return None
    if mention.kind == "name":
        return analysis.text[mention.start : mention.end]
    named = any(analysis.mentions[i].kind == "name" for i in entity.mentions)
    return entity.name if named else None


def _in_running_text(analysis: Analysis, entity: ArticleEntity) -> bool:
    """Whether an entity is named outside headings: a label alone makes no name."""
    for index in entity.mentions:
        mention = analysis.mentions[index]
        sentence = analysis.sentence_at(mention.start)
        if sentence is not None and analysis.block_of(sentence).kind not in _HEADS:
            return True
    return False


def _from_label(analysis: Analysis, sentence: Sentence) -> str | None:
    """Return the entity that the label of a list names, for an item without a subject."""
    block = analysis.block_of(sentence)
    if block.kind != "list_item" or block.label is None:
        return None
    tokens = analysis.sentence_tokens(sentence)
    if any(t.rel.startswith("nsubj") for t in tokens):
        return None
    best: tuple[int, str] | None = None
    for entity in analysis.entities:
        for name in (entity.name, *entity.aliases):
            if entity.kind in {"event", "work"} or not _in_running_text(analysis, entity):
                continue
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", block.label) and (
                best is None or len(name) > best[0]
            ):
                best = (len(name), entity.name)
    return None if best is None else best[1]
