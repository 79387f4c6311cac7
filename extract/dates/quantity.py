"""Amounts of time units: "two", "a few", "2 1/2", "twenty-five"."""

from extract.dates.context import Phrase

_COUNTING = ("few", "couple", "numword", "day", "num", "year", "art", "half")


def amount(phrase: Phrase) -> float | None:
    """Return how many units a phrase counts, None when it does not say ("several")."""
    loose = phrase.has("so")  # "two weeks or so"
    if phrase.has("to", "dash") or (phrase.has("or") and not loose) or _hyphens(phrase) > 1:
        return _first(phrase)
    words = phrase.worths("numword")
    if phrase.has("couple"):
        return 2
    if phrase.has("few"):
        return None
    if words:
        return spelled([int(word) for word in words])
    digits = phrase.worths("day", "num", "year")
    if digits:
        return _written(digits)
    if phrase.has("art"):
        return 0.5 if phrase.has("half") else 1
    return None


def _hyphens(phrase: Phrase) -> int:
    return phrase.kinds.count("hyph")


def _first(phrase: Phrase) -> float | None:
    """Return the lower bound of "two to three", the value TIMEX3 gives to both."""
    found = phrase.worth("numword", "day", "num", "year", "few")
    return float(found) if found is not None and found.isdecimal() else None


def counts(phrase: Phrase) -> bool:
    """Return whether a phrase has any word that counts."""
    return phrase.has(*_COUNTING)


def spelled(words: list[int]) -> float:
    """Return the number that number words spell: [2, 100, 5] gives 205."""
    total = part = 0
    for word in words:
        if word in (100, 1000):
            part = max(part, 1) * word
            if word == 1000:
                total, part = total + part, 0
        else:
            part += word
    return total + part


def _written(digits: list[str]) -> float | None:
    total = 0.0
    for text in digits:
        head, _, tail = text.replace(",", "").partition("/")
        try:
            total += float(head) / float(tail) if tail else float(head)
        except (ValueError, ZeroDivisionError):
            return None
    return total


_SMALLER = {"E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y"), "FN": (2, "W")}
"""Units that TIMEX3 counts in smaller ones: "two decades" is P20Y."""


def duration(count: float | None, unit: str, *, clock: bool) -> str:
    """Return the TIMEX3 value of a length of time: 2, W gives P2W; None, M gives PXM."""
    prefix = "PT" if clock else "P"
    if count is None:
        return f"{prefix}X{'W' if unit == 'FN' else unit}"
    times, unit = _SMALLER.get(unit, (1, unit))
    count *= times
    whole = int(count)
    rest = count - whole
    if not rest:
        return f"{prefix}{whole}{unit}"
    smaller = {("Y", False): ("M", 12), ("H", True): ("M", 60), ("M", True): ("S", 60)}
    part = smaller.get((unit, clock))
    if part is None or (rest * part[1]) % 1:
        return f"{prefix}{count:g}{unit}"
    tail = f"{int(rest * part[1])}{part[0]}"
    return f"{prefix}{whole}{unit}{tail}" if whole else f"{prefix}{tail}"
