"""Mentions under construction and what stands before a place in the text."""

from bisect import bisect_left, insort
from collections.abc import Iterator
from typing import Literal

import msgspec

from extract.language import Parse

MentionKind = Literal["name", "nominal", "pronoun"]


class Reference(msgspec.Struct, gc=False):
    """A mention before numbering; `entity` indexes the drafts of the article."""

    first: int
    last: int
    head: int
    kind: MentionKind
    entity: int
    role: str | None = None


class Sight:
    """The references of an article by position, with their grammatical standing."""

    def __init__(self, parse: Parse, references: list[Reference]) -> None:
        self._tokens = parse.tokens
        self._references = sorted(references, key=_position)
        self._resolved: dict[int, int] = {}
        self._at = {r.head: r for r in references}
        self._named = {r.first: r for r in references if r.kind == "name"}

    def add(self, reference: Reference) -> None:
        """Take one more reference in."""
        insort(self._references, reference, key=_position)
        self._resolved[reference.entity] = self._resolved.get(reference.entity, 0) + 1
        self._at.setdefault(reference.head, reference)

    def before(self, token: int) -> Iterator[tuple[int, Reference]]:
        """Yield the references that end at or before the token index, the nearest first."""
        stop = bisect_left(self._references, (token, 0), key=_position)
        for index in range(stop - 1, -1, -1):
            reference = self._references[index]
            if reference.last <= token:
                yield reference.entity, reference

    def at(self, token: int) -> Reference | None:
        """Return the reference whose head is the token index."""
        return self._at.get(token)

    def count(self, entity: int) -> int:
        """Return how many phrases and pronouns have stood for the entity so far."""
        return self._resolved.get(entity, 0)

    def named(self, first: int) -> Reference | None:
        """Return the reference of the name that begins at the token index."""
        return self._named.get(first)

    def rank(self, reference: Reference) -> int:
        """Return how prominent the reference stands in its clause: 0 for a subject to 3."""
        rel = self._tokens[reference.head].rel
        if rel.startswith("nsubj"):
            return 0
        if rel in {"obj", "iobj", "obl:agent", "root"}:
            return 1
        return 2 if rel.startswith("obl") else 3

    def is_subject(self, reference: Reference) -> bool:
        """Whether the reference is the subject of a clause."""
        return self._tokens[reference.head].rel.startswith("nsubj")


def _position(reference: Reference) -> tuple[int, int]:
    return (reference.first, reference.last)
