"""Units a figure may carry, as written, with their normalised code and dimension.

Codes follow UCUM for physical units (`km`, `[mi_i]`, `kW.h`) and ISO 4217 for money.
"""

import re

import msgspec

from extract.statistics.inventory import (
    UNIT_NAMES,
    UNIT_SYMBOLS,
    UnitRow,
    longest,
    longest_exact,
)
from schemas import Dimension


class Unit(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A unit as found in a text: normalised `code`, `dimension` and its span."""

    code: str
    dimension: Dimension
    start: int
    end: int


_SEPARATOR = re.compile(r"[ \u00a0\u202f]?[-‑]?")
_SMALL_ONLY = frozenset({"stone", "stones", "watt", "watts", "cup", "cups", "second", "gal"})
"""Names of units that are other names with a capital: "the 5 Stones"."""

_DIGITS_ONLY = frozenset(
    {"hp", "bit", "bits", "gal", "gals", "sec", "secs", "mos", "dram", "drams"}
)
_SPACED_LETTERS = frozenset("mgCFWVLlÅΩΩ")
"""Symbols of one letter that may stand after a blank: "5 m", "40 C"; not "5 h"."""

_IN_WORD = re.compile(r"[\w’'.]*\w")
_INCHES = re.compile(
    r"[ \u00a0-]?(?:in(?=[ -](?:wide|tall|long|deep|thick|screen|display|tablet|laptop|monitor|TV"
    r"|barrel|rims?|wheels?)\b)|in\.(?= [a-z])|″|”(?= [a-z]+ ?(?:screen|display|tv)))",
    re.IGNORECASE,
)
_FEET_MARK = re.compile(r"['’′](?= ?\d{1,2}(?:\.\d+)? ?[\"”″])")
_INCHES_MARK = re.compile(r" ?(?:[\"”″]|in\b\.?|ins\b)")
_FEET_BEFORE = re.compile(r"\d ?(?:ft\.?|feet|foot|['’′]),? ?\d{1,2}(?:\.\d+)?$")
"""Before the inches of a height: "5ft 10in", "6'2\""."""

_COMPOUND_AFTER = re.compile(
    r"[-‑](?!(?:long|old|wide|high|deep|tall|thick|plus|odd|a|an|per|and|or|to|range)\b)[a-z]"
)
"""What makes a time word part of a longer noun: "three quarter-finals"; not "10 mile-long"."""

_STONE_CLUE = re.compile(
    r"\b(?:weigh\w*|lost|los(?:e|es|ing)|gain\w*|shed|dropped|heav\w+|light\w+|obese|overweight"
    r"|weight|slimm\w+)\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"[ -](?P<unit>year|month|week|day)s?(?:[ -]olds?\b| of age\b)|(?P<yo> ?y/?o\b)", re.IGNORECASE
)
_AGED = re.compile(
    r"\b(?:aged?|ages? of|ages|turned|turns|turning)(?: about| around)? $"
    r"|\bage \($|\bin age from $",
    re.IGNORECASE,
)
"""Words that make the number after them an age: "aged 34", "age of 34"; not "ages ago 34"."""


def aged_before(text: str, start: int) -> bool:
    """Return whether the words before *start* make the number there an age."""
    return _AGED.search(text[max(0, start - 20) : start]) is not None


def unit_after(text: str, end: int, *, digits: bool) -> Unit | None:
    """Return the unit that begins at the code point *end*, None when there is none.

    *digits*: whether the number is written in digits; letters alone ("m", "g") need that.
    """
    age = _AGE.match(text, end)
    if age:
        name = (age["unit"] or "year").lower()
        return Unit(code=f"{name} of age", dimension="age", start=_word(text, end), end=age.end())
    height = _height(text, end) if digits else None
    if height is not None:
        return height
    separator = _SEPARATOR.match(text, end)
    start = end if separator is None else separator.end()
    if text[start : start + 1] in {"", "\n", " "}:
        return None
    symbol = longest_exact(text, start, UNIT_SYMBOLS) if digits else None
    named = longest(text, start, UNIT_NAMES)
    if (
        symbol is not None
        and (named is None or named[1] <= symbol[1])
        and (symbol[1] - start > 1 or _is_letter_unit(text, end, start))
    ):
        return _unit(symbol, start)
    if named is not None and not _refused(text, end, start, named[1], digits=digits):
        return _unit(named, start)
    inches = _INCHES.match(text, end) if digits else None
    if inches is not None:
        return Unit(code="[in_i]", dimension="length", start=start, end=inches.end())
    return None


def _height(text: str, end: int) -> Unit | None:
    """Return feet or inches of 6 and 2 marks and the inches of "5ft 10in"."""
    feet = _FEET_MARK.match(text, end)
    if feet is not None:
        return Unit(code="[ft_i]", dimension="length", start=end, end=feet.end())
    inches = _INCHES_MARK.match(text, end)
    if inches is None or not _FEET_BEFORE.search(text[max(0, end - 16) : end]):
        return None
    return Unit(code="[in_i]", dimension="length", start=end, end=inches.end())


def _unit(found: tuple[UnitRow, int], start: int) -> Unit:
    row, end = found
    return Unit(code=row.code, dimension=row.dimension, start=start, end=end)


def _is_letter_unit(text: str, end: int, start: int) -> bool:
    """Tell "5m", "40 C", "30%" from "5 more", "5m's"."""
    letter = text[start]
    if not letter.isalpha():
        return True
    if _IN_WORD.match(text, start + 1):
        return False
    return start == end or (text[end] in " \u00a0" and letter in _SPACED_LETTERS)


def _refused(text: str, end: int, start: int, stop: int, *, digits: bool) -> bool:
    """Whether the name of a unit is another word here: "four quarter-finals", "five stones"."""
    name = text[start:stop]
    low = name.lower()
    if low in _SMALL_ONLY and name != low and not name.isupper():
        return True
    if low in _DIGITS_ONLY and not digits:
        return True
    if low.startswith("stone") and text[end : end + 1] == " ":
        return not _STONE_CLUE.search(text[max(0, end - 48) : stop + 24])
    if name == "CUP":
        return True  # Cuban pesos
    if low in {"percent", "per cent", "pct"}:
        return False  # "43 percent-owned"
    singular = name.isalpha() and not low.endswith("s") and text[end : end + 1] == " "
    return singular and _COMPOUND_AFTER.match(text, stop) is not None


def _word(text: str, end: int) -> int:
    while text[end] in " -\u00a0\u202f":
        end += 1
    return end


_PERIODS = (
    "second|minute|hour|day|night|week|month|quarter|year|decade|century|share|barrel|gallon"
    "|liter|litre|ton|tonne|kilo|kilogram|kg|ounce|troy ounce"
    "|pound|head|person|household|capita|game|match"
    "|kilowatt-hour|megawatt-hour|acre|hectare|mile|kilometer|kilometre|km|unit|piece|patient"
    "|student|pupil|worker|employee|child|family|vehicle|user|customer|season|shift|annum|term"
    "|bottle|visit|trip|night|weekend|session"
)
_MANY = r"\d+(?:,\d{3})*|a hundred|a thousand|a million|million|thousand"
_AFTER_MANY = "in|for|among|and|to|compared|last|this|as|on|by|at|of|up|down"
_PER = re.compile(
    r"(?: per |/| ?(?:per)-| for (?:every|each) (?=\d))"
    r"(?P<per>(?:square |cubic |metric )?[A-Za-z][A-Za-z-]*[²³23]?"
    rf"|(?:{_MANY}) ?(?:live )?[a-z]+|1[0,]*0\b(?=[.;:)]|,? (?:{_AFTER_MANY})\b|$))\b"
    rf"|(?: ?- ?| )(?:an?|each|every)(?: ?- ?| )(?P<each>(?:square |cubic )?(?:{_PERIODS}))\b"
    r"(?! ago| earlier| later| old| or so| and (?:an?|half)\b)"
    r"(?!(?<=second|minute) (?:before|after)\b)"
    r"(?!(?:(?<=hour|week|year)|(?<=day)|(?<=month)|(?<=decade)|(?<=quarter)|(?<=century))"
    r" (?:before|after)\b)"
    r"|[ ](?P<adverb>annually|yearly|monthly|weekly|daily|hourly|nightly|apiece|quarterly)\b"
)
"""What a figure is relative to: "per month", "a year", "/day", "annually"; not "a year ago"."""

_PRICED = (
    "bag|bale|basket|bed|block|book|box|bowl|brick|bunch|can|car|card|carton|case|class|copy|cow|crate"
    "|cup|dish|dose|download|dozen|drink|egg|fight|flight|foot|glass|haircut|hit|house|inch|item"
    "|journey|kit|lap|lesson|letter|loaf|lot|meal|message|meter|metre|minute|mouthful|note|pack"
    "|packet|pair|passenger|pill|pint|place|plate|player|plot|pop|pot|quart|ride|roll|room|round|sack|seat"
    "|serving|set|shirt|shot|show|side|slice|song|square foot|square metre|stem|table|tablet|tank"
    "|test|throw|ticket|tin|tray|tree|tube|vial|view|vote|voter|word|yard"
)
_NO_BASE = "lot|bit|little|few|while|record|total|day|time|loss|profit|gain|third|half|quarter|deal"
_PRICE = re.compile(
    rf"[ -]an?[ -](?P<base>(?:{_PRICED})|(?:[a-z]+[ -])?(?:{_PERIODS})|(?!{_NO_BASE})[a-z]{{3,}}"
    r"(?=[.;:!?)]|$|, (?:and|but|or|while|with|which|compared)\b| and [$€£]))\b"
    r"(?! ago| earlier| later| old)"
    r"(?=[.,;:!?)”\"]|$| (?:for|to|from|in|at|on|by|and|or|but|when|if|as|after|before|during|until"
    r"|this|last|next|more|less|higher|lower|compared|versus|on average)\b)"
)
"""What a price is for: "$3 a slice", "€40 a metric ton"; not "paid $5 million a record year"."""

_GAMES = "game|match|contest|outing|start|innings|season|week|day|month|night"
_LISTED = (
    r"(?:about |nearly |almost |around |over |some |more than )?(?:\d[\d.,]*\d|\d|[a-z]+)"
    r" [a-z][a-z-]*(?: [a-z-]+)?"
)
_SHARED = re.compile(
    rf"(?:,? and |, | in )(?:{_LISTED}(?:, and |, | and | in )){{0,5}}?{_LISTED},?"
    rf" (?:per|an?|each|every) (?:(?P<per>{_GAMES})\b|(?P<base>1[0,]*0 (?:live )?[a-z]+))"
)
_LEADING = re.compile(
    r"\b(?:[Ee]very|[Ee]ach) (?P<per>day|week|month|year|hour|minute|night|season|weekend),? $"
)
_GAME = frozenset({"game", "match", "contest", "outing", "start", "season", "night"})
_DECIMAL = re.compile(r"(?:[a-z]+ )*\d+\.\d+ [a-z]{4,}")
"""A figure that only an average has: "8.1 rebounds"."""
_AVERAGED = re.compile(r"\baverag(?:e[sd]?|ing)\b(?:[^.;]|\.\d)*$", re.IGNORECASE)
_BASE = re.compile(r"1[0,]*0?(?: ?(?!of\b|in\b|and\b|to\b|or\b|a\b)(?:live )?[a-z]+)?")
"""What many are told per: "100,000 people", "100km"; not "per 12 of"."""

_SUBSTANCE = re.compile(
    r" of (?:the |its |their )?(?:[\w-]+ ){0,2}?[\w-]+(?= (?:an?|per|each|every) [a-z]+\b)"
)
"""What is measured, between a unit and its rate: "40 tonnes of ore a day"."""

_ADVERBS = {
    "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day",
    "hourly": "hour", "nightly": "night", "apiece": "piece", "quarterly": "quarter",
}  # fmt: skip
_PLAIN = {
    "annum": "year",
    "day": "day",
    "capita": "person",
    "yr": "year",
    "hr": "hour",
    "mo": "month",
}


def per_after(text: str, end: int) -> tuple[str, int] | None:
    """Return what the figure that ends at *end* is relative to, and where that phrase ends."""
    first = _per(text, end)
    if first is None:
        return None
    second = _per(text, first[1])
    if second is None or second[0] == first[0]:
        return first
    return f"{first[0]} per {second[0]}", second[1]


def rate_after(text: str, end: int) -> tuple[str, int] | None:
    """Return the rate after a measure and its substance: "40 tonnes of ore a day"."""
    found = _SUBSTANCE.match(text, end)
    return per_after(text, end) or (None if found is None else _per(text, found.end()))


def price_base(text: str, end: int) -> tuple[str, int] | None:
    """Return what the price that ends at *end* is for, and where that ends: "$3 a slice"."""
    found = _PRICE.match(text, end)
    return None if found is None else (found["base"], found.end())


def leading_rate(text: str, start: int) -> str | None:
    """Return the rate told before the figure at *start*: "every day 12 farmers quit"."""
    found = _LEADING.search(text[max(0, start - 24) : start])
    return None if found is None else found["per"]


def shared_rate(text: str, start: int, end: int) -> str | None:
    """Return the rate told once for a list of averages: "averaged 24 points and 8 assists a game".

    *start* and *end* are those of a figure before the last of the list.
    """
    found = _SHARED.match(text, end)
    if found is None:
        return None
    averaged = _AVERAGED.search(text[max(0, start - 140) : start])
    told = found["per"] in _GAME and _DECIMAL.match(text, start)
    return found["base"] or (found["per"] if averaged or told else None)


def _per(text: str, end: int) -> tuple[str, int] | None:
    found = _PER.match(text, end)
    if found is None:
        return None
    if found["adverb"]:
        return _ADVERBS[found["adverb"]], found.end()
    name = found["per"] or found["each"]
    start = found.start("per" if found["per"] else "each")
    unit = longest(text, start, UNIT_NAMES)
    if unit is not None and " " in text[start : unit[1]] and unit[1] > found.end():
        return unit[0].name, unit[1]  # "per million British thermal units", "a troy ounce"
    if name in {"cent", "se"}:
        return None
    if name[0].isdigit() and not _BASE.fullmatch(name):
        return None
    return _PLAIN.get(name, name), found.end()
