"""``dateline release``: the warehouse frozen into a release."""

import argparse
import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from api import console
from api.commands.command import OK, Command, day
from api.language import complain_of_mixture
from api.settings import Settings
from api.version import tool_versions
from schemas.errors import NothingChanged, SettingsError

if TYPE_CHECKING:
    from warehouse import Signer


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--warehouse",
        type=Path,
        metavar="FILE",
        help="the warehouse to freeze (default: DATELINE_WAREHOUSE or data/dateline.duckdb)",
    )
    parser.add_argument(
        "--releases",
        type=Path,
        metavar="DIR",
        help="folder to put the release into (default: DATELINE_RELEASES or data/releases)",
    )
    parser.add_argument(
        "--to",
        metavar="DIR|URL",
        help="where to publish: a folder, or s3://, gs://, az://bucket/prefix or file:///folder,"
        " where all files go before the sums; a broken upload goes on when this is given again",
    )
    parser.add_argument(
        "--day",
        type=day,
        metavar="YYYY-MM-DD",
        help="day of the release (default: that of SOURCE_DATE_EPOCH, else today in UTC)",
    )
    parser.add_argument("--title", metavar="TEXT", help="title of the dataset")
    parser.add_argument(
        "--licence", metavar="ID", help="licence of the data, an SPDX id (default: CC-BY-4.0)"
    )
    parser.add_argument(
        "--publisher", metavar="NAME", help="person or body that publishes, to be cited"
    )
    parser.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help="private key to sign with, as `dateline keygen` makes one (default: DATELINE_KEY;"
        " without one the release is unsigned)",
    )


def _run(args: argparse.Namespace) -> int:
    from warehouse.remote import (  # noqa: PLC0415
        RemoteShelf,
        fetch_newest,
        is_address,
        send_missing,
    )

    settings = Settings.from_env(os.environ)
    folder: Path = args.releases or settings.releases
    if args.to is None or not is_address(args.to):
        path = _made(args, settings, Path(args.to) if args.to else folder)
        console.out().print(str(path), soft_wrap=True)
        return OK
    shelf = RemoteShelf.open(args.to)
    with console.steps("Fetching") as on_progress:
        fetch_newest(shelf, folder, on_progress)
    unchanged = None
    try:
        _made(args, settings, folder)
    except NothingChanged as error:  # but the upload of the newest may have broken off
        unchanged = error
    with console.steps("Sending") as on_progress:
        sent = send_missing(shelf, folder, on_progress)
    if unchanged is not None and not sent:
        raise unchanged
    for release_id in sent:
        console.out().print(f"{shelf.address}/{release_id}", soft_wrap=True)
    return OK


def _made(args: argparse.Namespace, settings: Settings, releases: Path) -> Path:
    """Return the folder of the new release below *releases*, with its index beside it."""
    from api.derivation import derive  # noqa: PLC0415
    from api.quality import quality_figures  # noqa: PLC0415
    from extract.reading import CANONICAL_VERSION  # noqa: PLC0415
    from warehouse import LICENCE, TITLE, build_index, freeze, read_manifest  # noqa: PLC0415

    on = args.day or release_day(os.environ)
    signer = _signer(args.key, os.environ)
    with console.steps("Releasing") as on_progress:
        path = freeze(
            args.warehouse or settings.warehouse,
            releases,
            day=on,
            title=args.title or TITLE,
            licence=args.licence or LICENCE,
            publisher=args.publisher,
            tool_versions=tool_versions(),
            canonical_text=CANONICAL_VERSION,
            quality=quality_figures(),
            signer=signer,
            derive=derive,
            on_progress=on_progress,
        )
    complain_of_mixture(read_manifest(path).language_models, where=str(path))
    with console.steps("Indexing"):
        build_index(path)
    return path


def _signer(key: Path | None, environ: Mapping[str, str]) -> "Signer | None":
    """Return the signer with *key*, else with the one that the environment names, else None."""
    from warehouse import load_signer  # noqa: PLC0415

    path = key or (Path(environ["DATELINE_KEY"]) if environ.get("DATELINE_KEY") else None)
    if path is None:
        return None
    return load_signer(path, passphrase=environ.get("DATELINE_KEY_PASSPHRASE"))


def release_day(environ: Mapping[str, str]) -> dt.date:
    """Return the day that SOURCE_DATE_EPOCH (seconds since 1970) names, else today's in UTC.

    Raises:
        SettingsError: SOURCE_DATE_EPOCH is no number of seconds.
    """
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now(dt.UTC).date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise SettingsError(
            f"SOURCE_DATE_EPOCH is {epoch!r}", hint="It counts the seconds since 1970."
        ) from None


COMMAND = Command(
    name="release",
    summary="freeze the warehouse into a release",
    description=(
        "Writes the newest state of the warehouse as an immutable release: Parquet, DuckDB, CSV"
        " and NDJSON with a manifest and checksums, what changed since the release before, and"
        " notes on it. It is verified before it appears, and it appears in one step. Prints the"
        " folder of the release."
    ),
    examples=(
        "dateline release",
        "dateline release --warehouse data/dateline.duckdb --releases /srv/releases",
        "dateline release --title 'Harbour events' --licence CC0-1.0 --key keys/publisher",
        "dateline release --to s3://harbour-data/releases",
        "SOURCE_DATE_EPOCH=1767225600 dateline release  # the same bytes on any day",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
