"""Authors: the names in a byline."""

import re

from extract.reading import head

_LEAD = re.compile(
    r"^(?:by|written by|reported by|story by|words by|authors?:|byline:|by:)\s+", re.IGNORECASE
)
_JOINT = re.compile(r"\s*(?:;|\||\band\b|&|\bwith\b|,)\s*")
_PLACE = re.compile(r"\s+(?:in|at|for)\s+[A-Z].*$")
_NAME = re.compile(r"[^\W\d_].*[^\W\d_]\.?$")
_OFFICE = re.compile(
    r"\b(?:correspondents?|reporters?|writers?|editors?|staff|bureau|chief|columnists?"
    r"|contributors?|desk|agenc(?:y|ies)|news|press|reuters|afp|ap|upi|bloomberg|cnn|bbc)\b",
    re.IGNORECASE,
)
"""“Staff Writer”, “Reuters”, “BBC News”: words of an office or outlet rather than a name."""


def split_authors(byline: str) -> tuple[str, ...]:
    """Return the names in *byline*, in order, without “By”, offices, outlets and places.

    “By Jane Doe and John Roe, Staff Writers” gives Jane Doe and John Roe. A byline that names
    only an outlet (“Reuters Staff”) gives that, as it is all the reader is told.
    """
    bare = _LEAD.sub("", " ".join(byline.split())).split("|")[0]
    if not bare:
        return ()
    names: list[str] = []
    outlets: list[str] = []
    for part in _JOINT.split(bare):
        name = _PLACE.sub("", part).strip(" .")
        if not _NAME.match(name) or len(name) > 80:
            continue
        if _OFFICE.search(name):
            outlets.append(name)
        else:
            names.append(_raised(name))
    if not names and outlets and head.is_byline(byline):
        return (outlets[0],)
    return tuple(dict.fromkeys(names))


def is_office(name: str) -> bool:
    """Return whether *name* has a word of an office or outlet in it: “Health Reporter”."""
    return _OFFICE.search(name) is not None


def _raised(name: str) -> str:
    """Return *name* in title case if it is all capitals: “JANE O’NEILL” is Jane O’Neill."""
    if len(name) < 5 or not name.isupper():
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
