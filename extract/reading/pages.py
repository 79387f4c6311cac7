"""Web pages into articles."""

from extract.reading.assembly import Metadata
from schemas import Article, Format
from schemas.errors import ReadingError


def read_page(text: str, metadata: Metadata, *, form: Format, name: str) -> Article:
    """Return the article of the page *text*."""
    raise ReadingError("HTML cannot be read yet")
