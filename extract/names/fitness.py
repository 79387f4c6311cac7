"""Whether a noun phrase can mean a named person or body of the article."""

from collections.abc import Callable

import msgspec

from extract.names.grouping import Draft
from extract.names.lexicon import known_body, name_words, role_modifiers, roles
from schemas import EntityKind

_ARMED = frozenset({"REB", "PRM", "CRM"})
_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP"})
_AGENCIES = frozenset({"administration", "authority", "bureau"})
_COMPANIES = frozenset("company firm carmaker manufacturer airline retailer".split())
NEAR = 6
"""Sentences back within which a bare phrase may find its body."""
_CLOSE = 3


class NominalPhrase(msgspec.Struct, gc=False):
    """A nominal: its token range, head, and what it says."""

    first: int
    last: int
    head: int
    lemma: str
    content: frozenset[str]
    definite: bool
    bare: bool
    plural: bool
    kind: EntityKind
    sector: str | None
    country: str | None
    owner: int | None


def fits_role(phrase: NominalPhrase, draft: Draft) -> bool:
    """Return whether *phrase* (“the prime minister”) can mean a person of the role of *draft*."""
    if not draft.role:
        return False
    role = frozenset(draft.role.casefold().replace("-", " ").split())
    if phrase.lemma in {"pm", "premier"} and "premier" not in role:
        return "prime" in role and not role & {"deputy", "former"}
    wanted = {w for w in phrase.content if w in role_modifiers() or w in roles()}
    wanted.add(phrase.lemma)
    ranks = {"vice", "deputy", "former", "acting"}
    head = draft.role_head == phrase.lemma or phrase.lemma in draft.nouns
    return head and wanted <= role | {phrase.lemma} and role & ranks <= wanted


def fits_body(
    phrase: NominalPhrase, draft: Draft, distance: int, names_country: Callable[[str], bool]
) -> bool:
    """Return whether *phrase* (“the militia”) can mean the named body of *draft*.

    *distance* counts sentences back; *names_country* tells whether a word of the phrase is the
    name of a country, which narrows nothing.
    """
    extra = {w for w in phrase.content if w not in draft.nouns and w not in _country_words(draft)}
    if phrase.country is not None:
        extra = {w for w in extra if not names_country(w)}
    if extra:
        return False
    if phrase.lemma in draft.nouns:
        return True
    if distance > NEAR:
        return False
    sector = draft.sector
    if phrase.lemma in {"militia", "faction", "insurgent", "gang", "cartel"}:
        return draft.kind == "group" and sector in _ARMED
    if phrase.lemma in {"group", "movement", "organisation", "organization"}:
        return draft.kind == "group" or (sector not in _STATE and sector != "BUS")
    if phrase.lemma in _COMPANIES:
        return _fits_company(phrase, draft, distance)
    if phrase.lemma == "agency":
        known = known_body(draft.name)
        last = draft.name.casefold().split()[-1]
        return last in _AGENCIES or (known is not None and known.country is None)
    if phrase.lemma == "party":
        return sector == "PTY"
    return phrase.lemma == "charity" and sector == "SOC"


def _fits_company(phrase: NominalPhrase, draft: Draft, distance: int) -> bool:
    if phrase.lemma not in {"company", "firm"}:
        return False  # a bank is no carmaker
    word = name_words().get(draft.name.casefold().split()[-1])
    if word is not None and word.sector != "BUS":
        return False  # an association or a council is no company
    near = draft.sector is None and distance <= _CLOSE and not draft.country
    return draft.kind == "organisation" and (draft.sector == "BUS" or near)


def _country_words(draft: Draft) -> frozenset[str]:
    return frozenset(w.casefold() for w in draft.spellings)
