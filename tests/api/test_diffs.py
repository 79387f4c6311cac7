"""Diffs over HTTP: numbers first, then rows by cursor in every format."""

import io
import json
from pathlib import Path

import polars as pl
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from schemas import TABLES

Client = TestClient[Litestar]
FIRST, SECOND = "2026.03.01", "2026.03.02"
ROOT = f"/v1/releases/{FIRST}/diff/{SECOND}"


def test_numbers_first(client: Client) -> None:
    """Every table has its counts and an address that gives as many rows."""
    answer = client.get(ROOT)
    found = answer.json()
    assert (found["first"], found["second"]) == (FIRST, SECOND)
    assert [table["name"] for table in found["tables"]] == [table.name for table in TABLES]
    for table in found["tables"]:
        page = client.get(table["url"]).json()
        assert page["total"] == table["added"] + table["changed"] + table["removed"]
        for change in ("added", "changed", "removed"):
            part = client.get(table["url"], params={"change": change}).json()
            assert part["total"] == table[change]
    assert "immutable" in answer.headers["cache-control"]
    again = client.get(ROOT, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert client.get(f"/v1/releases/{SECOND}").json()["diff_url"].endswith(ROOT)
    assert client.get(f"/v1/releases/{FIRST}").json()["diff_url"] is None


def test_turned_round(client: Client) -> None:
    """What was added was removed, seen from the other end."""
    there = {t["name"]: t for t in client.get(ROOT).json()["tables"]}
    back = client.get(f"/v1/releases/{SECOND}/diff/{FIRST}").json()["tables"]
    for table in back:
        ahead = there[table["name"]]
        assert (table["added"], table["removed"]) == (ahead["removed"], ahead["added"])
    same = client.get(f"/v1/releases/{FIRST}/diff/{FIRST}").json()["tables"]
    assert {table["added"] + table["changed"] + table["removed"] for table in same} == {0}


def test_pages_lead_through_all_rows(client: Client) -> None:
    """The links of pages of two give the rows of one large page, each once, by key."""
    whole = client.get(f"{ROOT}/statements").json()
    assert whole["next"] is None
    found, url = [], f"{ROOT}/statements?limit=2"
    while url:
        answer = client.get(url)
        page = answer.json()
        assert page["count"] == len(page["rows"]) <= 2
        found += page["rows"]
        url = page["next_url"]
        assert ("link" in answer.headers) == (url is not None)
    assert found == whole["rows"]
    assert [row["key"] for row in found] == sorted(row["key"] for row in found)


@pytest.mark.parametrize("by", ["suffix", "format", "accept"])
def test_every_format_holds_the_rows(client: Client, by: str) -> None:
    """NDJSON, CSV, Parquet and Arrow tell what JSON tells."""
    wanted = client.get(f"{ROOT}/articles").json()["rows"]

    def ask(name: str, media: str) -> bytes:
        path = f"{ROOT}/articles" + (f".{name}" if by == "suffix" else "")
        params = {"format": name} if by == "format" else {}
        headers = {"Accept": media} if by == "accept" else {}
        answer = client.get(path, params=params, headers=headers)
        assert answer.status_code == 200
        assert answer.headers["content-type"].split(";")[0] == media
        return answer.content

    lines = ask("ndjson", "application/x-ndjson").splitlines()
    assert [json.loads(line) for line in lines] == wanted
    table = pl.read_csv(io.BytesIO(ask("csv", "text/csv")))
    assert table["key"].to_list() == [row["key"] for row in wanted]
    assert json.loads(table["after"][0]) == wanted[0]["after"]
    for name, media, read in (
        ("parquet", "application/vnd.apache.parquet", pl.read_parquet),
        ("arrow", "application/vnd.apache.arrow.file", pl.read_ipc),
    ):
        frame = read(io.BytesIO(ask(name, media)))
        assert frame.columns == ["change", "key", "fields", "before", "after"]
        assert frame["after"].struct["article_id"].to_list() == frame["key"].to_list()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/v1/releases/{FIRST}/diff/2020.01.01", 404),
        (f"/v1/releases/2020.01.01/diff/{FIRST}", 404),
        (f"{ROOT}/nothing", 404),
        (f"{ROOT}/events.xlsx", 404),
        (f"/v1/releases/{FIRST}/diff", 404),
        (f"{ROOT}/events?change=moved", 400),
        (f"{ROOT}/events?field=nothing", 404),
        (f"{ROOT}/events?limit=0", 400),
        (f"{ROOT}/events?limit=1&limit=2", 400),
        (f"{ROOT}/events?type=ASSAULT", 400),
        (f"{ROOT}/events.csv?format=csv", 400),
        (f"{ROOT}/events?format=xlsx", 400),
    ],
)
def test_wrong_questions_are_problems(client: Client, path: str, status: int) -> None:
    """Each is told as RFC 9457 wants it, with what is wrong."""
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_latest_may_stand_at_both_ends(client: Client) -> None:
    """`latest` leads on in front, and is looked up each time behind."""
    answer = client.get(f"/v1/releases/{FIRST}/diff/latest")
    assert answer.json()["second"] == SECOND
    assert answer.headers["cache-control"] == "no-cache"
    assert client.get(f"/v1/releases/latest/diff/{FIRST}").json()["first"] == SECOND


def test_nothing_is_kept_for_neighbours(client: Client, releases: Path) -> None:
    """The delta of a release is the diff to its parent; no file is made for it."""
    client.get(ROOT)
    assert not list((releases / ".diff").glob(f"{FIRST}-{SECOND}-*"))
