"""``dateline diff``: what changed from one release to another."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from api import console
from api.commands.command import OK, Command
from api.settings import Settings

if TYPE_CHECKING:
    from warehouse import Diff
    from warehouse.deltas.diff import ChangePage

_PAGE = 5000


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", help="a release, or its folder")
    parser.add_argument("second", help="the release, or folder, to lead to")
    parser.add_argument(
        "--releases",
        type=Path,
        metavar="DIR",
        help="folder of the releases (default: DATELINE_RELEASES or data/releases)",
    )
    parser.add_argument("--table", help="give the changed rows of this table")
    parser.add_argument("--change", choices=("added", "changed", "removed"), help="only these")
    parser.add_argument("--field", metavar="COLUMN", help="only rows in which this column differs")
    parser.add_argument(
        "--format", choices=("ndjson", "csv"), default="ndjson", help="of rows (default: ndjson)"
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write there instead of to stdout"
    )


def _run(args: argparse.Namespace) -> int:
    from warehouse import DiffShelf  # noqa: PLC0415

    folder = args.releases or Settings.from_env(os.environ).releases
    first, second = _folder(folder, args.first), _folder(folder, args.second)
    shelf = DiffShelf(first.parent)
    try:
        diff = shelf.open(first, second)
        if args.table is None:
            _show(diff, f"{first.name} → {second.name}")
        else:
            _write(diff, args)
    finally:
        shelf.close()
    return OK


def _folder(releases: Path, named: str) -> Path:
    """Return the folder of a release that is named by its id or by its path."""
    path = Path(named)
    return path if path.is_dir() else releases / named


def _show(diff: "Diff", title: str) -> None:
    from rich.table import Table as Grid  # noqa: PLC0415

    screen = console.out()
    grid = Grid("table", "added", "changed", "removed", title=title, title_justify="left")
    for counts in diff.counts():
        grid.add_row(
            counts.table, f"{counts.added:,}", f"{counts.changed:,}", f"{counts.removed:,}"
        )
    screen.print(grid)
    for entry in diff.versions:
        before, after = ", ".join(entry.before) or "none", ", ".join(entry.after) or "none"
        screen.print(f"{entry.what}: {before} → {after}", soft_wrap=True)
    for words, names in zip(("new columns", "gone columns"), diff.columns, strict=True):
        if names:
            screen.print(f"{words}: {', '.join(names)}", soft_wrap=True)


def _write(diff: "Diff", args: argparse.Namespace) -> None:
    from api import formats  # noqa: PLC0415

    with console.output(args.output) as stream:
        for number, page in enumerate(_pages(diff, args)):
            if args.format == "ndjson":
                stream.write(formats.as_ndjson(page.to_rows()))
                continue
            written = formats.as_csv(page.rows.column_names, page.to_rows())
            stream.write(written.split(b"\r\n", 1)[1] if number else written)


def _pages(diff: "Diff", args: argparse.Namespace) -> "Iterator[ChangePage]":
    from warehouse.deltas.diff import ChangeQuery  # noqa: PLC0415

    after = None
    while True:
        page = diff.changes(
            ChangeQuery(
                table=args.table, change=args.change, field=args.field, limit=_PAGE, after=after
            )
        )
        yield page
        after = page.next
        if after is None:
            return


COMMAND = Command(
    name="diff",
    summary="tell what changed from one release to another",
    description=(
        "Counts the rows that were added, changed and removed in each table, with the versions and"
        " columns that differ; --table gives the rows themselves, each changed one with the"
        " columns that differ before and after. Releases of different schema versions compare."
    ),
    examples=(
        "dateline diff 2026.11.22 2026.11.29",
        "dateline diff 2026.11.22 2026.11.29 --table events --change changed --format csv",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
