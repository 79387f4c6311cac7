"""What extraction gives for one article."""

from schemas.article import Article
from schemas.base import Struct
from schemas.entity import Entity
from schemas.event import Event
from schemas.failure import Failure
from schemas.key_point import KeyPoint
from schemas.language_model import LanguageModel
from schemas.statement import Statement
from schemas.statistic import Statistic


class Extraction(Struct, frozen=True, kw_only=True):
    """An article with its records, each list sorted by (start, end, record_id).

    `language_model` is what the article was read with; null where nothing was read by one.
    """

    article: Article
    language_model: LanguageModel | None = None
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    entities: tuple[Entity, ...] = ()
    failures: tuple[Failure, ...] = ()
