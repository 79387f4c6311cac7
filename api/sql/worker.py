"""A process that runs queries. `api.sql.nursery` starts it.

It speaks msgpack over a socket: takes a `Setup`, confines itself, says `Ready`, then answers
each `Job` with a `Refusal` or with a `Head`, `Chunk`s and an `End`. The server has it killed
at the time limit; whatever a query does to it is gone with it.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from api.sql.encoding import columns, encoded, warm_up
from api.sql.messages import Chunk, End, Head, Job, Ready, Refusal, Reply, Setup
from schemas.errors import DatelineError
from warehouse.sql import Limits, Session, SqlError, confine
from warehouse.sql.confinement import allow_cpu
from warehouse.sql.diagnosis import out_of_memory

_NICE = 10
"""Pages come first: queries get the processors that answering pages leaves."""
_OPEN_RELEASE = 256_000_000


class WithoutPandas:
    """Hides pandas, which pyarrow would load where it is installed, and which takes a second."""

    def find_spec(self, name: str, *_: object) -> None:
        """Raise ImportError for pandas; leave the rest to the finders that follow."""
        if name.partition(".")[0] == "pandas":
            raise ImportError(name)


class Desk:
    """Answers jobs, keeping the release of the last one open."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._session: Session | None = None
        self._open = ""

    def answer(self, job: Job) -> Iterator[Reply]:
        """Yield the replies to *job*."""
        try:
            yield from self._result(job)
        except SqlError as error:
            yield _refusal(error)
        except MemoryError:
            yield _refusal(out_of_memory())
        except RecursionError:
            yield _refusal(SqlError("the query is nested too deeply", hint="Flatten it."))
        except DatelineError as error:
            yield Refusal(code=error.code, what="the release cannot be opened for queries")

    def _result(self, job: Job) -> Iterator[Reply]:
        session = self._opened(job.database)
        yield Ready(held=())  # the time of the query begins here
        result = session.run(job.text, rows=job.rows, parameters=job.parameters)
        body = encoded(result, job.format, job.release)
        first = next(body, b"")  # a type that the format cannot hold shows here
        yield Head(
            columns=columns(result),
            rows=result.table.num_rows,
            cut=result.cut,
            repeatable=result.repeatable,
        )
        yield Chunk(first)
        yield from map(Chunk, body)
        yield End()

    def _opened(self, database: str) -> Session:
        if self._session is None or self._open != database:
            if self._session is not None:
                self._session.close()
            self._session, self._open = Session(Path(database), self._limits), database
        return self._session


def _refusal(error: SqlError) -> Refusal:
    return Refusal(
        code=error.code,
        what=error.what,
        hint=error.hint,
        offset=error.offset,
        candidates=error.candidates,
    )


def load() -> None:
    """Load everything that a query process uses; a confined one reads no modules."""
    sys.meta_path.insert(0, WithoutPandas())
    warm_up()


def work(connection: "Connection[bytes, bytes]") -> None:
    """Answer the jobs that come over *connection* until the other side closes it."""
    setup = msgspec.msgpack.decode(connection.recv_bytes(), type=Setup)
    limits = Limits(rows=setup.rows, bytes=setup.bytes, seconds=setup.seconds, memory=setup.memory)
    with contextlib.suppress(OSError):
        os.nice(_NICE)
    # Beyond what DuckDB may use stands the result in Arrow and in its own format, and what an
    # open release takes (measured: 160 MB of address space).
    room = setup.memory + 4 * setup.bytes + _OPEN_RELEASE
    held = confine(readable=[Path(folder) for folder in setup.readable], memory=room)
    desk = Desk(limits)
    connection.send_bytes(msgspec.msgpack.encode(Ready(held=held)))
    decoder = msgspec.msgpack.Decoder(Job)
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            job = decoder.decode(connection.recv_bytes())
            allow_cpu(3 * setup.seconds)
            for reply in desk.answer(job):
                connection.send_bytes(msgspec.msgpack.encode(reply))
