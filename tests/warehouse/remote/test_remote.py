"""Releases on an object store: whole or not there, fetched as they were put, errors in words."""

import datetime as dt
import socket

import pytest

from schemas.errors import NotFound
from tests.warehouse.remote.bucket import SECRET, bucket
from tests.warehouse.synthetic import extraction
from warehouse import MANIFEST, SUMS, Warehouse, freeze, verify, withdraw
from warehouse.remote import Mirror, RemoteError, RemoteShelf, fetch_newest, send_missing
from warehouse.remote.mirror import is_mirrored

DAY = dt.date(2026, 11, 22)
ADDRESS = "s3://news/data/releases"


@pytest.fixture(scope="module")
def shelf_of_two(tmp_path_factory):
    """A folder of two releases, the second a child of the first."""
    folder = tmp_path_factory.mktemp("two")
    for number in (1, 2):
        with Warehouse.open(folder / "news.duckdb") as warehouse:
            warehouse.load(extraction(number))
        freeze(folder / "news.duckdb", folder / "releases", day=DAY, tool_versions={})
    return folder / "releases"


@pytest.fixture
def s3(monkeypatch):
    """A client of a local S3 server with the bucket `news`."""
    with bucket(monkeypatch) as client:
        yield client


@pytest.fixture
def first(shelf_of_two):
    return shelf_of_two / "2026.11.22"


def names(client):
    found = client.list_objects_v2(Bucket="news").get("Contents", [])
    return [item["Key"].removeprefix("data/releases/") for item in found]


def bytes_of(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_what_is_put_there_comes_back_to_the_byte(s3, first, tmp_path):
    """A release is listed, proved by its manifest, and fetched whole."""
    shelf = RemoteShelf.open(ADDRESS)
    assert shelf.ids() == []
    pushed = shelf.push(first)
    assert (pushed.sent, pushed.kept) == (len(list(first.iterdir())), 0)
    assert shelf.ids() == [first.name]
    assert shelf.release(first.name).manifest.release == first.name
    back = shelf.pull(first.name, tmp_path / "back")
    assert bytes_of(back) == bytes_of(first)
    assert verify(back).ok


def test_the_sums_come_last_and_an_upload_without_them_is_no_release(s3, first):
    """Wherever an upload breaks off, nobody sees half a release, and giving it again goes on."""
    shelf = RemoteShelf.open(ADDRESS)
    seen = []

    def broken(name, done, every):
        seen.append((name, sorted(shelf.ids())))
        if name == SUMS:
            raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        shelf.push(first, broken)
    assert [name for name, _ in seen][-2:] == [MANIFEST, SUMS]
    assert {tuple(ids) for _, ids in seen} == {()}
    with pytest.raises(NotFound):
        shelf.release(first.name)
    again = shelf.push(first)
    assert (again.sent, again.kept) == (1, len(list(first.iterdir())) - 1)
    assert shelf.ids() == [first.name]


def test_a_part_that_is_another_is_sent_again(s3, first):
    """What lies there under the name of a file, but is not it, does not count as sent."""
    stray = f"data/releases/{first.name}/events.parquet"
    s3.put_object(Bucket="news", Key=stray, Body=b"x")
    shelf = RemoteShelf.open(ADDRESS)
    assert shelf.push(first).kept == 0
    body = s3.get_object(Bucket="news", Key=stray)["Body"].read()
    assert body == (first / "events.parquet").read_bytes()


def test_a_release_is_never_put_over_another(s3, first, shelf_of_two, tmp_path):
    """The same id with other bytes is refused, and what is there stays."""
    shelf = RemoteShelf.open(ADDRESS)
    shelf.push(first)
    with Warehouse.open(tmp_path / "other.duckdb") as warehouse:
        warehouse.load(extraction(4))
    other = freeze(tmp_path / "other.duckdb", tmp_path / "other", day=DAY, tool_versions={})
    before = names(s3)
    with pytest.raises(RemoteError, match="another release of that id"):
        shelf.push(other)
    assert names(s3) == before


@pytest.mark.parametrize("name", ["events.parquet", MANIFEST])
def test_damage_there_is_found_on_the_way(s3, first, tmp_path, name):
    """A changed byte is told by name, and no folder of a release appears."""
    shelf = RemoteShelf.open(ADDRESS)
    shelf.push(first)
    content = bytearray((first / name).read_bytes())
    content[len(content) // 2] ^= 1
    s3.put_object(Bucket="news", Key=f"data/releases/{first.name}/{name}", Body=bytes(content))
    with pytest.raises(RemoteError, match=f"{name} is damaged"):
        shelf.pull(first.name, tmp_path / "back")
    assert not (tmp_path / "back" / first.name).exists()


def test_what_is_missing_is_sent_oldest_first_and_tombstones_follow(s3, shelf_of_two, tmp_path):
    """A folder and a store come to hold the same; withdrawing reaches the store."""
    shelf = RemoteShelf.open(ADDRESS)
    assert send_missing(shelf, shelf_of_two) == ["2026.11.22", "2026.11.22.1"]
    assert send_missing(shelf, shelf_of_two) == []
    elsewhere = tmp_path / "elsewhere"
    fetch_newest(shelf, elsewhere)
    assert [p.name for p in elsewhere.iterdir() if p.is_dir()] == ["2026.11.22.1"]
    withdraw(elsewhere, "2026.11.22.1", reason="Two names", day=DAY)
    send_missing(shelf, elsewhere)
    assert shelf.release("2026.11.22.1").tombstone.reason == "Two names"


def test_a_mirror_holds_what_rows_need_within_its_bound(s3, shelf_of_two, tmp_path):
    """Newest first; downloads stay there; over the bound older ones give way; gone ones go."""
    shelf = RemoteShelf.open(ADDRESS)
    send_missing(shelf, shelf_of_two)
    folder = tmp_path / "mirror"
    Mirror(shelf, folder, limit=10**9).refresh()
    for release in ("2026.11.22", "2026.11.22.1"):
        held = {p.name for p in (folder / release).iterdir()}
        wanted = {p.name for p in (shelf_of_two / release).iterdir() if is_mirrored(p.name)}
        assert held == wanted | {".elsewhere"}
        assert (folder / ".index" / release).is_dir()
    Mirror(shelf, folder, limit=1).refresh()
    assert not (folder / "2026.11.22").exists()
    assert not list((folder / "2026.11.22.1").glob("*.parquet"))
    assert (folder / "2026.11.22.1" / "dateline.duckdb").exists()
    for name in names(s3):
        s3.delete_object(Bucket="news", Key=f"data/releases/{name}")
    Mirror(shelf, folder, limit=10**9).refresh()
    assert not (folder / "2026.11.22.1").exists()


def test_a_folder_by_address_is_a_store_too(first, tmp_path):
    """file:// has the same order, the same resume and the same listing."""
    shelf = RemoteShelf.open(f"file://{tmp_path}/there")
    assert shelf.ids() == []
    shelf.push(first)
    (tmp_path / "there" / first.name / SUMS).unlink()
    assert shelf.ids() == []
    assert shelf.push(first).sent == 1
    assert bytes_of(shelf.pull(first.name, tmp_path / "back")) == bytes_of(first)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("s3://nobody/releases", "no such bucket"),
        ("ftp://host/releases", "not known"),
        (f"s3://key:{SECRET}@news/releases", "holds no credentials"),
        (f"s3://news/releases?secret={SECRET}", "holds no credentials"),
    ],
)
def test_addresses_that_lead_nowhere_are_told(s3, first, address, words):
    """What is wrong with an address is said before anything is sent, never its secrets."""
    with pytest.raises(RemoteError, match=words) as raised:
        RemoteShelf.open(address).push(first)
    assert SECRET not in raised.value.message
    assert names(s3) == []


def silent(monkeypatch):
    """Lead to a server that takes requests and never answers."""
    listening = socket.create_server(("127.0.0.1", 0))
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{listening.getsockname()[1]}")
    return listening


def test_a_store_that_does_not_answer_is_told_in_time(s3, monkeypatch):
    """Silence and refusal are two things; neither tells keys, requests or answers."""
    with silent(monkeypatch) as listening:
        with pytest.raises(RemoteError, match="did not answer in time") as raised:
            RemoteShelf.open(ADDRESS, seconds=0.5).ids()
        assert SECRET not in raised.value.message
        listening.close()
        with pytest.raises(RemoteError, match="cannot be reached") as raised:
            RemoteShelf.open(ADDRESS, seconds=0.5).ids()
    assert SECRET not in raised.value.message
    assert "http" not in raised.value.message


def answering(monkeypatch, status, code):
    """Lead to a server that answers everything with an error of S3."""
    import http.server  # noqa: PLC0415
    import threading  # noqa: PLC0415

    body = f"<Error><Code>{code}</Code><AWSAccessKeyId>harbour</AWSAccessKeyId></Error>".encode()

    class Refusing(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
    return server


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (403, "AccessDenied", "refuses access"),
        (403, "InvalidAccessKeyId", "refuses access"),
        (401, "Unauthorized", "refuses access"),
        (404, "NoSuchBucket", "no such bucket"),
    ],
)
def test_refusals_are_told_without_what_the_store_said(s3, monkeypatch, status, code, words):
    """A store's own words may hold keys; ours do not."""
    server = answering(monkeypatch, status, code)
    try:
        with pytest.raises(RemoteError, match=words) as raised:
            RemoteShelf.open(ADDRESS).ids()
    finally:
        server.shutdown()
        server.server_close()
    assert "harbour" not in raised.value.message
