"""Tells the bodies that every country has from one another: two Interior Ministries are two."""

from extract.names.grouping import Draft
from extract.names.lexicon import known_body
from extract.names.portfolios import core, is_generic
from schemas import EntityKind
from schemas.ids import entity_id


def identifier(kind: EntityKind, name: str, country: str | None) -> str:
    """Return the id of an entity: by its name, for generic bodies by country and name.

    A known body has one id under all its names.
    """
    if country is not None and kind == "organisation" and is_generic(name):
        return entity_id(kind, f"{core(name)} ({country})")
    body = known_body(name)
    return entity_id(kind, name if body is None else body.name)


def settle_countries(drafts: list[Draft]) -> None:
    """Give generic bodies the country of an article that speaks of one country only."""
    spoken = {d.country for d in drafts if d.named and d.country is not None}
    named = [d.country for d in drafts if d.kind == "country"]
    if len(named) != 1 or spoken != {named[0]}:
        return
    # Beside “Poland's Defence Ministry” the bare one is another.
    contrasted = {core(d.name).casefold() for d in drafts if d.country is not None}
    for draft in drafts:
        if core(draft.name).casefold() in contrasted:
            continue
        if not draft.named or draft.kind != "organisation" or draft.country is not None:
            continue
        if is_generic(draft.name):
            draft.country = named[0]
