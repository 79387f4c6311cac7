"""The words of a text with their classes: one character of `classes` for each word."""

import re
from collections.abc import Callable
from typing import Final

import msgspec

from extract.dates.lexicon import MONTHS, WEEKDAYS, WORDS

_WORD = re.compile(
    r"""
    (?P<iso>\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])
  | (?P<slash>\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\.\d{1,2}\.\d{4}|\d{4}/\d{1,2}/\d{1,2})(?![\w/]|[.]\d)
  | (?P<clock>\d{1,2}[:.]\d\d(?=\s?[ap]\.?m\b)|\d{1,2}:\d\d(?::\d\d)?\b)
  | (?P<amount>[$£€¥₹]\s?\d[\d,.]{0,40}\d? | \d[\d,.]{0,40}\s?(?:%|°|percent\b|per\ cent\b))
  | (?P<decade>(?:\b1\d|\b20|['’‘])?\d0['’]?s)\b
  | (?P<ord>\d{1,2}(?:st|nd|rd|th))\b
  | (?P<digits>\d+)(?=[ap]\.?m\b)
  | (?P<junk>[A-Za-z]*\d+(?:[.,/:]\d+){0,6}[A-Za-z_][\w-]*|[A-Za-z]+\d[\w-]*)
  | (?P<num>\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+(?:/\d+)+)
  | (?P<number>\d+)
  | (?P<ampm>[AaPp]\.?\s?[Mm]\b\.?|[AaPp]\.[Mm])
  | (?P<year_end>[Yy]ear[- ]end)\b
  | (?P<oclock>o['’]clock)\b
  | (?P<feast>(?:Valentine['’]s|(?:St\.?|Saint)\ Patrick['’]s|Veterans|Boxing|Bastille)\ Day
      |Good\ Friday|Palm\ Sunday|Ash\ Wednesday|Maundy\ Thursday|Whit\ Sunday|Juneteenth)\b
  | (?P<poss>['’]s\b|(?<=s)['’](?!\w))
  | (?P<word>[^\W\d_]+)
  | (?P<brk>\n[ \t\r]*\n\s*)
  | (?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE,
)
# Must match as one word: "2024-01-05", "5th", "3:30" and "p.m." in "3:30 p.m.", "1990s".
# Amounts are bounded, or a run of "1,1,1…" would be scanned to its end from every digit.
# Must not become a number: "737" in "F-737b" or "$2000" or "20%".

CLASSES: Final = (
    "other month maymonth mabbr wday wdays wabbr season dayword yearword unit units tick ticks"
    " quarter quarters period half the art this that same last prev next follow current"
    " recent ago earlier later before after early edge part point deictic tonight ref"
    " future new eve near some for time frequency every per fiscal approx more than at"
    " least few couple in of on from to between and or so these ahead year_end trading old"
    " circa o_clock as possible numword ord nineties day num year decade iso slash clock ampm"
    " hyph dash comma dot poss paren stop brk zone holiday q_code"
).split()
CODE: Final = {name: chr(0x100 + i) for i, name in enumerate(CLASSES)}
"""Class name → its one character in the class string."""

NAME: Final = {code: name for name, code in CODE.items()}

_MARKS = {",": "comma", ".": "dot", "(": "paren", "!": "stop", "?": "stop", ";": "stop"}
_ZONES = frozenset("EST EDT PST PDT CST CDT MST MDT GMT UTC BST CET CEST ET PT IST".split())
_HOLIDAYS = frozenset({"christmas", "thanksgiving", "halloween", "easter"})
_DASHES = frozenset("–—-‑−")


class Scan(msgspec.Struct, gc=False):
    """The words of a text: class string and, in step with it, spans, worths and lower case."""

    text: str
    classes: str
    starts: list[int]
    ends: list[int]
    worths: list[str]
    lower: list[str]


def _word(word: str) -> tuple[str, str]:
    low = word.lower()
    if word[0].isupper():
        if low in MONTHS:
            if low in ("may", "march"):
                return "maymonth", str(MONTHS[low])
            return ("month" if len(low) > 4 or low in ("june", "july") else "mabbr"), str(
                MONTHS[low]
            )
        if low in WEEKDAYS:
            return ("wday" if low.endswith("day") else "wabbr"), str(WEEKDAYS[low])
        if low.endswith("days") and low[:-1] in WEEKDAYS:
            return "wdays", str(WEEKDAYS[low[:-1]])
        if word in _ZONES:
            return "zone", word
        if low in _HOLIDAYS:
            return "holiday", low
    return WORDS.get(low, ("other", low))


def _number(digits: str) -> tuple[str, str]:
    if len(digits) <= 2 and 1 <= int(digits) <= 31:
        return "day", str(int(digits))
    if len(digits) == 4 and "1000" <= digits <= "2199":
        return "year", digits
    return "num", digits


def _feast(text: str) -> str:
    """Return the name of a feast as `extract.dates.holidays` lists it."""
    return text.lower().replace("'", "’").replace(".", "").replace("saint", "st")


_PLAIN: Final[dict[str, tuple[str, Callable[[str], str]]]] = {
    "ord": ("ord", lambda text: text[:-2]),
    "ampm": ("ampm", lambda text: text[0].lower()),
    "oclock": ("o_clock", str),
    "feast": ("holiday", _feast),
}
"""Kinds of words that are of one class whatever they say."""


def _classify(kind: str, text: str, tight: bool) -> tuple[str, str]:
    if kind == "word":
        return _word(text)
    if kind in ("number", "digits"):
        return _number(text) if text.isascii() else ("other", text)
    if kind == "mark":
        if text in _DASHES:
            return ("hyph" if tight else "dash"), text
        return _MARKS.get(text, "other"), text
    plain = _PLAIN.get(kind)
    if plain is not None:
        return plain[0], plain[1](text)
    if kind in ("amount", "junk"):
        if re.fullmatch(r"[Qq][1-4]", text):
            return "q_code", text[1]
        return "other", text
    return kind, text


def read(text: str) -> Scan:
    """Return the words of *text* with their classes, in order."""
    codes: list[str] = []
    scan = Scan(text, "", [], [], [], [])
    size = len(text)
    known: dict[tuple[str, str, bool], tuple[str, str]] = {}
    for match in _WORD.finditer(text):
        start, end = match.span()
        kind = match.lastgroup or "mark"
        word = match.group()
        tight = (
            kind == "mark"
            and start > 0
            and end < size
            and not text[start - 1].isspace()
            and not text[end].isspace()
        )
        key = (kind, word, tight)
        found = known.get(key)
        if found is None:
            found = known[key] = _classify(kind, word, tight)
        codes.append(CODE[found[0]])
        scan.starts.append(start)
        scan.ends.append(end)
        scan.worths.append(found[1])
        scan.lower.append(word.lower())
    scan.classes = "".join(codes)
    return scan
