"""The staging folder: a release is built beside the others and appears in one rename."""

import os
import shutil
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from schemas.errors import ReleaseError

PREFIX = ".staging-"
LOCK = ".lock"


@contextmanager
def staging(releases: Path, release_id: str) -> Generator[Path]:
    """Yield an empty folder beside the releases, to be filled and given to `publish`.

    It is removed when the block ends without `publish`. The caller holds `exclusive`.
    """
    folder = releases / f"{PREFIX}{release_id}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def exclusive(releases: Path) -> Generator[None]:
    """Hold the releases folder for this process, and clear what crashed runs left there.

    Whoever holds the lock knows that no other process builds a release, so every staging
    folder is a dead one. The system drops the lock when the process ends, however it ends.

    Raises:
        ReleaseError: another process is building a release there.
    """
    releases.mkdir(parents=True, exist_ok=True)
    with (releases / LOCK).open("a+b") as file:
        try:
            _lock(file)
        except OSError:
            raise ReleaseError(
                "another process is building a release here",
                where=str(releases),
                hint="Wait until it has ended",
            ) from None
        for stale in sorted(releases.glob(f"{PREFIX}*")):
            shutil.rmtree(stale)
        yield


def publish(folder: Path, release: Path) -> None:
    """Make the staged *folder* the release at *release*: sync all, write-protect, rename once.

    Raises:
        ReleaseError: there is a release of that name already.
    """
    for path in sorted(folder.iterdir()):
        path.chmod(0o444)
        sync(path)
    sync(folder)
    if release.exists():
        raise ReleaseError("there is a release of that name", where=str(release))
    folder.rename(release)
    sync(release.parent)


def sync(path: Path) -> None:
    """Bring *path*, a file or a folder, to the disk: no rename outlives the bytes it names."""
    if sys.platform == "win32" and path.is_dir():
        return  # folders cannot be opened there
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
