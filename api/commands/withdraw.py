"""``dateline withdraw``: a tombstone for a release."""

import argparse
import datetime as dt
import os
from pathlib import Path

from api import console
from api.commands.command import OK, Command, day
from api.settings import Settings


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("release", help="the release, such as 2026.11.22")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why; readers will see it")
    parser.add_argument(
        "--releases",
        type=Path,
        metavar="DIR",
        help="folder of the releases (default: DATELINE_RELEASES or data/releases)",
    )
    parser.add_argument(
        "--successor",
        metavar="RELEASE",
        help="the release to use instead (default: the newest one after it)",
    )
    parser.add_argument(
        "--on",
        type=day,
        metavar="YYYY-MM-DD",
        help="day of the withdrawal, announced until then (default: today in UTC)",
    )
    parser.add_argument(
        "--erase", action="store_true", help="remove all its files but the tombstone, for good"
    )


def _run(args: argparse.Namespace) -> int:
    from warehouse import withdraw  # noqa: PLC0415

    settings = Settings.from_env(os.environ)
    tombstone = withdraw(
        args.releases or settings.releases,
        args.release,
        reason=args.reason,
        day=dt.datetime.now(dt.UTC).date(),
        on=args.on,
        successor=args.successor,
        erase=args.erase,
    )
    instead = f"; use {tombstone.successor}" if tombstone.successor else ""
    console.out().print(
        f"release {tombstone.release} is withdrawn from {tombstone.withdrawn} on{instead}",
        soft_wrap=True,
    )
    return OK


COMMAND = Command(
    name="withdraw",
    summary="withdraw a release",
    description=(
        "Leaves a tombstone in a release that says why. From then on nothing below it is served"
        " (410 Gone), `latest` passes it over, and no later release is made from it; its id is"
        " never used again. The files stay on the disk until --erase removes them."
    ),
    examples=(
        "dateline withdraw 2026.11.22 --reason 'Two sources were named who must not be'",
        "dateline withdraw 2026.11.22 --reason 'Replaced' --on 2027-01-31",
        "dateline withdraw 2026.11.22 --reason 'Ordered by a court' --erase",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
