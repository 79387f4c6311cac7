"""Keys open what their scopes say, as long as they are good, and are kept by nobody but readers."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from api.app import create_app
from api.cli import main
from api.doors.keys import KeyRing, Scope, add_key, read_keys, revoke_key
from api.settings import Settings
from schemas.errors import SettingsError

Client = TestClient[Litestar]
DAY = dt.date(2026, 11, 23)
R = "/v1/releases/2026.03.02"
Q = {"q": "SELECT 1"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys") / "keys.json"


@pytest.fixture(scope="module")
def closed(releases: Path, path: Path) -> Iterator[Client]:
    """Return a client of a server that lets nobody in without a key."""
    settings = Settings(
        releases=releases,
        extract_workers=0,
        keys=path,
        anonymous="",
        metrics="key",
        rescan_seconds=0.0,
    )
    with TestClient(create_app(settings)) as found:
        yield found


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


def made(path: Path, *scopes: Scope, days: int | None = None) -> str:
    today = dt.datetime.now(dt.UTC).date()
    return add_key(path, name="a reader", scopes=scopes, today=today, days=days)[1]


PATHS: list[tuple[str, Scope]] = [
    (f"{R}/events", "read"),
    (f"{R}/files/events.parquet", "read"),
    ("/v1/releases", "read"),
    ("/", "read"),
    (f"{R}/sql?q=SELECT+1", "sql"),
    (f"{R}/sql.csv?q=SELECT+1", "sql"),
    ("/v1/extract", "extract"),
    ("/metrics", "admin"),
]


@pytest.mark.parametrize(("address", "scope"), PATHS)
def test_scopes(closed: Client, path: Path, address: str, scope: Scope) -> None:
    """A path opens to keys with its scope and to `admin`, and to nobody else."""
    other: Scope = "extract" if scope == "read" else "read"
    anonymous = closed.get(address)
    assert anonymous.status_code == 401
    assert anonymous.headers["www-authenticate"].startswith("Bearer")
    assert anonymous.headers["content-type"] == "application/problem+json"
    assert closed.get(address, headers=bearer(made(path, other))).status_code == 403
    for good in (made(path, scope), made(path, "admin")):
        answer = closed.get(address, headers=bearer(good))
        assert answer.status_code in (200, 405)
        assert "public" not in answer.headers["cache-control"]


def test_health_needs_no_key(closed: Client) -> None:
    """Who runs the server learns whether it lives, key or not."""
    assert closed.get("/health").status_code == 200
    assert closed.get("/ready").status_code == 200


def test_preflight_needs_no_key(closed: Client) -> None:
    """A browser asks before it sends a key."""
    answer = closed.options(f"{R}/sql", headers={"Origin": "https://x.example"})
    assert answer.status_code == 204
    assert "Authorization" in answer.headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    "presented",
    [
        "Bearer nothing",
        "Bearer ",
        "Basic dGVzdDp0ZXN0",
        f"Bearer dateline_00000000_{'a' * 43}",
        f"Bearer dateline_00000000_{'ä' * 43}",
    ],
)
def test_unknown_keys(closed: Client, client: Client, presented: str) -> None:
    """A key that is not known is refused even where none is needed: the reader believes in it."""
    for server in (closed, client):
        answer = server.get(f"{R}/events", headers={b"Authorization": presented.encode("latin-1")})
        assert answer.status_code == 401


def test_a_wrong_secret(closed: Client, path: Path) -> None:
    """The id alone opens nothing."""
    good = made(path, "read")
    wrong = good[:-1] + ("A" if good[-1] != "A" else "B")
    assert closed.get("/", headers=bearer(good)).status_code == 200
    assert closed.get("/", headers=bearer(wrong)).status_code == 401


def test_revoked_and_expired(closed: Client, path: Path) -> None:
    """A key that was revoked or has expired opens nothing, and says why."""
    good = made(path, "read", days=2)
    assert closed.get("/", headers=bearer(good)).status_code == 200
    revoke_key(path, good.split("_")[1], today=DAY)
    answer = closed.get("/", headers=bearer(good))
    assert (answer.status_code, "revoked" in answer.json()["detail"]) == (401, True)
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    _, late = add_key(path, name="late", scopes=("read",), today=yesterday, days=1)
    answer = closed.get("/", headers=bearer(late))
    assert (answer.status_code, "expired" in answer.json()["detail"]) == (401, True)


def test_the_file_holds_no_secret(path: Path) -> None:
    """Whoever reads the file cannot make a key of it, and only its owner reads it."""
    text = made(path, "read")
    secret = text.split("_", 2)[2]
    kept = path.read_text()
    assert secret not in kept
    assert hashlib.sha256(secret.encode()).hexdigest() in kept
    assert path.stat().st_mode & 0o777 == 0o600
    ring = KeyRing(path, rescan_seconds=0.0)
    found = ring.find(text)
    assert found is not None
    assert found.scopes == ("read",)


def test_a_ring_without_a_file(tmp_path: Path) -> None:
    """Before the first key is made there is none; a broken file is told."""
    assert KeyRing(tmp_path / "none.json", rescan_seconds=0.0).find("dateline_x") is None
    (tmp_path / "broken.json").write_text("{]")
    with pytest.raises(SettingsError):
        read_keys(tmp_path / "broken.json")


def test_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Keys are made, listed and revoked on the command line; the text is shown once."""
    file = ["--keys", str(tmp_path / "keys.json")]
    assert main(["keys", "add", "Ada", "--scopes", "sql,read", "--days", "3", *file]) == 0
    shown = capfd.readouterr().out.strip()
    assert KeyRing(tmp_path / "keys.json", rescan_seconds=0.0).find(shown)
    assert main(["keys", "list", *file]) == 0
    listed = capfd.readouterr().out
    assert "read,sql" in listed
    assert "Ada" in listed
    assert shown not in listed
    assert main(["keys", "revoke", shown.split("_")[1], *file]) == 0
    assert "revoked" in capfd.readouterr().out
    assert main(["keys", "revoke", "00000000", *file]) == 3
    assert main(["keys", "add", *file]) == 2
    kept = json.loads((tmp_path / "keys.json").read_bytes())["keys"]
    assert [key["name"] for key in kept] == ["Ada"]
