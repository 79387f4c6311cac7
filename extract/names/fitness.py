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
_FIGHTING = frozenset(
    "rebel militant insurgent fighter guerrilla separatist jihadist extremist terrorist".split()
)
_WATCHDOGS = frozenset({"authority", "regulator", "watchdog"})
_OFFICES = frozenset(
    "office agency commission authority regulator board council service bureau inspectorate".split()
)
PAPERS = frozenset(
    "post times herald ledger tribune gazette echo journal mirror guardian star telegraph news"
    " chronicle observer courier standard mail sun express independent examiner inquirer sentinel"
    " daily argus record advertiser".split()
)
_HELPING = frozenset(
    "relief aid rescue children doctors hope hunger refugee refugees care food help".split()
)
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
    role = frozenset((draft.role or "").casefold().replace("-", " ").split())
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
        return draft.kind == "group" or sector not in _STATE | {"BUS", "JRN"}
    if phrase.lemma in _COMPANIES:
        return _fits_company(phrase, draft, distance)
    last = draft.name.casefold().split()[-1]
    if phrase.lemma in _WATCHDOGS:
        return distance <= _CLOSE and sector == "GOV" and last in _OFFICES
    if phrase.lemma in {"newspaper", "paper", "daily"}:
        return sector == "JRN" or last in PAPERS
    if phrase.lemma in {"club", "team", "side"}:
        return distance <= _CLOSE and draft.kind == "organisation" and sector is None
    return _fits_state_or_charity(phrase, draft)


def _fits_state_or_charity(phrase: NominalPhrase, draft: Draft) -> bool:
    sector = draft.sector
    if phrase.lemma == "agency":
        known = known_body(draft.name)
        last = draft.name.casefold().split()[-1]
        return last in _AGENCIES or (known is not None and known.country is None)
    if phrase.lemma == "party":
        return sector == "PTY"
    words = set(draft.name.casefold().split())
    helping = sector == "SOC" or (sector is None and bool(words & _HELPING))
    return phrase.lemma == "charity" and helping


def fits_members(phrase: NominalPhrase, draft: Draft, distance: int) -> bool:
    """Return whether a plural (“the rebels”, “the judges”) can mean the named body they make up."""
    if phrase.content - {"rebel"} or distance > NEAR or draft.kind not in {"group", "organisation"}:
        return False
    if phrase.lemma in _FIGHTING:
        return draft.sector in _ARMED and not draft.plural
    if phrase.lemma == "judge":
        return draft.sector == "JUD" and distance <= _CLOSE
    return phrase.lemma == "hacker" and draft.kind == "group" and distance <= _CLOSE


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
