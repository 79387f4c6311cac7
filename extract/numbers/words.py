"""Numbers written in words: a small grammar over a run of number words."""

import re

from extract.numbers.atom import Atom, exact
from extract.numbers.lexicon import DENOMINATORS, SCALES, TENS, UNITS, word_value

_CARDINAL = "|".join(sorted([*UNITS, *TENS], key=len, reverse=True))
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_DENOMINATOR = "|".join(sorted(DENOMINATORS, key=len, reverse=True))

_AND_A_HALF = r" (?!half|third|quarter)[a-z]{3,10} and a half\b"
"""What makes "an" one and a half: "an hour and a half"."""

OPENING = (
    rf"(?:(?:{_CARDINAL})|(?:a|an)(?=[ -](?:{_SCALE}|{_DENOMINATOR})\b|{_AND_A_HALF})"
    r"|half|tens|dozens|scores|several|hundreds|thousands|millions|billions|trillions|few|couple)"
)
"""The first word of a number in words."""

_ONE_IN = re.compile(rf"one[ -]in[ -](?:every )?(?:\d|(?:{_CARDINAL})\b)")
_ONE_AND_HALF = re.compile(rf"an?(?=[ ](?!(?:{_SCALE}|{_DENOMINATOR})\b)[a-z]){_AND_A_HALF}")
_WORD = re.compile(rf"(?:{_CARDINAL}|{_SCALE})\b")
_JOIN = re.compile(r" and |-and-|[ -]|, (?=[a-z-]+ (?:hundred|thousand)\b)")
_ARTICLE = re.compile(r"an?[ -]")
_YEAR_TAIL = re.compile(r"(?:-[a-z]+)?")
"""The rest of "nineteen eighty-four", "twenty twenty"."""
_CENTURIES = frozenset(range(13, 21))
_LATER_SCALE = re.compile(rf"[ -](?P<scale>{_SCALE})\b")
_FRACTION = re.compile(
    rf"(?P<over>an?|{_CARDINAL})(?:[ -]| - )(?P<under>{_DENOMINATOR})(?P<plural>s?)\b(?!-)"
)
_OF_SCALE = re.compile(r" of an? (?P<scale>million|billion|trillion)\b")
_AND_FRACTION = re.compile(
    rf"(?: |-)and(?: |-)(?P<over>an?|{_CARDINAL})(?: |-)(?P<under>{_DENOMINATOR})(?P<plural>s?)\b"
)
_HALF = re.compile(rf"half(?:(?: an?|-an?)?[ -](?P<scale>{_SCALE})\b)?")
_HALF_FREE = re.compile(r"half(?= (?:of|the|an?|its|their|his|her|our|all|that|this|those)\b)")
_VAGUE = re.compile(
    r"(?:(?P<tens>tens|dozens|hundreds) of (?P<of>hundreds|thousands|millions|billions)"
    r"|(?P<several>several|few|couple|couple of) (?P<scale>dozen|hundred|thousand|million|billion)"
    r"|(?P<plural>dozens|hundreds|thousands|millions|billions|trillions)"
    r"|(?P<scores>scores)(?= of\b))\b"
)
_FOLD = re.compile(rf"(?P<times>{_CARDINAL}|hundred)-?fold\b")
_SHARE_BEFORE = re.compile(
    r"(?:\bby|\bto|nearly|almost|about|around|roughly|over|than|least|some|under|approximately"
    r"|estimated|only|just|another|up|down|fell|rose|the|least) $"
)
_SHARE_AFTER = re.compile(
    r" (?:of|the)\b| (?:more|less|fewer|higher|lower|larger|smaller)(?: than|[.,;]|$)"
)
"""What follows a share: "a third of", "a tenth more than"; not "a third more serious charge"."""
_NOUN_AFTER = re.compile(r"[ -](?!(?:in|from|since|to|this|last|by|on|at|over|and|as|after) )[a-z]")
_HALF_OF = re.compile(
    r"(?:first|second|third|fourth|latter|other|this|each|last|better|top|bottom|lower"
    r"|upper|the|final|northern|southern|eastern|western|every|either|one|next|in|your) $"
)
_NOT_CARDINAL_ONE = re.compile(
    r"(?:\bno|\bthe|\bthis|\bthat|\beach|\bevery|\bany|\banother|\bwhich|\bsome|\bday|\bnumber"
    r"|\bnot one|\bof one|\bnew|\bfirst|\blast|\bloved|\bphase|\bformula|\bforce)[ -]$"
)
_ONE_PRONOUN = re.compile(
    r"one(?:-(?!in-|third|half|quarter|fifth|sixth|tenth|year|month|week|day|hour|minute|bed|person"
    r"|yen|dollar|euro|pound|percent|point|seat|vote|goal|mile|litre|tonne|metre|storey|page)"
    r"|['’]|self| another\b| by one\b| on one\b| thing\b| or another\b| is\b| can\b| could\b"
    r"| should\b| must\b| has to\b)"
)


def read_words(low: str, start: int) -> tuple[Atom | None, int]:
    """Return the number in words that begins at *start* of the small-letter text, and its end.

    None stands for words that are no number here: "no one", "the second half", "a third man".
    """
    fold = _FOLD.match(low, start)
    if fold:
        times = word_value(fold["times"]) or 100.0
        return Atom(start=start, end=fold.end(), mantissa=times), fold.end()
    before = low[max(0, start - 16) : start]
    fraction = _FRACTION.match(low, start)
    if fraction and _is_fraction(low, before, fraction):
        return _read_fraction(fraction)
    if low.startswith("half", start):
        return _read_half(low, start, before)
    if _ONE_AND_HALF.match(low, start):
        end = start + low[start:].index(" ")
        return Atom(start=start, end=end, mantissa=1.5), end
    vague = _VAGUE.match(low, start)
    if vague:
        return _read_vague(vague, before)
    if (
        low.startswith("one", start)
        and not _ONE_IN.match(low, start)
        and (_NOT_CARDINAL_ONE.search(before) or _ONE_PRONOUN.match(low, start))
    ):
        return None, start + 3
    return _read_cardinal(low, start)


def _is_fraction(low: str, before: str, fraction: re.Match[str]) -> bool:
    """Tell "two-thirds", "a third of" from "a third man", "three quarters of growth"."""
    over, under, plural = fraction["over"], fraction["under"], fraction["plural"] == "s"
    many = over not in {"a", "an", "one"}
    if many != (plural or under == "halves"):
        return False
    if over in {"a", "an"}:
        of_follows = _SHARE_AFTER.match(low, fraction.end())
        return bool(
            of_follows or (_SHARE_BEFORE.search(before) and not _noun_follows(low, fraction))
        )
    if under == "quarter" and many:
        hyphen = "-" in low[fraction.end("over") : fraction.start("under")]
        return over == "three" and (hyphen or low.startswith(" of", fraction.end()))
    if over == "one" and under not in {"third", "quarter", "half"}:
        hyphen = "-" in low[fraction.end("over") : fraction.start("under")]
        return hyphen or low.startswith(" of", fraction.end())
    return True


def _noun_follows(low: str, fraction: re.Match[str]) -> bool:
    return _NOUN_AFTER.match(low, fraction.end()) is not None


def _read_fraction(fraction: re.Match[str]) -> tuple[Atom, int]:
    over = 1.0 if fraction["over"] in {"a", "an"} else word_value(fraction["over"]) or 0.0
    value, end = over / DENOMINATORS[fraction["under"]], fraction.end()
    scaled = _OF_SCALE.match(fraction.string, end)
    if scaled is not None:  # "a quarter of a trillion dollars"
        value, end = exact(value, SCALES[scaled["scale"]]), scaled.end()
    return Atom(start=fraction.start(), end=end, mantissa=value), end


def _read_half(low: str, start: int, before: str) -> tuple[Atom | None, int]:
    """Read "half a million", "half of", "half an hour"; not "the first half", "half-time"."""
    scaled = _HALF.match(low, start)
    if scaled and scaled["scale"]:
        value = exact(0.5, SCALES[scaled["scale"]])
        return Atom(start=start, end=scaled.end(), mantissa=value), scaled.end()
    free = _HALF_FREE.match(low, start) or _SHARE_BEFORE.search(before)
    if before.endswith("that ") and not _HALF_FREE.match(low, start):
        return None, start + 4  # "that half", but "says that half of his trees"
    if not free or _HALF_OF.search(before) or low[start + 4 : start + 5] == "-":
        return None, start + 4
    return Atom(start=start, end=start + 4, mantissa=0.5), start + 4


def _read_vague(vague: re.Match[str], before: str) -> tuple[Atom | None, int]:
    """Read "thousands" as 1,000 to 10,000, "tens of thousands" as 10,000 to 100,000."""
    start, end = vague.span()
    if vague["tens"]:
        factor = {"tens": 10.0, "dozens": 24.0, "hundreds": 100.0}[vague["tens"]]
        low = factor * SCALES[vague["of"][:-1]]
        top = 100.0 / 24.0 if vague["tens"] == "dozens" else 10.0
        return Atom(start=start, end=end, mantissa=low, low=low, high=float(round(low * top))), end
    if vague["several"]:
        scale = SCALES[vague["scale"]]
        if vague["several"] != "several" and not before.endswith("a "):
            return None, end
        if vague["several"].startswith("couple"):
            return Atom(start=start - 2, end=end, mantissa=2.0, scale=scale), end
        start -= 2 if before.endswith("a ") else 0
        return Atom(start=start, end=end, mantissa=2 * scale, low=2 * scale, high=10 * scale), end
    low, high = (40.0, 100.0) if vague["scores"] else (24.0, 100.0)
    if vague["plural"] and vague["plural"] != "dozens":
        low = SCALES[vague["plural"][:-1]]
        high = 10 * low
    return Atom(start=start, end=end, mantissa=low, low=low, high=high), end


def _read_cardinal(low: str, start: int) -> tuple[Atom | None, int]:
    """Read a run of cardinals and scales: "two hundred and fifty-one thousand", "a dozen"."""
    count = _Count()
    position, end, joined = start, start, ""
    article = _ARTICLE.match(low, start)
    if article:
        count.group, position = 1.0, article.end()
    while word := _WORD.match(low, position):
        if not count.take(word[0], joined):
            if joined == " " and count.group in _CENTURIES and (word_value(word[0]) or 0) >= 10:
                return None, _YEAR_TAIL.match(low, word.end()).end()  # type: ignore[union-attr]
            break
        end = word.end()
        half = _AND_FRACTION.match(low, end)
        if half and count.scales <= 1:
            return _and_fraction(low, start, count, half)
        join = _JOIN.match(low, end)
        if join is None:
            break
        joined, position = join[0], join.end()
    if end == start:
        return None, start + 1
    return Atom(start=start, end=end, mantissa=count.mantissa, scale=count.scale), end


class _Count:
    """The state of reading a run of number words: closed thousands, and the open group."""

    def __init__(self) -> None:
        self.closed = 0.0
        self.group = 0.0
        self.scale = 1.0
        self.scales = 0
        self.last = ""
        self._smallest = 1e18

    @property
    def mantissa(self) -> float:
        return (self.closed + self.group) / self.scale

    def take(self, word: str, joined: str) -> bool:
        """Add one word; return False when the grammar does not allow it here."""
        value = word_value(word)
        if value is None:
            return "and" not in joined and "," not in joined and self._take_scale(word)
        return self._take_small(value, joined)

    def _take_small(self, value: float, joined: str) -> bool:
        if "and" in joined and self.last != "scale":
            return False
        rest = self.group % 100
        after_tens = self.last == "tens" and 0 < value < 10 and rest >= 20
        if not (rest == 0 or after_tens) or (
            self.group and self.last != "scale" and not after_tens
        ):
            return False
        if self.last == "dozen":
            return False
        self.group += value
        self.scale = 1.0
        self.last = "tens" if value >= 20 else "unit"
        return True

    def _take_scale(self, word: str) -> bool:
        factor = SCALES[word]
        if self.group == 0 or factor >= self._smallest or self.last == "dozen":
            return False
        if factor < 1000:
            if self.group >= 100:
                return False
            self.group *= factor
            alone = self.closed == 0
        else:
            alone = self.closed == 0
            self.closed += self.group * factor
            self.group, self._smallest = 0.0, factor
        self.scale = factor if alone else 1.0
        self.scales += 1
        self.last = "dozen" if word == "dozen" else "scale"
        return True


def _and_fraction(low: str, start: int, count: _Count, half: re.Match[str]) -> tuple[Atom, int]:
    """Read "two and a half million" and "a million and a half"."""
    over = 1.0 if half["over"] in {"a", "an"} else word_value(half["over"]) or 0.0
    mantissa = count.mantissa + over / DENOMINATORS[half["under"]]
    scale, end = count.scale, half.end()
    later = _LATER_SCALE.match(low, end)
    if later and count.scales == 0:
        scale, end = SCALES[later["scale"]], later.end()
    return Atom(start=start, end=end, mantissa=mantissa, scale=scale), end
