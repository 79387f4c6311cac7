"""Finds numbers."""

from extract.numbers.number import Number


def scan(text: str) -> list[Number]:
    """Return the numbers of *text*, in order, none overlapping another."""
    return []
