"""Reads the statistics of an analysed article."""

from extract.analysis import Analysis
from schemas import Statistic

VERSION = "1.0.0"


def extract_statistics(analysis: Analysis) -> list[Statistic]:
    """Return the statistics of an article, sorted by (start, end, record_id)."""
    return []
