"""Reads the statistics of an analysed article."""

import re
from bisect import bisect_right

import msgspec

from extract.analysis import Analysis
from extract.language import Sentence
from extract.numbers import Number
from extract.statistics.confidence import confidence_of
from extract.statistics.context import Context, context_of
from extract.statistics.counting import counted_noun
from extract.statistics.direction import continued_direction, direction_of, gapped_measure
from extract.statistics.figure import Figure, Neighbours
from extract.statistics.plurals import singular_of
from extract.statistics.quantity import read_quantity, with_cents
from extract.statistics.rejection import SILENT_BLOCKS, is_determiner, is_figure
from extract.statistics.restatement import restates, same_size
from extract.statistics.settling import figure_of
from extract.statistics.si import size_of
from extract.statistics.table import Tables
from schemas import Block, Origin, Span, Statistic
from schemas.ids import record_id

VERSION = "1.3.0"
_DETERMINER_CONFIDENCE = 0.4
"""Of "the two sides", "one proposal": annotators count some and pass over as many."""
_COUNTED_FAR = 0.75
"""Of a count whose noun stands elsewhere in the clause."""

_COMPARED = re.compile(
    r"(?: of [\w ]{2,24}?)?(?: (?:on|in|at|by|last|this|a|the)\b[^,;.]{1,30}?)?,?"
    r"(?: (?:up|down|higher|lower|or|and))? (?:from|to|against|versus|compared (?:with|to))"
    r"(?: (?:about|around|nearly|only|just|some|almost|over|a record))? ?"
)
"""Between two levels of one measure: "68.9 percent, up from", "rose 2.9% on Monday to"."""

_TAG = f"statistics@{VERSION}"


def extract_statistics(analysis: Analysis) -> list[Statistic]:
    """Return the statistics of an article, sorted by (start, end, record_id).

    One for every number that counts or measures something; dates, names, references and
    pronouns are left out. `said_by` stays None: linking sets it. An article without syntax
    gives numbers, units and changes, but fewer subjects and counted nouns.
    """
    blocks = analysis.article.blocks
    starts = [block.start for block in blocks]
    records: list[Statistic] = []
    tables = Tables(analysis)
    near = Neighbours()
    floor = 0
    for position, number in enumerate(analysis.numbers):
        index = bisect_right(starts, number.start) - 1
        if index < 0 or number.end > blocks[index].end or number.modifier_start < floor:
            continue
        block = blocks[index]
        if block.kind in SILENT_BLOCKS and not _is_sentence(analysis, block):
            continue
        if tables.is_header(block) or number.modifier_start < block.start:
            continue
        near = near.at(block.start, next(iter(analysis.numbers[position + 1 : position + 2]), None))
        sentence = analysis.sentence_at(number.start)
        figure = _figure(analysis, tables, number, block, sentence, near)
        if figure is None or figure.start < floor or figure.end > block.end:
            continue
        context = _context(analysis, tables, sentence, figure, block)
        context = _continued(analysis, context, figure, near, records)
        figure = _as_counted(figure, context)
        cell_measure = context.of if tables.is_numeric(block, number.start) else None
        original = _original(analysis.text, figure, near.previous, records, cell_measure)
        if original is not None:
            context = _context_of(original, context)
            figure = msgspec.structs.replace(figure, per=figure.per or original.per)
        origin = _origin(block, sentence, in_table=tables.is_row(block))
        records.append(_record(analysis, figure, context, block, origin, original))
        near, floor = near.after(figure), figure.end
    return sorted(records, key=lambda r: (r.start, r.end, r.record_id))


def _as_counted(figure: Figure, context: Context) -> Figure:
    """Return *figure* as a count where its clause tells a number of something.

    "Nurse numbers grew by 4,100", "a 200-strong unit".
    """
    if figure.unit == "strong":
        return msgspec.structs.replace(
            figure, unit=None, unit_text=None, dimension="count", confidence=_COUNTED_FAR
        )
    if context.counts is None or figure.unit is not None or figure.dimension != "other":
        return figure
    return msgspec.structs.replace(
        figure,
        unit=singular_of(context.counts),
        dimension="count",
        confidence=max(figure.confidence, _COUNTED_FAR),
    )


def _continued(
    analysis: Analysis,
    context: Context,
    figure: Figure,
    near: Neighbours,
    records: list[Statistic],
) -> Context:
    """Return *context* with what a clause that leaves words out takes from the figure before."""
    if not records:
        return context
    measure = gapped_measure(analysis.text, figure.quantity, near.previous)
    if measure is not None and near.previous is not None:
        gap = analysis.tokens_between(near.previous.end, figure.start)
        whole = any(t.upos == "VERB" and analysis.children(t, "nsubj") for t in gap)
        if not whole and records[-1].direction and figure.counted is None:
            context = msgspec.structs.replace(context, of=measure)
    if context.direction is None:
        direction = continued_direction(
            analysis.text, figure.quantity, near.previous, records[-1].direction
        )
        context = msgspec.structs.replace(context, direction=direction)
    return _inherited(analysis, context, figure, records)


def _original(
    text: str,
    figure: Figure,
    previous: Figure | None,
    records: list[Statistic],
    of: str | None,
) -> Statistic | None:
    """Return the record that *figure* only says again in another unit, None if there is none.

    *of*: the measure of a cell, which its neighbour in the row may have too ("Length (km)",
    "Length (miles)"); None outside tables.
    """
    if not records or not (
        restates(text, figure, previous, again=records[-1].same_as is not None)
        or (of is not None and records[-1].of == of and same_size(figure, previous))
    ):
        return None
    first = records[-1].same_as
    return records[-1] if first is None else next(r for r in records if r.record_id == first)


def _is_sentence(analysis: Analysis, block: Block) -> bool:
    """Whether a label says something of its own: "A survey of 3,400 teachers found that"."""
    return block.kind == "label" and any(
        token.upos == "VERB" for token in analysis.tokens_between(block.start, block.end)
    )


def _figure(
    analysis: Analysis,
    tables: Tables,
    number: Number,
    block: Block,
    sentence: Sentence | None,
    near: Neighbours,
) -> Figure | None:
    """Return the figure of *number*, None when it is none."""
    if tables.is_row(block):
        if tables.is_labelling(block, number.start):
            return None
        if tables.is_numeric(block, number.start):
            return tables.figure(block, number)
    quantity = read_quantity(analysis.text, number)
    quantity = with_cents(analysis.text, quantity, near.following)
    counted = None
    if sentence is not None and quantity.unit is None:
        counted = counted_noun(analysis, quantity.tail, sentence)
    figure = figure_of(analysis, quantity, counted, near)
    if figure is None or not is_figure(analysis, block, quantity, figure):
        return None
    if is_determiner(analysis.text, quantity, figure):
        return msgspec.structs.replace(figure, confidence=_DETERMINER_CONFIDENCE)
    return figure


def _context(
    analysis: Analysis, tables: Tables, sentence: Sentence | None, figure: Figure, block: Block
) -> Context:
    if tables.is_row(block):
        cell = tables.context(block, figure.quantity.number.start)
        if cell is not None:
            return cell
    if sentence is None:
        return Context(direction=direction_of(analysis.text, figure.quantity))
    return context_of(analysis, sentence, figure.quantity, figure.counted)


def _inherited(
    analysis: Analysis, context: Context, figure: Figure, records: list[Statistic]
) -> Context:
    """Return *context* with what the figure before tells of the same measure.

    "640 ships, compared with 512"; "turnout was 68.9 percent, up from 62.1 percent in 2021".
    """
    if context.of is not None or not records or figure.counted is not None:
        return context
    last = records[-1]
    if figure.dimension == last.dimension == "count" and figure.unit is not None:
        same = last.unit == figure.unit
        return msgspec.structs.replace(context, of=last.of) if same else context
    gap = _COMPARED.fullmatch(analysis.text, last.end, figure.start)
    level = last.direction is not None and figure.dimension in {"money", "index", "other", "share"}
    if gap is None or not (level or figure.dimension == last.dimension):
        return context
    return msgspec.structs.replace(context, of=last.of, subject=context.subject or last.subject)


def _context_of(original: Statistic, context: Context) -> Context:
    """Return *context* with what the *original* of a conversion tells: "15 metres (49 feet)"."""
    return msgspec.structs.replace(
        context,
        of=original.of,
        subject=original.subject,
        direction=original.direction,
        place=original.place,
    )


def _record(
    analysis: Analysis,
    figure: Figure,
    context: Context,
    block: Block,
    origin: Origin,
    original: Statistic | None,
) -> Statistic:
    article, number = analysis.article, figure.quantity.number
    time = context.time
    size = size_of(figure, change=context.direction is not None)
    return Statistic(
        record_id=record_id(
            "statistic", article.article_id, Span(start=number.start, end=number.end)
        ),
        article_id=article.article_id,
        revision=article.revision,
        start=figure.start,
        end=figure.end,
        quote=article.text[figure.start : figure.end],
        section=block.section,
        origin=origin,
        confidence=confidence_of(figure, context, origin),
        extractor=_TAG,
        value=number.value,
        low=number.low,
        high=number.high,
        bound=figure.bound,
        direction=context.direction,
        unit=figure.unit,
        unit_text=figure.unit_text,
        dimension=figure.dimension,
        per=figure.per,
        value_si=size.value,
        low_si=size.low,
        high_si=size.high,
        unit_si=size.unit,
        same_as=None if original is None else original.record_id,
        of=context.of,
        subject=context.subject,
        as_of=None if time is None else time.first,
        as_of_precision=None if time is None else time.precision,
        place=context.place,
    )


def _origin(block: Block, sentence: Sentence | None, *, in_table: bool) -> Origin:
    if in_table:
        return "table"
    if sentence is not None:
        return sentence.origin
    origins: dict[str, Origin] = {
        "title": "headline",
        "heading": "headline",
        "list_item": "list",
        "table_row": "table",
        "caption": "caption",
    }
    return origins.get(block.kind, "prose")
