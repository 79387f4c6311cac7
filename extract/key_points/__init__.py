"""The key_points extractor."""

from extract.key_points.extractor import VERSION, extract_key_points

__all__ = ["VERSION", "extract_key_points"]
