"""The named entities of an article as rows of the table `entities`."""

from collections.abc import Sequence

from extract.names.mention import ArticleEntity, Mention
from extract.names.portfolios import is_generic
from schemas import Entity


def published_entities(
    entities: Sequence[ArticleEntity], mentions: Sequence[Mention]
) -> list[Entity]:
    """Return the entities that the article calls by a name, sorted by `entity_id`.

    Phrases and pronouns are counted as mentions of a named entity, but an entity known only by
    phrases (“a US defense official”) is left out, and so are what was named but not recognised
    as anything (`other`) and a body such as every country has (“the Interior Ministry”) when the
    article does not tell whose. `articles` is 1.
    """
    found: dict[str, Entity] = {}
    for entity in entities:
        named = any(mentions[i].kind == "name" for i in entity.mentions)
        if not named or entity.kind == "other":
            continue
        if entity.country is None and is_generic(entity.name):
            continue
        row = Entity(
            entity_id=entity.entity_id,
            name=entity.name,
            kind=entity.kind,
            aliases=entity.aliases,
            country=entity.country,
            sector=entity.sector,
            articles=1,
            mentions=len(entity.mentions),
        )
        known = found.get(entity.entity_id)
        found[entity.entity_id] = row if known is None else _joined(known, row)
    return [found[key] for key in sorted(found)]


def _joined(left: Entity, right: Entity) -> Entity:
    """Join two entities of one article that share kind and name."""
    return Entity(
        entity_id=left.entity_id,
        name=left.name,
        kind=left.kind,
        aliases=tuple(sorted({*left.aliases, *right.aliases})),
        country=left.country or right.country,
        sector=left.sector or right.sector,
        articles=1,
        mentions=left.mentions + right.mentions,
    )
