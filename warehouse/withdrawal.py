"""Withdrawing a release: a tombstone stays and says why, and nothing else is given any more."""

import datetime as dt
import shutil
from pathlib import Path

import msgspec

from schemas.errors import DatelineError, NotFound, ReleaseError
from warehouse.deltas.diff import forget
from warehouse.index import index_folder
from warehouse.manifest import (
    MANIFEST,
    RELEASE_ID,
    TOMBSTONE,
    Manifest,
    as_json,
    file_sha256,
    read_manifest,
)
from warehouse.shelf import releases as shelf
from warehouse.staging import exclusive, staging, sync
from warehouse.tombstone import Tombstone, read_tombstone


def withdraw(
    releases: Path,
    release_id: str,
    *,
    reason: str,
    day: dt.date,
    on: dt.date | None = None,
    successor: str | None = None,
    erase: bool = False,
) -> Tombstone:
    """Return the tombstone that release *release_id* in the folder *releases* has from now on.

    *day* is today, *on* the day of withdrawal (today if left out). *successor* is the release
    to use instead; left out, the newest one after it that stands, if there is one. The
    files stay on the disk, and nothing of dateline gives them any more, until *erase* removes
    all but the tombstone, at once or when called again. A crash at any moment leaves the
    release as it was, or withdrawn.

    Raises:
        NotFound: there is no such release, or no such successor.
        ReleaseError: it is withdrawn already and nothing is to be erased, no reason is given,
            *erase* is to come before the withdrawal, or another process works in the folder.
    """
    folder = releases / release_id
    if not RELEASE_ID.fullmatch(release_id) or not folder.is_dir():
        raise NotFound(f"there is no release {release_id!r}", where=str(releases))
    due = on or day
    if not reason.strip():
        raise ReleaseError("a withdrawal needs a reason", hint="Readers of the data will see it")
    if due < day or (erase and due > day):
        raise ReleaseError(
            f"{due} is {'past' if due < day else 'to come'}",
            hint="Withdraw today or later; erase from the day of withdrawal on",
        )
    try:
        with exclusive(releases):
            known = read_tombstone(folder)
            if known is not None and known.is_due(day):
                if not erase:
                    raise ReleaseError(known.words, hint="It needs no second tombstone")
                tombstone = known
            else:
                tombstone = _tombstone(folder, reason=reason, day=day, due=due)
                named = successor or _successor(releases, release_id, day)
                _require_standing(releases, release_id, named, day)
                tombstone = msgspec.structs.replace(tombstone, successor=named)
                _write(releases, folder, tombstone)
            if tombstone.is_due(day):
                _forget(releases, release_id)
            if erase:
                _erase(folder)
    except OSError as error:
        raise ReleaseError(
            f"the release cannot be withdrawn: {error.strerror or error}", where=str(folder)
        ) from None
    return tombstone


def _tombstone(folder: Path, *, reason: str, day: dt.date, due: dt.date) -> Tombstone:
    said = Tombstone(
        release=folder.name, withdrawn=due, announced=day, reason=" ".join(reason.split())
    )
    try:
        manifest: Manifest = read_manifest(folder)
    except DatelineError:
        return said
    return msgspec.structs.replace(
        said,
        title=manifest.title,
        citation=manifest.citation,
        created=manifest.created,
        schema_version=manifest.schema_version,
        manifest_sha256=file_sha256(folder / MANIFEST),
        rows={table.name: table.rows for table in manifest.tables},
    )


def _successor(releases: Path, release_id: str, day: dt.date) -> str | None:
    entries = shelf(releases, today=day)
    newer = entries[: next(i for i, entry in enumerate(entries) if entry.id == release_id)]
    return next((entry.id for entry in newer if entry.manifest is not None), None)


def _require_standing(releases: Path, release_id: str, named: str | None, day: dt.date) -> None:
    if named is None:
        return
    tombstone = read_tombstone(releases / named)
    there = RELEASE_ID.fullmatch(named) and (releases / named).is_dir()
    if not there or named == release_id or (tombstone and tombstone.is_due(day)):
        raise NotFound(
            f"the successor {named!r} is no release that stands",
            where=str(releases),
            hint="Name another release, or none",
        )


def _write(releases: Path, folder: Path, tombstone: Tombstone) -> None:
    """Put the tombstone into the release in one rename, brought to the disk."""
    with staging(releases, folder.name) as aside:
        path = aside / TOMBSTONE
        path.write_bytes(as_json(tombstone))
        path.chmod(0o444)
        sync(path)
        path.replace(folder / TOMBSTONE)
    sync(folder)


def _forget(releases: Path, release_id: str) -> None:
    """Throw away what was worked out from the release: its diffs and its index."""
    forget(releases, release_id)
    index = index_folder(releases / release_id)
    if index.is_dir():
        shutil.rmtree(index)


def _erase(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        if path.name != TOMBSTONE:
            path.unlink()
    sync(folder)
