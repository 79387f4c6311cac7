"""Clustering a warehouse: its events read, compared, grouped, and given lasting ids."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import duckdb
import numpy as np

from schemas import ClusterChange, EventCluster
from schemas.base import Struct
from schemas.event import EventType
from warehouse.clusters.blocking import candidates
from warehouse.clusters.identity import settle
from warehouse.clusters.independence import Copy, independent
from warehouse.clusters.judge import judge
from warehouse.clusters.linkage import groups
from warehouse.clusters.profiles import Profiles, Story, Telling, profiles
from warehouse.clusters.reading import (
    Located,
    Member,
    Source,
    read_copies,
    read_members,
    read_sources,
    stored_changes,
    stored_clusters,
)
from warehouse.clusters.similarity import Pairs, features
from warehouse.clusters.times import apart, span_of
from warehouse.clusters.vectors import Floats

_STEP = 50_000
_Value = TypeVar("_Value", bound=Hashable)
_LEVELS = ("point", "city", "admin1", "region", "country")


class Clustering(Struct, frozen=True, kw_only=True):
    """The clusters by id, and all changes there ever were, in order."""

    clusters: tuple[EventCluster, ...]
    changes: tuple[ClusterChange, ...]


def cluster(connection: duckdb.DuckDBPyConnection) -> Clustering:
    """Return the clusters of the newest revisions of an open warehouse; nothing is written.

    What belongs together follows from the events alone, in whatever order they were loaded;
    ids and changes follow from that and the clusters that are stored.
    """
    members, sources = read_members(connection), read_sources(connection)
    made = [[members[row] for row in rows] for rows in group(members, sources)]
    past = stored_changes(connection)
    settled = settle(
        [[member.record_id for member in some] for some in made],
        {c.cluster_id: c.members for c in stored_clusters(connection)},
        retired=[change.cluster_id for change in past],
        number=1 + max((change.number for change in past), default=0),
    )
    shared = {m.article_id for some in made for m in some if m.article_id != some[0].article_id}
    shared |= {some[0].article_id for some in made if len({m.article_id for m in some}) > 1}
    copies = read_copies(connection, shared)
    clusters = [
        described(cluster_id, some, copies)
        for cluster_id, some in zip(settled.ids, made, strict=True)
    ]
    return Clustering(
        clusters=tuple(sorted(clusters, key=lambda c: c.cluster_id)),
        changes=(*past, *settled.changes),
    )


def group(members: Sequence[Member], sources: Sequence[Source]) -> list[list[int]]:
    """Return the rows of *members* in groups of one event each, ascending, by first row."""
    if not members:
        return []
    row_of = {source.article_id: row for row, source in enumerate(sources)}
    told = [_telling(m, sources[row_of[m.article_id]], row_of[m.article_id]) for m in members]
    columns = profiles(told, [Story(title=s.title or "", text=s.lead) for s in sources])
    left, right = candidates(columns)
    return groups(len(members), left, right, _likely(columns, members, left, right))


def _telling(member: Member, source: Source, story: int) -> Telling:
    first, last = span_of(
        member.date_start, member.date_end, source.published, historical=member.historical
    )
    return Telling(
        story=story,
        type=member.type,
        trigger=member.trigger,
        quote=member.quote,
        arguments=member.arguments,
        places=tuple(place.name for place in member.places),
        first=first,
        last=last,
    )


def _likely(of: Profiles, members: Sequence[Member], left: Pairs, right: Pairs) -> Floats:
    """Return how likely each pair is one event: 0 where their days or countries differ.

    Of two records of one article extraction has found that they differ; only a row of a
    timeline and the prose that tells it may still be one, and both have its date then.
    """
    likely = np.zeros(len(left), np.float32)
    for start in range(0, len(left), _STEP):
        some = slice(start, start + _STEP)
        likely[some] = judge().probabilities(features(of, left[some], right[some]))
    likely[apart(of, left, right)] = 0
    dated = np.array([m.date_start is not None for m in members])
    same_days = (of.first[left] == of.first[right]) & (of.last[left] == of.last[right])
    told_twice = dated[left] & dated[right] & same_days
    likely[(of.story[left] == of.story[right]) & ~told_twice] = 0
    countries = [frozenset(p.country for p in m.places if p.country) for m in members]
    for pair in np.flatnonzero(likely > 0).tolist():
        one, other = countries[int(left[pair])], countries[int(right[pair])]
        if one and other and not one & other:
            likely[pair] = 0
    return likely


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
