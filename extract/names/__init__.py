"""Who and what an article names: mentions grouped into the entities of the article."""

from extract.names.mention import ArticleEntity, Mention
from extract.names.publication import published_entities
from extract.names.resolve import resolve

__all__ = ["ArticleEntity", "Mention", "published_entities", "resolve"]
