"""How sure a figure is: the share of rows read like it that were right on annotated text."""

from extract.statistics.context import Context
from extract.statistics.figure import Figure
from schemas import Origin

_DOUBTED = 0.5
"""Readings at or below it are doubted as figures at all, and stay as they are."""

_NUMBER_RIGHT = (
    (0.6, 0.62), (0.65, 0.7), (0.7, 0.75), (0.75, 0.85), (0.8, 0.88), (0.85, 0.92), (0.88, 0.96),
    (0.9, 0.97), (0.93, 0.9), (0.95, 0.95),
)  # fmt: skip
"""By the reading's own measure: how often value, unit, bound and direction were right.

Of 612 figures of NewsQuant and R-Tquant (tuning and opened parts) and 317 of the tuning half of
our own articles. A sum or share is read surely, but its bound is not; hence less for 0.95.
"""

_OF_TOLD = 0.95
_OF_SILENT = 0.87
_STRUCTURED = 0.98
_HEADLINE = 0.9
"""How often measure, owner, time and place were right too: where the sentence tells what is
measured, where it does not, in lists and tables, and in the short words of headlines."""


def confidence_of(figure: Figure, context: Context, origin: Origin) -> float:
    """Return how likely the whole record is right, 0 to 1 in hundredths.

    The product of how often a number read in this way is right, and how often the words around
    it are, as measured on gold (`bench/statistics_fields_gold.py`, `bench/statistics_gold.py`).
    """
    if figure.confidence <= _DOUBTED:
        return figure.confidence
    number = next((right for reading, right in _NUMBER_RIGHT if figure.confidence <= reading), 0.95)
    if origin in {"table", "list"}:
        around = _STRUCTURED
    else:
        around = _OF_SILENT if context.of is None else _OF_TOLD
        around *= _HEADLINE if origin == "headline" else 1.0
    return round(number * around, 2)
