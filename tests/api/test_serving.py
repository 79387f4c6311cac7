"""A server that runs: it ends without cutting anybody off, and takes up releases as it goes."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from api.app import create_app
from api.settings import Settings

Client = TestClient[Litestar]
ROWS = 20_000
LARGE = f"/sql.csv?q=SELECT+repeat('x',1000)+AS+x+FROM+range({ROWS})"


@contextlib.contextmanager
def running(releases: Path, *arguments: str) -> Generator[tuple["subprocess.Popen[str]", int]]:
    """Run ``dateline serve``; give its process and its port."""
    environment = {
        **os.environ,
        "DATELINE_RELEASES": str(releases),
        "DATELINE_EXTRACT_WORKERS": "0",
        "DATELINE_LOG": "off",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    try:
        assert process.stdout is not None
        with process.stdout as said:
            port = int(said.readline().split("127.0.0.1:")[1].split()[0])
            yield process, port
    finally:
        process.kill()
        process.wait()


def ask(port: int, path: str) -> socket.socket:
    """Send a GET and return the connection; nothing is read of the answer yet."""
    asked = socket.create_connection(("127.0.0.1", port), timeout=60)
    asked.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    return asked


def rest(asked: socket.socket) -> bytes:
    """Return what is left of the answer."""
    parts: list[bytes] = []
    while part := asked.recv(1 << 20):
        parts.append(part)
    return b"".join(parts)


def test_the_end_cuts_nobody_off(releases: Path, release: str) -> None:
    """On SIGTERM new connections are refused, and a slow download that began comes whole."""
    with running(releases) as (process, port):
        reader = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        reader.request("GET", f"/v1/releases/{release}{LARGE}")
        answer = reader.getresponse()
        body = answer.read(100_000)
        process.send_signal(signal.SIGTERM)
        while part := answer.read(1 << 20):
            body += part
            time.sleep(0.02)
        reader.close()
        assert process.wait(timeout=60) == 0
    assert answer.status == 200
    assert body.count(b"x" * 1000) == ROWS
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_processes_count_together(releases: Path) -> None:
    """With several server processes any of them tells the numbers of all."""
    with running(releases, "--workers", "2") as (_, port):
        for _ in range(20):
            with ask(port, "/v1/releases") as asked:
                assert rest(asked).startswith(b"HTTP/1.1 200")
        with ask(port, "/metrics") as asked:
            lines = rest(asked).decode().splitlines()
    counted = [line for line in lines if line.startswith("dateline_requests_total")]
    assert any(line.endswith(" 20.0") and 'route="/v1/releases"' in line for line in counted)


@pytest.fixture
def growing(releases: Path, tmp_path: Path) -> Iterator[tuple[Client, Path]]:
    """Return a client of a server that has one release, and the folder it looks into."""
    folder = tmp_path / "releases"
    shutil.copytree(releases / "2026.03.01", folder / "2026.03.01")
    settings = Settings(releases=folder, extract_workers=0, rescan_seconds=0.02, read_per_minute=0)
    with TestClient(create_app(settings)) as client:
        yield client, folder


def test_a_new_release_appears_under_load(
    growing: tuple[Client, Path], releases: Path, tmp_path: Path
) -> None:
    """While readers ask without a pause a release appears: nobody sees a failure."""
    client, folder = growing
    old = "/v1/releases/2026.03.01"
    paths = (
        f"{old}/events?limit=2",
        "/v1/releases",
        "/v1/releases/latest/manifest.json",
        f"{old}/files/events.parquet",
        f"{old}/sql?q=SELECT+count(*)+FROM+events",
    )
    statuses: list[int] = []
    done = threading.Event()

    def read(path: str) -> None:
        while not done.is_set():
            statuses.append(client.get(path).status_code)

    readers = [threading.Thread(target=read, args=(path,)) for path in paths]
    for reader in readers:
        reader.start()
    try:
        shutil.copytree(releases / "2026.03.02", tmp_path / "aside")
        (tmp_path / "aside").rename(folder / "2026.03.02")
        _until(client, latest="2026.03.02")
        seen = len(statuses)
        while len(statuses) < 2 * seen:
            time.sleep(0.01)
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert set(statuses) == {200}


def _until(client: Client, *, latest: str) -> None:
    for _ in range(500):
        answer = client.get("/v1/releases")
        assert answer.status_code == 200, answer.text
        if answer.json()["latest"] == latest:
            return
        time.sleep(0.02)
    raise AssertionError(f"{latest} is not the newest")


@pytest.mark.parametrize("damage", ["manifest.json", "events.parquet", "dateline.duckdb"])
def test_a_damaged_release_is_refused(
    growing: tuple[Client, Path],
    releases: Path,
    damage: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is told what is wrong with it, on every path, and the others go on."""
    client, folder = growing
    shutil.copytree(releases / "2026.03.02", folder.parent / "aside")
    (folder.parent / "aside" / damage).write_bytes(b"nothing of the kind")
    (folder.parent / "aside").rename(folder / "2026.03.02")
    for path in ("", "/events", "/files/events.parquet", "/sql?q=SELECT+1", "/manifest.json"):
        for _ in range(100):
            answer = client.get(f"/v1/releases/2026.03.02{path}")
            if answer.status_code != 404:  # it was not seen yet
                break
            time.sleep(0.02)
        assert answer.status_code == 503
        assert "damaged" in answer.json()["detail"]
        assert str(folder) not in answer.text
    assert client.get("/v1/releases").json()["latest"] == "2026.03.01"
    assert client.get("/v1/releases/latest/events").status_code == 200
    assert "2026.03.02 is left out" in caplog.text
