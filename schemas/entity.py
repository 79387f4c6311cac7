"""Entities: every person, body and place that records refer to."""

from typing import Annotated

from schemas.base import Struct, about
from schemas.event import EntityKind


class Entity(Struct, frozen=True, kw_only=True):
    """A person, organisation, country, place or group named in the articles."""

    entity_id: Annotated[str, about("Identifier, derived from kind and name.")]
    name: Annotated[str, about("The fullest name seen.")]
    kind: Annotated[EntityKind, about("What kind of thing it is.")]
    aliases: Annotated[tuple[str, ...], about("Other names seen, sorted.")] = ()
    country: Annotated[str | None, about("Its country.", unit="ISO 3166-1 alpha-2")] = None
    sector: Annotated[str | None, about("PLOVER sector code, if known.")] = None
    articles: Annotated[int, about("Number of articles that name it.", unit="articles", ge=0)] = 1
    mentions: Annotated[int, about("Number of times it is named.", unit="mentions", ge=0)] = 1
