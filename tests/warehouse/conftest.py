"""Releases that several tests read; none of them may change one."""

import datetime as dt

import pytest

from tests.warehouse.synthetic import extraction, failure, text_of
from warehouse import Warehouse, freeze

DAY = dt.date(2026, 11, 22)
ARTICLES = 24


@pytest.fixture(scope="session")
def loaded(tmp_path_factory):
    """A warehouse of `ARTICLES` articles, some revised, some not to be published whole."""
    path = tmp_path_factory.mktemp("loaded") / "news.duckdb"
    with Warehouse.open(path) as warehouse:
        warehouse.load_many([extraction(number) for number in range(ARTICLES)])
        warehouse.load(extraction(3, text_of(3) + " A later version."))
        warehouse.load(extraction(5, rights="excerpt"))
        warehouse.load(extraction(7, rights="closed"))
        warehouse.load(extraction(8, "Long 👩 words, “quoted”\r\n" * 60, rights="closed"))
        warehouse.add_failures([failure(1), failure(2)])
    return path


@pytest.fixture(scope="session")
def sound_release(loaded, tmp_path_factory):
    """The release of `loaded`."""
    folder = tmp_path_factory.mktemp("releases")
    return freeze(loaded, folder, day=DAY, tool_versions={"dateline": "0.1.0"})
