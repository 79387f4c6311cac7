"""The word lists that names are read with, loaded once from `data/*.tsv` (own compilation)."""

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

import msgspec

from extract.names.spelling import fold, without_article
from schemas import EntityKind

Gender = Literal["m", "f"]


class Role(msgspec.Struct, frozen=True, gc=False):
    """The head word of a title, office or occupation; `is_title` when it may open an address."""

    sector: str | None
    gender: Gender | None
    is_title: bool


class NameWord(msgspec.Struct, frozen=True, gc=False):
    """A word inside a name that tells what the name stands for."""

    kind: EntityKind
    sector: str | None
    position: Literal["first", "last", "any"]


class Body(msgspec.Struct, frozen=True, gc=False):
    """A body every newsroom knows; `name` is its fullest name."""

    name: str
    kind: EntityKind
    country: str | None
    sector: str | None


class Actor(msgspec.Struct, frozen=True, gc=False):
    """A common noun for an actor, by its lemma."""

    kind: EntityKind
    sector: str | None


def rows(name: str, columns: int) -> Iterator[list[str]]:
    """Yield the rows of a packaged table, padded to *columns* cells; "#" begins a comment."""
    text = (resources.files("extract.names") / "data" / name).read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield cells + [""] * (columns - len(cells))


def listed(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds a list separated by "|"."""
    return tuple(part for part in cell.split("|") if part)


@cache
def roles() -> dict[str, Role]:
    """Return the head words of titles and offices, in lower case."""
    table: dict[str, Role] = {}
    for word, sector, gender, use in rows("roles.tsv", 4):
        table.setdefault(
            word,
            Role(sector or None, _gender(gender), use == "title"),
        )
    return table


@cache
def role_modifiers() -> frozenset[str]:
    """Return the words that belong to the office whose head they precede, in lower case."""
    return frozenset(row[0] for row in rows("role_modifiers.tsv", 1))


@cache
def name_words() -> dict[str, NameWord]:
    """Return the words that tell the kind of a name, in lower case."""
    table: dict[str, NameWord] = {}
    for word, kind, sector, position in rows("name_words.tsv", 4):
        row = {"kind": kind, "sector": sector or None, "position": position}
        table.setdefault(word, msgspec.convert(row, NameWord))
    return table


@cache
def bodies() -> dict[str, Body]:
    """Return the known bodies by each of their names: as written, and folded if not all capitals.

    "IS" must not be found in "is", nor "WHO" in "Who": `known_body` looks them up.
    """
    table: dict[str, Body] = {}
    for name, aliases, kind, country, sector in rows("known_bodies.tsv", 5):
        row = {"name": name, "kind": kind, "country": country or None, "sector": sector or None}
        body = msgspec.convert(row, Body)
        for written in (name, *listed(aliases)):
            table.setdefault(written, body)
            if not written.isupper():
                table.setdefault("~" + fold(written), body)
    for name, aliases, country, sector in rows("peoples.tsv", 4):
        people = Body(name, "group", country or None, sector or None)
        for written in (name, *listed(aliases)):
            table.setdefault(written, people)
            table.setdefault("~" + fold(written), people)
    return table


@cache
def _peoples() -> frozenset[str]:
    return frozenset(row[0] for row in rows("peoples.tsv", 1))


def is_people(name: str) -> bool:
    """Return whether *name* is that of a people or a faith: "Kurdish", "Ijaw"; not "PKK"."""
    body = known_body(name)
    return body is not None and body.name in _peoples()


@lru_cache(maxsize=1 << 14)
def known_body(name: str) -> Body | None:
    """Return the body called *name*, None if it is not among the known."""
    bare = without_article(name)
    found = bodies().get(name) or bodies().get(bare)
    if found is None and bare != bare.lower() and " " in bare:
        found = bodies().get("~" + fold(bare))
    return found


@cache
def long_bodies() -> dict[str, tuple[str, ...]]:
    """Return the names of several words among the known bodies by first word, longest first."""
    table: dict[str, list[str]] = {}
    for written in bodies():
        if " " in written and not written.startswith("~"):
            table.setdefault(written.split()[0], []).append(written)
    return {word: tuple(sorted(names, key=len, reverse=True)) for word, names in table.items()}


@cache
def given_names() -> dict[str, Gender | None]:
    """Return given names as written with the gender they tell, None where they tell none."""
    table: dict[str, Gender | None] = {}
    clashes: set[str] = set()
    for gender, names in rows("given_names.tsv", 2):
        for name in names.split():
            told = _gender(gender)
            if table.setdefault(name, told) != told:
                clashes.add(name)
    return table | dict.fromkeys(clashes)


@cache
def actors() -> dict[str, Actor]:
    """Return the common nouns for actors by lemma; those for persons are heads of `roles`."""
    table: dict[str, Actor] = {}
    for lemma, kind, sector in rows("actor_nouns.tsv", 3):
        row = {"kind": kind, "sector": None if sector == "-" else sector}
        table.setdefault(lemma, msgspec.convert(row, Actor))
    return table


def _gender(code: str) -> Gender | None:
    return "m" if code == "m" else "f" if code == "f" else None
