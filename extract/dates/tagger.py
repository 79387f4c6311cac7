"""Finds temporal expressions."""

import datetime as dt

from extract.dates.expression import TimeExpression


def tag(text: str, published: dt.date | None) -> list[TimeExpression]:
    """Return the temporal expressions of *text*, in order, none overlapping another."""
    return []
