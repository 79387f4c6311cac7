"""A process that brings forth query processes: ``python -m api.sql.nursery FD``.

Loading DuckDB and Arrow takes two seconds of a processor, so that whoever sent a query every
second that must be killed would keep one busy. This process loads them once, never opens a
database, and forks: a new query process then takes milliseconds and shares its memory.

Over the Unix socket *FD* come requests of five bytes: `b` and the socket of the child to bear
beside it, or `k` and the process id of a child to kill. Each is answered with four bytes, the
process id. As the parent kills and reaps its own children, an id never means another process.
"""

import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import warnings
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Final

from schemas.errors import ReleaseError

BEAR: Final = b"b"
KILL: Final = b"k"
_REQUEST: Final = struct.Struct("=ci")
_ANSWER: Final = struct.Struct("=i")

_ENVIRONMENT: Final = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    # Libraries reserve address space for each thread, a gigabyte in all if they are let.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "ARROW_IO_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
"""All that query processes know of the server's environment."""


class Nursery:
    """The server's side: starts the process, and asks it for children. For many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None

    def start(self) -> None:
        """Start the process if there is none; it loads while others go on."""
        with self._lock:
            self._started()

    def bear(self) -> "tuple[int, Connection[bytes, bytes]]":
        """Return the id of a new query process and the connection to it.

        Raises:
            ReleaseError: the process does not start.
        """
        ours, theirs = Pipe()
        try:
            with self._lock:
                asked = self._started()
                socket.send_fds(asked, [_REQUEST.pack(BEAR, 0)], [theirs.fileno()])
                return _answer(asked), ours
        except (OSError, EOFError) as error:
            ours.close()
            self.close()
            raise ReleaseError("the query process does not start", hint="Try again.") from error
        finally:
            theirs.close()

    def kill(self, child: int) -> None:
        """Kill a child and wait for its end; nothing happens if the process itself has ended."""
        with self._lock:
            if self._socket is None:
                return
            try:
                self._socket.sendall(_REQUEST.pack(KILL, child))
                _answer(self._socket)
            except (OSError, EOFError):
                self._ended()

    def close(self) -> None:
        """End the process; its children end when their connections close."""
        with self._lock:
            self._ended()

    def _ended(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._socket is not None:
            self._socket.close()
        self._process = self._socket = None

    def _started(self) -> socket.socket:
        if self._process is not None and self._process.poll() is not None:
            self._ended()
        if self._socket is None:
            ours, theirs = socket.socketpair()
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-m", "api.sql.nursery", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**_ENVIRONMENT, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
            theirs.close()
            self._socket = ours
        return self._socket


def _answer(asked: socket.socket) -> int:
    data = asked.recv(_ANSWER.size, socket.MSG_WAITALL)
    if len(data) < _ANSWER.size:
        raise EOFError
    child: int = _ANSWER.unpack(data)[0]
    return child


def main() -> None:
    """Bear and kill children until the server closes its side."""
    # Ctrl-C, and a manager that ends all processes at once, are the server's to handle: it lets
    # the queries that run come to their end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    from api.sql.worker import load, work  # noqa: PLC0415

    load()
    # Python 3.12 warns of threads when forking; those of the allocators survive it.
    warnings.simplefilter("ignore", DeprecationWarning)
    served = socket.socket(fileno=int(sys.argv[1]))
    while True:
        data, received, _, _ = socket.recv_fds(served, _REQUEST.size, 1)
        if len(data) < _REQUEST.size:
            return
        request, child = _REQUEST.unpack(data)
        if request == KILL:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        else:
            child = os.fork()
            if child == 0:
                served.close()
                work(Connection(received[0]))
                os._exit(0)
            os.close(received[0])
        served.sendall(_ANSWER.pack(child))


if __name__ == "__main__":
    main()
