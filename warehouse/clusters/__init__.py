"""The same event in many articles: which records tell it, under which id, from how many sources.

    events ─profiles─▶ columns ─blocking─▶ pairs ─similarity, judge─▶ likelihoods
           ─linkage─▶ groups ─identity─▶ ids and changes ─▶ event_clusters, cluster_changes

The groups follow from the events alone; only ids remember what was before.
"""

from warehouse.clusters.clustering import Clustering, cluster
from warehouse.clusters.reading import is_clustered, keep

__all__ = ["Clustering", "cluster", "is_clustered", "keep"]
