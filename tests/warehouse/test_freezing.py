"""Freezing: whole releases or none, and the same bytes for the same content."""

import csv
import datetime as dt
import io
import itertools
import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import duckdb
import msgspec
import polars as pl
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import RECORD_TABLES, TABLE_BY_NAME, TABLES
from schemas.errors import NothingChanged, QueryError, ReleaseError, WarehouseError
from tests.warehouse.conftest import ARTICLES, DAY
from tests.warehouse.synthetic import extraction, extractions
from warehouse import (
    DATABASE,
    SUMS,
    Warehouse,
    freeze,
    generate_key,
    load_signer,
    plain_rows,
    public_keys,
    query,
    releases,
    verify,
)
from warehouse.rights import SHORT
from warehouse.tombstone import read_tombstone

TOOLS = {"dateline": "0.1.0"}
LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="DuckDB's memory is zeroed on Linux alone"
)


def frozen(path: Path, items, folder: Path) -> Path:
    with Warehouse.open(path) as warehouse:
        warehouse.load_many(items)
    return freeze(path, folder, day=DAY, tool_versions=TOOLS)


def contents(release: Path, suffix: str = "") -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(release.iterdir()) if p.name.endswith(suffix)}


@LINUX
def test_the_same_content_gives_the_same_bytes(tmp_path):
    """Another order of loading and other batches make no byte of a release differ."""
    numbers = list(range(60))
    items = [extraction(number) for number in numbers]
    first = frozen(tmp_path / "a.duckdb", items, tmp_path / "a")
    with Warehouse.open(tmp_path / "b.duckdb") as warehouse:
        for number in reversed(numbers[7:]):
            warehouse.load(items[number])
    second = frozen(tmp_path / "b.duckdb", items, tmp_path / "b")
    assert contents(first) == contents(second)


@LINUX
@settings(max_examples=3, deadline=None)
@given(
    items=st.lists(extractions(), min_size=1, max_size=5, unique_by=lambda e: e.article.article_id)
)
def test_odd_content_gives_the_same_bytes_and_verifies(items):
    """Odd characters, nulls and rights included, and every format reads back the same."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = frozen(folder / "a.duckdb", items, folder / "a")
        second = frozen(folder / "b.duckdb", items[::-1], folder / "b")
        assert contents(first) == contents(second)
        for table in TABLES:
            rows = plain_rows(pq.read_table(first / f"{table.name}.parquet"))
            assert ndjson(first, table.name) == rows
            assert rows_of_csv(first, table.name) == [as_csv(row) for row in rows]


_MAKER = """
import datetime as dt, os, sys
from pathlib import Path
os.umask(int(sys.argv[3], 8))
os.sched_setaffinity(0, map(int, sys.argv[4].split(",")))
from tests.warehouse.synthetic import extraction, text_of
from warehouse import Warehouse, freeze, load_signer
folder, key = Path(sys.argv[1]), Path(sys.argv[2])
for day, numbers in ((1, range(9)), (2, (9, 10))):
    with Warehouse.open(folder / "w.duckdb") as warehouse:
        warehouse.load_many([extraction(n) for n in numbers])
        if day == 2:
            warehouse.load(extraction(3, text_of(3) + " Later."))
    freeze(folder / "w.duckdb", folder / "r", day=dt.date(2026, 1, day), tool_versions={"a": "1"},
           signer=load_signer(key))
"""


@LINUX
def test_neither_seed_nor_place_nor_hour_changes_a_byte(tmp_path):
    """Another hash seed, number of threads, time zone, locale, umask and folder: the same bytes.

    Of a release and of the next one, with delta, notes and signature.
    """
    generate_key(tmp_path / "key", comment="")
    shared = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    every = os.sched_getaffinity(0)
    settings_of = {
        "a": (
            {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
            "077",
            {min(every)},
        ),
        "b/deeper": (
            {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
            "000",
            every,
        ),
    }
    made = []
    for name, (env, umask, cores) in settings_of.items():
        folder = tmp_path / name
        folder.mkdir(parents=True)
        on = ",".join(map(str, sorted(cores)))
        subprocess.run(
            [sys.executable, "-c", _MAKER, str(folder), str(tmp_path / "key"), umask, on],
            env={**shared, **env},
            check=True,
            cwd=folder,
        )
        made.append({p.name: contents(p) for p in (folder / "r").iterdir() if p.is_dir()})
    assert sorted(made[0]) == ["2026.01.01", "2026.01.02"]
    assert "events.delta.parquet" in made[0]["2026.01.02"]
    for release, files in made[0].items():
        assert {n: files[n] == made[1][release].get(n) for n in files} == dict.fromkeys(files, True)
    for path in (tmp_path / "a" / "r" / "2026.01.02").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o444


def ndjson(release, table):
    whole = unpacked(release / f"{table}.ndjson.zst")
    return [msgspec.json.decode(line) for line in whole.split(b"\n") if line]


def rows_of_csv(release, table):
    text = unpacked(release / f"{table}.csv.zst").decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def as_csv(row):
    """Return a plain row as the CSV should spell it; numbers are compared as numbers."""
    return {name: Spelled(value) for name, value in row.items()}


class Spelled:
    """Equal to the CSV's text of a value."""

    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return f"Spelled({self.value!r})"

    def __eq__(self, text):
        match self.value:
            case None:
                return text == ""
            case bool():
                return text == str(self.value).lower()
            case int() | float():
                return float(text) == self.value
            case list() | dict():
                return msgspec.json.decode(text) == self.value
        return text == self.value

    __hash__ = None


def unpacked(path):
    return zstandard.ZstdDecompressor().stream_reader(path.read_bytes()).read()


def test_a_release_reads_back_as_the_structs(tmp_path):
    """Store and release round trip: the rows are the records loaded, and events get a cluster."""
    items = [extraction(number) for number in range(8)]
    release = frozen(tmp_path / "n.duckdb", items, tmp_path / "r")
    clusters = pq.read_table(release / "event_clusters.parquet").to_pylist()
    cluster_of = {record: row["cluster_id"] for row in clusters for record in row["members"]}
    for table in (*RECORD_TABLES, TABLE_BY_NAME["articles"]):
        rows = plain_rows(pq.read_table(release / f"{table.name}.parquet"))
        found = msgspec.convert(rows, list[table.record])
        given_ = [
            record
            for item in items
            for record in (
                [item.article] if table.name == "articles" else getattr(item, table.name)
            )
        ]
        if table.name == "events":
            given_ = [
                msgspec.structs.replace(r, cluster_id=cluster_of.pop(r.record_id)) for r in given_
            ]
        assert found == sorted(given_, key=lambda r: [getattr(r, name) for name in table.order])
    assert not cluster_of


def test_a_release_holds_what_the_manifest_promises(sound_release, loaded):
    """Rows, versions and files are told; the bytes are write-protected and small-grouped."""
    manifest = releases(sound_release.parent)[0].manifest
    assert (manifest.release, manifest.parent, manifest.created) == ("2026.11.22", None, DAY)
    with Warehouse.open(loaded) as warehouse:
        assert {t.name: t.rows for t in manifest.tables} == warehouse.counts()
        assert manifest.extractor_versions == warehouse.extractor_versions()
    assert manifest.rows("articles") == ARTICLES
    assert manifest.tool_versions == TOOLS
    assert all(path.stat().st_mode & 0o222 == 0 for path in sound_release.iterdir())
    field = pq.read_schema(sound_release / "statistics.parquet").field("start")
    assert field.metadata[b"unit"] == b"code points"


def test_users_of_other_tools_can_read_it(sound_release):
    """polars, DuckDB with comments and keys, and sha256sum find what they expect."""
    frame = pl.scan_parquet(sound_release / "events.parquet").filter(pl.col("type") == "AID")
    assert frame.collect().height > 0
    with duckdb.connect(str(sound_release / DATABASE), read_only=True) as connection:
        found = connection.execute(
            "SELECT count(*) FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
        ).fetchone()
        keys = connection.execute(
            "SELECT count(*) FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
        ).fetchone()
        tags = connection.execute(
            "SELECT tags FROM duckdb_databases() WHERE database_name = 'dateline'"
        ).fetchone()
    assert found == (0,)
    assert keys == (len(TABLES),)
    assert "1.2.0" in str(tags)
    named = [line.split("  ")[1] for line in (sound_release / SUMS).read_text().splitlines()]
    assert named == sorted(p.name for p in sound_release.iterdir() if p.name != SUMS)


def test_rights_decide_what_leaves_the_house(sound_release):
    """Excerpt: no whole text, whole quotes. Closed: no text, no long piece of it anywhere."""
    articles = {
        row["article_id"]: row
        for row in plain_rows(pq.read_table(sound_release / "articles.parquet"))
    }
    assert articles["ferry-5"]["rights"] == "excerpt"
    assert articles["ferry-5"]["text"] == articles["ferry-8"]["text"] == ""
    assert articles["ferry-1"]["text"]
    for table in RECORD_TABLES:
        for row in plain_rows(pq.read_table(sound_release / f"{table.name}.parquet")):
            length = row["end"] - row["start"]
            closed = articles[row["article_id"]]["rights"] == "closed"
            assert len(row["quote"]) == (min(length, SHORT) if closed else length)
    (long,) = (r for r in ndjson(sound_release, "statements") if r["article_id"] == "ferry-8")
    assert long["end"] - long["start"] > SHORT
    assert len(long["content"]) == SHORT
    forbidden = ("Long 👩 words, “quoted”\r\n" * 60)[: SHORT + 1].encode()
    for path in sound_release.iterdir():
        whole = unpacked(path) if path.suffix == ".zst" else path.read_bytes()
        assert forbidden not in whole


def test_an_unchanged_warehouse_gives_no_second_release(tmp_path):
    """Only new content makes a new release; ids count up within a day, parents are named."""
    path, folder = tmp_path / "n.duckdb", tmp_path / "r"
    first = frozen(path, [extraction(1)], folder)
    before = contents(first)
    with pytest.raises(NothingChanged, match=r"nothing changed since release 2026\.11\.22"):
        freeze(path, folder, day=DAY + dt.timedelta(days=1), tool_versions={"dateline": "9"})
    second = frozen(path, [extraction(2)], folder)
    with Warehouse.open(path) as warehouse:
        warehouse.load(extraction(3))
    with pytest.raises(ReleaseError, match=r"which is after 2026\.11\.21"):
        freeze(path, folder, day=DAY - dt.timedelta(days=1), tool_versions=TOOLS)
    third = frozen(path, [], folder)
    assert [p.name for p in (first, second, third)] == [
        "2026.11.22",
        "2026.11.22.1",
        "2026.11.22.2",
    ]
    assert [entry.id for entry in releases(folder)] == [third.name, second.name, first.name]
    assert [entry.manifest.parent for entry in releases(folder)] == [second.name, first.name, None]
    assert contents(first) == before


def test_an_empty_warehouse_makes_an_empty_release(tmp_path):
    """No articles is a dataset too: every file is there, with no rows."""
    release = frozen(tmp_path / "n.duckdb", [], tmp_path / "r")
    assert verify(release).ok
    assert rows_of_csv(release, "events") == []
    assert ndjson(release, "events") == []


def test_what_cannot_be_frozen_says_so(tmp_path, loaded, monkeypatch):
    """A missing warehouse, and a release that does not verify, publish nothing."""
    with pytest.raises(WarehouseError, match="no such file"):
        freeze(tmp_path / "absent.duckdb", tmp_path / "r", day=DAY, tool_versions={})
    monkeypatch.setattr("warehouse.freezing.exports.write_csv", lambda *_: None)
    with pytest.raises(ReleaseError, match=r"does not verify: manifest: .*articles\.csv\.zst"):
        freeze(loaded, tmp_path / "r", day=DAY, tool_versions={})
    assert releases(tmp_path / "r") == []
    assert [p.name for p in (tmp_path / "r").iterdir()] == [".lock"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path, loaded):
    """Errors of the file system become one line that says nothing was published."""
    (tmp_path / "file").touch()
    with pytest.raises(ReleaseError, match="nothing was published"):
        freeze(loaded, tmp_path / "file" / "r", day=DAY, tool_versions={})


def test_progress_is_told(loaded, tmp_path):
    """The steps count up to their number."""
    told = []
    freeze(loaded, tmp_path, day=DAY, tool_versions={}, on_progress=lambda *now: told.append(now))
    assert [done for _, done, _ in told] == list(range(len(told)))
    assert {steps for _, _, steps in told} == {len(told) - 1}
    assert told[-1][0] == "done"


_FREEZER = """
import datetime as dt
from pathlib import Path
from warehouse import freeze
def told(what, done, steps):
    print(what, flush=True)
freeze(Path({path!r}), Path({folder!r}), day=dt.date(2026, 11, 22), tool_versions={{}},
       on_progress=told)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_killed_freeze_leaves_no_half_release(loaded, tmp_path):
    """Killed at any step: no release or a whole one, and the next run clears the rest."""
    code = textwrap.dedent(_FREEZER.format(path=str(loaded), folder=str(tmp_path)))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    for step in ("dateline.duckdb", "publishing"):
        with subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=env
        ) as freezer:
            while freezer.stdout.readline().strip() != step:
                assert freezer.poll() is None
            freezer.kill()
        assert freezer.returncode == -signal.SIGKILL
        for entry in releases(tmp_path):
            assert verify(entry.path).ok
        if not releases(tmp_path):
            assert list(tmp_path.glob(".staging-*"))
    if not releases(tmp_path):
        freeze(loaded, tmp_path, day=DAY, tool_versions={})
    (entry,) = releases(tmp_path)
    assert verify(entry.path).ok
    with pytest.raises(ReleaseError, match="nothing changed"):
        freeze(loaded, tmp_path, day=DAY, tool_versions={})
    assert {p.name for p in tmp_path.iterdir()} == {".lock", entry.id}


_CHURN = """
import datetime as dt, sys
from pathlib import Path
from schemas.errors import DatelineError
from tests.warehouse.synthetic import extraction
from warehouse import Warehouse, freeze, load_signer, releases, withdraw
folder, number, today = Path(sys.argv[1]), int(sys.argv[2]), dt.date.fromisoformat(sys.argv[3])
signer = load_signer(folder / "key")
def told(what, *_):
    print(what, flush=True)
while True:
    number += 1
    with Warehouse.open(folder / "w.duckdb") as warehouse:
        warehouse.load(extraction(number % 40, version=f"1.{number}.0"))
    freeze(folder / "w.duckdb", folder / "r", day=dt.date(2026, 1, 1), tool_versions={},
           signer=signer, on_progress=told)
    standing = [entry for entry in releases(folder / "r") if entry.manifest is not None]
    if len(standing) > 2:
        told("withdrawing")
        withdraw(folder / "r", standing[1].id, reason="x", day=today, erase=number % 2 == 1)
"""
KILLS = 10


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_kills_at_any_moment_leave_everything_sound(tmp_path):
    """Loading, releasing, withdrawing and erasing, killed at random: what stands verifies.

    A withdrawn release stays withdrawn, every other one is whole, signed and its parent's child,
    and the next run finds nothing in its way.
    """
    generate_key(tmp_path / "key", comment="")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    chance, gone, today = random.Random(2), set(), dt.datetime.now(dt.UTC).date()
    for number in (1, 2):
        with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
            warehouse.load(extraction(number))
        freeze(
            tmp_path / "w.duckdb",
            tmp_path / "r",
            day=dt.date(2026, 1, 1),
            tool_versions={},
            signer=load_signer(tmp_path / "key"),
        )
    for run in range(KILLS):
        arguments = [str(tmp_path), str(run * 100), today.isoformat()]
        with subprocess.Popen(
            [sys.executable, "-c", _CHURN, *arguments], stdout=subprocess.PIPE, text=True, env=env
        ) as churn:
            steps = chance.randrange(1, 52)
            assert len(list(itertools.islice(churn.stdout, steps))) == steps
            time.sleep(chance.uniform(0, 0.05))
            churn.kill()
        assert churn.returncode == -signal.SIGKILL, "no error stopped it before"
        entries = releases(tmp_path / "r")
        standing = {entry.id for entry in entries if entry.manifest is not None}
        assert not gone & standing, "nothing comes back"
        gone = {entry.id for entry in entries} - standing
        assert all(read_tombstone(tmp_path / "r" / name) is not None for name in gone)
    trusted = public_keys(tmp_path / "key.pub")
    for entry in entries:
        if entry.id in standing:
            verification = verify(entry.path, trusted=trusted)
            assert verification.ok, [check for check in verification.checks if not check.ok]
    assert len(standing) > 1
    assert gone
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        warehouse.load(extraction(41))
    made = freeze(tmp_path / "w.duckdb", tmp_path / "r", day=dt.date(2026, 1, 1), tool_versions={})
    assert verify(made).ok
    assert not list((tmp_path / "r").glob(".staging-*"))


def test_one_process_freezes_at_a_time(loaded, tmp_path):
    """A second run does not touch the staging folder of the first."""
    from warehouse.staging import exclusive  # noqa: PLC0415 - private, for this test alone

    (tmp_path / ".staging-2020.01.01").mkdir()
    with exclusive(tmp_path):
        assert list(tmp_path.glob(".staging-*")) == []
        (tmp_path / ".staging-mine").mkdir()
        with pytest.raises(ReleaseError, match="another process"):
            freeze(loaded, tmp_path, day=DAY, tool_versions={})
        assert (tmp_path / ".staging-mine").is_dir()


def test_sql_on_a_users_own_file(sound_release):
    """`query` answers, refuses to write, and explains a mistake."""
    database = sound_release / DATABASE
    assert query(database, "SELECT count(*) AS n FROM articles")["n"].to_pylist() == [ARTICLES]
    for wrong in ("SELEC 1", "SELECT nothing FROM articles", "DROP TABLE articles"):
        with pytest.raises(QueryError, match=r"(?i)error"):
            query(database, wrong)
