"""Finds temporal expressions."""

import datetime as dt
import re

from extract.dates import grammar
from extract.dates.context import Context, Phrase, Reading
from extract.dates.expression import TimeExpression
from extract.dates.scan import Scan, read

_LINKS = frozenset({"", "on", "at", ",", "around", "about", ", on", ", at", "of"})
"""What may stand between a clock time and its day."""

_ASIDE = re.compile(r"\s\([^()\n]{1,14}\)(?=\s)")
"""The same hour in another zone: must match " (0735 GMT)"; must not match "(Friday"."""


def tag(text: str, published: dt.date | None) -> list[TimeExpression]:
    """Return the temporal expressions of *text*, in order, none overlapping another.

    `published` is the day relative expressions are reckoned from; without it they are found
    but have no calendar days (`first` and `last` None).
    """
    scan = read(text)
    return expressions(scan, Context(scan, published))


def expressions(scan: Scan, context: Context) -> list[TimeExpression]:
    """Return the temporal expressions of a scanned text, in order, in a context."""
    found: list[TimeExpression] = []
    at = 0
    while True:
        hit = grammar.find(scan.classes, at)
        if hit is None:
            return _joined(found, scan.text)
        first, last, rule = hit
        try:
            reading = rule.read(Phrase(scan, first, last), context)
        except (ValueError, OverflowError):
            reading = None  # off the calendar: 31 February, "5,000 years ago"
        if reading is None:
            at = first + 1
            continue
        expression = _expression(scan, first, last, reading)
        found.append(expression)
        if reading.period is not None and reading.type in ("DATE", "TIME"):
            context.tell(reading.period, first, last)
        at = last


def _expression(scan: Scan, first: int, last: int, reading: Reading) -> TimeExpression:
    start, end = scan.starts[first], scan.ends[last - 1]
    period = reading.period
    return TimeExpression(
        start=start,
        end=end,
        text=scan.text[start:end],
        type=reading.type,
        value=reading.value,
        first=period.first if period else None,
        last=period.last if period else None,
        precision=period.precision if period else None,
        basis=reading.basis if period else None,
    )


def _joined(found: list[TimeExpression], text: str) -> list[TimeExpression]:
    """Return the expressions with each clock time joined to the day beside it."""
    joined: list[TimeExpression] = []
    for expression in found:
        if joined:
            whole = _join(joined[-1], expression, text)
            if whole is not None:
                joined[-1] = whole
                continue
        joined.append(expression)
    return joined


def _join(one: TimeExpression, two: TimeExpression, text: str) -> TimeExpression | None:
    if {one.type, two.type} != {"DATE", "TIME"} or two.start - one.end > 24:
        return None
    if _ASIDE.sub("", text[one.end : two.start], 1).strip() not in _LINKS:
        return None
    day, clock = (one, two) if one.type == "DATE" else (two, one)
    if ":" not in clock.value or (day.precision not in ("day", None)) or len(day.value) < 10:
        return None
    return TimeExpression(
        start=one.start,
        end=two.end,
        text=text[one.start : two.end],
        type="TIME",
        value=day.value + clock.value[clock.value.index("T") :],
        first=day.first,
        last=day.last,
        precision=day.precision,
        basis=day.basis,
    )
