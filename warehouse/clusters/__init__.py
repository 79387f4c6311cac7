"""The same event in many articles: which records tell it, under which id, from how many sources.

    new events ─index─▶ events they meet ─linking─▶ components that change ─┐
    ┌───────────────────────────────────────────────────────────────────────┘
    └▶ events ─profiles─▶ columns ─blocking─▶ pairs ─similarity, judge─▶ likelihoods
              ─linkage─▶ groups ─identity─▶ ids and changes ─▶ event_clusters, cluster_changes

The groups follow from the events alone; only ids remember what was before.
"""

from warehouse.clusters.clustering import Clustering, cluster, keep
from warehouse.clusters.reading import is_clustered

__all__ = ["Clustering", "cluster", "is_clustered", "keep"]
