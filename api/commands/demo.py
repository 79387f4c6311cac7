"""``dateline demo``: the whole flow on the bundled sample articles."""

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import api
from api import console
from api.commands.command import OK, Command, port
from api.commands.release import release_day
from api.commands.serve import DEFAULT_PORT, announce
from api.language import add_language_options, chosen_language
from api.settings import Settings
from api.version import tool_versions
from schemas import Article, Event, Statement
from schemas.errors import NothingChanged

if TYPE_CHECKING:
    from rich.console import Console

    from warehouse import Release

CORPUS = Path(api.__file__).parent / "demo" / "corpus"
_TIMELINE_ROWS = 12


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dir",
        type=Path,
        default=Path("demo"),
        metavar="DIR",
        help="folder for the warehouse and the releases (default: demo)",
    )
    add_language_options(parser)
    parser.add_argument("--no-serve", action="store_true", help="stop before serving")
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on")
    parser.add_argument(
        "--port",
        type=port,
        default=DEFAULT_PORT,
        help=f"port to serve on; 0 takes a free one (default: {DEFAULT_PORT})",
    )


def _run(args: argparse.Namespace) -> int:
    from api.ingest import ingest  # noqa: PLC0415
    from api.serving import serve  # noqa: PLC0415
    from warehouse import open_release  # noqa: PLC0415

    # Somebody looks at this terminal: lines to read, unless others are asked for.
    settings = Settings.from_env({"DATELINE_LOG": "text", **os.environ})
    language = chosen_language(args, settings)
    screen = console.out()
    releases = args.dir / "releases"
    report = ingest(
        [str(path) for path in corpus()],
        warehouse=args.dir / "dateline.duckdb",
        language=language,
        on_failure=console.complain_of,
    )
    screen.print(
        f"Read {report.articles} sample articles:"
        f" {report.new} new, {report.updated + report.revised} changed,"
        f" {report.unchanged} unchanged."
    )
    path = _release(args.dir / "dateline.duckdb", releases)
    with open_release(path) as release:
        _show(screen, release)
    _show_next_steps(screen, path, f"http://{args.host}:{args.port or DEFAULT_PORT}")
    if not args.no_serve:
        settings = msgspec.structs.replace(settings, releases=releases, language=language)
        serve(settings, host=args.host, port=args.port, on_listening=announce)
    return OK


def corpus() -> list[Path]:
    """Return the bundled sample articles, sorted by name."""
    return sorted(p for p in CORPUS.iterdir() if p.is_file() and not p.name.startswith("README"))


def _release(warehouse: Path, releases: Path) -> Path:
    """Freeze the warehouse; when nothing changed since the newest release, return that one."""
    from api.quality import quality_figures  # noqa: PLC0415
    from extract.reading import CANONICAL_VERSION  # noqa: PLC0415
    from warehouse import build_index, freeze, latest  # noqa: PLC0415

    try:
        with console.steps("Releasing") as on_progress:
            path = freeze(
                warehouse,
                releases,
                day=release_day(os.environ),
                title="dateline: records from sample articles",
                tool_versions=tool_versions(),
                canonical_text=CANONICAL_VERSION,
                quality=quality_figures(),
                on_progress=on_progress,
            )
        build_index(path)  # so that the first search is answered
    except NothingChanged as error:
        newest = latest(releases).path
        console.complain(f"{error.what}; showing release {newest.name}")
        return newest
    return path


def _show(screen: "Console", release: "Release") -> None:
    from rich.table import Table as Grid  # noqa: PLC0415

    from api.pages.terminal import timeline  # noqa: PLC0415

    grid = Grid(
        "table", "rows", "what a row is", title=f"Release {release.id}", title_justify="left"
    )
    for entry in release.manifest.tables:
        grid.add_row(entry.name, f"{entry.rows:,}", entry.description)
    screen.print()
    screen.print(grid)
    if events := _dated_events(release):
        screen.print()
        screen.print(timeline(events))
    _show_statement(screen, release)


def _dated_events(release: "Release") -> list[Event]:
    """Return the newest events that are told as facts and dated to the day, in order of time."""
    from warehouse import Filter, RowQuery  # noqa: PLC0415

    page = release.rows(
        RowQuery(
            table="events",
            filters=(
                Filter(column="date_precision", op="eq", value="day"),
                Filter(column="modality", op="eq", value="asserted"),
            ),
            sort=("-date_start",),
            limit=_TIMELINE_ROWS,
        )
    )
    return [msgspec.convert(row, Event) for row in page.to_rows()]


def _show_statement(screen: "Console", release: "Release") -> None:
    """Show one direct statement whose speaker is known, marked in its sentence."""
    from api.pages.terminal import indented, marked  # noqa: PLC0415
    from warehouse import Filter, RowQuery  # noqa: PLC0415

    page = release.rows(
        RowQuery(
            table="statements",
            filters=(
                Filter(column="kind", op="in", value=("direct", "mixed")),
                Filter(column="speaker.role", op="isnull", value=False),
            ),
            sort=("-confidence",),
            limit=1,
        )
    )
    for row in page.to_rows():
        statement = msgspec.convert(row, Statement)
        article = msgspec.convert(release.record("articles", statement.article_id), Article)
        speaker = statement.speaker
        name = (speaker.name or speaker.mention) if speaker else "?"
        role = f", {speaker.role}" if speaker and speaker.role else ""
        screen.print()
        screen.print(f"[bold]One statement[/bold] of {name}{role}, in “{article.title}”:")
        screen.print(indented(marked(article, statement)))
        screen.print(
            indented(
                f"characters {statement.start}–{statement.end}, act: {statement.act},"
                f" confidence {statement.confidence:.2f}, {statement.record_id}"
            )
        )


def _program(path: str, name: str) -> str:
    """Return how a shell in this folder calls the program *path*: its name if that finds it."""
    found = shutil.which(name)
    if found and Path(found).resolve() == Path(path).resolve():
        return name
    try:
        return str(Path(path).absolute().relative_to(Path.cwd()))
    except ValueError:
        return path


def _show_next_steps(screen: "Console", release: Path, address: str) -> None:
    python = _program(sys.executable, "python")
    beside = Path(sys.executable).with_name("dateline")
    dateline = _program(str(beside), "dateline") if beside.exists() else "dateline"
    lines = (
        "",
        "[bold]What to try next[/bold]",
        "  on the files:",
        f'    {dateline} sql "SELECT date_start, type, quote FROM events" --release {release}',  # noqa: S608
        f"    {dateline} verify {release}",
        "  while it serves, in another terminal:",
        f"    curl -L '{address}/v1/releases/latest/events.csv?type=ASSAULT'",
        f'    {python} -c "import polars as pl;'
        f" print(pl.scan_parquet('{address}/v1/releases/latest/files/events.parquet')"
        ".select('date_start','type','quote').drop_nulls().sort('date_start').collect())\"",
        "",
    )
    for line in lines:
        screen.print(line, soft_wrap=True)


COMMAND = Command(
    name="demo",
    summary="show the whole flow on sample articles",
    description=(
        "Extracts the bundled sample articles, loads them, makes a release, shows what is in it,"
        " and serves it until Ctrl-C. It may be run again."
    ),
    examples=("dateline demo", "dateline demo --no-serve --dir /tmp/dateline-demo"),
    add_arguments=_add_arguments,
    run=_run,
)
