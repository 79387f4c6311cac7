"""Reading a release: filters mean what they say, pages visit every row once."""

import base64
import datetime as dt
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import RECORD_TABLES, TABLE_BY_NAME, TABLES
from schemas.derived.arrow import arrow_schema
from schemas.errors import NotFound, QueryError, ReleaseError
from tests.warehouse.conftest import ARTICLES
from warehouse import (
    MAX_LIMIT,
    OPS,
    SHORTHANDS,
    Filter,
    RowQuery,
    column_names,
    latest,
    open_index,
    open_release,
    plain_rows,
    releases,
)
from warehouse.paths import resolve


@pytest.fixture(scope="module", params=["database", "index"])
def release(sound_release, request):
    """The release, read with DuckDB alone and with its index: each fact must hold of both."""
    with open_release(sound_release) as opened:
        if request.param == "index":
            opened.index = open_index(sound_release)
        yield opened


def ids(release, *filters, table="events"):
    page = release.rows(RowQuery(table=table, filters=filters, limit=MAX_LIMIT))
    assert len(page.to_rows()) == release.count(table, filters)
    return [row[TABLE_BY_NAME[table].key] for row in page.to_rows()]


def every(release, table="events"):
    return release.rows(RowQuery(table=table, limit=MAX_LIMIT)).to_rows()


def names_in(row, path):
    """Return all values at a dotted path of a plain row, through lists."""
    found = [row]
    for part in path.split("."):
        found = [value[part] for value in found if value is not None]
        found = [v for value in found for v in (value if isinstance(value, list) else [value])]
    return [value for value in found if value is not None]


# Each filter, and what it means of a plain row.
MEANINGS = [
    (Filter(column="type", value="AID"), lambda r: r["type"] == "AID"),
    (Filter(column="type", op="ne", value="AID"), lambda r: r["type"] != "AID"),
    (Filter(column="type", op="in", value="AID,VOTE"), lambda r: r["type"] in ("AID", "VOTE")),
    (Filter(column="type", op="in", value=("AID",)), lambda r: r["type"] == "AID"),
    (Filter(column="start", value=0), lambda r: r["start"] == 0),
    (Filter(column="end", op="gt", value="70"), lambda r: r["end"] > 70),
    (Filter(column="end", op="lte", value=70), lambda r: r["end"] <= 70),
    (Filter(column="confidence", value="0.75"), lambda r: r["confidence"] == 0.75),
    (Filter(column="historical", value="false"), lambda r: not r["historical"]),
    (
        Filter(column="date_start", op="gte", value="2024-01-08"),
        lambda r: (r["date_start"] or "") >= "2024-01-08",
    ),
    (
        Filter(column="date_start", op="lt", value=dt.date(2024, 1, 8)),
        lambda r: (r["date_start"] or "9") < "2024-01-08",
    ),
    (
        Filter(column="date_start", op="ne", value="2024-01-02"),
        lambda r: r["date_start"] != "2024-01-02",
    ),
    (Filter(column="date_start", op="isnull", value="true"), lambda r: r["date_start"] is None),
    (Filter(column="date_start", op="isnull", value=False), lambda r: r["date_start"] is not None),
    (
        Filter(column="quote", op="contains", value="TROMSØ"),
        lambda r: "tromsø" in r["quote"].lower(),
    ),
    (Filter(column="quote", op="contains", value="%"), lambda r: "%" in r["quote"]),
    (Filter(column="modes", value="sea"), lambda r: "sea" in r["modes"]),
    (Filter(column="modes", op="ne", value="sea"), lambda r: "sea" not in r["modes"]),
    (Filter(column="modes", op="isnull", value=True), lambda r: r["modes"] == []),
    (Filter(column="actors.country", value="KE"), lambda r: "KE" in names_in(r, "actors.country")),
    (
        Filter(column="actors.name", op="contains", value="FERRY"),
        lambda r: any("ferry" in name.lower() for name in names_in(r, "actors.name")),
    ),
    (
        Filter(column="counts.value", op="gte", value="10.5"),
        lambda r: any(value >= 10.5 for value in names_in(r, "counts.value")),
    ),
    (Filter(column="recipients.name", op="isnull", value="1"), lambda _: True),
    (
        Filter(column="country", value="PE"),
        lambda r: "PE" in names_in(r, "actors.country") + names_in(r, "places.country"),
    ),
    (
        Filter(column="country", op="ne", value="PE"),
        lambda r: "PE" not in names_in(r, "actors.country") + names_in(r, "places.country"),
    ),
]


@pytest.mark.parametrize(("wanted", "meaning"), MEANINGS)
def test_filters_mean_what_they_say(release, wanted, meaning):
    """Every operator agrees with plain Python over the rows, and tells rows apart."""
    rows = every(release)
    assert ids(release, wanted) == [row["record_id"] for row in rows if meaning(row)]


def test_filters_reach_into_structures(release):
    """A path through a structure, also one that is null; several filters must all hold."""
    found = ids(release, Filter(column="speaker.country", value="NO"), table="statements")
    rows = every(release, "statements")
    assert found == [r["record_id"] for r in rows if r["speaker"]["country"] == "NO"] != []
    assert found == ids(release, Filter(column="country", value="NO"), table="statements")
    both = (Filter(column="type", value="AID"), Filter(column="end", op="gt", value=1))
    assert set(ids(release, *both)) <= set(ids(release, both[0]))
    cells = Filter(column="blocks.cells.start", value="0")
    assert len(ids(release, cells, table="articles")) == ARTICLES


@pytest.mark.parametrize(
    ("table", "wanted", "words"),
    [
        ("events", Filter(column="typ", value="AID"), "no column 'typ'. Did you mean type"),
        ("events", Filter(column="actors.nam", value="x"), "actors.name"),
        ("events", Filter(column="actors", value="x"), "structure, not a value"),
        ("events", Filter(column="type.x", value="x"), "no column 'type.x'"),
        ("events", Filter(column="", value="x"), "no column ''"),
        ("events", Filter(column='"; DROP TABLE events', value="x"), "no column"),
        ("events", Filter(column="type", value="ASALT"), "Did you mean ASSAULT"),
        ("events", Filter(column="type", op="like", value="x"), "no operator 'like'"),
        ("events", Filter(column="start", value="two"), "'two' for events.start is no integer"),
        ("events", Filter(column="start", value=str(1 << 63)), "is no integer"),
        ("events", Filter(column="start", value="1.5"), "is no integer"),
        ("events", Filter(column="confidence", value="nan"), "is no number"),
        ("events", Filter(column="confidence", value="1e999"), "is no number"),
        ("events", Filter(column="date_start", value="2024-02-30"), "Write a day as"),
        ("events", Filter(column="historical", value="perhaps"), "true or false"),
        ("events", Filter(column="start", op="contains", value="1"), "is no text"),
        ("events", Filter(column="type", op="isnull", value="maybe"), "neither true nor false"),
        ("events", Filter(column="quote", value="\ud83d"), "is no string"),
        ("events", Filter(column="quote", value="x" * 10_001), "too long"),
        ("events", Filter(column="start", op="in", value=tuple(range(201))), "201 values"),
        ("events", Filter(column="start", op="in", value=()), "0 values"),
        ("articles", Filter(column="published_at", value="soon"), "Write an instant as"),
        ("articles", Filter(column="published_at", value="0.5"), "Write an instant as"),
        ("events", Filter(column="x" * 9_000, value="1"), f"no column '{'x' * 80}…'"),
    ],
)
def test_a_wrong_filter_names_the_fault(release, table, wanted, words):
    """Errors name the column and what to write instead; nothing wrong reaches DuckDB."""
    with pytest.raises(QueryError) as caught:
        release.count(table, (wanted,))
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"limit": 0}, "limit 0"),
        ({"limit": MAX_LIMIT + 1}, "out of range"),
        ({"fields": ("record_id", "tigger")}, "Did you mean trigger"),
        ({"fields": ("actors.name",)}, "no column 'actors.name'"),
        ({"sort": ("actors.name",)}, "several values"),
        ({"sort": ("country",)}, "several values"),
        ({"sort": ("modes",)}, "several values"),
        ({"sort": ("start", "-start")}, "twice"),
        ({"sort": ("--start",)}, "no column '-start'"),
        ({"sort": tuple(f"c{n}" for n in range(9))}, "too many"),
        ({"filters": (Filter(column="start", value=1),) * 33}, "too many"),
        ({"after": "nonsense"}, "damaged"),
        ({"after": ""}, "damaged"),
        ({"after": "é"}, "damaged"),
    ],
)
def test_a_wrong_query_names_the_fault(release, changes, words):
    """Limits, fields, sort and cursors are checked before anything runs."""
    with pytest.raises(QueryError) as caught:
        release.rows(RowQuery(table="events", **changes))
    assert words in caught.value.message


def test_unknown_tables_and_rows_are_not_found(release):
    """A table, record or article that is not there is `NotFound`, whatever its name."""
    for call in (
        lambda: release.rows(RowQuery(table="meta")),
        lambda: release.count("sqlite_master"),
        lambda: release.record("events", "ev_none"),
        lambda: release.record("events", "'; DROP TABLE events"),
        lambda: release.article("no-such-article"),
    ):
        with pytest.raises(NotFound):
            call()


def scalar_names(table):
    return [n for n in column_names(table) if len(p := resolve(table, n)) == 1 and not p[0].many]


@st.composite
def queries(draw):
    """Draw a query without a cursor: table, sort, a page size, and perhaps a filter."""
    table = draw(st.sampled_from(TABLES))
    bare = draw(st.lists(st.sampled_from(scalar_names(table)), max_size=3, unique=True))
    sort = tuple(draw(st.sampled_from(["", "-"])) + name for name in bare)
    name = draw(st.sampled_from(column_names(table)))
    filters = (Filter(column=name, op="isnull", value=draw(st.booleans())),)
    return RowQuery(
        table=table.name,
        sort=sort,
        filters=filters if draw(st.booleans()) else (),
        limit=draw(st.integers(1, 17)),
    )


@settings(max_examples=25, deadline=None)
@given(query=queries())
def test_pages_visit_every_row_once_in_order(release, query):
    """For any sort and filter, the pages together are the one big page."""
    whole = release.rows(msgspec.structs.replace(query, limit=MAX_LIMIT, with_total=True))
    assert whole.next_cursor is None
    lines, tables, after = [], [], None
    while after is not None or not tables:
        asked = msgspec.structs.replace(query, after=after)
        page = release.rows(asked)
        assert len(page.lines) == query.limit or page.next_cursor is None
        lines += page.lines
        tables.append(release.arrow_rows(asked).rows)
        after = page.next_cursor
    assert tuple(lines) == whole.lines
    assert plain_rows(pa.concat_tables(tables)) == whole.to_rows()
    assert whole.total == len(whole.lines) == release.count(query.table, query.filters)
    check_sorted(query, whole.to_rows())


def check_sorted(query, rows):
    """Nulls come last in both directions; ties are broken by the table's own order."""
    for before, after in pairwise(rows):
        for name in query.sort:
            bare = name.removeprefix("-")
            path = SHORTHANDS.get((query.table, bare), (bare,))[0]
            (one,), (two,) = (names_in(row, path) or [None] for row in (before, after))
            if one == two:
                continue
            assert one is not None
            if two is not None:
                # DuckDB compares text by its UTF-8 bytes, as Python does by code points.
                assert (one > two) if name.startswith("-") else (one < two)
            break
        else:
            order = TABLE_BY_NAME[query.table].order
            assert [before[n] for n in order] < [after[n] for n in order]


def test_a_cursor_is_good_for_its_own_query_alone(release, tmp_path, sound_release):
    """Another table, sort, filter or release refuses it; so does any changed character."""
    asked = RowQuery(table="events", sort=("-date_start",), limit=3)
    cursor = release.rows(asked).next_cursor
    assert len(release.rows(msgspec.structs.replace(asked, after=cursor, limit=5)).lines) == 5
    for change in (
        {"table": "articles", "sort": ()},
        {"sort": ("date_start",)},
        {"sort": ()},
        {"filters": (Filter(column="type", value="AID"),)},
    ):
        with pytest.raises(QueryError, match="another query or release"):
            release.rows(msgspec.structs.replace(asked, after=cursor, **change))
    raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    for at in range(len(raw)):
        changed = base64.urlsafe_b64encode(raw[:at] + bytes([raw[at] ^ 4]) + raw[at + 1 :]).decode()
        with pytest.raises(QueryError, match="damaged"):
            release.rows(msgspec.structs.replace(asked, after=changed.rstrip("=")))


def test_fields_come_in_declared_order_and_type(release):
    """Whatever order is asked, columns keep the declared one and their Arrow types."""
    asked = RowQuery(table="events", fields=("type", "record_id"), limit=2)
    assert release.arrow_rows(asked).rows.column_names == ["record_id", "type"]
    assert [list(row) for row in release.rows(asked).to_rows()] == [["record_id", "type"]] * 2
    for table in TABLES:
        whole = release.arrow_rows(RowQuery(table=table.name, limit=3))
        assert whole.rows.schema.equals(arrow_schema(table))
        assert whole.total == release.manifest.rows(table.name)


def test_one_record_and_one_article(release):
    """A record is its row; an article comes with all its records, in order, JSON-ready."""
    row = every(release)[0]
    assert release.record("events", row["record_id"]) == row
    whole = release.article("ferry-1")
    assert list(whole) == ["article", *(t.name for t in RECORD_TABLES), "failures"]
    assert whole["article"]["published_at"] == "2024-03-01T06:30:01Z"
    assert [r["end"] - r["start"] for r in whole["statistics"]] == [0, 1]
    assert whole["events"][0]["reported_by"] == whole["statements"][0]["record_id"]
    msgspec.json.encode(whole)
    for table in RECORD_TABLES:
        msgspec.convert(whole[table.name], list[table.record])


def test_many_threads_may_read_at_once(release):
    """Requests from a pool of threads get the answers they would get alone."""
    asked = [RowQuery(table=t.name, limit=n) for t in TABLES for n in (1, 5, 9)]
    alone = [release.rows(query).to_rows() for query in asked]
    start = threading.Barrier(6)

    def read(_):
        start.wait()
        return [release.rows(query).to_rows() for query in asked]

    with ThreadPoolExecutor(6) as pool:
        assert all(found == alone for found in pool.map(read, range(6)))


def test_the_connection_is_locked_down(release):
    """Even SQL that should never get there could not leave the release's file."""
    for sql in (
        "SELECT * FROM read_csv('/etc/hostname')",
        "ATTACH '/tmp/other.duckdb'",
        "SET GLOBAL enable_external_access = true",
        "DELETE FROM release.events",
        "COPY release.events TO '/tmp/out.csv'",
        "INSTALL httpfs",
    ):
        with pytest.raises(Exception, match=r"(?i)disabled|locked|read-only|configuration"):
            release._scan.connection.cursor().execute(sql)


def test_a_damaged_release_hides_no_other(sound_release, tmp_path):
    """Listed with its problem, refused on opening, passed over by `latest`."""
    for name in ("2026.11.22", "2026.11.22.2", "2026.11.22.10"):
        shutil.copytree(sound_release, tmp_path / name)
    (tmp_path / "notes").mkdir()
    found = releases(tmp_path)
    assert [entry.id for entry in found] == ["2026.11.22.10", "2026.11.22.2", "2026.11.22"]
    assert found[0].manifest is None
    assert "of release 2026.11.22" in found[0].problem
    assert latest(tmp_path).id == "2026.11.22"
    whole = tmp_path / "2026.11.22"
    whole.joinpath("events.csv.zst").unlink()
    with pytest.raises(ReleaseError, match=r"events\.csv\.zst is missing"):
        open_release(whole)
    shutil.copy(sound_release / "manifest.json", whole / "events.csv.zst")
    with pytest.raises(ReleaseError, match="bytes, not"):
        open_release(whole)
    for text in ("", "{}", "[1]", "\udcff"):
        (whole / "manifest.json").chmod(0o644)
        (whole / "manifest.json").write_bytes(text.encode(errors="surrogateescape"))
        with pytest.raises(ReleaseError, match="cannot be understood"):
            open_release(whole)
    with pytest.raises(NotFound):
        open_release(tmp_path / "2000.01.01")
    with pytest.raises(NotFound, match="no release"):
        latest(tmp_path / "nowhere")


def test_every_accepted_name_can_be_asked(release):
    """Each column name the schema offers, nested ones too, works with `isnull`."""
    for table in TABLES:
        for name in column_names(table):
            both = [
                release.count(table.name, (Filter(column=name, op="isnull", value=value),))
                for value in (True, False)
            ]
            assert sum(both) == release.manifest.rows(table.name), name
    assert set(OPS) >= {"eq", "isnull"}
    for (owner, _), targets in SHORTHANDS.items():
        assert all(name in column_names(TABLE_BY_NAME[owner]) for name in targets)
