"""Clusters: the same event as many articles tell it, and what became of older clusters."""

import datetime as dt
from typing import Annotated, Literal

from schemas.base import Struct, about
from schemas.event import EventType

ClusterFate = Literal["merged", "split", "dissolved"]


class EventCluster(Struct, frozen=True, kw_only=True):
    """The records, of one article or many, that tell the same event.

    Every event is in exactly one cluster, often alone. The id stays when further articles tell
    the event; `cluster_changes` says what became of an id that is no longer here.
    """

    cluster_id: Annotated[
        str,
        about(
            "Identifier, derived from the first event the cluster held when a release first"
            " carried it."
        ),
    ]
    type: Annotated[EventType, about("The type most of its events have.")]
    representative: Annotated[
        str, about("`record_id` of the event that tells it most surely and fully.")
    ]
    members: Annotated[
        tuple[str, ...],
        about("`record_id` of each event, by day of publication, then article and place in it."),
    ]
    articles: Annotated[int, about("Number of articles that tell it.", unit="articles", ge=1)]
    sources: Annotated[
        int,
        about(
            "Number of independent sources: articles of one publisher, copies of one agency's"
            " report and texts that repeat each other count once.",
            unit="sources",
            ge=1,
        ),
    ]
    date_start: Annotated[
        dt.date | None,
        about("First day, of the most precise time most events give.", unit="date"),
    ] = None
    date_end: Annotated[dt.date | None, about("Last day of that time, inclusive.", unit="date")] = (
        None
    )
    place: Annotated[
        str | None, about("The place most of its events give, the more precise of two.")
    ] = None
    country: Annotated[
        str | None, about("The country most of its events give.", unit="ISO 3166-1 alpha-2")
    ] = None


class ClusterChange(Struct, frozen=True, kw_only=True):
    """What became of a cluster whose events are no longer together under its id."""

    change_id: Annotated[str, about("Identifier, derived from the change and its number.")]
    number: Annotated[
        int, about("Number of the clustering that found the change, from 1; ids follow it.", ge=1)
    ]
    cluster_id: Annotated[str, about("The cluster as it was called before.")]
    fate: Annotated[
        ClusterFate,
        about(
            "`merged`: all its events went to one other cluster; `split`: they are now in"
            " several, the cluster itself among them if it goes on; `dissolved`: none of them"
            " is left."
        ),
    ]
    successors: Annotated[
        tuple[str, ...], about("The clusters its events went to, sorted; empty if dissolved.")
    ] = ()
