"""The year of a day or month that is told without one."""

import datetime as dt
from typing import Final

from extract.dates.context import Context, Phrase

MONTH: Final = ("month", "maymonth", "mabbr")
"""The classes of month names."""

_NEAR: Final = 75
"""Days a date without year may lie ahead when no tense tells its direction."""


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
