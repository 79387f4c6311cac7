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

_DIGITS_ONLY = frozenset({"bit", "bits", "gal", "gals", "sec", "secs", "mos", "dram", "drams"})
_SPACED_LETTERS = frozenset("mgCFWVÅΩΩ")
"""Symbols of one letter that may stand after a blank: "5 m", "40 C"; not "5 h"."""

_IN_WORD = re.compile(r"[\w’'.]*\w")
_INCHES = re.compile(
    r"[ \u00a0-]?(?:in(?=[ -](?:wide|tall|long|deep|thick|screen|display|tablet|laptop|monitor|TV"
    r"|barrel|rims?|wheels?)\b)|in\.(?= [a-z])|″|”(?= [a-z]+ ?(?:screen|display|tv)))",
    re.IGNORECASE,
)
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
    r"\b(?:aged?|ages? of|ages|turned|turns|turning)(?: about| around)? $", re.IGNORECASE
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
_PER = re.compile(
    rf"(?: per |/| ?(?:per)-)(?P<per>(?:square |cubic |metric )?[A-Za-z][A-Za-z-]*"
    r"|(?:\d[\d,]*|a hundred|a thousand|a million|million|thousand) ?(?:live )?[a-z]+)\b"
    rf"|[ -](?:an?|each|every)[ -](?P<each>(?:square |cubic )?(?:{_PERIODS}))\b(?! ago| earlier"
    r"| later| old| or so| and (?:an?|half)\b)(?!(?<=second|minute) (?:before|after)\b)"
    r"(?!(?:(?<=hour|week|year)|(?<=day)|(?<=month)|(?<=decade)|(?<=quarter)|(?<=century))"
    r" (?:before|after)\b)"
    r"|[ ](?P<adverb>annually|yearly|monthly|weekly|daily|hourly|nightly|apiece|quarterly)\b"
)
"""What a figure is relative to: "per month", "a year", "/day", "annually"; not "a year ago"."""

_BASE = re.compile(r"1[0,]*0? ?(?!of\b|in\b|and\b|to\b|or\b|a\b)(?:live )?[a-z]+")
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
