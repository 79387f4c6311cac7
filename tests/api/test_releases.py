"""Releases are listed, described, led to by `latest`, and found while the server runs."""

import logging
import shutil
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from api.app import create_app
from api.catalog import Catalog
from api.settings import Settings
from schemas import TABLES
from schemas.errors import ReleaseError

Client = TestClient[Litestar]


def test_list(client: Client, release: str) -> None:
    """The newest release comes first and is named as the latest."""
    answer = client.get("/v1/releases")
    found = answer.json()
    assert found["latest"] == release
    assert [entry["id"] for entry in found["releases"]] == ["2026.03.02", "2026.03.01"]
    assert found["releases"][0]["rows"]["articles"] == 13
    assert answer.headers["cache-control"] == "no-cache"


def test_every_link_leads_somewhere(client: Client, release: str) -> None:
    """All addresses in the description of a release answer."""
    found = client.get(f"/v1/releases/{release}").json()
    assert [table["name"] for table in found["tables"]] == [table.name for table in TABLES]
    links = [table[key] for table in found["tables"] for key in ("url", "schema_url")]
    links += [found["manifest_url"], *(file["url"] for file in found["files"])]
    links += [found["notes_url"], found["diff_url"]]
    assert {client.head(link).status_code for link in links} == {200}


def test_manifest_is_the_file(client: Client, releases: Path, release: str) -> None:
    """The manifest is answered byte for byte, so that its checksum holds."""
    answer = client.get(f"/v1/releases/{release}/manifest.json")
    assert answer.content == (releases / release / "manifest.json").read_bytes()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "tail",
    [
        "",
        "/manifest.json",
        "/events?type=ASSAULT&date_start__gte=2024-01-01&sort=-date_start",
        "/events.csv?speaker=%C3%98st%20%26%20co&x=1%2C2",
        "/files/events.parquet",
        "/articles/report-01",
        "/articles/a%20b%2Fc",
    ],
)
def test_latest_keeps_the_tail(client: Client, release: str, method: str, tail: str) -> None:
    """`latest` answers 307 with path and query kept to the letter, and must not be cached."""
    answer = client.request(method, f"/v1/releases/latest{tail}", follow_redirects=False)
    # A slash hidden as %2F is one to every server by the time it sees the path.
    wanted = f"/v1/releases/{release}{tail}".replace("a%20b%2Fc", "a%20b/c")
    assert answer.status_code == 307
    assert answer.headers["location"] == wanted
    assert answer.headers["cache-control"] == "no-cache"


def test_no_release_yet(tmp_path: Path) -> None:
    """An empty server answers 404 for `latest`, is alive and says that it is not ready."""
    app = create_app(Settings(releases=tmp_path / "none", extract_workers=0))
    with TestClient(app) as client:
        assert client.get("/v1/releases").json() == {
            "latest": None,
            "releases": [],
            "withdrawn": [],
        }
        assert client.get("/v1/releases/latest/events").status_code == 404
        assert client.get("/health").json() == {"status": "ok"}
        assert client.get("/ready").status_code == 503
        assert "No release yet" in client.get("/").text


def test_new_release_is_found(releases: Path, tmp_path: Path) -> None:
    """A release that appears while the server runs is served without a restart."""
    folder = tmp_path / "releases"
    shutil.copytree(releases / "2026.03.01", folder / "2026.03.01")
    catalog = Catalog(folder, rescan_seconds=0)
    assert catalog.latest_id() == "2026.03.01"
    shutil.copytree(releases / "2026.03.02", folder / "2026.03.02")
    assert catalog.latest_id() == "2026.03.02"
    first = catalog.get("2026.03.01")
    assert catalog.get("2026.03.01") is first, "an open release stays open"
    catalog.close()


def test_damaged_release_is_left_out(
    releases: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A damaged release is refused with one line that says why; the others go on."""
    folder = tmp_path / "releases"
    shutil.copytree(releases, folder)
    (folder / "2026.03.02" / "events.parquet").write_bytes(b"PAR1")
    catalog = Catalog(folder, rescan_seconds=0)
    with caplog.at_level(logging.ERROR, logger="dateline"):
        assert [found.id for found in catalog.all()] == ["2026.03.01"]
        assert catalog.latest_id() == "2026.03.01"
    assert len(caplog.records) == 1
    assert "2026.03.02" in caplog.text
    assert "events.parquet" in caplog.text
    with pytest.raises(ReleaseError, match=r"2026\.03\.02 is damaged"):
        catalog.get("2026.03.02")
    catalog.close()


@pytest.mark.parametrize(
    "path",
    ["/v1/releases", "/v1/releases/2026.03.02", "/v1/releases/2026.03.02/events", "/openapi.json"],
)
def test_json_conditions(client: Client, path: str) -> None:
    """JSON carries an ETag, answers 304 to it, and HEAD like GET without the body."""
    whole, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    own = "x-request-id"  # each answer has its own
    assert {**head.headers, own: ""} == {**whole.headers, own: ""}
    again = client.get(path, headers={"If-None-Match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == whole.headers["etag"]
    assert again.headers["cache-control"] == whole.headers["cache-control"]


def test_pages_load_nothing(client: Client) -> None:
    """The pages for people work offline: no script, no image, no style from elsewhere."""
    for path in ("/", "/docs"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        text = answer.text.replace('<script type="application/ld+json">', "")  # data, never run
        assert not any(tag in text for tag in ("<script", "<link", "<img", "@import"))
    assert "2026.03.02" in client.get("/").text
    assert "/v1/extract" in client.get("/docs").text
