"""Places as they stand in an article: a name, what follows its comma, the article's countries."""

import re
from collections.abc import Collection, Iterable

from extract.names import gazetteer
from extract.names.gazetteer import PlaceEntry
from extract.names.mention import ArticleEntity

# What may follow a place: “, Texas”, “, New South Wales,”; must not match “, said”.
_AFTER = re.compile(r",\s+((?:[A-Z][\w.'’-]*)(?:\s+[A-Z][\w.'’-]*){0,2})")


def locate(text: str, start: int, end: int, context: Collection[str] = ()) -> PlaceEntry | None:
    """Return the place that ``text[start:end]`` names, None if the gazetteer does not know it.

    What stands after a comma counts: “Paris, Texas” is not in France. *context* holds the codes
    of the countries of the article (see `countries_named`).
    """
    name = text[start:end]
    match = _AFTER.match(text, end)
    words = match[1].split() if match else []
    for count in range(len(words), 0, -1):
        found = gazetteer.place(f"{name}, {' '.join(words[:count])}", context)
        if found is not None:
            return found
    return gazetteer.place(name, context)


def countries_named(entities: Iterable[ArticleEntity]) -> tuple[str, ...]:
    """Return the codes of the countries an article names, in order of first mention."""
    codes = (e.country for e in entities if e.kind == "country" and e.country is not None)
    return tuple(dict.fromkeys(codes))
