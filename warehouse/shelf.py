"""The folder of releases: which there are, and which is the newest."""

import datetime as dt
from pathlib import Path

from schemas.base import Struct
from schemas.errors import NotFound, ReleaseError, Withdrawn
from warehouse.manifest import RELEASE_ID, SIGNATURE, Manifest, read_manifest, release_order
from warehouse.signing import signer_of
from warehouse.tombstone import Tombstone, read_tombstone

ELSEWHERE = ".elsewhere"
"""In a copy that holds only some files of a release (`warehouse.remote`): where all are."""


class ReleaseEntry(Struct, frozen=True, kw_only=True):
    """One release folder.

    `manifest` is null when the release is damaged or withdrawn; `problem` says how or why.
    `tombstone` stands for a release that is withdrawn, or will be on a day to come.
    """

    id: str
    path: Path
    manifest: Manifest | None
    problem: str | None = None
    tombstone: Tombstone | None = None


def releases(folder: Path, *, today: dt.date | None = None) -> list[ReleaseEntry]:
    """Return the releases in *folder*, newest first; empty if there is no such folder.

    *today* (in UTC, if not given) decides which withdrawals are due.

    A release whose manifest or files are damaged is listed with its `problem`, so that one
    bad release hides no other. Staging folders and files of other names are passed over.
    """
    if not folder.is_dir():
        return []
    found = [p for p in folder.iterdir() if p.is_dir() and RELEASE_ID.fullmatch(p.name)]
    found.sort(key=lambda p: release_order(p.name), reverse=True)
    return [_entry(path, today) for path in found]


def latest(folder: Path) -> ReleaseEntry:
    """Return the newest sound release in *folder* that is not withdrawn.

    Raises:
        NotFound: there is none.
    """
    for entry in releases(folder):
        if entry.manifest is not None:
            return entry
    raise NotFound(
        "there is no release", where=str(folder), hint="Make one with `dateline release`"
    )


def sound_manifest(release: Path) -> Manifest:
    """Return the manifest of *release* after the cheap checks: right name, files, sizes, signature.

    Raises:
        Withdrawn: the release was withdrawn.
        ReleaseError: a file is missing or has another size, the manifest is not its own, or
            its signature does not fit it.
    """
    tombstone = read_tombstone(release)
    if tombstone is not None and tombstone.is_due():
        raise tombstone.error()
    return _whole(release)


def _whole(release: Path) -> Manifest:
    manifest = read_manifest(release)
    if manifest.release != release.name:
        raise ReleaseError(f"the manifest is of release {manifest.release}", where=str(release))
    partial = (release / ELSEWHERE).exists()
    for entry in manifest.files:
        path = release / entry.name
        is_own = Path(entry.name).name == entry.name
        if partial and is_own and not path.exists():
            continue
        if not is_own or not path.is_file():
            raise ReleaseError(f"the file {entry.name} is missing", where=str(release))
        if path.stat().st_size != entry.bytes:
            raise ReleaseError(
                f"{entry.name} has {path.stat().st_size} bytes, not {entry.bytes}",
                where=str(release),
                hint="Copy the release again from where it came",
            )
    if (release / SIGNATURE).exists():
        signer_of(release)
    return manifest


def _entry(path: Path, today: dt.date | None) -> ReleaseEntry:
    tombstone = read_tombstone(path)
    try:
        if tombstone is not None and tombstone.is_due(today):
            raise tombstone.error()
        manifest = _whole(path)
    except (ReleaseError, Withdrawn) as error:
        problem = error.what if isinstance(error, Withdrawn) else error.message
        return ReleaseEntry(
            id=path.name, path=path, manifest=None, problem=problem, tombstone=tombstone
        )
    return ReleaseEntry(id=path.name, path=path, manifest=manifest, tombstone=tombstone)
