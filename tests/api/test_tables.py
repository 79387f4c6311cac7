"""Rows of tables: filters, order, pages, and every format read back by another reader."""

import csv
import io
import json
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from schemas import TABLES
from schemas.derived.arrow import arrow_schema
from schemas.derived.frames import polars_schema
from schemas.tables import TABLE_BY_NAME

Client = TestClient[Litestar]


@pytest.fixture
def url(release: str) -> str:
    return f"/v1/releases/{release}"


def rows(client: Client, url: str) -> list[dict[str, Any]]:
    answer = client.get(url)
    assert answer.status_code == 200, answer.text
    return answer.json()["rows"]


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_rows_have_all_columns(client: Client, url: str, release: str, table: str) -> None:
    """A page says what it is and holds every declared column in order."""
    found = client.get(f"{url}/{table}").json()
    assert (found["release"], found["table"]) == (release, table)
    assert found["count"] == len(found["rows"]) == found["total"]
    assert found["next"] is None
    for row in found["rows"]:
        assert list(row) == list(TABLE_BY_NAME[table].record.__struct_fields__)


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("type=ASSAULT", {3, 6, 9, 12}),
        ("type=ASSAULT&date_start__gte=2026-01-05", {6, 9}),
        ("date_start__isnull=true", {4, 8, 12}),
        ("date_start=2026-01-02&date_start=2026-01-03", {2, 3}),
        ("date_start__in=2026-01-02,2026-01-03", {2, 3}),
        ("modes=drone&date_start__lt=2026-01-07", {3, 6}),
        ("actors.name__contains=øst&date_start__lte=2026-01-02", {1, 2}),
        ("country=NO&article_id=report-05", {5}),
        ("country=IQ&trigger=said", set()),
    ],
)
def test_filters(client: Client, url: str, query: str, articles: set[int]) -> None:
    """Filters of several columns must all hold; the same column twice means either."""
    found = rows(client, f"{url}/events?trigger=said&{query}")
    assert {int(row["article_id"].removeprefix("report-")) for row in found} == articles


def test_format_column_can_be_filtered(client: Client, url: str) -> None:
    """`format` names the answer's format, so the column of that name needs its operator."""
    assert len(rows(client, f"{url}/articles?format__eq=text")) == 13
    assert rows(client, f"{url}/articles?format__eq=html") == []


def test_fields_and_sort(client: Client, url: str) -> None:
    """Only the wanted columns come, in the wanted order of rows, those without value last."""
    found = rows(client, f"{url}/events?fields=date_start,type&sort=-date_start&trigger=said")
    days = [row["date_start"] for row in found]
    assert all(list(row) == ["type", "date_start"] for row in found)
    known = [day for day in days if day is not None]
    assert known == sorted(known, reverse=True)
    assert days == known + [None] * (len(days) - len(known))


@pytest.mark.parametrize("query", ["", "sort=-date_start", "sort=type,-confidence", "type=CONSULT"])
@pytest.mark.parametrize("suffix", ["", ".ndjson", ".csv"])
def test_pages_visit_every_row_once(client: Client, url: str, query: str, suffix: str) -> None:
    """Following `Link: rel="next"` visits all rows once, in the order of one large page."""
    whole = [row["record_id"] for row in rows(client, f"{url}/events?limit=1000&{query}")]
    seen: list[str] = []
    following: str | None = f"{url}/events{suffix}?limit=5&{query}"
    while following:
        answer = client.get(following)
        seen += _ids(answer.text, suffix)
        following = answer.links.get("next", {}).get("url")
    assert seen == whole
    assert len(whole) >= 8


def _ids(text: str, suffix: str) -> list[str]:
    if suffix == ".csv":
        return [row["record_id"] for row in csv.DictReader(io.StringIO(text))]
    if suffix == ".ndjson":
        return [json.loads(line)["record_id"] for line in text.splitlines()]
    return [row["record_id"] for row in json.loads(text)["rows"]]


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_formats_agree(client: Client, url: str, table: str) -> None:
    """Parquet, Arrow, NDJSON and CSV hold the rows that JSON holds, with the declared types."""
    wanted = rows(client, f"{url}/{table}")
    parquet = pl.read_parquet(client.get(f"{url}/{table}.parquet").content)
    arrow = pa.ipc.open_file(client.get(f"{url}/{table}.arrow").content).read_all()
    ndjson = client.get(f"{url}/{table}.ndjson").text
    assert parquet.schema == polars_schema(TABLE_BY_NAME[table])
    assert arrow.schema.equals(arrow_schema(TABLE_BY_NAME[table]))
    key = TABLE_BY_NAME[table].key
    assert parquet[key].to_list() == [row[key] for row in wanted]
    assert arrow[key].to_pylist() == [row[key] for row in wanted]
    assert [json.loads(line) for line in ndjson.splitlines()] == wanted
    text = client.get(f"{url}/{table}.csv").text
    for flat, row in zip(csv.DictReader(io.StringIO(text)), wanted, strict=True):
        assert {name: _plain(value) for name, value in row.items()} == flat


def _plain(value: object) -> str:
    """Return *value* as its cell of a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return str(value)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/*", "text/csv; charset=utf-8"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
        ("application/json;q=0.5, application/x-ndjson", "application/x-ndjson"),
        ("application/x-parquet", "application/vnd.apache.parquet"),
        ("application/vnd.apache.arrow.file", "application/vnd.apache.arrow.file"),
    ],
)
def test_accept(client: Client, url: str, accept: str, media_type: str) -> None:
    """The reader's best media type decides, and the answer says that it depended on it."""
    answer = client.get(f"{url}/events", headers={"Accept": accept})
    assert answer.headers["content-type"] == media_type
    assert answer.headers["vary"] == "Accept, Accept-Encoding"


def test_parameter_is_stronger_than_accept(client: Client, url: str) -> None:
    """``?format=`` wins over `Accept`, as a link must mean the same to everyone."""
    answer = client.get(f"{url}/events?format=csv", headers={"Accept": "application/json"})
    assert answer.headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize("table", ["events", "statements", "key_points", "statistics"])
def test_record_with_evidence(client: Client, url: str, table: str) -> None:
    """A record comes with its words, what stands around them, and its article's card."""
    for row in rows(client, f"{url}/{table}?limit=3"):
        found = client.get(f"{url}/{table}/{row['record_id']}").json()
        assert found["record"] == row
        article = client.get(f"{url}/articles/{row['article_id']}").json()
        text, evidence = article["article"]["text"], found["evidence"]
        assert text[row["start"] : row["end"]] == row["quote"] == evidence["quote"]
        assert text[: row["start"]].endswith(evidence["before"])
        assert text[row["end"] :].startswith(evidence["after"])
        assert found["article"]["title"] == article["article"]["title"]
        assert row in article[table]


def test_schema(client: Client, url: str) -> None:
    """The schema of a table is the one that the declarations give."""
    found = client.get(f"{url}/statements/schema").json()
    assert found["x-key"] == "record_id"
    assert "Speaker" in found["$defs"]
