"""A correction as a person gives it, and what is said when it cannot be taken."""

import datetime as dt
from typing import Final

from schemas.base import Struct
from schemas.errors import DatelineError

WHOLE: Final = "*"
WITHDRAWN: Final = "withdrawn"
RESTORED: Final = "restored"


class Proposal(Struct, frozen=True, kw_only=True):
    """One correction as given: the words of a command line or of a row of CSV.

    `field` is a path (`type`, `speaker.name`, `actors[0].country`), or `*` for the record
    itself, whose `value` is then `withdrawn` or `restored`.
    """

    record: str
    field: str
    value: str
    who: str
    why: str
    when: dt.date


class CorrectionError(DatelineError):
    """A correction cannot be taken; `column` names the part of the proposal that is wrong."""

    code = "correction"

    def __init__(self, what: str, *, column: str, where: str = "", hint: str = "") -> None:
        self.column = column
        super().__init__(what, where=where, hint=hint)
