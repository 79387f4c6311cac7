"""The processes that extract posted articles, apart from the server and killed when too slow."""

import logging
import queue
import subprocess
import sys
import threading
import time
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import msgspec

from api.errors import Busy, SeveralArticles, TimeLimit
from api.extraction_job import FAULT, Answer, Job
from schemas.errors import (
    DatelineError,
    EmptyInput,
    InputTooLarge,
    ModelError,
    ReadingError,
    UnknownFormat,
)

LOGGER = logging.getLogger("dateline")
START_SECONDS = 60.0
"""Longest time a process may take to load the model."""
WAITING_PER_WORKER = 3
"""Requests that may wait for each process; the next are told that the server is busy."""

_ERRORS: dict[str, type[DatelineError]] = {
    error.code: error for error in (EmptyInput, InputTooLarge, UnknownFormat, SeveralArticles)
}


class ExtractionPool:
    """A fixed number of worker processes. Safe to use from many threads."""

    def __init__(self, *, workers: int, seconds: float, language: str) -> None:
        """Prepare *workers* processes that may take *seconds* for an article; start none yet.

        *language* is the language model they read with.
        """
        self._seconds = seconds
        self._language = language
        self._workers = workers
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._all: list[_Worker] = []
        self._seats = threading.BoundedSemaphore(workers * (1 + WAITING_PER_WORKER) or 1)
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the processes; they load the model while the server already answers."""
        with self._lock:
            if not self._all:
                self._all = [_Worker(self._language) for _ in range(self._workers)]
                for worker in self._all:
                    self._idle.put(worker)

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            for worker in self._all:
                worker.stop()
            self._all = []

    def extract(self, job: Job) -> bytes:
        """Return the records of the article in *job* as JSON.

        Raises:
            Busy: too many requests wait already, or none of the processes came free in time.
            TimeLimit: the article took too long; its process was ended and replaced.
            ReadingError, SeveralArticles: the body is not one readable article.
            ModelError: a process cannot load the model.
        """
        if not self._workers:
            raise Busy("this server does not extract", hint="Use `dateline extract`.")
        if not self._seats.acquire(blocking=False):
            raise Busy("all extraction processes are taken", hint="Try again in a moment.")
        try:
            return self._extract(job)
        finally:
            self._seats.release()

    def is_ready(self) -> bool:
        """Return whether at least one process has loaded the model, or none is wanted."""
        return not self._workers or any(worker.is_ready() for worker in self._all)

    def _extract(self, job: Job) -> bytes:
        self.start()
        try:
            worker = self._idle.get(timeout=self._seconds + START_SECONDS)
        except queue.Empty:
            raise Busy("all extraction processes are taken", hint="Try again later.") from None
        try:
            found = worker.ask(job, self._seconds)
        finally:
            self._idle.put(worker)
        if found.code is None:
            return found.body
        if found.code == FAULT:
            raise DatelineError(found.what)
        kind = _ERRORS.get(found.code, ReadingError)
        error = kind(found.what, where=found.where, hint=found.hint)
        error.code = found.code  # the reader has more kinds of unreadable than the server has
        raise error


class _Worker:
    """One process with its socket; used by one thread at a time."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._decoder = msgspec.msgpack.Decoder(Answer)
        self._process, self._connection = _spawn(self._language)
        self._ready = False
        self._lock = threading.Lock()

    def is_ready(self) -> bool:
        """Return whether the process has loaded its model; one that ended is started again."""
        if not self._lock.acquire(blocking=False):
            return self._ready  # it is at work
        try:
            if self._process.poll() is not None:
                self._replace()
            elif not self._ready and self._connection.poll(0):
                self._await_ready()
        except (EOFError, OSError, ModelError):
            self._replace()
        finally:
            self._lock.release()
        return self._ready

    def ask(self, job: Job, seconds: float) -> Answer:
        with self._lock:
            return self._ask(job, seconds)

    def _ask(self, job: Job, seconds: float) -> Answer:
        try:
            if self._process.poll() is not None:
                self._replace()
            self._await_ready()
            self._connection.send_bytes(msgspec.msgpack.encode(job))
            if not self._connection.poll(seconds):
                self._replace()
                raise TimeLimit(
                    f"the article took longer than {seconds:g} s",
                    hint="Post a shorter text, or run `dateline extract` on it.",
                )
            return self._decoder.decode(self._connection.recv_bytes())
        except (EOFError, OSError) as error:
            LOGGER.exception("an extraction process ended while at work")
            self._replace()
            raise ModelError("the extraction process ended", hint="Try again.") from error

    def stop(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()

    def _await_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._ready:
            if not self._connection.poll(max(deadline - time.monotonic(), 0)):
                self._replace()
                raise ModelError("the language model does not load in time")
            first = self._decoder.decode(self._connection.recv_bytes())
            self._ready = first.code is None
            if not self._ready:
                self._replace()
                # Folders of the server are its keeper's business, not the reader's.
                LOGGER.error("%s", ModelError(first.what, where=first.where, hint=first.hint))
                raise ModelError(f"the language model does not load: {first.what}")

    def _replace(self) -> None:
        self.stop()
        self._process, self._connection = _spawn(self._language)
        self._ready = False


def _spawn(language: str) -> "tuple[subprocess.Popen[bytes], Connection[bytes, bytes]]":
    ours, theirs = Pipe()
    process = subprocess.Popen(  # noqa: S603 - our own module, no shell
        [sys.executable, "-m", "api.extraction_worker", str(theirs.fileno()), language],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
    )
    theirs.close()
    return process, ours
