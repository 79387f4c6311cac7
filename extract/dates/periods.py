"""Periods of the calendar: days, weeks, months, quarters, seasons, years and longer."""

import datetime as dt
from calendar import monthrange
from typing import Literal

import msgspec

from schemas import DatePrecision

Unit = Literal["D", "W", "FN", "WE", "M", "Q", "Y", "E", "C", "L"]
"""Day, week, fortnight, weekend, month, quarter, year, decade, century, millennium."""

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""TIMEX3 season → first month, northern and meteorological."""


class Period(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the calendar, `first` and `last` day inclusive, with its TIMEX3 value."""

    first: dt.date
    last: dt.date
    precision: DatePrecision
    value: str


def day(on: dt.date) -> Period:
    """Return the period of one day."""
    return Period(on, on, "day", on.isoformat())


def week(around: dt.date) -> Period:
    """Return the ISO week, Monday to Sunday, that holds a day."""
    year_, number, _ = around.isocalendar()
    first = around - dt.timedelta(days=around.weekday())
    return Period(first, first + dt.timedelta(days=6), "week", f"{year_:04d}-W{number:02d}")


def weekend(around: dt.date) -> Period:
    """Return the Saturday and Sunday of the ISO week that holds a day."""
    whole = week(around)
    return Period(whole.last - dt.timedelta(days=1), whole.last, "week", whole.value + "-WE")


def month(of: int, number: int) -> Period:
    """Return a month of a year, `number` 1 to 12."""
    last = dt.date(of, number, monthrange(of, number)[1])
    return Period(dt.date(of, number, 1), last, "month", f"{of:04d}-{number:02d}")


def quarter(of: int, number: int) -> Period:
    """Return a calendar quarter, `number` 1 to 4; fiscal quarters are read as calendar ones."""
    first, last = month(of, 3 * number - 2), month(of, 3 * number)
    return Period(first.first, last.last, "quarter", f"{of:04d}-Q{number}")


def half(of: int, number: int) -> Period:
    """Return the first or second half of a year."""
    first, last = month(of, 6 * number - 5), month(of, 6 * number)
    return Period(first.first, last.last, "year", f"{of:04d}-H{number}")


def season(of: int, code: str) -> Period:
    """Return a season; a winter is named after the year of its January."""
    value = f"{of:04d}-{code}"
    if code == "WI":
        return Period(dt.date(of - 1, 12, 1), month(of, 2).last, "season", value)
    start = SEASONS[code]
    return Period(dt.date(of, start, 1), month(of, start + 2).last, "season", value)


def year(of: int) -> Period:
    """Return a year."""
    return Period(dt.date(of, 1, 1), dt.date(of, 12, 31), "year", f"{of:04d}")


def decade(of: int) -> Period:
    """Return the decade that begins with a year: 1990 gives 1990 to 1999."""
    return Period(dt.date(of, 1, 1), dt.date(of + 9, 12, 31), "decade", f"{of // 10:03d}")


def century(number: int) -> Period:
    """Return a century by its ordinal: 20 gives 1901 to 2000, with the TIMEX3 value `19`."""
    first, last = dt.date(100 * number - 99, 1, 1), dt.date(100 * number, 12, 31)
    return Period(first, last, "vague", f"{number - 1:02d}")


def add_months(on: dt.date, count: int) -> dt.date:
    """Return the same day some months on, the month's last day where there is no such day."""
    index = on.year * 12 + on.month - 1 + count
    of, number = index // 12, index % 12 + 1
    return dt.date(of, number, min(on.day, monthrange(of, number)[1]))


def add(on: dt.date, count: int, unit: Unit) -> dt.date:
    """Return the day `count` units after a day; OverflowError or ValueError off the calendar."""
    days = {"D": 1, "W": 7, "FN": 14, "WE": 7}.get(unit)
    if days is not None:
        return on + dt.timedelta(days=days * count)
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200, "L": 12000}[unit]
    return add_months(on, months * count)


def around(on: dt.date, unit: Unit) -> Period:
    """Return the period of a unit that holds a day."""
    if unit == "D":
        return day(on)
    if unit in ("W", "FN"):
        return week(on)
    if unit == "WE":
        return weekend(on)
    if unit == "M":
        return month(on.year, on.month)
    if unit == "Q":
        return quarter(on.year, (on.month + 2) // 3)
    if unit == "Y":
        return year(on.year)
    if unit == "E":
        return decade(on.year // 10 * 10)
    return century((on.year + 99) // 100)


def shifted(period: Period, count: int, unit: Unit) -> Period:
    """Return the period of the same kind `count` units later: 2019-Q3, -1, Y → 2018-Q3."""
    on = add(period.first, count, unit)
    if period.precision == "day":
        return day(on)
    if period.precision == "week":
        return week(on)
    if period.precision == "quarter":
        return around(on, "Q")
    if period.precision == "month":
        return around(on, "M")
    return around(on, "Y")


def spanning(first: Period, last: Period) -> Period:
    """Return the period from one to another, valued as an ISO interval; swapped if reversed."""
    if last.last < first.first:
        first, last = last, first
    precision = first.precision if first.precision == last.precision else "vague"
    end = max(first.last, last.last)
    return Period(first.first, end, precision, f"{first.value}/{last.value}")
