"""The server beside its peers on the same million events: CPU time of the server a request.

`python -m bench.publish` makes the release once in a cache folder, starts dateline, Datasette,
ROAPI and a naive DuckDB server one after another (the first two peers from PyPI, each in an
environment of its own), and nginx for downloads if it is installed. What is told is the CPU time
of the server's own processes, user and system, so that other work on the machine counts little.
"""

import argparse
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.publish_data import RELEASE, build
from bench.publish_peers import NAIVE, NGINX, ROAPI, datasette_database
from warehouse import build_index

REPOSITORY = Path(__file__).parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "dateline-bench"
_TYPES = "ASSAULT ACCUSE COOPERATE AGREE SUPPORT PROTEST COERCE REQUEST REJECT THREATEN AID".split()
_MODALITIES = ("asserted", "planned", "possible", "denied")
_REQUESTS = 600
_TICK = os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Print the table; leave out, with a line that says so, what is not installed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=CACHE, help="where data and peers are kept")
    parser.add_argument("--events", type=int, default=1_000_000)
    args = parser.parse_args()
    folder: Path = args.cache
    folder.mkdir(parents=True, exist_ok=True)
    release = build(folder / f"releases-{args.events}", args.events)
    started = time.process_time()
    fresh = not (release.parent / ".index" / release.name).exists()
    build_index(release)
    if fresh:
        print(f"index of {args.events:,} events: {time.process_time() - started:.1f} s of CPU")
    print(f"{'':34}{'ms of CPU':>12}{'kB':>9}")
    _dateline(release)
    _datasette(folder, release)
    _roapi(folder, release)
    _naive(release)
    _downloads(folder, release)
    return 0


def _dateline(release: Path) -> None:
    root = f"/v1/releases/{RELEASE}"
    settings = {
        "DATELINE_RELEASES": str(release.parent),
        "DATELINE_EXTRACT_WORKERS": "0",
        "DATELINE_READ_PER_MINUTE": "0",
        "DATELINE_LOG": "off",
    }
    command = [sys.executable, "-m", "api.cli", "serve"]
    with served("dateline", command, "--port", f"{root}/events?limit=1", env=settings) as server:
        server.wait_for(f"{root}/search?q=mo")  # until the index is open
        ids = _ids(server, f"{root}/events?limit=1000&fields=record_id")
        pages = [f"{root}/events?{query}" for query in queries("{}={}")]
        server.measure("page, two filters", pages)
        deep = _deep(server, f"{root}/events?modality=asserted&limit=100", 400)
        server.measure("page, 400 pages down", [deep])
        server.measure("page, two filters, zstd", pages, {"Accept-Encoding": "zstd"})
        server.measure("page, sorted by day", [f"{p}&sort=-date_start" for p in pages])
        for name, query in (
            ("list filter and range", "country=UA&date_start__gte=2024-01-01"),
            ("contains", "actors.name__contains=bakude"),
            ("two sort columns", "type=AID&sort=-confidence,date_start"),
            ("facets of two columns", "country=UA&facets=type,places.country"),
        ):
            server.measure(name, [f"{root}/events?{query}"], count=60)
        server.measure("one record", [f"{root}/events/{key}" for key in ids])
        server.measure("search, one word", [f"{root}/search?q={w}" for w in _WORDS], count=100)
        server.measure("search, two words", [f"{root}/search?q=namo+{w}" for w in _WORDS], count=60)
        server.measure(
            "search, a phrase", [f"{root}/search?q=%22mo+{w}%22" for w in _WORDS], count=20
        )


_WORDS = ("bafeto", "monafeku", "deri", "suku", "defede", "kuli", "nade")


def _datasette(folder: Path, release: Path) -> None:
    python = environment(folder / "venv-datasette", ["datasette"])
    if python is None:
        return
    database = datasette_database(release, folder / "datasette.db")
    command = [str(python), "-m", "datasette", "serve", "--nolock", str(database)]
    command += ["--setting", "sql_time_limit_ms", "60000"]
    with served("Datasette", command, "--port", "/-/versions.json") as server:
        extra = "_size=100&_nofacet=1&_shape=objects"
        pages = [f"/datasette/events.json?{q}&{extra}" for q in queries("{}={}")]
        server.measure("page, two filters", pages, count=200)
        server.measure("page, without total", [f"{p}&_nocount=1" for p in pages], count=200)
        records = [f"/datasette/events/{number}.json" for number in range(1, 1000, 7)]
        server.measure("one record", records, count=200)


def _roapi(folder: Path, release: Path) -> None:
    python = environment(folder / "venv-roapi", ["roapi"])
    if python is None:
        return
    config = folder / "roapi.yml"

    def configure(port: int) -> None:
        config.write_text(ROAPI.format(port=port, path=release / "events.parquet"))

    command = [str(python.parent / "roapi"), "-c", str(config)]
    with served("ROAPI", command, "", "/health", prepare=configure) as server:
        queried = [f"/api/tables/events?{q}&limit=100" for q in queries("filter[{}]='{}'")]
        queried = [f"{query}&sort=article_id,start" for query in queried]  # the same page each time
        server.measure("page, two filters", [q.replace("'", "%27") for q in queried], count=60)


def _naive(release: Path) -> None:
    file = {"NAIVE_DATABASE": str(release / "dateline.duckdb"), "PYTHONPATH": str(REPOSITORY)}
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "asgi"]
    command += ["--log-level", "error", NAIVE]
    with served("naive DuckDB", command, "--port", "/?type=AID", env=file) as server:
        pages = [f"/?{query}" for query in queries("{}={}")]
        server.measure("page, two filters", pages, count=60)


def _downloads(folder: Path, release: Path) -> None:
    """Print gigabytes a CPU-second for whole files, nginx with sendfile beside us."""
    root = f"/v1/releases/{RELEASE}/files"
    settings = {
        "DATELINE_RELEASES": str(release.parent),
        "DATELINE_EXTRACT_WORKERS": "0",
        "DATELINE_READ_PER_MINUTE": "0",
        "DATELINE_LOG": "off",
    }
    command = [sys.executable, "-m", "api.cli", "serve"]
    print(f"\n{'':34}{'GB a CPU-s':>12}")
    with served("dateline", command, "--port", f"{root}/SHA256SUMS", env=settings) as server:
        server.wait_for(f"/v1/releases/{RELEASE}/search?q=mo")  # until the index is open
        server.download("events.parquet", f"{root}/events.parquet")
        server.download("events.csv, zstd", f"{root}/events.csv", "zstd")
        server.download("events.ndjson, zstd", f"{root}/events.ndjson", "zstd")
        server.download("events.csv, unpacked", f"{root}/events.csv")
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        print("nginx is not installed")
        return
    config = folder / "nginx.conf"

    def configure(port: int) -> None:
        config.write_text(NGINX.format(port=port, root=release, folder=folder))

    command = [nginx, "-c", str(config)]
    with served("nginx", command, "", "/SHA256SUMS", prepare=configure) as server:
        server.download("events.parquet", "/events.parquet")


class Server:
    """A running server and what its requests cost."""

    def __init__(self, name: str, process: subprocess.Popen[bytes], port: int) -> None:
        self._name = name
        self._process = process
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Return status and body."""
        self._connection.request("GET", path, headers=headers or {})
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def wait_for(self, path: str, seconds: int = 300) -> None:
        """Return when *path* answers 200."""
        for _ in range(seconds * 5):
            try:
                if self.get(path)[0] == 200:
                    return
            except OSError:
                self._connection.close()
            time.sleep(0.2)
        raise SystemExit(f"{self._name} does not answer {path}")

    def measure(
        self,
        what: str,
        paths: Sequence[str],
        headers: dict[str, str] | None = None,
        count: int = _REQUESTS,
    ) -> None:
        """Print what one of *paths* costs, over *count* requests."""
        for path in paths[:30]:
            status, body = self.get(path, headers)
            if status != 200:
                print(f"  {what}: {path} answers {status}: {body[:200]!r}")
                return
        sent, before = 0, self.cpu()
        for number in range(count):
            sent += len(self.get(paths[number % len(paths)], headers)[1])
        cost = (self.cpu() - before) / count * 1000
        label = f"{self._name}: {what}"
        print(f"{label:34}{cost:12.2f}{sent / count / 1000:9.1f}", flush=True)

    def download(self, what: str, path: str, coding: str = "identity", times: int = 12) -> None:
        """Print how many gigabytes of *path* a CPU-second sends."""
        self._receive(path, coding)
        before, sent = self.cpu(), 0
        for _ in range(times):
            sent += self._receive(path, coding)
        label = f"{self._name}: {what}"
        print(f"{label:34}{sent / 1e9 / max(self.cpu() - before, 0.01):12.2f}", flush=True)

    def _receive(self, path: str, coding: str) -> int:
        request = f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {coding}\r\n"
        with socket.create_connection(("127.0.0.1", self._port)) as connection:
            connection.sendall(f"{request}Connection: close\r\n\r\n".encode())
            buffer, received = bytearray(1 << 20), 0
            while part := connection.recv_into(buffer):
                received += part
        return received

    def cpu(self) -> float:
        """Return the seconds of CPU that the server's processes have used."""
        ticks = 0
        for pid in _family(self._process.pid):
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            ticks += int(fields[11]) + int(fields[12])
        return ticks / _TICK


def _family(pid: int) -> list[int]:
    found = [pid]
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            except OSError:
                continue
            if int(parent) == pid:
                found += _family(int(process.name))
    return found


@contextmanager
def served(
    name: str,
    command: list[str],
    port_option: str,
    ready: str,
    env: dict[str, str] | None = None,
    prepare: Callable[[int], object] = lambda _: None,
) -> Generator[Server]:
    """Run *command* on a free port until the block ends; it begins when *ready* answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    prepare(port)
    if port_option:
        command = [*command, port_option, str(port)]
    process = subprocess.Popen(
        command,
        env={**os.environ, **(env or {})},
        cwd=REPOSITORY,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        server = Server(name, process, port)
        server.wait_for(ready)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def queries(form: str) -> list[str]:
    """Return query strings with two filters each, in the *form* of one filter of the server."""
    chance = random.Random(7)  # noqa: S311 - the same queries every time
    return [
        "&".join(
            form.format(column, chance.choice(values))
            for column, values in (("type", _TYPES), ("modality", _MODALITIES))
        )
        for _ in range(300)
    ]


def environment(folder: Path, packages: list[str]) -> Path | None:
    """Return the Python of an environment with *packages*; None where they cannot be had."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        done = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", *packages], check=False, capture_output=True
        )
        if done.returncode:
            shutil.rmtree(folder)
            print(f"{', '.join(packages)} cannot be installed")
            return None
    return python


def _ids(server: Server, path: str) -> list[str]:
    return [row["record_id"] for row in json.loads(server.get(path)[1])["rows"]]


def _deep(server: Server, path: str, pages: int) -> str:
    following = path
    for _ in range(pages):
        found = json.loads(server.get(following)[1])["next_url"]
        following = found[found.index("/v1/") :]
    return following


if __name__ == "__main__":
    sys.exit(main())
