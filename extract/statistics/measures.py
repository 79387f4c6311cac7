"""Units behind words of their own: "84 rushing yards", "five long, cold weeks"."""

import re

from extract.analysis import Analysis
from extract.language import Token
from extract.statistics.counting import Counted
from extract.statistics.inventory import UNIT_NAMES
from extract.statistics.quantity import Quantity
from extract.statistics.units import Unit

_OPEN = frozenset(
    {"length", "area", "volume", "mass", "duration", "speed", "energy", "power", "data"}
)
"""Kinds of measure whose names mean little else, so that any adjective may stand before them."""

_GUARDED = re.compile(
    r"(?:vertical|horizontal|linear|square|total|net|gross|full|whole|good|combined|extra|further"
    r"|straight|consecutive|[a-z]+ing|offensive|defensive|career|return|penalty|all-purpose|game-high"
    r"|team-high|season-high|career-high|first-half|second-half|championship|league|playoff|ranking"
    r"|bonus|fantasy|US|U\.S\.|American|imperial|metric|British|nautical|statute)",
)
"""What may stand before units that are other words too: "84 rushing yards"; not "two bare feet"."""

_OTHER_WORDS = frozenset(
    "foot feet yard yards point points stone stones pound pounds cup cups bar bars quarter quarters"
    " degree degrees second seconds chain chains cord cords barrel barrels generation generations"
    " night nights century centuries day days pixel pixels bit bits mark marks stop time times"
    " fold carat carats knot knots horse horses magnitude bushel bushels therm therms".split()
)
_WHEN = frozenset("last next this that same previous earlier later early late every each".split())
"""What begins a time: "640 ships, against 512 last year"."""

_OF_ANOTHER = frozenset(
    "man person vehicle passenger patient student work machine staff crew ship light dog school"
    " home club air election leap gap rest feast match play saint off training holiday sick release"
    " opening closing landing anniversary birth death founding".split()
)
"""Nouns that make another thing of a measure: "40 man-hours", "three election years"."""


def measured_noun(analysis: Analysis, quantity: Quantity, counted: Counted) -> Unit | None:
    """Return the unit that a counted noun names, None where it is a thing of its own.

    "84 rushing yards" are yards, "18 Irish acres" acres; "two bare feet" and "40 man-hours" none.
    """
    if counted.definite or counted.head.start == quantity.tail + 1:
        return None
    name = counted.head.text.lower()
    row = UNIT_NAMES.get(name)
    if row is None or row.dimension not in {*_OPEN, "index"} or not name.isalpha():
        return None
    between = list(analysis.tokens_between(quantity.tail, counted.head.start))
    if (
        not between
        or between[0].text.lower() in _WHEN
        or between[-1].index != counted.head.index - 1
    ):
        return None
    guarded = name in _OTHER_WORDS and not (
        row.dimension == "duration" and all(t.upos == "ADJ" or t.text == "," for t in between)
    )
    fits = _fits_guarded if guarded else _fits
    if not all(fits(t) for t in between):
        return None
    return Unit(
        code=row.code,
        dimension=row.dimension,
        start=counted.head.start,
        end=counted.head.end,
    )


def _fits_guarded(token: Token) -> bool:
    return _GUARDED.fullmatch(token.text) is not None or token.text == ","


def _fits(token: Token) -> bool:
    """Whether a word leaves the measure after it one: an adjective, a participle, a country."""
    word = token.text.lower()
    if word in _OF_ANOTHER or token.text in {"-", "–", "‑"}:
        return False
    if token.upos in {"ADJ", "ADV"} or word in {",", "and", "calendar", "business", "trading"}:
        return True
    return token.upos == "PROPN" or (token.upos in {"VERB", "NOUN"} and word.endswith("ing"))
