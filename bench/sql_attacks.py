"""What attacks by SQL do to a server: ``python -m bench.sql_attacks [--groups A,B]``.

Starts ``dateline serve`` as users do, asks it for pages at a steady rate, quiet first and then
while strangers send the attacks of `tests/api/attacks.py` two at a time. Prints for each group
how the attacks ended, how long the slowest took, and the p50 and p99 of the pages; then the most
memory a query process had. The goal: p99 during attacks at most three times the quiet one.
"""

import argparse
import contextlib
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.api.attacks import ATTACKS, Attack

RATE = 50.0
"""Pages a second."""
WARM_SECONDS = 10.0
"""For the indexes of the releases, which are made when a server first sees them."""
QUIET_SECONDS = 20.0
ATTACKERS = 2
SECONDS = "2"
"""Time limit of a query."""
PAGES = ("events?limit=100", "statements?limit=20", "events?type=CONSULT&limit=50")


class Ended(NamedTuple):
    """How one attack ended."""

    group: str
    outcome: str
    seconds: float


class Reader(threading.Thread):
    """Asks for a page at a steady rate and remembers how long each took."""

    def __init__(self, port: int, release: str) -> None:
        super().__init__(daemon=True)
        self._port = port
        self._release = release
        self.times: list[tuple[float, float]] = []
        self.failed = 0
        self.done = threading.Event()

    def run(self) -> None:
        """Ask until `done`."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        due, number = time.perf_counter(), 0
        while not self.done.is_set():
            time.sleep(max(due - time.perf_counter(), 0))
            begun = time.perf_counter()
            path = PAGES[number % len(PAGES)]
            connection.request("GET", f"/v1/releases/{self._release}/{path}")
            answer = connection.getresponse()
            answer.read()
            self.times.append((begun, time.perf_counter() - begun))
            self.failed += answer.status != 200
            number += 1
            due = max(due + 1 / RATE, time.perf_counter() - 1)

    def between(self, first: float, last: float) -> tuple[float, float, int]:
        """Return p50 and p99 in milliseconds, and the number, of the pages asked then."""
        taken = sorted(1000 * taken for begun, taken in self.times if first <= begun < last)
        if len(taken) < 2:
            return 0.0, 0.0, len(taken)
        marks = statistics.quantiles(taken, n=100, method="inclusive")
        return marks[49], marks[98], len(taken)


def main() -> None:
    """Print the table of attacks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=Path, help="folder of releases (default: a small one)")
    parser.add_argument("--groups", default="", help="groups of attacks, with commas between")
    options = parser.parse_args()
    groups = [name for name in options.groups.split(",") if name]
    attacks = [attack for attack in ATTACKS if not groups or attack.group in groups]
    with contextlib.ExitStack() as stack:
        folder = options.releases
        if folder is None:
            from tests.api.conftest import build_releases  # noqa: PLC0415

            folder = build_releases(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        port, server = stack.enter_context(_running(folder))
        release = _ask(port, "/v1/releases")["latest"]
        _attack(port, release, Attack("", "SELECT 1", ("harmless",)))
        _report(port, release, server, attacks)


def _report(port: int, release: str, server: int, attacks: list[Attack]) -> None:
    reader = Reader(port, release)
    reader.start()
    time.sleep(WARM_SECONDS)
    begun = time.perf_counter()
    time.sleep(QUIET_SECONDS)
    quiet = reader.between(begun, time.perf_counter())
    print(f"{'group':20} {'attacks':>7} {'refused':>8} {'harmless':>8} {'limited':>8}"
          f" {'slowest s':>9} {'p50 ms':>7} {'p99 ms':>7} {'pages':>6}")  # fmt: skip
    print(f"{'quiet':20} {'':44} {quiet[0]:7.1f} {quiet[1]:7.1f} {quiet[2]:6}")
    peak = 0
    first = time.perf_counter()
    for group in dict.fromkeys(attack.group for attack in attacks):
        start = time.perf_counter()
        with ThreadPoolExecutor(ATTACKERS) as strangers:
            mine = [attack for attack in attacks if attack.group == group]
            ended = list(strangers.map(lambda a: _attack(port, release, a), mine))
        peak = max(peak, _peak(server))
        counts = Counter(e.outcome for e in ended)
        p50, p99, number = reader.between(start, time.perf_counter())
        print(
            f"{group:20} {len(ended):7} {counts['refused']:8} {counts['harmless']:8}"
            f" {counts['limited']:8} {max(e.seconds for e in ended):9.2f} {p50:7.1f} {p99:7.1f}"
            f" {number:6}",
            flush=True,
        )
    during = reader.between(first, time.perf_counter())
    reader.done.set()
    reader.join()
    print(
        f"{'all attacks':20} {len(attacks):7} {'':36}"
        f" {during[0]:7.1f} {during[1]:7.1f} {during[2]:6}"
    )
    print(
        f"p99 of a page during attacks: {during[1] / quiet[1]:.1f} times the quiet one;"
        f" pages that failed: {reader.failed}; most memory of a query process:"
        f" {peak / 1e6:.0f} MB"
    )


def _attack(port: int, release: str, attack: Attack) -> Ended:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    begun = time.perf_counter()
    connection.request(
        "POST",
        f"/v1/releases/{release}/sql",
        body=attack.query.encode(),
        headers={"Content-Type": "application/sql"},
    )
    answer = connection.getresponse()
    body = answer.read()
    taken = time.perf_counter() - begun
    connection.close()
    if answer.status == 200:
        return Ended(attack.group, "harmless", taken)
    code = json.loads(body)["code"]
    return Ended(attack.group, {"sql": "refused", "sql-limit": "limited"}.get(code, code), taken)


def _ask(port: int, path: str) -> dict[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    found: dict[str, str] = json.loads(connection.getresponse().read())
    connection.close()
    return found


@contextlib.contextmanager
def _running(releases: Path) -> Generator[tuple[int, int]]:
    environment = {
        **os.environ,
        "DATELINE_RELEASES": str(releases),
        "DATELINE_EXTRACT_WORKERS": "0",
        "DATELINE_SQL_SECONDS": SECONDS,
        "DATELINE_SQL_PER_MINUTE": "0",
        "DATELINE_LOG": "off",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline().split("127.0.0.1:")[1].split()[0])
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def _peak(process: int) -> int:
    """Return the most memory, in bytes, of any query process below *process*."""
    waiting, peak = [str(process)], 0
    while waiting:
        found = waiting.pop()
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{found}/task").iterdir():
                waiting += (task / "children").read_text().split()
            if b"api.sql.nursery" in Path(f"/proc/{found}/cmdline").read_bytes():
                status = Path(f"/proc/{found}/status").read_text()
                line = next(n for n in status.splitlines() if n.startswith("VmHWM"))
                peak = max(peak, int(line.split()[1]) * 1024)
    return peak


if __name__ == "__main__":
    main()
