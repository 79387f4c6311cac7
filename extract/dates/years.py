"""Readings of years, ranges of years, decades and centuries."""

import re
from typing import Final

from extract.dates import periods
from extract.dates.context import Context, Phrase, Reading
from extract.dates.lexicon import COUNTED
from extract.dates.year_choice import MONTH

_YEAR_LEADS: Final = frozenset(
    "in since of by from until till before after during for to through between and or early late"
    " mid fiscal circa ca c around about over throughout than ( – — - [ / election elections was"
    " , as on".split()
)
_DETERMINERS: Final = frozenset(
    "the a an his her its their our my your this that these those some when".split()
)
_FIRM_LEADS: Final = frozenset("in since during until by early late mid fiscal throughout".split())


def year_range(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "2014–2017", "2014-17", "from 1990 to 1995"."""
    years = phrase.worths("year")
    first = int(years[0])
    if len(years) == 2:
        last = int(years[1])
    else:
        short = phrase.worth("day", "num")
        if short is None or len(phrase.scan.lower[phrase.last - 1]) != 2:
            return None
        last = first // 100 * 100 + int(short)
        if phrase.has("hyph") and int(short) <= 12:
            # "2003-11" may be November or a range of years; "2019-03" can only be March.
            return (
                None
                if last > first
                else Reading.of(periods.month(first, int(short)), explicit=True)
            )
    if not first < last <= first + 400 or phrase.after() in COUNTED or first < 1000:
        return None
    whole = periods.spanning(periods.year(first), periods.year(last))
    return Reading.of(whole, explicit=True)


def year(phrase: Phrase, _: Context) -> Reading | None:
    """Read a year: "in 2018", "early 2020", "fiscal 2019", "the 2003 invasion"."""
    of = phrase.number("year")
    if of is None or not _is_year(phrase, of):
        return None
    period = periods.year(of)
    return Reading.of(period, explicit=True)


def _is_year(phrase: Phrase, of: int) -> bool:
    """Return whether four digits are a year, by what stands around them.

    Yes: "in 2018", "the 2003 invasion", "(1999)". No: "2500 troops", "2020 people",
    "Boeing 1900", "Room 1996".
    """
    marked = len(phrase.kinds) > 1
    if marked and phrase.has("early", "edge", "fiscal", "circa", "yearword"):
        return True
    if not 1500 <= of <= 2100:
        return False
    follower, lead = phrase.after(), phrase.before()
    if follower in COUNTED or lead in ("#", "no", "no.", "+", "€", "$", "£", ":"):
        return False
    if follower in ("bc", "bce"):
        return False
    if lead == "." and phrase.before(2) in ("no", "nos", "art", "p", "pp"):
        return False
    if lead in ("-", "‑") and phrase.before(2) not in ("post", "pre", "mid", "early", "late"):
        return False
    plural = len(follower) > 3 and follower.endswith("s") and phrase.after_text()[0].islower()
    if lead in _FIRM_LEADS or lead in ("-", "‑"):
        return True
    if plural and follower not in ("elections", "protests", "attacks", "was", "games"):
        return False
    before = phrase.before_text()
    if before[:1].isupper() and before.isalpha() and lead not in _YEAR_LEADS | _DETERMINERS:
        return (
            len(before) > 3
            and lead not in ("room", "route", "highway", "flight", "boeing")
            and (phrase.before(2) in ("(", "in"))
        )
    return True


def spelled_year(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "nineteen ninety-six", "March nineteen seventy"; "nineteen twenty" needs two tens."""
    words = [int(word) for word in phrase.worths("numword")]
    if words[0] not in (17, 18, 19, 20) or words[1] < 10 or words[1] > 90 or len(words) > 3:
        return None
    if len(words) == 3 and (words[1] < 20 or words[2] > 9):
        return None
    of = words[0] * 100 + sum(words[1:])
    number = phrase.number(*MONTH)
    period = periods.year(of) if number is None else periods.month(of, number)
    return Reading.of(period, explicit=True)


def decade(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "the 1990s", "the late '80s", "the nineties"; "in his 30s" is an age."""
    text = phrase.worth("decade")
    if text is None:
        of = 1900 + int(phrase.worth("nineties") or 0)
        if phrase.kinds[0] != "the":
            return None
    else:
        digits = re.sub(r"\D", "", text)
        of = int(digits)
        if of < 100:
            if phrase.kinds[0] != "the" and text[0] not in "'’‘":
                return None
            of += 2000 if of <= 20 else 1900
    period = periods.decade(of)
    return Reading.of(period, explicit=True)


def century(phrase: Phrase, _context: Context) -> Reading | None:
    """Read "the 19th century", "the early twentieth century"."""
    number = phrase.number("ord")
    if number is None or not 1 <= number <= 30 or phrase.worth("unit") != "C":
        return None
    period = periods.century(number)
    return Reading.of(period, explicit=True)
