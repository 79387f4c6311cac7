"""What the sentence says around a figure: whose it is, of what, which way, when and where."""

import re

import msgspec

from extract.analysis import Analysis
from extract.dates import TimeExpression
from extract.language import Sentence, Token
from extract.names import ArticleEntity
from extract.statistics.attachment import (
    Attachment,
    attached,
    cases,
    grammatical_subject,
    is_direct,
)
from extract.statistics.counting import Counted
from extract.statistics.dating import main_time_of, time_of
from extract.statistics.direction import direction_of
from extract.statistics.lexicon import HARMING, SAYING
from extract.statistics.measured import measured_by, noun_counted
from extract.statistics.naming import is_named
from extract.statistics.ownership import owner_of
from extract.statistics.quantity import Quantity
from schemas import Direction

_HEADS = frozenset({"title", "heading", "label"})
_LIKELY_PLACES = frozenset({"country", "place"})
_PLACING = frozenset(
    "in at across near throughout inside on off outside around through within".split()
)
_REGIONS = frozenset(
    "town city village island province state region district county port municipality suburb"
    " capital country republic territory area part parts north south east west coast peninsula"
    " archipelago department prefecture governorate canton valley kingdom outskirts centre center"
    " border".split()
)
"""Nouns whose "of" names the place: "the town of Sandrova", "the north of Mali"."""


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
    above = hung.governor
    if above is not None and not is_direct(analysis, hung.holder or hung.anchor, above):
        above = None if hung.holder is not None else above
    heads = [hung.anchor, hung.holder, above]
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
    found = None if above is None else _place_of_clause(analysis, above)
    if found is not None or not measured or counted is not None:
        return found
    subject = grammatical_subject(analysis, hung.governor)
    return None if subject is None else _place_among(analysis, analysis.subtree(subject))


def _place_of_clause(analysis: Analysis, governor: Token) -> str | None:
    """Return the place that a clause is about or shares with the one it is joined to.

    "Two-thirds of the cases were in Wayne County, where 18 percent are not vaccinated"; "killed
    three and wounded 12 in Tarsk".
    """
    if cases(analysis, governor) & _PLACING:
        return _place_named(analysis, governor)
    above = analysis.head(governor)
    if above is None:
        return None
    where = any(t.text.lower() == "where" for t in analysis.children(governor, "advmod"))
    if where and governor.rel.startswith("acl"):
        return _place_named(analysis, above)
    joined = (
        above
        if governor.rel == "conj"
        else next((t for t in analysis.children(governor, "conj")), None)
    )
    if joined is None or not {joined.lemma.lower(), governor.lemma.lower()} <= HARMING:
        return None
    return _place(analysis, joined)


def _place(analysis: Analysis, head: Token) -> str | None:
    """Return the place hung on *head* by "in", "at", "across", "near"."""
    for child in analysis.children(head, "nmod", "obl"):
        if cases(analysis, child) & _PLACING and not _is_of_saying(analysis, child):
            found = _place_named(analysis, child)
            if found is not None:
                return found
    return None


def _is_of_saying(analysis: Analysis, place: Token) -> bool:
    """Whether a place is where something was said: "the minister said in Madrid"."""
    first = analysis.subtree(place)[0]
    before = analysis.tokens[first.index - 1] if first.index else None
    return before is not None and before.lemma.lower() in SAYING and before.upos == "VERB"


def _place_among(analysis: Analysis, tokens: list[Token]) -> str | None:
    """Return a place that *tokens* name: "people waiting for treatment in England"."""
    for token in tokens:
        if token.rel.split(":")[0] in {"nmod", "obl"} and cases(analysis, token) & _PLACING:
            found = _place_named(analysis, token)
            if found is not None:
                return found
    return None


def _place_named(analysis: Analysis, token: Token, depth: int = 2) -> str | None:
    """Return the place that *token* names, or a noun that stands for it.

    "In the town of Sandrova", "at a hospital in Madrid", "in a village near Pristina".
    """
    entity, mention = analysis.entity_of(token), analysis.mention_of(token)
    if entity is not None and mention is not None and mention.kind == "name":
        likely = entity.kind in _LIKELY_PLACES
        return analysis.text[mention.start : mention.end] if likely else None
    nested = None
    if token.upos == "NOUN" and depth:
        nested = _place_behind(analysis, token, depth)
    if nested is not None or entity is None or mention is None or mention.kind == "pronoun":
        return nested
    named = entity.kind in _LIKELY_PLACES and is_named(analysis, entity)
    return entity.name if named else None  # "troops stationed in the country"


def _place_behind(analysis: Analysis, token: Token, depth: int) -> str | None:
    for child in analysis.children(token, "nmod"):
        inside = cases(analysis, child)
        within = inside == {"of"} and token.lemma.lower() in _REGIONS
        if child.index > token.index and (within or inside & _PLACING):
            found = _place_named(analysis, child, depth - 1)
            if found is not None:
                return found
    return None


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
            if name not in block.label or entity.kind in {"event", "work"}:
                continue
            if not _in_running_text(analysis, entity):
                continue
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", block.label) and (
                best is None or len(name) > best[0]
            ):
                best = (len(name), entity.name)
    return None if best is None else best[1]
