"""Publishing to an object store from the command line, and serving from there."""

import datetime as dt

import msgspec
import pytest
from litestar.testing import TestClient

from api.app import create_app
from api.cli import main
from api.remote_files import mirrored
from api.settings import Settings
from tests.warehouse.remote.bucket import SECRET, bucket
from tests.warehouse.synthetic import extraction
from warehouse import SUMS, Warehouse, freeze
from warehouse.remote import RemoteShelf, send_missing

ADDRESS = "s3://news/releases"
DAY = dt.date(2026, 11, 22)


@pytest.fixture
def s3(monkeypatch):
    with bucket(monkeypatch) as client:
        yield client


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """A folder of two releases."""
    folder = tmp_path_factory.mktemp("two")
    for number in (1, 2):
        with Warehouse.open(folder / "news.duckdb") as warehouse:
            warehouse.load(extraction(number))
        freeze(folder / "news.duckdb", folder / "releases", day=DAY, tool_versions={})
    return folder / "releases"


def settings_of(tmp_path, **fields):
    return Settings(
        remote=ADDRESS,
        cache=tmp_path / "cache",
        keys=tmp_path / "keys.json",
        extract_workers=0,
        sql_workers=0,
        log="off",
        **fields,
    )


def test_releases_are_published_listed_and_proved_there(s3, tmp_path, capfd):
    """`release --to` sends the release, `releases` lists it, `verify` proves it from there."""
    news, folder = str(tmp_path / "news.duckdb"), str(tmp_path / "releases")
    given = ["release", "--warehouse", news, "--releases", folder, "--to", ADDRESS]
    given += ["--day", "2026-11-22"]
    with Warehouse.open(tmp_path / "news.duckdb") as warehouse:
        warehouse.load(extraction(1))
    assert main(given) == 0
    assert capfd.readouterr().out.strip() == f"{ADDRESS}/2026.11.22"
    s3.delete_object(Bucket="news", Key=f"releases/2026.11.22/{SUMS}")
    assert main(given) == 0, "a broken upload goes on, though nothing changed"
    assert main(given) == 3
    assert "nothing changed" in capfd.readouterr().err
    with Warehouse.open(tmp_path / "news.duckdb") as warehouse:
        warehouse.load(extraction(2))
    given[4] = str(tmp_path / "another machine")
    assert main(given) == 0
    assert main(["releases", ADDRESS]) == 0
    assert "2026.11.22.1" in capfd.readouterr().out
    assert RemoteShelf.open(ADDRESS).release("2026.11.22.1").manifest.parent == "2026.11.22"
    assert main(["verify", f"{ADDRESS}/2026.11.22.1"]) == 0
    key = "releases/2026.11.22.1/events.csv.zst"
    s3.put_object(Bucket="news", Key=key, Body=b"x")
    assert main(["verify", f"{ADDRESS}/2026.11.22.1"]) == 3
    out, err = capfd.readouterr()
    assert "events.csv.zst" in err
    assert SECRET not in out + err


def test_rows_come_from_the_mirror_and_downloads_from_the_store(s3, two, tmp_path):
    """Every file is served to the byte, whole and by range, whether it is mirrored or not."""
    send_missing(RemoteShelf.open(ADDRESS), two)
    with mirrored(settings_of(tmp_path)) as settings, TestClient(create_app(settings)) as client:
        base = "/v1/releases/2026.11.22.1"
        assert len(client.get(f"{base}/events").json()["rows"]) == 2
        for path in sorted((two / "2026.11.22.1").iterdir()):
            if path.name != "tombstone.json":
                assert client.get(f"{base}/files/{path.name}").content == path.read_bytes()
        packed = (two / "2026.11.22.1" / "events.csv.zst").read_bytes()
        part = client.get(f"{base}/files/events.csv.zst", headers={"Range": "bytes=-20"})
        assert (part.status_code, part.content) == (206, packed[-20:])
        assert (
            part.headers["Content-Range"]
            == f"bytes {len(packed) - 20}-{len(packed) - 1}/{len(packed)}"
        )
        assert not (settings.releases / "2026.11.22.1" / "events.csv.zst").exists()
        head = client.head(f"{base}/files/events.csv.zst")
        assert head.headers["Content-Length"] == str(len(packed))
        plain = client.get(f"{base}/files/events.csv", headers={"Accept-Encoding": "identity"})
        assert plain.text.startswith("record_id,")


def test_a_diff_fetches_what_the_mirror_gave_up(s3, two, tmp_path):
    """A small cache makes diffs slower, not impossible."""
    send_missing(RemoteShelf.open(ADDRESS), two)
    with mirrored(settings_of(tmp_path)) as settings, TestClient(create_app(settings)) as client:
        for path in settings.releases.glob("2026*/*.parquet"):
            path.unlink()
        found = client.get("/v1/releases/2026.11.22/diff/2026.11.22.1")
        assert found.status_code == 200, found.text


def test_a_store_that_is_down_takes_nothing_but_its_own_downloads(s3, two, tmp_path, monkeypatch):
    """Rows go on; a file that only the store has is 503 with words that tell no secret."""
    send_missing(RemoteShelf.open(ADDRESS), two)
    with mirrored(settings_of(tmp_path)) as settings:
        gone = msgspec.structs.replace(settings, remote="s3://gone/releases")
        with TestClient(create_app(gone)) as client:
            base = "/v1/releases/2026.11.22"
            assert client.get(f"{base}/events").status_code == 200
            assert client.get(f"{base}/files/events.parquet").status_code == 200
            found = client.get(f"{base}/files/events.csv.zst")
            assert found.status_code == 503
            assert found.headers["Content-Type"] == "application/problem+json"
            assert SECRET not in found.text


def test_a_store_that_cannot_be_served_from_is_told_at_once(s3, capfd):
    """No server starts over a bucket that is not there."""
    assert main(["serve", "s3://nobody/x", "--port", "0"]) == 3
    assert "no such bucket" in capfd.readouterr().err
