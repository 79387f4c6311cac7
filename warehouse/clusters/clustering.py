"""Clustering a warehouse: its events read, compared, grouped, and given lasting ids."""

# Identifiers in SQL are constants, never input.
# ruff: noqa: S608

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

import duckdb
import numpy as np
import pyarrow as pa

from schemas import ClusterChange, EventCluster
from schemas.base import Struct
from schemas.event import EventType
from warehouse.clusters.comparing import group
from warehouse.clusters.identity import settle
from warehouse.clusters.independence import Copy, independent
from warehouse.clusters.index import NOW, TABLE, keep_index
from warehouse.clusters.linking import SLICE, linked
from warehouse.clusters.reading import (
    Located,
    Member,
    add_rows,
    drop_clusters,
    is_current,
    last_number,
    mark_clustered,
    read_copies,
    read_members,
    read_sources,
    stored_clusters,
    used_ids,
)

_Value = TypeVar("_Value", bound=Hashable)
_LEVELS = ("point", "city", "admin1", "region", "country")


class Clustering(Struct, frozen=True, kw_only=True):
    """What a clustering found: which clusters it takes the place of, and what there is now.

    `ids` and `groups` go together: the id of each new or touched cluster and its records.
    `anew`: everything was clustered, whatever was stored. `index`: the changed rows of what is
    kept of each event.
    """

    replaced: tuple[str, ...]
    ids: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    changes: tuple[ClusterChange, ...]
    index: pa.Table
    anew: bool


def cluster(connection: duckdb.DuckDBPyConnection, *, anew: bool = False) -> Clustering:
    """Return the clusters of what was loaded, changed or left since the last time.

    Nothing is written: `keep` does. What belongs together follows from the events alone, in
    whatever order and in however many parts they came; ids and changes follow from that and the
    clusters that are stored. *anew*: all events are clustered again.
    """
    anew = anew or not is_current(connection)
    index, touched = linked(connection, anew=anew)
    ids_of = [[index.record_ids[row] for row in rows] for rows in touched]
    made = list(_grouped(connection, ids_of))
    records = [record for some in made for record in some]
    before = stored_clusters(connection, None if anew else records + _gone(connection))
    settled = settle(made, before, retired=used_ids(connection), number=1 + last_number(connection))
    rows = np.array(sorted(row for rows in touched for row in rows), np.intp)
    return Clustering(
        replaced=tuple(before),
        ids=settled.ids,
        groups=tuple(tuple(some) for some in made),
        changes=settled.changes,
        index=index.table(rows),
        anew=anew,
    )


def keep(connection: duckdb.DuckDBPyConnection, found: Clustering) -> None:
    """Write what a clustering found; the caller holds a transaction."""
    drop_clusters(connection, found.replaced)
    for some in parts([len(records) for records in found.groups]):
        add_rows(connection, "event_clusters", _described(connection, found, some))
    add_rows(connection, "cluster_changes", found.changes)
    keep_index(connection, found.index, empty=found.anew)
    mark_clustered(connection)


def _gone(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the events that are in stored clusters but no longer in the newest revisions."""
    rows = connection.execute(
        f"SELECT record_id FROM {TABLE} AS k WHERE NOT EXISTS (SELECT 1 FROM ({NOW}) AS e"
        " WHERE k.record_id = e.record_id) ORDER BY record_id"
    ).fetchall()
    return [record_id for (record_id,) in rows]


def parts(sizes: Sequence[int]) -> Iterator[slice]:
    """Return slices of a sequence of groups, each of about `SLICE` events or of one group."""
    start = held = 0
    for place, size in enumerate(sizes):
        if held and held + size > SLICE:
            yield slice(start, place)
            start, held = place, 0
        held += size
    if held:
        yield slice(start, len(sizes))


def _grouped(
    connection: duckdb.DuckDBPyConnection, components: Sequence[Sequence[str]]
) -> Iterator[list[str]]:
    """Return the records of *components* in groups of one event each."""
    yield from ([only] for (only,) in (c for c in components if len(c) == 1))
    joined = [component for component in components if len(component) > 1]
    for some in parts([len(component) for component in joined]):
        wanted = [record for component in joined[some] for record in component]
        members = read_members(connection, wanted)
        sources = read_sources(connection, [m.article_id for m in members])
        for rows in group(members, sources):
            yield [members[row].record_id for row in rows]


def _described(
    connection: duckdb.DuckDBPyConnection, found: Clustering, some: slice
) -> list[EventCluster]:
    """Return some of the clusters as the table holds them, by id."""
    groups = found.groups[some]
    members = {
        m.record_id: m for m in read_members(connection, [r for group in groups for r in group])
    }
    made = [[members[record] for record in group] for group in groups]
    shared = {m.article_id for of in made for m in of if m.article_id != of[0].article_id}
    shared |= {of[0].article_id for of in made if len({m.article_id for m in of}) > 1}
    copies = read_copies(connection, shared)
    clusters = [
        described(cluster_id, of, copies)
        for cluster_id, of in zip(found.ids[some], made, strict=True)
    ]
    return sorted(clusters, key=lambda c: c.cluster_id)


def described(
    cluster_id: str, members: Sequence[Member], copies: Mapping[str, Copy]
) -> EventCluster:
    """Return the cluster of *members*, which come in their order.

    If they are of more than one article, *copies* holds what tells copies, of each.
    """
    best = max(members, key=lambda m: (m.confidence, len(m.arguments) + len(m.places)))
    kinds: Counter[EventType] = Counter([member.type for member in members])
    quotes = {member.article_id: member.quote for member in reversed(members)}
    articles = list(dict.fromkeys(member.article_id for member in members))
    dated = [(m.date_start, m.date_end or m.date_start) for m in members if m.date_start]
    shortest = min((last - first for first, last in dated), default=None)
    start, end = _most([(a, b) for a, b in dated if b - a == shortest]) or (None, None)
    places = [place for member in members for place in member.places]
    return EventCluster(
        cluster_id=cluster_id,
        type=kinds.most_common(1)[0][0],
        representative=best.record_id,
        members=tuple(member.record_id for member in members),
        articles=len(articles),
        sources=1
        if len(articles) == 1
        else independent([copies[a] for a in articles], [quotes[a] for a in articles]),
        date_start=start,
        date_end=end,
        place=_place(places),
        country=_most([place.country for place in places if place.country]),
    )


def _place(places: Sequence[Located]) -> str | None:
    for level in _LEVELS:
        named = [place.name for place in places if place.precision == level]
        if named:
            return _most(named)
    return None


def _most(values: Sequence[_Value]) -> _Value | None:
    """Return the commonest of *values*, of several the first; None if there are none."""
    return Counter(values).most_common(1)[0][0] if values else None
