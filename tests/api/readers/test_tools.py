"""Readers in environments of their own, over HTTP: DuckDB 1.5 with httpfs, Hugging Face, R.

And the readers of the descriptions, which must find the files from the address alone.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from schemas import TABLES
from tests.api.conftest import ARTICLES as FEW
from tests.api.remote import Counter
from tests.environments import run_tool
from tests.warehouse.metadata.test_catalogue_tools import RECORDS, VALIDATE

from .conftest import ARTICLES

LATEST = "/v1/releases/latest"
LOAD_HTTPFS = """
import json, pathlib, sys
import duckdb, duckdb_extension_httpfs
packaged = pathlib.Path(duckdb_extension_httpfs.__file__).parent
connection = duckdb.connect()
connection.execute(f"LOAD '{next(packaged.rglob('*.duckdb_extension'))}'")
"""


def test_duckdb_reads_parts_of_parquet(tools: Path, counter: Counter, release_folder: Path) -> None:
    """DuckDB 1.5 with httpfs answers from the columns it needs, by ranges."""
    script = LOAD_HTTPFS + (
        "rows = connection.sql(f\"SELECT published, count(*) FROM '{sys.argv[1]}' GROUP BY ALL\")\n"
        "print(json.dumps(sum(row[1] for row in rows.fetchall())))"
    )
    url = f"{counter.address}{LATEST}/files/articles.parquet"
    assert json.loads(run_tool(tools, script, url)) == ARTICLES
    size = (release_folder / "articles.parquet").stat().st_size
    assert 0 < counter.received < size / 10


def test_duckdb_attaches_the_database(tools: Path, counter: Counter, release_folder: Path) -> None:
    """`ATTACH 'http://…/dateline.duckdb'` opens the file where it is and joins its tables."""
    script = LOAD_HTTPFS + (
        "connection.execute(f\"ATTACH '{sys.argv[1]}' AS news (READ_ONLY)\")\n"
        'query = "SELECT count(*) FROM news.events JOIN news.articles USING (article_id)"\n'
        "print(json.dumps(connection.sql(query).fetchall()))"
    )
    url = f"{counter.address}{LATEST}/files/dateline.duckdb"
    assert json.loads(run_tool(tools, script, url)) == [[ARTICLES]]
    assert 0 < counter.received < (release_folder / "dateline.duckdb").stat().st_size


def test_duckdb_reads_the_text_files(tools: Path, server: str) -> None:
    """CSV and NDJSON, compressed as they are, have as many rows as Parquet."""
    script = LOAD_HTTPFS + (
        "files = ('read_csv', 'csv.zst'), ('read_json', 'ndjson.zst')\n"
        "ask = \"SELECT count(*) FROM {}('{}/statements.{}')\"\n"
        "query = ' UNION ALL '.join(ask.format(f, sys.argv[1], s) for f, s in files)\n"
        "print(json.dumps(connection.sql(query).fetchall()))"
    )
    found = json.loads(run_tool(tools, script, f"{server}{LATEST}/files"))
    assert found == [[ARTICLES], [ARTICLES]]


def test_hugging_face_loads_a_table(tools: Path, server: str, tmp_path: Path) -> None:
    """`datasets.load_dataset` takes the address of a Parquet file, whole or as a stream."""
    script = (
        "import json, sys, datasets\n"
        "load = lambda **more: datasets.load_dataset(\n"
        "    'parquet', data_files=sys.argv[1], split='train', **more)\n"
        "whole, first = load(), next(iter(load(streaming=True)))\n"
        "print(json.dumps([len(whole), whole[0]['quote'] == first['quote'],\n"
        "    sorted(whole.features)]))"
    )
    url = f"{server}{LATEST}/files/events.parquet"
    rows, same, names = json.loads(run_tool(tools, script, url, HF_HOME=str(tmp_path)))
    assert (rows, same) == (ARTICLES, True)
    assert names == sorted(TABLES[1].record.__struct_fields__)


@pytest.mark.parametrize("path", ["datapackage.json", "files/datapackage.json"])
def test_frictionless_validates_from_afar(tools: Path, small: str, path: str) -> None:
    """The package finds its tables from its address, with the server's addresses or beside it."""
    found = json.loads(run_tool(tools, VALIDATE, f"{small}{LATEST}/{path}"))
    assert found["valid"], found["errors"]


def test_mlcroissant_fetches_one_table(tools: Path, small: str, tmp_path: Path) -> None:
    """Croissant's reader fetches the one file that a record set needs, and its sum is right."""
    script = (
        "import json, sys, mlcroissant\n"
        "found = mlcroissant.Dataset(jsonld=sys.argv[1])\n"
        "print(json.dumps(sum(1 for _ in found.records('key_points'))))"
    )
    cache = {"CROISSANT_CACHE": str(tmp_path)}
    assert json.loads(run_tool(tools, script, f"{small}{LATEST}/croissant.json", **cache)) > FEW
    assert len(list(tmp_path.rglob("croissant-*"))) == 1


def test_mlcroissant_gives_the_rows_of_the_files(
    tools: Path, small: str, releases: Path, release: str, tmp_path: Path
) -> None:
    """All record sets, fetched by address, have the rows of the Parquet files."""
    cache = {"CROISSANT_CACHE": str(tmp_path)}
    found = json.loads(run_tool(tools, RECORDS, f"{small}{LATEST}/croissant.json", **cache))
    for table in TABLES:
        rows = pq.read_metadata(releases / release / f"{table.name}.parquet").num_rows
        assert len(found["rows"][table.name]) == rows


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_reads_a_page(server: str) -> None:
    """R without any package reads rows as CSV, through the redirect of `latest`."""
    script = 'cat(nrow(read.csv(paste0(commandArgs(TRUE), "/statistics.csv?limit=50"))))'
    run = ["Rscript", "-e", script, f"{server}{LATEST}"]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stdout == "50"
