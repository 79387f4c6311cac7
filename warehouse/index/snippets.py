"""The stretch of a text that shows best why it was found."""

import re
from collections.abc import Sequence
from typing import Annotated

from schemas.base import Struct, about
from schemas.spans import Span
from warehouse.index.search import Query, Wanted
from warehouse.index.words import WORD, term

LONGEST = 240
"""Code points of a snippet, about; words are never cut."""


class Snippet(Struct, frozen=True, kw_only=True):
    """A piece of a text, with the words that were looked for."""

    text: Annotated[str, about("The words themselves, as they stand there.")]
    start: Annotated[
        int, about("First character of the piece in its text.", unit="code points", ge=0)
    ]
    marks: Annotated[
        tuple[Span, ...], about("The words that were looked for, counted in the piece.")
    ]


def snippet(text: str, query: Query) -> Snippet:
    """Return the piece of *text* with most of the terms of *query*, the first among equals.

    A text of at most `LONGEST` code points comes whole.
    """
    found = [m for m in WORD.finditer(text) if _is_wanted(term(m[0]), query.all)]
    first, past = (0, len(text)) if len(text) <= LONGEST else _window(text, found)
    marks = tuple(
        Span(start=m.start() - first, end=m.end() - first)
        for m in found
        if first <= m.start() and m.end() <= past
    )
    return Snippet(text=text[first:past], start=first, marks=marks)


def _is_wanted(word: str, wanted: Sequence[Wanted]) -> bool:
    return any(word.startswith(one.term) if one.is_prefix else word == one.term for one in wanted)


def _window(text: str, found: Sequence[re.Match[str]]) -> tuple[int, int]:
    """Return the stretch that holds most different words of *found*."""
    best, most = 0, (-1, -1)
    past = 0
    for number, match in enumerate(found):
        while past < len(found) and found[past].end() - match.start() <= LONGEST:
            past += 1
        inside = [term(m[0]) for m in found[number:past]]
        held = (len(set(inside)), len(inside))
        if held > most:
            best, most = number, held
    middle = found[best].start() if found else 0
    first = max(middle - LONGEST // 4, 0)
    first = min(first, max(len(text) - LONGEST, 0))
    last = min(first + LONGEST, len(text))
    return _outer(text, first, -1), _outer(text, last, 1)


def _outer(text: str, at: int, step: int) -> int:
    """Return the next place from *at* on, in the direction of *step*, that cuts no word."""
    for _ in range(LONGEST // 6):
        if at in (0, len(text)) or not (text[at - 1].isalnum() and text[at].isalnum()):
            break
        at += step
    return at
