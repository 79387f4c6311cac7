"""The date that stands at the head of a timeline row: "2014", "24 Feb 2022", "2003–11"."""

import datetime as dt
import re

import msgspec

from extract.dates.lexicon import MONTHS
from schemas.statistic import DatePrecision


class RowDate(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The time of a timeline row.

    `first`, `last`: days it covers, inclusive; `last` is None when it is still going on
    ("2017–present"). `end`: index in the parsed text one past the date.
    """

    first: dt.date
    last: dt.date | None
    precision: DatePrecision
    end: int


class _Point(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One side of a date: a year, month or day, its year possibly still missing."""

    year: int | None
    month: int | None = None
    day: int | None = None
    precision: DatePrecision


_MONTH = r"(?P<{0}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

_YEAR = r"(?<!\d)(?P<{0}>1[0-9]{{3}}|20[0-9]{{2}})(?![\d%])"
_DAY = r"(?P<{0}>[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_DASH = r"\s*(?:[-‐‑–—]|to\b|until\b|through\b)\s*"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_LEAD = r"(?:(?:(?:in|on|by|around|about|circa|ca?\.)\s+)?(?:(?:early|mid|late)[\s-]+)?)" + _WEEKDAY
_OPEN = r"(?P<open>present|today|now|ongoing|current)\b"

# Each pattern: one string it must match, one it must not.
_PATTERNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(_LEAD + pattern, re.IGNORECASE)
    for pattern in (
        # "2022-02-24"; not "2022-13-40"
        _YEAR.format("y") + r"-(?P<m0>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12][0-9]|3[01])(?!\d)",
        # "3–5 March 2011"; not "3–5 goals"
        _DAY.format("d") + _DASH + _DAY.format("d2") + r"\s+" + _MONTH.format("m")
        + r"(?:,?\s+" + _YEAR.format("y") + ")?",
        # "March 3–5, 2011"; not "March 3"
        _MONTH.format("m") + r"\s+" + _DAY.format("d") + _DASH + _DAY.format("d2")
        + r"(?:,?\s+" + _YEAR.format("y") + ")?",
        # "24 February 2022", "2 April"; not "24 people"
        _DAY.format("d") + r"\s+(?:of\s+)?" + _MONTH.format("m") + r"(?:,?\s+"
        + _YEAR.format("y") + ")?",
        # "Dec. 17, 2010", "April 2"; not "April 2011"
        _MONTH.format("m") + r"\s+" + _DAY.format("d") + r"(?:,?\s+" + _YEAR.format("y") + ")?",
        # "August 2014"; not "August"
        _MONTH.format("m") + r",?\s+(?:of\s+)?" + _YEAR.format("y"),
        # "Spring 2021"; not "Springfield 2021"
        r"(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?" + _YEAR.format("y"),
        # "Q3 2020"; not "Q5 2020"
        r"Q(?P<quarter>[1-4])\s+" + _YEAR.format("y"),
        # "the 1990s"; not "1990"
        r"(?:the\s+)?(?P<decade>1[0-9]{2}0|20[0-9]0)['’]?s\b",
        # "2003-11" (when it is a range of years); not "2019-03", a month
        _YEAR.format("y") + r"[-‐‑–—](?P<y2short>[0-9]{2})(?![\d-])",
        # "2014"; not "20140"
        _YEAR.format("y") + r"(?!-\d)",
        # "August" under a heading that gives the year; not "Augustine"
        _MONTH.format("m") + r"(?!\s*\d)",
    )
)  # fmt: skip
_RANGE = re.compile(_DASH, re.IGNORECASE)
_TO_PRESENT = re.compile(_DASH + _OPEN, re.IGNORECASE)


def read_date(text: str, year: int | None = None, *, iso_months: bool = False) -> RowDate | None:
    """Return the date *text* begins with, None when it begins with none.

    *year* completes dates that have no year of their own ("22 February" under "2019"); without
    it they give None. *iso_months*: read "2010-12" as December 2010, not as 2010–2012.
    """
    found = _point(text, 0, year, iso_months=iso_months)
    if found is None:
        return None
    left, last, end = found
    if opened := _TO_PRESENT.match(text, end):
        return _row(left, None, opened.end(), open_ended=True)
    if last is None and (dash := _RANGE.match(text, end)):
        right = _point(text, dash.end(), year or left.year, iso_months=iso_months)
        if right is not None and right[1] is None:
            if left.year is None:
                left = msgspec.structs.replace(left, year=right[0].year)
            row = _row(left, right[0], right[2])
            if row is not None:
                return row
    return _row(left, last, end)


def _point(
    text: str, position: int, year: int | None, *, iso_months: bool
) -> tuple[_Point, _Point | None, int] | None:
    """Return the date at *position*, its other end when one pattern holds both, and its end."""
    for pattern in _PATTERNS:
        match = pattern.match(text, position)
        if match is None:
            continue
        parts = match.groupdict()
        left, right = _ends(parts, year, iso_months=iso_months)
        return left, right, match.end()
    return None


def _ends(
    parts: dict[str, str | None], hint: int | None, *, iso_months: bool
) -> tuple[_Point, _Point | None]:
    """Return the one or two points that the named parts of a match make."""
    if decade := parts.get("decade"):
        return _Point(year=int(decade), precision="decade"), None
    year = int(parts["y"] or 0) if parts.get("y") else hint
    if season := parts.get("season"):
        return _Point(year=year, month=_SEASONS[season.lower()], precision="season"), None
    if quarter := parts.get("quarter"):
        return _Point(year=year, month=int(quarter) * 3 - 2, precision="quarter"), None
    if short := parts.get("y2short"):
        assert year is not None
        if int(short) <= year % 100 or (iso_months and 1 <= int(short) <= 12):
            return _Point(year=year, month=int(short), precision="month"), None
        later = _Point(year=year - year % 100 + int(short), precision="year")
        return _Point(year=year, precision="year"), later
    month = int(parts["m0"] or 0) if parts.get("m0") else MONTHS.get((parts.get("m") or "").lower())
    if day := parts.get("d"):
        left = _Point(year=year, month=month, day=int(day), precision="day")
        if day2 := parts.get("d2"):
            return left, msgspec.structs.replace(left, day=int(day2))
        return left, None
    if month is not None:
        return _Point(year=year, month=month, precision="month"), None
    return _Point(year=year, precision="year"), None


def _row(
    left: _Point, right: _Point | None, end: int, *, open_ended: bool = False
) -> RowDate | None:
    """Return the row date of *left* to *right*; None when a day or the year does not exist."""
    try:
        first, last = _days(left)
        if right is not None:
            last = _days(right)[1]
    except (ValueError, TypeError):
        return None
    if last < first:
        return None
    precision = left.precision
    return RowDate(first=first, last=None if open_ended else last, precision=precision, end=end)


def _days(point: _Point) -> tuple[dt.date, dt.date]:
    """Return first and last day of *point*; ValueError for no such day, TypeError for no year."""
    year, month = point.year, point.month
    if year is None:
        raise TypeError("a date without a year")
    if point.precision == "decade":
        return dt.date(year, 1, 1), dt.date(year + 9, 12, 31)
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if point.day is not None:
        day = dt.date(year, month, point.day)
        return day, day
    length = 3 if point.precision in ("season", "quarter") else 1
    first = dt.date(year, month, 1)
    after = dt.date(year + (month + length - 1) // 12, (month + length - 1) % 12 + 1, 1)
    return first, after - dt.timedelta(days=1)
