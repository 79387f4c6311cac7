"""Finds the pieces of a plain text: marked or bare, line by line, on the raw characters."""

import re
from collections.abc import Callable

import msgspec

from extract.reading import lines as marks
from extract.reading.drafts import Draft, trimmed
from extract.reading.lines import Line
from schemas import Span

_LONGEST_HEADING = 300


class _Page(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of a text and the width they were wrapped at."""

    text: str
    lines: list[Line]
    width: int | None

    def content(self, index: int) -> str:
        """Return the content of line *index*, empty past the end."""
        return self.lines[index].content if index < len(self.lines) else ""

    def glued(self, index: int) -> bool:
        """Return whether line *index* exists and is not blank."""
        return 0 <= index < len(self.lines) and not self.lines[index].blank


class _Step(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader found and the line it goes on from."""

    drafts: list[Draft]
    next: int


def find_drafts(text: str) -> list[Draft]:
    """Return the pieces of *text* in order; together they cover all but marks and white space."""
    lines = marks.scan_lines(text)
    page = _Page(text=text, lines=lines, width=marks.wrap_width(lines))
    drafts: list[Draft] = []
    index = 0
    while index < len(lines):
        if lines[index].blank:
            index += 1
            continue
        step = next(found for reader in _READERS if (found := reader(page, index)) is not None)
        first, last = page.glued(index - 1), page.glued(step.next)
        for number, draft in enumerate(step.drafts):
            drafts.append(
                msgspec.structs.replace(
                    draft,
                    glued_before=first or number > 0,
                    glued_after=last or number + 1 < len(step.drafts),
                )
            )
        index = step.next
    return drafts


def _fence(page: _Page, index: int) -> _Step | None:
    opening = marks.FENCE.match(page.content(index))
    if opening is None:
        return None
    last = index + 1
    while last < len(page.lines) and not page.content(last).startswith(opening[1]):
        last += 1
    inside = [line for line in page.lines[index + 1 : last] if not line.blank]
    if not inside:
        return _Step(drafts=[], next=last + 1)
    draft = Draft(
        kind="code", start=inside[0].start, end=inside[-1].end, lines=len(inside), marked=True
    )
    return _Step(drafts=[draft], next=last + 1)


def _rule(page: _Page, index: int) -> _Step | None:
    if marks.RULE.match(page.content(index)):
        return _Step(drafts=[], next=index + 1)
    return None


def _atx(page: _Page, index: int) -> _Step | None:
    line = page.lines[index]
    mark = marks.ATX.match(line.content)
    if mark is None or len(line.content) > _LONGEST_HEADING:
        return None
    closed = line.content.rstrip("#")
    end = line.start + len(closed) if closed.endswith((" ", "\t")) else line.end
    start, end = trimmed(page.text, line.start + mark.end(), end)
    start, end, _ = unstressed(page.text, start, end)
    draft = Draft(kind="heading", start=start, end=end, level=len(mark[1]), marked=True)
    return _Step(drafts=[draft] if start < end else [], next=index + 1)


def _setext(page: _Page, index: int) -> _Step | None:
    line = page.lines[index]
    underline = marks.UNDERLINE.match(page.content(index + 1))
    if underline is None or marks.is_marked(line.content):
        return None
    # A rule drawn under the last line of a paragraph is no heading: headings are short.
    if len(line.content) > 120 or line.content.endswith("."):
        return None
    start, end, _ = unstressed(page.text, line.start, line.end)
    level = 1 if underline[1].startswith("=") else 2
    draft = Draft(kind="heading", start=start, end=end, level=level, marked=True)
    return _Step(drafts=[draft], next=index + 2)


def _quote(page: _Page, index: int) -> _Step | None:
    if not page.content(index).startswith(">"):
        return None
    drafts: list[Draft] = []
    run: list[tuple[int, int]] = []
    last = index
    while page.content(last).startswith(">"):
        line = page.lines[last]
        depth_end = line.start
        while (mark := marks.QUOTE.match(page.text, depth_end, line.end)) is not None:
            depth_end = mark.end()
        start, end = trimmed(page.text, depth_end, line.end)
        if start < end:
            run.append((start, end))
        elif run:
            drafts.append(_quoted(run))
            run = []
        last += 1
    if run:
        drafts.append(_quoted(run))
    return _Step(drafts=drafts, next=last)


def _quoted(run: list[tuple[int, int]]) -> Draft:
    return Draft(
        kind="quote", start=run[0][0], end=run[-1][1], level=1, lines=len(run), marked=True
    )


def _table(page: _Page, index: int) -> _Step | None:
    last = index
    while _is_row(page, last):
        last += 1
    rows = [number for number in range(index, last) if not _is_separator(page, number)]
    bordered = page.content(index).startswith("|")
    separated = len(rows) < last - index
    # One line with a bar in it may be a byline (“Ann Lee | Harbour Post”).
    if not rows or (len(rows) < 2 and not bordered and not separated):
        return None
    counts = {len(_cells(page.text, page.lines[number])) for number in rows}
    if not bordered and not separated and len(counts) > 1:
        return None
    drafts: list[Draft] = []
    for number in rows:
        cells = _cells(page.text, page.lines[number])
        filled = [cell for cell in cells if cell.start < cell.end]
        if not filled:
            continue
        start, end = filled[0].start, filled[-1].end
        drafts.append(
            Draft(
                kind="table_row",
                start=start,
                end=end,
                cells=tuple(_clamped(cell, start, end) for cell in cells),
                header=number == index and _is_separator(page, number + 1),
                marked=True,
            )
        )
    return _Step(drafts=drafts, next=last)


def _is_row(page: _Page, index: int) -> bool:
    content = page.content(index)
    if not content:
        return False
    if content.startswith("|") and content.count("|") > 1:
        return True
    if marks.BULLET.match(content) or marks.ATX.match(content) or content.startswith(">"):
        return False
    if _is_separator(page, index):
        return index > 0
    return marks.BARE_PIPE.search(content) is not None


def _is_separator(page: _Page, index: int) -> bool:
    content = page.content(index)
    return "|" in content and "-" in content and marks.SEPARATOR.match(content) is not None


def _cells(text: str, line: Line) -> list[Span]:
    start, end = line.start, line.end
    if text[start] == "|":
        start += 1
    if end - 1 > start and text[end - 1] == "|" and text[end - 2] != "\\":
        end -= 1
    cells: list[Span] = []
    position = start
    while True:
        bar = text.find("|", position, end)
        while bar > 0 and text[bar - 1] == "\\":
            bar = text.find("|", bar + 1, end)
        left, right = trimmed(text, start, end if bar < 0 else bar)
        left, right, _ = unstressed(text, left, right)
        cells.append(Span(start=left, end=right))
        if bar < 0:
            return cells
        start = position = bar + 1


def _clamped(cell: Span, start: int, end: int) -> Span:
    if start <= cell.start and cell.end <= end:
        return cell
    edge = start if cell.start < start else end
    return Span(start=edge, end=edge)


def _item(page: _Page, index: int) -> _Step | None:
    line = page.lines[index]
    mark = marks.BULLET.match(line.content) or marks.NUMBER.match(line.content)
    if mark is None:
        mark = marks.DASH_BULLET.match(line.content)
        if mark is None or not _has_like(page, index, marks.DASH_BULLET):
            return None
    last = index + 1
    while _continues_item(page, index, last):
        last += 1
    start, end, bold = unstressed(page.text, line.start + mark.end(), page.lines[last - 1].end)
    draft = Draft(
        kind="list_item",
        start=start,
        end=end,
        indent=line.indent,
        marker=mark[0].strip() if mark[0].strip() in _BULLETS else "1",
        lines=last - index,
        bold=bold,
        marked=True,
    )
    return _Step(drafts=[draft], next=last)


_BULLETS = frozenset("-*+•‣◦▪▫●○■□➤►▶→✓✔·∙–—")


def _has_like(page: _Page, index: int, mark: re.Pattern[str]) -> bool:
    """Return whether the next line up or down that is not blank bears *mark* too."""
    for step in (-1, 1):
        other = index + step
        while 0 <= other < len(page.lines) and page.lines[other].blank:
            other += step
        if 0 <= other < len(page.lines) and mark.match(page.content(other)):
            return True
    return False


def _is_dated(page: _Page, index: int) -> bool:
    return bool(marks.DATED.match(page.content(index))) and _has_like(page, index, marks.DATED)


def _dated_item(page: _Page, index: int) -> _Step | None:
    """Read a line of a list of events without bullets: its date is part of the item."""
    if not _is_dated(page, index):
        return None
    last = index + 1
    while _continues_paragraph(page, last):
        last += 1
    line = page.lines[index]
    draft = Draft(
        kind="list_item",
        start=line.start,
        end=page.lines[last - 1].end,
        indent=line.indent,
        marker="dated",
        lines=last - index,
    )
    return _Step(drafts=[draft], next=last)


def _continues_item(page: _Page, index: int, below: int) -> bool:
    if not page.glued(below) or marks.is_marked(page.content(below)):
        return False
    if marks.DASH_BULLET.match(page.content(below)):
        return False
    line = page.lines[below]
    if line.indent >= page.lines[index].indent + 2:
        return True
    return marks.joins(page.lines[below - 1], line, page.width)


def _paragraph(page: _Page, index: int) -> _Step:
    last = index + 1
    while _continues_paragraph(page, last):
        last += 1
    start, end = page.lines[index].start, page.lines[last - 1].end
    inner_start, inner_end, bold = unstressed(page.text, start, end)
    draft = Draft(kind="paragraph", start=inner_start, end=inner_end, lines=last - index, bold=bold)
    return _Step(drafts=[draft], next=last)


def _continues_paragraph(page: _Page, below: int) -> bool:
    if not page.glued(below) or marks.is_marked(page.content(below)):
        return False
    if marks.DASH_BULLET.match(page.content(below)) and _has_like(page, below, marks.DASH_BULLET):
        return False
    if _is_dated(page, below):
        return False
    if marks.UNDERLINE.match(page.content(below + 1)) and _setext(page, below) is not None:
        return False
    return marks.joins(page.lines[below - 1], page.lines[below], page.width)


def unstressed(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Return the span without Markdown stress marks round all of it, and whether it was strong.

    “**Key points:**” loses its marks; “**Monday:** rain” keeps them, being only partly strong.
    """
    bold = False
    for mark in ("***", "**", "__", "*", "_"):
        size = len(mark)
        inner = text[start + size : max(end - size, start + size)]
        if (
            end - start > 2 * size
            and text.startswith(mark, start)
            and text.endswith(mark, start, end)
            and mark not in inner
            and inner.strip() == inner
        ):
            start, end = start + size, end - size
            bold = bold or size > 1
    return start, end, bold


_READERS: tuple[Callable[[_Page, int], _Step | None], ...] = (
    _fence,
    _setext,
    _rule,
    _atx,
    _quote,
    _table,
    _item,
    _dated_item,
    _paragraph,
)
