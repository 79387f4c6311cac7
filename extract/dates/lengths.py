"""Readings of lengths of time and of repeated times."""

from extract.dates.context import Context, Phrase, Reading
from extract.dates.quantity import amount, duration
from extract.dates.relative import unit_of


def length(phrase: Phrase, context: Context) -> Reading | None:
    """Read "three days", "a two-year", "the first nine months", "more than four hours"."""
    ticks = phrase.worth("tick", "ticks")
    unit = ticks or unit_of(phrase)
    return Reading("DURATION", duration(amount(phrase), unit, clock=ticks is not None))


def frequency(phrase: Phrase, context: Context) -> Reading | None:
    """Read "daily", "annually"."""
    return Reading("SET", phrase.worth("frequency") or "P1D")


def every(phrase: Phrase, context: Context) -> Reading | None:
    """Read "every day", "each year", "every two weeks", "per month"."""
    ticks = phrase.worth("tick", "ticks")
    unit = ticks or unit_of(phrase)
    return Reading("SET", duration(amount(phrase) or 1, unit, clock=ticks is not None))


def every_month(phrase: Phrase, context: Context) -> Reading | None:
    """Read "each July"."""
    return Reading("SET", f"XXXX-{phrase.number('month', 'maymonth', 'mabbr'):02d}")
