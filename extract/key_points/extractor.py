"""Reads the key_points of an analysed article."""

from extract.analysis import Analysis
from schemas import KeyPoint

VERSION = "1.0.0"


def extract_key_points(analysis: Analysis) -> list[KeyPoint]:
    """Return the key_points of an article, sorted by (start, end, record_id)."""
    return []
