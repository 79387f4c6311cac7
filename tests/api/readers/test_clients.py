"""Real clients over a real socket: polars, pandas, pyarrow, fsspec, DuckDB, R and curl."""

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import fsspec
import httpx
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from schemas.derived.frames import polars_schema
from schemas.tables import TABLE_BY_NAME
from tests.api.remote import Counter, counting

from .conftest import ARTICLES

DAY = dt.date(2026, 1, 5)
TAIL = 256 * 1024
"""Bytes that polars asks for first, from the end of a file, to find its footer there."""
HEADERS = 8 * 1024
"""Bytes of the headers of all answers to one reader, and more."""
FILES = "/v1/releases/latest/files"

needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def stored(path: Path, *columns: str) -> int:
    """Return the bytes that *columns*, all that they hold, take in the Parquet file at *path*."""
    metadata = pq.read_metadata(path)
    groups = [metadata.row_group(n) for n in range(metadata.num_row_groups)]
    chunks = [group.column(n) for group in groups for n in range(group.num_columns)]
    return sum(c.total_compressed_size for c in chunks if c.path_in_schema.split(".")[0] in columns)


def test_polars_learns_the_schema_from_the_end(counter: Counter, release_folder: Path) -> None:
    """The schema of a file costs its end, whatever its size."""
    schema = pl.scan_parquet(f"{counter.address}{FILES}/articles.parquet").collect_schema()
    assert schema == polars_schema(TABLE_BY_NAME["articles"])
    assert 0 < counter.received < TAIL + HEADERS
    assert (release_folder / "articles.parquet").stat().st_size > 8 * TAIL


def test_polars_moves_one_column(counter: Counter, release_folder: Path) -> None:
    """One column costs the end of the file and the column's own bytes, none of the others'."""
    path = release_folder / "articles.parquet"
    found = pl.scan_parquet(f"{counter.address}{FILES}/articles.parquet")
    frame = found.select("published").collect()
    assert frame.equals(pl.read_parquet(path, columns=["published"]))
    assert 0 < counter.received < TAIL + stored(path, "published") + HEADERS


def test_polars_moves_the_columns_of_a_filter(counter: Counter, release_folder: Path) -> None:
    """A filtered scan gives the rows and costs the columns it names."""
    path = release_folder / "articles.parquet"
    query = pl.scan_parquet(f"{counter.address}{FILES}/articles.parquet")
    found = query.select("article_id", "published").filter(published=DAY).collect()
    assert found.height == pl.read_parquet(path).filter(published=DAY).height > 0
    assert 0 < counter.received < TAIL + stored(path, "article_id", "published") + HEADERS


def test_polars_moves_no_group_that_cannot_match(counter: Counter) -> None:
    """A filter that no value of the column's range can meet costs the end of the file alone."""
    query = pl.scan_parquet(f"{counter.address}{FILES}/articles.parquet")
    assert query.filter(published=dt.date(1999, 1, 1)).collect().is_empty()
    assert 0 < counter.received < TAIL + HEADERS


def test_polars_scan_gives_the_declared_schema(server: str) -> None:
    """What polars sees over HTTP is what the declarations promise."""
    frame = pl.scan_parquet(f"{server}{FILES}/events.parquet").collect()
    assert frame.schema == polars_schema(TABLE_BY_NAME["events"])
    assert frame.height == ARTICLES


def test_pandas_reads_parquet_and_csv(server: str) -> None:
    """Pandas reads a file of a release, a compressed one, and a page of rows as they are."""
    frame = pd.read_parquet(f"{server}{FILES}/statistics.parquet", columns=["record_id", "value"])
    whole = pd.read_csv(f"{server}{FILES}/statistics.csv.zst")
    page = pd.read_csv(f"{server}/v1/releases/latest/statistics.csv?limit=7")
    assert len(frame) == len(whole) == ARTICLES
    assert list(whole["value"]) == list(frame["value"])
    assert list(page["record_id"]) == list(frame["record_id"][:7])


def test_fsspec_finds_and_reads_a_part(server: str, release_folder: Path) -> None:
    """The size is told, and of the file only the part that is asked for comes."""
    wanted = (release_folder / "articles.parquet").read_bytes()
    files: Any = fsspec.filesystem("http", skip_instance_cache=True)
    url = f"{server}/v1/releases/{release_folder.name}/files/articles.parquet"
    told = files.info(url)
    assert told["size"] == len(wanted)
    assert told.get("partial", True), "the server may say that it sends no parts"
    assert files.cat_file(url, start=1_000, end=5_000) == wanted[1_000:5_000]
    assert files.cat_file(url, start=-8) == wanted[-8:]


def test_pyarrow_moves_one_column(counter: Counter, release_folder: Path) -> None:
    """Through fsspec without read-ahead, pyarrow moves the footer and the columns asked for."""
    path = release_folder / "articles.parquet"
    url = f"{counter.address}{FILES}/articles.parquet"
    opened: Any = fsspec.open(url, block_size=65_536, cache_type="none")
    with opened as file:
        table = pq.read_table(file, columns=["published"])
    assert table.equals(pq.read_table(path, columns=["published"]))
    assert 0 < counter.received < 65_536 + 2 * stored(path, "published") + 2 * HEADERS


def test_duckdb_opens_the_downloaded_file(server: str, tmp_path: Path) -> None:
    """The release's DuckDB file, downloaded, opens and holds the tables."""
    path = tmp_path / "dateline.duckdb"
    url = f"{server}{FILES}/dateline.duckdb"
    path.write_bytes(httpx.get(url, follow_redirects=True, timeout=60).content)
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM events").fetchall() == [(ARTICLES,)]


@needs_curl
def test_curl_resumes_a_broken_download(server: str, release_folder: Path, tmp_path: Path) -> None:
    """When the line breaks, ``curl -C -`` fetches the rest, and the whole is the same."""
    wanted = (release_folder / "articles.parquet").read_bytes()
    path = tmp_path / "articles.parquet"
    half = len(wanted) // 2
    with counting(server, limit=half) as broken:
        url = f"{broken.address}{FILES}/articles.parquet"
        done = subprocess.run(["curl", "-sfL", "-o", path, url], check=False)
    assert done.returncode == 18, "curl calls this a partial file"
    got = path.stat().st_size
    assert 0 < got < len(wanted)
    with counting(server) as counter:
        url = f"{counter.address}{FILES}/articles.parquet"
        subprocess.run(["curl", "-sSfL", "-C", "-", "-o", path, url], check=True)
        assert counter.received < len(wanted) - got + HEADERS
    assert path.read_bytes() == wanted


@needs_curl
def test_curl_checks_the_sums(server: str, tmp_path: Path) -> None:
    """What curl fetched passes ``sha256sum -c`` with the sums of the release."""
    for name in ("SHA256SUMS", "events.parquet", "events.csv.zst"):
        url = f"{server}{FILES}/{name}"
        subprocess.run(["curl", "-sSfL", "-O", url], check=True, cwd=tmp_path)
    check = ["sha256sum", "--check", "--ignore-missing", "SHA256SUMS"]
    done = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["events.csv.zst: OK", "events.parquet: OK"]


def test_large_file_arrives_whole(server: str, release_folder: Path) -> None:
    """Chunks are put together again, byte for byte, over a real connection."""
    answer = httpx.get(
        f"{server}/v1/releases/{release_folder.name}/files/dateline.duckdb",
        headers={"Accept-Encoding": "identity"},
        timeout=60,
    )
    assert answer.content == (release_folder / "dateline.duckdb").read_bytes()


def test_posted_article_is_extracted(server: str) -> None:
    """`POST /v1/extract` works behind the real server too."""
    body = {"id": "a", "text": "The mayor said on Monday that 30 houses were flooded."}
    answer = httpx.post(f"{server}/v1/extract", json=body, timeout=120)
    assert answer.status_code == 200
    assert answer.json()["id"] == "a"
