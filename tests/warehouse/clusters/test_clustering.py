"""The same event in many articles, from loading to the release."""

import datetime as dt
import os
import signal
import subprocess
import sys
from itertools import permutations

import duckdb
import msgspec
import pytest

from tests.warehouse.clusters.reports import DAY, FIRE, OTHER_FIRE, VOTE, report
from warehouse import Warehouse, freeze, query, verify

FIRES = [report(number, told) for number, told in enumerate(FIRE)]
VOTES = [report(10 + number, told) for number, told in enumerate(VOTE)]
OTHER = report(20, OTHER_FIRE)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "news.duckdb"


def clustered(path, items):
    """Load *items*, settle the clusters and return the sets of articles that tell one event."""
    with Warehouse.open(path) as warehouse:
        warehouse.load_many(items)
        warehouse.cluster()
    return groups_of(path)


def groups_of(path):
    rows = query(path, "SELECT cluster_id, list(article_id) AS of FROM events GROUP BY ALL")
    return {row["cluster_id"]: frozenset(row["of"]) for row in rows.to_pylist()}


def articles(items):
    return frozenset(item.article.article_id for item in items)


def test_articles_that_tell_one_event_share_its_cluster(path):
    """Three papers tell one fire in different words, two a vote; another town's fire is apart."""
    found = clustered(path, [*FIRES, *VOTES, OTHER])
    assert set(found.values()) == {articles(FIRES), articles(VOTES), articles([OTHER])}


def test_an_event_without_company_has_a_cluster_of_its_own(path):
    """No event is without cluster, and the table of clusters counts each event once."""
    clustered(path, [*FIRES, OTHER])
    rows = query(path, "SELECT members, articles, sources FROM event_clusters").to_pylist()
    members = [member for row in rows for member in row["members"]]
    events = query(path, "SELECT record_id FROM events")["record_id"].to_pylist()
    assert sorted(members) == sorted(events)
    assert sorted((row["articles"], row["sources"]) for row in rows) == [(1, 1), (3, 3)]


@pytest.mark.parametrize(
    "far",
    [
        report(1, FIRE[1], published=DAY + dt.timedelta(days=30)),
        report(1, FIRE[1], date_start=dt.date(2025, 3, 3), date_end=dt.date(2025, 3, 3)),
        report(1, FIRE[1], country="UG"),
    ],
    ids=["published", "dated", "country"],
)
def test_another_time_or_country_is_another_event(path, far):
    """However alike two reports are told, days or countries apart they are two events."""
    near = report(0, FIRE[0], country="KE")
    assert set(clustered(path, [near, far]).values()) == {articles([near]), articles([far])}


@pytest.mark.parametrize(("dated", "together"), [(True, True), (False, False)])
def test_records_of_one_article_are_one_event_only_with_one_date(path, dated, together):
    """A timeline's row and the prose that tells it may meet; two undated records never do."""
    day = {"date_start": DAY, "date_end": DAY, "date_precision": "day"} if dated else {}
    line = "Fire at the Kibuye market in Kisumu kills three traders"
    both = report(0, FIRE[0], more=f"\n\n{line}", **day)
    (event,) = both.events
    start = both.article.text.index(line)
    second = msgspec.structs.replace(
        event, record_id="ev_second", trigger="Fire", trigger_start=start, trigger_end=start + 4,
        mentions=(), start=start, end=start + len(line), quote=line,
    )  # fmt: skip
    found = clustered(path, [msgspec.structs.replace(both, events=(event, second))])
    assert len(found) == (1 if together else 2)


def test_the_order_of_loading_changes_neither_groups_nor_ids(tmp_path):
    """Clusters follow from what is loaded, not from the order it came in."""
    seen = [
        clustered(tmp_path / f"{number}.duckdb", order)
        for number, order in enumerate(permutations(FIRES))
    ]
    assert all(found == seen[0] for found in seen)


def test_a_new_article_renumbers_nothing(path):
    """An older report of the same event, which would come first, takes over the known id."""
    before = clustered(path, [*FIRES[1:], *VOTES])
    earlier = report(0, FIRE[0], published=DAY - dt.timedelta(days=1))
    after = clustered(path, [earlier])
    assert before.keys() == after.keys()
    assert {key for key in before if before[key] != after[key]} == {
        key for key in after if "report-0" in after[key]
    }
    assert not query(path, "FROM cluster_changes").num_rows


def test_a_changed_article_that_tells_something_else_is_recorded(path):
    """What a cluster loses by a new revision shows as a change, with where its events went."""
    before = clustered(path, [OTHER])
    replaced = report(20, VOTE[0], source=OTHER.article.source)
    clustered(path, [replaced])
    (row,) = query(path, "FROM cluster_changes").to_pylist()
    assert (row["fate"], row["cluster_id"], row["successors"]) == ("dissolved", *before, [])


def test_settling_again_writes_nothing(path):
    """Without new articles the clusters stand, and the file is not touched."""
    clustered(path, FIRES)
    size, changed = path.stat().st_size, path.stat().st_mtime_ns
    with duckdb.connect(str(path), read_only=True) as connection:
        marks = connection.execute("FROM meta ORDER BY ALL").fetchall()
    assert clustered(path, []) == groups_of(path)
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (size, changed)
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.execute("FROM meta ORDER BY ALL").fetchall() == marks


def test_a_release_freezes_the_clusters(path, tmp_path):
    """A release settles them first and carries them; the next one keeps every id."""
    with Warehouse.open(path) as warehouse:
        warehouse.load_many([*FIRES[:2], *VOTES])
    tools = {"dateline": "0.1.0"}
    first = freeze(path, tmp_path / "r", day=DAY, tool_versions=tools)
    with Warehouse.open(path) as warehouse:
        warehouse.load_many([FIRES[2], OTHER])
    second = freeze(path, tmp_path / "r", day=DAY, tool_versions=tools)
    old, new = groups_of(first / "dateline.duckdb"), groups_of(second / "dateline.duckdb")
    assert None not in old
    assert set(old.values()) == {articles(FIRES[:2]), articles(VOTES)}
    assert all(old[key] <= new[key] for key in old)
    assert verify(second).ok


def test_a_warehouse_of_an_older_minor_version_gets_clusters(path, tmp_path):
    """A file from before there were clusters is brought up when it is opened, or released."""
    with Warehouse.open(path) as warehouse:
        warehouse.load_many(FIRES)
        connection = warehouse._connection
        for name in ("events_acled", "events_gdelt", "event_clusters", "cluster_changes"):
            connection.execute(f"DROP VIEW {name}")
        for name in ("event_clusters", "cluster_changes"):
            connection.execute(f"DROP TABLE store.{name}")
        connection.execute("UPDATE meta SET value = '1.0.0' WHERE key = 'schema_version'")
    release = freeze(path, tmp_path / "r", day=DAY, tool_versions={})
    assert set(groups_of(release / "dateline.duckdb").values()) == {articles(FIRES)}
    assert query(path, "FROM meta WHERE value = '1.0.0'").num_rows == 0


_CLUSTERER = """
import os, signal
from pathlib import Path
from warehouse import store
write = store.keep
def killed(*args):
    write(*args)
    os.kill(os.getpid(), signal.SIGKILL)
store.keep = killed
with store.Warehouse.open(Path({path!r})) as warehouse:
    warehouse.cluster()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_kill_while_writing_leaves_the_clusters_of_before(path):
    """Killed after the rows and before the commit, the file holds the old clusters, whole."""
    before = clustered(path, FIRES[:2])
    with Warehouse.open(path) as warehouse:
        warehouse.load_many(VOTES)
    done = subprocess.run(
        [sys.executable, "-c", _CLUSTERER.format(path=str(path))],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert groups_of(path) == {**before, None: articles(VOTES)}
    assert before.items() <= clustered(path, []).items()
