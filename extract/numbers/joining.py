"""Joins neighbouring numbers into ranges ("400 to 600") and shares ("one in five")."""

import re

import msgspec

from extract.numbers.atom import Atom, exact
from extract.numbers.lexicon import CURRENCY_SIGNS

_SIGN = (
    rf"(?:(?:us|au?|ca?|nz|hk|s|r|nt)?[{CURRENCY_SIGNS}]|(?:usd|eur|gbp|aud|cad|chf|inr|sek|nok|dkk|zar"
    r"|sgd|nzd|hkd|aed|php|kes|ksh|rs\.?|rm|rp|tk) ?)"
)
_TIGHT = re.compile(rf"(?:\s?(?:%|percent)|(?P<unit>[a-z]{{1,4}}))?(?P<dash>[-–—‑]){_SIGN}?")
_SPACED = re.compile(rf"\s?%? [–-] {_SIGN}?")
_TO = re.compile(
    rf"(?P<unit>\s?(?:%|°[cf]?|[a-z]+(?: cents?)?))?(?:-(?: (?=to\b))?| )"
    rf"(?P<word>(?:up )?to|and|or)(?:-| ){_SIGN}?"
)
_IN = re.compile(r" (?:in|out of)(?: every)? |-in-(?:every-)?")
_NOUN_IN = re.compile(
    r" (?:person|household|child|adult|woman|man|family|home|worker|voter|patient|student|pupil"
    r"|firm|company|school|driver|teacher|girl|boy|couple|marriage|birth|death|case|job|car|shop|business"
    r"|baby|resident|citizen|farmer|nurse|doctor|teenager|pensioner|mother|employee|employer|american"
    r"|briton|house|vote|euro|dollar|pound)s? (?:in|out of)(?: every)? "
)
_AFTER_IN = re.compile(
    r"(?:[.,;:!?)]|$| (?:is|are|was|were|has|have|had|does|do|did|say|says|said|will"
    r"|would|can|could|lives?|who|that|in|at|now|worldwide|nationwide|across|among)\b)"
)
"""A share around its noun: "one household in four"; not "one firm in two countries"."""
_BETWEEN = re.compile(
    rf"\bbetween (?:the ages of )?(?:about |roughly |around )?(?P<sign>{_SIGN})?$"
)
_RANGING = re.compile(
    rf"(?:\b(?:rang(?:e|es|ed|ing)|anywhere|vary|varies|varied|varying) )from (?:{_SIGN})?$"
)
_FROM = re.compile(rf"\bfrom (?:about |around |just |roughly |nearly )?(?:{_SIGN})?$")
_CHANGE = re.compile(
    r"\b(?:rose|ris(?:e[sn]?|ing)|fell|fall(?:s|en|ing)?|up|down|off|gain(?:ed|s|ing)?|lost|los(?:es?|ing)"
    r"|climb(?:ed|s|ing)?|drop(?:ped|s|ping)?|slip(?:ped|s)?|add(?:ed|s|ing)?|jump(?:ed|s)?"
    r"|surg(?:ed|es|ing)|soar(?:ed|s)?|increas(?:ed|es|ing)|decreas(?:ed|es|ing)|advanc(?:ed|es)"
    r"|declin(?:ed|es|ing)|tumbl(?:ed|es)|slid(?:es)?|shed|raised|grew|plung(?:ed|es)|plummet(?:ed|s)"
    r"|sank|eased|dipped|rall(?:ied|ies)|leapt|slump(?:ed|s)|won|wins?|beat|defeat(?:ed)?|led"
    r"|voted?|by|scored?|drew)"
    r"(?: by| of)?(?: (?:about|nearly|almost|around|over))? (?:" + _SIGN + r")?$"
)
"""Words before "4 to 14" that make it a move and a level, or a score, instead of a range."""

_CHANGE_NEAR = re.compile(
    r"\b(?:rose|ris(?:e[sn]?|ing)|fell|fall(?:s|en|ing)?|up|down|gain\w*|los[ts]|losing|climb\w*"
    r"|drop\w*|slip\w*|add(?:ed|ing)|jump\w*|surg(?:e[sd]?|ing)|soar\w*|increas\w+|decreas\w+"
    r"|advanc\w+|declin\w+|tumbl\w+|slid\w*|cut(?:s|ting)?|rais(?:e[sd]?|ing)|gr[eo]w\w*"
    r"|lower(?:ed|ing|s)?|reduc\w+|doubl(?:ed|ing)|tripl(?:ed|ing)|expand\w*|shr[aiu]nk\w*"
    r"|improv\w+|boost\w*|lift\w*|mov(?:e[sd]?|ing)|chang\w+|go(?:es|ing)?|went|revis\w+"
    r"|spurt\w*|toll|upgrad\w+|plung\w+|swell\w*|swollen|eas(?:e[sd]?|ing)|accelerat\w+|slow\w*|widen\w*"
    r"|narrow\w*|hik(?:e[sd]?|ing)|trim\w*|push\w*|tak(?:e|es|en|ing)|took|bring\w*|brought)\b"
)
"""Words of change that make "from 5 to 10" two levels; "sizes from 5 to 10" is a range."""

_MAY = re.compile(
    r"\b(?:could|would|may|might|will|should|can|expect\w*|likely|forecast\w*|predict\w*)"
    r" [^.;]* by $"
)
"""What makes "by 5% to 10%" a range: "could fall by 5% to 10%"; not "fell by 5% to 10%"."""

_UNIT_AFTER = re.compile(r"[ -]?(?:%|°|(?P<word>[a-z]+))")
_FUNCTION_AFTER = frozenset(
    "win wins victory victories defeat defeats loss losses draw lead in on against at over and"
    " vote votes record for up down series aggregate with after before thanks but as when by to"
    " from the a an of or so scoreline score tie thrashing triumph away home deficit margin set"
    " sets decision ruling majority advantage success won lost beat".split()
)
_TIME_AFTER = re.compile(
    r"[ -](?:years?|months?|weeks?|days?|hours?|minutes?|games?|matches?|seasons?)\b"
)
_SHARE_BASES = frozenset({2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 20.0, 100.0, 1000.0})


class Joined(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A number or range with its span."""

    start: int
    end: int
    value: float = 0.0
    low: float | None = None
    high: float | None = None


def join(low: str, atoms: list[Atom]) -> list[Joined]:
    """Return *atoms* with ranges and shares joined and scores ("3-1") left out.

    *low* is the text in small letters.
    """
    joined: list[Joined] = []
    index = 0
    while index < len(atoms):
        first = atoms[index]
        second = atoms[index + 1] if index + 1 < len(atoms) else None
        if second is not None and second.start - first.end <= 24:
            gap = low[first.end : second.start]
            if _is_score(low, gap, first, second):
                index += 2
                continue
            pair = _share(low, gap, first, second) or _range(low, gap, first, second)
            if pair is not None:
                joined.append(pair)
                index += 2
                continue
        joined.append(_alone(first))
        index += 1
    return joined


def _alone(atom: Atom) -> Joined:
    return Joined(start=atom.start, end=atom.end, value=atom.value, low=atom.low, high=atom.high)


def _is_score(low: str, gap: str, first: Atom, second: Atom) -> bool:
    """Tell a score, a vote or a name ("3-1", "787-9", "0-2") from a range ("2-3 days")."""
    if not (first.digits and second.digits) or not _TIGHT.fullmatch(gap) or "%" in gap:
        return False
    if gap not in {"-", "–", "—", "‑"}:
        return False
    if first.mantissa >= second.value or first.mantissa == 0:
        return first.scale == 1.0
    if _is_year(low, first) and _is_year(low, second):
        return True
    if re.match(r", \d+[-–]\d|[-–]\d", low[second.end : second.end + 8]):
        return True  # "4-6, 7-5", "1-2-3"
    if second.value >= 20 or second.scale > 1:
        return False
    if _money_before(low, first):
        return False
    after = _UNIT_AFTER.match(low, second.end)
    return after is None or after["word"] in _FUNCTION_AFTER


def _money_before(low: str, atom: Atom) -> bool:
    return low[atom.start - 1 : atom.start] in CURRENCY_SIGNS if atom.start else False


def _is_year(low: str, atom: Atom) -> bool:
    return (
        atom.end - atom.start == 4 and atom.scale == 1.0 and 1800 <= atom.mantissa <= 2100
        and low[atom.start : atom.end].isdigit()
    )  # fmt: skip


def _share(low: str, gap: str, first: Atom, second: Atom) -> Joined | None:
    """Read "one in five", "nine out of ten" as a share; not "two in 2019", "61 of the 99"."""
    around = _NOUN_IN.fullmatch(gap) and _AFTER_IN.match(low, second.end)
    if not (_IN.fullmatch(gap) or around) or first.low is not None or second.low is not None:
        return None
    part, whole = first.value, second.value
    if not (0 < part < whole and part.is_integer() and whole.is_integer()):
        return None
    if _is_year(low, second) or _TIME_AFTER.match(low, second.end):
        return None
    if low[second.end : second.end + 1] == "%" or _money_before(low, first):
        return None
    if whole not in _SHARE_BASES and not (part == 1 and (whole <= 1000 or whole % 1000 == 0)):
        return None
    return Joined(start=first.start, end=second.end, value=part / whole)


def _range(low: str, gap: str, first: Atom, second: Atom) -> Joined | None:
    if first.low is not None or second.low is not None:
        return None
    start = first.start
    before = low[max(0, start - 32) : start]
    if _is_year(low, first) and (second.scale > 1 or gap[-1:] in CURRENCY_SIGNS):
        return None  # "from $362 million in 2014 to $557 million"
    to = _TO.fullmatch(gap)
    if to is not None:
        if to["unit"] and not _same_unit(low, to["unit"], second.end):
            return None
        between = _BETWEEN.search(before)
        if to["word"] == "and":
            if between is None:
                return None
            start -= len(before) - between.start()
        elif to["word"] in {"to", "up to"}:
            ranging = _RANGING.search(before)
            from_first = _FROM.search(before) is not None
            if ranging is None and from_first and _CHANGE_NEAR.search(_clause(low, first.start)):
                return None
            shared = to["unit"] is not None and _MAY.search(_clause(low, first.start))
            if ranging is None and not from_first and not shared and _CHANGE.search(before):
                return None
        elif to["unit"]:
            return None
    elif not _is_tight(low, gap, second.end) and not (
        _SPACED.fullmatch(gap)
        and _UNIT_AFTER.match(low, second.end)
        and not (_is_year(low, first) and (_is_year(low, second) or second.value < 1000))
    ):
        return None
    return _ordered(low, start, first, second, word=None if to is None else to["word"])


def _is_tight(low: str, gap: str, end: int) -> bool:
    """Whether only a dash parts the two: "2-3", "5%-10%", "30C-35C"; not "5k-run 10"."""
    tight = _TIGHT.fullmatch(gap)
    return tight is not None and (
        tight["unit"] is None
        or (
            low.startswith(tight["unit"], end)
            and not low[end + len(tight["unit"]) : end + len(tight["unit"]) + 1].isalpha()
        )
    )


def _same_unit(low: str, unit: str, end: int) -> bool:
    """Whether the unit between the two numbers comes again after the second ("5% to 10%")."""
    return low[end : end + len(unit) + 1].strip().startswith(unit.strip().removesuffix("s"))


def _clause(low: str, start: int) -> str:
    """Return up to 100 characters before *start* that no stop cuts off."""
    return re.split(r"[.;:!?]\s", low[max(0, start - 100) : start])[-1]


def _ordered(low: str, start: int, first: Atom, second: Atom, *, word: str | None) -> Joined | None:
    bottom, top = first.value, second.value
    if first.scale == 1.0 and second.scale > 1.0 and first.mantissa < second.mantissa:
        bottom = exact(first.mantissa, second.scale)
    if not bottom < top:
        return None
    if word == "or" and not (top - bottom == second.scale or top <= 2 * bottom):
        return None
    if word == "to" and _is_year(low, second) and not _is_year(low, first):
        return None
    return Joined(start=start, end=second.end, low=bottom, high=top)
