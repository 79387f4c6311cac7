"""``dateline sql``: a query over a release or a warehouse."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from api import console
from api.commands.command import OK, Command
from api.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

_SHOWN_ROWS = 50
_SHOWN_CHARACTERS = 120


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("statement", metavar="SQL", help='the query, such as "FROM events LIMIT 5"')
    target = parser.add_mutually_exclusive_group()
    target.add_argument(
        "--release",
        type=Path,
        metavar="DIR",
        help="folder of a release (default: the newest in DATELINE_RELEASES or data/releases)",
    )
    target.add_argument("--warehouse", type=Path, metavar="FILE", help="a warehouse instead")
    parser.add_argument(
        "--format",
        choices=("table", "json", "ndjson", "csv", "parquet"),
        default="table",
        help="format of the result (default: table)",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write there instead of to stdout"
    )


def _run(args: argparse.Namespace) -> int:
    from api import formats  # noqa: PLC0415
    from warehouse import plain_rows, query  # noqa: PLC0415

    found = query(_database(args), args.statement)
    with console.output(args.output) as stream:
        if args.format == "table":
            stream.write(_readable(found).encode())
        else:
            stream.write(
                formats.encoded(formats.named(args.format), found, lambda: plain_rows(found))
            )
    return OK


def _database(args: argparse.Namespace) -> Path:
    from warehouse import DATABASE, latest  # noqa: PLC0415

    if args.warehouse is not None:
        return Path(args.warehouse)
    release = args.release or latest(Settings.from_env(os.environ).releases).path
    return Path(release) / DATABASE


def _readable(found: "pa.Table") -> str:
    from rich.table import Table as Grid  # noqa: PLC0415

    from warehouse import plain_rows  # noqa: PLC0415

    grid = Grid(*found.column_names)
    for row in plain_rows(found.slice(0, _SHOWN_ROWS)):
        grid.add_row(*(_cell(value) for value in row.values()))
    screen = console.out()
    with screen.capture() as text:
        screen.print(grid)
        if found.num_rows > _SHOWN_ROWS:
            screen.print(
                f"{_SHOWN_ROWS} of {found.num_rows} rows; --format csv or -o FILE gives all"
            )
    return text.get()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[: _SHOWN_CHARACTERS - 1]}…"


COMMAND = Command(
    name="sql",
    summary="query a release or a warehouse",
    description=(
        "Runs one SQL query, DuckDB's dialect, over the newest release, another one, or a"
        " warehouse. The tables are those of `dateline schema`."
    ),
    examples=(
        'dateline sql "SELECT date_start, type, quote FROM events ORDER BY date_start"',
        'dateline sql "FROM statistics" --release demo/releases/2026.11.22 --format csv',
        'dateline sql "FROM failures" --warehouse data/dateline.duckdb',
    ),
    add_arguments=_add_arguments,
    run=_run,
)
