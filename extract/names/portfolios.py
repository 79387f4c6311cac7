"""What ministries and courts are for: words that do not tell one country's body from another's.

Own compilation for dateline.
"""

from extract.names import gazetteer
from extract.names.lexicon import known_body, name_words, role_modifiers
from extract.names.spelling import without_article

PORTFOLIOS = frozenset(
    "administrative affairs agriculture anti-corruption appeal appeals armed centre center civil"
    " coast commerce communications constitutional culture customs cybersecurity defence defense"
    " development disaster economic economy education election elections electoral electricity"
    " emergencies emergency employment energy environment environmental external family finance"
    " fisheries forestry health high higher home housing human immigration industry information"
    " infrastructure intelligence internal international justice labor labour lands management"
    " meteorological migration mines mining natural oil petroleum planning police power"
    " protection public railways relations religious research resources revenue rights roads rural"
    " safety science sciences security services social sport sports state statistics tax technology"
    " tourism trade transport transportation veterans water welfare women works youth".split()
)
_SMALL = frozenset({"of", "the", "and", "for", "&"})
_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD"})


def is_generic(name: str) -> bool:
    """Return whether *name* is one that many countries have a body by.

    Matches “Interior Ministry”, “Supreme Court”; not “Lickan Council”, “Pentagon”.
    """
    if known_body(name) is not None and name.casefold() != "congress":
        return False
    words = [word.casefold() for word in core(name).split()]
    heads = [name_words()[word] for word in words if word in name_words()]
    if not any(head.kind == "organisation" and head.sector in _STATE for head in heads):
        return False
    common = PORTFOLIOS | _SMALL | role_modifiers() | name_words().keys()
    return all(word in common for word in words)


def core(name: str) -> str:
    """Return *name* without article and without the country in front."""
    words = without_article(name).split()
    told = len(words) > 1 and (gazetteer.demonym(words[0]) or gazetteer.country(words[0]))
    return " ".join(words[1:] if told else words)


def leading_country(name: str) -> str | None:
    """Return the code of the country in front of *name*: “Kenyan Interior Ministry”."""
    words = without_article(name).split()
    if len(words) < 2:
        return None
    known = gazetteer.country(words[0])
    return known.code if known is not None else gazetteer.demonym(words[0])
