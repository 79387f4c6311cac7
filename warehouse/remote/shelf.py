"""Releases on an object store: listed, put there, fetched back.

A release stands below its id, file for file as on a disk. All files go first, then the manifest
and its signature, `SHA256SUMS` last: whoever finds the sums finds all that they name. What has no
sums is no release, but an upload that broke off or goes on.
"""

import hashlib
import shutil
import tempfile
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import msgspec
import obstore
from obstore.store import ObjectStore

from schemas.base import Struct
from schemas.errors import NotFound
from warehouse.manifest import (
    MANIFEST,
    RELEASE_ID,
    SIGNATURE,
    SUMS,
    TOMBSTONE,
    Manifest,
    file_sha256,
    read_sums,
    release_order,
)
from warehouse.remote.location import SECONDS, RemoteError, open_store, told
from warehouse.shelf import ELSEWHERE, sound_manifest
from warehouse.staging import exclusive, staging, sync
from warehouse.tombstone import Tombstone, read_tombstone

PIECE = 16_000_000
"""So many bytes are asked for at a time: each piece has its own time limit and its own retries."""

STEP = 256_000
"""Bytes of a range that are handed on at a time."""

_DIGEST = "sha256"
_LAST = (MANIFEST, SIGNATURE, SUMS)

Progress = Callable[[str, int, int], None]
"""Called with the name of a file, the bytes done so far, and all bytes."""


class Pushed(Struct, frozen=True, kw_only=True):
    """What an upload did: files sent, and files that were there already."""

    sent: int
    kept: int


class RemoteRelease(Struct, frozen=True, kw_only=True):
    """One whole release of a store, told by its manifest, and its tombstone if there is one."""

    id: str
    manifest: Manifest
    tombstone: Tombstone | None = None


class RemoteShelf:
    """The releases below one address. Safe to use from many threads."""

    def __init__(self, address: str, store: ObjectStore) -> None:
        self.address = address.rstrip("/")
        self._store = store

    @classmethod
    def open(cls, address: str, *, seconds: float = SECONDS) -> "RemoteShelf":
        """Return the releases below *address* (`open_store`).

        Raises:
            RemoteError: the address is of no known kind, or holds credentials.
        """
        return cls(address, open_store(address, seconds=seconds))

    def ids(self) -> list[str]:
        """Return the ids of the whole releases, newest first; empty if there are none yet.

        Raises:
            RemoteError: the store fails.
        """
        with told(self.address):
            found = obstore.list_with_delimiter(self._store)["common_prefixes"]
        names = [name for prefix in found if RELEASE_ID.fullmatch(name := _last(str(prefix)))]
        whole = [name for name in names if self._has(f"{name}/{SUMS}")]
        return sorted(whole, key=release_order, reverse=True)

    def release(self, release_id: str) -> RemoteRelease:
        """Return what the store holds of *release_id*, its manifest proved by the sums.

        Raises:
            NotFound: there is no whole release of that id.
            RemoteError: the store fails, or manifest and sums do not fit.
        """
        sums = self._bytes(release_id, SUMS)
        content = self._bytes(release_id, MANIFEST)
        if sums is None or content is None:
            raise NotFound(
                f"there is no release {release_id}",
                where=self.address,
                hint="`dateline releases` lists those that are there",
            )
        line = f"{hashlib.sha256(content).hexdigest()}  {MANIFEST}\n"
        if line.encode() not in sums:
            raise RemoteError(f"{MANIFEST} is damaged", where=f"{self.address}/{release_id}")
        manifest = msgspec.json.decode(content, type=Manifest)
        names = [entry.name for entry in manifest.files]
        # Files are written under these names: none may lead to another folder.
        if manifest.release != release_id or any(Path(name).name != name for name in names):
            raise RemoteError(f"{MANIFEST} is damaged", where=f"{self.address}/{release_id}")
        return RemoteRelease(
            id=release_id,
            manifest=manifest,
            tombstone=self.tombstone(release_id),
        )

    def tombstone(self, release_id: str) -> Tombstone | None:
        """Return the tombstone of a release, None if there is none.

        Raises:
            RemoteError: the store fails.
        """
        content = self._bytes(release_id, TOMBSTONE)
        return msgspec.json.decode(content, type=Tombstone) if content else None

    def push(self, release: Path, on_progress: Progress | None = None) -> Pushed:
        """Put the release in the folder *release* there and return what was sent.

        An upload that broke off goes on: what is there with its SHA-256 is not sent again. A
        tombstone goes with its release, also when that is there already.

        Raises:
            ReleaseError: the release is damaged, or another of its id is there.
            RemoteError: the store fails; giving the same again goes on.
        """
        tombstone = read_tombstone(release)
        if tombstone is None or not tombstone.is_due():
            sound_manifest(release)
        self.ids()  # says so if there is no such bucket, which a write does not
        there = self._bytes(release.name, SUMS)
        if there is not None and there != (release / SUMS).read_bytes():
            raise RemoteError(
                "another release of that id is there",
                where=f"{self.address}/{release.name}",
                hint="A release never changes: release again, which takes a new id",
            )
        if there is not None:
            return Pushed(sent=self._push_tombstone(release), kept=len(read_sums(release)))
        sums = read_sums(release)
        names = sorted(sums, key=lambda n: (n in _LAST, n))
        names += [name for name in (SIGNATURE, SUMS) if (release / name).exists()]
        every = sum((release / name).stat().st_size for name in names)
        done = sent = 0
        for name in names:
            if on_progress is not None:
                on_progress(name, done, every)
            digest = sums.get(name) or file_sha256(release / name)
            sent += self._push_file(release, name, digest)
            done += (release / name).stat().st_size
        return Pushed(sent=sent + self._push_tombstone(release), kept=len(names) - sent)

    def _push_file(self, release: Path, name: str, digest: str) -> int:
        """Send one file unless it is there; return how many were sent."""
        path = f"{release.name}/{name}"
        if self._digest(path) == digest:
            return 0
        if file_sha256(release / name) != digest:
            raise RemoteError(f"{name} is damaged", where=str(release))
        # Stores keep it beside the object. Folders (file://) keep nothing, and are read again.
        attributes = None if self.address.startswith("file:") else {_DIGEST: digest}
        with told(f"{self.address}/{path}"):
            obstore.put(self._store, path, release / name, attributes=attributes)
        return 1

    def _push_tombstone(self, release: Path) -> int:
        if not (release / TOMBSTONE).exists():
            return 0
        content = (release / TOMBSTONE).read_bytes()
        if self._bytes(release.name, TOMBSTONE) == content:
            return 0
        with told(f"{self.address}/{release.name}/{TOMBSTONE}"):
            obstore.put(self._store, f"{release.name}/{TOMBSTONE}", content)
        return 1

    def _digest(self, path: str) -> str | None:
        """Return the SHA-256 that was kept with the object, of folders that of the file itself."""
        try:
            with told(f"{self.address}/{path}"):
                found = obstore.get(self._store, path, options={"range": (0, 1)})
        except RemoteError:
            return None
        kept = found.attributes.get(_DIGEST)
        if kept is not None or not self.address.startswith("file:"):
            return str(kept)
        content = obstore.get(self._store, path)
        hashed = hashlib.sha256()
        for part in content.stream(min_chunk_size=STEP):
            hashed.update(part)
        return hashed.hexdigest()

    def pull(
        self,
        release_id: str,
        releases: Path,
        *,
        wanted: Callable[[str], bool] = lambda _: True,
        on_progress: Progress | None = None,
    ) -> Path:
        """Return the folder below *releases* that now holds the files *wanted* of the release.

        Every file is compared with the sums before the release appears, in one step. The sums,
        the manifest, its signature and a tombstone always come.

        Raises:
            NotFound: there is no whole release of that id.
            RemoteError: the store fails, or what it gives is damaged.
        """
        found = self.release(release_id)
        sizes = {entry.name: entry.bytes for entry in found.manifest.files if wanted(entry.name)}
        every, done = sum(sizes.values()), 0
        with exclusive(releases), staging(releases, release_id) as folder:
            for name in (SUMS, MANIFEST, SIGNATURE, TOMBSTONE):
                content = self._bytes(release_id, name)
                if content is not None:
                    (folder / name).write_bytes(content)
            sums = read_sums(folder)
            for name, size in sizes.items():
                if on_progress is not None:
                    on_progress(name, done, every)
                self._fetch(release_id, name, folder / name, size, sums.get(name))
                done += size
            if len(sizes) < len(found.manifest.files):
                (folder / ELSEWHERE).write_text(f"{self.address}/{release_id}\n", "utf-8")
            for path in folder.iterdir():
                sync(path)
            if (releases / release_id).exists():
                shutil.rmtree(releases / release_id)
            folder.rename(releases / release_id)
        return releases / release_id

    def fetch(self, release: Path, name: str, size: int, digest: str) -> Path:
        """Return the file *name* of the release copied to *release*, fetched if it is not there.

        Raises:
            RemoteError: the store fails, or what it gives is damaged.
        """
        path = release / name
        if not path.is_file():
            with tempfile.TemporaryDirectory(dir=release, prefix=".fetched-") as folder:
                staged = Path(folder) / name  # of its own, as others may fetch the same
                self._fetch(release.name, name, staged, size, digest)
                staged.rename(path)
        return path

    def _fetch(self, release_id: str, name: str, path: Path, size: int, digest: str | None) -> None:
        hashed = hashlib.sha256()
        key = f"{release_id}/{name}"
        with path.open("wb") as file, told(f"{self.address}/{key}"):
            for start in range(0, size, PIECE):
                end = min(size, start + PIECE)
                part = obstore.get_range(self._store, key, start=start, end=end)
                hashed.update(part)
                file.write(part)
        if digest is None or hashed.hexdigest() != digest:
            path.unlink()
            raise RemoteError(
                f"{name} is damaged there: its SHA-256 is not the one of {SUMS}",
                where=f"{self.address}/{release_id}",
            )

    async def span(
        self, release_id: str, name: str, first: int, past: int
    ) -> AsyncGenerator[bytes]:
        """Yield the bytes *first* to *past*, which is left out, of one file of a release.

        Raises:
            RemoteError: the store fails.
        """
        key = f"{release_id}/{name}"
        for start in range(first, past, PIECE):
            with told(f"{self.address}/{key}"):
                end = min(past, start + PIECE)
                found = await obstore.get_async(self._store, key, options={"range": (start, end)})
                async for part in found.stream(min_chunk_size=STEP):
                    yield bytes(part)

    def _has(self, path: str) -> bool:
        try:
            with told(f"{self.address}/{path}"):
                obstore.head(self._store, path)
        except RemoteError as error:
            if error.what == _NO_OBJECT:
                return False
            raise
        return True

    def _bytes(self, release_id: str, name: str) -> bytes | None:
        """Return a small file of a release, None if it is not there."""
        key = f"{release_id}/{name}"
        try:
            with told(f"{self.address}/{key}"):
                return bytes(obstore.get(self._store, key).bytes())
        except RemoteError as error:
            if error.what == _NO_OBJECT:
                return None
            raise


_NO_OBJECT = "there is no such object"


def _last(prefix: str) -> str:
    return prefix.rstrip("/").rpartition("/")[2]
