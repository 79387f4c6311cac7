"""Statistics: every figure with what it counts, for whom, and when."""

import datetime as dt
from typing import Annotated, Literal

from schemas.base import about
from schemas.evidence import Record

Bound = Literal["exact", "about", "over", "at_least", "under", "at_most", "range"]
Direction = Literal["up", "down"]
DatePrecision = Literal["day", "week", "month", "quarter", "season", "year", "decade", "vague"]
Dimension = Literal[
    "count",
    "share",
    "money",
    "duration",
    "age",
    "length",
    "area",
    "volume",
    "mass",
    "speed",
    "temperature",
    "energy",
    "power",
    "data",
    "frequency",
    "pressure",
    "angle",
    "rate",
    "ratio",
    "index",
    "other",
]


class Statistic(Record, frozen=True, kw_only=True):
    """One figure. `start`–`end` cover the number with its modifier, unit and counted noun."""

    value: Annotated[
        float | None,
        about("The number in full (“2.5 million” is 2500000), in `unit`; null for a range."),
    ]
    low: Annotated[float | None, about("Lower end, when it is a range.")] = None
    high: Annotated[float | None, about("Upper end, when it is a range.")] = None
    bound: Annotated[
        Bound, about("How the number bounds the truth: “over 2500” is `over`, “~60” is `about`.")
    ] = "exact"
    direction: Annotated[
        Direction | None,
        about("`up` or `down` when the number is the size of a change (“rose 12 points”)."),
    ] = None
    unit: Annotated[
        str | None,
        about(
            "Normalised unit: `percent`, ISO 4217 code for money, UCUM-style code for physical"
            " units, singular noun for counts (`troop`, `attack`)."
        ),
    ] = None
    unit_text: Annotated[str | None, about("The unit as written.")] = None
    dimension: Annotated[Dimension, about("The kind of quantity.")] = "count"
    per: Annotated[
        str | None,
        about(
            "What the figure is relative to: `month` in “60 attacks per month”, `person per day` in"
            " “six litres a person a day”."
        ),
    ] = None
    value_si: Annotated[
        float | None,
        about("`value` in `unit_si`; null for a range and for what has no size in SI."),
    ] = None
    low_si: Annotated[float | None, about("`low` in `unit_si`.")] = None
    high_si: Annotated[float | None, about("`high` in `unit_si`.")] = None
    unit_si: Annotated[
        str | None,
        about(
            "SI unit of `unit`: `m`, `kg`, `s`, `J`, `m/s`; `1` for shares (50 percent is 0.5),"
            " `By` for data. Null for money, counts and points. `per` is left as it is."
        ),
    ] = None
    same_as: Annotated[
        str | None,
        about(
            "`record_id` of the earlier figure that this one only says again in another unit: the"
            " $2.4 billion of “9 billion shekels ($2.4 billion)”. Leave such rows out of sums."
        ),
    ] = None
    of: Annotated[
        str | None,
        about("What is counted or measured, as written: “US troops stationed in the country”."),
    ] = None
    subject: Annotated[
        str | None, about("Whose figure it is: “ISIS”; the full name if resolved.")
    ] = None
    as_of: Annotated[
        dt.date | None, about("First day of the time the figure is true of.", unit="date")
    ] = None
    as_of_precision: Annotated[DatePrecision | None, about("How precisely that time is known.")] = (
        None
    )
    place: Annotated[str | None, about("Place the figure is true of, as named.")] = None
    said_by: Annotated[
        str | None,
        about("`record_id` of the statement the figure stands in; null outside statements."),
    ] = None
