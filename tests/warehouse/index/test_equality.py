"""The index answers what DuckDB answers: same rows, same order, same bytes, same errors."""

import datetime as dt
import random
from itertools import count

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import RECORD_TABLES, TABLES
from schemas.errors import DatelineError
from tests.warehouse.synthetic import extraction, failure
from warehouse import (
    MAX_LIMIT,
    OPS,
    Filter,
    RowQuery,
    Warehouse,
    column_names,
    freeze,
    open_index,
    open_release,
)
from warehouse.index import matching
from warehouse.paths import resolve

_CHARACTERS = "aAbBßİıΣσς ÅÅéÉ“”'\"\\,;\0\n\r\tZz09Æłż👩🛳\u0301\u200d\u2028\ufeffǅꟋ"


def odd_text(chance: random.Random) -> str:
    return "".join(chance.choice(_CHARACTERS) for _ in range(chance.randint(6, 40)))


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """One release of odd texts, open twice: with DuckDB alone, and with its index."""
    folder = tmp_path_factory.mktemp("odd")
    chance = random.Random(7)
    with Warehouse.open(folder / "w.duckdb") as warehouse:
        for number in range(70):
            fields = {
                "title": chance.choice([None, odd_text(chance)]),
                "rights": chance.choice(["open", "open", "excerpt", "closed"]),
                "words": chance.choice([0, 7, 1 << 40]),
            }
            warehouse.load(extraction(number % 50, odd_text(chance), **fields))
        warehouse.add_failures([failure(n) for n in range(9)])
    release = freeze(
        folder / "w.duckdb", folder / "releases", day=dt.date(2026, 11, 22), tool_versions={}
    )
    with open_release(release) as plain, open_release(release) as indexed:
        indexed.index = open_index(release)
        yield plain, indexed


def single(table):
    return [n for n in column_names(table) if len(p := resolve(table, n)) == 1 and not p[0].many]


def values_at(release, table, name):
    """Return the values that stand at a path of the rows, as a URL would write them."""
    rows = release.rows(RowQuery(table=table, limit=MAX_LIMIT)).to_rows()
    found = rows
    for part in name.split("."):
        found = [row.get(part) for row in found if isinstance(row, dict)]
        found = [v for value in found for v in (value if isinstance(value, list) else [value])]
    return [str(v).lower() if isinstance(v, bool) else str(v) for v in found if v is not None]


@st.composite
def filters(draw, release, table):
    name = draw(st.sampled_from(column_names(table)))
    op = draw(st.sampled_from(OPS))
    near = values_at(release, table.name, name)
    texts = st.text(alphabet=_CHARACTERS, max_size=3)
    value = draw(st.sampled_from(near) if near else texts)
    if op == "isnull":
        value = draw(st.booleans())
    elif op == "contains":
        first = draw(st.integers(0, len(value)))
        value = draw(st.sampled_from([value[first : first + 3], value.upper(), value]) | texts)
    elif op == "in":
        value = tuple(draw(st.lists(st.sampled_from(near or [value]), min_size=1, max_size=4)))
    return Filter(column=name, op=op, value=value)


@st.composite
def queries(draw, release):
    table = draw(st.sampled_from(TABLES))
    names = draw(st.lists(st.sampled_from(single(table)), max_size=3, unique=True))
    own = [column.name for column in msgspec.structs.fields(table.record)]
    return RowQuery(
        table=table.name,
        filters=tuple(draw(st.lists(filters(release, table), max_size=3))),
        sort=tuple(draw(st.sampled_from(["", "-"])) + name for name in names),
        fields=tuple(draw(st.lists(st.sampled_from(own), max_size=3))),
        limit=draw(st.sampled_from([1, 2, 5, 40, 1000])),
        with_total=draw(st.booleans()),
    )


def answer(release, query):
    """Return the page, or what went wrong in words."""
    try:
        return release.rows(query)
    except DatelineError as error:
        return error.message


@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_index_and_database_agree(both, data):
    """For any filters, sort, fields and limit, every page is the same to the byte."""
    plain, indexed = both
    query = data.draw(queries(plain))
    for page in count():
        one, two = answer(plain, query), answer(indexed, query)
        assert one == two
        if isinstance(one, str) or one.next_cursor is None or page == 3:
            break
        query = msgspec.structs.replace(query, after=one.next_cursor)


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_long_texts_are_searched_by_their_words(both, data):
    """`contains` over texts too long to be looked through finds the same by way of the words."""
    plain, indexed = both
    table = data.draw(st.sampled_from(RECORD_TABLES))
    near = data.draw(st.sampled_from(values_at(plain, table.name, "quote")))
    first = data.draw(st.integers(0, len(near)))
    part = near[first : first + data.draw(st.integers(1, 6))] or "a"
    part = data.draw(st.sampled_from([part, part.upper(), part.lower(), part.title()]))
    asked = (Filter(column="quote", op="contains", value=part),)
    query = RowQuery(table=table.name, filters=asked, with_total=True, limit=1000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "LARGEST_SCANNED", -1)
        assert indexed.rows(query) == plain.rows(query)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_record_and_article_agrees(both, table):
    """One record by its key is the same line of JSON; so are the records of an article."""
    plain, indexed = both
    for row in plain.rows(RowQuery(table=table.name, limit=MAX_LIMIT)).to_rows():
        key = row[table.key]
        assert plain.line(table.name, key) == indexed.line(table.name, key)
        if table.name == "articles":
            assert plain.article_lines(key) == indexed.article_lines(key)


def test_the_index_really_answers(both):
    """What readers ask daily is answered by the index, else the tests above compare nothing."""
    _, indexed = both
    for query in (
        RowQuery(table="events"),
        RowQuery(table="events", filters=(Filter(column="country", value="NO"),)),
        RowQuery(table="events", sort=("-date_start", "type")),
        RowQuery(table="articles", filters=(Filter(column="title", op="contains", value="ß"),)),
        RowQuery(table="statements", filters=(Filter(column="speaker.name", value="A"),)),
    ):
        assert indexed._index_for(indexed._asked(query))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_statistics_agree(both, table):
    """The statistics of every column are those that DuckDB counts."""
    plain, indexed = both
    assert msgspec.json.decode(plain.stats(table.name)) == msgspec.json.decode(
        indexed.stats(table.name)
    )


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_facets_agree(both, data):
    """Facets count the same values among the same rows."""
    plain, _ = both
    table = data.draw(st.sampled_from(TABLES))
    names = tuple(data.draw(st.lists(st.sampled_from(column_names(table)), max_size=3)))
    wanted = tuple(data.draw(st.lists(filters(plain, table), max_size=2)))
    found = []
    for release in both:
        try:
            found.append(release.facets(table.name, names, wanted))
        except DatelineError as error:
            found.append(error.message)
    assert found[0] == found[1]
