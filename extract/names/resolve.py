"""Groups the names of an article into entities."""

from extract.language import Parse
from extract.names.mention import ArticleEntity, Mention
from schemas import Article


def resolve(article: Article, parse: Parse) -> tuple[list[Mention], list[ArticleEntity]]:
    """Return the mentions in text order and the entities in order of first mention."""
    return [], []
