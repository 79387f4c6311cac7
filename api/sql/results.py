"""Results of queries while they come in and afterwards, in memory or in files without a name."""

import os
import tempfile
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final

from api.sql.messages import Head
from schemas.errors import DatelineError

IN_MEMORY: Final = 64 * 1024
"""A body up to this size, in bytes, stays in memory; a longer one goes into a file."""
_SHARE: Final = 4
"""One result may fill at most this part of the store."""


class BrokenOff(Exception):
    """The body ended before it was complete."""


class Result:
    """One result: written by one thread, read by many, from the first byte on."""

    def __init__(self, limit: int) -> None:
        """Begin a result whose body may have *limit* bytes."""
        self.head: Future[Head] = Future()
        self.size = 0
        self._limit = limit
        self._whole = self._broken = False
        self._memory = bytearray()
        self._file: int | None = None
        self._changed = threading.Condition()

    @property
    def is_whole(self) -> bool:
        """Whether the body is complete."""
        return self._whole

    def begin(self, head: Head) -> None:
        """Tell the readers what comes."""
        self.head.set_result(head)

    def write(self, data: bytes) -> None:
        """Add bytes to the body.

        Raises:
            BrokenOff: it would get larger than it may.
        """
        with self._changed:
            if self.size + len(data) > self._limit:
                raise BrokenOff
            self._append(data)
            self.size += len(data)
            self._changed.notify_all()

    def _append(self, data: bytes) -> None:
        if self._file is None and self.size + len(data) <= IN_MEMORY:
            self._memory += data
            return
        if self._file is None:
            self._file, name = tempfile.mkstemp(prefix="dateline-sql-")
            os.unlink(name)  # noqa: PTH108 - the system frees it with its last reader
            weakref.finalize(self, os.close, self._file)
            data, self._memory = bytes(self._memory) + data, bytearray()
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._file, rest) :]

    def finish(self) -> None:
        """Say that the body is complete."""
        with self._changed:
            self._whole = True
            self._changed.notify_all()

    def fail(self, error: DatelineError) -> None:
        """Say that there is no result, or no more of it."""
        if not self.head.done():
            self.head.set_exception(error)
        with self._changed:
            self._broken = True
            self._changed.notify_all()

    def settled(self, size: int) -> bool:
        """Wait until the body is complete or longer than *size* bytes; return which it is."""
        with self._changed:
            self._changed.wait_for(lambda: self.size > size or self._whole or self._broken)
            return self._whole

    def read(self, position: int, most: int) -> bytes:
        """Return up to *most* bytes from *position*, waiting for them; none at the end.

        Raises:
            BrokenOff: the body ends early.
        """
        with self._changed:
            self._changed.wait_for(lambda: self.size > position or self._whole or self._broken)
            if self.size > position:
                if self._file is None:
                    return bytes(self._memory[position : position + most])
                return os.pread(self._file, most, position)
            if self._broken:
                raise BrokenOff
            return b""


class ResultStore:
    """The newest results by key, those longest unused dropped first. For many threads."""

    def __init__(self, room: int) -> None:
        """Keep results of *room* bytes in all; 0 keeps none."""
        self._room = room
        self._used = 0
        self._whole: OrderedDict[str, Result] = OrderedDict()
        self._coming: dict[str, Result] = {}
        self._lock = threading.Lock()

    @property
    def used(self) -> int:
        """Bytes of all results that are kept."""
        return self._used

    def find(self, key: str) -> Result | None:
        """Return the result *key* if it is whole and kept."""
        with self._lock:
            found = self._whole.get(key)
            if found is not None:
                self._whole.move_to_end(key)
            return found

    def join(self, key: str, begin: Callable[[], Result]) -> Result:
        """Return the result *key* that is on its way, or what *begin* gives and make it known."""
        with self._lock:
            if key not in self._coming:
                self._coming[key] = begin()
            return self._coming[key]

    def settle(self, key: str, result: Result) -> None:
        """Keep *result*, which has ended, if it is whole, may be kept, and leaves room."""
        with self._lock:
            self._coming.pop(key, None)
            if not result.is_whole or not result.head.result().repeatable:
                return
            if result.size * _SHARE > self._room:
                return
            self._whole[key] = result
            self._used += result.size
            while self._used > self._room:
                _, oldest = self._whole.popitem(last=False)
                self._used -= oldest.size
