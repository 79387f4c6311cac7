"""Loading: whole articles, once, in any order."""

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
from itertools import pairwise
from pathlib import Path

import duckdb
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import RECORD_TABLES, SCHEMA_VERSION, TABLES, Span
from schemas.errors import EvidenceError, WarehouseError
from tests.warehouse.synthetic import extraction, extractions, failure, text_of
from warehouse import LoadReport, Warehouse, plain_rows, query
from warehouse.evidence import BrokenReference, DuplicateKey, check
from warehouse.planning import ArticleClash


@pytest.fixture
def path(tmp_path):
    return tmp_path / "news.duckdb"


def dump(path: Path) -> dict[str, list]:
    """Return all rows of a warehouse, older revisions too, in a fixed order."""
    names = [f"store.{t.name}" for t in TABLES if t.name != "entities"]
    with duckdb.connect(str(path), read_only=True) as connection:
        return {
            name: plain_rows(connection.sql(f"FROM {name} ORDER BY ALL").to_arrow_table())
            for name in [*names, "store.article_entities", *(t.name for t in TABLES)]
        }


def test_the_same_article_twice_changes_nothing(path):
    """Loading is idempotent, over a reopening of the file too."""
    with Warehouse.open(path) as warehouse:
        assert warehouse.load(extraction(1)) == "new"
    before = dump(path)
    with Warehouse.open(path) as warehouse:
        assert warehouse.load(extraction(1)) == "unchanged"
    assert dump(path) == before


def test_changed_text_becomes_the_next_revision(path):
    """Article and records carry the new revision; the old one stays in the store."""
    with Warehouse.open(path) as warehouse:
        warehouse.load(extraction(1))
        assert warehouse.load(extraction(1, text_of(1) + " Update.")) == "revised"
        assert warehouse.counts()["articles"] == 1
    rows = dump(path)
    assert [row["revision"] for row in rows["articles"]] == [2]
    assert {row["revision"] for row in rows["store.articles"]} == {1, 2}
    for table in RECORD_TABLES:
        assert {row["revision"] for row in rows[table.name]} == {2}
    assert rows["articles"][0]["text"].endswith("Update.")


def test_an_older_text_that_comes_again_makes_no_revision(path):
    """An archive with two texts of one article can be loaded twice."""
    texts = [extraction(1), extraction(1, "A wholly different text of the ferry.")]
    with Warehouse.open(path) as warehouse:
        assert [warehouse.load(e) for e in texts] == ["new", "revised"]
        assert [warehouse.load(e) for e in texts] == ["unchanged", "unchanged"]


def test_a_newer_extractor_replaces_the_records_of_the_revision(path):
    """Same text, new records: the revision stays and no old record is left."""
    with Warehouse.open(path) as warehouse:
        warehouse.load(extraction(1))
        bare = msgspec.structs.replace(extraction(1, version="2.0.0"), key_points=())
        assert warehouse.load(bare) == "updated"
        assert warehouse.extractor_versions()["events"] == ("events@2.0.0",)
        assert warehouse.counts()["key_points"] == 0
    assert [row["revision"] for row in dump(path)["store.articles"]] == [1]


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ({"source": "Harbour Gazette"}, {"source": "Mountain Post"}, True),
        ({"source": "Harbour Gazette"}, {"source": "harbour  GAZETTE"}, False),
        ({"source": None}, {"source": None, "url": "https://other.example/1"}, True),
        ({"source": None}, {"source": None, "url": "https://www.harbour.example/moved"}, False),
        ({"source": None, "url": None}, {"source": "Mountain Post"}, False),
        ({"source": "Harbour Gazette"}, {"url": "https://m.elsewhere.example/1"}, False),
    ],
)
def test_an_id_belongs_to_one_publisher(path, first, second, clash):
    """An id used by another publisher is refused with a row that names both."""
    with Warehouse.open(path) as warehouse:
        warehouse.load(extraction(1, **first))
        before = dump_articles(warehouse)
        if not clash:
            warehouse.load(extraction(1, **second))
            return
        with pytest.raises(ArticleClash):
            warehouse.load(extraction(1, **second))
        assert dump_articles(warehouse) == before
    (row,) = dump(path)["failures"]
    assert row["code"] == "article-clash"
    assert row["article_id"] == "ferry-1"
    for given_by in (first, second):
        if given_by.get("source"):
            assert given_by["source"] in row["message"]


def dump_articles(warehouse):
    return warehouse._connection.execute("FROM store.articles ORDER BY ALL").fetchall()


def damaged(name):
    whole = extraction(1)
    replace = msgspec.structs.replace
    (event,), (statement,) = whole.events, whole.statements
    return {
        "quote": replace(whole, events=(replace(event, quote="something else"),)),
        "span": replace(whole, events=(replace(event, mentions=(Span(start=1, end=9999),)),)),
        "turned": replace(whole, statements=(replace(statement, cue_start=9, cue_end=3),)),
        "half": replace(whole, statements=(replace(statement, cue_end=None),)),
        "number": replace(whole, statistics=(replace(whole.statistics[0], value=float("nan")),)),
        "huge": replace(whole, key_points=(replace(whole.key_points[0], rank=1 << 63),)),
        "hash": replace(whole, article=replace(whole.article, text_sha256="0" * 64)),
        "surrogate": replace(whole, article=replace(whole.article, text="half \ud83d")),
        "title": replace(whole, article=replace(whole.article, title="half \ud83d")),
        "section": replace(
            whole,
            article=replace(
                whole.article, sections=(replace(whole.article.sections[0], end=9999),)
            ),
        ),
        "twice": replace(whole, events=(event, event)),
        "reference": replace(whole, statements=()),
        "stranger": replace(whole, events=(replace(event, article_id="ferry-2"),)),
    }[name]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        *((name, EvidenceError) for name in ("quote", "span", "turned", "half", "number", "huge")),
        *((name, EvidenceError) for name in ("hash", "surrogate", "title", "section")),
        ("twice", DuplicateKey),
        ("reference", BrokenReference),
        ("stranger", BrokenReference),
    ],
)
def test_an_article_without_evidence_is_refused_whole(path, name, error):
    """A bad record keeps its article out, becomes a failure row, and stops no batch."""
    with pytest.raises(error):
        check(damaged(name))
    with Warehouse.open(path) as warehouse:
        report = warehouse.load_many([extraction(0), damaged(name), extraction(2)])
    assert (report.new, report.refused, report.failures) == (2, 1, 1)
    assert report.articles == 3
    rows = dump(path)
    assert [row["article_id"] for row in rows["articles"]] == ["ferry-0", "ferry-2"]
    assert [row["code"] for row in rows["failures"]] == [error.code]


def test_failures_are_kept_once_and_beside_the_articles(path):
    """A failure that comes again is one row; those of an extraction go with it."""
    owned = failure(9, failure_id="fl_owned", article_id="ferry-1", stage="extract")
    with Warehouse.open(path) as warehouse:
        warehouse.add_failures([failure(1), failure(2), failure(1)])
        warehouse.load(msgspec.structs.replace(extraction(1), failures=(owned,)))
        assert warehouse.counts()["failures"] == 3
        report = warehouse.load_many([failure(1, message="still empty"), extraction(1)])
        assert (report.updated, report.failures) == (1, 1)
        assert warehouse.counts()["failures"] == 2
    assert [row["message"] for row in dump(path)["failures"]].count("still empty") == 1


def test_a_refusal_is_forgotten_when_the_article_is_accepted(path):
    """Once an extractor is mended its article loads, and no stale failure stays behind."""
    with Warehouse.open(path) as warehouse:
        with pytest.raises(EvidenceError):
            warehouse.load(damaged("quote"))
        assert warehouse.counts()["failures"] == 1
        assert warehouse.load(extraction(1)) == "new"
        assert warehouse.counts()["failures"] == 0
        report = warehouse.load_many([damaged("quote"), extraction(1, version="1.1.0")])
        assert (report.refused, report.updated, report.failures) == (1, 1, 0)
        assert warehouse.counts()["failures"] == 0


def test_a_failure_told_twice_is_one_row(path):
    """Alone and inside an extraction: the key of `failures` stays unique."""
    both = failure(1, article_id="ferry-1", stage="extract")
    with Warehouse.open(path) as warehouse:
        warehouse.add_failures([both])
        warehouse.load(msgspec.structs.replace(extraction(1), failures=(both,)))
        assert warehouse.counts()["failures"] == 1


def test_a_disk_that_refuses_is_told_in_one_line(path, tmp_path, monkeypatch):
    """Errors of the file system and of DuckDB become errors of the warehouse."""
    (tmp_path / "file").touch()
    with pytest.raises(WarehouseError, match="folder cannot be made"):
        Warehouse.open(tmp_path / "file" / "news.duckdb")
    with Warehouse.open(path) as warehouse:
        warehouse.load(extraction(1))

        def full(*_):
            raise duckdb.IOException("No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr("warehouse.store._Batch._insert", full)
            with pytest.raises(WarehouseError, match="No space left"):
                warehouse.load_many([extraction(2), extraction(3)])
        assert warehouse.counts()["articles"] == 1
        assert warehouse.load(extraction(2)) == "new"


def test_entities_of_the_newest_revisions_are_added_up(path):
    """Articles and mentions are summed; an old revision counts no more."""
    with Warehouse.open(path) as warehouse:
        warehouse.load_many([extraction(0), extraction(6), extraction(1)])
        warehouse.load(extraction(0, "A new text of the ferry story."))
    rows = {row["name"]: row for row in dump(path)["entities"]}
    assert rows["Ana Solheim"]["articles"] == 3
    assert rows["Ferry line KE"] == {
        **rows["Ferry line KE"],
        "articles": 2,
        "mentions": 4,
        "aliases": ["FL", "Line KE"],
        "country": "KE",
    }


@settings(max_examples=8, deadline=None)
@given(data=st.data(), items=st.lists(extractions(), max_size=8))
def test_any_batch_split_gives_the_same_rows(data, items):
    """One batch, one at a time, or any split between: the file holds the same."""
    cuts = data.draw(st.lists(st.integers(0, len(items)), max_size=3))
    bounds = sorted({0, len(items), *cuts})
    with tempfile.TemporaryDirectory() as folder:
        whole, split = Path(folder, "whole.duckdb"), Path(folder, "split.duckdb")
        with Warehouse.open(whole) as warehouse:
            together = warehouse.load_many(items)
        with Warehouse.open(split) as warehouse:
            parts = [warehouse.load_many(items[a:b]) for a, b in pairwise(bounds)]
        assert dump(whole) == dump(split)
    total = [sum(getattr(p, f) for p in parts) for f in LoadReport.__struct_fields__]
    assert total == list(msgspec.structs.astuple(together))


@settings(max_examples=10, deadline=None)
@given(item=extractions())
def test_what_is_stored_is_what_was_given(item):
    """Structs that go through the file come out equal, odd characters included."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "odd.duckdb")
        with Warehouse.open(path) as warehouse:
            warehouse.load(item)
        for table in TABLES:
            if table.name not in ("articles", *(t.name for t in RECORD_TABLES)):
                continue
            rows = plain_rows(
                query(
                    path,
                    f"FROM {table.name} ORDER BY start"
                    if table.has_evidence
                    else f"FROM {table.name}",
                )
            )
            found = msgspec.convert(rows, tuple[table.record, ...])
            given_ = (item.article,) if table.name == "articles" else getattr(item, table.name)
            assert sorted(found, key=repr) == sorted(given_, key=repr)


def test_other_files_are_refused_in_words(path, tmp_path):
    """No warehouse, no DuckDB, another major version: each says so, with what to try."""
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE t (a INT)")
    with pytest.raises(WarehouseError, match="not a dateline warehouse"):
        Warehouse.open(other)
    text = tmp_path / "notes.txt"
    text.write_text("no database " * 400)
    with pytest.raises(WarehouseError, match="no DuckDB file"):
        Warehouse.open(text)
    Warehouse.open(path).close()
    major = int(SCHEMA_VERSION.split(".")[0])
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "UPDATE meta SET value = ? WHERE key = 'schema_version'", [f"{major + 1}.0.0"]
        )
    with pytest.raises(WarehouseError, match=rf"schema version {major + 1}\.0\.0"):
        Warehouse.open(path)
    with pytest.raises(WarehouseError, match="no such file"):
        query(tmp_path / "absent.duckdb", "SELECT 1")


_HOLDER = """
from pathlib import Path
from warehouse import Warehouse
with Warehouse.open(Path({path!r})):
    print("open", flush=True)
    input()
"""


def _python(code: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )


def test_a_file_in_use_names_the_process(path):
    """The error tells which process holds the file."""
    with _python(_HOLDER.format(path=str(path))) as holder:
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(WarehouseError, match=f"process {holder.pid}"):
            Warehouse.open(path)
        holder.communicate("\n")
    Warehouse.open(path).close()


_LOADER = """
from pathlib import Path
import warehouse.store as store
from tests.warehouse.synthetic import extraction
store.BATCH_ARTICLES = 4
def items():
    for number in range(400):
        print(number, flush=True)
        yield extraction(number)
with store.Warehouse.open(Path({path!r})) as warehouse:
    warehouse.load_many(items())
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_killed_load_leaves_whole_articles(path):
    """A kill at any moment: the file opens, every article in it is whole, loading goes on."""
    reached = 0
    for kill_after in (9, 10, 60):
        loader = _python(_LOADER.format(path=str(path)))
        for _ in range(kill_after):
            loader.stdout.readline()
        loader.kill()
        assert loader.wait() == -signal.SIGKILL
        loader.stdout.close()
        loader.stdin.close()
        with Warehouse.open(path) as warehouse:
            counts = warehouse.counts()
        assert counts["statistics"] == 2 * counts["articles"]
        assert counts["events"] == counts["statements"] == counts["articles"]
        assert counts["articles"] >= reached
        assert counts["articles"] % 4 == 0
        reached = counts["articles"]
    assert reached > 0
    with Warehouse.open(path) as warehouse:
        report = warehouse.load_many(extraction(number) for number in range(reached + 1))
    assert (report.unchanged, report.new) == (reached, 1)
