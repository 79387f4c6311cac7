"""Tells the bodies that every country has from one another: two Interior Ministries are two."""

from extract.names import gazetteer
from extract.names.grouping import Draft
from extract.names.lexicon import known_body, name_words, role_modifiers
from extract.names.portfolios import PORTFOLIOS
from extract.names.spelling import without_article
from schemas import EntityKind
from schemas.ids import entity_id

_SMALL = frozenset({"of", "the", "and", "for", "&"})
_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD"})


def is_generic(name: str) -> bool:
    """Return whether *name* is one that many countries have a body by.

    Matches “Interior Ministry”, “Supreme Court”; not “Lickan Council”, “Pentagon”.
    """
    if known_body(name) is not None and name.casefold() != "congress":
        return False
    words = [word.casefold() for word in _core(name).split()]
    heads = [name_words()[word] for word in words if word in name_words()]
    if not any(head.kind == "organisation" and head.sector in _STATE for head in heads):
        return False
    common = PORTFOLIOS | _SMALL | role_modifiers() | name_words().keys()
    return all(word in common for word in words)


def identifier(kind: EntityKind, name: str, country: str | None) -> str:
    """Return the id of an entity: by its name, for generic bodies by country and name.

    A known body has one id under all its names.
    """
    if country is not None and kind == "organisation" and is_generic(name):
        return entity_id(kind, f"{_core(name)} ({country})")
    body = known_body(name)
    return entity_id(kind, name if body is None else body.name)


def settle_countries(drafts: list[Draft]) -> None:
    """Give generic bodies the country of an article that speaks of one country only."""
    spoken = {d.country for d in drafts if d.named and d.country is not None}
    named = [d.country for d in drafts if d.kind == "country"]
    if len(named) != 1 or spoken != {named[0]}:
        return
    for draft in drafts:
        if not draft.named or draft.kind != "organisation" or draft.country is not None:
            continue
        if is_generic(draft.name):
            draft.country = named[0]


def _core(name: str) -> str:
    """Return *name* without article and without the country in front."""
    words = without_article(name).split()
    told = len(words) > 1 and (gazetteer.demonym(words[0]) or gazetteer.country(words[0]))
    return " ".join(words[1:] if told else words)
