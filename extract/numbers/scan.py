"""Finds numbers: one compiled scan, then joining of neighbours into ranges and shares."""

import math
import re

from extract.numbers.atom import Atom
from extract.numbers.digits import read_digits
from extract.numbers.joining import Joined, join
from extract.numbers.lexicon import GLYPHS
from extract.numbers.modifiers import bound_after, bound_before
from extract.numbers.number import Number
from extract.numbers.words import OPENING, read_words

_SKIP = r"(?:https?://|www\.)\S+|\+\d{1,3}[ -]?\(?\d[\d ()-]{5,}\d"
_START = re.compile(
    rf"(?P<skip>{_SKIP})|(?P<digits>(?<![\w.])\.?\d|(?<=[^\W\d])\d|(?<![\w.])\.\d"
    r"|(?<=\brs\.|\brp\.)\d|(?<=\bksh\.)\d)"
    rf"|(?P<glyph>[{''.join(GLYPHS)}])|\b(?P<words>(?<![\w'’]){OPENING}(?:-?fold)?\b)"
)
_ASCII_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_SPACED_MINUS = re.compile(r"\b[a-z]+ - $")
_DEGREES = re.compile(r"\s?(?:°|degrees? (?:celsius|fahrenheit|centigrade|[cf]\b))")
_MINUS = re.compile(r"(?:(?<![^\s(\[:])[-−–]|(?<![\d%])−|(?<![\w.'’-])(?:minus|negative)[ -])$")


def scan(text: str) -> list[Number]:
    """Return the numbers of *text*, in order, none overlapping another.

    Cardinals in digits and words, fractions, ranges and shares ("one in five"). Left out are
    dates, clock times, ordinals, decades, versions, scores and digits inside names ("G7",
    "Covid-19"). A year is returned like any number: only the calendar can tell.
    """
    low = _small(text)
    atoms = _atoms(text, low)
    numbers: list[Number] = []
    floor = 0
    for joined in join(low, atoms):
        number = _number(low, joined, floor)
        numbers.append(number)
        floor = number.end
    return numbers


def _small(text: str) -> str:
    """Return *text* in small letters, of the same length ("İ" would grow otherwise)."""
    low = text.lower()
    return low if len(low) == len(text) else text.translate(_ASCII_SMALL)


def _atoms(text: str, low: str) -> list[Atom]:
    atoms: list[Atom] = []
    position = 0
    while found := _START.search(low, position):
        atom: Atom | None = None
        if found.lastgroup == "skip":
            position = found.end()
        elif found.lastgroup == "digits":
            atom, position = read_digits(text, low, found.start())
        elif found.lastgroup == "glyph":
            atom, position = _glyph(found)
        else:
            atom, position = read_words(low, found.start())
        position = max(position, found.start() + 1)
        if atom is not None and math.isfinite(atom.value):
            atoms.append(_signed(low, atom, atoms[-1].end if atoms else 0))
    return atoms


def _glyph(found: re.Match[str]) -> tuple[Atom, int]:
    start, end = found.span()
    return Atom(start=start, end=end, mantissa=GLYPHS[found[0]], digits=True), end


def _signed(low: str, atom: Atom, floor: int) -> Atom:
    """Return *atom* with its minus sign, if one stands before it: "−5", "minus five"."""
    if low.endswith(("plus or minus ", "plus-or-minus ", "give or take "), 0, atom.start):
        return atom
    minus = _MINUS.search(low[max(0, atom.start - 12) : atom.start])
    if minus is None and _SPACED_MINUS.search(low[max(0, atom.start - 12) : atom.start]):
        minus = _DEGREES.match(low, atom.end) and re.search(
            r"- $", low[max(0, atom.start - 2) : atom.start]
        )
    if minus is None or atom.low is not None or atom.start - len(minus[0]) < floor:
        return atom
    return Atom(
        start=atom.start - len(minus[0]),
        end=atom.end,
        mantissa=-atom.mantissa,
        scale=atom.scale,
        digits=atom.digits,
    )


def _number(low: str, joined: Joined, floor: int) -> Number:
    bound, begin = bound_before(low, joined.start, floor)
    if bound == "exact":
        bound = bound_after(low, joined.end) or bound
    if joined.low is not None:
        return Number(
            start=joined.start,
            end=joined.end,
            modifier_start=begin,
            value=None,
            low=joined.low,
            high=joined.high,
            bound="range",
        )
    return Number(
        start=joined.start, end=joined.end, modifier_start=begin, value=joined.value, bound=bound
    )
