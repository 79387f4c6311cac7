"""An attribution while it is being read: source, cue and content in tokens and spans."""

import msgspec

from extract.statements.lexicon import Entry
from schemas import Act, Span

Pattern = str
"""The construction an attribution was read from; confidences are measured for each."""


class Source(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Who is named as the speaker: the token that heads the mention, and its span."""

    head: int
    span: Span


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """The words that attribute. `token` is the index of the main one."""

    token: int
    span: Span
    act: Act
    entry: Entry | None = None
    negated: bool = False


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """One attribution. `contents` are in text order and do not overlap the cue."""

    cue: Cue
    source: Source | None
    contents: tuple[Span, ...]
    pattern: Pattern
    addressee: Span | None = None
