"""The inputs of a command: files, folders and the standard input, read one article at a time."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from extract.reading import read
from schemas import Article, Failure, Format
from schemas.base import Struct
from schemas.errors import DatelineError
from schemas.ids import digest_id

STDIN = "-"


class Input(Struct, frozen=True, kw_only=True):
    """One file to read; `path` is None for the standard input."""

    name: str
    path: Path | None
    size: int


def inputs(names: Iterable[str]) -> list[Input]:
    """Return the inputs that *names* mean, in the order given; a folder gives its files sorted.

    Hidden files of a folder are left out. What is missing is kept; reading it then fails, and
    so does a folder without any file.
    """
    found: list[Input] = []
    for name in names:
        path = Path(name)
        if name == STDIN:
            found.append(Input(name="stdin", path=None, size=0))
        elif path.is_dir():
            inside = [_file(inner) for inner in sorted(path.rglob("*")) if _counts(inner, path)]
            found += inside or [Input(name=name, path=path, size=0)]
        else:
            found.append(_file(path))
    return found


def read_inputs(
    sources: Iterable[Input],
    *,
    input_format: Format | None = None,
    on_bytes: Callable[[int], None] = lambda _: None,
) -> Iterator[Article | Failure]:
    """Yield the articles of *sources* in order, and a failure for whatever cannot be read.

    *on_bytes* is told how many bytes of all sources have been read so far.
    """
    before = 0
    for source in sources:
        if source.path is None:
            yield from _read(sys.stdin.buffer, source.name, input_format)
            continue
        if source.path.is_dir():
            yield _failure(name=source.name, code="empty", message="the folder holds no files")
            continue
        try:
            with source.path.open("rb") as stream:
                for item in _read(stream, source.name, input_format):
                    on_bytes(before + _position(stream, source.size))
                    yield item
        except OSError as error:
            yield _failure(source.name, "unreadable", error.strerror or str(error))
        before += source.size
        on_bytes(before)


def _read(stream: BinaryIO, name: str, input_format: Format | None) -> Iterator[Article | Failure]:
    try:
        yield from read(stream, name=name, format=input_format)
    except DatelineError as error:
        yield _failure(name, error.code, error.what, error.hint)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - a bug costs one input, not the batch
        fault = f"reading broke off: {type(error).__name__}: {error}"
        yield _failure(name, "fault", fault, "This is a fault of dateline. Please report it.")


def _failure(name: str, code: str, message: str, hint: str = "") -> Failure:
    return Failure(
        failure_id=digest_id("failure", name, "", "read", code),
        input=name,
        stage="read",
        code=code,
        message=message,
        hint=hint or None,
    )


def _file(path: Path) -> Input:
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return Input(name=str(path), path=path, size=size)


def _counts(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.is_file() and not hidden


def _position(stream: BinaryIO, size: int) -> int:
    return size if stream.closed else min(stream.tell(), size)
