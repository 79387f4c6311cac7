"""SQL over HTTP: what readers ask, how it comes back, and what they are told when it fails."""

import io
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import polars as pl
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from api.app import create_app
from api.settings import Settings

Client = TestClient[Litestar]
COUNTS = "SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY type"
HANGS = "SELECT sum(levenshtein(repeat('a', 60000), repeat('b', 60000 + range::INT)))"


@pytest.fixture(scope="module")
def url(release: str) -> str:
    return f"/v1/releases/{release}/sql"


@pytest.fixture(scope="module")
def narrow(releases: Path) -> Iterator[Client]:
    """Return a client of a server with small limits."""
    settings = Settings(
        releases=releases,
        extract_workers=0,
        sql_max_rows=10,
        sql_max_bytes=50_000,
        sql_seconds=1.0,
        sql_max_characters=500,
        sql_cache_bytes=100_000,
    )
    with TestClient(create_app(settings)) as found:
        yield found


def ask(client: Client, url: str, query: str, **parameters: str) -> httpx.Response:
    return client.get(url, params={"q": query, **parameters})


def rows(client: Client, url: str, query: str) -> list[dict[str, object]]:
    answer = ask(client, url, query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, object]] = answer.json()["rows"]
    return found


def test_get(client: Client, url: str, release: str) -> None:
    """A query by GET gives its rows, and its columns with their types."""
    found = ask(client, url, COUNTS).json()
    assert found["release"] == release
    assert found["columns"] == [
        {"name": "type", "type": "VARCHAR"},
        {"name": "n", "type": "BIGINT"},
    ]
    assert found["count"] == len(found["rows"])
    assert (
        sum(row["n"] for row in found["rows"])
        == client.get(f"/v1/releases/{release}/events").json()["total"]
    )


@pytest.mark.parametrize("method", ["POST", "QUERY"])
@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/sql", COUNTS),
        ("text/plain; charset=utf-8", COUNTS),
        ("application/json", json.dumps({"q": COUNTS})),
        ("application/x-www-form-urlencoded", "q=" + COUNTS.replace(" ", "+")),
    ],
)
def test_bodies(client: Client, url: str, method: str, media_type: str, body: str) -> None:
    """A query in a body means what it means in the address, whatever the media type."""
    answer = client.request(method, url, content=body, headers={"Content-Type": media_type})
    assert answer.json() == ask(client, url, COUNTS).json()
    same = client.get(answer.headers["content-location"])
    assert same.content == answer.content
    assert same.headers["etag"] == answer.headers["etag"]


def test_options_tell_how_to_ask(client: Client, url: str) -> None:
    """A reader learns the methods, and the media types of queries."""
    answer = client.options(url)
    assert answer.status_code == 204
    assert "QUERY" in answer.headers["allow"]
    assert '"application/sql"' in answer.headers["accept-query"]


def test_formats(client: Client, url: str) -> None:
    """Each format holds the same rows, by suffix, parameter and `Accept` alike."""
    query = "SELECT record_id, start, confidence, date_start, actors FROM events ORDER BY record_id"
    expected = pl.DataFrame(rows(client, url, query), infer_schema_length=None)["record_id"]
    readers = {
        "ndjson": pl.read_ndjson,
        "csv": pl.read_csv,
        "parquet": pl.read_parquet,
        "arrow": pl.read_ipc,
    }
    for name, read in readers.items():
        answer = ask(client, f"{url}.{name}", query)
        assert read(io.BytesIO(answer.content))["record_id"].to_list() == expected.to_list()
        assert ask(client, url, query, format=name).content == answer.content
        accepted = client.get(
            url, params={"q": query}, headers={"Accept": answer.headers["content-type"]}
        )
        assert accepted.content == answer.content
        assert accepted.headers["vary"].startswith("Accept")
        assert "Accept," not in answer.headers.get("vary", "")


def test_empty_results_have_their_columns(client: Client, url: str) -> None:
    """No rows is an answer: each format still tells the columns."""
    query = "SELECT record_id, start FROM events WHERE false"
    assert ask(client, url, query).json()["rows"] == []
    assert ask(client, f"{url}.csv", query).text == "record_id,start\r\n"
    assert ask(client, f"{url}.ndjson", query).text == ""
    for name, read in (("parquet", pl.read_parquet), ("arrow", pl.read_ipc)):
        found = read(io.BytesIO(ask(client, f"{url}.{name}", query).content))
        assert (found.columns, found.height) == (["record_id", "start"], 0)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1", 1),
        ("1.50::DECIMAL(5,2)", 1.5),
        ("sum(1)", 1),
        ("9007199254740993", 9007199254740993),
        ("170141183460469231731687303715884105727::HUGEINT", 2**127 - 1),
        ("'NaN'::DOUBLE", None),
        ("NULL", None),
        ("true", True),
        ("DATE '2026-01-02'", "2026-01-02"),
        ("TIMESTAMPTZ '2026-01-02 03:04:05+00'", "2026-01-02T03:04:05Z"),
        ("TIMESTAMP_NS '2026-01-02 03:04:05.123'", "2026-01-02T03:04:05.123000"),
        ("TIME '03:04'", "03:04:00"),
        ("INTERVAL '14 months 3 days 1.5 seconds'", "P14M3DT1.5S"),
        ("INTERVAL '0 days'", "PT0S"),
        ("'a'::BLOB", "YQ=="),
        ("[1, 2]", [1, 2]),
        ("{'a': {'b': 'ø'}}", {"a": {"b": "ø"}}),
        ("'x'::ENUM('x', 'y')", "x"),
    ],
)
def test_values(client: Client, url: str, expression: str, value: object) -> None:
    """Every type of DuckDB has its form in JSON."""
    assert rows(client, url, f"SELECT {expression} AS v") == [{"v": value}]


def test_columns_of_one_name(client: Client, url: str) -> None:
    """Columns that share a name are told apart, as an object cannot hold both."""
    assert rows(client, url, "SELECT 1 AS a, 2 AS a, 3 AS b") == [{"a": 1, "a_2": 2, "b": 3}]


def test_what_no_format_can_hold(client: Client, url: str) -> None:
    """A value or type without a place in the format is told, with what to do about it."""
    for path, query in (
        (f"{url}.parquet", "SELECT INTERVAL 1 DAY AS x"),
        (url, "SELECT DATE '290000-01-01' AS x"),
    ):
        answer = ask(client, path, query)
        assert answer.status_code == 422
        assert "VARCHAR" in answer.json()["hint"]


@pytest.mark.parametrize(
    "query",
    [
        "FROM events LIMIT 1",
        "VALUES (1), (2)",
        "TABLE events",
        "WITH a AS (SELECT 1 AS x) FROM a",
        'WITH "my rows" AS (FROM events), events AS (SELECT 1) SELECT * FROM "my rows", events',
        "WITH RECURSIVE a AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM a WHERE x < 5) FROM a",
        "DESCRIBE events",
        "DESCRIBE SELECT 1",
        "SUMMARIZE statistics",
        "SHOW TABLES",
        "EXPLAIN FROM events",
        "EXPLAIN (FORMAT json) SELECT 1",
        "EXPLAIN ANALYZE SELECT count(*) FROM events",
        "PIVOT events ON type IN ('ASSAULT', 'CONSULT') USING count(*) GROUP BY origin",
        "UNPIVOT (SELECT 1 AS a, 2 AS b) ON a, b",
        "SELECT * FROM release.events, release.main.articles",
        "FROM information_schema.columns",
        "FROM duckdb_columns()",
        "FROM events_acled",
        "SELECT unnest(actors) FROM events",
        "SELECT e.record_id FROM events e ASOF JOIN statistics s ON e.start >= s.start",
        "SELECT 1 UNION ALL BY NAME SELECT 2 AS x",
        "SELECT 'a'\n'b' AS one;  -- the end\n;",
        "/* a /* nested */ comment */ SELECT $$it's$$, E'it\\'s', 'it''s', \"a\""
        " FROM (SELECT 1 AS a)",
    ],
)
def test_what_reads_is_allowed(client: Client, url: str, query: str) -> None:
    """DuckDB's whole language of questions is there."""
    answer = ask(client, url, query)
    assert answer.status_code == 200, answer.text


def test_parameters(client: Client, url: str) -> None:
    """Values may stand apart from the query, so that nobody has to quote them."""
    query = "SELECT count(*) AS n, $word AS word FROM events WHERE type = $type"
    word = 'it\'s "so"; DROP'
    by_get = ask(client, url, query, **{"$type": "ASSAULT", "$word": word})
    sent = {"q": query, "parameters": {"type": "ASSAULT", "word": word}}
    by_query = client.request("QUERY", url, json=sent)
    assert by_get.json() == by_query.json()
    assert by_get.json()["rows"] == [{"n": 4, "word": word}]
    number = {"q": "SELECT $n + 1 AS n, $none IS NULL AS x", "parameters": {"n": 1.5, "none": None}}
    assert client.request("QUERY", url, json=number).json()["rows"] == [{"n": 2.5, "x": True}]


def test_results_are_kept(client: Client, url: str) -> None:
    """The same question gets the same bytes and ETag, however it is written; 304 with it."""
    first = ask(client, url, "SELECT 41 + 1 AS n")
    again = ask(client, url, "  SELECT 41  +\t1 /* the sum */ AS n ; -- done")
    assert "fwd=miss" in first.headers["cache-status"]
    assert "hit" in again.headers["cache-status"]
    assert (first.content, first.headers["etag"]) == (again.content, again.headers["etag"])
    assert "immutable" in first.headers["cache-control"]
    tag = {"If-None-Match": first.headers["etag"]}
    for method in ("GET", "HEAD", "QUERY"):
        body = {"content": "SELECT 41 + 1 AS n"} if method == "QUERY" else {}
        headers = tag | ({"Content-Type": "application/sql"} if body else {})
        params = None if body else {"q": "SELECT 41 + 1 AS n"}
        answer = client.request(method, url, params=params, headers=headers, **body)
        assert (answer.status_code, answer.content) == (304, b"")
    assert client.get(f"{url}.csv", params={"q": "SELECT 41 + 1 AS n"}, headers=tag).content
    for other in ("SELECT 41 + 1 AS N", "SELECT 41 + 1.0 AS n"):
        assert ask(client, url, other).headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT random()",
        "SELECT now()",
        "SELECT current_date",
        "SELECT ago(INTERVAL 1 DAY)",
        "SELECT uuid()",
        "FROM events TABLESAMPLE 50%",
        "EXPLAIN ANALYZE SELECT 1",
        "SELECT (SELECT list_transform([1], lambda x: x + random()))",
    ],
)
def test_what_changes_is_not_kept(client: Client, url: str, query: str) -> None:
    """An answer that would be another one the next time is nobody's to keep."""
    for _ in range(2):
        answer = ask(client, url, query)
        assert answer.headers["cache-control"] == "no-store"
        assert "fwd=miss" in answer.headers["cache-status"]
        assert "etag" not in answer.headers


@pytest.mark.parametrize("coding", ["zstd", "gzip"])
def test_text_is_packed(client: Client, url: str, coding: str) -> None:
    """Text comes in zstd or gzip to whoever takes it, with an ETag of its own; Parquet as it is."""
    query = "SELECT repeat('x', 1000) AS x FROM range(2000)"
    for name in ("csv", "ndjson", "json"):
        plain = client.get(f"{url}.{name}?q={query}", headers={"Accept-Encoding": "identity"})
        packed = client.get(f"{url}.{name}?q={query}", headers={"Accept-Encoding": coding})
        assert packed.headers["content-encoding"] == coding
        assert packed.content == plain.content
        assert packed.headers["etag"] == plain.headers["etag"][:-1] + f'-{coding}"'
        assert "Accept-Encoding" in packed.headers["vary"]
        headers = {"If-None-Match": packed.headers["etag"]}
        assert client.get(f"{url}.{name}?q={query}", headers=headers).status_code == 304
    parquet = client.get(f"{url}.parquet?q={query}", headers={"Accept-Encoding": coding})
    assert "content-encoding" not in parquet.headers


def test_head(client: Client, url: str) -> None:
    """HEAD tells what GET would, the body aside."""
    answer = client.head(url, params={"q": COUNTS})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(ask(client, url, COUNTS).content))


def test_latest(client: Client, url: str) -> None:
    """`latest` leads every method on, the query kept."""
    latest = "/v1/releases/latest/sql"
    for method in ("POST", "QUERY"):
        answer = client.request(
            method, latest, content="SELECT 1", headers={"Content-Type": "application/sql"}
        )
        assert answer.json()["rows"] == [{"1": 1}]
        assert answer.history[0].status_code == 307
    assert ask(client, latest, COUNTS).url.path == url


# Each line: a query with ^ before the place, then what the error says and what it suggests.
MISTAKES = [
    ("SELECT ^typ FROM events", "typ", "`type`"),
    ("SELECT 'øø“”', ^e.tpye FROM events e", "tpye", "`type`"),
    ("FROM ^evnts", "evnts", "`events`"),
    ("FROM events e JOIN ^artcles a ON true", "artcles", "`articles`"),
    ("SELECT ^lenght(quote) FROM events", "lenght", "`length`"),
    ("^SELEC 1", "SELEC", ""),
    ("SELECT 1,\n  -- a comment\n\t 2 +^) FROM events", ")", ""),
    ("SELECT\n  count(*)\nFROM /* here */ events\nWHERE ^tpe = 'ASSAULT'", "tpe", "`type`"),
    ("SELECT ^sum(quote) FROM events", "sum", ""),
    ("SELECT quote^::INT FROM events", "INT32", ""),
    ("SELECT 1; ^SELECT 2", "one statement", "SELECT"),
    ("^", "empty", "q="),
    ("^  \n", "empty", "q="),
    ("^-- nothing", "empty", "SELECT"),
    ("SELECT ^\0", "null", ""),
    ("SELECT $x", "$x", "parameter"),
    ("^PIVOT events ON type", "PIVOT", "IN"),
]


@pytest.mark.parametrize(("marked", "what", "hint"), MISTAKES)
def test_mistakes(client: Client, url: str, marked: str, what: str, hint: str) -> None:
    """An error says what is wrong, points at the place as written, and suggests a name."""
    query = marked.replace("^", "", 1)
    answer = ask(client, url, query)
    found = answer.json()
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert what in found["detail"]
    assert hint in found.get("hint", "")
    if "^" in marked and "position" in found:
        offset = marked.index("^")
        place = found["position"]
        assert place["offset"] == offset
        assert place["line"] == query.count("\n", 0, offset) + 1
        assert place["column"] == offset - (query.rfind("\n", 0, offset) + 1) + 1
        line, caret = place["excerpt"].split("\n")
        assert line[: len(caret) - 1] == query.split("\n")[place["line"] - 1][
            : len(caret) - 1
        ].replace("\t", " ")
    else:
        assert what == "$x"


@pytest.mark.parametrize(
    ("parameters", "where"),
    [
        ({}, "q"),
        ({"q": "SELECT 1", "limit": "0"}, "limit"),
        ({"q": "SELECT 1", "limit": "1000000"}, "limit"),
        ({"q": "SELECT 1", "limit": "1_0"}, "limit"),
        ({"q": "SELECT 1", "format": "xml"}, "format"),
        ({"q": "SELECT 1", "query": "x"}, "query"),
        ({"q": ["SELECT 1", "SELECT 2"]}, "q"),
    ],
)
def test_wrong_parameters(client: Client, url: str, parameters: dict[str, str], where: str) -> None:
    """A parameter that is missing, unknown, doubled or out of range is named."""
    answer = client.get(url, params=parameters)
    assert answer.status_code == 400
    assert answer.json().get("where", "") == where


@pytest.mark.parametrize(
    ("media_type", "body", "status"),
    [
        ("image/png", b"x", 415),
        ("", b"SELECT 1", 415),
        ("application/json", b"[]", 400),
        ("application/json", b'{"q": 1}', 400),
        ("application/json", b'{"q": "SELECT 1", "other": 1}', 400),
        ("application/json", b'{"q": "\\ud800"}', 400),
        ("application/json", b'{"q": "SELECT 1", "parameters": {"x": 1}}', 422),
        ("application/sql", b"SELECT '\xff'", 400),
        ("application/sql", b"", 422),
        ("application/sql", b"x" * 300_000, 413),
        ("application/x-www-form-urlencoded", b"query=1", 400),
    ],
)
def test_wrong_bodies(client: Client, url: str, media_type: str, body: bytes, status: int) -> None:
    """A body that is no query is refused with the status that says why."""
    for method in ("POST", "QUERY"):
        headers = {"Content-Type": media_type} if media_type else {}
        answer = client.request(method, url, content=body, headers=headers)
        assert answer.status_code == status, answer.text
        assert answer.json()["status"] == status


def test_the_row_limit_is_told(narrow: Client, url: str) -> None:
    """A result that is cut says so, in headers for every format and in JSON itself."""
    whole = ask(narrow, url, "SELECT * FROM range(10)")
    cut = ask(narrow, url, "SELECT * FROM range(11)")
    for name in ("csv", "parquet"):
        assert ask(narrow, f"{url}.{name}", "FROM range(11)").headers["dateline-cut"] == "rows"
    assert (whole.headers["dateline-cut"], whole.json()["cut"]) == ("none", None)
    assert (cut.headers["dateline-cut"], cut.json()["cut"]) == ("rows", "rows")
    assert cut.headers["dateline-rows"] == "10"
    assert cut.headers["dateline-limits"] == "rows=10, bytes=50000, seconds=1"
    less = ask(narrow, url, "SELECT * FROM range(11)", limit="3")
    assert [row["range"] for row in less.json()["rows"]] == [0, 1, 2]
    assert less.headers["dateline-cut"] == "rows"


def test_the_byte_limit_is_told(narrow: Client, url: str) -> None:
    """A result that grows too large ends at a row, and says why."""
    answer = ask(narrow, url, "SELECT repeat('x', 20000) AS x FROM range(9)")
    assert (answer.headers["dateline-cut"], answer.headers["dateline-rows"]) == ("bytes", "2")
    wide = f'SELECT 1 AS "{"n" * 400}" FROM range(10)'
    assert ask(narrow, url, wide).headers["dateline-cut"] == "none"


def test_the_time_limit_is_told(narrow: Client, url: str) -> None:
    """A query past its time is ended, whether it can be interrupted or must be killed."""
    for query in ("SELECT count(*) FROM range(1000000000000)", f"{HANGS} FROM range(100)"):
        answer = ask(narrow, url, query)
        assert (answer.status_code, answer.json()["code"]) == (422, "sql-limit")
        assert "too long" in answer.text or "longer than" in answer.text
    assert rows(narrow, url, "SELECT 1 AS n") == [{"n": 1}]


def test_long_texts_are_refused(narrow: Client, url: str) -> None:
    """The text itself has a limit."""
    assert ask(narrow, url, f"SELECT '{'x' * 500}'").status_code == 422


def test_one_hanging_query_holds_nobody_up(releases: Path, url: str) -> None:
    """While one query hangs others are answered, pages too; a server that ends takes it along."""
    settings = Settings(releases=releases, extract_workers=0, sql_seconds=60.0)
    statuses: list[int] = []
    with TestClient(create_app(settings)) as patient:

        def hang() -> None:
            statuses.append(ask(patient, url, f"{HANGS} FROM range(1000)").status_code)

        thread = threading.Thread(target=hang)
        thread.start()
        answered = [ask(patient, url, f"SELECT {n}").status_code for n in range(5)]
        answered.append(patient.get(url.replace("/sql", "/events")).status_code)
        assert (answered, statuses) == ([200] * 6, [])
    thread.join()


def test_a_full_queue_is_told(releases: Path, url: str) -> None:
    """More queries than may wait are sent away with a time to come back, not kept waiting."""
    settings = Settings(releases=releases, extract_workers=0, sql_workers=1, sql_seconds=0.2)
    statuses: list[tuple[int, str | None]] = []
    with TestClient(create_app(settings)) as small:

        def send(number: int) -> None:
            answer = ask(small, url, f"{HANGS} + {number} FROM range(102)")
            statuses.append((answer.status_code, answer.headers.get("retry-after")))

        threads = [threading.Thread(target=send, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (503, "2") in statuses
        assert {status for status, _ in statuses} == {422, 503}
        assert rows(small, url, "SELECT 2 AS n") == [{"n": 2}]


def test_the_store_is_bounded(narrow: Client, url: str) -> None:
    """Kept results never fill more than their room; what is too large is given but not kept."""
    for n in range(12):
        ask(narrow, url, f"SELECT repeat('x', 20000) AS x, {n} AS n")
    assert (
        "hit" in ask(narrow, url, "SELECT repeat('x', 20000) AS x, 11 AS n").headers["cache-status"]
    )
    assert (
        "miss" in ask(narrow, url, "SELECT repeat('x', 20000) AS x, 0 AS n").headers["cache-status"]
    )
    for _ in range(2):
        large = ask(narrow, url, "SELECT repeat('x', 40000) AS x")
        assert "miss" in large.headers["cache-status"]


def test_turned_off(releases: Path, url: str) -> None:
    """A server without query processes says so."""
    settings = Settings(releases=releases, extract_workers=0, sql_workers=0)
    with TestClient(create_app(settings)) as off:
        answer = ask(off, url, "SELECT 1")
    assert answer.status_code == 503
    assert "DuckDB file" in answer.json()["hint"]
