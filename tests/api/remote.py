"""`dateline serve` in a process of its own, and a proxy that counts what readers fetch from it."""

import contextlib
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx


class Counter:
    """A proxy that counts the bytes coming back from the server, headers included.

    After *limit* bytes it breaks the connections off, as a bad line does.
    """

    def __init__(self, server: str, *, limit: int | None = None) -> None:
        self.received = 0
        self._limit = limit
        self._target = int(server.rsplit(":", 1)[1])
        self._server = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = [self._server]
        self.address = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections, and end those there are."""
        for each in self._open:
            each.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._server.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                self._open += [client, server]
                for pair in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self._pump, args=pair, daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self.received += len(data) * counted
                sink.sendall(data)
                if counted and self._limit is not None and self.received > self._limit:
                    break
            sink.shutdown(socket.SHUT_WR)


@contextmanager
def counting(server: str, *, limit: int | None = None) -> Iterator[Counter]:
    """Yield a proxy in front of *server* that has counted nothing yet."""
    counter = Counter(server, limit=limit)
    try:
        yield counter
    finally:
        counter.close()


@contextmanager
def serving(releases: Path) -> Iterator[str]:
    """Yield the address of ``dateline serve`` of the folder *releases*, and stop it in the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--releases", str(releases), "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    address = next(word for word in line.split() if word.startswith("http://"))
    for _ in range(300):
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{address}/health", timeout=5).status_code == 200:
                break
        time.sleep(0.1)
    try:
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        process.stdout.close()
