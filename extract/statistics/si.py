"""The size of a figure in SI units, by which miles and kilometres can be compared."""

import math

import msgspec

from extract.statistics.figure import Figure
from extract.statistics.scales import change_in_si, in_si

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
    found = [_sized(figure, end, change=change) for end in (number.value, number.low, number.high)]
    unit = next((size[1] for size in found if size is not None), None)
    value, low, high = (None if size is None else size[0] for size in found)
    return Size(value=value, low=low, high=high, unit=unit)


def _sized(figure: Figure, value: float | None, *, change: bool) -> tuple[float, str] | None:
    if value is None:
        return None
    if figure.unit is None:
        size = (value, "1") if figure.dimension == "share" else None
    else:
        code = figure.unit.removesuffix(" of age") if figure.dimension == "age" else figure.unit
        size = change_in_si(code, value) if change else in_si(code, value)
    if size is None or not math.isfinite(size[0]):
        return None
    return float(f"{size[0]:.{_DIGITS}g}"), size[1]
