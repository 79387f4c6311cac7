"""The name that the article gives to what a word refers to."""

from extract.analysis import Analysis
from extract.language import Token
from extract.names import ArticleEntity
from extract.statistics.attachment import base


def entity_name(analysis: Analysis, token: Token) -> str | None:
    """Return the fullest name of what *token* refers to, None if the article names it nowhere.

    An index keeps its number: "the FTSE 100".
    """
    entity = analysis.entity_of(token)
    if entity is None or entity.kind in {"event", "work"} or not is_named(analysis, entity):
        return None  # "the firm", "two people" name nobody
    after = next(iter(analysis.tokens[token.index + 1 : token.index + 2]), None)
    numbered = (
        after is not None
        and after.upos == "NUM"
        and after.head == token.index
        and base(after) in {"flat", "nummod", "compound"}
        and analysis.text[token.end : after.start] == " "
        and entity.kind == "organisation"
        and entity.name == token.text
    )
    return f"{entity.name} {after.text}" if numbered and after is not None else entity.name


def is_named(analysis: Analysis, entity: ArticleEntity) -> bool:
    """Return whether the article calls *entity* by a name."""
    return any(analysis.mentions[index].kind == "name" for index in entity.mentions)
