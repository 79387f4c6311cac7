"""The query of a search request: parameters of the URL become a `SearchQuery`."""

from collections.abc import Iterable
from typing import Final

from schemas.base import Struct
from schemas.errors import QueryError
from warehouse import MAX_HITS

PARAMETERS: Final = ("q", "table", "limit", "offset")
DEFAULT_LIMIT: Final = 20
MAX_LIMIT: Final = 100
MAX_TEXT: Final = 200


class SearchQuery(Struct, frozen=True, kw_only=True):
    """What is searched for, in which tables (all if empty), and which of the hits are wanted."""

    q: str
    tables: tuple[str, ...]
    limit: int
    offset: int


def search_query(parameters: Iterable[tuple[str, str]]) -> SearchQuery:
    """Return what the *parameters* of a URL ask for.

    Raises:
        QueryError: one is unknown, stands twice, is missing or makes no sense.
    """
    given: dict[str, str] = {}
    for name, value in parameters:
        if name not in PARAMETERS:
            raise QueryError(
                f"a search has no parameter {name!r}",
                where=name,
                hint=f"Parameters: {', '.join(PARAMETERS)}.",
            )
        if name in given:
            raise QueryError(f"{name} stands twice", where=name, hint="Give it once.")
        given[name] = value
    text = given.get("q", "")
    if not text or len(text) > MAX_TEXT:
        raise QueryError(
            "the text is too long" if text else "there is nothing to search for",
            where="q",
            hint=f"Give words: q=ferry; at most {MAX_TEXT} characters.",
        )
    tables = (part.strip() for part in given.get("table", "").split(","))
    return SearchQuery(
        q=text,
        tables=tuple(dict.fromkeys(name for name in tables if name)),
        limit=_number(given, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
        offset=_number(given, "offset", 0, 0, MAX_HITS - 1),
    )


def _number(given: dict[str, str], name: str, default: int, least: int, most: int) -> int:
    value = given.get(name)
    if value is None:
        return default
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
    if not least <= number <= most:
        raise QueryError(
            f"{name} {value!r} is out of range",
            where=name,
            hint=f"Use a whole number from {least} to {most}.",
        )
    return number
