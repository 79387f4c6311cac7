"""Parts of known places: “northern Syria”, “the Colombian plains”, “Kabul airport”.

A part has the country of the whole and its division, and a position only where it lies in a
town: a point for half a country would be invented.
"""

import re
from collections.abc import Collection

import msgspec

from extract.names import gazetteer
from extract.names.gazetteer import PlaceEntry
from extract.names.spelling import without_article

_SIDE = (
    r"(?:(?:north|south)(?:[ -]?(?:east|west))?(?:ern)?|(?:east|west)(?:ern)?|central|upper"
    r"|lower|inner|outer|downtown|suburban|rural|coastal|mainland|metropolitan|greater|far)"
)
# Must match “northern Syria”, “far south-eastern Turkey”; must not match “Northumbria”.
_PART = re.compile(rf"^(?:{_SIDE}[ -])+(?P<name>[A-Z].*)$", re.IGNORECASE)
# Must match “Colombian plains”, “Artibonite valley”; must not match “Plains”.
_LAND = re.compile(
    r"^(?P<name>.+?)(?: river)? (?:plains?|valleys?|highlands?|lowlands|coast|coastline|peninsula"
    r"|mountains?|hills|desert|delta|basin|plateau|islands?|countryside|heartland|interior)$",
    re.IGNORECASE,
)
# Must match “Kabul International Airport”, “Goma prison”; must not match “the airport”.
_SITE = re.compile(
    r"^(?P<name>.+?)(?: (?:international|central|main|federal|maximum-security))?"
    r" (?:airport|air ?base|prison|jail|port|harbou?r|stadium|(?:railway|train|bus) station"
    r"|refugee camp|naval base|outskirts|suburbs?)$",
    re.IGNORECASE,
)


def part(name: str, context: Collection[str]) -> PlaceEntry | None:
    """Return the place that *name* tells as part of a known one, None if it is none.

    *context* holds the codes of the countries of the article; a town that is no capital counts
    only in one of them.
    """
    whole = without_article(name)
    if whole == whole.lower():
        return None
    side = _PART.match(whole)
    inner = _known(side["name"], context) if side else None
    if inner is not None:
        if inner.level == "city":
            return inner
        return _of(inner, whole, "admin1" if inner.level == "admin1" else "region")
    land = _LAND.match(whole)
    inner = _known(land["name"], context) if land else None
    if inner is not None and inner.level != "water":
        return _of(inner, whole, "region")
    code = gazetteer.demonym(land["name"]) if land else None
    if code is not None:
        return PlaceEntry(name=whole, level="region", country=code)
    site = _SITE.match(whole)
    inner = _known(site["name"], context) if site else None
    if inner is not None and inner.level == "city":
        return msgspec.structs.replace(_of(inner, whole, "unknown"), admin1=inner.admin1)
    return None


def capital_city(name: str, context: Collection[str]) -> PlaceEntry | None:
    """Return the capital that “the capital” means where an article is about one country only."""
    codes = set(context)
    if name.lower() not in ("the capital", "the capital city") or len(codes) != 1:
        return None
    known = gazetteer.country_by_code(next(iter(codes)))
    if known is None or known.capital is None:
        return None
    found = gazetteer.place(known.capital, (known.code,))
    return found if found is not None and found.country == known.code else None


def _known(name: str, context: Collection[str]) -> PlaceEntry | None:
    found = gazetteer.place(name, context)
    if found is None or found.country is None:
        return gazetteer.town(name, context) if found is None else None
    if found.level != "city" or found.country in context:
        return found
    return found if gazetteer.capital(name) == found.country else None


def _of(inner: PlaceEntry, name: str, level: gazetteer.PlaceLevel) -> PlaceEntry:
    """Return a part of *inner*: its country and division, without its position and id."""
    return PlaceEntry(
        name=name,
        level=level,
        country=inner.country,
        admin1=inner.admin1 if inner.level == "admin1" else None,
    )
