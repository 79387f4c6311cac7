"""Deltas and notes: parent + delta = release, and what is told of the change is true."""

import datetime as dt
import tempfile
from pathlib import Path

import duckdb
import msgspec
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import TABLES
from tests.warehouse.other_schemas import of_another_schema
from tests.warehouse.synthetic import extraction, extractions, failure, text_of
from tests.warehouse.test_verification import column, failed, rewrite
from warehouse import Warehouse, exports, freeze, read_manifest, verify
from warehouse.connection import connect
from warehouse.declarations import tables_of
from warehouse.deltas.comparison import Side, comparison
from warehouse.deltas.files import rebuild, write_delta
from warehouse.deltas.notes import Notes
from warehouse.manifest import MANIFEST, delta_file, file_sha256

DAY = dt.date(2026, 11, 22)


def side(folder: Path) -> Side:
    return Side(folder=folder, tables=tables_of(read_manifest(folder), folder))


def chain(folder: Path, *loads) -> list[Path]:
    """Return the releases after each of *loads*, of one warehouse, a day apart."""
    found = []
    for number, items in enumerate(loads):
        with Warehouse.open(folder / "w.duckdb") as warehouse:
            warehouse.load_many(items)
        found.append(
            freeze(
                folder / "w.duckdb",
                folder / "r",
                day=DAY + dt.timedelta(days=number),
                tool_versions={},
            )
        )
    return found


def rebuilt(parent: Path, release: Path, target: Path) -> dict[str, str]:
    """Return the SHA-256 of every table's Parquet file as parent and delta give it."""
    with duckdb.connect(":memory:") as connection:
        for table in side(release).tables:
            path = target / f"{table.name}.parquet"
            rebuild(connection, side(parent), side(release), table, path)
    return {p.name: file_sha256(p) for p in target.iterdir()}


def told(release: Path) -> dict[str, str]:
    return {
        entry.name: entry.sha256
        for entry in read_manifest(release).files
        if entry.role == "data" and entry.name.endswith(".parquet")
    }


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Two releases: articles new, revised, read anew, closed and gone in the second."""
    folder = tmp_path_factory.mktemp("pair")
    first = [extraction(n) for n in range(12)] + [failure(1)]
    second = [
        extraction(12),
        extraction(3, text_of(3) + " A later version."),
        extraction(4, version="1.1.0"),
        extraction(5, rights="closed"),
        extraction(6, title="Another headline"),
    ]
    return chain(folder, first, second)


def delta(release: Path, table: str) -> pl.DataFrame:
    return pl.read_parquet(release / delta_file(table))


def test_parent_and_delta_are_the_release(pair, tmp_path):
    """Every table, rebuilt from the parent and the delta alone, is the same file to the byte."""
    parent, release = pair
    assert rebuilt(parent, release, tmp_path) == told(release)
    assert read_manifest(release).parent_sha256 == file_sha256(parent / MANIFEST)


_loads = st.lists(extractions(), max_size=5, unique_by=lambda e: e.article.article_id)


@settings(max_examples=12, deadline=None)
@given(first=_loads, second=_loads)
def test_parent_and_delta_are_the_release_in_any_warehouse(first, second):
    """Odd texts, other rights, revisions and other versions: all tables come back to the byte."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        older = published(folder, "older", first)
        newer = published(folder, "newer", second)
        (folder / "target").mkdir()
        with duckdb.connect(":memory:") as connection:
            for table in TABLES:
                path = newer.folder / delta_file(table.name)
                write_delta(connection, older, newer, table, path)
                rebuild(connection, older, newer, table, folder / "target" / path.name)
                wanted = (newer.folder / f"{table.name}.parquet").read_bytes()
                assert (folder / "target" / path.name).read_bytes() == wanted


def published(folder: Path, name: str, items) -> Side:
    """Return the Parquet files that a release of the warehouse in *folder* would hold now."""
    (folder / name).mkdir()
    with Warehouse.open(folder / "w.duckdb") as warehouse:
        warehouse.load_many(items)
        warehouse.cluster()
    with connect(folder / "w.duckdb", read_only=True) as connection:
        for table in TABLES:
            exports.write_parquet(connection, table, folder / name / f"{table.name}.parquet")
    return Side(folder=folder / name, tables=TABLES)


def test_a_negative_zero_is_a_change(tmp_path):
    """Values that compare equal and are other bytes are told, for plain and nested numbers."""
    base = extraction(1)
    figure = msgspec.structs.replace(base.statistics[0], value=0.0, low=0.0)
    other = msgspec.structs.replace(figure, value=-0.0)
    place = msgspec.structs.replace(base.events[0].places[0], latitude=0.0)
    event = msgspec.structs.replace(base.events[0], places=(place,))
    moved = msgspec.structs.replace(event, places=(msgspec.structs.replace(place, latitude=-0.0),))
    older, newer = (
        published(tmp_path, name, [msgspec.structs.replace(base, statistics=(f,), events=(e,))])
        for name, f, e in (("older", figure, event), ("newer", other, moved))
    )
    with duckdb.connect(":memory:") as connection:
        for name, fields in (("statistics", ["value"]), ("events", ["places"])):
            table = newer.table(name)
            row = connection.execute(comparison(older, newer, table)).fetchone()
            assert row[2] == fields


def test_readers_apply_a_delta_in_one_line(pair):
    """What docs/releases.md shows for polars gives the release."""
    parent, release = pair
    changes = delta(release, "events")
    kept = pl.read_parquet(parent / "events.parquet").join(
        changes, left_on="record_id", right_on="key", how="anti"
    )
    came = changes.filter(pl.col("change") != "removed").select(pl.col("after").struct.unnest())
    found = pl.concat([kept, came]).sort("article_id", "start", "end", "record_id")
    assert found.equals(pl.read_parquet(release / "events.parquet"))


def test_a_change_tells_what_was_and_what_is(pair):
    """A changed row names its fields and gives their older values, and no others."""
    (row,) = delta(pair[1], "articles").filter(key="ferry-6").to_dicts()
    assert (row["change"], row["fields"]) == ("changed", ["title"])
    assert row["before"]["title"] == "Ferry line 6 opens in Kisumu"
    assert row["before"]["text"] is None
    assert row["after"]["title"] == "Another headline"
    rows = delta(pair[1], "statements").filter(pl.col("after").struct["article_id"] == "ferry-4")
    (row,) = rows.to_dicts()
    assert row["fields"] == ["extractor"]
    assert row["before"]["extractor"] == "statements@1.0.0"


def test_nothing_is_told_again_that_is_no_longer_published(pair):
    """Texts replaced or closed since, and their records, have no older values in the delta."""
    for table in TABLES:
        frame = delta(pair[1], table.name)
        for row in frame.to_dicts():
            if row["before"] is None:
                continue
            owner = row["before"].get("article_id") or (row["after"] or {}).get("article_id")
            if table.name == "articles":
                assert row["before"]["text"] is None
            elif table.has_evidence:
                assert owner not in ("ferry-3", "ferry-5")
    assert delta(pair[1], "articles").filter(key="ferry-5")["fields"].to_list()[0] == [
        "text", "rights",
    ]  # fmt: skip


def test_notes_tell_text_from_extractor(pair):
    """The notes count what came for which reason, and name articles and versions."""
    notes = msgspec.json.decode((pair[1] / "notes.json").read_bytes(), type=Notes)
    statements = next(table for table in notes.tables if table.table == "statements")
    assert statements.reasons == {"article": 1, "extractor": 1, "text": 2}
    articles = next(table for table in notes.tables if table.table == "articles")
    assert articles.reasons == {"article": 1, "metadata": 1, "rights": 1, "text": 1}
    assert notes.articles_counted == {"added": 1, "revised": 1}
    assert {(a.article_id, a.fate) for a in notes.articles} == {
        ("ferry-12", "added"),
        ("ferry-3", "revised"),
    }
    assert "extractor of statements" in {entry.what for entry in notes.versions}
    kinds = {(k.table, k.kind): (k.before, k.rows) for k in notes.kinds}
    assert kinds["statements", "mixed"] == (12, 13)
    page = (pair[1] / "NOTES.md").read_text()
    assert "1 as articles came or went" in page
    assert "statements@1.0.0 → statements@1.0.0, statements@1.1.0" in page
    assert "`ferry-12`: Ferry line 12 opens in Kisumu, Harbour Gazette, 2024-03-13" in page


def test_the_first_release_has_notes_and_no_delta(pair):
    """Without parent there is nothing to compare with, and the notes say so."""
    assert not list(pair[0].glob("*.delta.parquet"))
    assert "the first" in (pair[0] / "NOTES.md").read_text()
    assert read_manifest(pair[0]).parent_sha256 is None


def test_a_delta_that_does_not_lead_here_is_found(pair, tmp_path):
    """With the parent beside it, any wrong row shows; alone, rows that are not in the release."""
    import shutil  # noqa: PLC0415

    for name, words in (
        ("with", "the parent and the delta do not give the release"),
        ("alone", "tells of rows that are not in the release"),
    ):
        folder = tmp_path / name
        copy = folder / pair[1].name
        shutil.copytree(pair[1], copy)
        for path in copy.iterdir():
            path.chmod(0o644)
        if name == "with":
            shutil.copytree(pair[0], folder / pair[0].name)
        assert verify(copy).ok
        frame = pq.read_table(copy / delta_file("key_points"))
        path = copy / delta_file("key_points")
        rows = frame.to_pylist()
        for row in rows:
            if row["after"]:
                row["after"]["rank"] = 77
        pq.write_table(type(frame).from_pylist(rows, schema=frame.schema), path)
        rewrite(copy, "key_points", column("score", lambda values: values), database=False)
        names, details = failed(copy)
        assert "delta" in names
        assert words in details


def test_deltas_cross_schema_versions(pair, tmp_path):
    """A parent of an older schema does: what it lacks is null there, and the notes say so."""
    folder = tmp_path / "r"
    folder.mkdir()
    parent = of_another_schema(
        pair[0],
        folder / pair[0].name,
        "1.0.0",
        without=("event_clusters", "cluster_changes", "events.modality", "articles.words"),
        declared=False,
    )
    release = freeze(pair[0].parent.parent / "w.duckdb", folder, day=DAY, tool_versions={})
    assert verify(release).ok
    (tmp_path / "target").mkdir()
    assert rebuilt(parent, release, tmp_path / "target") == told(release)
    notes = msgspec.json.decode((release / "notes.json").read_bytes(), type=Notes)
    assert {"events.modality", "articles.words", "event_clusters.members"} <= set(
        notes.columns_added
    )
    events = next(table for table in notes.tables if table.table == "events")
    assert events.reasons["schema"] > 0
    assert "schema: 1.0.0 →" in (release / "NOTES.md").read_text()
