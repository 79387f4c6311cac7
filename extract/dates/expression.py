"""A temporal expression and what it means on the calendar."""

import datetime as dt
from typing import Literal

import msgspec

from schemas import DatePrecision

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Basis = Literal["explicit", "relative", "publication"]


class TimeExpression(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One temporal expression of a text.

    `start`, `end`: half-open code points of the text. `value`: TIMEX3 value ("2024-01-04",
    "2018", "2024-W01", "2024-01-04TMO", "P3D", "XXXX-WXX-1", "PAST_REF"), for a range an ISO
    interval ("2014/2017"). `first`, `last`: the days it covers, inclusive; None when it names
    no time on the calendar (durations, sets, vague or unresolvable expressions). A duration
    that ends or begins at publication ("the past two years", "the next three weeks") has its
    days. `precision` and `basis` are None where there are no days. `basis` is `explicit` when
    written out in full, `relative` when reckoned from the publication date or another date of
    the text.
    """

    start: int
    end: int
    text: str
    type: TimeType
    value: str
    first: dt.date | None
    last: dt.date | None
    precision: DatePrecision | None
    basis: Basis | None
