"""One release large enough to be worth reading in part, behind a real server."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.conftest import synthetic
from tests.api.remote import Counter, counting, serving
from tests.environments import CATALOGUE_TOOLS, environment
from warehouse import Warehouse, freeze

ARTICLES = 600
DAY = dt.date(2026, 3, 2)


def padding(number: int, size: int = 128) -> str:
    """Return *size* × 64 characters that hardly compress, the same for the same number."""
    return "".join(hashlib.sha256(f"{number}-{n}".encode()).hexdigest() for n in range(size))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a releases folder with one release of `ARTICLES` articles and their records."""
    found = tmp_path_factory.mktemp("readers")
    with Warehouse.open(found / "w.duckdb") as store:
        store.load_many(
            synthetic(n % 28 + 1, number=n, padding=padding(n)) for n in range(ARTICLES)
        )
    freeze(found / "w.duckdb", found / "releases", day=DAY, tool_versions={})
    return found / "releases"


@pytest.fixture(scope="session")
def release_folder(folder: Path) -> Path:
    """Return the folder of the release that is served."""
    return folder / f"{DAY:%Y.%m.%d}"


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[str]:
    """Return the address of ``dateline serve`` in a process of its own."""
    with serving(folder) as address:
        yield address


@pytest.fixture
def counter(server: str) -> Iterator[Counter]:
    """Return a proxy before the server that counts what comes back."""
    with counting(server) as found:
        yield found


@pytest.fixture(scope="session")
def small(releases: Path) -> Iterator[str]:
    """Return the address of a server of small releases, for tools that read every row."""
    with serving(releases) as address:
        yield address


@pytest.fixture(scope="session")
def tools() -> Path:
    """Return the Python of the environment that holds the tools of others."""
    return environment(CATALOGUE_TOOLS)
