"""Finds quotations: which marks open, which close, and which are only apostrophes."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import msgspec

from schemas import Span

DOUBLE_MARKS = re.compile(r"``|''|’’|‘‘|[“”„‟«»\"]")
"""Matches the marks of “so” and "so"; not the one in ‘so’ or o'clock."""

_OPENERS = frozenset({"“", "„", "‟", "«", "``", "‘‘"})
_CLOSERS = frozenset({"”", "»", "’’"})
_FAMILY = (
    dict.fromkeys("“”„‟", "curly")
    | dict.fromkeys("«»", "angle")
    | dict.fromkeys(("``", "''", "‘‘", "’’"), "typed")
    | {'"': "straight"}
)

_SINGLE_OPEN = re.compile(r"(?<![\w’'])[‘'](?=[^\s’'])")
"""Matches the first mark of ‘so’; not the one in don't, nor the second of ''so''."""

_ELISION = re.compile(r"[‘’'](?:\d\d?s?\b|em\b|til\b|cause\b|tis\b|twas\b|n[’'])", re.IGNORECASE)
"""Matches ’90s, 'em, 'n'; not 'emperor'."""

_SINGLE_CLOSE = re.compile(r"(?<=[^\s])[’'](?![\w’'])")
"""Matches the last mark of ‘so’; not the one in don’t. The one in “the boys’ room” matches too
and is told apart by what follows."""

_LONGEST_SINGLE = 600
"""Single quotes longer than this, in characters, are taken for two stray apostrophes."""


class Quotation(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A passage between quote marks, nested quotations included in the outer one.

    `start`, `end`: code points with the marks; `inner_start`, `inner_end`: without them.
    `closed` is False when the speech goes on in the next paragraph without a closing mark.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    double: bool

    def covers(self, position: int) -> bool:
        """Return whether the code point *position* lies between the marks, marks included."""
        return self.start <= position < self.end


class Quotations:
    """The outermost quotations of a text, in text order, none overlapping another."""

    def __init__(self, found: Iterable[Quotation]) -> None:
        self.all = tuple(found)
        self._starts = [quotation.start for quotation in self.all]

    def __iter__(self) -> Iterator[Quotation]:
        return iter(self.all)

    def at(self, position: int) -> Quotation | None:
        """Return the quotation that covers the code point *position*."""
        index = bisect_right(self._starts, position) - 1
        if index >= 0 and self.all[index].covers(position):
            return self.all[index]
        return None

    def within(self, start: int, end: int) -> list[Quotation]:
        """Return the quotations that share at least one character with ``[start, end)``."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        found: list[Quotation] = []
        while index < len(self.all) and self.all[index].start < end:
            if self.all[index].end > start:
                found.append(self.all[index])
            index += 1
        return found

    def inside(self, start: int, end: int) -> list[Span]:
        """Return the stretches of ``[start, end)`` that stand between marks, marks left out."""
        spans: list[Span] = []
        for quotation in self.within(start, end):
            first, last = max(start, quotation.inner_start), min(end, quotation.inner_end)
            if first < last:
                spans.append(Span(start=first, end=last))
        return spans


def find_quotations(text: str, paragraphs: list[Span]) -> Quotations:
    """Return the quotations of *text*. None crosses the bounds of the *paragraphs*, in order.

    A mark left open at the end of a paragraph makes a quotation only when it stood at the
    paragraph's start or the next paragraph reopens it; else it is taken for a slip.
    """
    found: list[Quotation] = []
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        goes_on = following is not None and (
            _opens(text, following.start) or _stray_close(text, following) is not None
        )
        doubles = list(_doubles(text, paragraph, goes_on=goes_on))
        if found and not found[-1].closed and (not doubles or doubles[0].start > paragraph.start):
            close = _stray_close(text, paragraph)
            if close is not None and index and found[-1].end == paragraphs[index - 1].end:
                start = paragraph.start
                doubles = [_quotation(start, start, *close), *doubles]
        singles = list(_singles(text, paragraph, doubles))
        outer = Quotations(singles)
        found.extend(double for double in doubles if outer.at(double.start) is None)
        found.extend(singles)
    found.sort(key=lambda quotation: quotation.start)
    return Quotations(found)


def _stray_close(text: str, paragraph: Span) -> tuple[int, int] | None:
    """Return the span of a closing mark that nothing in its paragraph opens.

    Speech broken over paragraphs without a mark at the head of the second one ends so.
    """
    mark = DOUBLE_MARKS.search(text, paragraph.start, paragraph.end)
    if mark is None or mark.start() == paragraph.start:
        return None
    if _may_open(text, mark, paragraph) or not _may_close(text, mark, paragraph):
        return None
    return mark.start(), mark.end()


def _opens(text: str, position: int) -> bool:
    mark = DOUBLE_MARKS.match(text, position)
    return mark is not None and mark.group() not in _CLOSERS


def _doubles(text: str, paragraph: Span, *, goes_on: bool) -> Iterator[Quotation]:
    """Yield the outermost double-quoted passages of one paragraph."""
    marks = list(DOUBLE_MARKS.finditer(text, paragraph.start, paragraph.end))
    index = 0
    while index < len(marks):
        mark = marks[index]
        if not _may_open(text, mark, paragraph):
            index += 1
            continue
        close = _closing(text, marks, index, paragraph)
        odd = _odd_closing(text, marks, index, paragraph)
        if odd is not None and (close is None or text[marks[odd].start() - 1] in ",.!?…"):
            close = odd
        if close is not None:
            yield _quotation(mark.start(), mark.end(), marks[close].start(), marks[close].end())
            index = close + 1
            continue
        rest = marks[index + 1 :]
        at_start = not text[paragraph.start : mark.start()].strip()
        if not rest and (at_start or goes_on) and mark.end() < paragraph.end:
            end = paragraph.end
            yield _quotation(mark.start(), mark.end(), end, end, closed=False)
        index += 1


def _quotation(  # four edges of one thing, in text order
    start: int,
    inner_start: int,
    inner_end: int,
    end: int,
    *,
    closed: bool = True,
    double: bool = True,
) -> Quotation:
    return Quotation(
        start=start,
        end=end,
        inner_start=inner_start,
        inner_end=max(inner_start, inner_end),
        closed=closed,
        double=double,
    )


def _may_open(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    glyph = mark.group()
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    if glyph in _OPENERS:
        return True
    if glyph in _CLOSERS:  # ”So,” he said: a closing mark typed for an opening one
        return before.isspace() and not after.isspace()
    return not after.isspace()


def _may_close(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    glyph = mark.group()
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    if glyph in _OPENERS:  # “So, “ he said: an opening mark typed for a closing one
        return not before.isspace() and not after.isalnum() and mark.start() > paragraph.start
    if glyph in _CLOSERS:
        return True
    return not (before.isspace() and not after.isspace())


def _closing(text: str, marks: list[re.Match[str]], index: int, paragraph: Span) -> int | None:
    """Return the index of the mark that closes ``marks[index]``, None when none does."""
    family = _FAMILY[marks[index].group()]
    depth = 1
    for place in range(index + 1, len(marks)):
        mark = marks[place]
        if _FAMILY[mark.group()] != family:
            continue
        if _may_close(text, mark, paragraph):
            depth -= 1
            if depth == 0:
                return place
        elif _nests(text, marks, place, paragraph):
            depth += 1
        else:
            return None
    return None


def _odd_closing(text: str, marks: list[re.Match[str]], index: int, paragraph: Span) -> int | None:
    """Return the next mark if it closes in another style: “We lost," she said."""
    following = marks[index + 1 :]
    family = _FAMILY[marks[index].group()]
    if not following or any(_FAMILY[mark.group()] == family for mark in following[:1]):
        return None
    mark = following[0]
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    before = text[mark.start() - 1]
    closes = _may_close(text, mark, paragraph) and not before.isspace() and not after.isalnum()
    return index + 1 if closes else None


def _nests(text: str, marks: list[re.Match[str]], place: int, paragraph: Span) -> bool:
    """Whether an opening mark met inside a quotation has a partner besides the outer one's.

    “He called me “chief”,” she said: nested. “So, she said. “Then …”: the first was never closed.
    """
    closers = 0
    for mark in marks[place + 1 :]:
        if _FAMILY[mark.group()] != _FAMILY[marks[place].group()]:
            continue
        if not _may_close(text, mark, paragraph):
            break
        closers += 1
    return closers >= 2


def _singles(text: str, paragraph: Span, doubles: list[Quotation]) -> Iterator[Quotation]:
    """Yield the single-quoted passages that stand outside the double-quoted ones."""
    quoted = Quotations(doubles)
    position = paragraph.start
    while position < paragraph.end:
        mark = _SINGLE_OPEN.search(text, position, paragraph.end)
        if mark is None:
            return
        position = mark.end()
        around = quoted.at(mark.start())
        if around is not None:
            position = around.end
            continue
        if _ELISION.match(text, mark.start()):
            continue
        limit = min(paragraph.end, mark.end() + _LONGEST_SINGLE)
        ahead = quoted.within(mark.end(), limit)
        limit = ahead[0].start if ahead else limit
        close = _single_close(text, mark.end(), limit)
        if close is None and ahead:
            close = _close_beyond(text, mark, quoted, paragraph)
        if close is not None:
            yield _quotation(mark.start(), mark.end(), close, close + 1, double=False)
            position = close + 1


def _close_beyond(
    text: str, mark: re.Match[str], doubles: Quotations, paragraph: Span
) -> int | None:
    """Return where speech in single marks closes that holds double ones: ‘They “won”,’ she said.

    The mark must open a sentence and the last one end speech, so that no apostrophe is taken.
    """
    if not text[mark.end() : mark.end() + 1].isupper():
        return None
    limit = min(paragraph.end, mark.end() + _LONGEST_SINGLE)
    position = mark.end()
    for double in doubles.within(mark.end(), limit):
        close = _single_close(text, position, double.start)
        if close is not None:
            return close
        position = double.end
    close = _single_close(text, position, limit)
    speech = close is not None and text[close - 1] in ",.?!…—"
    return close if speech else None


def _single_close(text: str, start: int, limit: int) -> int | None:
    """Return where a single quotation opened before *start* closes.

    “the ‘voters’ choice’ award”: a mark after s before a lower-case word may be a possessive,
    so a later mark that cannot be one is preferred.
    """
    possessive: int | None = None
    for mark in _SINGLE_CLOSE.finditer(text, start, limit):
        reopened = _SINGLE_OPEN.search(text, start, mark.start())
        if reopened is not None and possessive is not None:
            break
        place = mark.start()
        if text[place - 1] in "sS" and re.match(r" [a-z]", text[place + 1 : place + 3]):
            possessive = place if possessive is None else possessive
            continue
        return place
    return possessive
