"""Tokens and sentences: what the parser gives, in spans of the article's text."""

from typing import Literal

import msgspec

from extract.language.frames import Frame
from schemas import Origin

Upos = Literal[
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
]  # fmt: skip


NameType = Literal["PER", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "WORK"]


class Token(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One word or punctuation mark.

    `index` and `head` count tokens of the whole article from 0; the root of a sentence has
    head -1. `start` and `end` are code points of the article's text. `rel` is a Universal
    Dependencies relation with its subtype (`nsubj:pass`, `obl:tmod`, `acl:relcl`).
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    upos: Upos
    head: int
    rel: str
    sentence: int


class Sentence(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One sentence, list item, table cell or heading.

    `first` and `last` are a half-open range of token indexes. `block` is the index into
    `article.blocks` of the block that holds it.
    """

    index: int
    start: int
    end: int
    first: int
    last: int
    block: int
    origin: Origin
    section: str | None


class NameSpan(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A named entity as the model tagged it: half-open token range and type.

    A model that knows no finer types tags every place LOC.
    """

    first: int
    last: int
    type: NameType


class Parse(msgspec.Struct, frozen=True, kw_only=True):
    """The parse of an article: sentences, tokens, name spans and frames, each in text order.

    The ranges of frames count tokens of the whole article. `states`: what the model knows of each
    token, rows of equally many float16, one after the other; empty where it has none to give.
    `model`: the name of the model, as `LanguageModel.name`.
    """

    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    names: tuple[NameSpan, ...]
    frames: tuple[Frame, ...] = ()
    states: bytes = b""
    model: str = ""
