"""The text of closed articles never leaves: not by a file, a path, a format, a delta or a search.

Secrets stand in the texts beyond the short evidence that goes out of closed articles, and every
text column of every record, entity and failure holds the whole text. Then every byte of the
releases, whatever it is packed in, and every answer of the API to every path it describes is
looked through for them.
"""

import datetime as dt
import gzip
import hashlib
import io
import json
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import polars as pl
import pytest
import zstandard
from litestar import Litestar
from litestar.testing import TestClient

from api.app import create_app
from api.settings import Settings
from schemas import RECORD_TABLES, TABLES, Article, Extraction, Failure, Span
from schemas.columns import Column, ColumnType, ListType, ScalarType, StructType, struct_columns
from schemas.ids import entity_id, record_id
from tests.warehouse.synthetic import extraction
from warehouse import Warehouse, build_index, freeze, withdraw
from warehouse.rights import SHORT

DAY = dt.date(2026, 4, 1)
FIRST, SECOND = "2026.04.01", "2026.04.02"
CLOSED, LATER, EXCERPT, REVISED = "ZQXCLOSED", "ZQXLATER", "ZQXEXCERPT", "ZQXREVISED"
"""Secrets: of a closed article, of one closed in the second release, of the text of an excerpt
outside its quotes, and of a text that was replaced by a closed one."""

Json = dict[str, Any]


def text_with(secret: str) -> str:
    """Return a text that goes out as far as `SHORT`, and then holds *secret* in every sentence."""
    head = "Public words of the harbour. " * (SHORT // 29 + 2)
    return head + "".join(f"{secret}{number} was said in confidence. " for number in range(9))


def told_everywhere(article: Article) -> Extraction:
    """Return an extraction of *article* whose every text column holds the whole text."""
    base = extraction(1)
    text = article.text
    records: dict[str, Any] = {}
    for table in RECORD_TABLES:
        record = getattr(base, table.name)[0]
        filled = _filled(record, text)
        span = Span(start=0, end=len(text))
        records[table.name] = (
            msgspec.structs.replace(
                filled,
                record_id=record_id(table.name.removesuffix("s"), article.article_id, span)
                if table.name != "statistics"
                else record_id("statistic", article.article_id, span),
                article_id=article.article_id,
                revision=1,
                start=0,
                end=len(text),
                quote=text,
                extractor=record.extractor,
                **{r.column: None for r in table.references if r.table != "articles"},
            ),
        )
    entity = _filled(base.entities[0], text)
    entity = msgspec.structs.replace(
        entity, entity_id=entity_id("organisation", article.article_id)
    )
    failure = Failure(
        failure_id=f"fl_{article.article_id}",
        article_id=article.article_id,
        input="page.html",
        stage="extract",
        code="odd",
        message=text,
        hint=text,
    )
    return Extraction(article=article, entities=(entity,), failures=(failure,), **records)


def _filled(struct: msgspec.Struct, text: str) -> Any:
    """Return *struct* with *text* in every free text column, nested ones too."""
    return msgspec.convert(
        {c.name: _value(c, c.type, text) for c in struct_columns(type(struct))}, type(struct)
    )


def _value(column: Column, kind: ColumnType, text: str) -> object:
    if isinstance(kind, ListType):
        return [_value(column, kind.item, text)]
    if isinstance(kind, StructType):
        return {c.name: _value(c, c.type, text) for c in kind.columns}
    assert isinstance(kind, ScalarType)
    if column.values:
        return column.values[0]
    if kind.python is str:
        return text
    if kind.python is int:
        return 0 if column.name.endswith("start") else len(text) if "end" in column.name else 1
    if kind.python in (float, bool):
        return kind.python(0.5)
    return "2026-01-01" if kind.python is dt.date else "2026-01-01T00:00:00Z"


def article(name: str, text: str, rights: str) -> Article:
    base = extraction(1).article
    return msgspec.structs.replace(
        base,
        article_id=name,
        url=f"https://harbour.example/{name}",
        title=f"About {name}",
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        rights=rights,
        sections=(msgspec.structs.replace(base.sections[0], heading=text, end=len(text)),),
        blocks=(),
    )


def plain(name: str, text: str, rights: str) -> Extraction:
    """Return *text* with a key point that quotes its first word alone."""
    (point,) = extraction(1).key_points
    point = msgspec.structs.replace(
        point,
        record_id=f"kp_{name}",
        article_id=name,
        start=0,
        end=6,
        quote=text[:6],
        text=text[:6],
    )
    return Extraction(article=article(name, text, rights), key_points=(point,))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return two releases: one article is closed in both, one closed and one replaced since."""
    root = tmp_path_factory.mktemp("rights")
    with Warehouse.open(root / "w.duckdb") as warehouse:
        warehouse.load(told_everywhere(article("closed", text_with(CLOSED), "closed")))
        warehouse.load(told_everywhere(article("later", text_with(LATER), "open")))
        warehouse.load(told_everywhere(article("revised", text_with(REVISED), "open")))
        warehouse.load(plain("excerpt", text_with(EXCERPT), "excerpt"))
        warehouse.load(extraction(2))
    freeze(root / "w.duckdb", root / "r", day=DAY, tool_versions={})
    with Warehouse.open(root / "w.duckdb") as warehouse:
        warehouse.load(told_everywhere(article("later", text_with(LATER), "closed")))
        replaced = article("revised", text_with("Nothing") + "New.", "closed")
        warehouse.load(told_everywhere(replaced))
        warehouse.load(extraction(3))
    freeze(root / "w.duckdb", root / "r", day=DAY + dt.timedelta(days=1), tool_versions={})
    for release in (FIRST, SECOND):
        build_index(root / "r" / release)
    return root / "r"


KEPT_FROM = {
    FIRST: (CLOSED, EXCERPT),
    SECOND: (CLOSED, EXCERPT, LATER, REVISED),
}
"""What may not leave by each release. The first was published while two texts were open."""


def unpacked(data: bytes) -> Iterator[bytes]:
    """Yield *data* as it is, and as text whatever it is packed in."""
    yield data
    if data[:4] == b"\x28\xb5\x2f\xfd":
        yield from unpacked(zstandard.ZstdDecompressor().stream_reader(data).read())
    elif data[:2] == b"\x1f\x8b":
        yield from unpacked(gzip.decompress(data))
    elif data[:4] == b"PAR1":
        yield _dumped(pl.read_parquet(io.BytesIO(data), use_pyarrow=True))
    elif data[:6] == b"ARROW1":
        yield _dumped(pl.read_ipc(io.BytesIO(data)))


def _dumped(frame: pl.DataFrame) -> bytes:
    return json.dumps(frame.to_dicts(), default=str, ensure_ascii=False).encode()


def in_database(path: Path) -> Iterator[bytes]:
    """Yield every table and view of a DuckDB or SQLite file as text."""
    if path.read_bytes()[:15] == b"SQLite format 3":
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            yield "\n".join(connection.iterdump()).encode()
            connection.text_factory = bytes
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (name,) in tables.fetchall():
                for row in connection.execute(f'SELECT * FROM "{name.decode()}"'):
                    for value in row:
                        if isinstance(value, bytes):
                            yield from unpacked(value)
        return
    with duckdb.connect(str(path), read_only=True) as connection:
        names = connection.execute("SELECT table_name FROM information_schema.tables").fetchall()
        for (name,) in names:
            rows = connection.execute(f'SELECT to_json(t)::VARCHAR FROM "{name}" AS t').fetchall()
            yield "\n".join(row[0] for row in rows).encode()


def leaks(parts: Iterator[bytes], secrets: tuple[str, ...]) -> set[str]:
    wanted = {secret: secret.encode() for secret in secrets}
    return {secret for part in parts for secret, bare in wanted.items() if bare in part}


def every_byte(path: Path) -> Iterator[bytes]:
    data = path.read_bytes()
    yield from unpacked(data)
    if data[8:12] == b"DUCK" or data[:15] == b"SQLite format 3":
        yield from in_database(path)


def test_the_probe_finds_secrets(folder: Path) -> None:
    """What was open in the first release is found there, in every kind of file: the probe works."""
    for name in ("articles.parquet", "events.csv.zst", "events.ndjson.zst", "dateline.duckdb"):
        found = leaks(every_byte(folder / FIRST / name), (LATER, REVISED))
        assert found == {LATER, REVISED}, name
    packed = gzip.compress(zstandard.compress(LATER.encode()))
    assert leaks(unpacked(packed), (LATER, CLOSED)) == {LATER}


@pytest.mark.parametrize("release", [FIRST, SECOND])
def test_no_file_holds_what_may_not_leave(folder: Path, release: str) -> None:
    """Every byte of every file, packed or not: deltas, notes, databases and indexes too."""
    files = [path for path in (folder / release).rglob("*") if path.is_file()]
    assert {"dateline.duckdb", "NOTES.md", "notes.json", "manifest.json"} <= {p.name for p in files}
    if release == SECOND:
        assert {f"{table.name}.delta.parquet" for table in TABLES} <= {p.name for p in files}
    files += [p for p in folder.glob(f".*/**/{release}*/**/*") if p.is_file()]
    files += [p for p in folder.glob(f".*/{release}*") if p.is_file()]
    for path in files:
        assert leaks(every_byte(path), KEPT_FROM[release]) == set(), path


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient[Litestar]]:
    app = create_app(Settings(releases=folder, extract_workers=0, max_limit=1000))
    with TestClient(app, raise_server_exceptions=False) as found:
        yield found


def paths_of(client: TestClient[Litestar], release: str, other: str) -> Iterator[str]:
    """Yield every path of the API's description that leads below *release*, filled in."""
    document = client.get("/openapi.json").json()
    files = [f["name"] for f in client.get(f"/v1/releases/{release}").json()["files"]]
    for path, item in document["paths"].items():
        if "{release}" not in path or "get" not in item:
            continue
        parameters = {p["name"]: p for p in item["get"].get("parameters", [])}
        choices: dict[str, list[str]] = {
            "release": [release],
            "other": [other],
            "name": files,
            "key": [],
        }
        table = path.split("/")[4] if len(path.split("/")) > 4 else ""
        if "{key}" in path:
            rows = client.get(f"/v1/releases/{release}/{table}?limit=1000").json()["rows"]
            key = next(t.key for t in TABLES if t.name == table)
            choices["key"] = [row[key] for row in rows]
        for name, parameter in parameters.items():
            if parameter["in"] == "path" and name not in choices:
                choices[name] = parameter["schema"]["enum"]
        yield from _combined(path, choices)


def _combined(path: str, choices: dict[str, list[str]]) -> Iterator[str]:
    before, brace, rest = path.partition("{")
    if not brace:
        yield path
        return
    name, _, after = rest.partition("}")
    for value in choices[name]:
        for tail in _combined(after, choices):
            yield f"{before}{value}{tail}"


WORDS = ("confidence", "harbour", CLOSED, f"{CLOSED}1", LATER, EXCERPT, REVISED)
FORMATS = ("json", "ndjson", "csv", "parquet", "arrow")


@pytest.mark.parametrize(("release", "other"), [(FIRST, FIRST), (SECOND, FIRST)])
def test_no_answer_holds_what_may_not_leave(
    client: TestClient[Litestar], release: str, other: str
) -> None:
    """Every described path in every format, search for every word, SQL over every table."""
    secrets = KEPT_FROM[release]
    asked = list(paths_of(client, release, other))
    asked += [f"/v1/releases/{other}/diff/{release}", "/", "/docs", "/v1/releases"]
    asked += [f"/v1/releases/{other}/diff/{release}/{t.name}" for t in TABLES]
    root = f"/v1/releases/{release}"
    asked += [f"{root}/{t.name}?limit=1000&format={f}" for t in TABLES for f in FORMATS]
    asked += [f"{root}/{t.name}?quote__contains={w}" for t in RECORD_TABLES for w in WORDS]
    asked += [f"{root}/search?q={word}" for word in WORDS]
    queries = [f"FROM {t.name}" for t in TABLES]
    queries += [
        f"SELECT quote FROM {t.name} WHERE quote LIKE '%25{CLOSED}%25'" for t in RECORD_TABLES
    ]
    asked += [f"{root}/sql?q={query}&format={f}" for query in queries for f in FORMATS]
    while client.get(f"{root}/search?q=harbour").status_code == 503:  # its index is being made
        time.sleep(0.1)
    assert client.get(f"{root}/search?q=harbour").json()
    answered = 0
    for path in dict.fromkeys(asked):
        answer = client.get(path, headers={"Accept-Encoding": "identity"})
        if path.split("?")[0].endswith("/search") or "/sql" in path or "__contains" in path:
            # An answer repeats the words it was asked for; what it found must not hold them.
            parts = iter([_without_the_question(answer.content, path)])
        else:
            parts = unpacked(answer.content)
        assert leaks(parts, secrets) == set(), path
        answered += answer.status_code == 200
    assert answered > 150


def _without_the_question(content: bytes, path: str) -> bytes:
    question = path.partition("=")[2]
    for part in unpacked(content):
        content = part
    for word in sorted(WORDS, key=len, reverse=True):
        if word in question:
            content = content.replace(f'"{word}"'.encode(), b"").replace(
                f"'%{word}%'".encode(), b""
            )
    return content


def test_after_the_first_is_erased_no_secret_is_left_anywhere(folder: Path, tmp_path: Path) -> None:
    """Withdrawn and erased, a release leaves nothing in any cache beside it."""
    copy = tmp_path / "r"
    shutil.copytree(folder, copy)
    withdraw(copy, FIRST, reason="x", day=dt.datetime.now(dt.UTC).date(), erase=True)
    for path in copy.rglob("*"):
        if path.is_file():
            assert leaks(every_byte(path), KEPT_FROM[SECOND]) == set(), path
