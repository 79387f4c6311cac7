"""A number as written and what it is worth."""

import msgspec

from schemas import Bound


class Number(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One number or range of a text.

    `start`, `end`: half-open code points of the number with its scale ("2.5 million",
    "between 400 and 600"), without modifier, currency sign or unit. `modifier_start` is
    where its modifier begins ("more than", "~"), equal to `start` when there is none.
    `value` is None for a range, which has `low` and `high` instead.
    """

    start: int
    end: int
    modifier_start: int
    value: float | None
    low: float | None = None
    high: float | None = None
    bound: Bound = "exact"
