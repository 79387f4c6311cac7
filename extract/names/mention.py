"""Mentions and the entities they refer to."""

from typing import Literal

import msgspec

from schemas import EntityKind


class Mention(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One place in the text that refers to an entity.

    `start`, `end`: code points of the bare name or nominal ("Mohammed Shia al-Sudani", "the
    militia", "he"), without title or role. `first`, `last`: half-open token range. `head`:
    token index of its syntactic head. `entity`: index into the article's entities.
    `role`: title or role standing at this mention ("Prime Minister").
    """

    index: int
    start: int
    end: int
    first: int
    last: int
    head: int
    kind: Literal["name", "nominal", "pronoun"]
    entity: int
    role: str | None = None


class ArticleEntity(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One entity of the article.

    `name` is its fullest name there. `aliases`: other names seen, sorted. `role`,
    `organisation`: the fullest given anywhere in the article ("head", "Al Nujaba militia
    movement"). `country`: ISO 3166-1 alpha-2. `sector`: PLOVER sector code. `mentions`:
    indexes of its mentions, in text order. `members`: for a group that is nothing but other
    entities of the article taken together (“the two men”), their indexes, ascending.
    """

    index: int
    entity_id: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...]
    country: str | None
    sector: str | None
    role: str | None
    organisation: str | None
    mentions: tuple[int, ...]
    members: tuple[int, ...] = ()
