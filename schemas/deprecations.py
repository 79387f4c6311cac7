"""Tables and columns that will go with the next major schema version, told while they last.

A release never changes, so what is deprecated stays in the releases that have it; the headers
`Deprecation` (RFC 9745) and `Sunset` (RFC 8594) tell programs not to build on it. Within a
major version nothing is taken away.
"""

import datetime as dt

from schemas.base import Struct


class Deprecation(Struct, frozen=True, kw_only=True):
    """One table (`table`) or column (`table.column`) that will go.

    *since* is the day from which it is deprecated, *sunset* the day from which new releases
    will lack it, null while that is open, and *instead* says in words what to use.
    """

    what: str
    since: dt.date
    sunset: dt.date | None = None
    instead: str

    @property
    def table(self) -> str:
        """The table it is, or is in."""
        return self.what.partition(".")[0]

    @property
    def column(self) -> str:
        """The column; empty for a whole table."""
        return self.what.partition(".")[2]


DEPRECATIONS: tuple[Deprecation, ...] = ()
"""In the order they were declared. Nothing is deprecated today."""
