"""The object that dateline shows for one article, on the command line and over HTTP alike."""

from typing import Annotated

import msgspec

from schemas import Article, Event, Extraction, Failure, KeyPoint, Statement, Statistic
from schemas.base import about


class ArticleRecords(msgspec.Struct, frozen=True, kw_only=True):
    """What dateline shows for one article: itself, its records, and what went wrong."""

    id: Annotated[
        str | msgspec.UnsetType, about("The id that the input carried; absent if it carried none.")
    ] = msgspec.UNSET
    article: Annotated[Article | None, about("The article; null if it could not be read.")]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    key_points: tuple[KeyPoint, ...]
    statistics: tuple[Statistic, ...]
    failures: tuple[Failure, ...]


def article_records(found: Extraction | Failure) -> ArticleRecords:
    """Return what to show for an extraction, or for an input that could not be read."""
    if isinstance(found, Failure):
        return ArticleRecords(
            id=msgspec.UNSET if found.source_id is None else found.source_id,
            article=None,
            events=(),
            statements=(),
            key_points=(),
            statistics=(),
            failures=(found,),
        )
    return ArticleRecords(
        id=msgspec.UNSET if found.article.source_id is None else found.article.source_id,
        article=found.article,
        events=found.events,
        statements=found.statements,
        key_points=found.key_points,
        statistics=found.statistics,
        failures=found.failures,
    )
