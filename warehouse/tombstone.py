"""The tombstone: what stays of a release that was withdrawn.

A tombstone of a day to come is an announcement: until then the release is served, with that
day as its sunset; from then on it is withdrawn.
"""

import datetime as dt
from pathlib import Path

import msgspec

from schemas.base import Struct
from schemas.errors import Withdrawn
from warehouse.manifest import TOMBSTONE

_UNTOLD = "not told: the tombstone is damaged"


class Tombstone(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stays of a withdrawn release.

    `withdrawn` is the day from which it is; `announced` the day that was said. `manifest_sha256`
    tells whether a copy somebody kept is the release that was withdrawn. What a damaged
    manifest does not tell is absent.
    """

    release: str
    withdrawn: dt.date
    announced: dt.date
    reason: str
    successor: str | None = None
    title: str | None = None
    citation: str | None = None
    created: dt.date | None = None
    schema_version: str | None = None
    manifest_sha256: str | None = None
    rows: dict[str, int] = msgspec.field(default_factory=dict[str, int])

    def is_due(self, today: dt.date | None = None) -> bool:
        """Return whether the release is withdrawn by *today* (in UTC, if not given)."""
        return self.withdrawn <= (today or dt.datetime.now(dt.UTC).date())

    @property
    def words(self) -> str:
        """The withdrawal in one line."""
        return f"release {self.release} was withdrawn on {self.withdrawn}: {self.reason}"

    def error(self) -> Withdrawn:
        """Return the error that whoever asks for the release gets."""
        hint = f"Use release {self.successor}" if self.successor else "Use the latest release"
        return Withdrawn(self.words, where="release", hint=hint)


def read_tombstone(release: Path) -> Tombstone | None:
    """Return the tombstone in the folder *release*; None if it has none.

    A damaged tombstone is one all the same, of a release withdrawn for a reason not told.
    """
    try:
        return msgspec.json.decode((release / TOMBSTONE).read_bytes(), type=Tombstone)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return Tombstone(
            release=release.name, withdrawn=dt.date.min, announced=dt.date.min, reason=_UNTOLD
        )
