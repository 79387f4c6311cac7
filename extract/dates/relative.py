"""Readings of expressions reckoned from publication or from another date of the text."""

import datetime as dt

from extract.dates import periods
from extract.dates.context import Context, Phrase, Reading
from extract.dates.days import full
from extract.dates.expression import TimeType
from extract.dates.lexicon import PAST_WORDS, QUOTES
from extract.dates.periods import Period, Unit
from extract.dates.quantity import amount, counts, duration

_UNIT = ("dayword", "yearword", "unit", "units", "quarter", "quarters")
_TICK = ("tick", "ticks")


_AFTER_THE_YEAR = frozenset("ended ending to through and but as with at from of".split())
_AFTER_THE_PAST = frozenset("and but or when as that because".split())


def unit_of(phrase: Phrase) -> Unit:
    """Return the calendar unit of a phrase."""
    return phrase.worth(*_UNIT)  # type: ignore[return-value]


def in_title(phrase: Phrase) -> bool:
    """Return whether a phrase opens a title in quotation marks: "60 Minutes", "This Week"."""
    text, last = phrase.scan.text, phrase.last - 1
    named = text[phrase.scan.starts[last]].isupper() and phrase.last - phrase.first > 1
    return (
        named and phrase.before() in QUOTES and not text[phrase.scan.starts[phrase.first]].islower()
    )


def deictic(phrase: Phrase, context: Context) -> Reading | None:
    """Read "today", "late yesterday", "tomorrow morning", "tonight", "this evening"."""
    published = context.published
    part = phrase.worth("part") or phrase.worth("tonight")
    kind: TimeType = "TIME" if part else "DATE"
    suffix = f"T{part}" if part else ""
    if published is None:
        return Reading(kind, f"XXXX-XX-XX{suffix}")
    shift = int(phrase.worth("deictic") or 0)
    if phrase.has("dayword"):
        shift += 1 if phrase.has("after") else -1
    try:
        period = periods.day(published + dt.timedelta(days=shift))
    except OverflowError:
        return None
    return Reading(kind, period.value + suffix, period)


def next_part(phrase: Phrase, context: Context) -> Reading | None:
    """Read "the next morning", "that night": a part of the day told before or the one after."""
    anchor = context.anchor(phrase.first)
    part = phrase.worth("part")
    if anchor is None:
        return Reading("TIME", f"XXXX-XX-XXT{part}")
    shift = 1 if phrase.has("next", "follow") else -1 if phrase.has("prev") else 0
    period = periods.day(anchor.first + dt.timedelta(days=shift))
    return Reading("TIME", f"{period.value}T{part}", period)


def ref(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "now", "recently", "soon": no time on the calendar."""
    told = phrase.worth("ref") or "PRESENT_REF"
    after = phrase.after()
    if after == "as":
        return None  # "as soon as the rain stops", "as recently as Monday"
    if told == "FUTURE_REF" and after in ("after", "before", "afterwards", "afterward"):
        return None  # "shortly after": reckoned from an event, not from now
    if told == "FUTURE_REF" and (after in PAST_WORDS or after.endswith("ed")):
        return None  # "soon became": after what was told
    return Reading("DATE", told)


def future(_phrase: Phrase, _context: Context) -> Reading | None:
    """Read "the future", "the near future", "as soon as possible"."""
    return Reading("DATE", "FUTURE_REF")


def current(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "recent", "current" before a noun: no time on the calendar."""
    return Reading("DATE", "PAST_REF" if phrase.has("recent") else "PRESENT_REF")


def the_weekend(phrase: Phrase, context: Context) -> Reading | None:
    """Read "the weekend", "the week", "the year": the one just past, or the one ahead."""
    unit = unit_of(phrase)
    if unit == "WE":
        if context.published is None:
            return Reading("DATE", _unknown(unit))
        shift = 0 if context.direction(phrase) > 0 or context.published.weekday() > 4 else -7
        period = periods.weekend(context.published + dt.timedelta(days=shift))
        return Reading.of(period)
    if unit not in ("Y", "W"):
        return None
    if phrase.after() in ("ended", "ending", "to", "through"):
        return Reading("DURATION", duration(1, unit, clock=False))
    follower = phrase.after()
    led = phrase.before() in ("for", "in", "over", "during")
    if follower == "of" and not (led and unit == "Y"):
        return None  # "the week of", "the year of"; but "a high for the year of $3"
    full = phrase.has("trading")  # "the full year"
    if not full and follower not in _AFTER_THE_YEAR and (follower.isalpha() or follower == "-"):
        return None  # "the year executions fell"
    if context.published is None:
        return Reading("DATE", _unknown(unit))
    period = periods.around(context.published, unit)
    return Reading.of(period)


def the_day(phrase: Phrase, context: Context) -> Reading | None:
    """Read "the day" of "later in the day": the day told before."""
    anchor = context.anchor(phrase.first)
    return None if anchor is None else Reading.of(anchor)


def the_past(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "the past" of "in the past"; "the past of", "the past three games" are none."""
    follower = phrase.after()
    ends = not follower.isalnum() or follower in _AFTER_THE_PAST
    if phrase.worth("last") != "past" or phrase.before() != "in" or not ends:
        return None
    return Reading("DATE", "PAST_REF")


def year_end(phrase: Phrase, context: Context) -> Reading | None:
    """Read "year-end", "the year's end": the year whose end it is, the last one after "since"."""
    published = context.published
    if published is None:
        return Reading("DATE", "XXXX")
    return Reading.of(periods.year(published.year - (phrase.before() == "since")))


def vague(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "recent months", "the coming years", "past years", "these days"."""
    if phrase.has("next", "ahead"):
        return Reading("DATE", "FUTURE_REF")
    if phrase.has("these"):
        return Reading("DATE", "PRESENT_REF") if unit_of(phrase) == "D" else None
    return Reading("DATE", "PAST_REF")


def named_unit(phrase: Phrase, context: Context) -> Reading | None:
    """Read "last week", "this month", "the following year", "early next year", "that day"."""
    if in_title(phrase):
        return None
    unit = unit_of(phrase)
    length = duration(1, unit, clock=False)
    lately = phrase.worth("last") in ("past", "latest")
    if phrase.has("last") and (lately or phrase.has("the")) and unit not in ("Q", "FN"):
        return _window(phrase, context, -1, unit, length)
    told = phrase.has("the") and phrase.has("next") and unit == "D"  # "the next day"
    if phrase.has("prev", "follow", "that", "same") or told:
        base = context.anchor(phrase.first, unit)
        if base is None and phrase.has("prev") and context.published is not None:
            base = periods.day(context.published)
    else:
        base = periods.day(context.published) if context.published else None
    if base is None:
        return Reading("DATE", _unknown(unit))
    shift = -1 if phrase.has("last", "prev") else 1 if phrase.has("next", "follow") else 0
    start = base.first if shift <= 0 else base.last
    try:
        period = periods.around(periods.add(start, shift, unit), unit)
    except (OverflowError, ValueError):
        return None
    if _ahead(period, phrase, context):
        return Reading("DATE", _unknown(unit))
    return Reading.of(period)


def _unknown(unit: Unit) -> str:
    return {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX"}.get(
        unit, "XXXX-XX-XX" if unit == "D" else "XXX"
    )


def _window(
    _phrase: Phrase, context: Context, count: float | None, unit: Unit, length: str
) -> Reading:
    """Return the length of time that ends or begins at publication: "the past two years"."""
    published = context.published
    if published is None or count is None or count % 1:
        return Reading("DURATION", length)
    try:
        other = periods.add(published, int(count), unit)
    except (OverflowError, ValueError):
        return Reading("DURATION", length)
    first, last = sorted((published, other))
    precision = periods.around(published, unit).precision
    return Reading("DURATION", length, Period(first, last, precision, length))


def window(phrase: Phrase, context: Context) -> Reading | None:
    """Read "the past two years", "the next three weeks", "the last few months"."""
    count, unit = amount(phrase), unit_of(phrase)
    length = duration(count, unit, clock=False)
    if count is None:
        return Reading("DURATION", length)
    return _window(phrase, context, -count if phrase.has("last", "prev") else count, unit, length)


def distance(phrase: Phrase, context: Context) -> Reading | None:
    """Read "two days ago", "three weeks earlier", "a year later", "months ago"."""
    if phrase.has(*_TICK):
        return _hours(phrase, context)
    unit, count = unit_of(phrase), amount(phrase)
    back = phrase.has("ago", "earlier", "before")
    if count is None or not counts(phrase):
        return Reading("DATE", "PAST_REF" if phrase.has("ago") else "XXXX-XX-XX")
    anchor = context.anchor(phrase.first, unit)
    base: Period | None = periods.day(context.published) if context.published else None
    if not phrase.has("ago", "from"):
        base = anchor or (base if phrase.has("earlier") else None)
    elif unit == "Y" and count == 1 and context.quarter(phrase.first) is not None:
        base = context.quarter(phrase.first)
    if unit == "Y" and phrase.has("earlier") and context.quarter(phrase.first) is not None:
        base = context.quarter(phrase.first)
    if base is None:
        return Reading("DATE", _unknown(unit))
    try:
        reading = _stepped(base, -count if back else count, unit)
    except (OverflowError, ValueError):
        return Reading("DATE", "PAST_REF" if back else "FUTURE_REF")
    if reading.period is not None and _ahead(reading.period, phrase, context):
        return Reading("DATE", _unknown(unit))
    return reading


def _stepped(base: Period, count: float, unit: Unit) -> Reading:
    """Return the period some units from a base, as fine as the unit."""
    if count % 1:
        if unit != "Y":
            return Reading("DATE", _unknown(unit))
        return Reading.of(periods.around(periods.add(base.first, int(count * 12), "M"), "M"))
    if base.precision == "quarter" and unit == "Y":
        return Reading.of(periods.shifted(base, int(count), unit))
    on = periods.add(base.first, int(count), unit)
    period = periods.around(on, unit)
    # "Two weeks ago" has the value of a day, but covers its week.
    return Reading("DATE", on.isoformat() if period.precision == "week" else period.value, period)


def years_ago_this(phrase: Phrase, context: Context) -> Reading | None:
    """Read "five years ago this month", "a year ago today"."""
    count = amount(phrase)
    if context.published is None or count is None or count % 1:
        return Reading("DATE", "XXXX")
    on = periods.add(context.published, -int(count), "Y")
    unit: Unit = "D" if phrase.has("deictic") else _last_unit(phrase)
    return Reading.of(periods.around(on, unit))


def _last_unit(phrase: Phrase) -> Unit:
    return phrase.worths(*_UNIT)[-1]  # type: ignore[return-value]


def _ahead(period: Period, phrase: Phrase, context: Context) -> bool:
    """Return whether "later" or "following" would land after publication without a future tense.

    "Three decades later, a debate goes on": the anchor was not the date told before it.
    """
    published = context.published
    if published is None or period.first <= published:
        return False
    return phrase.has("later", "follow") and context.direction(phrase) <= 0


def _hours(phrase: Phrase, _context: Context) -> Reading | None:
    """Return the day for hours and minutes ago only where it is certain: nowhere."""
    return Reading("TIME", "PAST_REF" if phrase.has("ago") else "XXXX-XX-XXTXX")


def quarter(phrase: Phrase, context: Context) -> Reading | None:
    """Read "the third quarter", "Q3 2023", "fiscal first quarter", "the latest quarter"."""
    number = phrase.number("ord") or phrase.number("q_code")
    told = context.quarter(phrase.first)
    if number is None and phrase.has("year", "poss") and phrase.worth("ord") is None:
        # "the 1988 quarter", "last year's quarter": the one the text is about, in that year.
        if told is None:
            return None if phrase.has("period") else Reading("DATE", "XXXX-QX")
        number = (told.first.month + 2) // 3
    if number is None and phrase.worth("ord") is None and phrase.has("last") and phrase.has("of"):
        number = 4
    if number is not None and not 1 <= number <= 4:
        return None
    of = phrase.number("year")
    if of is None and phrase.has("yearword") and not phrase.has("earlier", "ago"):
        of = _told_year(phrase, context)
    published = context.published
    if number is not None and of is not None:
        period = periods.quarter(of, number)
        return Reading.of(period, explicit=phrase.has("year"))
    if published is None:
        return Reading("DATE", f"XXXX-Q{number or 'X'}")
    current = periods.around(published, "Q")
    if number is not None:
        period = periods.quarter(published.year, number)
        future_ = context.direction(phrase) > 0 and not phrase.has("earlier", "ago")
        if period.first > published and not future_:
            period = periods.quarter(published.year - 1, number)
    else:
        period = current if phrase.has("this", "current") else periods.shifted(current, -1, "Q")
        if phrase.has("next"):
            period = periods.shifted(current, 1, "Q")
    if phrase.has("earlier", "ago"):
        period = periods.shifted(period, -1, "Y")
    return Reading.of(period)


def told_quarter(phrase: Phrase, context: Context) -> Reading | None:
    """Read "the latest period", "that quarter" as the newest quarter told before it."""
    period = context.quarter(phrase.first)
    return Reading("DATE", "XXXX-QX") if period is None else Reading.of(period)


def quarter_before(phrase: Phrase, context: Context) -> Reading | None:
    """Read "the quarter a year ago", "the corresponding period last year": a year before."""
    base = context.quarter(phrase.first)
    if base is None and context.published is not None and phrase.has("quarter"):
        base = periods.shifted(periods.around(context.published, "Q"), -1, "Q")
    if base is None and context.published is not None:
        base = periods.year(context.published.year)
    return Reading("DATE", "XXXX") if base is None else Reading.of(periods.shifted(base, -1, "Y"))


def year_ago(phrase: Phrase, context: Context) -> Reading | None:
    """Read "year-ago", "year-earlier": the same quarter of the year before, or that year."""
    base = context.quarter(phrase.first)
    if base is None and context.published is not None:
        base = periods.year(context.published.year)
    if base is None:
        return Reading("DATE", "XXXX")
    period = periods.shifted(base, -1, "Y")
    return Reading.of(period)


def _told_year(phrase: Phrase, context: Context) -> int | None:
    if context.published is None:
        return None
    shift = -1 if phrase.has("last", "prev") else 1 if phrase.has("next", "follow") else 0
    return context.published.year + shift


def half(phrase: Phrase, context: Context) -> Reading | None:
    """Read "the first half of 2019", "the second half of this year"."""
    number = phrase.number("ord") or 2
    of = phrase.number("year")
    if of is None:
        of = _told_year(phrase, context)
    if number > 2 or of is None:
        return None
    period = periods.half(of, number)
    return Reading.of(period, explicit=phrase.has("year"))


def week_of(phrase: Phrase, context: Context) -> Reading | None:
    """Read "the week of 5 May": the ISO week of that day."""
    inner = full(phrase, context)
    if inner is None or inner.period is None:
        return inner
    period = periods.week(inner.period.first)
    return Reading("DATE", period.value, period, inner.basis)


def clock(phrase: Phrase, context: Context) -> Reading | None:
    """Read "3 p.m.", "15:30", "noon", "six o'clock" on the day told or of publication."""
    told = _time_of_day(phrase)
    if told is None:
        return None
    day = context.anchor(phrase.first, "D")
    if day is None and context.published is not None:
        day = periods.day(context.published)
    if day is None:
        return Reading("TIME", f"XXXX-XX-XXT{told}")
    return Reading("TIME", f"{day.first.isoformat()}T{told}", day)


def _time_of_day(phrase: Phrase) -> str | None:
    point = phrase.worth("point")
    if point:
        return None if phrase.before() == "high" else point
    text = phrase.worth("clock") or phrase.worth("day", "numword") or ""
    hours, _, minutes = text.replace(".", ":").partition(":")
    if not hours.isdecimal():
        return None
    hour = int(hours)
    half_day = phrase.worth("ampm")
    if half_day is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half_day == "p" else 0)
    minute = minutes[:2] or "00"
    return f"{hour:02d}:{minute}" if hour <= 24 and int(minute) < 60 else None
