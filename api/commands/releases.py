"""``dateline releases``: what there is, how it stands, and who signed it."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from api import console
from api.commands.command import OK, Command
from api.settings import Settings

if TYPE_CHECKING:
    from warehouse import ReleaseEntry


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "address", nargs="?", help="object store with the releases, such as s3://bucket/prefix"
    )
    parser.add_argument(
        "--releases",
        type=Path,
        metavar="DIR",
        help="folder of the releases (default: DATELINE_RELEASES or data/releases)",
    )


def _run(args: argparse.Namespace) -> int:
    from rich.table import Table as Grid  # noqa: PLC0415

    from warehouse import releases, signer_of  # noqa: PLC0415

    if args.address:
        return _remote(args.address)
    grid = Grid("release", "parent", "schema", "articles", "signed by", "state")
    for entry in releases(args.releases or Settings.from_env(os.environ).releases):
        manifest = entry.manifest
        key = signer_of(entry.path) if manifest else None
        grid.add_row(
            entry.id,
            (manifest.parent or "") if manifest else "",
            manifest.schema_version if manifest else "",
            f"{manifest.rows('articles'):,}" if manifest else "",
            key.key_id if key else "",
            _state(entry),
        )
    console.out().print(grid)
    return OK


def _remote(address: str) -> int:
    """Print the whole releases of the store at *address*."""
    from rich.table import Table as Grid  # noqa: PLC0415

    from warehouse.remote import RemoteShelf  # noqa: PLC0415

    shelf = RemoteShelf.open(address)
    grid = Grid("release", "parent", "schema", "articles", "state")
    for release_id in shelf.ids():
        found = shelf.release(release_id)
        stone = found.tombstone
        grid.add_row(
            found.id,
            found.manifest.parent or "",
            found.manifest.schema_version,
            f"{found.manifest.rows('articles'):,}",
            f"withdrawn from {stone.withdrawn} on: {stone.reason}" if stone else "whole",
        )
    console.out().print(grid)
    return OK


def _state(entry: "ReleaseEntry") -> str:
    if entry.manifest is None:
        return entry.problem or "damaged"
    if entry.tombstone is not None:
        return f"will be withdrawn on {entry.tombstone.withdrawn}: {entry.tombstone.reason}"
    return "sound"


COMMAND = Command(
    name="releases",
    summary="list the releases of a folder",
    description=(
        "Lists the releases, newest first: their parents, schema versions, articles and signers,"
        " and which are withdrawn or damaged."
    ),
    examples=(
        "dateline releases",
        "dateline releases --releases /srv/releases",
        "dateline releases s3://harbour-data/releases",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
