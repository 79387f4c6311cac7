"""Releases on their way between a folder and an object store."""

from pathlib import Path

from warehouse.manifest import release_order
from warehouse.remote.shelf import Progress, RemoteShelf
from warehouse.shelf import releases as local


def fetch_newest(shelf: RemoteShelf, releases: Path, on_progress: Progress | None = None) -> None:
    """See that the newest release of the store is in *releases*: the next one is its child.

    Raises:
        RemoteError: the store fails, or what it gives is damaged.
    """
    for release_id in shelf.ids():
        found = shelf.release(release_id)
        if found.tombstone is not None and found.tombstone.is_due():
            continue
        if not (releases / release_id).exists():
            shelf.pull(release_id, releases, on_progress=on_progress)
        return


def send_missing(
    shelf: RemoteShelf, releases: Path, on_progress: Progress | None = None
) -> list[str]:
    """Return the ids of the sound releases in *releases* that are newer than all of the store.

    They are put there, oldest first; so are tombstones that came since.

    Raises:
        RemoteError: the store fails, or has another release of such an id.
    """
    there = shelf.ids()
    newest = release_order(there[0]) if there else ()
    sent: list[str] = []
    for entry in reversed(local(releases)):
        is_new = release_order(entry.id) > newest and entry.manifest is not None
        if is_new or (entry.id in there and entry.tombstone is not None):
            shelf.push(entry.path, on_progress)
        if is_new:
            sent.append(entry.id)
    return sent
