"""The processes that run queries, apart from the server and killed at the time limit."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import msgspec

from api.errors import Busy
from api.sql.messages import Chunk, End, Head, Job, Ready, Refusal, Reply, Setup
from api.sql.nursery import Nursery
from api.sql.results import BrokenOff, Result
from api.sql.turns import Ticket, Turns
from schemas.errors import DatelineError, ReleaseError
from warehouse.sql import ResourceError, SqlError

LOGGER = logging.getLogger("dateline")
START_SECONDS: Final = 60.0
"""Longest time a process may take to load its libraries."""
GRACE: Final = 0.5
"""Seconds past the limit that DuckDB, which knows the limit, has to stop by itself."""
_ESCAPED: Final = 8
"""A body may be this many times the size of its result: JSON writes a control code in six."""


class SqlPool:
    """Some worker processes. For many threads."""

    def __init__(self, *, workers: int, limits: Setup) -> None:
        """Prepare *workers* processes within *limits*; start none yet."""
        self.limits = limits
        self.turns = Turns(workers)
        self.killed = 0
        self._workers = workers
        self._nursery = Nursery()
        self._idle: list[_Worker] = []
        self._all: list[_Worker] = []
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(
            workers + self.turns.waiting or 1, thread_name_prefix="dateline-sql"
        )

    def start(self) -> None:
        """Begin to load what query processes need; they themselves come with the queries."""
        if self._workers:
            self._nursery.start()

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            workers, self._all, self._idle = self._all, [], []
            self._workers = 0
        for worker in workers:
            worker.stop()
        self._nursery.close()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def begin(self, job: Job, client: str, on_end: Callable[[Result], None]) -> Result:
        """Return the result of *job*, which comes in as soon as it is the turn of *client*.

        *on_end* is told when nothing more comes, whether the result is whole or not.

        Raises:
            Busy: too many queries wait already, or this server runs none.
        """
        if not self._workers:
            raise Busy("this server runs no queries", hint="Download the DuckDB file.")
        ticket = self.turns.enter(client)
        result = Result(self.limits.bytes * _ESCAPED)
        self._threads.submit(self._run, job, ticket, result, on_end)
        return result

    def _run(
        self, job: Job, ticket: Ticket, result: Result, on_end: Callable[[Result], None]
    ) -> None:
        try:
            with self.turns.turn(ticket, self.limits.seconds + START_SECONDS):
                worker = self._taken()
                try:
                    worker.answer(job, result)
                finally:
                    self._give_back(worker)
        except DatelineError as error:
            result.fail(error)
        except BrokenOff:
            LOGGER.warning("the result of a query grew past its limit")
            result.fail(ResourceError("the result is too large", hint="Ask for fewer rows."))
        except Exception:
            LOGGER.exception("a query failed")
            result.fail(DatelineError("the query failed by a fault of the server"))
        finally:
            on_end(result)

    def _taken(self) -> "_Worker":
        """Return a process that has nothing to do."""
        with self._lock:
            if self._idle:
                return self._idle.pop()
            worker = _Worker(self.limits, self._nursery)
            self._all.append(worker)
            return worker

    def _give_back(self, worker: "_Worker") -> None:
        with self._lock:
            if worker.is_alive() and self._workers:
                self._idle.append(worker)
                return
            self.killed += 1
            if worker in self._all:
                self._all.remove(worker)
        worker.stop()


class _Worker:
    """One process with its socket; used by one thread at a time."""

    def __init__(self, limits: Setup, nursery: Nursery) -> None:
        self._seconds = limits.seconds
        self._nursery = nursery
        self._decoder: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)
        self._ready = self._ended = False
        self._stopping = threading.Lock()
        self._process, self._connection = nursery.bear()
        self._connection.send_bytes(msgspec.msgpack.encode(limits))

    def is_alive(self) -> bool:
        """Return whether the process can take another query."""
        return not self._ended

    def stop(self) -> None:
        """Kill the process."""
        with self._stopping:
            if not self._ended:
                self._ended = True
                self._nursery.kill(self._process)  # first: who waits for it hears the end
                self._connection.close()

    def answer(self, job: Job, result: Result) -> None:
        """Let the process write *result*; at the time limit it is killed.

        Raises:
            SqlError: what the process says of the query, or that it broke a limit.
            BrokenOff: the body grows past its limit.
        """
        try:
            self._await_ready()
            self._connection.send_bytes(msgspec.msgpack.encode(job))
            deadline = time.monotonic() + START_SECONDS
            while not self._take(reply := self._reply(deadline), result):
                if isinstance(reply, Ready | Head):  # running and writing have the time each
                    deadline = time.monotonic() + self._seconds + GRACE
        except TimeoutError:
            self.stop()
            raise ResourceError(
                f"the query took longer than {self._seconds:g} s",
                hint="Narrow it, or download the DuckDB file and query it at home.",
            ) from None
        except (EOFError, OSError):
            self.stop()
            raise ResourceError(
                "the query ended the process it ran in",
                hint="It needs too much memory, or is nested too deeply.",
            ) from None
        except BaseException:
            self._stop_if_busy(result)
            raise

    def _stop_if_busy(self, result: Result) -> None:
        if result.head.done() and not result.is_whole:
            self.stop()  # the rest of the body is still in the socket

    def _take(self, reply: Reply, result: Result) -> bool:
        """Hand one reply on; return whether it was the last."""
        match reply:
            case Refusal():
                raise _error(reply)
            case Head():
                result.begin(reply)
            case Chunk(data=data):
                result.write(data)
            case End():
                result.finish()
                return True
            case Ready():
                pass
        return False

    def _reply(self, deadline: float) -> Reply:
        if not self._connection.poll(max(deadline - time.monotonic(), 0)):
            raise TimeoutError
        return self._decoder.decode(self._connection.recv_bytes())

    def _await_ready(self) -> None:
        if self._ready:
            return
        deadline = time.monotonic() + START_SECONDS
        try:
            first = self._reply(deadline)
        except (TimeoutError, EOFError) as error:
            self.stop()
            raise ReleaseError("the query process does not start") from error
        if isinstance(first, Ready):
            self._ready = True
            LOGGER.info("a query process is held by %s", ", ".join(first.held))


def _error(refusal: Refusal) -> DatelineError:
    if refusal.code not in (SqlError.code, ResourceError.code):
        return ReleaseError(refusal.what)
    kind = ResourceError if refusal.code == ResourceError.code else SqlError
    return kind(
        refusal.what, hint=refusal.hint, offset=refusal.offset, candidates=refusal.candidates
    )
