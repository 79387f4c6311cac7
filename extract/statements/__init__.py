"""The statements extractor."""

from extract.statements.extractor import VERSION, extract_statements

__all__ = ["VERSION", "extract_statements"]
