"""Article in, extraction out."""

from schemas import Article, Extraction


def extract_batch(articles: list[Article]) -> list[Extraction]:
    """Return the extraction of each article, in order."""
    return [Extraction(article=article) for article in articles]
