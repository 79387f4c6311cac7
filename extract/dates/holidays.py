"""Holidays whose day is certain the world over, or that only one country calls so."""

import datetime as dt
from typing import Final

from extract.dates import periods
from extract.dates.context import Context, Phrase, Reading

FEASTS: Final = {
    "valentine’s day": (2, 14),
    "st patrick’s day": (3, 17),
    "juneteenth": (6, 19),
    "bastille day": (7, 14),
    "veterans day": (11, 11),
    "boxing day": (12, 26),
}
"""Feasts of a fixed month and day."""

MOVING: Final = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "whit sunday": 49,
}
"""Feasts so many days after Easter Sunday."""

_LEADS = frozenset("on before after since until till by at over around this last next".split())


def easter(of: int) -> dt.date:
    """Return Easter Sunday of a year, Gregorian (anonymous computus)."""
    century, rest = divmod(of, 100)
    cycle = of % 19
    moon = (19 * cycle + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    month, day = divmod(moon + week - 7 * ((cycle + 11 * moon + 22 * week) // 451) + 114, 31)
    return dt.date(of, month, day + 1)


def _thanksgiving(of: int) -> dt.date:
    """Return the fourth Thursday of November, as the United States keeps it."""
    first = dt.date(of, 11, 1)
    return first + dt.timedelta(days=(3 - first.weekday()) % 7 + 21)


def _on(phrase: Phrase, of: int) -> dt.date | None:
    name, eve = phrase.worth("holiday"), phrase.has("eve")
    if name is None:
        return dt.date(of, 12, 31) if eve else dt.date(of, 1, 1)
    if name == "christmas":
        return dt.date(of, 12, 24 if eve else 25)
    if name == "halloween":
        return dt.date(of, 10, 31)
    if name == "thanksgiving":
        return _thanksgiving(of)
    fixed = FEASTS.get(name)
    if fixed is not None:
        return dt.date(of, *fixed)
    moving = MOVING.get(name)
    if moving is not None:
        return easter(of) + dt.timedelta(days=moving)
    weekday = int(phrase.worth("wday") or 7)
    return {7: easter(of), 1: easter(of) + dt.timedelta(days=1)}.get(weekday)


def _easter_week(phrase: Phrase, published: dt.date) -> Reading | None:
    """Return the week up to Easter; of other feasts it is nowhere certain which week is meant."""
    if phrase.worth("unit") != "W" or phrase.worth("holiday") != "easter":
        return None
    weeks = [periods.week(easter(published.year + shift)) for shift in (-1, 0, 1)]
    return Reading.of(min(weeks, key=lambda week: abs((week.last - published).days)))


def holiday(phrase: Phrase, context: Context) -> Reading | None:
    """Read "Christmas Day", "New Year's Eve", "Easter Monday"; "Christmas tree" is no date."""
    bare = phrase.kinds == ["holiday"] and " " not in (phrase.worth("holiday") or "")
    if bare and (phrase.before() not in _LEADS or phrase.after().isalpha()):
        return None
    of = phrase.number("year")
    if of is not None:
        on = _on(phrase, of)
        return None if on is None else Reading.of(periods.day(on), explicit=True)
    published = context.published
    if published is None:
        return Reading("DATE", "XXXX-XX-XX")
    if phrase.has("unit"):
        return _easter_week(phrase, published)
    days = [_on(phrase, published.year + shift) for shift in (-1, 0, 1)]
    if phrase.has("last"):
        known = [on for on in days if on is not None and on < published][-1:]
    elif phrase.has("next"):
        known = [on for on in days if on is not None and on > published][:1]
    else:
        ahead = context.direction(phrase) > 0
        known = [on for on in days if on is not None]
        known = (
            [on for on in known if on >= published][:1]
            if ahead
            else [on for on in known if on <= published][-1:]
        )
    if not known:
        return None
    period = periods.day(known[0])
    return Reading.of(period)
