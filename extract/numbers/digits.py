"""Numbers written in digits: separators, fractions, scales, and what only looks like one."""

import re

from extract.numbers.atom import Atom
from extract.numbers.lexicon import (
    CURRENCY_BEFORE,
    CURRENCY_LETTERS,
    GLYPHS,
    SCALES,
    SHARED,
    SHORT_SCALES,
)

_GLYPH = "".join(GLYPHS)

_SKIPPED = re.compile(
    r"""
      \d{1,4}([/.-])\d{1,2}\1\d{1,4}(?![\d])(?!\1\d)   # 2024-01-05, 5/1/2024; not 1.000.000
    | \d{1,2}:\d\d(?::\d\d)?(?!\d)                     # 10:30; not 3:1
    | \d{1,2}h\d\d\b                                   # 14h30
    | \d+(?:st|nd|rd|th)s?\b                           # 22nd; not 22 nds
    | \d+['’]?s\b                                      # 1990s, 90's; not 90 s
    | (?:\d{1,3}[-. ])?\(?\d{3}\)?[-. ]\d{3}[-.]\d{4}(?!\d)  # 555-010-1234; not 500-600
    | 0\d{1,4}(?:[ -]\d{2,5}){1,4}\b                    # 020 7946 0958; not 0 to 60
    | 0\d+(?![\d.,])                                  # 007, 0430; not 0.5
    | \d{1,3}(?:\.\d{1,3}){3}(?!\d)                    # 10.0.0.1; not 10.5
    | \d+(?:\.(?!\d{3}(?:\D|$))\d+){2,}                # version 1.2.3; not 1.000.000
    | (?!\d+(?:\.\d+)?(?P<u>c|f|km|kg|mph|[cm]?m|g|ft|kw|mw|gb)[-–]\d+(?:\.\d+)?(?P=u)\b)
      \d+[^\W\d_]+[-.]?\d\w*                           # 4x4, 9a2; not 4 x 4, 30C-35C
    | \d+-(?:under|over)(?:-par)?\b(?=[ ,.])(?!\ (?:match|game|cricket|contest|competition|format))
                                                      # 5-under 67; not 5 under, 20-over match
    | \d{4}\s?[-–/]\s?\d\d(?![\d,.]|\s?(?:%|per))      # 2018-19; not 1000-2000
    | \d{3}[-–]\d{2}[-–]\d{4}                          # 078-05-1120
    | \d+-(?:for|on|v|vs|of)-\d+\b                    # 3-for-2, 5-on-3; not 10-to-15
    | \d+-to-\d+\ (?:votes?|decisions?|rulings?|majority|margin|tie|odds|ratio|split|verdict)\b
    | \d{3}\([a-z]\)(?:\(\d\))?                         # 401(k), 501(c)(3)
    | \d{10,}(?![\d%]|[.,]\d)                           # 748849779350777861, an id
    """,
    re.VERBOSE,
)
"""Digits that are no number. Tried at the first digit, on small letters."""

_LISTED = re.compile(
    r"(?P<first>\d{1,3})/\d{1,3}(?:/\d{1,3})? (?:mpg|mpge|city|miles per gallon)\b"
)
"""Numbers parted by a slash that share a unit: "21/29/24 mpg"."""

_NUMERAL = re.compile(
    r"""
      (?P<indian>\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?![\d]))     # 1,50,000; not 1,500
    | (?P<comma>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])             # 2,500.75; not 2,50
        |\d{1,3}(?:,\ \d{3})*,\ 000(?![\d,]))                # 80, 000, taken apart; not 80, 120
    | (?P<space>\d{1,3}[\u00a0\u202f\u2009'’]\d{3}(?:[ \u00a0\u202f\u2009'’]\d{3})*
        (?:[.,]\d+)?(?!\d)
        # 1 500 with a thin space
        |\d{1,3}(?:\ \d{3}){2,}(?:[.,]\d+)?(?!\d))               # 1 500 000; not "3 200"
    | (?P<dot>\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?(?![\d.])           # 1.000.000; not 1.000
        |\d{1,3}(?:\.\d{3})+,\d{1,2}(?![\d,.]))                 # 1.234,56; not 1.234,567
    | (?P<power>\d\.\d+e[+-]?\d{1,2}\b)                        # 8.08E8; not 8E8
    | (?P<decimal_comma>\d+,\d{1,2}(?![\d,]|\.\d))             # 2,5 %; not 2,500
    | (?P<plain>\d+(?:\.\d+)?|\.\d+)
    """,
    re.VERBOSE,
)
_MIXED = re.compile(rf"(?:[ -]?(?P<glyph>[{_GLYPH}])|[ -](?P<over>\d)/(?P<under>\d{{1,2}})\b)")
_AND_HALF = re.compile(r"(?: |-)and(?: |-)a(?: |-)half\b")
_FRACTION = re.compile(
    r"(?P<over>\d{1,2})(?:/(?P<under>2|3|4|5|6|8|10|12|16|20|32|64|100|128)|[⁄∕](?P<any>\d{1,3}))"
    r"\b(?![/⁄∕])"
)
"""A fraction: by "/" only over what is halved or decimal ("9/11" is a day), by "⁄" any."""

_LONG_SCALE = re.compile(
    r"[ \u00a0\u202f-]?(?P<scale>hundred|thousand|million|billion|trillion|quadrillion|dozen"
    r"|lakh|crore)(?P<plural>s?)\b(?![ -](?:hundred|thousand|million|billion)s?\b)"
)
_DOUBLE_SCALE = re.compile(
    r"[ -]?(?P<first>hundred|thousand|million|lakh) (?P<second>thousand|million|billion|crore)\b"
)
_SHORT_SCALE = re.compile(
    r"(?P<space> ?)(?P<scale>k|mn|mln|mil|mio|mm|m|bn|bln|b|tn|trn|tln|t)\b"
    r"(?:(?<=mln|bln)\.(?= [a-z]))?"
)
_POWER = re.compile(
    r" ?(?:[×x*·] ?10(?:\^(?P<plain>[-−]?\d{1,2})|(?P<raised>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))"
    r"|× ?10(?P<lost>[-−]\d{1,2})(?=[ .,;]))(?!\d)"
)
"""A power of ten behind its factor: "3 x 10^8", "1.5×10⁶", "3.0×10−8" whose raising was lost."""

_RAISED = str.maketrans("⁻−⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
_COUNTED_AFTER = re.compile(
    r" (?:[a-z]+ ){0,2}?(?:people|men|women|children|[a-z]{3,}s)\b(?<!hurdles)(?<!metres)"
)
_SAME_SCALE = re.compile(
    r"\d[mb] [a-z]{4,}[^.;:()\d]{0,32}\b(?:to|from|against|versus|than|and|or|by|with)"
    r"(?: about| around| nearly| just)? $"
)
"""A scale told before with its noun: "from 5.1m tonnes to 4.8m"."""
_GLUED_WORD = re.compile(r"([^\W\d_]+)([-–‑]?)$")
_POUND_SUM = re.compile(
    r"\d{1,3}(?:,\d{3})+\b|\d+(?:\.\d+)?(?:[mbk]|bn|mn|tn| million| billion| trillion)\b"
)
"""What follows "PS" or "#" where an old converter spelled "£" so: "PS6m"; not "PS5"."""
_UNIT_BEFORE = re.compile(r"\d(?:c|f|km|kg|mph|[cm]?m|g|ft|kw|mw|gb)[-–]$")
"""The first unit of a range that repeats it: "30C-35C"."""

_OPEN_PREFIXES = frozenset(
    {
        "sub-",
        "magnitude-",
        "now-",
        "then-",
        "nearly-",
        "almost-",
        "over-",
        "under-",
        "roughly-",
        "minus-",
        "to-",
        "and-",
        "or-",
        "negative-",
        "around-",
    }
)
"""Words before the hyphen of a number that stays one: "a now-18-year-old"; not "covid-19"."""


def read_digits(text: str, low: str, start: int) -> tuple[Atom | None, int]:
    """Return the number that begins at *start* and where to read on.

    *low* is *text* in small letters, of the same length. None stands for digits that are no
    number: dates, clock times, versions, telephone numbers, parts of names ("Covid-19").
    """
    listed = _LISTED.match(low, start)
    if listed is not None:
        value = float(listed["first"])
        return Atom(start=start, end=listed.end("first"), mantissa=value, digits=True), listed.end(
            "first"
        )
    skipped = _SKIPPED.match(low, start)
    if skipped and not _NUMERAL.match(low, start, skipped.end() + 1)["dot"]:  # type: ignore[index]
        return None, skipped.end()
    if _inside_name(low, start):
        return None, _chunk_end(low, start)
    fraction = _FRACTION.match(low, start)
    if fraction:
        return _fraction(low, fraction)
    numeral = _NUMERAL.match(low, start)
    assert numeral is not None
    end = numeral.end()
    if re.match(r"[.,/:]\d", low[end : end + 2]):
        return None, _chunk_end(low, start)
    value, end = _with_fraction(low, _value(numeral), end)
    scale, end = _scale(text, low, start, end)
    return Atom(start=start, end=end, mantissa=value, scale=scale, digits=True), end


def _value(numeral: re.Match[str]) -> float:
    written = numeral[0]
    if numeral.lastgroup in {"dot", "decimal_comma"}:
        return float(written.replace(".", "").replace(",", "."))
    if numeral.lastgroup == "space":
        return float(re.sub(r"[^\d.,]", "", written).replace(",", "."))
    return float(written.replace(",", "").replace(" ", ""))


def _inside_name(low: str, start: int) -> bool:
    """Whether letters are glued before the digits ("G7", "F-16"), a currency excepted."""
    before = low[max(0, start - 24) : start]
    if before[-1:] == "#":  # an old converter's "£": "#2.5 billion"; not "#4"
        return not _POUND_SUM.match(low, start)
    if before[-1:] == "_":
        return True
    glued = _GLUED_WORD.search(before)
    if glued is None or glued[0] in _OPEN_PREFIXES:
        return False
    if glued[2] and _UNIT_BEFORE.search(before):
        return False
    if glued[0] == "ps" and _POUND_SUM.match(low, start):
        return False
    if glued[2] == "" and glued[1] in CURRENCY_LETTERS:
        # "A5" and "S10" are names; a lone letter needs its sign, the rand a sum: "R5,000".
        if glued[1] == "r" and _POUND_SUM.match(low, start):
            return False
        return len(glued[1]) == 1 and before[glued.start() - 1 : glued.start()] != "$"
    return True


def _chunk_end(low: str, start: int) -> int:
    chunk = re.compile(r"[\w.,:/–-]*\w").match(low, start)
    return start + 1 if chunk is None else chunk.end()


def _fraction(low: str, fraction: re.Match[str]) -> tuple[Atom | None, int]:
    """Read "3/4"; "24/7" and "9/11" are no fractions."""
    over, under = int(fraction["over"]), int(fraction["under"] or fraction["any"])
    if not 0 < over < under:
        return None, fraction.end()
    start, end = fraction.span()
    scale, end = _scale(low, low, start, end)
    return Atom(start=start, end=end, mantissa=over / under, scale=scale, digits=True), end


def _with_fraction(low: str, value: float, end: int) -> tuple[float, int]:
    mixed = _MIXED.match(low, end)
    if mixed and mixed["glyph"]:
        return value + GLYPHS[mixed["glyph"]], mixed.end()
    if mixed and 0 < int(mixed["over"]) < int(mixed["under"]):
        return value + int(mixed["over"]) / int(mixed["under"]), mixed.end()
    half = _AND_HALF.match(low, end)
    if half:
        return value + 0.5, half.end()
    return value, end


def _scale(text: str, low: str, start: int, end: int) -> tuple[float, int]:
    """Return the scale that follows a numeral and its end: "2.5 million", "1.2bn", "$1MM"."""
    power = _POWER.match(low, end)
    if power:
        exponent = int((power["plain"] or power["raised"] or power["lost"]).translate(_RAISED))
        return (10.0**exponent, power.end()) if abs(exponent) <= 40 else (1.0, end)
    double = _DOUBLE_SCALE.match(low, end)
    if double:
        return SCALES[double["first"]] * SCALES[double["second"]], double.end()
    long = _LONG_SCALE.match(low, end)
    if long:
        return SCALES[long["scale"]], long.end()
    short = _SHORT_SCALE.match(low, end)
    if short is None:
        return 1.0, end
    name = short["scale"]
    before = low[max(0, start - 8) : start]
    money = CURRENCY_BEFORE.search(before) is not None or before.endswith(("ps", "#"))
    if name in SHARED and not money and not _shared_is_scale(text, low, start, short):
        return 1.0, end
    if name == "mil" and not money:
        return 1.0, end
    if short["space"] and not money and name in {"k", "mio", "mil"}:
        return 1.0, end
    return SHORT_SCALES[name], short.end()


def _shared_is_scale(text: str, low: str, start: int, short: re.Match[str]) -> bool:
    """Whether "m" or "b" without a currency counts: "5m people" does, "5m deep" does not."""
    if short["space"] or short["scale"] in {"mm", "t"}:
        return False
    if text[short.start("scale")] in "MB":
        return True
    if _COUNTED_AFTER.match(low, short.end()) is not None:
        return True
    return _SAME_SCALE.search(low, max(0, start - 48), start) is not None
