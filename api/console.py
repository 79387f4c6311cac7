"""What people see: progress and errors on a terminal's stderr, tables and bytes on stdout."""

import contextlib
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from schemas import Failure
from schemas.base import Struct

_PIPE_WIDTH = 140
"""Width of tables where no terminal tells its own."""


def out() -> Console:
    """Return the console for readable results on stdout; plain text when it is no terminal."""
    width = None if sys.stdout.isatty() else _PIPE_WIDTH
    return Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False)


def complain(message: str) -> None:
    """Write one line to stderr: ``dateline: message``."""
    line = " ".join(message.split())
    sys.stderr.write(f"dateline: {line}\n")


def complain_of(failure: Failure) -> None:
    """Write one line to stderr that tells *failure*: input, place, message and hint."""
    where = ", ".join(part for part in (failure.input, failure.position) if part)
    hint = f". {failure.hint}" if failure.hint else ""
    complain(f"{where}: {failure.message.rstrip('.')}{hint}")


@contextlib.contextmanager
def output(path: Path | None) -> Generator[BinaryIO]:
    """Give the stream to write results to: the file *path*, else stdout.

    A file appears only when everything was written; until then it has ``.part`` behind its
    name, so that nobody mistakes half of it for the whole.
    """
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class Track(Struct, frozen=True, kw_only=True):
    """The two things a long job tells about itself."""

    bytes_read: Callable[[int], None]
    article_done: Callable[[], None]


@contextlib.contextmanager
def progress(label: str, total_bytes: int) -> Generator[Track]:
    """Show articles, their rate and the time left while articles are worked through.

    Only when stderr is a terminal; in a pipe nothing is written.
    """
    if not sys.stderr.isatty():
        yield Track(bytes_read=lambda _: None, article_done=lambda: None)
        return
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        _Articles(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task(label, total=total_bytes or None, articles=0)
        done = 0

        def article_done() -> None:
            nonlocal done
            done += 1
            bar.update(task, articles=done)

        yield Track(
            bytes_read=lambda count: bar.update(task, completed=count), article_done=article_done
        )


@contextlib.contextmanager
def steps(label: str) -> Generator[Callable[[str, int, int], None]]:
    """Show steps of a job of known length: call what is given with (step, done, total)."""
    if not sys.stderr.isatty():
        yield lambda _step, _done, _total: None
        return
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task(label, total=None)
        yield lambda step, done, total: bar.update(
            task, description=f"{label}: {step}", completed=done, total=total
        )


class _Articles(ProgressColumn):
    """Number of articles so far and articles a second."""

    def render(self, task: Task) -> Text:
        articles = task.fields["articles"]
        rate = articles / task.elapsed if task.elapsed else 0.0
        return Text(f"{articles:,} articles, {rate:,.1f}/s")
