"""Sentences, tokens and syntax of an article, as a language model reads them."""

from extract.language.frames import Frame
from extract.language.models import DEFAULT, PACKAGED, identify
from extract.language.parser import parse_articles
from extract.language.tokens import NameSpan, Parse, Sentence, Token, Upos

__all__ = [
    "DEFAULT",
    "PACKAGED",
    "Frame",
    "NameSpan",
    "Parse",
    "Sentence",
    "Token",
    "Upos",
    "identify",
    "parse_articles",
]
