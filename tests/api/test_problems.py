"""Every way to fail answers one kind of body: RFC 9457 problem details."""

import json

import pytest
from litestar import Litestar
from litestar.exceptions import InternalServerException
from litestar.testing import TestClient

from api import errors as own
from api.problems import MEANING, STATUS_OF, status_of
from schemas import errors as family
from schemas.errors import DatelineError

Client = TestClient[Litestar]
R = "/v1/releases/2026.03.02"
TEXT = {"Content-Type": "text/plain"}
JSON = {"Content-Type": "application/json"}

# Each line: method, path, headers and body of a request, then the status and code it gets.
FAILURES: list[tuple[str, str, dict[str, str], bytes, int, str]] = [
    ("GET", "/nothing", {}, b"", 404, "not-found"),
    ("GET", "/v1", {}, b"", 404, "not-found"),
    ("GET", "/%ff%fe", {}, b"", 404, "not-found"),
    ("GET", "/v1/releases/1999.01.01", {}, b"", 404, "not-found"),
    ("GET", "/v1/releases/1999.01.01/events", {}, b"", 404, "not-found"),
    ("GET", "/v1/releases/1999.01.01/files/events.parquet", {}, b"", 404, "not-found"),
    ("GET", f"{R}/files/other.parquet", {}, b"", 404, "not-found"),
    ("GET", f"{R}/nothing", {}, b"", 404, "not-found"),
    ("GET", f"{R}/events.xml", {}, b"", 404, "not-found"),
    ("GET", f"{R}/events/ev_nothing", {}, b"", 404, "not-found"),
    ("GET", f"{R}/articles/nothing", {}, b"", 404, "not-found"),
    ("GET", f"{R}/nothing/schema", {}, b"", 404, "not-found"),
    ("GET", f"{R}/events?nothing=1", {}, b"", 400, "query"),
    ("GET", f"{R}/events?type__like=1", {}, b"", 400, "query"),
    ("GET", f"{R}/events?type=NOTHING", {}, b"", 400, "query"),
    ("GET", f"{R}/events?date_start=soon", {}, b"", 400, "query"),
    ("GET", f"{R}/events?start__gte=x", {}, b"", 400, "query"),
    ("GET", f"{R}/articles?published_at__lte=0.5", {}, b"", 400, "query"),
    ("GET", f"{R}/events?fields=nothing", {}, b"", 400, "query"),
    ("GET", f"{R}/events?sort=actors", {}, b"", 400, "query"),
    ("GET", f"{R}/events?sort={',' * 9}", {}, b"", 400, "query"),
    ("GET", f"{R}/events?limit=0", {}, b"", 400, "query"),
    ("GET", f"{R}/events?limit=1001", {}, b"", 400, "query"),
    ("GET", f"{R}/events?limit=1_0", {}, b"", 400, "query"),
    ("GET", f"{R}/events?limit=2&limit=3", {}, b"", 400, "query"),
    ("GET", f"{R}/events?after=garbage", {}, b"", 400, "query"),
    ("GET", f"{R}/events?format=xml", {}, b"", 400, "query"),
    ("GET", f"{R}/events.csv?format=csv", {}, b"", 400, "query"),
    ("GET", f"{R}/events", {"Accept": "image/png"}, b"", 406, "not-acceptable"),
    ("GET", f"{R}/files/events.parquet", {"Range": "bytes=99999999-"}, b"", 416, ""),
    ("POST", f"{R}/events", {}, b"", 405, "method-not-allowed"),
    ("POST", f"{R}/files/events.parquet", {}, b"", 405, "method-not-allowed"),
    ("DELETE", "/v1/releases", {}, b"", 405, "method-not-allowed"),
    ("GET", "/v1/extract", {}, b"", 405, "method-not-allowed"),
    ("POST", "/v1/extract", {}, b"words", 415, "unsupported-media-type"),
    ("POST", "/v1/extract", {"Content-Type": "image/png"}, b"x", 415, "unsupported-media-type"),
    ("POST", "/v1/extract", TEXT, b"a" * 200_001, 413, ""),
    ("POST", "/v1/extract", TEXT, b"", 422, "empty"),
    ("POST", "/v1/extract", TEXT, b" \n\t ", 422, "empty"),
    ("POST", "/v1/extract", JSON, b"", 400, "bad-request"),
    ("POST", "/v1/extract", JSON, b"{", 400, "bad-request"),
    ("POST", "/v1/extract", JSON, b"\xff", 400, "bad-request"),
    ("POST", "/v1/extract", JSON, b"[]", 400, "bad-request"),
    ("POST", "/v1/extract", JSON, b"null", 400, "bad-request"),
    ("POST", "/v1/extract", JSON, b'{"text": 5}', 400, "bad-request"),
    ("POST", "/v1/extract", JSON, b'{"title": "x"}', 422, "missing-text"),
    ("POST", "/v1/extract", JSON, b'{"text": ""}', 422, "empty"),
]


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status", "code"),
    FAILURES,
    ids=[f"{f[0]} {f[1][:50]} {f[3][:12]!r}" for f in FAILURES],
)
def test_failure(
    client: Client,
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes,
    status: int,
    code: str,
) -> None:
    """Status, media type and members are right, and no inside of the server shows."""
    answer = client.request(method, path, headers=headers, content=body)
    found = answer.json()
    assert answer.status_code == found["status"] == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "instance", "code"} <= set(found)
    assert found["type"] == f"/docs#status-{status}"
    assert found["detail"]
    assert code in ("", found["code"])
    assert not any(word in answer.text for word in ("Traceback", ".py", "/tmp", "SELECT"))


def test_head_of_a_failure(client: Client) -> None:
    """HEAD fails like GET, without the body."""
    answer = client.head(f"{R}/nothing")
    assert (answer.status_code, answer.content) == (404, b"")


def test_method_not_allowed_lists_the_methods(client: Client) -> None:
    """405 tells what is allowed, HEAD included."""
    assert "GET, HEAD" in client.post("/v1/releases").headers["allow"]
    assert "POST" in client.get("/v1/extract").headers["allow"]


def test_every_error_has_a_status() -> None:
    """Each error class finds its own status, not the one of a parent listed before it."""
    for module in (family, own):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, DatelineError):
                nearest = next(base for base in kind.__mro__ if base in dict(STATUS_OF))
                assert status_of(kind("x")) == dict(STATUS_OF)[nearest]
                assert status_of(kind("x")) in MEANING


def test_faults_show_nothing(
    client: Client, app: Litestar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug answers 500 without a word of what happened."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("api.table_answers.row_query", broken)
    answer = client.get(f"{R}/events")
    assert answer.status_code == 500
    assert json.loads(answer.content)["code"] == "internal-server-error"
    assert "secret" not in answer.text


def test_a_reader_who_leaves_is_no_fault(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A body that breaks off is the reader's doing: nothing is logged as an error."""

    def left(*_: object, **__: object) -> None:
        raise InternalServerException("client disconnected prematurely")

    monkeypatch.setattr("api.table_answers.row_query", left)
    assert client.get(f"{R}/events").status_code == 400
    assert caplog.records == []


def test_a_full_house_is_no_fault(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A busy server says when to come back and fills no log with it."""

    def busy(*_: object, **__: object) -> None:
        raise own.Busy("all taken")

    monkeypatch.setattr("api.table_answers.row_query", busy)
    answer = client.get(f"{R}/events")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert caplog.records == []
