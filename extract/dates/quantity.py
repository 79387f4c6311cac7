"""Amounts of time units: "two", "a few", "2 1/2", "twenty-five"."""

from extract.dates.context import Phrase

_COUNTING = ("few", "couple", "numword", "day", "num", "year", "art", "half")


def amount(phrase: Phrase) -> float | None:
    """Return how many units a phrase counts, None when it does not say ("several")."""
    if phrase.has("to", "or", "dash") or phrase.kinds.count("hyph") > 1:
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


def duration(count: float | None, unit: str, *, clock: bool) -> str:
    """Return the TIMEX3 value of a length of time: 2, W gives P2W; None, M gives PXM."""
    if unit == "E":
        unit, count = "Y", None if count is None else count * 10
    elif unit == "C":
        unit, count = "Y", None if count is None else count * 100
    elif unit == "L":
        unit, count = "Y", None if count is None else count * 1000
    elif unit == "FN":
        unit, count = "W", None if count is None else count * 2
    elif unit == "WE":
        unit = "WE"
    prefix = "PT" if clock else "P"
    if count is None:
        return f"{prefix}X{unit}"
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
