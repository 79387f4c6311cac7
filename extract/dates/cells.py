"""Dates of table cells, headings and list labels: a cell that is a date and little else."""

import datetime as dt
import re

import msgspec

from extract.dates.context import Context
from extract.dates.expression import TimeExpression
from extract.dates.periods import Period, day, spanning
from extract.dates.scan import read
from extract.dates.tagger import expressions

_REST = re.compile(
    r"(?:[\s*_#|.,:;()\[\]~–—-]|\b(?:in|on|by|since|from|circa|ca|c|about|around|as of|the)\b)*",
    re.IGNORECASE,
)
# Must match whole: "* ", "c. ", "(". Must not: "Battle of".

_TO = re.compile(r"\s*(?:[-–—−/]|to|until|till|through)\s*", re.IGNORECASE)
# Must match whole: " – ", " to ". Must not: " and ".

_TO_NOW = re.compile(r"\s*(?:[-–—−]|to|until)\s*(?:present|now|today|date)\W*", re.IGNORECASE)
# Must match whole: "–present", " to date". Must not: " to Paris".

_BARE_DAY = re.compile(r"\s*(\d{1,2})(?:st|nd|rd|th)?\W*", re.ASCII)
# Must match whole: "12", "3rd". Must not: "120".

_LABEL_END = re.compile(r"[*_)\]]*\s*(?:[:–—|]|-\s|,\s|[.]\s)")
# Must match at the start: ": the siege began", " – talks", "** – ". Must not: " talks".


def resolve_cell(
    text: str,
    published: dt.date | None,
    carry: TimeExpression | None = None,
    *,
    offset: int = 0,
) -> TimeExpression | None:
    """Return the date that a cell or heading consists of, None where it is anything else.

    `carry` is the date above: a heading's ("2014", which gives "10 June" its year) or the row
    before (rows go forward: after 28 December 2014, "3 January" is 2015's). Without it a date
    without year is the latest up to publication. `offset` is added to the span, for a cell
    that stands inside a longer text. "5/6/2014", either of two days, gives None.
    """
    context = _context(text, published, carry)
    found = expressions(context.scan, context)
    whole = _whole(text, found, published) if found else _bare_day(text, carry)
    return None if whole is None else _moved(whole, offset)


def leading_date(
    text: str,
    published: dt.date | None,
    carry: TimeExpression | None = None,
    *,
    offset: int = 0,
) -> TimeExpression | None:
    """Return the date that labels a line: "10 June 2014: the city falls", "2003–2011 – war".

    None where the line opens with no date or no colon, dash, comma or stop ends the label.
    """
    context = _context(text, published, carry)
    found = expressions(context.scan, context)
    if not found or not _REST.fullmatch(text, 0, found[0].start):
        return None
    label = found[0]
    if len(found) > 1 and _TO.fullmatch(text, label.end, found[1].start):
        label = _span(label, found[1], text) or label
    if label.first is None or not _LABEL_END.match(text, label.end):
        return None
    return _moved(label, offset)


def _context(text: str, published: dt.date | None, carry: TimeExpression | None) -> Context:
    scan = read(text)
    return Context(scan, published, row=True, carry=None if carry is None else _period(carry))


def _period(expression: TimeExpression) -> Period | None:
    first, last, precision = expression.first, expression.last, expression.precision
    if first is None or last is None or precision is None:
        return None
    return Period(first, last, precision, expression.value)


def _whole(
    text: str, found: list[TimeExpression], published: dt.date | None
) -> TimeExpression | None:
    whole: TimeExpression | None = found[0]
    end = len(text)
    if len(found) == 2 and _TO.fullmatch(text, found[0].end, found[1].start):
        whole = _span(found[0], found[1], text)
    elif published is not None and _TO_NOW.fullmatch(text, found[0].end):
        whole = _until(found[0], published, text)
    elif len(found) > 1:
        return None
    if whole is None or whole.first is None or whole.type in ("DURATION", "SET"):
        return None
    alone = _REST.fullmatch(text, 0, whole.start) and _REST.fullmatch(text, whole.end, end)
    return whole if alone else None


def _span(one: TimeExpression, two: TimeExpression, text: str) -> TimeExpression | None:
    first, last = _period(one), _period(two)
    if first is None or last is None or last.last < first.first:
        return None
    return _renewed(one, text, two.end, spanning(first, last))


def _until(one: TimeExpression, published: dt.date, text: str) -> TimeExpression | None:
    first = _period(one)
    if first is None or published < first.first:
        return None
    return _renewed(one, text, len(text.rstrip(" .,:;*)")), spanning(first, day(published)))


def _renewed(one: TimeExpression, text: str, end: int, period: Period) -> TimeExpression:
    return TimeExpression(
        start=one.start,
        end=end,
        text=text[one.start : end],
        type="DATE",
        value=period.value,
        first=period.first,
        last=period.last,
        precision=period.precision,
        basis=one.basis,
    )


def _bare_day(text: str, carry: TimeExpression | None) -> TimeExpression | None:
    """Return a day of the carried month: "12" under "June 2014"."""
    match = _BARE_DAY.fullmatch(text)
    if match is None or carry is None or carry.precision != "month" or carry.first is None:
        return None
    try:
        on = carry.first.replace(day=int(match[1]))
    except ValueError:
        return None
    return TimeExpression(
        start=match.start(1),
        end=match.end(1),
        text=match[1],
        type="DATE",
        value=on.isoformat(),
        first=on,
        last=on,
        precision="day",
        basis="relative",
    )


def _moved(expression: TimeExpression, offset: int) -> TimeExpression:
    if not offset:
        return expression
    return msgspec.structs.replace(
        expression, start=expression.start + offset, end=expression.end + offset
    )
