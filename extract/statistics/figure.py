"""A figure: a number with its unit settled, its span and how sure the reading is."""

import msgspec

from extract.numbers import Number
from extract.statistics.counting import Counted
from extract.statistics.quantity import Quantity
from schemas import Bound, Dimension


class Figure(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A number settled as a figure; `start`, `end` cover modifier, number, unit and noun.

    `converted`: the unit of the figure that one in brackets says again.
    """

    quantity: Quantity
    counted: Counted | None
    start: int
    end: int
    unit: str | None
    unit_text: str | None
    dimension: Dimension
    per: str | None
    bound: Bound
    confidence: float
    converted: str | None = None


class Neighbours(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The figures around a number in its block, from which an ellipsis is filled.

    `previous`: the figure before it. `counted`: the last one before it that counts a noun.
    `following`: the next number.
    """

    previous: Figure | None = None
    counted: Figure | None = None
    following: Number | None = None

    def at(self, block_start: int, following: Number | None) -> "Neighbours":
        """Return the neighbours for the next number of the block that begins there."""
        if self.previous is not None and self.previous.start < block_start:
            return Neighbours(following=following)
        return msgspec.structs.replace(self, following=following)

    def after(self, figure: Figure) -> "Neighbours":
        """Return the neighbours for the number after *figure*."""
        # "The two governments will study another 5,000": no more governments.
        counts = figure.dimension == "count" and figure.unit is not None and figure.confidence > 0.4
        return Neighbours(previous=figure, counted=figure if counts else self.counted)


def plain_figure(
    quantity: Quantity,
    counted: Counted | None,
    *,
    unit: str | None,
    dimension: Dimension,
    confidence: float,
) -> Figure:
    """Return the figure of *quantity* as it stands, with the given unit."""
    return Figure(
        quantity=quantity, counted=counted, start=quantity.start, end=quantity.end, unit=unit,
        unit_text=None, dimension=dimension, per=None, bound=quantity.bound, confidence=confidence,
    )  # fmt: skip
