"""Serving from an object store: a mirror in the cache, and what stays there read from there."""

import hashlib
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import msgspec
from litestar.concurrency import sync_to_thread

from api.conditions import ByteRange
from api.settings import Settings
from warehouse import Diff, DiffShelf, read_manifest
from warehouse.remote import Mirror, RemoteShelf, is_address

RESCAN_SECONDS = 15.0
"""How often at most the store is listed; each listing costs some requests."""


class Wanted(Protocol):
    """What has to be known of a file to read it from the store."""

    @property
    def path(self) -> Path:
        """Where it would lie in the mirror: in the folder of its release."""
        ...

    @property
    def size(self) -> int:
        """Its bytes."""
        ...

    @property
    def sha256(self) -> str:
        """Its SHA-256."""
        ...

    @property
    def unpacked(self) -> bool:
        """Whether the reader gets what it holds, unpacked."""
        ...


class RemoteFiles:
    """The files of releases that are not in the mirror."""

    def __init__(self, shelf: RemoteShelf) -> None:
        self._shelf = shelf

    async def pieces(self, wanted: Wanted, span: ByteRange) -> AsyncGenerator[bytes] | None:
        """Return the bytes of *span*; the store has answered when this returns.

        What has to be unpacked is fetched whole into the mirror, and None returned.

        Raises:
            RemoteError: the store fails, or what it gives is damaged.
        """
        if wanted.unpacked:
            release, name = wanted.path.parent, wanted.path.name
            await sync_to_thread(self._shelf.fetch, release, name, wanted.size, wanted.sha256)
            return None
        found = self._shelf.span(wanted.path.parent.name, wanted.path.name, span.first, span.past)
        return _begun(await anext(found, b""), found)

    def complete(self, release: Path) -> None:
        """See that the tables of the mirrored *release* are in its folder as Parquet.

        Raises:
            RemoteError: the store fails, or what it gives is damaged.
        """
        for entry in read_manifest(release).files:
            if entry.name.endswith(".parquet") and not (release / entry.name).exists():
                self._shelf.fetch(release, entry.name, entry.bytes, entry.sha256)


class RemoteDiffs(DiffShelf):
    """The diffs of mirrored releases: what they compare is fetched first, if it is not there."""

    def __init__(self, releases: Path, files: RemoteFiles) -> None:
        super().__init__(releases)
        self._remote = files

    def open(self, first: Path, second: Path) -> Diff:
        """Return what changed between the two releases, as `DiffShelf.open` does."""
        for release in (first, second):
            self._remote.complete(release)
        return super().open(first, second)


async def _begun(first: bytes, rest: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    yield first
    async for piece in rest:
        yield piece


def remote_files(address: str) -> RemoteFiles | None:
    """Return the files of the store at *address*; None if that is empty."""
    return RemoteFiles(RemoteShelf.open(address)) if address else None


@contextmanager
def mirrored(settings: Settings) -> Generator[Settings]:
    """Return the settings that serve what *settings* name: of a store, its mirror.

    The mirror is brought up to date before, and then in the background.

    Raises:
        RemoteError: the store does not answer, refuses, or is none.
    """
    if not is_address(settings.remote):
        folder = Path(settings.remote) if settings.remote else settings.releases
        yield msgspec.structs.replace(settings, releases=folder, remote="")
        return
    shelf = RemoteShelf.open(settings.remote)
    name = hashlib.sha256(shelf.address.encode()).hexdigest()[:16]
    folder = settings.cache / name
    mirror = Mirror(shelf, folder, limit=settings.cache_bytes)
    mirror.refresh()
    mirror.watch(max(RESCAN_SECONDS, settings.rescan_seconds))
    try:
        yield msgspec.structs.replace(settings, releases=folder)
    finally:
        mirror.close()
