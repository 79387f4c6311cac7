"""Corrections: looked at at once, kept, applied when a release is made, never lost."""

import datetime as dt
import json

import duckdb
import msgspec
import polars as pl
import pytest

from api.derivation import derive
from schemas.errors import NotFound, NothingChanged
from tests.warehouse.synthetic import extraction
from warehouse import Warehouse, freeze, verify
from warehouse.corrections import Proposal, correct, corrections

DAY = dt.date(2026, 11, 22)
ARTICLES = [extraction(number) for number in range(4)]
EVENT = ARTICLES[1].events[0]
STATEMENT = ARTICLES[2].statements[0]
FIGURE = ARTICLES[2].statistics[1]


@pytest.fixture
def path(tmp_path):
    """A warehouse of four articles."""
    with Warehouse.open(tmp_path / "news.duckdb") as warehouse:
        warehouse.load_many(ARTICLES)
    return tmp_path / "news.duckdb"


def proposal(record, field, value, **fields) -> Proposal:
    given = {"who": "Data desk", "why": "The paper says otherwise", "when": DAY, **fields}
    return Proposal(record=record, field=field, value=value, **given)


def released(path):
    """Return the folder of a new release of the warehouse."""
    return freeze(path, path.parent / "releases", day=DAY, tool_versions={}, derive=derive)


def row(release, table, key, value):
    found = pl.read_parquet(release / f"{table}.parquet").filter(pl.col(key) == value)
    return found.to_dicts()[0] if len(found) else None


def told(release):
    """Return (field, status) of every correction of the release, in their order."""
    frame = pl.read_parquet(release / "corrections.parquet")
    return [(r["field"], r["status"]) for r in frame.iter_rows(named=True)]


def outcomes(taken):
    return [one.outcome for one in taken]


def test_a_corrected_row_has_its_value_and_what_follows_from_it(path):
    """Type, name and list change; quad class follows the type, the entity id follows the name."""
    correct(
        path,
        [
            proposal(EVENT.record_id, "type", "ASSAULT"),
            proposal(EVENT.record_id, "modes", '["aerial"]'),
            proposal(EVENT.record_id, "actors[0].name", "Big Ferry"),
            proposal(EVENT.record_id, "actors[1]", "null"),
            proposal(STATEMENT.record_id, "speaker.name", "null"),
            proposal(FIGURE.record_id, "value", "7.5"),
            proposal(ARTICLES[0].article.article_id, "published", "2023-12-31"),
        ],
    )
    release = released(path)
    event = row(release, "events", "record_id", EVENT.record_id)
    assert (event["type"], event["modes"]) == ("ASSAULT", ["aerial"])
    assert event["quad_class"] == "material conflict"
    assert [actor["name"] for actor in event["actors"]] == ["Big Ferry"]
    assert event["actors"][0]["mention"] == EVENT.actors[0].mention
    assert row(release, "statements", "record_id", STATEMENT.record_id)["speaker"]["name"] is None
    assert row(release, "statistics", "record_id", FIGURE.record_id)["value"] == 7.5
    assert row(release, "articles", "article_id", "ferry-0")["published"] == dt.date(2023, 12, 31)
    cluster = row(release, "event_clusters", "cluster_id", event["cluster_id"])
    assert EVENT.record_id in cluster["members"]
    assert {status for _, status in told(release)} == {"applied"}
    assert verify(release).ok


def test_the_table_tells_old_and_new_value_who_and_why(path):
    """Whoever reads a corrected row finds in `corrections` what stood there, who and why."""
    correct(path, [proposal(EVENT.record_id, "type", "PROTEST", who="A. Reader", why="A march")])
    (found,) = pl.read_parquet(released(path) / "corrections.parquet").to_dicts()
    assert (found["old_value"], found["new_value"]) == (f'"{EVENT.type}"', '"PROTEST"')
    assert (found["who"], found["why"], found["corrected"]) == ("A. Reader", "A march", DAY)
    assert (found["record_table"], found["article_id"]) == ("events", EVENT.article_id)


def test_a_withdrawn_record_is_gone_and_nothing_leads_to_it(path):
    """No row, tie, cluster or older value keeps a withdrawn record, until it is restored."""
    whole = [
        proposal(record, "*", "withdrawn") for record in (STATEMENT.record_id, EVENT.record_id)
    ]
    correct(path, [proposal(EVENT.record_id, "type", "PROTEST"), *whole])
    release = released(path)
    assert row(release, "statements", "record_id", STATEMENT.record_id) is None
    assert row(release, "events", "record_id", EVENT.record_id) is None
    assert row(release, "statistics", "record_id", FIGURE.record_id)["said_by"] is None
    clusters = pl.read_parquet(release / "event_clusters.parquet")
    assert EVENT.record_id not in [m for members in clusters["members"] for m in members]
    assert pl.read_parquet(release / "corrections.parquet")["old_value"].null_count() == 3
    assert verify(release).ok
    correct(path, [proposal(EVENT.record_id, "*", "restored")])
    again = row(released(path), "events", "record_id", EVENT.record_id)
    assert again["type"] == "PROTEST"


def test_the_same_correction_again_changes_nothing(path):
    """Taking the same list in twice gives one row each and no new release."""
    given = [
        proposal(EVENT.record_id, "type", "PROTEST"),
        proposal(FIGURE.record_id, "unit", "ship"),
    ]
    assert outcomes(correct(path, given)) == ["new", "new"]
    released(path)
    assert outcomes(correct(path, given)) == ["unchanged", "unchanged"]
    assert len(corrections(path)) == 2
    with pytest.raises(NothingChanged):
        released(path)


def test_what_the_record_says_already_is_no_correction(path):
    """A value that stands there already is taken note of and not kept."""
    taken = correct(path, [proposal(EVENT.record_id, "type", EVENT.type)])
    assert outcomes(taken) == ["unchanged"]
    assert corrections(path) == []


def test_the_last_correction_of_a_field_counts(path):
    """An earlier one is told as superseded; going back to the old value undoes both."""
    correct(path, [proposal(EVENT.record_id, "type", "PROTEST")])
    correct(path, [proposal(EVENT.record_id, "type", "VOTE")])
    release = released(path)
    assert row(release, "events", "record_id", EVENT.record_id)["type"] == "VOTE"
    assert told(release) == [("type", "superseded"), ("type", "applied")]
    correct(path, [proposal(EVENT.record_id, "type", EVENT.type)])
    assert row(released(path), "events", "record_id", EVENT.record_id)["type"] == EVENT.type


def test_corrections_survive_loading_again(path):
    """A new extraction that reads the field as before keeps the correction."""
    correct(path, [proposal(EVENT.record_id, "type", "PROTEST")])
    with Warehouse.open(path) as warehouse:
        warehouse.load_many([extraction(number, version="2.0.0") for number in range(4)])
    release = released(path)
    found = row(release, "events", "record_id", EVENT.record_id)
    assert (found["type"], found["extractor"]) == ("PROTEST", "events@2.0.0")


def test_what_no_longer_fits_is_told_as_stale_and_can_be_renewed(path):
    """A changed old value or a vanished record stops a correction, which is not lost."""
    gone = extraction(3).events[0].record_id
    correct(path, [proposal(FIGURE.record_id, "value", "9"), proposal(gone, "type", "PROTEST")])
    changed = extraction(2, version="2.0.0")
    figures = tuple(msgspec.structs.replace(f, value=3.0) for f in changed.statistics)
    with Warehouse.open(path) as warehouse:
        warehouse.load(msgspec.structs.replace(changed, statistics=figures))
        warehouse.load(extraction(3, "Another text altogether, with no ferry in it."))
    release = released(path)
    frame = pl.read_parquet(release / "corrections.parquet")
    assert frame["status"].to_list() == ["stale", "stale"]
    assert ["otherwise" in note for note in frame["note"]] == [True, False]
    assert frame["old_value"].null_count() == 1, "of a vanished record nothing is repeated"
    assert row(release, "statistics", "record_id", FIGURE.record_id)["value"] == 3.0
    notes = json.loads((release / "notes.json").read_bytes())
    assert notes["corrections_counted"] == {"stale": 2}
    assert outcomes(correct(path, [proposal(FIGURE.record_id, "value", "9")])) == ["renewed"]
    assert row(released(path), "statistics", "record_id", FIGURE.record_id)["value"] == 9.0


def test_notes_and_delta_show_corrections(path):
    """Rows that people set right are told apart from rows that were read otherwise."""
    released(path)
    correct(path, [proposal(EVENT.record_id, "type", "PROTEST", why="A march")])
    release = released(path)
    notes = json.loads((release / "notes.json").read_bytes())
    (events,) = (table for table in notes["tables"] if table["table"] == "events")
    assert events["reasons"] == {"correction": 1}
    page = (release / "NOTES.md").read_text()
    assert "A march" in page
    assert "as people corrected them" in page
    delta = pl.read_parquet(release / "events.delta.parquet").to_dicts()
    assert [(d["key"], "type" in d["fields"]) for d in delta] == [(EVENT.record_id, True)]


@pytest.mark.parametrize(
    ("record", "field", "value", "column", "words"),
    [
        ("ev_nothing", "type", "PROTEST", "record", "no record"),
        (EVENT.record_id, "tipe", "PROTEST", "field", "Did you mean `type`"),
        (EVENT.record_id, "type", "RIOT", "value", "It is one of"),
        (EVENT.record_id, "quad_class", "verbal conflict", "field", "follows from"),
        (EVENT.record_id, "record_id", "ev_0", "field", "may not"),
        (EVENT.record_id, "start", "0", "field", "may not"),
        (EVENT.record_id, "quote", "x", "field", "may not"),
        (EVENT.record_id, "trigger_start", "0", "field", "may not"),
        (EVENT.record_id, "mentions", "[]", "field", "may not"),
        (EVENT.record_id, "reported_by", "null", "field", "may not"),
        (EVENT.record_id, "cluster_id", "null", "field", "may not"),
        (EVENT.record_id, "actors[0].entity_id", "x", "field", "may not"),
        (EVENT.record_id, "actors[0].start", "1", "field", "may not"),
        (EVENT.record_id, "actors[0].mention", "x", "field", "may not"),
        (EVENT.record_id, "actors[9].name", "x", "field", "shorter"),
        (EVENT.record_id, "actors", "[]", "field", "list of structures"),
        (EVENT.record_id, "actors[0]", "x", "value", "only null"),
        (EVENT.record_id, "type[0]", "x", "field", "no list"),
        (EVENT.record_id, "type.name", "x", "field", "no field"),
        (EVENT.record_id, "modes", "night", "value", "JSON"),
        (EVENT.record_id, "date_start", "Monday", "value", "2026-11-22"),
        (EVENT.record_id, "modality", "null", "value", "may not be null"),
        (EVENT.record_id, "historical", "perhaps", "value", "true or false"),
        (EVENT.record_id, "*", "gone", "value", "withdrawn or restored"),
        (FIGURE.record_id, "value", "many", "value", "a number"),
        (FIGURE.record_id, "value", "nan", "value", "number"),
        (STATEMENT.record_id, "content", "x", "field", "may not"),
        ("ferry-1", "text", "x", "field", "may not"),
        ("ferry-1", "rights", "open", "field", "may not"),
        ("ferry-1", "*", "withdrawn", "field", "cannot be withdrawn"),
    ],
)
def test_what_cannot_be_is_refused_with_its_column(path, record, field, value, column, words):
    """Ids, spans and words stay; values fit their types; the error names the wrong part."""
    (good, bad) = correct(
        path, [proposal(FIGURE.record_id, "unit", "ship"), proposal(record, field, value)]
    )
    assert (good.outcome, bad.outcome) == ("new", "refused")
    assert bad.error.column == column
    assert words in bad.error.message


def test_there_must_be_a_warehouse(tmp_path):
    """A wrong name makes no new file."""
    with pytest.raises(NotFound):
        correct(tmp_path / "none.duckdb", [])
    assert not list(tmp_path.iterdir())


def test_closed_articles_keep_their_words(tmp_path):
    """Old values of a closed article's records leave as short as the records themselves."""
    text = "Long words of a paper that lets nobody print them. " * 12
    closed = extraction(1, text, rights="closed")
    with Warehouse.open(tmp_path / "news.duckdb") as warehouse:
        warehouse.load(closed)
    record = closed.statistics[0].record_id
    correct(tmp_path / "news.duckdb", [proposal(record, "of", text)])
    release = released(tmp_path / "news.duckdb")
    (found,) = pl.read_parquet(release / "corrections.parquet").to_dicts()
    assert len(found["new_value"]) == 160


def test_a_delta_does_not_repeat_what_was_withdrawn(path):
    """A record that people withdraw, and what they had corrected in it, is told nowhere anew."""
    correct(path, [proposal(EVENT.record_id, "actors[0].name", "Known Ferry")])
    parent = released(path)
    assert pl.read_parquet(parent / "corrections.parquet")["old_value"].null_count() == 0
    correct(path, [proposal(EVENT.record_id, "*", "withdrawn")])
    release = released(path)
    (gone,) = (
        d
        for d in pl.read_parquet(release / "events.delta.parquet").to_dicts()
        if d["key"] == EVENT.record_id
    )
    assert (gone["change"], gone["before"], gone["after"]) == ("removed", None, None)
    for row in pl.read_parquet(release / "corrections.delta.parquet").to_dicts():
        assert row["before"] is None or row["before"]["old_value"] is None
    assert verify(release).ok


def test_a_warehouse_made_before_corrections_takes_and_releases_them(path):
    """Files of earlier days get the table when they are opened."""
    connection = duckdb.connect(str(path))
    connection.execute("DROP VIEW corrections").fetchall()
    connection.execute("DROP TABLE store.corrections").fetchall()
    connection.close()
    assert outcomes(correct(path, [proposal(EVENT.record_id, "type", "PROTEST")])) == ["new"]
    assert told(released(path)) == [("type", "applied")]
