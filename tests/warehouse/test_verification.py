"""Verification: a sound release passes, and every kind of tampering is found and named."""

import shutil

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
import zstandard

from schemas import TABLES
from schemas.errors import NotFound
from warehouse import DATABASE, MANIFEST, SIGNATURE, SUMS, open_release, verify
from warehouse.manifest import (
    file_entry,
    file_sha256,
    manifest_bytes,
    read_manifest,
    sums_text,
)


@pytest.fixture
def release(sound_release, tmp_path):
    """A copy of a sound release that may be tampered with."""
    copy = tmp_path / sound_release.name
    shutil.copytree(sound_release, copy)
    for path in copy.iterdir():
        path.chmod(0o644)
    return copy


def reseal(release, /, **manifest_changes):
    """Make manifest and sums agree with the files again, as a clever forger would."""
    manifest = read_manifest(release)
    rows = {entry.name: entry.rows for entry in manifest.tables}
    told = {entry.name: entry for entry in manifest.files}
    files = tuple(
        _entry(path, rows, told.get(path.name))
        for path in sorted(release.iterdir())
        if path.name not in (MANIFEST, SUMS, SIGNATURE)
    )
    manifest = msgspec.structs.replace(manifest, **{"files": files, **manifest_changes})
    (release / MANIFEST).write_bytes(manifest_bytes(manifest))
    resum(release)


def _entry(path, rows, told):
    if told is None or told.role == "data":
        return file_entry(path, rows)
    return file_entry(path, {told.table: told.rows} if told.table else {}, role=told.role)


def resum(release):
    sums = {p.name: file_sha256(p) for p in release.iterdir() if p.name not in (SUMS, SIGNATURE)}
    (release / SUMS).write_text(sums_text(sums))


def failed(release):
    """Return the names of the failed checks and all details."""
    verification = verify(release)
    assert verification.ok == all(check.ok for check in verification.checks)
    details = " ".join(check.detail for check in verification.checks)
    return {check.name for check in verification.checks if not check.ok}, details


def rewrite(release, table, change, *, database=True):
    """Change the rows of a table in Parquet, and in the DuckDB file alike."""
    path = release / f"{table}.parquet"
    rows = pq.read_table(path)
    changed = change(rows)
    pq.write_table(changed.cast(rows.schema), path, compression="zstd")
    if database:
        with duckdb.connect(str(release / DATABASE)) as connection:
            connection.register("changed", changed)
            # The key makes no difference to readers; without it doubled rows can be written.
            connection.execute(f'CREATE OR REPLACE TABLE "{table}" AS FROM changed')
    reseal(release)


def column(name, change):
    """Return a change of one column: *change* gets the list of values."""

    def apply(rows):
        index = rows.schema.get_field_index(name)
        values = change(rows.column(name).to_pylist())
        return rows.set_column(index, name, pa.array(values, rows.schema.field(name).type))

    return apply


def first(value):
    return lambda values: [value(values[0]) if callable(value) else value, *values[1:]]


def test_a_sound_release_passes_every_check(sound_release):
    """Nothing is wrong with what `freeze` makes, and ten things were looked at."""
    verification = verify(sound_release)
    assert verification.ok
    assert verification.release == sound_release.name
    assert [check.name for check in verification.checks] == [
        "sums", "manifest", "schema", "rows", "keys", "references", "evidence", "spans", "delta",
        "signature",
    ]  # fmt: skip


def test_a_flipped_byte_in_any_file_is_found_and_named(release):
    """First, middle, last byte of every file: the check fails and names the file."""
    for path in sorted(release.iterdir()):
        whole = path.read_bytes()
        for at in (0, len(whole) // 2, len(whole) - 1):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            names, details = failed(release)
            assert "sums" in names, (path.name, at)
            assert path.name in details or path.name == SUMS, (path.name, at)
        path.write_bytes(whole)
    assert verify(release).ok


def test_missing_and_extra_files_are_named(release):
    """A file too few or too many is a fault, listed or not."""
    (release / "notes.txt").write_text("hello")
    assert "notes.txt is not listed" in failed(release)[1]
    resum(release)
    assert "notes.txt does not belong to the release" in failed(release)[1]
    (release / "notes.txt").unlink()
    (release / "events.parquet").unlink()
    assert "events.parquet is missing" in failed(release)[1]
    resum(release)
    assert "does not list events.parquet" in failed(release)[1]
    with pytest.raises(NotFound):
        verify(release.parent / "2000.01.01")


@pytest.mark.parametrize("text", ["", "not a sum", "0" * 64 + "  ../manifest.json\n"])
def test_sums_of_another_form_are_refused(release, text):
    """The list of sums is read in the one form it is written in, and never leads elsewhere."""
    (release / SUMS).write_text(text)
    assert "sums" in failed(release)[0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"release": "2020.01.01"}, "of release 2020.01.01"),
        ({"schema_version": "9.0.0"}, "schema version 9.0.0"),
        ({"tables": ()}, "articles.csv.zst is of no table that the manifest declares"),
        ({"files": ()}, "articles.csv.zst does not belong to the release"),
        ({"extractor_versions": {"events": ("events@9.9.9",)}}, "not those of the manifest"),
    ],
)
def test_a_manifest_that_lies_is_found(release, changes, words):
    """What the manifest says must agree with the files."""
    reseal(release, **changes)
    names, details = failed(release)
    assert "manifest" in names
    assert words in details


def test_a_manifest_with_wrong_sums_is_found(release):
    """The two places that hold the sums must agree."""
    manifest = read_manifest(release)
    wrong = msgspec.structs.replace(manifest.files[0], sha256="0" * 64, bytes=1)
    reseal(release, files=(wrong, *manifest.files[1:]))
    names, details = failed(release)
    assert names == {"manifest"}
    assert f"{wrong.name}: bytes" in details
    assert f"{wrong.name}: sha256" in details


@pytest.mark.parametrize(
    ("table", "change", "check", "words"),
    [
        ("events", column("quote", first("forged")), "evidence", "the quote is not the text"),
        ("statements", column("start", first(0)), "evidence", "the quote is not the text"),
        ("articles", column("text", first(lambda t: t + "!")), "evidence", "the text is not"),
        ("articles", column("rights", first("closed")), "evidence", "the text is not"),
        ("statistics", column("record_id", lambda v: [v[1], *v[1:]]), "keys", "not unique"),
        ("articles", column("article_id", first("stranger")), "references", "article_id is not"),
        (
            "statistics",
            column("said_by", lambda v: ["st_gone" for _ in v]),
            "references",
            "said_by is not in statements",
        ),
        ("key_points", column("revision", first(7)), "references", "revision"),
        ("events", column("trigger_end", first(9999)), "spans", "trigger_start to trigger_end"),
        ("statements", column("cue_start", first(None)), "spans", "cue_start"),
        (
            "events",
            column("actors", first(lambda a: [{**a[0], "end": 9999}, *a[1:]])),
            "spans",
            "actors.start",
        ),
        (
            "articles",
            column(
                "blocks", first(lambda b: [*b[:1], {**b[1], "cells": [{"start": 5, "end": 2}]}])
            ),
            "spans",
            "blocks.cells.start",
        ),
        ("statements", column("speaker", first(lambda s: {**s, "end": 9999})), "spans", "speaker"),
    ],
)
def test_forged_rows_are_found(release, table, change, check, words):
    """Rows that break the promises fail the check made for them, though all sums agree."""
    rewrite(release, table, change)
    names, details = failed(release)
    assert check in names
    assert words in details


def test_formats_that_hold_different_rows_are_found(release):
    """Parquet, DuckDB, CSV and NDJSON must hold the same rows."""
    rewrite(release, "key_points", column("score", first(0.5)), database=False)
    names, details = failed(release)
    assert names == {"rows"}
    assert "key_points holds other rows" in details
    rewrite(release, "entities", lambda rows: rows.slice(1))
    assert "entities.parquet has" in failed(release)[1]


@pytest.mark.parametrize("suffix", ["csv", "ndjson"])
def test_a_text_file_with_a_row_too_many_is_found(release, suffix):
    """The rows of the text formats are counted too."""
    path = release / f"events.{suffix}.zst"
    lines = zstandard.ZstdDecompressor().stream_reader(path.read_bytes()).read()
    for more in (b'"a ""row"""\r\n', b'"no end\r\n' * (suffix == "csv") or b"{}\n"):
        path.write_bytes(zstandard.compress(lines + more))
        reseal(release)
        names, details = failed(release)
        assert names == {"rows"}
        assert path.name in details


def test_other_columns_are_found(release):
    """A column too few, in Parquet or in DuckDB, is another schema."""
    path = release / "events.parquet"
    rows = pq.read_table(path)
    pq.write_table(rows.drop_columns(["modality"]), path)
    reseal(release)
    assert "events.parquet has other columns" in failed(release)[1]
    pq.write_table(rows.replace_schema_metadata().cast(_bare(rows.schema)), path)
    reseal(release)
    assert "other column descriptions" in failed(release)[1]
    pq.write_table(rows, path)
    with duckdb.connect(str(release / DATABASE)) as connection:
        connection.execute("ALTER TABLE key_points ALTER score TYPE VARCHAR")
    reseal(release)
    assert f"{DATABASE}: key_points has other columns" in failed(release)[1]


def _bare(schema):
    return pa.schema([field.remove_metadata() for field in schema])


def test_an_opened_release_survives_verification(sound_release):
    """A server may hold a release open while somebody verifies it, in one process."""
    with open_release(sound_release) as release:
        assert verify(sound_release).ok
        assert (
            release.count("articles")
            == pc.count(pq.read_table(sound_release / "articles.parquet")["article_id"]).as_py()
        )
    assert {table.name for table in TABLES} == {e.name for e in release.manifest.tables}
