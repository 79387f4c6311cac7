"""The descriptions of a release say what its manifest says, and nothing of their own."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator

import msgspec
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemas import TABLES
from schemas.columns import walk
from schemas.errors import NothingChanged
from tests.warehouse.conftest import DAY
from tests.warehouse.synthetic import odd_texts
from warehouse import freeze
from warehouse.manifest import Manifest, file_sha256, read_manifest
from warehouse.metadata import METADATA, dataset_jsonld, metadata_files
from warehouse.metadata.licences import licence_of

LEFT_OUT = {"croissant.json": "blocks[].cells"}
"""Lists in lists of structures: no reader of Croissant nests so deep."""
URL = "https://data.example/v1/releases/2026.11.22"


BARE = {
    "release": "2026.11.22",
    "parent": None,
    "created": DAY,
    "schema_version": "1.2.0",
    "citation": "…",
    "tables": (),
    "files": (),
    "extractor_versions": {},
    "tool_versions": {},
}


@pytest.fixture(scope="module")
def manifest(sound_release) -> Manifest:
    return read_manifest(sound_release)


def described(manifest: Manifest, name: str, url: str = "") -> dict:
    """Return one of the JSON descriptions of the release that *manifest* tells of."""
    return json.loads(metadata_files(manifest, release_url=url)[name])


def test_a_release_carries_what_its_manifest_gives(sound_release, manifest) -> None:
    """The files on the disk are made from the manifest alone, which names them with their sums."""
    found = metadata_files(manifest)
    assert tuple(found) == METADATA == tuple(sorted(METADATA))
    named = {entry.name: entry for entry in manifest.files if entry.role == "metadata"}
    for name, content in found.items():
        assert (sound_release / name).read_bytes() == content
        assert named[name].sha256 == hashlib.sha256(content).hexdigest()


def test_descriptions_do_not_describe_themselves(manifest) -> None:
    """Whether the manifest names them already makes no difference to any byte."""
    files = tuple(entry for entry in manifest.files if entry.role != "metadata")
    assert metadata_files(msgspec.structs.replace(manifest, files=files)) == metadata_files(
        manifest
    )


def test_json_is_written_as_the_manifest_is(manifest) -> None:
    """Indented JSON in UTF-8 with a newline at the end."""
    for name, content in metadata_files(manifest).items():
        if not name.endswith(".cff"):
            assert msgspec.json.format(content, indent=2) + b"\n" == content


@pytest.mark.parametrize("name", ["datapackage.json", "croissant.json", "dataset.jsonld"])
def test_every_column_is_described(manifest, name) -> None:
    """Each declared column stands in it with the words of the declaration, and with its unit."""
    text = metadata_files(manifest)[name].decode()
    for table in TABLES:
        for path, column in walk(table):
            left_out = path.startswith(LEFT_OUT[name]) if name in LEFT_OUT else False
            if not left_out and (name != "dataset.jsonld" or "." not in path):
                assert json.dumps(column.description, ensure_ascii=False)[1:-1] in text, path
                assert column.unit is None or column.unit in text


def test_tables_have_keys_and_references(manifest) -> None:
    """A Data Package names the key of each table and the tables that its columns lead to."""
    resources = {r["name"]: r for r in described(manifest, "datapackage.json")["resources"]}
    for table in TABLES:
        schema = resources[table.name]["schema"]
        assert schema["primaryKey"] == [table.key]
        found = {(k["fields"][0], k["reference"]["resource"]) for k in schema["foreignKeys"]}
        assert found == {
            (r.column, "" if r.table == table.name else r.table) for r in table.references
        }
        assert [f["name"] for f in schema["fields"]] == list(table.record.__struct_fields__)


def test_files_are_named_as_they_lie(sound_release, manifest) -> None:
    """Relative names lead from a description to files beside it, with their sizes and sums."""
    for resource in described(manifest, "datapackage.json")["resources"]:
        path = sound_release / resource["path"]
        if resource["type"] == "file":
            assert resource["bytes"] == path.stat().st_size
            assert resource["hash"] == f"sha256:{file_sha256(path)}"
    for name in ("croissant.json", "dataset.jsonld"):
        for file in described(manifest, name)["distribution"]:
            path = sound_release / file["contentUrl"]
            assert file["sha256"] == file_sha256(path)
            assert file["contentSize"] == f"{path.stat().st_size} B"
    for file in described(manifest, "dcat.jsonld")["dcat:distribution"]:
        assert (sound_release / file["dcat:downloadURL"]).is_file()


def test_a_server_names_files_by_address(manifest) -> None:
    """With the address of the release every file is named by its own: one description is enough."""
    package = described(manifest, "datapackage.json", URL)
    assert {r["path"].rpartition("/")[0] for r in package["resources"]} == {f"{URL}/files"}
    for name in ("croissant.json", "dataset.jsonld"):
        found = described(manifest, name, URL)
        assert found["url"] == URL
        assert all(f["contentUrl"].startswith(f"{URL}/files/") for f in found["distribution"])
    assert yaml.safe_load(metadata_files(manifest, release_url=URL)["CITATION.cff"])["url"] == URL


def test_the_parent_is_the_version_before(manifest) -> None:
    """A release with a parent leads to it, where there is an address."""
    child = msgspec.structs.replace(manifest, parent="2026.11.21")
    found = described(child, "dcat.jsonld", URL)["dcat:previousVersion"]
    assert found == {"@id": URL.replace("11.22", "11.21")}
    assert "dcat:previousVersion" not in described(child, "dcat.jsonld")


@pytest.mark.parametrize("name", ["croissant.json", "dcat.jsonld"])
def test_every_term_is_of_a_vocabulary(manifest, name) -> None:
    """JSON-LD: each key is declared in the context or has a prefix that is; so has each type."""
    found = described(manifest, name, URL)
    context = found.pop("@context")
    vocabulary = "@vocab" in context
    for key, value in _members(found):
        prefix, colon, _ = key.partition(":")
        assert key.startswith("@") or prefix in context or (vocabulary and not colon), key
        if key == "@type":
            assert value.partition(":")[0] in context


def test_every_id_of_croissant_leads_somewhere(manifest) -> None:
    """Sources name files that are distributed; keys name fields that are declared, each once."""
    found = described(manifest, "croissant.json")
    del found["@context"]
    files = {file["@id"] for file in found["distribution"]}
    ids = [value["@id"] for value in _objects(found) if "@type" in value and "@id" in value]
    assert len(ids) == len(set(ids))
    for value in _objects(found):
        if "fileObject" in value:
            assert value["fileObject"]["@id"] in files
        if "key" in value:
            assert value["key"]["@id"] in ids


def test_nothing_ends_the_script_early(manifest) -> None:
    """In a page no title can close the element, and the JSON says the same all the same."""
    title = "</script><script>alert(1)</script> & <!-- “news”"
    bad = msgspec.structs.replace(manifest, title=title)
    found = dataset_jsonld(bad, release_url=URL)
    assert not re.search(rb"[<>&]", found)
    assert json.loads(found)["name"] == title


@pytest.mark.parametrize(
    ("said", "spdx", "url"),
    [
        ("CC-BY-4.0", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("ODbL-1.0", "ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
        ("https://news.example/terms", None, "https://news.example/terms"),
        ("for our readers alone", None, None),
    ],
)
def test_licences(manifest, said, spdx, url) -> None:
    """A licence is named by its SPDX id where it has one, else by address or words."""
    found = licence_of(said)
    assert (found.spdx, found.url) == (spdx, url)
    changed = msgspec.structs.replace(manifest, licence=said)
    cited = yaml.safe_load(metadata_files(changed)["CITATION.cff"])
    assert cited.get("license") == spdx
    assert cited.get("license-url") == (None if spdx else url)
    assert described(changed, "dataset.jsonld")["license"] == (url or said)


def test_the_publisher_is_cited(manifest) -> None:
    """Who publishes is named as author and creator; where nobody said, the data set is."""
    for publisher in ("Harbour Data Desk", None):
        told = msgspec.structs.replace(manifest, publisher=publisher)
        name = publisher or manifest.title
        cited = yaml.safe_load(metadata_files(told)["CITATION.cff"])
        assert cited["authors"] == [{"name": name}]
        assert described(told, "croissant.json")["creator"]["name"] == name
        assert described(told, "dataset.jsonld")["creator"]["name"] == name
        assert described(told, "dcat.jsonld")["dct:creator"]["foaf:name"] == name
        assert described(told, "datapackage.json")["contributors"][0]["title"] == name


def test_a_release_names_its_publisher(loaded, tmp_path) -> None:
    """The publisher given to `freeze` stands in manifest and citation, and sets a release apart."""
    folder = freeze(loaded, tmp_path, day=DAY, publisher="Harbour Data Desk", tool_versions={})
    told = read_manifest(folder)
    assert told.publisher == "Harbour Data Desk"
    assert told.citation.startswith("Harbour Data Desk. dateline: records")
    with pytest.raises(NothingChanged):
        freeze(loaded, tmp_path, day=DAY, publisher="Harbour Data Desk", tool_versions={})
    assert freeze(loaded, tmp_path, day=DAY, publisher="Another", tool_versions={}).is_dir()


@settings(deadline=None, max_examples=50)
@given(title=odd_texts, publisher=st.none() | odd_texts, licence=odd_texts)
@example(title="Tromsø\x85", publisher="\u2028", licence="\ufeff")
def test_any_words_come_back(title, publisher, licence) -> None:
    """Whatever a publisher writes, every format gives it back and no page ends early."""
    told = Manifest(**BARE, title=title, publisher=publisher, licence=licence)
    files = metadata_files(told, release_url=URL)
    cited = yaml.safe_load(files["CITATION.cff"])
    assert (cited["title"], cited["authors"][0]["name"]) == (title, publisher or title)
    assert json.loads(files["datapackage.json"])["licenses"][0]["title"] == licence
    page = dataset_jsonld(told, release_url=URL)
    assert json.loads(page) == json.loads(files["dataset.jsonld"])
    assert not re.search(rb"[<>&]", page)


def test_citation_keeps_its_types(manifest) -> None:
    """The version stays a text and the day a day, whatever YAML would make of them."""
    found = yaml.safe_load(metadata_files(manifest)["CITATION.cff"])
    assert found["version"] == "2026.11.22"
    assert found["date-released"] == dt.date(2026, 11, 22)
    assert found["type"] == "dataset"


def test_a_manifest_without_columns_is_described_all_the_same(manifest) -> None:
    """Releases of old declared no columns; their files can be described still."""
    tables = tuple(msgspec.structs.replace(t, columns=(), references=()) for t in manifest.tables)
    old = msgspec.structs.replace(manifest, tables=tables)
    assert described(old, "croissant.json")["recordSet"] == []
    assert len(described(old, "datapackage.json")["resources"]) > len(TABLES)


def _objects(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)


def _members(value: object) -> Iterator[tuple[str, object]]:
    for found in _objects(value):
        yield from found.items()
