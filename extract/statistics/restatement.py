"""Figures that only say the one before them again in another unit."""

import re

from extract.statistics.figure import Figure
from extract.statistics.si import Size, size_of

_AGAIN = re.compile(
    r" ?[(\[](?:or |about |around |roughly |some |approximately |nearly |almost |just over "
    r"|equal to |equivalent to |i\.e\.,? |that is,? |= ?|~ ?|≈ ?)*"
    r"|,? (?:or|that is|i\.e\.),? (?:about |around |roughly |nearly |almost |some |just over )?"
    r"|,? (?:equivalent|equal) to (?:about |around |roughly )?| ?/ ?| ?(?:=|≈) ?"
    r"| ?[–—] ?(?:or )?(?:about |around |roughly |some )?|, (?:about|around|roughly) "
)
"""Between a figure and the same again: "15 metres (49 feet)", "5 feet, or about 1.5 metres"."""

_FURTHER = re.compile(r" ?[;,/] ?(?:or )?")
"""Between the forms inside one pair of brackets: "(62 miles; 54 nautical miles)"."""

_ASIDE = re.compile(r" ?[(\[]")
_ASIDE_END = re.compile(r"(?: (?:at|today|then|in|each|a|per)\b[^()\[\]]{0,40})?[)\]]")
"""What closes a sum told again: "(€2m)", "(€2m at today's rate)"; not "(€2m of it was lent)"."""

_ALSO_SUM = re.compile(r",? or about |, or |,? (?:equivalent|equal) to (?:about )?| / |/")
_TOLERANCE = 0.12
"""How far two forms of one quantity are apart: "15 metres (50 feet)", "100 km (60 miles)"."""


def restates(text: str, figure: Figure, previous: Figure | None, *, again: bool) -> bool:
    """Return whether *figure* says the quantity of *previous* again, in another unit.

    "9 billion shekels ($2.4 billion)", "62 miles (100 km)", "one in five (20%)"; not "12 cents,
    or 3 percent", which is another quantity, nor "$12m (€2m of it lent)". *again*: whether
    *previous* does so itself. Measures must agree in SI; sums of money cannot be compared.
    """
    if previous is None or previous.unit == figure.unit:
        return False
    start, end = previous.end, figure.start
    if not 0 <= end - start <= 24:
        return False
    further = again and _FURTHER.fullmatch(text, start, end) is not None
    if not further and _AGAIN.fullmatch(text, start, end) is None:
        return False
    if figure.dimension == previous.dimension == "money":
        if _ASIDE.match(text, start):
            return _ASIDE_END.match(text, figure.end) is not None
        return further or _ALSO_SUM.fullmatch(text, start, end) is not None
    return same_size(figure, previous)


def same_size(figure: Figure, previous: Figure | None) -> bool:
    """Return whether two figures in different units have one size in SI, nearly."""
    if previous is None or previous.unit == figure.unit:
        return False
    return any(
        _agree(size_of(previous, change=change), size_of(figure, change=change))
        for change in (False, True)
    )


def _agree(one: Size, other: Size) -> bool:
    if one.unit is None or one.unit != other.unit:
        return False
    pairs = ((one.value, other.value), (one.low, other.low), (one.high, other.high))
    return all(_near(a, b) for a, b in pairs)


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _TOLERANCE * max(abs(one), abs(other))
