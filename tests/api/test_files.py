"""Downloads: the bytes of the release, whole or in part, and nothing outside it."""

import base64
import hashlib
from pathlib import Path

import pytest
import zstandard
from litestar import Litestar
from litestar.testing import TestClient

Client = TestClient[Litestar]


@pytest.fixture
def url(release: str) -> str:
    return f"/v1/releases/{release}/files/events.parquet"


@pytest.fixture
def content(releases: Path, release: str) -> bytes:
    return (releases / release / "events.parquet").read_bytes()


def test_whole_file(client: Client, url: str, content: bytes) -> None:
    """GET gives the bytes with everything a cache and a careful reader need."""
    answer = client.get(url)
    digest = hashlib.sha256(content)
    assert (answer.status_code, answer.content) == (200, content)
    assert answer.headers["etag"] == f'"{digest.hexdigest()}"'
    assert answer.headers["repr-digest"] == (
        f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    )
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    assert answer.headers["content-length"] == str(len(content))
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "events.parquet" in answer.headers["content-disposition"]


def test_head_tells_the_same(client: Client, url: str) -> None:
    """HEAD gives the headers of GET and no body, even when a range is asked."""
    head, get = client.head(url, headers={"Range": "bytes=0-9"}), client.get(url)
    assert (head.status_code, head.content) == (200, b"")
    own = {"x-request-id", "ratelimit"}  # of the request, not of the file
    told = [{n: v for n, v in a.headers.items() if n not in own} for a in (head, get)]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("asked", "first", "past"),
    [("0-0", 0, 1), ("4-19", 4, 20), ("100-", 100, None), ("-8", -8, None), ("-99999999", 0, None)],
)
def test_range(
    client: Client, url: str, content: bytes, asked: str, first: int, past: int | None
) -> None:
    """206 gives exactly the bytes asked for and says which of how many they are."""
    answer = client.get(url, headers={"Range": f"bytes={asked}"})
    wanted = content[first:past]
    start = len(content) + first if first < 0 else first
    assert (answer.status_code, answer.content) == (206, wanted)
    assert answer.headers["content-range"] == (
        f"bytes {start}-{start + len(wanted) - 1}/{len(content)}"
    )
    assert answer.headers["content-length"] == str(len(wanted))


@pytest.mark.parametrize("asked", ["bytes=0-1,3-4", "bytes=x", "lines=1-2"])
def test_other_ranges_give_the_whole(client: Client, url: str, content: bytes, asked: str) -> None:
    """Several ranges, broken ones and other units are passed over, as RFC 9110 allows."""
    answer = client.get(url, headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, content)


def test_range_outside(client: Client, url: str, content: bytes) -> None:
    """416 tells how long the file is."""
    answer = client.get(url, headers={"Range": f"bytes={len(content)}-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(content)}"
    assert answer.headers["content-type"] == "application/problem+json"


def test_if_range(client: Client, url: str) -> None:
    """A range is given only for the version the reader has a part of already."""
    etag = client.head(url).headers["etag"]
    part = {"Range": "bytes=0-9"}
    assert client.get(url, headers={**part, "If-Range": etag}).status_code == 206
    assert client.get(url, headers={**part, "If-Range": '"other"'}).status_code == 200


def test_not_modified(client: Client, url: str) -> None:
    """304 answers the right ETag or date, without a body and with the ETag."""
    seen = client.head(url).headers
    by_tag = client.get(url, headers={"If-None-Match": seen["etag"]})
    by_date = client.get(url, headers={"If-Modified-Since": seen["last-modified"]})
    for answer in (by_tag, by_date):
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == seen["etag"]
    assert client.get(url, headers={"If-None-Match": '"other"'}).status_code == 200


def test_if_match(client: Client, url: str) -> None:
    """412 answers a reader who insists on another version."""
    assert client.get(url, headers={"If-Match": '"other"'}).status_code == 412


@pytest.mark.parametrize("suffix", ["csv", "ndjson"])
def test_whole_tables_without_their_wrapping(
    client: Client, releases: Path, release: str, suffix: str
) -> None:
    """`events.csv` is `events.csv.zst` for readers who know the coding, unpacked for others."""
    url = f"/v1/releases/{release}/files/events.{suffix}"
    packed = (releases / release / f"events.{suffix}.zst").read_bytes()
    wanted = zstandard.ZstdDecompressor().decompressobj().decompress(packed)
    plain = client.get(url, headers={"Accept-Encoding": "gzip, identity"})
    assert (plain.status_code, plain.content) == (200, wanted)
    assert "content-encoding" not in plain.headers
    coded = client.get(url, headers={"Accept-Encoding": "zstd"})  # which httpx unpacks
    assert (coded.headers["content-encoding"], coded.content) == ("zstd", wanted)
    assert coded.headers["content-length"] == str(len(packed))
    assert {plain.headers["vary"], coded.headers["vary"]} == {"Accept-Encoding"}
    assert plain.headers["etag"] != coded.headers["etag"]
    for etag, coding in ((plain.headers["etag"], "gzip"), (coded.headers["etag"], "zstd")):
        again = client.get(url, headers={"Accept-Encoding": coding, "If-None-Match": etag})
        assert again.status_code == 304
    head = client.head(url, headers={"Accept-Encoding": "identity"})
    assert (head.status_code, head.content) == (200, b"")
    assert "content-length" not in head.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_other_methods(client: Client, url: str, method: str) -> None:
    """405 lists the methods there are."""
    answer = client.request(method, url)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "name",
    [
        "nope.parquet",
        "..%2f..%2fw.duckdb",
        "%2e%2e",
        "events.parquet%00",
        "%2fetc%2fpasswd",
        ".lock",
    ],
)
def test_nothing_else_is_opened(client: Client, release: str, name: str) -> None:
    """Only names of the manifest are files; no path leads out of the release."""
    answer = client.get(f"/v1/releases/{release}/files/{name}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("name", ["manifest.json", "SHA256SUMS"])
def test_descriptions_are_files_too(
    client: Client, releases: Path, release: str, name: str
) -> None:
    """The manifest and the sums over it can be downloaded, so that a copy can be checked."""
    answer = client.get(f"/v1/releases/{release}/files/{name}")
    assert answer.content == (releases / release / name).read_bytes()
