"""Readings of lengths of time and of repeated times."""

from extract.dates.context import Context, Phrase, Reading
from extract.dates.lexicon import MODALS
from extract.dates.quantity import amount, duration, spelled
from extract.dates.relative import in_title, unit_of


def length(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "three days", "a two-year", "the first nine months", "more than four hours"."""
    ticks = phrase.worth("tick", "ticks")
    unit = ticks or unit_of(phrase)
    if phrase.after() == "old" or (phrase.has("hyph") and phrase.after(1) == "old"):
        return None  # an age
    if in_title(phrase):
        return None
    if unit == "Q" and (phrase.has("art") or phrase.has("hyph")):
        return None  # "a quarter", "three-quarters" are shares
    once = phrase.first + 2 == phrase.last and phrase.worth("numword") == "1" and unit == "D"
    if once and phrase.before() in MODALS:
        return Reading("DATE", "FUTURE_REF")  # "will one day"
    return Reading("DURATION", duration(amount(phrase), unit, clock=ticks is not None))


def length_and_half(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "a year and a half", "two hours and a half"."""
    ticks = phrase.worth("tick", "ticks")
    unit = ticks or unit_of(phrase)
    counted = phrase.worths("numword", "day", "num")
    count = spelled([int(word) for word in counted]) if counted else 1
    return Reading("DURATION", duration(count + 0.5, unit, clock=ticks is not None))


def some_time(_phrase: Phrase, _context: Context) -> Reading | None:
    """Read "some time": a length nobody says."""
    return Reading("DURATION", "PXX")


def frequency(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "daily", "annually"."""
    start = phrase.scan.starts[phrase.first]
    beside = phrase.before_text()[:1] + phrase.after_text()[:1]
    if phrase.scan.text[start].isupper() and any(letter.isupper() for letter in beside):
        return None  # "the Daily Star", "China Daily"
    if phrase.before() == "average":
        return None  # "average daily volume": a measure, not a habit
    return Reading("SET", phrase.worth("frequency") or "P1D")


def every(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "every day", "each year", "every two weeks", "per month"."""
    ticks = phrase.worth("tick", "ticks")
    unit = ticks or unit_of(phrase)
    return Reading("SET", duration(amount(phrase) or 1, unit, clock=ticks is not None))


def every_part(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "every morning", "each night"."""
    return Reading("SET", f"XXXX-XX-XXT{phrase.worth('part')}")


def half_length(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "half-hour", "half an hour", "half a century"; "a month and a half hour" is none."""
    tick = phrase.worth("tick")
    unit = tick or unit_of(phrase)
    return Reading("DURATION", duration(0.5, unit, clock=tick is not None))


def every_month(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "each July"."""
    return Reading("SET", f"XXXX-{phrase.number('month', 'maymonth', 'mabbr'):02d}")
