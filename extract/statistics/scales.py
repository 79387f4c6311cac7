"""Sizes of measures in SI units, so that miles and kilometres can be compared."""

from extract.statistics.inventory import UNITS

_KELVIN_AT_ZERO = {"Cel": 273.15, "[degF]": 459.67 * 5 / 9}


def in_si(code: str, value: float) -> tuple[float, str] | None:
    """Return *value* of the unit *code* in the SI unit of its kind, and that unit's symbol.

    Codes are those of `Statistic.unit`; a share is in "1" (50 percent is 0.5), data in "By".
    None for what has no size in SI: money, counts, points, nights. A temperature is a level: 3
    degrees warmer are not 276.15 kelvin warmer, so that changes need `change_in_si`.
    """
    row = UNITS.get(code)
    if row is None or row.factor is None or row.si_unit is None:
        return None
    return value * row.factor + _KELVIN_AT_ZERO.get(code, 0.0), row.si_unit


def change_in_si(code: str, value: float) -> tuple[float, str] | None:
    """Return the size in SI of a change by *value*: 9 degrees Fahrenheit are 5 kelvin."""
    row = UNITS.get(code)
    if row is None or row.factor is None or row.si_unit is None:
        return None
    return value * row.factor, row.si_unit
