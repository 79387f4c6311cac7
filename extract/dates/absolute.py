"""Readings of dates that are written out, wholly or in part: days, months, years, seasons."""

import datetime as dt
import re

from extract.dates import periods
from extract.dates.context import Context, Phrase, Reading
from extract.dates.lexicon import COUNTED, NOT_AFTER, PAPERS
from extract.dates.periods import Period

_MONTH = ("month", "maymonth", "mabbr")
_NEAR = 75
"""Days a date without year may lie ahead when no tense tells its direction."""

_YEAR_LEADS = frozenset(
    "in since of by from until till before after during for to through between and or early late"
    " mid fiscal circa ca c around about over throughout than ( – — - [ / election elections was"
    " , as on".split()
)
_FIRM_LEADS = frozenset("in since during until by early late mid fiscal throughout".split())


def iso(phrase: Phrase, context: Context) -> Reading | None:
    """Read `2024-01-05`, with or without a time behind it."""
    text = phrase.worths("iso")[0]
    try:
        period = periods.day(dt.date.fromisoformat(text[:10]))
    except ValueError:
        return None
    if len(text) > 15:
        return Reading("TIME", f"{text[:10]}T{text[11:16]}", period, "explicit")
    return Reading("DATE", period.value, period, "explicit")


def slash(phrase: Phrase, context: Context) -> Reading | None:
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
    return _day_reading(of, number, on, "explicit")


def _day_reading(of: int, number: int, on: int, basis: str) -> Reading | None:
    try:
        period = periods.day(dt.date(of, number, on))
    except ValueError:
        return None
    return Reading("DATE", period.value, period, "explicit" if basis == "explicit" else "relative")


def stated_year(phrase: Phrase, context: Context) -> int | None:
    """Return the year a phrase states: "2019", "last year", "this year"; None without one."""
    written = phrase.number("year")
    if written is not None:
        return written
    if not phrase.has("yearword"):
        return None
    anchor = context.anchor(phrase.first, "Y")
    if phrase.has("that", "same", "follow", "prev"):
        base = anchor.first.year if anchor else None
    else:
        base = context.published.year if context.published else None
    if base is None:
        return None
    if phrase.has("last", "prev"):
        return base - 1
    return base + 1 if phrase.has("next", "follow") else base


def near_year(phrase: Phrase, context: Context, number: int, on: int) -> int | None:
    """Return the year of a day or month told without one.

    The year told just before if it is long past; otherwise the tense decides,
    and without tense the past unless the day lies at most 75 days ahead.
    """
    told, published = context.year_told(phrase.first), context.published
    if told is not None:
        return told
    if published is None:
        return None
    try:
        this = dt.date(published.year, number, on)
    except ValueError:
        return None if on != 29 else published.year
    if (this.year, this.month) == (published.year, published.month):
        return this.year
    ahead = (this - published).days
    if phrase.has("last"):
        return this.year - (ahead >= 0)
    if 0 < ahead <= _NEAR and phrase.has("day", "ord"):
        # A day eleven months back is told with its year, so only a verb close by says so.
        return this.year - (context.tense_before(phrase, 3) < 0)
    direction = context.direction(phrase)
    if ahead > 0:
        stays = direction > 0 or (direction == 0 and ahead <= _NEAR)
        return this.year if stays else this.year - 1
    moves = direction > 0 and ahead < -_NEAR
    moves = moves or (direction == 0 and ahead + 365 <= _NEAR // 2)
    return this.year + 1 if moves else this.year


def full(phrase: Phrase, context: Context) -> Reading | None:
    """Read a day with its month: "5 January 2024", "Jan. 5", "the 5th of March last year"."""
    number, on = phrase.number(*_MONTH), phrase.number("day", "ord")
    if number is None or on is None or not 1 <= on <= 31:
        return None
    of = stated_year(phrase, context)
    basis = "explicit" if phrase.has("year") else "relative"
    if of is None:
        of = near_year(phrase, context, number, on)
    if of is None:
        return Reading("DATE", f"XXXX-{number:02d}-{on:02d}")
    return _with_part(phrase, _day_reading(of, number, on, basis))


def _with_part(phrase: Phrase, reading: Reading | None) -> Reading | None:
    part = phrase.worth("part")
    if reading is None or part is None:
        return reading
    return reading._replace(type="TIME", value=f"{reading.value}T{part}")


def day_range(phrase: Phrase, context: Context) -> Reading | None:
    """Read "3–7 May", "from 28 April to 2 May 2019", "Jan. 5-9"."""
    months, days = phrase.worths(*_MONTH), phrase.worths("day", "ord")
    if len(days) < 2:
        return None
    start, end = int(months[0]), int(months[-1])
    of = stated_year(phrase, context)
    if of is None:
        of = near_year(phrase, context, start, int(days[0]))
    if of is None:
        return Reading(
            "DATE", f"XXXX-{start:02d}-{int(days[0]):02d}/XXXX-{end:02d}-{int(days[1]):02d}"
        )
    basis = "explicit" if phrase.has("year") else "relative"
    years = phrase.worths("year")
    first = _day_reading(int(years[0]) if len(years) == 2 else of, start, int(days[0]), basis)
    last = _day_reading(int(years[-1]) if years else of, end, int(days[1]), basis)
    if first is None or last is None or first.period is None or last.period is None:
        return None
    if last.period.first < first.period.first and start > end and not years:
        last = _day_reading(of + 1, end, int(days[1]), basis)
    elif last.period.first < first.period.first and start > end:
        first = _day_reading(of - 1, start, int(days[0]), basis)
    if first is None or last is None or first.period is None or last.period is None:
        return None
    if last.period.first < first.period.first:
        return None
    return _interval(first.period, last.period, explicit=phrase.has("year"))


def _interval(first: Period, last: Period, *, explicit: bool) -> Reading:
    whole = periods.spanning(first, last)
    return Reading("DATE", whole.value, whole, "explicit" if explicit else "relative")


def month_range(phrase: Phrase, context: Context) -> Reading | None:
    """Read "from March to June 2019", "between March and June"."""
    months = [int(text) for text in phrase.worths(*_MONTH)]
    years = phrase.worths("year")
    of = stated_year(phrase, context)
    if len(years) == 2:
        of = int(years[1])
    if of is None:
        of = near_year(phrase, context, months[0], 1)
    if of is None:
        return Reading("DATE", f"XXXX-{months[0]:02d}/XXXX-{months[1]:02d}")
    start = int(years[0]) if len(years) == 2 else of - (months[0] > months[1])
    first, last = periods.month(start, months[0]), periods.month(of, months[1])
    if last.first < first.first:
        return None
    return _interval(first, last, explicit=bool(years))


def year_range(phrase: Phrase, context: Context) -> Reading | None:
    """Read "2014–2017", "2014-17", "from 1990 to 1995"."""
    start, _, tail = phrase.scan.text[
        phrase.scan.starts[phrase.first] : phrase.scan.ends[phrase.last - 1]
    ].partition(phrase.worths("year")[0])
    del start, tail
    years = phrase.worths("year")
    first = int(years[0])
    if len(years) == 2:
        last = int(years[1])
    else:
        short = phrase.worth("day", "num")
        if short is None or len(phrase.scan.lower[phrase.last - 1]) != 2:
            return None
        last = first // 100 * 100 + int(short)
    if not first < last <= first + 400 or phrase.after() in COUNTED or first < 1000:
        return None
    return _interval(periods.year(first), periods.year(last), explicit=True)


def month(phrase: Phrase, context: Context) -> Reading | None:
    """Read a month with or without a year: "March 2019", "mid-March", "last May"."""
    number = phrase.number(*_MONTH)
    if number is None:
        return None
    of = stated_year(phrase, context)
    basis = "explicit" if phrase.has("year") else "relative"
    if of is None and phrase.has("yearword"):
        return Reading("DATE", f"XXXX-{number:02d}")
    if of is None and not _lone_month(phrase):
        return None
    if of is None:
        of = _month_year(phrase, context, number)
    if of is None:
        return Reading("DATE", f"XXXX-{number:02d}")
    period = periods.month(of, number)
    return Reading("DATE", period.value, period, "explicit" if basis == "explicit" else "relative")


_MAY_LEADS = frozenset(
    "in since by until till of from to and between during before after through early late mid last"
    " next this every for early-to-mid around".split()
)


def _lone_month(phrase: Phrase) -> bool:
    """Return whether a month without day and year is one, and no name: "June Carter"."""
    lead = phrase.before()
    if lead in NOT_AFTER:
        return False
    marked = len(phrase.kinds) - phrase.has("dot") > 1 or lead in _MAY_LEADS
    if phrase.has("maymonth", "mabbr") and not marked:
        return False
    follower = phrase.after_text()
    if follower[:1].isupper() and follower.isalpha() and not phrase.has("dot") and not marked:
        return False
    before = phrase.before_text()
    named = before[:1].isupper() and before.isalpha() and lead not in _MAY_LEADS
    return not (named and phrase.has("maymonth", "mabbr"))


def _month_year(phrase: Phrase, context: Context, number: int) -> int | None:
    published = context.published
    if published is not None and phrase.has("last", "prev"):
        return published.year if number < published.month else published.year - 1
    if published is not None and phrase.has("next"):
        return published.year if number > published.month else published.year + 1
    if published is not None and phrase.has("this"):
        return published.year
    return near_year(phrase, context, number, 1)


def year(phrase: Phrase, context: Context) -> Reading | None:
    """Read a year: "in 2018", "early 2020", "fiscal 2019", "the 2003 invasion"."""
    of = phrase.number("year")
    if of is None or not _is_year(phrase, of):
        return None
    period = periods.year(of)
    return Reading("DATE", period.value, period, "explicit")


def _is_year(phrase: Phrase, of: int) -> bool:
    """Return whether four digits are a year, by what stands around them.

    Yes: "in 2018", "the 2003 invasion", "(1999)". No: "2500 troops", "2020 people",
    "Boeing 1900", "Room 1996".
    """
    marked = len(phrase.kinds) > 1
    if marked and phrase.has("early", "edge", "fiscal", "circa", "yearword"):
        return True
    if not 1500 <= of <= 2100:
        return False
    follower, lead = phrase.after(), phrase.before()
    if follower in COUNTED or lead in ("#", "no", "no.", "+", "€", "$", "£", ":"):
        return False
    if lead in ("-", "‑") and phrase.before(2) not in ("post", "pre", "mid", "early", "late"):
        return False
    plural = len(follower) > 3 and follower.endswith("s") and phrase.after_text()[0].islower()
    if lead in _FIRM_LEADS:
        return True
    if plural and follower not in ("elections", "protests", "attacks", "was", "games"):
        return False
    before = phrase.before_text()
    if before[:1].isupper() and before.isalpha() and lead not in _YEAR_LEADS | {"the"}:
        return (
            len(before) > 3
            and lead not in ("room", "route", "highway", "flight", "boeing")
            and (phrase.before(2) in ("(", "in"))
        )
    return True


def spelled_year(phrase: Phrase, context: Context) -> Reading | None:
    """Read "nineteen ninety-six", "March nineteen seventy"; "nineteen twenty" needs two tens."""
    words = [int(word) for word in phrase.worths("numword")]
    if words[0] not in (17, 18, 19, 20) or words[1] < 10 or words[1] > 90 or len(words) > 3:
        return None
    if len(words) == 3 and (words[1] < 20 or words[2] > 9):
        return None
    of = words[0] * 100 + sum(words[1:])
    number = phrase.number(*_MONTH)
    period = periods.year(of) if number is None else periods.month(of, number)
    return Reading("DATE", period.value, period, "explicit")


def season(phrase: Phrase, context: Context) -> Reading | None:
    """Read "Spring 2021", "last winter", "the summer of 1998", "in the spring"."""
    code = phrase.worth("season") or ""
    of = stated_year(phrase, context)
    if of is not None:
        period = periods.season(of, code)
        basis = "explicit" if phrase.has("year") else "relative"
        return Reading(
            "DATE", period.value, period, "explicit" if basis == "explicit" else "relative"
        )
    if phrase.has("every"):
        return Reading("SET", f"XXXX-{code}")
    if len(phrase.kinds) == 1 or (
        phrase.kinds[0] == "the"
        and phrase.before() not in ("in", "during", "over", "through", "by")
    ):
        return None
    published = context.published
    if published is None:
        return Reading("DATE", f"XXXX-{code}")
    candidates = [periods.season(published.year + shift, code) for shift in (-1, 0, 1)]
    if phrase.has("last", "prev"):
        found = [p for p in candidates if p.last < published]
        period = found[-1]
    elif phrase.has("next") or (not phrase.has("this") and context.direction(phrase) > 0):
        period = next(p for p in candidates if p.first > published or p.last >= published)
    elif phrase.has("this"):
        period = candidates[1]
    else:
        period = [p for p in candidates if p.first <= published][-1]
    return Reading("DATE", period.value, period)


def decade(phrase: Phrase, context: Context) -> Reading | None:
    """Read "the 1990s", "the late '80s", "the nineties"; "in his 30s" is an age."""
    text = phrase.worth("decade")
    if text is None:
        of = 1900 + int(phrase.worth("nineties") or 0)
        if phrase.kinds[0] != "the":
            return None
    else:
        digits = re.sub(r"\D", "", text)
        of = int(digits)
        if of < 100:
            if phrase.kinds[0] != "the" and text[0] not in "'’‘":
                return None
            of += 2000 if of <= 20 else 1900
    period = periods.decade(of)
    return Reading("DATE", period.value, period, "explicit")


def century(phrase: Phrase, context: Context) -> Reading | None:
    """Read "the 19th century", "the early twentieth century"."""
    number = phrase.number("ord")
    if number is None or not 1 <= number <= 30 or phrase.worth("unit") != "C":
        return None
    period = periods.century(number)
    return Reading("DATE", period.value, period, "explicit")


def weekday(phrase: Phrase, context: Context) -> Reading | None:
    """Read a weekday: the latest on or before publication unless told otherwise."""
    number = phrase.number("wday", "wabbr")
    if (
        number is None
        or phrase.before() in NOT_AFTER
        or phrase.after_text().lower() in PAPERS
        and (phrase.after_text()[:1].isupper() or phrase.after() == "school")
    ):
        return None
    published = context.published
    if phrase.has("every"):
        return Reading("SET", f"XXXX-WXX-{number}")
    if published is None:
        return _with_part(phrase, Reading("DATE", f"XXXX-WXX-{number}"))
    anchor = context.anchor(phrase.first)
    base = published
    if phrase.has("prev", "follow", "that", "same") and anchor and anchor.precision == "day":
        base = anchor.first
    period = periods.day(_weekday_on(phrase, context, base, number))
    return _with_part(phrase, Reading("DATE", period.value, period))


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
