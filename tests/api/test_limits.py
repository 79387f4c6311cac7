"""Nobody takes more than a share, nobody pretends to be another, and all of it is written down."""

import asyncio
import datetime as dt
import json
import logging
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient
from prometheus_client.parser import text_string_to_metric_families

from api.app import create_app
from api.doors.door import route_of
from api.doors.keys import add_key
from api.doors.limits import WINDOW, Limiter
from api.doors.logs import JsonLines, request_id
from api.doors.readers import networks, origin_of
from api.doors.tracing import traced
from api.settings import Settings
from schemas.errors import SettingsError

Client = TestClient[Litestar]
R = "/v1/releases/2026.03.02"


@pytest.fixture
def few(releases: Path, tmp_path: Path) -> Iterator[Client]:
    """Return a client of a server that lets an address ask five times a minute."""
    settings = Settings(
        releases=releases,
        extract_workers=0,
        sql_workers=0,
        read_per_minute=5,
        sql_per_minute=2,
        keys=tmp_path / "keys.json",
        rescan_seconds=0.0,
    )
    with TestClient(create_app(settings)) as found:
        yield found


def test_too_many_requests(few: Client) -> None:
    """Every answer tells what is left; the one too many is told when to come again."""
    answers = [few.get(f"{R}/events?limit=1") for _ in range(6)]
    assert [a.status_code for a in answers] == [200] * 5 + [429]
    assert [a.headers["ratelimit"].split(";")[1] for a in answers] == [
        "r=4", "r=3", "r=2", "r=1", "r=0", "r=0",
    ]  # fmt: skip
    assert {a.headers["ratelimit-policy"] for a in answers} == {f'"read";q=5;w={WINDOW}'}
    refused = answers[-1]
    assert 1 <= int(refused.headers["retry-after"]) <= WINDOW / 5
    assert refused.json()["code"] == "rate-limited"
    assert refused.headers["content-type"] == "application/problem+json"


def test_each_kind_has_its_own_limit(few: Client) -> None:
    """Queries are counted apart from pages, and health is not counted at all."""
    for _ in range(9):
        assert few.get("/health").status_code == 200
    statuses = [few.get(f"{R}/sql?q=SELECT+1").status_code for _ in range(3)]
    assert statuses == [503, 503, 429]
    assert few.get(f"{R}/events?limit=1").status_code == 200


def test_keys_have_more(few: Client, tmp_path: Path) -> None:
    """A key has its own, larger share, and `admin` any number."""
    path, today = tmp_path / "keys.json", dt.datetime.now(dt.UTC).date()
    _, more = add_key(path, name="x", scopes=("read",), today=today, factor=2)
    _, all_of_it = add_key(path, name="y", scopes=("admin",), today=today)
    for text, expected in ((more, [200] * 10 + [429]), (all_of_it, [200] * 11)):
        headers = {"Authorization": f"Bearer {text}"}
        got = [few.get(f"{R}/events?limit=1", headers=headers).status_code for _ in range(11)]
        assert got == expected
    assert few.get(f"{R}/events?limit=1").status_code == 200


@settings(deadline=None)
@given(
    quota=st.integers(1, 50),
    steps=st.lists(st.floats(0, 30, allow_nan=False), min_size=1, max_size=200),
)
def test_no_window_holds_more_than_two_quotas(quota: int, steps: list[float]) -> None:
    """Whenever somebody asks, a minute lets in at most the quota saved and the quota earned."""
    now = [0.0]
    limiter = Limiter("x", quota, clock=lambda: now[0])
    allowed: list[float] = []
    for step in steps:
        now[0] += step
        standing = limiter.take("r")
        assert 0 <= standing.remaining <= quota
        assert (standing.wait == 0) == standing.allowed
        if standing.allowed:
            allowed.append(now[0])
        else:
            now[0] += standing.wait
            assert limiter.take("r").allowed
            allowed.append(now[0])
    for first in allowed:
        within = [t for t in allowed if first <= t < first + WINDOW]
        assert len(within) <= 2 * quota + 1


def test_the_limiter_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many addresses ask, few are remembered: those who asked most."""
    monkeypatch.setattr("api.doors.limits._MOST", 10)
    limiter = Limiter("x", 5, clock=lambda: 0.0)
    for _ in range(5):
        limiter.take("often")
    for number in range(1000):
        limiter.take(f"once-{number}")
    assert len(limiter._full) <= 11
    assert not limiter.take("often").allowed


# Each line: peer, X-Forwarded-For, and the address that counts; trusted is 10.0.0.0/8 and ::1.
ORIGINS = [
    ("203.0.113.9", "", "203.0.113.9"),
    ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
    ("10.0.0.1", "", "10.0.0.1"),
    ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
    ("10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
    ("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
    ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
    ("10.0.0.1", "nonsense, 10.0.0.2", "10.0.0.2"),
    ("10.0.0.1", "nonsense", "10.0.0.1"),
    ("::1", "2001:db8::7", "2001:db8::7"),
    ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
]


@pytest.mark.parametrize(("peer", "told", "expected"), ORIGINS)
def test_origin(peer: str, told: str, expected: str) -> None:
    """A header is believed of trusted proxies alone, and never past the first stranger."""
    scope: Any = {
        "client": (peer, 1),
        "headers": [(b"x-forwarded-for", told.encode()), (b"x-forwarded-proto", b"https")],
        "scheme": "http",
    }
    assert origin_of(scope, networks("10.0.0.0/8, ::1")).address == expected
    is_trusted = peer.startswith(("10.", "::"))
    assert scope["scheme"] == ("https" if is_trusted else "http")


def test_a_household_is_one_reader() -> None:
    """Whoever has a whole IPv6 network is counted once."""
    readers = {
        origin_of({"client": (f"2001:db8:1:2::{n}", 1), "headers": []}, ()).reader  # type: ignore[typeddict-item]
        for n in range(1, 9)
    }
    assert readers == {"2001:db8:1:2::/64"}


def test_proxies_must_be_networks(releases: Path) -> None:
    """A setting that is no network is told when the server starts."""
    with pytest.raises(SettingsError):
        create_app(Settings(releases=releases, trusted_proxies="nginx"))


def test_request_ids(client: Client) -> None:
    """The reader's id comes back; one that could spoil a log, or is a key, is replaced."""
    assert (
        client.get("/health", headers={"X-Request-Id": "job-17:2"}).headers["x-request-id"]
        == "job-17:2"
    )
    for bad in ("", "a b", "x" * 65, '"', "dateline_1a2b3c4d_" + "a" * 43):
        given = client.get("/health", headers={"X-Request-Id": bad}).headers["x-request-id"]
        assert given != bad
        assert request_id(given) == given
    assert client.get("/nothing").headers["x-request-id"]


def test_log(few: Client, caplog: pytest.LogCaptureFixture) -> None:
    """A request is one JSON object in one line, with its id, without query, key or secret."""
    key = "dateline_1a2b3c4d_" + "s" * 43
    with caplog.at_level(logging.INFO, logger="dateline.access"):
        few.get(
            f"{R}/sql?q=SELECT+'private'&key={key}",
            headers={"X-Request-Id": "id-1", "Authorization": f"Bearer {key}"},
        )
    (record,) = [r for r in caplog.records if r.name == "dateline.access"]
    line = JsonLines().format(record)
    found = json.loads(line)
    assert found["request_id"] == "id-1"
    assert (found["status"], found["path"], found["method"]) == (401, f"{R}/sql", "GET")
    assert found["bytes"] > 0
    assert found["address"] == "testclient"
    assert "\n" not in line
    assert "private" not in line
    assert "ssss" not in line


def test_log_of_a_fault(caplog: pytest.LogCaptureFixture) -> None:
    """A traceback stays within its line, and a key that got into a message is taken out."""
    try:
        int("dateline_1a2b3c4d_" + "s" * 43)
    except ValueError:
        logging.getLogger("dateline").exception("broken\nline")
    line = JsonLines().format(caplog.records[-1])
    assert "\n" not in line
    assert "ssss" not in line
    assert "ValueError" in json.loads(line)["traceback"]


ROUTES = [
    ("/", "/"),
    ("/health", "/health"),
    ("/.env", "other"),
    ("/v1/releases/2026.03.02", "/v1/releases/{release}"),
    ("/v1/releases/x/events", "/v1/releases/{release}/events"),
    ("/v1/releases/x/events.csv", "/v1/releases/{release}/events"),
    ("/v1/releases/x/events/ev_1", "/v1/releases/{release}/events/{key}"),
    ("/v1/releases/x/sql.parquet", "/v1/releases/{release}/sql"),
    ("/v1/releases/x/files/a.parquet", "/v1/releases/{release}/files/{name}"),
    ("/v1/releases/x/manifest.json", "/v1/releases/{release}/manifest.json"),
    ("/v1/releases/x/evil/1/2", "/v1/releases/{release}/other"),
]


@pytest.mark.parametrize(("path", "route"), ROUTES)
def test_routes_are_few(path: str, route: str) -> None:
    """What readers choose never becomes a label: the number of series is bounded."""
    assert route_of(path) == route


def test_metrics(few: Client) -> None:
    """Prometheus can read the numbers, and they count what happened."""
    for _ in range(6):
        few.get(f"{R}/events?limit=1")
    answer = few.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    samples = {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    route = "/v1/releases/{release}/events"
    for status, number in (("200", 5.0), ("429", 1.0)):
        labels = (("method", "GET"), ("route", route), ("status", status))
        assert samples["dateline_requests_total", labels] == number
    assert samples["dateline_requests_limited_total", (("policy", "read"),)] == 1.0
    assert samples["dateline_request_seconds_count", (("route", route),)] == 6.0
    assert samples["dateline_releases", ()] == 2.0
    assert samples["dateline_requests_in_progress", ()] == 1.0


def test_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where OpenTelemetry is installed each request is a span that continues the reader's trace."""
    seen: dict[str, Any] = {}

    class Span:
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            seen["ended"] = True

        def set_attribute(self, name: str, value: object) -> None:
            seen[name] = value

    class Tracer:
        def start_as_current_span(self, name: str, **options: Any) -> Span:
            seen.update(options["attributes"], name=name, context=options["context"])
            return Span()

    trace = types.ModuleType("opentelemetry.trace")
    trace.get_tracer = lambda _: Tracer()  # type: ignore[attr-defined]
    trace.SpanKind = types.SimpleNamespace(SERVER=1)  # type: ignore[attr-defined]
    propagate = types.ModuleType("opentelemetry.propagate")
    propagate.extract = lambda headers: headers["traceparent"]  # type: ignore[attr-defined]
    package = types.ModuleType("opentelemetry")
    package.__spec__ = types.SimpleNamespace(name="opentelemetry")  # type: ignore[assignment]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})

    assert traced(app, route_of) is app
    for module in (package, trace, propagate):
        monkeypatch.setitem(sys.modules, module.__name__, module)

    async def nothing(*_: object) -> None:
        return None

    scope = {"type": "http", "method": "GET", "path": "/x", "headers": [(b"traceparent", b"00-a")]}
    asyncio.run(traced(app, route_of)(scope, nothing, nothing))  # type: ignore[arg-type]
    assert seen["name"] == "GET other"
    assert seen["context"] == "00-a"
    assert seen["http.response.status_code"] == 204
    assert seen["ended"]
