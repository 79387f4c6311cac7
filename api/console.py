"""What people see: progress and errors on a terminal's stderr, tables and bytes on stdout."""

import contextlib
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from schemas import Failure
from schemas.base import Struct
from schemas.errors import SettingsError

if TYPE_CHECKING:
    from rich.console import Console

_PIPE_WIDTH = 140
"""Width of tables where no terminal tells its own."""


def out() -> "Console":
    """Return the console for readable results on stdout; plain text when it is no terminal."""
    from rich.console import Console  # noqa: PLC0415

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
    name, so that nobody mistakes half of it for the whole. What is no plain file
    (``/dev/stdout``, a named pipe) is written as it is, never replaced by one.

    Raises:
        SettingsError: *path* is a folder.
    """
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if path.is_dir():
        raise SettingsError("this is a folder", where=str(path), hint="Name a file to write to.")
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(path)
    except OSError as error:
        error.filename = error.filename or str(path)  # "no space left" tells no file by itself
        raise
    finally:
        part.unlink(missing_ok=True)


class Track(Struct, frozen=True, kw_only=True):
    """The two things a long job tells about itself."""

    bytes_read: Callable[[int], None]
    article_done: Callable[[], None]


@contextlib.contextmanager
def progress(label: str, total_bytes: int, *, shown: bool = True) -> Generator[Track]:
    """Show articles, their rate and the time left while articles are worked through.

    Only when stderr is a terminal and *shown* is asked for; in a pipe nothing is written.
    """
    if not (shown and sys.stderr.isatty()):
        yield Track(bytes_read=lambda _: None, article_done=lambda: None)
        return
    from api.progress import article_bar  # noqa: PLC0415

    with article_bar(label, total_bytes) as track:
        yield track


@contextlib.contextmanager
def steps(label: str) -> Generator[Callable[[str, int, int], None]]:
    """Show steps of a job of known length, as `progress` does: call it (step, done, total)."""
    if not sys.stderr.isatty():
        yield lambda _step, _done, _total: None
        return
    from api.progress import step_bar  # noqa: PLC0415

    with step_bar(label) as on_progress:
        yield on_progress
