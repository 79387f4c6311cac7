"""Real clients over a real socket: polars, pandas, DuckDB and curl against `dateline serve`."""

import contextlib
import datetime as dt
import hashlib
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import httpx
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from schemas.derived.frames import polars_schema
from schemas.tables import TABLE_BY_NAME
from warehouse import Warehouse, freeze

from .conftest import synthetic

ARTICLES = 600


class Counter:
    """A proxy that counts the bytes coming back from the server."""

    def __init__(self, port: int) -> None:
        self.received = 0
        self._target = port
        self._server = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = [self._server]
        self.port = self._server.getsockname()[1]
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
            sink.shutdown(socket.SHUT_WR)


def _padding(number: int) -> str:
    """Return 8,192 characters that hardly compress, the same for the same number."""
    return "".join(hashlib.sha256(f"{number}-{n}".encode()).hexdigest() for n in range(128))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a releases folder whose files are large enough to be worth reading in part."""
    found = tmp_path_factory.mktemp("clients")
    with Warehouse.open(found / "w.duckdb") as store:
        store.load_many(
            synthetic(n % 28 + 1, number=n, padding=_padding(n)) for n in range(ARTICLES)
        )
    freeze(found / "w.duckdb", found / "releases", day=dt.date(2026, 3, 2), tool_versions={})
    return found / "releases"


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """Return the address of ``dateline serve`` in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--releases", str(folder), "--port", "0"],
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
    yield address
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0
    process.stdout.close()


@pytest.fixture
def counter(server: str) -> Iterator[Counter]:
    found = Counter(int(server.rsplit(":", 1)[1]))
    yield found
    found.close()


def test_polars_scan_moves_only_a_part(counter: Counter, folder: Path) -> None:
    """A projected, filtered scan of `latest` gives the rows and moves a part of the bytes."""
    url = f"http://127.0.0.1:{counter.port}/v1/releases/latest/files/articles.parquet"
    found = (
        pl.scan_parquet(url)
        .select("article_id", "published")
        .filter(pl.col("published") == dt.date(2026, 1, 5))
        .collect()
    )
    path = folder / "2026.03.02" / "articles.parquet"
    assert found.height == pl.read_parquet(path).filter(published=dt.date(2026, 1, 5)).height > 0
    assert 0 < counter.received < path.stat().st_size / 4


def test_polars_scan_gives_the_declared_schema(server: str) -> None:
    """What polars sees over HTTP is what the declarations promise."""
    url = f"{server}/v1/releases/latest/files/events.parquet"
    frame = pl.scan_parquet(url).collect()
    assert frame.schema == polars_schema(TABLE_BY_NAME["events"])
    assert frame.height == ARTICLES


def test_pandas_reads_parquet_and_csv(server: str) -> None:
    """Pandas reads a file of a release and a page of rows as they are."""
    url = f"{server}/v1/releases/latest"
    frame = pd.read_parquet(f"{url}/files/statistics.parquet")
    page = pd.read_csv(f"{url}/statistics.csv?limit=7")
    assert len(frame) == ARTICLES
    assert list(page["record_id"]) == list(frame["record_id"][:7])


def test_duckdb_opens_the_downloaded_file(server: str, tmp_path: Path) -> None:
    """The release's DuckDB file, downloaded, opens and holds the tables."""
    path = tmp_path / "dateline.duckdb"
    url = f"{server}/v1/releases/latest/files/dateline.duckdb"
    path.write_bytes(httpx.get(url, follow_redirects=True, timeout=60).content)
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM events").fetchall() == [(ARTICLES,)]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_resumes_a_download(server: str, folder: Path, tmp_path: Path) -> None:
    """``curl -C -`` fetches the rest of a file that broke off, and the whole is the same."""
    wanted = (folder / "2026.03.02" / "articles.parquet").read_bytes()
    path = tmp_path / "articles.parquet"
    path.write_bytes(wanted[: len(wanted) // 3])
    url = f"{server}/v1/releases/latest/files/articles.parquet"
    subprocess.run(["curl", "-sSfL", "-C", "-", "-o", str(path), url], check=True)
    assert path.read_bytes() == wanted
    assert pq.read_metadata(path).num_rows == ARTICLES


def test_large_file_arrives_whole(server: str, folder: Path) -> None:
    """Chunks are put together again, byte for byte, over a real connection."""
    answer = httpx.get(
        f"{server}/v1/releases/2026.03.02/files/dateline.duckdb",
        headers={"Accept-Encoding": "identity"},
        timeout=60,
    )
    assert answer.content == (folder / "2026.03.02" / "dateline.duckdb").read_bytes()


def test_posted_article_is_extracted(server: str) -> None:
    """`POST /v1/extract` works behind the real server too."""
    body = {"id": "a", "text": "The mayor said on Monday that 30 houses were flooded."}
    answer = httpx.post(f"{server}/v1/extract", json=body, timeout=120)
    assert answer.status_code == 200
    assert answer.json()["id"] == "a"
