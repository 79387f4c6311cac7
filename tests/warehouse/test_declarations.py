"""A release carries its own schema, and is read and verified by that, not by today's."""

import duckdb
import pytest

from schemas import SCHEMA_VERSION, TABLES
from schemas.columns import columns
from schemas.derived.arrow import arrow_schema
from schemas.derived.json_schema import json_schema
from schemas.errors import ReleaseError
from tests.warehouse.other_schemas import of_another_schema
from tests.warehouse.test_verification import failed, reseal
from warehouse import DATABASE, read_manifest, verify
from warehouse.declarations import table_entry, tables_of

MAJOR, MINOR, _ = (int(part) for part in SCHEMA_VERSION.split("."))
OLDER = f"{MAJOR}.{MINOR - 1}.0"
LATER = f"{MAJOR}.{MINOR + 3}.0"
CLUSTERS = ("event_clusters", "cluster_changes")
"""The tables that schema 1.1.0 added."""


def test_the_manifest_declares_the_tables_word_for_word(sound_release):
    """Names, types, nulls, descriptions, units, values, keys, order, references come back."""
    manifest = read_manifest(sound_release)
    found = tables_of(manifest, sound_release)
    for table, declared in zip(found, TABLES, strict=True):
        assert columns(table) == columns(declared)
        assert arrow_schema(table).equals(arrow_schema(declared), check_metadata=True)
        assert (table.name, table.key, table.order) == (declared.name, declared.key, declared.order)
        assert table.references == declared.references
        assert table.has_evidence == declared.has_evidence
        properties = json_schema(table)["$defs"][table.record.__name__]["properties"]
        assert list(properties) == [c.name for c in columns(declared)]
    entry = next(entry for entry in manifest.tables if entry.name == "statistics")
    start = next(column for column in entry.columns if column.name == "start")
    assert (start.type, start.nullable, start.unit) == ("int64", False, "code points")
    assert manifest.tables == tuple(table_entry(t, manifest.rows(t.name)) for t in TABLES)


@pytest.mark.parametrize("declared", [True, False])
def test_releases_of_older_schemas_verify(sound_release, tmp_path, declared):
    """What lacks later columns and tables is sound, with a manifest that tells them or not."""
    older = of_another_schema(
        sound_release,
        tmp_path / "2026.01.01",
        "1.0.0",
        without=(*CLUSTERS, "events.historical", "statements.addressee"),
        declared=declared,
    )
    verification = verify(older)
    assert verification.ok, [c for c in verification.checks if not c.ok]
    tables = {t.name: t for t in tables_of(read_manifest(older), older)}
    assert not set(CLUSTERS) & set(tables)
    assert "historical" not in tables["events"].record.__struct_fields__
    assert tables["events"].order == ("article_id", "start", "end", "record_id")
    assert [r.table for r in tables["events"].references] == ["articles", "statements"]


def test_releases_of_later_minor_versions_verify(sound_release, tmp_path):
    """Columns that nobody here declares do no harm: a minor version only adds."""
    later = of_another_schema(
        sound_release, tmp_path / "2027.01.01", LATER, added=("events.mood", "articles.tone")
    )
    verification = verify(later)
    assert verification.ok, [c for c in verification.checks if not c.ok]
    (events,) = (t for t in tables_of(read_manifest(later), later) if t.name == "events")
    assert events.record.__struct_fields__[-1] == "mood"


def test_a_version_that_is_not_what_it_says_is_found(sound_release, tmp_path):
    """Additive means: an older release has nothing new, and a later one lacks nothing."""
    later = of_another_schema(
        sound_release, tmp_path / "2027.01.01", LATER, without=("events.historical",)
    )
    assert f"{LATER} has events.historical bool, which is not in the release" in failed(later)[1]
    older = of_another_schema(sound_release, tmp_path / "2026.01.01", OLDER, added=("events.mood",))
    assert f"schema version {OLDER} has no events.mood string" in failed(older)[1]
    reseal(older, schema_version="2.0.0")
    assert "schema version 2.0.0 is not 1.x" in failed(older)[1]


def test_files_that_lack_what_the_release_declares_are_found(sound_release, tmp_path):
    """The declaration of the release binds its files, whatever its schema."""
    older = of_another_schema(
        sound_release, tmp_path / "2026.01.01", "1.0.0", without=("events.historical",)
    )
    with duckdb.connect(str(older / DATABASE)) as connection:
        connection.execute("ALTER TABLE events DROP modality")
    reseal(older)
    assert f"{DATABASE}: events has other columns than declared" in failed(older)[1]


def test_a_type_nobody_knows_is_told(sound_release, tmp_path):
    """A column of an unknown type makes the release unreadable, in words."""
    copy = of_another_schema(sound_release, tmp_path / "2026.01.01", SCHEMA_VERSION)
    text = (copy / "manifest.json").read_text()
    (copy / "manifest.json").write_text(text.replace('"float64"', '"decimal"'))
    with pytest.raises(ReleaseError, match="cannot be understood"):
        tables_of(read_manifest(copy), copy)
