"""The size of a figure in SI units, by which miles and kilometres can be compared."""

import math

import msgspec

from extract.statistics.figure import Figure
from extract.statistics.scales import change_in_si, in_si
from schemas import Dimension

_DIGITS = 12
"""Significant digits kept: what a factor of a table gives without the noise of its binary form."""


class Size(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A figure in SI: `value` or `low` and `high`, in `unit`; all None where SI has no size."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None


def size_of(figure: Figure, *, change: bool) -> Size:
    """Return the size of *figure* in SI; *change*: whether it is the size of a change.

    A fraction without unit ("one in five") is a share like any other. What is so large that a
    float does not hold it has no size.
    """
    number = figure.quantity.number
    return sizes(
        (number.value, number.low, number.high), figure.unit, figure.dimension, change=change
    )


def sizes(
    ends: tuple[float | None, float | None, float | None],
    unit: str | None,
    dimension: Dimension,
    *,
    change: bool,
) -> Size:
    """Return in SI the value, low and high *ends* of a figure in *unit*, as `size_of` does."""
    found = [_sized(end, unit, dimension, change=change) for end in ends]
    si = next((size[1] for size in found if size is not None), None)
    value, low, high = (None if size is None else size[0] for size in found)
    return Size(value=value, low=low, high=high, unit=si)


def _sized(
    value: float | None, unit: str | None, dimension: Dimension, *, change: bool
) -> tuple[float, str] | None:
    if value is None:
        return None
    if unit is None:
        size = (value, "1") if dimension == "share" else None
    else:
        code = unit.removesuffix(" of age") if dimension == "age" else unit
        size = change_in_si(code, value) if change else in_si(code, value)
    if size is None or not math.isfinite(size[0]):
        return None
    return float(f"{size[0]:.{_DIGITS}g}"), size[1]
