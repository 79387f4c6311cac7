"""Other origins: pages in a browser may read what the server answers."""

from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from api.app import create_app
from api.settings import Settings

Client = TestClient[Litestar]


@pytest.mark.parametrize("path", ["", "/events?limit=1", "/files/events.parquet", "/nosuch"])
def test_answers_are_open(client: Client, release: str, path: str) -> None:
    """Rows, files and errors alike may be read, with the headers that readers need."""
    answer = client.get(f"/v1/releases/{release}{path}", headers={"Origin": "https://a.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    exposed = answer.headers["access-control-expose-headers"]
    assert {"ETag", "Link", "Content-Range"} <= set(exposed.split(", "))


@pytest.mark.parametrize("path", ["/events", "/files/events.parquet"])
def test_a_browser_may_ask_for_ranges(client: Client, release: str, path: str) -> None:
    """The question before a ranged request is answered with methods and headers."""
    answer = client.options(
        f"/v1/releases/{release}{path}",
        headers={
            "Origin": "https://a.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "range",
        },
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert "GET" in answer.headers["access-control-allow-methods"]
    assert "Range" in answer.headers["access-control-allow-headers"]


def test_origins_can_be_shut_out(tmp_path: Path) -> None:
    """`none` sends no such header."""
    settings = Settings(releases=tmp_path, extract_workers=0, allow_origin="none")
    with TestClient(create_app(settings)) as client:
        answer = client.get("/health", headers={"Origin": "https://a.example"})
    assert "access-control-allow-origin" not in answer.headers
