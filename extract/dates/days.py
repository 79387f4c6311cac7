"""Readings of days that are written out, wholly or in part, and of weekdays.

A reader may raise ValueError or OverflowError for a day that is on no calendar (31 February);
the tagger then leaves the words alone.
"""

import datetime as dt
import re

from extract.dates import periods
from extract.dates.context import Context, Phrase, Reading
from extract.dates.lexicon import NOT_AFTER, PAPERS
from extract.dates.year_choice import MONTH, near_year, stated_year


def iso(phrase: Phrase, _context: Context) -> Reading | None:
    """Read `2024-01-05`, with or without a time behind it."""
    text = phrase.worths("iso")[0]
    period = periods.day(dt.date.fromisoformat(text[:10]))
    if len(text) > 15:
        return Reading("TIME", f"{text[:10]}T{text[11:16]}", period, "explicit")
    return Reading.of(period, explicit=True)


def slash(phrase: Phrase, _context: Context) -> Reading | None:
    """Read `25/12/2023` and `12/25/2023`; `5/1/24` is left alone, it may be either day."""
    parts = [int(part) for part in re.split(r"[/.]", phrase.worths("slash")[0])]
    if parts[0] > 31:
        of, number, on = parts
    else:
        first, second, of = parts
        if first > 12:
            on, number = first, second
        elif second > 12:
            on, number = second, first
        elif first == second:
            on = number = first
        else:
            return None
    if of < 100:
        of += 2000 if of < 50 else 1900
    return Reading.of(periods.day(dt.date(of, number, on)), explicit=True)


def full(phrase: Phrase, context: Context) -> Reading | None:
    """Read a day with its month: "5 January 2024", "Jan. 5", "the 5th of March last year"."""
    number, on = phrase.number(*MONTH), phrase.number("day", "ord")
    if number is None or on is None or not 1 <= on <= 31:
        return None
    of = stated_year(phrase, context)
    if of is None:
        of = near_year(phrase, context, number, on)
    if of is None:
        return Reading("DATE", f"XXXX-{number:02d}-{on:02d}")
    reading = Reading.of(periods.day(dt.date(of, number, on)), explicit=phrase.has("year"))
    return _with_part(phrase, reading)


def _with_part(phrase: Phrase, reading: Reading) -> Reading:
    part = phrase.worth("part")
    if part is None:
        return reading
    return reading._replace(type="TIME", value=f"{reading.value}T{part}")


def day_range(phrase: Phrase, context: Context) -> Reading | None:
    """Read "3–7 May", "from 28 April to 2 May 2019", "Jan. 5-9"."""
    months, days = phrase.worths(*MONTH), phrase.worths("day", "ord")
    if len(days) < 2:
        return None
    months = [months[0], months[-1]]
    of = stated_year(phrase, context)
    if of is None:
        of = near_year(phrase, context, int(months[0]), int(days[0]))
    if of is None:
        ends = [f"XXXX-{int(m):02d}-{int(d):02d}" for m, d in zip(months, days, strict=False)]
        return Reading("DATE", "/".join(ends))
    years = [int(text) for text in phrase.worths("year")]
    of = years[-1] if years else of
    first, last = (dt.date(of, int(m), int(d)) for m, d in zip(months, days, strict=False))
    if len(years) == 2:
        first = first.replace(year=years[0])
    elif last < first and years:
        first = first.replace(year=of - 1)  # "28 December to 3 January 2020"
    elif last < first:
        last = last.replace(year=of + 1)
    if last < first or (last - first).days > 366 * 30:
        return None
    whole = periods.spanning(periods.day(first), periods.day(last))
    return Reading.of(whole, explicit=bool(years))


def weekday(phrase: Phrase, context: Context) -> Reading | None:
    """Read a weekday: the latest on or before publication unless told otherwise."""
    number = phrase.number("wday", "wabbr")
    if (
        number is None
        or phrase.before() in NOT_AFTER
        or (phrase.after() in PAPERS and phrase.after_text()[:1].isupper())
    ):
        return None
    published = context.published
    if published is None or _is_any(phrase):
        return _with_part(phrase, Reading("DATE", f"XXXX-WXX-{number}"))
    anchor = context.anchor(phrase.first)
    base = published
    if phrase.has("prev", "follow", "that", "same") and anchor and anchor.precision == "day":
        base = anchor.first
    period = periods.day(_weekday_on(phrase, context, base, number))
    return _with_part(phrase, Reading.of(period))


def every_weekday(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "every Monday", "Mondays"."""
    return Reading("SET", f"XXXX-WXX-{phrase.number('wday', 'wabbr', 'wdays')}")


def _is_any(phrase: Phrase) -> bool:
    """Return whether a weekday is any such day: "on a Sunday", but not "a Monday debate"."""
    return phrase.before() == "a" and (
        not phrase.after().isalpha() or phrase.after() in ("in", "and", "at", "when", "after", "or")
    )


def _weekday_on(phrase: Phrase, context: Context, base: dt.date, number: int) -> dt.date:
    back = (base.isoweekday() - number) % 7
    earlier = base - dt.timedelta(days=back)
    if phrase.has("last", "prev"):
        return earlier if back else base - dt.timedelta(days=7)
    if phrase.has("follow"):
        return earlier + dt.timedelta(days=7)
    if phrase.has("that", "same"):
        return earlier
    monday = base - dt.timedelta(days=base.weekday())
    if phrase.has("next"):
        return monday + dt.timedelta(days=7 + number - 1)
    if phrase.has("this"):
        return monday + dt.timedelta(days=number - 1)
    if back and context.direction(phrase) > 0:
        return earlier + dt.timedelta(days=7)
    return earlier
