"""Publication dates: what a publisher wrote, as a day, an instant and a precision."""

import datetime as dt
import re

import msgspec

from extract.dates.lexicon import MONTHS
from schemas.article import InstantPrecision


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """When an article was published.

    `day` is the calendar day as written, in the publisher's own zone; the first day of the
    month or year where no more is known. `instant` is in UTC, and known only when a time of
    day was written with its zone.
    """

    day: dt.date
    instant: dt.datetime | None
    precision: InstantPrecision


_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "bst": 60, "wat": 60, "cet": 60, "cest": 120, "eet": 120,
    "sast": 120, "eest": 180, "eat": 180, "msk": 180, "pkt": 300, "hkt": 480, "sgt": 480,
    "jst": 540, "aest": 600, "aedt": 660, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
}  # fmt: skip
"""Minutes east of UTC; the American ones as in RFC 2822. IST (India, Israel, Ireland) and AST
are left out: they are ambiguous, so such a time gives a day only."""

_ISO = re.compile(
    r"(?P<year>\d{4})(?:(?P<sep>[-/.]?)(?P<month>\d{2}|(?<=[-/.])\d(?=[-/.]))"
    r"(?:(?P=sep)(?P<day>\d{2}|(?<=[-/.])\d))?)?"
    r"(?:(?:[T ]|\s*,\s*)(?P<time>\S.*))?$"
)
"""“2024-01-05”, “2024-01-05T14:05:00Z”, “20240105”, “2024-01”, not “05-01-2024”."""

_SLASHED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[ ,]+(.*))?$")
"""“25/12/2024” and “12/25/2024”; “03/04/2024” matches and is refused as ambiguous."""

_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_WRITTEN = (
    re.compile(rf"{_MONTH}\s+{_DAY}(?:\s*,\s*|\s+){_YEAR}\b"),
    re.compile(rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?:\s*,\s*|\s+){_YEAR}\b"),
    re.compile(rf"{_MONTH}\s+{_DAY}\s+(?P<clock>\d\d:\d\d:\d\d\s+[A-Z]{{3,4}})\s+{_YEAR}$"),
    re.compile(r"(?P<day>\d{1,2})-(?P<month>[A-Za-z]{3,9})-(?P<year>\d{4})\b"),
    re.compile(rf"{_MONTH},?\s+{_YEAR}\b"),
)
"""“Jan. 5, 2024”; “5 January 2024”; “05-Jan-2024”; “January 2024”; not “Section 5, 2024”."""

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
"""“14:05”, “2:05 pm”, “14:05:33.120”, not “2024”."""

_OFFSET = re.compile(
    r"\s*\(?(?:(?:UTC|GMT)\s*)?(?P<sign>[+−-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?\b"
)
_ZONE = re.compile(r"\s*\(?([A-Za-z]{1,4})\b")
_PREFIX = re.compile(
    r"(?:(?:(?:first|originally|article|story)\s+)?(?:published|posted|issued|released|created|uploaded"
    r"|added|submitted|filed|written)(?:\s+on|\s+at|\s+date|\s+time)?"
    r"|date[ds]?(?:\s+(?:published|posted|issued))?|(?:publication|publish|release|issue|post)\s+date"
    r"|for\s+immediate\s+release|on)\s*[:\-–—,]*\s+",
    re.IGNORECASE,
)
"""“Published: 5 January 2024”, not “Updated: …”, which is another day."""

_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s*", re.IGNORECASE
)
_FILLER = re.compile(
    r"^(?:[\s,|·•@\-–—/()]|at\b|on\b|mon|tue|wed|thu|fri|sat|sun)*$", re.IGNORECASE
)
_YEARS = range(1500, 2200)


def parse_publication(value: object, *, day_first: bool | None = None) -> Publication | None:
    """Return the publication date that *value* tells, None if it tells none for sure.

    *value* is a date, a timestamp, seconds or milliseconds since 1970, or a string: ISO 8601,
    RFC 2822, or a date in English words with or without weekday, time and zone; a publication
    is itself. Day and month in figures alone are read only where one of them is over 12, or
    *day_first* tells their order: without it “03/04/2024” gives None.
    """
    if isinstance(value, Publication):
        return value
    if isinstance(value, dt.datetime):
        return _from_datetime(value)
    if isinstance(value, dt.date):
        return Publication(day=value, instant=None, precision="day")
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_epoch(value)
    if not isinstance(value, str) or len(value) > 120:
        return None
    try:
        return _from_text(value, day_first)
    except (ValueError, OverflowError):
        # 31 February, 25 o'clock, the year 0: written down, but no date.
        return None


def _from_datetime(value: dt.datetime) -> Publication:
    if value.tzinfo is None:
        return Publication(day=value.date(), instant=None, precision="day")
    precision: InstantPrecision = "second" if value.second else "minute"
    return Publication(day=value.date(), instant=value.astimezone(dt.UTC), precision=precision)


def _from_epoch(value: float) -> Publication | None:
    seconds = value / 1000 if abs(value) > 1e11 else value
    # Small numbers are years, counts or keys rather than moments of the early 1970s.
    if not 1e8 < abs(seconds) < 1e10:
        return None
    return _from_datetime(dt.datetime.fromtimestamp(int(seconds), dt.UTC))


def _from_text(value: str, day_first: bool | None) -> Publication | None:
    text = " ".join(value.split())
    prefix = _PREFIX.match(text)
    text = text[prefix.end() :] if prefix else text
    weekday = _WEEKDAY.match(text)
    bare = text[weekday.end() :] if weekday else text
    if (iso := _ISO.match(bare)) is not None:
        return _from_iso(iso)
    if (slashed := _SLASHED.match(bare)) is not None:
        return _from_slashed(slashed, day_first)
    for pattern in _WRITTEN:
        found = pattern.search(bare)
        if found is None or found["month"].lower() not in MONTHS:
            continue
        groups = found.groupdict()
        number = groups.get("day")
        day = _day(int(found["year"]), MONTHS[found["month"].lower()], int(number or 1))
        before, after = bare[: found.start()], bare[found.end() :]
        after = groups.get("clock") or after
        if number is None:
            whole = _FILLER.match(before) and _FILLER.match(after)
            return Publication(day=day, instant=None, precision="month") if whole else None
        return _with_time(day, before, after)
    return None


def _from_iso(found: re.Match[str]) -> Publication | None:
    year = int(found["year"])
    if found["month"] is None:
        day = _day(year, 1, 1)
        return None if found["time"] else Publication(day=day, instant=None, precision="year")
    if found["day"] is None:
        # “202401” without a mark is as likely a number as a month.
        if found["time"] or not found["sep"]:
            return None
        return Publication(day=_day(year, int(found["month"]), 1), instant=None, precision="month")
    day = _day(year, int(found["month"]), int(found["day"]))
    clock = found["time"] or ""
    compact = re.match(r"(\d{2})(\d{2})(\d{2})(Z|[+-]\d{2}:?\d{2})?$", clock)
    if compact is not None:
        clock = f"{compact[1]}:{compact[2]}:{compact[3]}{compact[4] or ''}"
    return _with_time(day, "", clock)


def _from_slashed(found: re.Match[str], day_first: bool | None) -> Publication | None:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    ordered = found[2] == "." or day_first is True
    if (ordered and second <= 12) or first > 12 or first == second:
        number, month = first, second
    elif second > 12 or day_first is False:
        number, month = second, first
    else:
        return None
    return _with_time(_day(year, month, number), "", found[5] or "")


def _with_time(day: dt.date, before: str, after: str) -> Publication | None:
    """Return the publication at *day* and the time written around it, None on other words."""
    for place, other in ((after, before), (before, after)):
        found = _CLOCK.search(place)
        if found is None:
            continue
        if not _FILLER.match(place[: found.start()]) or not _FILLER.match(other):
            return None
        if found["minute"] is None and found["half"] is None:
            return None
        offset, rest = _zone(place[found.end() :])
        if not _FILLER.match(rest):
            return None
        hour = int(found["hour"])
        if found["half"]:
            hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
        time = dt.time(hour, int(found["minute"] or 0), int(found["second"] or 0))
        if offset is None:
            return Publication(day=day, instant=None, precision="day")
        local = dt.datetime.combine(day, time, dt.timezone(dt.timedelta(minutes=offset)))
        precision: InstantPrecision = "second" if found["second"] else "minute"
        return Publication(day=day, instant=local.astimezone(dt.UTC), precision=precision)
    if _FILLER.match(before) and _FILLER.match(after):
        return Publication(day=day, instant=None, precision="day")
    return None


def _zone(text: str) -> tuple[int | None, str]:
    """Return the minutes east of UTC that *text* begins with, if any, and what follows them."""
    offset = _OFFSET.match(text)
    if offset is not None:
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        rest = re.sub(r"^\s*(?:\([A-Za-z ]+\)|\[\S+\]|[A-Z]{3,4}$)", "", text[offset.end() :])
        return (-minutes if offset["sign"] != "+" else minutes), rest
    zone = _ZONE.match(text)
    if zone is None or not zone[1].isalpha() or _FILLER.match(zone[1]):
        return None, text
    return _ZONES.get(zone[1].lower()), text[zone.end() :]


def _day(year: int, month: int, day: int) -> dt.date:
    if year not in _YEARS:
        raise ValueError(year)
    return dt.date(year, month, day)
