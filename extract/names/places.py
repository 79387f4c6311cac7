"""Places as they stand in an article: a name, what the text says around it, the other places."""

import re
from collections.abc import Collection, Iterable

from extract.names import gazetteer
from extract.names.gazetteer import PlaceEntry
from extract.names.mention import ArticleEntity
from extract.names.parts import capital_city, part

# What may follow a place: “, Texas”, “, New South Wales,”; must not match “, said”.
_AFTER = re.compile(r",\s+((?:[A-Z][\w.'’-]*)(?:\s+[A-Z][\w.'’-]*){0,2})")
_NAME = r"(?:the )?(?P<name>[A-Z][\w.-]*(?:['’](?!s\b)\w+)?(?: [A-Z][\w.-]*){0,3})"
_KIND = (
    r"(?:village|town|city|district|suburb|area|neighbou?rhood|municipality|settlement|port"
    r"|township|hamlet|resort|commune|community|outpost|camp|county|province|state|region|island)"
)
# Must match “ in Karen state”, “, a fishing village in Oruro”, “ district of Sylhet”, “, near
# Bor”; must not match “ on Monday in Geneva”, “ and in Peru”.
_WITHIN = re.compile(
    rf"(?: {_KIND})?(?:,? (?:a|an|the) (?:[\w-]+ ){{0,4}}?{_KIND})?,? (?:in|of|near) {_NAME}"
)
# Must match “Bolivia’s ”, “Ghana's northern city of ”; must not match “Ghana’s win over ”.
_OWNER = re.compile(
    rf"(?P<name>[A-Z][\w.-]*(?: [A-Z][\w.-]*){{0,3}})['’]s"
    rf" (?:(?:[a-z-]+ ){{0,3}}?(?:capital|{_KIND})(?: of)? )?$"
)
_BEFORE = 80
# March is a town in England, May one in Texas.
_NO_PLACES = frozenset(
    "January February March April May June July August September October November December Monday"
    " Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)


def locate(text: str, start: int, end: int, context: Collection[str] = ()) -> PlaceEntry | None:
    """Return the place that ``text[start:end]`` names, None if the gazetteer does not know it.

    What the text says of it counts first: what stands after a comma (“Paris, Texas”), what it
    lies in (“Tripoli, a city in Lebanon”), whose it is (“Chile’s Santiago”). *context* holds the
    codes of the countries of the article (see `context_of`); a small town is known only in one
    of them. Of a place the gazetteer does not know, but which the text itself puts into a
    country, the country is given and nothing else: no position and no precision of a town.
    """
    name = text[start:end]
    match = _AFTER.match(text, end)
    words = match[1].split() if match else []
    for count in range(len(words), 0, -1):
        found = gazetteer.place(f"{name}, {' '.join(words[:count])}", context)
        if found is not None:
            return found
    told = _told_country(text, start, end, context)
    if told is None:
        found = gazetteer.place(name, context) or gazetteer.town(name, context)
        found = found or part(name, context) or capital_city(name, context)
        head, _, tail = name.partition(", ")
        return found or _in_division(head, tail.split() or words, context)
    found = gazetteer.place(name, (told,))
    if found is not None and found.country != told:
        # Known elsewhere only: then the words after it tell of something else.
        return gazetteer.town(name, (told,)) or gazetteer.place(name, context)
    found = found or gazetteer.town(name, (told,)) or part(name, (told,))
    if found is None and name != name.lower():
        return PlaceEntry(name=name, level="unknown", country=told)
    return found


def _in_division(name: str, after: list[str], context: Collection[str]) -> PlaceEntry | None:
    """Return the country of a place nobody lists, told by the division after the comma.

    “Golden, British Columbia” lies in Canada; “Goma, Rwanda and Burundi” is a list, so a country
    after the comma tells nothing.
    """
    if name == name.lower():
        return None
    for count in range(len(after), 0, -1):
        outer = gazetteer.place(" ".join(after[:count]), context)
        if outer is not None and outer.level == "admin1":
            return PlaceEntry(
                name=name, level="unknown", country=outer.country, admin1=outer.admin1
            )
    return None


def countries_named(entities: Iterable[ArticleEntity]) -> tuple[str, ...]:
    """Return the codes of the countries an article names, in order of first mention."""
    codes = (e.country for e in entities if e.kind == "country" and e.country is not None)
    return tuple(dict.fromkeys(codes))


def context_of(entities: Iterable[ArticleEntity]) -> tuple[str, ...]:
    """Return the codes of the countries that tell where the places of an article lie.

    Those it names, then those of its places that lie in one country only, whatever the article
    is about; each once, in order of first mention. Where there is neither, the countries of its
    other entities.
    """
    known = list(entities)
    codes = [*countries_named(known)]
    for entity in known:
        if entity.kind == "place":
            only = gazetteer.only_country(entity.name)
            codes += [only] if only is not None else []
    if not codes:
        codes = [entity.country for entity in known if entity.country is not None]
    return tuple(dict.fromkeys(codes))


def unlisted(name: str, context: Collection[str]) -> PlaceEntry | None:
    """Return what is known of a place that the gazetteer does not have: its country at most.

    *name* must be known to be a place. Where all countries and places of the article lie in one
    country (*context*), so does the village; else None.
    """
    if len(context) != 1:
        return None
    return PlaceEntry(name=name, level="unknown", country=next(iter(context)))


def _told_country(text: str, start: int, end: int, context: Collection[str]) -> str | None:
    """Return the country in which the text itself puts ``text[start:end]``, None if it does not."""
    before = _OWNER.search(text, max(start - _BEFORE, 0), start)
    owner = gazetteer.country(before["name"]) if before else None
    if owner is not None:
        return owner.code
    after = _WITHIN.match(text, end)
    if after is None or after["name"].split()[0] in _NO_PLACES:
        return None
    words = after["name"].split()
    for count in range(len(words), 0, -1):
        outer = gazetteer.place(" ".join(words[:count]), context)
        if outer is not None:
            return outer.country
    return None
