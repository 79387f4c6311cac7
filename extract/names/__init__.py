"""Who and what an article names: mentions grouped into the entities of the article."""

from extract.names.mention import ArticleEntity, Mention
from extract.names.resolve import resolve

__all__ = ["ArticleEntity", "Mention", "resolve"]
