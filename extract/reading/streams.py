"""Byte streams with their first bytes looked at, gzip undone, and lines of bounded length."""

import gzip
import io
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, cast

from extract.reading.formats import SNIFF_BYTES, is_gzip, is_web_archive
from extract.reading.problems import BrokenFile
from schemas.errors import InputTooLarge

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

DECOMPRESSED_LIMIT = 8_000_000_000
"""A gzip stream that unpacks to more bytes than this is taken for a bomb."""

_SKIP_BYTES = 1 << 20


class _Rejoined(io.RawIOBase):
    """A stream with the bytes already taken from it put back in front."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self._head = io.BytesIO(head)
        self._rest = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        data = self._head.read(len(view)) or self._rest.read(len(view))
        view[: len(data)] = data
        return len(data)


class Source:
    """A stream whose first bytes are known and will still be read."""

    def __init__(self, stream: BinaryIO, *, name: str, head: bytes, packed: bool) -> None:
        self.name = name
        self.head = head
        self._stream = stream
        self._ahead = io.BytesIO(head)
        self._packed = packed
        self._unpacked = len(head)

    def read(self, size: int) -> bytes:
        """Return up to *size* bytes, fewer only at the end of the stream.

        Raises BrokenFile if the stream is damaged, InputTooLarge if it unpacks to too much.
        """
        data = self._ahead.read(size)
        while len(data) < size:
            more = self._more(self._stream.read, size - len(data))
            if not more:
                break
            data += more
        return data

    def line(self, limit: int) -> tuple[bytes, bool]:
        r"""Return the next line, at most *limit* bytes of it, and whether it was longer.

        What is over the limit is skipped without being kept. An empty line is ``b"\n"``; only
        the end of the stream gives ``b""``.
        """
        line = self._part(limit + 1)
        if len(line) <= limit or line.endswith(b"\n"):
            return line, False
        while (rest := self._part(_SKIP_BYTES)) and not rest.endswith(b"\n"):
            pass
        return line[:limit], True

    def whole(self) -> BinaryIO:
        """Return the stream from its first byte, seekable; the caller reads it to the end."""
        if not self._packed and self._stream.seekable():
            self._stream.seek(0)
            return self._stream
        return io.BytesIO(self.read(DECOMPRESSED_LIMIT))

    def stream(self) -> BinaryIO:
        """Return the stream from its first byte, not unpacked in memory, seekable if it was."""
        if not self._packed and self._stream.seekable():
            self._stream.seek(0)
            return self._stream
        return cast("BinaryIO", io.BufferedReader(_Rejoined(self.head, self._stream)))

    def _part(self, size: int) -> bytes:
        part = self._ahead.readline(size)
        if part.endswith(b"\n") or len(part) == size:
            return part
        return part + self._more(self._stream.readline, size - len(part))

    def _more(self, read: Callable[[int], bytes], size: int) -> bytes:
        try:
            data = read(size)
        except (OSError, EOFError, zlib.error) as error:
            raise BrokenFile(f"the stream breaks off or is damaged ({error})") from error
        self._unpacked += len(data)
        if self._packed and self._unpacked > DECOMPRESSED_LIMIT:
            raise InputTooLarge(f"the gzip stream unpacks to over {DECOMPRESSED_LIMIT:,} bytes")
        return data


def opened(stream: BinaryIO, name: str) -> Source:
    """Return *stream* as a source, decompressed if it is gzip (but not if it is a WARC file).

    Raises BrokenFile if the gzip stream is damaged from the start.
    """
    head = _head(stream)
    if not is_gzip(head) or is_web_archive(head):
        return Source(stream, name=name, head=head, packed=False)
    unpacked = cast("BinaryIO", gzip.GzipFile(fileobj=io.BufferedReader(_Rejoined(head, stream))))
    try:
        return Source(unpacked, name=name, head=_head(unpacked), packed=True)
    except (OSError, EOFError, zlib.error) as error:
        raise BrokenFile(f"the gzip stream is damaged ({error})", where=name) from error


def _head(stream: BinaryIO) -> bytes:
    head = b""
    while len(head) < SNIFF_BYTES and (more := stream.read(SNIFF_BYTES - len(head))):
        head += more
    return head
