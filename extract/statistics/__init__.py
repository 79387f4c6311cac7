"""The statistics extractor."""

from extract.statistics.extractor import VERSION, extract_statistics

__all__ = ["VERSION", "extract_statistics"]
