"""Corrections: what people set right in a record, who and why."""

import datetime as dt
from typing import Annotated, Literal

from schemas.base import Struct, about

CorrectionStatus = Literal["applied", "superseded", "stale", "pending"]


class Correction(Struct, frozen=True, kw_only=True):
    """One field of one record that a person set right, or a record that a person withdrew.

    A record that has a row with `applied` here is corrected: join on `record_id`.
    """

    correction_id: Annotated[
        str, about("Identifier, derived from record, field, value, person, reason and day.")
    ]
    number: Annotated[
        int, about("Place in the order in which corrections were taken in, from 1.", ge=1)
    ]
    record_table: Annotated[str, about("The table of the record: `events`, `articles` …")]
    record_id: Annotated[str, about("The key of the record in that table.")]
    article_id: Annotated[
        str | None, about("The article of the record; null for entities, which are of many.")
    ]
    field: Annotated[
        str,
        about(
            "The field, as a path: `type`, `speaker.name`, `actors[0].country` (from 0); an item"
            " alone, `actors[0]`, was taken out. `*` stands for the record as a whole."
        ),
    ]
    old_value: Annotated[
        str | None,
        about(
            "What the extractor had read, as JSON. Null where that is no longer published: the"
            " record is withdrawn, or is not there any more."
        ),
    ] = None
    new_value: Annotated[
        str | None,
        about("The right value, as JSON; of a whole record `withdrawn` or `restored`."),
    ] = None
    who: Annotated[str, about("The person or desk that answers for the correction.")]
    why: Annotated[str, about("The reason.")]
    corrected: Annotated[dt.date, about("Day of the correction.", unit="date")]
    status: Annotated[
        CorrectionStatus,
        about(
            "`applied`: the record has the new value; `superseded`: a later correction of the"
            " same field counts; `stale`: not applied, see `note`; `pending`: not in a release"
            " yet."
        ),
    ] = "pending"
    note: Annotated[
        str | None,
        about("Why it is stale: the record is gone, or is read otherwise than when corrected."),
    ] = None
