"""Readings of months and seasons, with a year or without."""

import datetime as dt
from typing import Final

from extract.dates import periods
from extract.dates.context import Context, Phrase, Reading
from extract.dates.lexicon import NOT_AFTER
from extract.dates.periods import Period
from extract.dates.year_choice import MONTH, near_year, stated_year


def month_range(phrase: Phrase, context: Context) -> Reading | None:
    """Read "from March to June 2019", "between March and June"."""
    months = [int(text) for text in phrase.worths(*MONTH)]
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
    return Reading.of(periods.spanning(first, last), explicit=bool(years))


def month(phrase: Phrase, context: Context) -> Reading | None:
    """Read a month with or without a year: "March 2019", "mid-March", "last May"."""
    number = phrase.number(*MONTH)
    if number is None:
        return None
    of = stated_year(phrase, context)
    if of is None and phrase.has("yearword"):
        return Reading("DATE", f"XXXX-{number:02d}")
    if of is None and not _lone_month(phrase):
        return None
    if of is None:
        of = _month_year(phrase, context, number)
    if of is None:
        return Reading("DATE", f"XXXX-{number:02d}")
    return Reading.of(periods.month(of, number), explicit=phrase.has("year"))


_MAY_LEADS: Final = frozenset(
    "in since by until till of from to and between during before after through early late mid last"
    " next this every for early-to-mid around".split()
)


_FIRM_LEADS: Final = frozenset("in since by until till during last next this".split())


def _lone_month(phrase: Phrase) -> bool:
    """Return whether a month without day and year is one, and no name: "June Carter"."""
    lead = phrase.before()
    if lead in NOT_AFTER:
        return False
    marked = len(phrase.kinds) - phrase.has("dot") > 1 or lead in _MAY_LEADS
    if phrase.has("maymonth", "mabbr") and not marked:
        return False
    follower = phrase.after_text()
    firm = len(phrase.kinds) > 1 or lead in _FIRM_LEADS
    if follower[:1].isupper() and follower.isalpha() and not firm:
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


def week_of_month(phrase: Phrase, context: Context) -> Reading | None:
    """Read "the first week of May", "the last week of June 2014": seven days of the month."""
    inner = month(phrase, context)
    number = phrase.number("ord")
    if phrase.worth("unit") != "W" or (number or 1) > 4:
        return None
    if inner is None or inner.period is None:
        return inner
    whole = inner.period
    first = whole.last - dt.timedelta(days=6)
    if number is not None:
        first = whole.first + dt.timedelta(days=7 * number - 7)
    value = periods.week(first + dt.timedelta(days=3)).value
    period = Period(first, first + dt.timedelta(days=6), "week", value)
    return Reading.of(period, explicit=phrase.has("year"))


def season(phrase: Phrase, context: Context) -> Reading | None:
    """Read "Spring 2021", "last winter", "the summer of 1998", "in the spring"."""
    code = phrase.worth("season") or ""
    of = stated_year(phrase, context)
    if of is not None:
        return Reading.of(periods.season(of, code), explicit=phrase.has("year"))
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
    candidates = [periods.season(published.year + shift, code) for shift in (-1, 0, 1, 2)]
    if phrase.has("last", "prev"):
        found = [p for p in candidates if p.last < published]
        period = found[-1]
    elif phrase.has("next") or (not phrase.has("this") and context.direction(phrase) > 0):
        bound = published if phrase.has("next") else published - dt.timedelta(days=92)
        period = next(p for p in candidates if p.first > bound)
    elif phrase.has("this"):
        period = candidates[1]
    else:
        period = [p for p in candidates if p.first <= published][-1]
    return Reading.of(period)
