"""The object that dateline shows for one article, on the command line and over HTTP alike."""

from typing import Annotated

import msgspec

from extract.reading.objects import ID_FIELDS
from schemas import Article, Event, Extraction, Failure, KeyPoint, Statement, Statistic
from schemas.base import about


class ArticleRecords(msgspec.Struct, frozen=True, kw_only=True):
    """What dateline shows for one article: itself, its records, and what went wrong."""

    id: Annotated[
        str | int | msgspec.UnsetType,
        about("The id that the input carried, as it was; absent if it carried none."),
    ] = msgspec.UNSET
    article: Annotated[Article | None, about("The article; null if it could not be read.")]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    key_points: tuple[KeyPoint, ...]
    statistics: tuple[Statistic, ...]
    failures: tuple[Failure, ...]


def numeric_id(data: bytes) -> int | None:
    """Return the id of the JSON object *data* if it is a whole number there, else None.

    Articles keep ids as text; whoever posted 17 must find 17 again, not "17".
    """
    try:
        fields = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        first = next((fields[name] for name in ID_FIELDS if name in fields), None)
        return None if first is None else msgspec.json.decode(first, type=int)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def article_records(found: Extraction | Failure, *, number: int | None = None) -> ArticleRecords:
    """Return what to show for an extraction, or for an input that could not be read.

    *number* is the id of the input where it came as a whole number, see `numeric_id`.
    """
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
        id=_given_id(found.article.source_id, number),
        article=found.article,
        events=found.events,
        statements=found.statements,
        key_points=found.key_points,
        statistics=found.statistics,
        failures=found.failures,
    )


def _given_id(source_id: str | None, number: int | None) -> str | int | msgspec.UnsetType:
    if source_id is None:
        return msgspec.UNSET
    return number if number is not None and str(number) == source_id else source_id
