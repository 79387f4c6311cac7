"""The tools that others use read a release as it lies on the disk: each in its own environment."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from schemas import TABLES
from tests.environments import CATALOGUE_TOOLS, CITATION_TOOLS, environment, run_tool
from warehouse import read_manifest

VALIDATE = """
import json, sys
from frictionless import validate
report = validate(sys.argv[1])
errors = [[task.name, error.type] for task in report.tasks for error in task.errors]
errors += [[None, error.type] for error in report.errors]
print(json.dumps({"valid": report.valid, "errors": errors, "checked": len(report.tasks)}))
"""
RECORDS = """
import json, sys
import mlcroissant
found = mlcroissant.Dataset(jsonld=sys.argv[1])
issues = [*found.metadata.issues.errors, *found.metadata.issues.warnings]
rows = {}
for records in found.metadata.record_sets:
    rows[records.id] = [row for row in found.records(records.id)]
text = lambda value: value.decode() if isinstance(value, bytes) else str(value)
print(json.dumps({"issues": issues, "rows": rows}, default=text))
"""

TRIPLES = """
import json, sys
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF
graph = rdflib.Graph().parse(sys.argv[1], format="json-ld", publicID="https://data.example/r/")
(found,) = graph.subjects(RDF.type, DCAT.Dataset)
files = [
    [graph.value(file, DCAT.downloadURL), graph.value(file, DCAT.byteSize).toPython()]
    for file in graph.objects(found, DCAT.distribution)
]
day = graph.value(found, DCTERMS.issued).toPython()
print(json.dumps({"issued": day.isoformat(), "files": sorted(files)}))
"""


@pytest.fixture(scope="module")
def tools() -> Path:
    return environment(CATALOGUE_TOOLS)


def test_frictionless_validates_every_table(tools, sound_release) -> None:
    """All rows of all tables are of the types, keys and references that the package declares."""
    found = json.loads(run_tool(tools, VALIDATE, str(sound_release / "datapackage.json")))
    assert found["valid"], found["errors"]
    assert found["checked"] > 4 * len(TABLES)


def test_frictionless_finds_what_is_wrong(tools, sound_release, tmp_path) -> None:
    """A row without its article, a key that stands twice, and a changed byte are told."""
    folder = tmp_path / "release"
    shutil.copytree(sound_release, folder)
    for name in ("events.parquet", "statements.csv.zst"):
        (folder / name).chmod(0o644)
    events = pl.read_parquet(folder / "events.parquet")
    wrong = events.with_columns(
        record_id=pl.lit(events["record_id"][0]), article_id=pl.lit("nowhere")
    )
    wrong.write_parquet(folder / "events.parquet")
    path = folder / "statements.csv.zst"
    path.write_bytes(path.read_bytes()[::-1])
    found = json.loads(run_tool(tools, VALIDATE, str(folder / "datapackage.json")))
    told = {tuple(error) for error in found["errors"]}
    assert ("events", "primary-key") in told
    assert ("events", "foreign-key") in told
    assert ("statements-csv-zst", "hash-count") in told


def test_mlcroissant_loads_every_record(tools, sound_release) -> None:
    """Croissant's own reader has nothing to say against it and gives all rows of all tables."""
    found = json.loads(run_tool(tools, RECORDS, str(sound_release / "croissant.json")))
    assert found["issues"] == []
    for table in TABLES:
        rows = found["rows"][table.name]
        frame = pl.read_parquet(sound_release / f"{table.name}.parquet")
        assert [row[f"{table.name}/{table.key}"] for row in rows] == frame[table.key].to_list()


def test_mlcroissant_reads_inside_structures(tools, sound_release) -> None:
    """Lists of structures and structures come as they are, nulls as nulls."""
    found = json.loads(run_tool(tools, RECORDS, str(sound_release / "croissant.json")))["rows"]
    events = pl.read_parquet(sound_release / "events.parquet")
    names = [[a["events/actors/name"] for a in row["events/actors"]] for row in found["events"]]
    assert names == [[a["name"] for a in actors] for actors in events["actors"].to_list()]
    speakers = pl.read_parquet(sound_release / "statements.parquet")["speaker"].struct["name"]
    key = "statements/speaker"
    assert [row[key][f"{key}/name"] for row in found["statements"]] == speakers.to_list()


def test_rdflib_reads_the_portal_description(tools, sound_release) -> None:
    """DCAT as triples: one data set of its day, and each file by address with its size."""
    found = json.loads(run_tool(tools, TRIPLES, str(sound_release / "dcat.jsonld")))
    assert found["issued"] == "2026-11-22"
    manifest = read_manifest(sound_release)
    wanted = {f.name: f.bytes for f in manifest.files if f.role != "metadata"}
    assert {url.rpartition("/")[2]: size for url, size in found["files"]} == wanted


def test_cffconvert_validates(sound_release) -> None:
    """`CITATION.cff` is of the format, and gives a reference that names release and licence."""
    python = environment(CITATION_TOOLS)
    path = str(sound_release / "CITATION.cff")
    script = "import sys; from cffconvert.cli.cli import cli; cli(sys.argv[1:])"
    assert "valid" in run_tool(python, script, "--validate", "-i", path)
    bibtex = run_tool(python, script, "-f", "bibtex", "-i", path)
    assert "2026" in bibtex
