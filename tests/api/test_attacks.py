"""Nothing that a stranger sends as SQL hurts: not the server, not its files, not the others."""

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from api.app import create_app
from api.settings import Settings
from tests.api.attacks import ATTACKS, ENDLESS, LONG, MEMORY, Attack

Client = TestClient[Litestar]
CODES = {"refused": "sql", "limited": "sql-limit", "harmless": None}
QUICK = [attack for attack in ATTACKS if attack not in (*ENDLESS, *LONG, *MEMORY)]
HEAVY = [*ENDLESS, *LONG, *MEMORY]
SECRET = "the-canary-in-the-environment"
MEMORY_LIMIT = 300_000_000


@pytest.fixture(scope="module")
def server(releases: Path) -> Iterator[Client]:
    """Return a client of a server with short limits, whose environment holds a secret."""
    os.environ["DATELINE_TEST_SECRET"] = SECRET
    settings = Settings(
        releases=releases,
        extract_workers=0,
        sql_workers=3,
        sql_seconds=1.0,
        sql_memory=MEMORY_LIMIT,
        sql_max_bytes=4_000_000,
    )
    try:
        with TestClient(create_app(settings), raise_server_exceptions=False) as found:
            yield found
    finally:
        del os.environ["DATELINE_TEST_SECRET"]


@pytest.fixture(scope="module")
def url(release: str) -> str:
    return f"/v1/releases/{release}/sql"


def placed(attack: Attack, releases: Path) -> str:
    return attack.query.replace("{release}", str(releases / "2026.03.02"))


def send(server: Client, url: str, attack: Attack, releases: Path) -> httpx.Response:
    query = placed(attack, releases)
    return server.post(url, content=query.encode(), headers={"Content-Type": "application/sql"})


def check(answer: httpx.Response, attack: Attack, releases: Path) -> None:
    """Fail unless the attack ended as it must, without a word about the server."""
    given = {} if answer.status_code == 200 else answer.json()
    assert answer.status_code in (200, 422)
    assert given.get("code") in {CODES[o] for o in attack.outcomes}, answer.text[:500]
    told = f"{given['detail']} {given.get('hint')}" if given else answer.text
    for secret in (str(releases), SECRET, "root:", "/proc/", "site-packages", "/usr/"):
        if secret not in placed(attack, releases):
            assert secret not in told


def test_there_are_enough() -> None:
    """The table holds more than eighty attacks, none of them twice."""
    assert len({attack.query for attack in ATTACKS}) == len(ATTACKS) > 80


@pytest.mark.parametrize("attack", QUICK, ids=lambda a: f"{a.group}: {a.query[:40]}")
def test_attack(server: Client, url: str, releases: Path, attack: Attack) -> None:
    """What is not a question to the release is refused; what is, gives nothing else away."""
    check(send(server, url, attack, releases), attack, releases)


def test_heavy_attacks_hold_nobody_up(
    server: Client, url: str, releases: Path, release: str
) -> None:
    """Queries that never end or take all memory are stopped, while pages are answered."""
    done = threading.Event()
    pages: list[int] = []

    def read() -> None:
        while not done.is_set():
            pages.append(server.get(f"/v1/releases/{release}/events?limit=5").status_code)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        with ThreadPoolExecutor(2) as attackers:
            answers = list(attackers.map(lambda attack: send(server, url, attack, releases), HEAVY))
    finally:
        done.set()
        reader.join()
    for attack, answer in zip(HEAVY, answers, strict=True):
        check(answer, attack, releases)
    assert set(pages) == {200}
    assert len(pages) > len(HEAVY)
    after = server.get(url, params={"q": "SELECT 1 AS n"})
    assert after.json()["rows"] == [{"n": 1}], after.text


def test_nothing_was_written(releases: Path) -> None:
    """No attack left a file behind, in the release or where it named one."""
    assert not list(Path("/tmp").glob("dateline-attack*"))
    expected = {"2026.03.01", "2026.03.02"}
    assert {path.name for path in releases.iterdir() if path.name[0] != "."} == expected


def children(process: str) -> list[str]:
    """Return the ids of the processes that *process* started."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return [child for task in tasks for child in (task / "children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs Linux's /proc")
def test_processes_are_confined(server: Client, url: str) -> None:
    """A query process has little memory, writes no file, and knows nothing of the server."""
    until = time.monotonic() + 30
    workers: list[str] = []
    while not workers and time.monotonic() < until:  # the nursery itself may be new just now
        server.get(url, params={"q": f"SELECT {len(workers)} AS n, random() AS r"})
        workers = [
            child
            for nursery in children("self")
            if b"api.sql.nursery" in Path(f"/proc/{nursery}/cmdline").read_bytes()
            for child in children(nursery)
        ]
    assert workers
    for worker in workers:
        assert SECRET.encode() not in Path(f"/proc/{worker}/environ").read_bytes()
        status = dict(
            line.split(":\t", 1)
            for line in Path(f"/proc/{worker}/status").read_text().splitlines()
            if ":\t" in line
        )
        if status["NoNewPrivs"] != "1":
            continue  # it starts just now
        limits = {
            line[:26].strip(): line[26:].split()[0]
            for line in Path(f"/proc/{worker}/limits").read_text().splitlines()[1:]
        }
        assert limits["Max file size"] == limits["Max core file size"] == "0"
        assert int(limits["Max address space"]) < 4_000_000_000
        assert int(status["VmHWM"].split()[0]) * 1024 < 3 * MEMORY_LIMIT
