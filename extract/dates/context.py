"""What surrounds an expression: the day of publication, the dates before it, the tense."""

import datetime as dt
from typing import NamedTuple, Self

from extract.dates.expression import Basis, TimeType
from extract.dates.lexicon import (
    DETERMINERS,
    FUTURE_WORDS,
    MODALS,
    NO_PARTICIPLES,
    PAST_WORDS,
    WEEKDAYS,
)
from extract.dates.periods import Period, Unit
from extract.dates.scan import CODE, NAME, Scan

_REACH = 14
"""How many words the look for a tense goes, within the sentence."""

_NARRATIVE = 40
"""How many words a year told carries to a bare month."""

RANK = {
    "day": 0,
    "week": 1,
    "month": 2,
    "quarter": 3,
    "season": 3,
    "year": 4,
    "decade": 5,
    "vague": 6,
}
UNIT_RANK = {"D": 0, "W": 1, "WE": 1, "FN": 1, "M": 2, "Q": 3, "Y": 4, "E": 5, "C": 6, "L": 6}

_AHEAD = frozenset(
    {("is", "to"), ("are", "to"), ("is", "set"), ("are", "set"), ("set", "to"), ("set", "for")}
    | {("to", "be"), ("early", "as"), ("soon", "as"), ("supposed", "to")}
)
"""Pairs of words before what lies ahead: "is to resume on Monday", "as early as Monday"."""

_BREAK, _STOP, _DOT, _MAY = CODE["brk"], CODE["stop"], CODE["dot"], CODE["maymonth"]


class Reading(NamedTuple):
    """What an expression means: TIMEX3 type and value, and the calendar where it has one."""

    type: TimeType
    value: str
    period: Period | None = None
    basis: Basis = "relative"

    @classmethod
    def of(cls, period: Period, *, explicit: bool = False) -> Self:
        """Return the reading that names a period of the calendar."""
        return cls("DATE", period.value, period, "explicit" if explicit else "relative")


class Phrase:
    """The words of one match: half-open word indexes `first` and `last` of a scan."""

    def __init__(self, scan: Scan, first: int, last: int) -> None:
        self.scan = scan
        self.first = first
        self.last = last
        self.kinds = [NAME[code] for code in scan.classes[first:last]]

    def has(self, *kinds: str) -> bool:
        """Return whether a word is of one of the classes."""
        return any(kind in kinds for kind in self.kinds)

    def worth(self, *kinds: str) -> str | None:
        """Return the worth of the first word of one of the classes."""
        for offset, kind in enumerate(self.kinds):
            if kind in kinds:
                return self.scan.worths[self.first + offset]
        return None

    def worths(self, *kinds: str) -> list[str]:
        """Return the worths of all words of the classes, in order."""
        base = self.first
        return [self.scan.worths[base + i] for i, kind in enumerate(self.kinds) if kind in kinds]

    def number(self, *kinds: str) -> int | None:
        """Return the first worth of the classes as a whole number."""
        found = self.worth(*kinds)
        return int(found) if found is not None and found.isdecimal() else None

    def before(self, distance: int = 1) -> str:
        """Return the lower-cased word some places before the phrase, empty at a break."""
        index = self.first - distance
        return self.scan.lower[index] if index >= 0 else ""

    def after(self, distance: int = 0) -> str:
        """Return the lower-cased word some places after the phrase, empty at the end."""
        index = self.last + distance
        return self.scan.lower[index] if index < len(self.scan.lower) else ""

    def after_text(self) -> str:
        """Return the word after the phrase as written, empty at the end."""
        index = self.last
        scan = self.scan
        return scan.text[scan.starts[index] : scan.ends[index]] if index < len(scan.ends) else ""

    def before_text(self) -> str:
        """Return the word before the phrase as written, empty at the start."""
        index = self.first - 1
        scan = self.scan
        return scan.text[scan.starts[index] : scan.ends[index]] if index >= 0 else ""


class Context:
    """The day of publication and the last date told, as the reading goes through a text."""

    def __init__(self, scan: Scan, published: dt.date | None) -> None:
        self.scan = scan
        self.published = published
        self._told: dict[str, tuple[int, Period]] = {}
        self._frame: tuple[int, Period] | None = None
        self._quarters: list[tuple[int, Period]] = []

    def tell(self, period: Period, first: int, last: int) -> None:
        """Make a period, told by words `first` to `last`, one that later words hang on."""
        self._told[period.precision] = (last, period)
        if period.precision == "quarter":
            self._quarters = [*self._quarters[-3:], (last, period)]
        lower, classes = self.scan.lower, self.scan.classes
        led = first > 0 and lower[first - 1] in ("in", "on", "by", "during", "from")
        opens = first == 1 or (first > 1 and classes[first - 2] in (_BREAK, _STOP, _DOT))
        if led and opens:
            self._frame = (last, period)
        elif RANK[period.precision] <= RANK["year"] and self._frame is not None:
            near = period.first.year == self._frame[1].first.year
            self._frame = (last, period) if near else self._frame

    def anchor(self, at: int, unit: Unit = "D") -> Period | None:
        """Return the last date told before word `at`, as fine as a unit, a paragraph back at most.

        "In 2019 … a day later" has no anchor: a day cannot be reckoned from a year.
        """
        fine = [told for name, told in self._told.items() if RANK[name] <= UNIT_RANK[unit]]
        if not fine:
            return None
        told_at, period = max(fine, key=lambda told: told[0])
        return None if self._breaks(told_at, at) > 1 else period

    def quarter(self, at: int) -> Period | None:
        """Return the newest of the quarters told, a paragraph back at most.

        "Profit rose in the third quarter from $3m a year earlier. The latest period …": not the
        quarter told last, which is the one compared with.
        """
        near = [quarter for told, quarter in self._quarters if self._breaks(told, at) <= 1]
        return max(near, key=lambda quarter: quarter.first, default=None)

    def year_told(self, at: int) -> int | None:
        """Return the year that frames word `at`, if it is long past.

        "In 2014 the town fell. In June …" is June 2014: a date that opens a sentence frames
        what follows it. "A 1990 car" frames nothing, nor does a date of the last year.
        """
        if self._frame is None:
            return None
        told_at, period = self._frame
        if RANK[period.precision] > RANK["year"] or at - told_at > _NARRATIVE:
            return None
        if self._breaks(told_at, at):
            return None
        recent = self.published is not None and (self.published - period.last).days <= 366
        return None if recent else period.first.year

    def _breaks(self, first: int, last: int) -> int:
        return self.scan.classes.count(_BREAK, first, last)

    def direction(self, phrase: Phrase) -> int:
        """Return 1 where the words around speak of the future, -1 of the past, else 0.

        The nearest telling word before the phrase decides ("said Monday that he will go":
        -1), then the nearest after it, both within the sentence.
        """
        return self.tense_before(phrase, _REACH) or self._tense_after(phrase)

    def tense_before(self, phrase: Phrase, reach: int) -> int:
        """Return the direction that the words before a phrase give, at most `reach` back."""
        for index in range(phrase.first - 1, max(-1, phrase.first - 1 - reach), -1):
            if _ends_sentence(self.scan, index):
                return 0
            found = _tense(self.scan, index, ahead=False)
            if found:
                return found
        return 0

    def _tense_after(self, phrase: Phrase) -> int:
        for index in range(phrase.last, min(len(self.scan.lower), phrase.last + _REACH)):
            if _ends_sentence(self.scan, index):
                return 0
            found = _tense(self.scan, index, ahead=True)
            if found:
                return found
        return 0


def _ends_sentence(scan: Scan, index: int) -> bool:
    code = scan.classes[index]
    if code in (_BREAK, _STOP):
        return True
    if code != _DOT or index == 0:
        return False
    # The dot of "Gen." or "U.S." ends no sentence; short capitalised words are taken for those.
    return len(scan.lower[index - 1]) > 3 or not scan.text[scan.starts[index - 1]].isupper()


def _tense(scan: Scan, index: int, *, ahead: bool) -> int:
    lower = scan.lower
    word = lower[index]
    if word in FUTURE_WORDS:
        return int(scan.classes[index] != _MAY)
    before = lower[index - 1] if index else ""
    following = lower[index + 1] if index + 1 < len(lower) else ""
    if before == "be":
        return 0  # "will be held": what stands before "be" tells
    if word in PAST_WORDS:
        return 0 if before in MODALS else -1  # "will shut", "to cut"
    if (word, following) in _AHEAD or (word == "by" and following in WEEKDAYS):
        return 1
    if word == "planned":
        return 0 if ahead else 1
    participle = len(word) > 4 and word.endswith("ed") and not word.endswith("eed")
    told = participle and before != "to" and before not in DETERMINERS
    return -1 if told and word not in NO_PARTICIPLES else 0
