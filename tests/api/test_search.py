"""Search, statistics and facets over HTTP."""

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from api.app import create_app
from api.catalog import Catalog
from api.settings import Settings
from schemas import TABLES
from tests.api.conftest import synthetic
from warehouse import Warehouse, build_index, freeze, open_index, open_release

DAY = dt.date(2026, 3, 1)
Client = TestClient[Litestar]


@pytest.fixture(scope="module")
def searching(settings: Settings, release: str) -> Iterator[Client]:
    """Return a client of a server whose read indexes are there."""
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        for _ in range(600):
            if client.get(f"/v1/releases/{release}/search?q=x").status_code != 503:
                break
            time.sleep(0.05)
        yield client


@pytest.fixture
def url(release: str) -> str:
    return f"/v1/releases/{release}"


@pytest.mark.parametrize(
    ("q", "tables"),
    [
        ("strike", {"articles", "key_points"}),
        ("STRIKES", {"articles", "key_points"}),
        ("Øst -strike", {"articles", "events", "statements"}),
        ("ost crew", {"articles"}),
        ("ØST", {"articles", "events", "statements"}),
        ('"nine days"', {"articles", "key_points"}),
        ('"days nine"', set()),
        ("solb*", {"articles"}),
        ("nowhere", set()),
        ("-strike", set()),
        ("“!?”", set()),
    ],
)
def test_words_are_found(searching: Client, url: str, q: str, tables: set[str]) -> None:
    """Case, accents and plurals do not matter; quotes, minus and star mean what they say."""
    found = searching.get(f"{url}/search", params={"q": q, "limit": "100"}).json()
    assert {name for name, total in found["totals"].items() if total} >= tables
    assert {hit["table"] for hit in found["hits"]} >= tables
    assert bool(found["hits"]) == bool(tables)


def test_snippets_stand_in_the_text(searching: Client, url: str) -> None:
    """A snippet is the text at its place, and its marks are the words that were looked for."""
    found = searching.get(f"{url}/search?q=strike").json()
    assert len(found["hits"]) >= 2
    for hit in found["hits"]:
        shown = hit["snippet"]
        article = searching.get(f"{url}/articles/{hit['article_id']}").json()["article"]
        if hit["field"] != "title":
            text = article["text"]
            assert text[hit["start"] :].startswith(shown["text"])
        assert hit["title"] == article["title"]
        words = {shown["text"][m["start"] : m["end"]].lower() for m in shown["marks"]}
        assert words <= {"strike", "strikes"}
        assert words


def test_pages_of_hits(searching: Client, url: str) -> None:
    """`next_url` and `Link` lead through all hits once, in the order of one large page."""
    whole = searching.get(f"{url}/search?q=report&limit=100&table=events,articles").json()
    assert sum(whole["totals"].values()) == len(whole["hits"]) > 10
    assert [h["score"] for h in whole["hits"]] == sorted(
        (h["score"] for h in whole["hits"]), reverse=True
    )
    following, seen = f"{url}/search?q=report&limit=5&table=events,articles", []
    while following:
        answer = searching.get(following)
        seen += answer.json()["hits"]
        following = answer.json()["next_url"]
        assert answer.links.get("next", {}).get("url") == following
    assert seen == whole["hits"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "nothing to search"),
        ("q=", "nothing to search"),
        ("q=" + "a" * 201, "too long"),
        ("q=x&limit=0", "out of range"),
        ("q=x&limit=101", "out of range"),
        ("q=x&offset=-1", "out of range"),
        ("q=x&q=y", "twice"),
        ("q=x&kind=y", "no parameter"),
    ],
)
def test_a_wrong_search_is_told(searching: Client, url: str, query: str, words: str) -> None:
    """Whatever is wrong is a 400 that says what."""
    answer = searching.get(f"{url}/search?{query}")
    assert answer.status_code == 400
    assert words in answer.json()["detail"] + answer.json().get("hint", "")


def test_an_unsearched_table_is_not_found(searching: Client, url: str) -> None:
    """Only articles and evidence are searched."""
    assert searching.get(f"{url}/search?q=x&table=failures").status_code == 404


def test_before_the_index_is_there(releases: object, settings: Settings) -> None:
    """A release without its index says when to come again."""
    catalog = Catalog(settings.releases, rescan_seconds=1000)
    release = catalog.all()[0]
    release.index = None
    with pytest.raises(Exception, match="being made"):
        release.search("x")
    catalog.close()


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_statistics(searching: Client, url: str, table: str) -> None:
    """Rows with and without a value add up; the most frequent values have the highest counts."""
    found = searching.get(f"{url}/{table}/stats").json()
    for column in found["columns"]:
        assert column["rows"] + column["missing"] == found["rows"]
        counts = [value["count"] for value in column["top"]]
        assert counts == sorted(counts, reverse=True)
        assert column["distinct"] >= len(counts)


def test_facets(searching: Client, url: str) -> None:
    """Facets count the values among all rows that fit, not those of the page alone."""
    found = searching.get(f"{url}/events?facets=type,actors.country&trigger=said&limit=1").json()
    types = {value["value"]: value["count"] for value in found["facets"]["type"]["values"]}
    assert types == {"CONSULT": 8, "ASSAULT": 4}
    assert found["facets"]["actors.country"] == {
        "values": [{"value": "NO", "count": 12}],
        "distinct": 1,
        "missing": 0,
    }
    assert found["count"] == 1
    for wrong in ("facets=typ", "facets=a,b,c,d,e,f,g,h,i"):
        assert searching.get(f"{url}/events?{wrong}").status_code == 400


@pytest.mark.parametrize("path", ["search?q=report", "events/stats", "events?facets=type"])
def test_conditions(searching: Client, url: str, path: str) -> None:
    """Each answer has an ETag that is good for a 304, and is kept for ever."""
    answer = searching.get(f"{url}/{path}")
    assert "immutable" in answer.headers["cache-control"]
    again = searching.get(f"{url}/{path}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_a_release_keeps_back_is_not_found(tmp_path: Path) -> None:
    """Words of a closed article beyond its short evidence are in no index and no snippet."""
    secret = "Zebrafisch"
    padding = " It rained in the harbour." * 12 + f" {secret} waits there."
    closed = synthetic(1, padding=padding)
    article = msgspec.structs.replace(closed.article, rights="closed")
    with Warehouse.open(tmp_path / "w.duckdb") as store:
        store.load_many([msgspec.structs.replace(closed, article=article), synthetic(2)])
    folder = freeze(tmp_path / "w.duckdb", tmp_path / "releases", day=DAY, tool_versions={})
    with open_release(folder) as release:
        release.index = open_index(folder)
        assert release.search("report").hits
        assert not release.search(secret).hits
        assert not release.search(secret[:4] + "*").hits
    for path in build_index(folder).iterdir():
        assert secret.lower().encode() not in path.read_bytes().lower(), path.name
