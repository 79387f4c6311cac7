"""Where the read index of a release is kept, and how it comes there.

An index is no part of its release: it can always be made again, no sum covers it, and it lies
beside the releases in `.index/<release>/`. Its header names the manifest it was made from and
the sum of each of its files; an index of another manifest, another format, or with a wrong byte
is made anew. Where the folder cannot be written, the index lives in a temporary one.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import weakref
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from schemas import SCHEMA_VERSION, TABLES, Table
from schemas.base import Struct
from schemas.errors import ReleaseError
from warehouse.declarations import tables_of
from warehouse.index.arrays import mapped_bytes
from warehouse.index.building import build_table
from warehouse.index.damage import DamagedIndex
from warehouse.index.table_index import TableIndex, open_table
from warehouse.manifest import MANIFEST, Manifest, read_manifest

FOLDER = ".index"
FORMAT = 1
"""Raised whenever the files of an index, or what is rendered into them, change."""
_HEADER = "index.json"
_LOCK = ".lock"
_BUILDING = ".building-"
_PIECE = 1 << 22
_SMALL = 10 << 20
"""Bytes of a release whose index takes a fraction of a second."""


class _File(Struct, frozen=True, kw_only=True):
    name: str
    bytes: int
    crc32: int


class _Header(Struct, frozen=True, kw_only=True):
    format: int
    manifest_sha256: str
    files: tuple[_File, ...]


class ReleaseIndex:
    """The open index of one release: one `TableIndex` for each of its tables."""

    def __init__(self, folder: Path, tables: tuple[Table, ...]) -> None:
        self.folder = folder
        self.tables: dict[str, TableIndex] = {t.name: open_table(t, folder) for t in tables}


def declared_tables(manifest: Manifest, release: Path) -> tuple[Table, ...]:
    """Return the tables of *release* as it declares them; today's own where they are the same.

    Raises:
        ReleaseError: they cannot be understood.
    """
    same = manifest.schema_version == SCHEMA_VERSION
    same = same and [entry.name for entry in manifest.tables] == [table.name for table in TABLES]
    return TABLES if same else tables_of(manifest, release)


def index_folder(release: Path) -> Path:
    """Return the folder that keeps the index of *release*."""
    return release.parent / FOLDER / release.name


def build_index(release: Path) -> Path:
    """Return the folder of a sound index of *release*, made if there is none yet.

    It appears in one rename; a crash leaves what the next run clears. Of several processes that
    want it one makes it and the others wait.

    Raises:
        ReleaseError: the release cannot be read.
        OSError: the folder cannot be written.
    """
    folder = index_folder(release)
    folder.parent.mkdir(exist_ok=True)
    with _alone(folder.parent):
        for left in folder.parent.glob(f"{_BUILDING}*"):
            shutil.rmtree(left, ignore_errors=True)
        try:
            check(folder, release)
        except DamagedIndex:
            staged = folder.parent / f"{_BUILDING}{release.name}"
            staged.mkdir()
            write_index(release, staged)
            shutil.rmtree(folder, ignore_errors=True)
            staged.rename(folder)
    return folder


def write_index(release: Path, folder: Path) -> None:
    """Write the index of *release* into the empty *folder*.

    Raises:
        ReleaseError: the release cannot be read.
    """
    for table in declared_tables(read_manifest(release), release):
        build_table(table, release, folder)
    files = tuple(_file(path) for path in sorted(folder.iterdir()))
    header = _Header(format=FORMAT, manifest_sha256=_manifest_sha256(release), files=files)
    (folder / _HEADER).write_bytes(msgspec.json.encode(header))


def open_index(release: Path) -> ReleaseIndex:
    """Return the index of *release*; where it is missing or damaged it is made first.

    That is done by a process of its own, so that the caller's threads are not held up, unless
    the release is so small that it is done in a moment.

    Raises:
        DamagedIndex: it cannot be made.
    """
    folder = index_folder(release)
    try:
        check(folder, release)
    except DamagedIndex:
        return _made(release, folder)
    return _opened(release, folder)


def check(folder: Path, release: Path) -> None:
    """Check that *folder* holds an index of *release*, every byte as it was written.

    Raises:
        DamagedIndex: it does not; it says why.
    """
    try:
        header = msgspec.json.decode((folder / _HEADER).read_bytes(), type=_Header)
    except (OSError, msgspec.DecodeError) as error:
        raise DamagedIndex(f"there is no index: {error}", where=str(folder)) from None
    if header.format != FORMAT:
        raise DamagedIndex(f"the index has format {header.format}", where=str(folder))
    if header.manifest_sha256 != _manifest_sha256(release):
        raise DamagedIndex("the index is of another release", where=str(folder))
    for file in header.files:
        try:
            found = _file(folder / file.name)
        except OSError as error:
            raise DamagedIndex(f"{file.name}: {error.strerror}", where=str(folder)) from None
        if found != file:
            raise DamagedIndex(f"{file.name} is damaged", where=str(folder))


def _made(release: Path, folder: Path) -> ReleaseIndex:
    """Return the index after another process made it, in a temporary folder if need be."""
    if os.access(release.parent, os.W_OK):
        if sum(f.bytes for f in read_manifest(release).files) < _SMALL:
            build_index(release)
        else:
            _run("build", release)
        return _opened(release, folder)
    temporary = Path(tempfile.mkdtemp(prefix="dateline-index-"))
    try:
        _run("write", release, temporary)
        index = _opened(release, temporary)
    except DamagedIndex:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    weakref.finalize(index, shutil.rmtree, temporary, ignore_errors=True)
    return index


def _run(*arguments: str | Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-P", "-m", "warehouse.index", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise DamagedIndex(f"no index could be made: {reason}")


def _opened(release: Path, folder: Path) -> ReleaseIndex:
    try:
        return ReleaseIndex(folder, declared_tables(read_manifest(release), release))
    except ReleaseError as error:
        raise DamagedIndex(error.message) from None


def _manifest_sha256(release: Path) -> str:
    try:
        return hashlib.sha256((release / MANIFEST).read_bytes()).hexdigest()
    except OSError as error:
        raise DamagedIndex(f"{MANIFEST}: {error.strerror}", where=str(release)) from None


def _file(path: Path) -> _File:
    data = memoryview(mapped_bytes(path))
    crc = 0
    for at in range(0, len(data), _PIECE):
        crc = zlib.crc32(data[at : at + _PIECE], crc)
    return _File(name=path.name, bytes=len(data), crc32=crc)


@contextmanager
def _alone(folder: Path) -> Generator[None]:
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
