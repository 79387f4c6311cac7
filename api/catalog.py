"""The releases a server shows: found in their folder, opened once, new ones while serving."""

import logging
import threading
import time
from pathlib import Path
from typing import Final

from schemas.errors import DatelineError, NotFound, ReleaseError
from warehouse import Release, ReleaseEntry, Tombstone, open_index, open_release, releases

LOGGER = logging.getLogger("dateline")
LATEST: Final = "latest"


class Catalog:
    """The sound releases of one folder, newest first. Safe to use from many threads.

    The folder is listed again when *rescan_seconds* have passed. A release that is damaged is
    logged once for each state of its folder and left out; the others go on.
    """

    def __init__(self, folder: Path, *, rescan_seconds: float) -> None:
        self._folder = folder
        self._rescan_seconds = rescan_seconds
        self._lock = threading.Lock()
        self._open: dict[str, Release] = {}
        self._order: tuple[str, ...] = ()
        self._tombstones: dict[str, Tombstone] = {}
        self._refused: dict[str, str] = {}
        self._seen: dict[str, int] = {}
        self._scanned: float | None = None

    def all(self) -> list[Release]:
        """Return the releases, newest first; empty when there are none yet."""
        self._scan()
        order, found = self._order, self._open  # a scan may put others in their place meanwhile
        return [found[n] for n in order if n in found and not self._is_withdrawn(n)]

    @property
    def is_fresh(self) -> bool:
        """Whether the next question needs no new look at the folder."""
        scanned = self._scanned
        return scanned is not None and time.monotonic() - scanned < self._rescan_seconds

    def tombstones(self) -> list[Tombstone]:
        """Return the tombstones of withdrawn and of announced releases, newest release first."""
        self._scan()
        return list(self._tombstones.values())

    def tombstone(self, release_id: str) -> Tombstone | None:
        """Return the tombstone of a release that is withdrawn or will be; None for others."""
        self._scan()
        return self._tombstones.get(release_id)

    def get(self, release_id: str) -> Release:
        """Return the release *release_id*, or the newest for `latest`.

        Raises:
            Withdrawn: it was withdrawn.
            NotFound: there is no such release here.
            ReleaseError: it is damaged.
        """
        self._scan()
        name = self.latest_id() if release_id == LATEST else release_id
        if self._is_withdrawn(name or ""):
            raise self._tombstones[name or ""].error()
        release = self._open.get(name or "")
        if release is None and name in self._refused:
            raise ReleaseError(
                f"release {name} is damaged and is not served: {self._refused[name]}",
                hint="The other releases are served; /v1/releases lists them.",
            )
        if release is None:
            newest = self.latest_id()
            raise NotFound(
                f"there is no release {release_id!r}" if newest else "there is no release yet",
                where="release",
                hint=f"The newest is {newest}; /v1/releases lists all." if newest else "",
            )
        return release

    def peek(self, release_id: str) -> Release | None:
        """Return the release *release_id* if it is open and its folder was looked at lately.

        Nothing is read from the disk: this is for answers that must not wait.
        """
        if self._scanned is None or time.monotonic() - self._scanned >= self._rescan_seconds:
            return None
        return self._open.get(release_id)

    def latest_id(self) -> str | None:
        """Return the id of the newest release that stands, None when there is none."""
        self._scan()
        return next((name for name in self._order if not self._is_withdrawn(name)), None)

    def _is_withdrawn(self, name: str) -> bool:
        tombstone = self._tombstones.get(name)
        return tombstone is not None and tombstone.is_due()

    def close(self) -> None:
        """Close the releases; the next request would open them again."""
        with self._lock:
            for release in self._open.values():
                release.close()
            self._open, self._order, self._seen, self._scanned = {}, (), {}, None

    def _scan(self) -> None:
        if self.is_fresh:
            return
        with self._lock:
            if self.is_fresh:
                return
            found = _states(self._folder)
            if found != self._seen:
                self._refresh(found)
            self._scanned = time.monotonic()

    def _refresh(self, found: dict[str, int]) -> None:
        """Open what is new or changed, and forget what is gone."""
        kept = {
            name: release
            for name, release in self._open.items()
            if found.get(name) == self._seen.get(name)
        }
        entries = releases(self._folder)
        order = tuple(
            entry.id for entry in entries if entry.id in kept or self._opened(entry, kept, found)
        )
        fresh = [kept[name] for name in order if name not in self._open]
        self._tombstones = {e.id: e.tombstone for e in entries if e.tombstone is not None}
        self._open, self._order, self._seen = kept, order, found
        if fresh:
            threading.Thread(target=_index, args=(fresh,), name="index", daemon=True).start()

    def _opened(self, entry: ReleaseEntry, kept: dict[str, Release], found: dict[str, int]) -> bool:
        if entry.id in self._seen and self._seen[entry.id] == found.get(entry.id):
            return False  # refused before, and nothing about it changed
        if entry.manifest is None and entry.tombstone is not None:
            LOGGER.info("%s", entry.problem)
            return False
        try:
            if entry.manifest is None:
                raise NotFound(entry.problem or "the release is damaged")
            kept[entry.id] = open_release(entry.path)
        except DatelineError as error:
            LOGGER.error("release %s is left out: %s", entry.id, error.message)  # noqa: TRY400
            self._refused[entry.id] = error.what.replace(f"{entry.path}: ", "")
            return False
        self._refused.pop(entry.id, None)
        LOGGER.info("release %s is open", entry.id)
        return True


def _index(fresh: list[Release]) -> None:
    """Give each of *fresh* its read index, which may have to be made first, in their order.

    Until it is there, and where it cannot be had, the release answers the same through DuckDB.
    """
    for release in fresh:
        try:
            release.index = open_index(release.path)
        except (DatelineError, OSError) as error:
            LOGGER.warning("release %s has no read index: %s", release.id, error)


def _states(folder: Path) -> dict[str, int]:
    """Return the folders in *folder* with their times of change, in ns; a cheap look."""
    try:
        return {
            path.name: path.stat().st_mtime_ns
            for path in folder.iterdir()
            if path.is_dir() and not path.name.startswith(".")
        }
    except OSError:
        return {}
