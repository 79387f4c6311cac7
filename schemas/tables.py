"""The registry of tables: what a release holds. Everything else is derived from it."""

import msgspec

from schemas.article import Article
from schemas.base import Struct
from schemas.correction import Correction
from schemas.entity import Entity
from schemas.event import Event
from schemas.event_cluster import ClusterChange, EventCluster
from schemas.failure import Failure
from schemas.key_point import KeyPoint
from schemas.statement import Statement
from schemas.statistic import Statistic

SCHEMA_VERSION = "1.2.0"
"""Semantic version of the declarations below: additive changes raise the minor number."""


class Reference(Struct, frozen=True, kw_only=True):
    """A column whose values must be keys of another table."""

    column: str
    table: str
    key: str


class Table(Struct, frozen=True, kw_only=True):
    """One table of a release."""

    name: str
    record: type[msgspec.Struct]
    key: str
    order: tuple[str, ...]
    description: str
    references: tuple[Reference, ...] = ()

    @property
    def has_evidence(self) -> bool:
        """Whether the rows carry a span and a quote of an article."""
        return "quote" in self.record.__struct_fields__


_ARTICLE = Reference(column="article_id", table="articles", key="article_id")

TABLES: tuple[Table, ...] = (
    Table(
        name="articles",
        record=Article,
        key="article_id",
        order=("article_id",),
        description="The articles as read: metadata, canonical text and its blocks.",
    ),
    Table(
        name="events",
        record=Event,
        key="record_id",
        order=("article_id", "start", "end", "record_id"),
        description="Who did what to whom, where and when.",
        references=(
            _ARTICLE,
            Reference(column="reported_by", table="statements", key="record_id"),
            Reference(column="cluster_id", table="event_clusters", key="cluster_id"),
        ),
    ),
    Table(
        name="statements",
        record=Statement,
        key="record_id",
        order=("article_id", "start", "end", "record_id"),
        description="Who said what: direct, mixed and indirect attributions.",
        references=(_ARTICLE,),
    ),
    Table(
        name="key_points",
        record=KeyPoint,
        key="record_id",
        order=("article_id", "start", "end", "record_id"),
        description="What the article itself lists or stresses.",
        references=(_ARTICLE,),
    ),
    Table(
        name="statistics",
        record=Statistic,
        key="record_id",
        order=("article_id", "start", "end", "record_id"),
        description="Every figure with its unit, what it counts, whose it is and when.",
        references=(
            _ARTICLE,
            Reference(column="said_by", table="statements", key="record_id"),
            Reference(column="same_as", table="statistics", key="record_id"),
        ),
    ),
    Table(
        name="entities",
        record=Entity,
        key="entity_id",
        order=("entity_id",),
        description="Persons, bodies, countries, places and groups the records refer to.",
    ),
    Table(
        name="event_clusters",
        record=EventCluster,
        key="cluster_id",
        order=("cluster_id",),
        description="The same event in many articles: its records and independent sources.",
        references=(Reference(column="representative", table="events", key="record_id"),),
    ),
    Table(
        name="cluster_changes",
        record=ClusterChange,
        key="change_id",
        order=("number", "change_id"),
        description="Which clusters were merged, split or dissolved, and where their events went.",
    ),
    Table(
        name="corrections",
        record=Correction,
        key="correction_id",
        order=("number", "correction_id"),
        description="What people set right in the records: old and new value, who and why.",
    ),
    Table(
        name="failures",
        record=Failure,
        key="failure_id",
        order=("failure_id",),
        description="What could not be read, extracted or loaded, where and why.",
    ),
)

RECORD_TABLES: tuple[Table, ...] = tuple(t for t in TABLES if t.has_evidence)
"""The tables an extractor fills, in registry order."""

TABLE_BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
