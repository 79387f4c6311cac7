"""Reads the names that sign quotations: “…” — Ann Lee, on the same line or the one below."""

import re

import msgspec

from extract.analysis import Analysis
from extract.language import Token
from extract.statements.attribution import Cue, Source
from extract.statements.phrases import span_of
from extract.statements.quotes import Quotation
from extract.statements.sources import at
from schemas import Block, Span

DASHES = frozenset({"—", "–", "―", "-", "--"})


_BYLINE = frozenset({"by", "'s", "’s"})


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation and the cue found for it. `side`: where the cue stands."""

    quotation: Quotation
    cue: Cue
    source: Source | None
    side: str
    start: int


def signed(analysis: Analysis, quotation: Quotation, gap: list[Token]) -> Link | None:
    """Return the name that signs a quotation: “…” — Ann Lee."""
    dash = next(analysis.tokens_between(quotation.end, gap[0].start + 1), None)
    words = [token for token in gap if token.upos != "PUNCT"]
    if dash is None or not words or dash.text not in DASHES or words[0].upos != "PROPN":
        return None
    block = analysis.block_of(analysis.sentences[words[0].sentence])
    if len(words) > 8 or analysis.text[words[-1].end : block.end].strip(" .\t"):
        return None
    span = span_of(words)
    assert span is not None
    return Link(
        quotation=quotation,
        cue=Cue(token=dash.index, span=Span(start=dash.start, end=dash.end), act="say"),
        source=Source(head=words[0].index, span=span),
        side="signed",
        start=quotation.start,
    )


def signed_below(analysis: Analysis, quotation: Quotation) -> Link | None:
    """Return the name after a dash that is the whole paragraph below a quotation."""
    blocks = analysis.article.blocks
    sentence = analysis.sentence_at(quotation.inner_start)
    place = len(blocks) if sentence is None else sentence.block
    if place + 1 >= len(blocks):
        return None
    below = blocks[place + 1]
    if analysis.text[quotation.end : blocks[place].end].strip():
        return None
    tokens = list(analysis.tokens_between(below.start, below.end))
    if below.kind == "list_item" and tokens:
        return _signed_in_list(analysis, quotation, below, tokens)
    return signed(analysis, quotation, tokens) if len(tokens) > 1 else None


def _signed_in_list(
    analysis: Analysis, quotation: Quotation, below: Block, tokens: list[Token]
) -> Link | None:
    """Return the name of “- Ann Lee”, which a reader of lists takes for an item."""
    match = re.search(r"[-–—](?=\s*$)", analysis.text[quotation.end : below.start])
    name = analysis.mention_of(tokens[0])
    if match is None or name is None or name.kind != "name" or len(tokens) > 9:
        return None
    if analysis.entities[name.entity].kind != "person":
        return None
    span = span_of(tokens)
    assert span is not None
    dash = quotation.end + match.start()
    return Link(
        quotation=quotation,
        cue=Cue(token=tokens[0].index, span=Span(start=dash, end=dash + 1), act="say"),
        source=Source(head=tokens[0].index, span=span),
        side="signed",
        start=quotation.start,
    )


def named_before_colon(analysis: Analysis, quotation: Quotation, gap: list[Token]) -> Link | None:
    """Return the person whom a colon after the name lets speak: it did not surprise Lee: “…”."""
    words = [token for token in gap if token.upos != "PUNCT"]
    name = analysis.mention_of(words[-1]) if words else None
    if (
        name is None
        or gap[-1].text != ":"
        or name.kind != "name"
        or name.last - 1 != words[-1].index
    ):
        return None
    before = analysis.tokens[max(name.first - 1, 0)]
    if analysis.entities[name.entity].kind != "person" or before.text.lower() in _BYLINE:
        return None  # ““Harbour to close,” by the Echo’s Ann Lee: “The harbour will …””
    colon = gap[-1]
    return Link(
        quotation=quotation,
        cue=Cue(token=colon.index, span=Span(start=colon.start, end=colon.end), act="say"),
        source=at(analysis, analysis.tokens[name.head]),
        side="label",
        start=quotation.start,
    )
