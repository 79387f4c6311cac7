"""A name with what stands beside it."""

import msgspec

from extract.names.lexicon import Gender


class Name(msgspec.Struct, gc=False):
    """A bare name with what stands beside it, before names are grouped.

    `first`, `last`: half-open token range. `tag`: the model's type. `role` as written;
    `role_head` its head in lower case. `organisation`: the body as written; `body`: token
    range of the name inside it. `country`: code told by an adjective or country beside it.
    `described`: lemmas of the nouns that say what the thing is (“an Iraqi militia group”).
    `beside`: token range of the role or of that description. `serves`: tokens of a pronoun or
    phrase for the body (“its head”, “a spokesman for the ministry”), to be resolved later.
    `introduced`: token range of a role set off by a comma (“its head, NAME,”).
    """

    first: int
    last: int
    tag: str | None
    role: str | None = None
    role_head: str | None = None
    gender: Gender | None = None
    organisation: str | None = None
    body: tuple[int, int] | None = None
    country: str | None = None
    described: tuple[str, ...] = ()
    beside: tuple[int, int] | None = None
    serves: range = range(0)
    introduced: tuple[int, int] | None = None
    is_demonym: bool = False
    titled: bool = False
