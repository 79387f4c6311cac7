"""Thousands of requests, right and wrong, made up from the description: none finds a fault."""

import atexit
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from litestar.testing import TestClient
from litestar.types import Receive, Scope, Send
from schemathesis.config import SchemathesisConfig

from api.app import create_app
from api.openapi import document
from api.row_query import RESERVED
from api.settings import Settings

EXAMPLES = 5
"""Made-up cases for each operation, beside those of the coverage phase."""
MAX_FILTERS = 32
CONFIG = {
    "generation": {"max-examples": EXAMPLES, "deterministic": True, "database": "none"},
    # Made-up releases and keys would lead to 404 alone; `test_problems` asks for those.
    "parameters": {"path.release": "2026.03.02", "path.key": "report-01"},
    "checks": {
        # An article may be well formed and still hold nothing to extract: 422.
        "positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", "404", "422"]},
    },
}


FOLDER = Path(tempfile.mkdtemp(prefix="dateline-schemathesis-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
SETTINGS = Settings(
    releases=FOLDER,
    max_extract_bytes=100_000,
    rescan_seconds=0.5,
    read_per_minute=0,
    sql_per_minute=0,
    extract_per_minute=0,
)
schemathesis.serializer.alias("application/sql", "text/plain")
# The operations must be known while tests are collected; the release comes with the fixture.
schema = schemathesis.openapi.from_dict(
    document(SETTINGS, release="2026.03.02"), config=SchemathesisConfig.from_dict(CONFIG)
)
APP = create_app(SETTINGS)


async def without_lifespan(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer requests alone: schemathesis would start and end the application for each test."""
    if scope["type"] == "lifespan":
        raise RuntimeError("the fixture starts and ends the application")
    await APP(scope, receive, send)


schema.app = without_lifespan


@pytest.fixture(scope="module")
def served(releases: Path) -> Iterator[None]:
    """Start the application, with the releases where it looks, and wait for its model."""
    shutil.copytree(releases, FOLDER, dirs_exist_ok=True)
    with TestClient(APP) as client:
        for _ in range(600):
            if client.get("/ready").status_code == 200:
                break
            time.sleep(0.2)
        yield


@schema.parametrize()
def test_no_request_finds_a_fault(case: schemathesis.Case, served: None) -> None:
    """Every answer has a documented status, type and shape, and wrong requests are refused."""
    if case.meta is None or case.meta.generation.mode.is_positive:
        _within_what_no_schema_says(case)
    case.call_and_validate()


def _within_what_no_schema_says(case: schemathesis.Case) -> None:
    """Take out what only words describe: cursors of no page, filters beyond the most allowed."""
    if not case.query:
        return
    case.query.pop("after", None)
    filters = [name for name in case.query if name not in RESERVED]
    for name in filters[MAX_FILTERS:]:
        del case.query[name]
