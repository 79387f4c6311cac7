"""What real readers fetch of a release over HTTP, in bytes, counted by a proxy before the server.

``python -m bench.bytes_moved`` makes a release whose `articles.parquet` has 93 MB, once, under
``~/.cache/dateline/bytes-moved``, serves it and prints one row a reader. The readers that cannot
stand beside ours get an environment of their own (`tests.environments`).
"""

import datetime as dt
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import msgspec
import pandas as pd
import polars as pl
import pyarrow.parquet as pq

from tests.api.conftest import synthetic
from tests.api.remote import counting, serving
from tests.environments import CATALOGUE_TOOLS, environment, run_tool
from warehouse import Warehouse, freeze

ARTICLES = 10_000
CHARACTERS = 17_000
WITH_EVENTS = 600
"""Articles that keep their events: many alike would take long to be told apart."""
DAY = dt.date(2026, 3, 2)
KEPT = Path("~/.cache/dateline/bytes-moved").expanduser()

Reader = tuple[str, str, Callable[[str], object]]


def main() -> None:
    """Print the table of bytes moved, in Markdown."""
    releases = _releases()
    release = releases / f"{DAY:%Y.%m.%d}"
    print("| reader | what it asks for | of the file (MB) | moved (MB) |")
    print("| --- | --- | ---: | ---: |")
    with serving(releases) as server:
        for file, readers in _readers().items():
            size = (release / file).stat().st_size
            for name, asked, read in readers:
                with counting(server) as counter:
                    read(f"{counter.address}/v1/releases/latest/files/{file}")
                    moved = counter.received
                print(f"| {name} | {asked} | {size / 1e6:.1f} | {moved / 1e6:.2f} |", flush=True)


def _releases() -> Path:
    """Return the folder of the release, made unless an earlier run left it."""
    folder = KEPT / f"{ARTICLES}-{CHARACTERS}"
    if not (folder / "releases").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with Warehouse.open(folder / "w.duckdb") as warehouse:
            warehouse.load_many(_extractions())
        freeze(folder / "w.duckdb", folder / "made", day=DAY, tool_versions={})
        (folder / "made").rename(folder / "releases")
    return folder / "releases"


def _extractions() -> Iterator[Any]:
    """Yield articles whose texts hardly compress, the same in every run."""
    for number in range(ARTICLES):
        parts = range(CHARACTERS // 64)
        padding = "".join(hashlib.sha256(f"{number}-{n}".encode()).hexdigest() for n in parts)
        found = synthetic(number % 28 + 1, number=number, padding=padding)
        yield found if number < WITH_EVENTS else msgspec.structs.replace(found, events=())


def _readers() -> dict[str, tuple[Reader, ...]]:
    day = dt.date(2026, 1, 5)
    python = environment(CATALOGUE_TOOLS)
    return {
        "articles.parquet": (
            ("polars", "schema", lambda url: pl.scan_parquet(url).collect_schema()),
            ("polars", "rows", lambda url: pl.scan_parquet(url).select(pl.len()).collect()),
            ("polars", "one column", lambda url: _column(url).collect()),
            ("polars", "two columns, filtered", lambda url: _filtered(url, day).collect()),
            (
                "polars",
                "all columns, filter nothing meets",
                lambda url: pl.scan_parquet(url).filter(published=dt.date(1999, 1, 1)).collect(),
            ),
            ("pyarrow over fsspec", "one column", _arrow_column),
            (
                "DuckDB 1.5.5, httpfs",
                "one column, grouped",
                lambda url: _duckdb(python, _PART, url),
            ),
            ("datasets", "first row, streamed", lambda url: _datasets(python, url)),
            ("pandas", "one column", lambda url: pd.read_parquet(url, columns=["published"])),
            ("curl", "the file", _curl),
        ),
        "dateline.duckdb": (
            ("DuckDB 1.5.5, httpfs", "ATTACH alone", lambda url: _duckdb(python, _ATTACH, url)),
            (
                "DuckDB 1.5.5, httpfs",
                "ATTACH, join counted",
                lambda url: _duckdb(python, _JOIN, url),
            ),
        ),
    }


def _column(url: str) -> pl.LazyFrame:
    return pl.scan_parquet(url).select("published")


def _filtered(url: str, day: dt.date) -> pl.LazyFrame:
    return pl.scan_parquet(url).select("article_id", "published").filter(published=day)


def _arrow_column(url: str) -> None:
    opened: Any = fsspec.open(url, block_size=65_536, cache_type="none")
    with opened as file:
        pq.read_table(file, columns=["published"])


_LOAD = """
import pathlib, sys
import duckdb, duckdb_extension_httpfs
packaged = pathlib.Path(duckdb_extension_httpfs.__file__).parent
connection = duckdb.connect()
connection.execute(f"LOAD '{next(packaged.rglob('*.duckdb_extension'))}'")
"""
_PART = "SELECT published, count(*) FROM '{url}' GROUP BY ALL"
_ATTACH = "ATTACH '{url}' AS news (READ_ONLY)"
_JOIN = f"{_ATTACH}; FROM news.events JOIN news.articles USING (article_id) SELECT count(*)"


def _duckdb(python: Path, query: str, url: str) -> None:
    run_tool(python, f"{_LOAD}connection.execute(sys.argv[1]).fetchall()", query.format(url=url))


def _datasets(python: Path, url: str) -> None:
    script = (
        "import sys, datasets\n"
        "rows = datasets.load_dataset('parquet', data_files=sys.argv[1], streaming=True)\n"
        "next(iter(rows['train']))"
    )
    with tempfile.TemporaryDirectory() as cache:
        run_tool(python, script, url, HF_HOME=cache)


def _curl(url: str) -> None:
    subprocess.run(["curl", "-sSfL", "-o", os.devnull, url], check=True)


if __name__ == "__main__":
    main()
