"""What a record is: one declaration each, from which every other format is derived."""

from schemas.article import Article, Block, BlockKind, Format, Rights, Section
from schemas.correction import Correction, CorrectionStatus
from schemas.entity import Entity
from schemas.errors import DatelineError
from schemas.event import Count, EntityKind, Event, EventType, Participant, Place
from schemas.event_cluster import ClusterChange, EventCluster
from schemas.evidence import Origin, Record
from schemas.extraction import Extraction
from schemas.failure import Failure
from schemas.key_point import KeyPoint
from schemas.language_model import LanguageModel
from schemas.spans import Span
from schemas.statement import Act, Speaker, Statement, StatementKind
from schemas.statistic import Bound, DatePrecision, Dimension, Direction, Statistic
from schemas.tables import RECORD_TABLES, SCHEMA_VERSION, TABLE_BY_NAME, TABLES, Table

__all__ = [
    "RECORD_TABLES",
    "SCHEMA_VERSION",
    "TABLES",
    "TABLE_BY_NAME",
    "Act",
    "Article",
    "Block",
    "BlockKind",
    "Bound",
    "ClusterChange",
    "Correction",
    "CorrectionStatus",
    "Count",
    "DatePrecision",
    "DatelineError",
    "Dimension",
    "Direction",
    "Entity",
    "EntityKind",
    "Event",
    "EventCluster",
    "EventType",
    "Extraction",
    "Failure",
    "Format",
    "KeyPoint",
    "LanguageModel",
    "Origin",
    "Participant",
    "Place",
    "Record",
    "Rights",
    "Section",
    "Span",
    "Speaker",
    "Statement",
    "StatementKind",
    "Statistic",
    "Table",
]
