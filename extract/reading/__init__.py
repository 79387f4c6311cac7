"""Bytes of any supported format become articles with canonical text and blocks."""

from extract.reading.archives import JSON_LIMIT
from extract.reading.assembly import ARTICLE_LIMIT
from extract.reading.canonical import CANONICAL_VERSION
from extract.reading.formats import SNIFF_BYTES, sniff
from extract.reading.problems import NOTICES
from extract.reading.reader import read, read_bytes, read_text

__all__ = [
    "ARTICLE_LIMIT",
    "CANONICAL_VERSION",
    "JSON_LIMIT",
    "NOTICES",
    "SNIFF_BYTES",
    "read",
    "read_bytes",
    "read_text",
    "sniff",
]
