"""Bytes of files on their way to a reader: pieces read ahead, nothing read for who has left."""

import asyncio
import os
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import zstandard
from litestar.types import Receive, Send

from api.conditions import ByteRange

CHUNK = 1 << 20
"""Bytes handed over at a time. Measured: 3.4 GB a CPU-second; with 256 kB 2.2, nginx 3.7–5.3."""


async def send_span(receive: Receive, send: Send, path: Path, span: ByteRange) -> None:
    """Send the bytes of *span* of the file *path*, which end the answer.

    Raises:
        OSError: the file cannot be read, or is shorter than the span.
    """
    file = os.open(path, os.O_RDONLY)

    def pieces() -> Iterator[bytes]:
        position = span.first
        while position < span.past:
            piece = os.pread(file, min(CHUNK, span.past - position), position)
            if not piece:  # the file was cut short: break off, so that nobody takes it for whole
                raise OSError(f"{path} ends at {position}, before {span.past}")
            position += len(piece)
            yield piece

    try:
        await _send_pieces(receive, send, pieces())
    finally:
        os.close(file)


async def send_unpacked(receive: Receive, send: Send, path: Path) -> None:
    """Send what the zstd file *path* holds.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        await _send_pieces(
            receive, send, zstandard.ZstdDecompressor().read_to_iter(file, write_size=CHUNK)
        )


async def _send_pieces(receive: Receive, send: Send, pieces: Iterator[bytes]) -> None:
    """Send *pieces*, reading the next one while one is on its way; stop when the reader left."""
    loop = asyncio.get_running_loop()
    advance: Callable[[], bytes | None] = lambda: next(pieces, None)  # noqa: E731
    async with _gone(receive) as gone:
        piece = await loop.run_in_executor(None, advance)
        while piece and not gone.done():
            coming = loop.run_in_executor(None, advance)
            try:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            finally:
                piece = await coming  # so that no thread reads a file that was closed
    await send({"type": "http.response.body", "body": b"", "more_body": False})


@asynccontextmanager
async def _gone(receive: Receive) -> AsyncGenerator[asyncio.Future[None]]:
    """Yield what is done as soon as the reader has left."""

    async def left() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    waiting = asyncio.ensure_future(left())
    try:
        yield waiting
    finally:
        waiting.cancel()
