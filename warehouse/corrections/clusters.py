"""Clusters whose events were corrected or withdrawn, described anew."""

# Identifiers in SQL come from the registry of tables, never from input.

from collections.abc import Collection

import duckdb

from schemas import EventCluster
from warehouse.clusters.clustering import described
from warehouse.clusters.reading import read_copies, read_members, stored_clusters


def corrected_clusters(
    connection: duckdb.DuckDBPyConnection, events: Collection[str], withdrawn: Collection[str]
) -> tuple[list[EventCluster], set[str]]:
    """Return the clusters of *events* as their corrected members give them, and the empty ones.

    Which events are together stays as it was settled over what was read: a person who corrects
    the day of an event does not say that others tell of another one.
    """
    clusters: list[EventCluster] = []
    lost: set[str] = set()
    for cluster_id, before in stored_clusters(connection, sorted(events)).items():
        left = [record for record in before if record not in withdrawn]
        members = read_members(connection, left, events="temp.main.events")
        if not members:
            lost.add(cluster_id)
            continue
        copies = read_copies(connection, {member.article_id for member in members})
        clusters.append(described(cluster_id, members, copies))
    return clusters, lost
