"""Clusters worked out in parts: the same as of all events at once."""

import datetime as dt
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.clusters.reports import DAY, FIRE, OTHER_FIRE, VOTE, report
from warehouse import Warehouse, query
from warehouse.clusters import linking

REPORTS = [
    report(number, told, published=DAY + dt.timedelta(days=shift))
    for number, (told, shift) in enumerate(
        (told, shift) for told in (*FIRE, *VOTE, OTHER_FIRE) for shift in (0, 1, 5)
    )
]
UNDATED = [report(40 + number, told, published=None) for number, told in enumerate((*FIRE, *VOTE))]
ALL = [*REPORTS, *UNDATED]
"""Reports of a few events, told on several days, so that they lie at the border of being one."""


def cluster_in(path, parts, *, anew=False):
    """Load and cluster the *parts* one after the other; return the members of each cluster."""
    for part in parts:
        with Warehouse.open(path) as warehouse:
            warehouse.load_many(part)
            if anew:
                warehouse._connection.execute("DELETE FROM meta WHERE key = 'clustered'")
            warehouse.cluster()
    return members_of(path)


def members_of(path):
    rows = query(path, "SELECT cluster_id, members FROM event_clusters").to_pylist()
    return {row["cluster_id"]: tuple(row["members"]) for row in rows}


def rows_of(path):
    """Return the rows of the table of clusters without their ids."""
    rows = query(path, "SELECT * EXCLUDE cluster_id FROM event_clusters ORDER BY members")
    return rows.to_pylist()


@st.composite
def increments(draw):
    """Return some of the reports in any order, cut into one to three parts."""
    chosen = draw(st.lists(st.sampled_from(range(len(ALL))), min_size=2, unique=True))
    cuts = draw(st.lists(st.integers(1, len(chosen) - 1), max_size=2, unique=True))
    bounds = [0, *sorted(cuts), len(chosen)]
    some = [ALL[place] for place in chosen]
    return [some[a:b] for a, b in pairwise(bounds)]


@settings(max_examples=6, deadline=None)
@given(parts=increments(), size=st.sampled_from([1, 3, 1000]))
def test_clusters_in_parts_are_those_of_all_at_once(parts, size):
    """However events come and are sliced, the rows of the clusters are the same but for ids."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        whole = cluster_in(Path(folder) / "whole.duckdb", [[r for part in parts for r in part]])
        patch.setattr(linking, "SLICE", size)
        made = cluster_in(Path(folder) / "parts.duckdb", parts)
        assert sorted(made.values()) == sorted(whole.values())
        assert rows_of(Path(folder) / "parts.duckdb") == rows_of(Path(folder) / "whole.duckdb")


@settings(max_examples=3, deadline=None)
@given(parts=increments())
def test_clustering_anew_changes_nothing_that_parts_found(parts):
    """Everything worked out again from the records gives the same clusters, ids and changes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "news.duckdb"
        made = cluster_in(path, parts)
        changes = query(path, "FROM cluster_changes ORDER BY change_id").to_pylist()
        assert cluster_in(path, [[]], anew=True) == made
        assert query(path, "FROM cluster_changes ORDER BY change_id").to_pylist() == changes


def test_only_what_new_events_touch_is_written_again(tmp_path):
    """A report of another event leaves the rows of all other clusters as they stand."""
    path = tmp_path / "news.duckdb"
    cluster_in(path, [REPORTS[:3]])
    with Warehouse.open(path) as warehouse:
        connection = warehouse._connection
        # A mark no clustering would make shows which rows are written again.
        connection.execute("UPDATE store.event_clusters SET sources = 77")
        warehouse.load_many([report(90, VOTE[0])])
        warehouse.cluster()
    rows = query(path, "SELECT sources, count(*) AS n FROM event_clusters GROUP BY ALL").to_pylist()
    assert {row["sources"] for row in rows} == {1, 77}


def test_an_event_that_leaves_parts_what_it_joined(tmp_path):
    """A corrected article leaves its cluster; what remains is grouped again, the id stays."""
    path = tmp_path / "news.duckdb"
    items = [report(number, told) for number, told in enumerate(FIRE)]
    before = cluster_in(path, [items])
    corrected = report(0, OTHER_FIRE, source=items[0].article.source)
    after = cluster_in(path, [[corrected]])
    (cluster_id,) = before
    assert len(after[cluster_id]) == 2
    assert len(after) == 2
    other = cluster_in(tmp_path / "whole.duckdb", [[corrected, *items[1:]]])
    assert sorted(len(m) for m in other.values()) == sorted(len(m) for m in after.values())


def test_an_article_with_other_events_and_the_same_text_is_clustered_again(tmp_path):
    """Another version of the extractor, which reads other events, replaces those of before."""
    path = tmp_path / "news.duckdb"
    first = report(0, FIRE[0])
    before = cluster_in(path, [[first]])
    (event,) = first.events
    renewed = msgspec.structs.replace(event, record_id="ev_renewed", extractor="events@9.0.0")
    after = cluster_in(path, [[msgspec.structs.replace(first, events=(renewed,))]])
    assert [*after.values()] == [("ev_renewed",)]
    assert before.keys() != after.keys()
