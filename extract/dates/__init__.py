"""Temporal expressions of a text, resolved to calendar days."""

from extract.dates.cells import leading_date, resolve_cell
from extract.dates.expression import TimeExpression
from extract.dates.tagger import tag

__all__ = ["TimeExpression", "leading_date", "resolve_cell", "tag"]
