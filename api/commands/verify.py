"""``dateline verify``: the proof of a release."""

import argparse
import tempfile
from pathlib import Path

from api import console
from api.commands.command import OK, SOME_FAILED, Command
from schemas.errors import NotFound


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "release", help="folder of the release, or its address: s3://bucket/prefix/2026.11.22"
    )
    parser.add_argument(
        "--key",
        type=Path,
        action="append",
        metavar="FILE",
        help="public key, one of which must have signed it; may be given several times",
    )
    parser.add_argument(
        "--trusted",
        type=Path,
        action="append",
        metavar="FILE",
        help="file of public keys, one a line, such as a server's /.well-known/dateline-keys",
    )


def _run(args: argparse.Namespace) -> int:
    from warehouse.remote import RemoteShelf, is_address  # noqa: PLC0415

    if not is_address(args.release):
        return _verify(Path(args.release), args)
    address, _, release_id = args.release.rstrip("/").rpartition("/")
    shelf = RemoteShelf.open(address)
    with tempfile.TemporaryDirectory(prefix="dateline-verify-") as folder:
        with console.steps("Fetching") as on_progress:
            release = shelf.pull(release_id, Path(folder), on_progress=on_progress)
            parent = shelf.release(release_id).manifest.parent
            if parent in shelf.ids():  # by which the delta is proved
                shelf.pull(parent, Path(folder), on_progress=on_progress)
        return _verify(release, args)


def _verify(release: Path, args: argparse.Namespace) -> int:
    """Print what was checked of the folder *release* and return the exit code."""
    from rich.table import Table as Grid  # noqa: PLC0415

    from warehouse import MANIFEST, SUMS, TOMBSTONE, public_keys, verify  # noqa: PLC0415

    if not release.is_dir():
        raise NotFound(
            "there is no such folder",
            where=str(release),
            hint="Name the folder of a release, such as data/releases/2026.11.22.",
        )
    if not any((release / name).exists() for name in (MANIFEST, SUMS, TOMBSTONE)):
        raise NotFound(
            f"this folder is no release: it holds neither {MANIFEST} nor {SUMS}",
            where=str(release),
            hint="Name the folder of a release, such as data/releases/2026.11.22.",
        )
    files = [*(args.key or ()), *(args.trusted or ())]
    trusted = tuple(key for path in files for key in public_keys(path)) if files else None
    found = verify(release, trusted=trusted)
    grid = Grid("check", "", "found", title=f"Release {found.release}", title_justify="left")
    for check in found.checks:
        grid.add_row(
            check.name, "–" if not check.looked else "ok" if check.ok else "FAILED", check.detail
        )
    console.out().print(grid)
    for check in found.checks:
        if not check.ok and check.looked:
            console.complain(f"{release}: {check.name}: {check.detail}")
    return OK if found.ok else SOME_FAILED


COMMAND = Command(
    name="verify",
    summary="prove a release from its own bytes",
    description=(
        "Checks everything a release claims: sizes and SHA-256 of every file, that every quote is"
        " the text at its span, that keys are unique and references lead somewhere, that parent"
        " and delta give the release, and who signed it. Exit code 1 if anything fails, if it was"
        " withdrawn, or if none of the given keys signed it."
    ),
    examples=(
        "dateline verify data/releases/2026.11.22",
        "dateline verify data/releases/2026.11.22 --key publisher.pub",
        "dateline verify s3://harbour-data/releases/2026.11.22",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
