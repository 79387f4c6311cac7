"""``dateline serve``: releases over HTTP."""

import argparse
import os
import sys
from pathlib import Path

import msgspec

from api.commands.command import OK, Command, port, positive
from api.language import add_language_options, chosen_language
from api.settings import Settings

DEFAULT_PORT = 8000


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "address",
        nargs="?",
        help="object store with the releases, such as s3://bucket/prefix (default:"
        " DATELINE_REMOTE, else a folder); its files are kept in DATELINE_CACHE",
    )
    parser.add_argument(
        "--releases",
        type=Path,
        metavar="DIR",
        help="folder of the releases (default: DATELINE_RELEASES or data/releases)",
    )
    add_language_options(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument(
        "--port", type=port, default=DEFAULT_PORT, help=f"port; 0 takes a free one ({DEFAULT_PORT})"
    )
    parser.add_argument(
        "--workers", type=positive, default=1, metavar="N", help="server processes (default: 1)"
    )


def _run(args: argparse.Namespace) -> int:
    from api.remote_files import mirrored  # noqa: PLC0415
    from api.serving import serve  # noqa: PLC0415

    settings = Settings.from_env(os.environ)
    settings = msgspec.structs.replace(
        settings,
        releases=args.releases or settings.releases,
        remote=args.address or settings.remote,
        language=chosen_language(args, settings),
    )
    with mirrored(settings) as shown:
        serve(
            shown,
            host=args.host,
            port=args.port,
            workers=args.workers,
            on_listening=announce,
        )
    return OK


def announce(address: str) -> None:
    """Print where the server listens and how to stop it."""
    sys.stdout.write(f"dateline serves {address} (documentation at {address}/docs, Ctrl-C stops)\n")
    sys.stdout.flush()


COMMAND = Command(
    name="serve",
    summary="serve releases over HTTP",
    description=(
        "Serves the releases of a folder: rows, files, and the extraction of posted articles."
        " New releases are found while it runs. Further settings are environment variables, see"
        " docs/settings.md."
    ),
    examples=(
        "dateline serve",
        "dateline serve s3://harbour-data/releases",
        "dateline serve --releases /srv/dateline/releases --host 0.0.0.0 --port 80 --workers 4",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
