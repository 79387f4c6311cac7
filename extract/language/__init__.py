"""Sentences, tokens and syntax of an article, from the packaged model."""

from extract.language.parser import parse_articles
from extract.language.tokens import NameSpan, Parse, Sentence, Token, Upos

__all__ = ["NameSpan", "Parse", "Sentence", "Token", "Upos", "parse_articles"]
