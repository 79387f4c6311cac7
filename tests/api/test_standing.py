"""How releases stand: withdrawn ones are gone below every path, deprecation is told."""

import asyncio
import datetime as dt
import shutil
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from api.app import create_app
from api.catalog import Catalog
from api.settings import Settings
from api.standing import TellStanding
from schemas.deprecations import Deprecation
from warehouse import generate_key, load_signer, public_keys, withdraw
from warehouse.manifest import SIGNATURE

Client = TestClient[Litestar]
FIRST, SECOND = "2026.03.01", "2026.03.02"
TODAY = dt.datetime.now(dt.UTC).date()
SOON = TODAY + dt.timedelta(days=30)
BELOW = (
    "",
    "/manifest.json",
    "/NOTES.md",
    "/SHA256SUMS",
    "/events",
    "/events.csv",
    "/events/schema",
    "/events/stats",
    "/events/ev_0",
    "/articles/report-01",
    "/search?q=roads",
    "/files/events.parquet",
    "/files/manifest.json",
    "/files/dateline.duckdb",
    "/sql?q=SELECT%201",
    f"/diff/{FIRST}",
    "/nothing/at/all",
)


@pytest.fixture
def served(releases: Path, tmp_path: Path) -> Callable[[], Client]:
    """Return what makes a client of a copy of the releases, which may be changed."""
    folder = tmp_path / "releases"
    shutil.copytree(releases, folder)
    settings = Settings(releases=folder, extract_workers=0, rescan_seconds=0)
    return lambda: TestClient(create_app(settings), raise_server_exceptions=False)


def test_everything_below_a_withdrawn_release_is_gone(
    served: Callable[[], Client], tmp_path: Path
) -> None:
    """Every path and method answers 410 and says why and what to use; `latest` goes on."""
    with served() as client:
        assert client.get(f"/v1/releases/{SECOND}/events").status_code == 200
        withdraw(tmp_path / "releases", SECOND, reason="Two names were wrong", day=TODAY)
        for below in BELOW:
            for method in ("GET", "HEAD", "POST", "OPTIONS", "DELETE"):
                answer = client.request(method, f"/v1/releases/{SECOND}{below}")
                assert answer.status_code == 410, (method, below)
                assert answer.headers["content-type"] == "application/problem+json"
            found = client.get(f"/v1/releases/{SECOND}{below}").json()
            assert (found["code"], found["status"]) == ("withdrawn", 410)
            assert found["reason"] == "Two names were wrong"
            assert found["withdrawn"] == str(TODAY)
            assert "Two names were wrong" in found["detail"]
        assert client.get(f"/v1/releases/{FIRST}/diff/{SECOND}").status_code == 410
        listed = client.get("/v1/releases").json()
        assert listed["latest"] == FIRST
        assert [entry["id"] for entry in listed["releases"]] == [FIRST]
        (entry,) = listed["withdrawn"]
        assert (entry["id"], entry["reason"]) == (SECOND, "Two names were wrong")
        led = client.get("/v1/releases/latest/events", follow_redirects=False)
        assert led.headers["location"] == f"/v1/releases/{FIRST}/events"


def test_the_successor_is_named(served: Callable[[], Client], tmp_path: Path) -> None:
    """A reader is led on, in the body and by a link."""
    withdraw(tmp_path / "releases", FIRST, reason="x", day=TODAY, erase=True)
    with served() as client:
        answer = client.get(f"/v1/releases/{FIRST}/events.csv")
        assert answer.status_code == 410
        assert answer.json()["successor"] == SECOND
        link = f'</v1/releases/{SECOND}>; rel="successor-version"'
        assert answer.headers["link"] == link
        assert client.get(f"/v1/releases/{SECOND}").json()["diff_url"] is None
        page = client.get("/").text
        assert f"<h2>Withdrawn</h2>\n<ul><li>{FIRST} (since {TODAY}): x</li>" in page


def test_an_announced_withdrawal_is_told_ahead(
    served: Callable[[], Client], tmp_path: Path
) -> None:
    """Until its day all answers come, with Deprecation and Sunset, and no copy outlives it."""
    withdraw(tmp_path / "releases", SECOND, reason="x", day=TODAY, on=SOON, successor=FIRST)
    with served() as client:
        for below in ("", "/events", "/files/events.parquet", "/articles/report-01"):
            answer = client.get(f"/v1/releases/{SECOND}{below}")
            assert answer.status_code == 200
            midnight = dt.datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=dt.UTC)
            assert answer.headers["deprecation"] == f"@{int(midnight.timestamp())}"
            assert parsedate_to_datetime(answer.headers["sunset"]).date() == SOON
            assert 'rel="successor-version"' in answer.headers["link"]
            assert "immutable" not in answer.headers["cache-control"]
        listed = client.get("/v1/releases").json()
        assert (listed["latest"], listed["releases"][0]["sunset"]) == (SECOND, str(SOON))
        assert "deprecation" not in client.get(f"/v1/releases/{FIRST}/events").headers


DEPRECATIONS = (
    Deprecation(
        what="events.contexts",
        since=dt.date(2026, 1, 1),
        sunset=dt.date(2027, 1, 1),
        instead="modes",
    ),
    Deprecation(what="key_points", since=dt.date(2026, 6, 1), instead="statements"),
)


@pytest.mark.parametrize(
    ("below", "told"),
    [
        ("events", "@1767225600"),
        ("events.csv?fields=type,contexts", "@1767225600"),
        ("events?fields=type", None),
        ("events?fields=type&contexts=military", "@1767225600"),
        ("files/events.parquet", "@1767225600"),
        ("events/schema", "@1767225600"),
        ("statements", None),
        ("key_points?limit=1", "@1780272000"),
        ("manifest.json", None),
    ],
)
def test_deprecated_tables_and_columns_are_told(
    releases: Path, below: str, told: str | None
) -> None:
    """An answer that holds a deprecated table or column says since when, and until when."""
    catalog = Catalog(releases, rescan_seconds=10)
    headers = headers_of(TellStanding(answer_empty, catalog, DEPRECATIONS), below)
    quiet = headers_of(TellStanding(answer_empty, catalog), below)
    catalog.close()
    assert headers.get("deprecation") == told
    if told:
        assert 'rel="deprecation"' in headers["link"]
    if told == "@1767225600":
        assert headers["sunset"] == "Fri, 01 Jan 2027 00:00:00 GMT"
    assert quiet == {"content-length": "0"}, "nothing is deprecated today"


async def answer_empty(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer 200 without a word."""
    headers = [(b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def headers_of(app: ASGIApp, below: str) -> dict[str, str]:
    """Return the headers of the answer of *app* to a path *below* the second release."""
    path, _, query = below.partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/v1/releases/{SECOND}/{path}",
        "query_string": query.encode(),
        "headers": [],
    }
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        await app(scope, None, send)  # type: ignore[arg-type]

    asyncio.run(run())
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}  # type: ignore[typeddict-item]


def test_keys_and_signatures_are_published(
    served: Callable[[], Client], tmp_path: Path, releases: Path
) -> None:
    """Lists name the signer, the signature has an address, the key is an allowed signer."""
    folder = tmp_path / "releases"
    generate_key(tmp_path / "key", comment="us")
    signer = load_signer(tmp_path / "key")
    manifest = (folder / SECOND / "manifest.json").read_bytes()
    (folder / SECOND / SIGNATURE).write_bytes(signer.sign(manifest))
    with served() as client:
        listed = client.get("/v1/releases").json()["releases"]
        assert [entry["signed_by"] for entry in listed] == [signer.public.key_id, None]
        found = client.get(f"/v1/releases/{SECOND}").json()["signed"]
        assert found["public_key"] == signer.public.line
        assert client.get(found["signature_url"]).content == signer.sign(manifest)
        head = client.head(f"/v1/releases/{SECOND}/files/{SIGNATURE}")
        assert head.status_code == 200
        keys = client.get("/.well-known/dateline-keys")
        assert keys.headers["content-type"].startswith("text/plain")
        (tmp_path / "trusted").write_bytes(keys.content)
        assert [key.raw for key in public_keys(tmp_path / "trusted")] == [signer.public.raw]
        assert client.get(f"/v1/releases/{FIRST}/{SIGNATURE}").status_code == 404
    (folder / SECOND / SIGNATURE).write_bytes(signer.sign(b"something else"))
    with served() as client:
        refused = client.get(f"/v1/releases/{SECOND}")
        assert refused.status_code == 503
        assert "the signature does not fit" in refused.json()["detail"]
