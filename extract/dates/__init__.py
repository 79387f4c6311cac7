"""Temporal expressions of a text, resolved to calendar days."""

from extract.dates.expression import TimeExpression
from extract.dates.rows import RowDate, read_date
from extract.dates.tagger import tag

__all__ = ["RowDate", "TimeExpression", "read_date", "tag"]
