"""A folder on the local disk in which a server finds the releases of an object store.

Rows, search and SQL need the DuckDB file, the read index and what that is made from: these are
fetched. Files that are only downloaded (CSV, deltas) stay where they are and are read from there,
range by range. When the folder outgrows its bound, the oldest releases give up first what can be
read from the store as well, then everything.
"""

import logging
import shutil
import threading
from pathlib import Path

from schemas.errors import DatelineError
from warehouse.index import build_index
from warehouse.index.keeping import index_folder
from warehouse.manifest import DATABASE, RELEASE_ID, TOMBSTONE, Manifest, read_manifest
from warehouse.manifest import release_order as order
from warehouse.remote.shelf import RemoteShelf
from warehouse.shelf import ELSEWHERE

LOGGER = logging.getLogger("dateline")
_LARGE = (".parquet", ".ndjson.zst", ".csv.zst")


def is_mirrored(name: str) -> bool:
    """Return whether a server needs the file called *name* beside it."""
    return not name.endswith((".csv.zst", ".delta.parquet"))


class Mirror:
    """The copies of one shelf in *folder*, which together take at most *limit* bytes."""

    def __init__(self, shelf: RemoteShelf, folder: Path, *, limit: int) -> None:
        self._shelf = shelf
        self._folder = folder
        self._limit = limit
        self._end = threading.Event()
        self._skipped: set[str] = set()

    def refresh(self) -> None:
        """Fetch what is new, newest first, take out what is gone, and keep to the bound.

        A release that cannot be fetched is logged and left out; the others go on.

        Raises:
            RemoteError: the store cannot be listed.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        ids = self._shelf.ids()
        for path in self._copies():
            if path.name not in ids:
                _drop(path)
        held = 0
        for release_id in ids:
            try:
                held = self._one(release_id, held)
            except DatelineError as error:
                LOGGER.warning("release %s is left out: %s", release_id, error.message)
        self._trim()

    def watch(self, seconds: float) -> None:
        """Refresh in the background every so many *seconds*, until `close`."""
        threading.Thread(target=self._watch, args=(seconds,), name="mirror", daemon=True).start()

    def close(self) -> None:
        """Stop refreshing."""
        self._end.set()

    def _watch(self, seconds: float) -> None:
        while not self._end.wait(seconds):
            try:
                self.refresh()
            except (DatelineError, OSError) as error:
                LOGGER.warning("the releases cannot be looked at again: %s", error)

    def _one(self, release_id: str, held: int) -> int:
        """Bring one release up to date; return the bytes that it and newer ones need."""
        copy = self._folder / release_id
        is_new = not copy.is_dir()
        manifest = self._shelf.release(release_id).manifest if is_new else read_manifest(copy)
        need = _needed(manifest)
        if held + need > self._limit and held:
            if release_id not in self._skipped:
                self._skipped.add(release_id)
                LOGGER.warning("release %s is left out: the cache is full", release_id)
            _drop(copy)
            return held
        tombstone = self._shelf.tombstone(release_id)
        if is_new or (tombstone is not None and not (copy / TOMBSTONE).exists()):
            self._shelf.pull(release_id, self._folder, wanted=is_mirrored)
            if tombstone is None or not tombstone.is_due():
                build_index(copy)  # while what it is made from is here
        return held + need

    def _copies(self) -> list[Path]:
        """Return the folders of releases, oldest first."""
        found = [p for p in self._folder.iterdir() if RELEASE_ID.fullmatch(p.name)]
        return sorted(found, key=lambda p: order(p.name))

    def _trim(self) -> None:
        """Throw away what can be read from the store too, of the oldest releases first."""
        size = _size(self._folder)
        for copy in self._copies():
            for path in sorted(copy.iterdir()):
                if size <= self._limit:
                    return
                if path.name.endswith(_LARGE) and (copy / ELSEWHERE).exists():
                    size -= path.stat().st_size
                    path.unlink()


def _drop(copy: Path) -> None:
    """Throw away a copy and its index."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.rmtree(index_folder(copy), ignore_errors=True)


def _needed(manifest: Manifest) -> int:
    """Return the bytes without which a release cannot be served."""
    return sum(e.bytes for e in manifest.files if e.name == DATABASE or not e.name.endswith(_LARGE))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
