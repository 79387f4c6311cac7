"""Markdown into articles."""

from extract.reading.assembly import Metadata
from schemas import Article
from schemas.errors import ReadingError


def read_markdown(text: str, metadata: Metadata) -> Article:
    """Return the article of the Markdown source *text*."""
    raise ReadingError("Markdown cannot be read yet")
