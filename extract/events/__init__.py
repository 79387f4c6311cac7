"""The events extractor."""

from extract.events.extractor import VERSION, extract_events

__all__ = ["VERSION", "extract_events"]
