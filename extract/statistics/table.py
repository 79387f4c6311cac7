"""Figures in the cells of a table: the header names the measure, the first cell the subject."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import partial

from extract.dates import TimeExpression
from extract.statistics.context import Context
from extract.statistics.currencies import unit_named
from schemas import Article, Block, Span

_YEARS = re.compile(r"\s*(?:1[5-9]|20)\d\d\s*")
_CALENDAR_HEADER = re.compile(
    r"\s*(?:year|date|day|month|time|period|when|season|no\.?|#|rank|id|code|week|number)s?\s*",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"\s*[~≈<>≥≤+−–-]?\s*(?:[A-Z]{0,3}[$€£¥₹]\s?)?\d[\d,. \u00a0\u202f–-]*\s?"
    r"(?:%|[A-Za-z°²³/.$€£]{1,12}(?: [A-Za-z]{1,10})?)?\s*"
)
_LETTER = re.compile(r"[^\W\d_]")
_UNIT_IN_HEADER = re.compile(r"\(([^)]+)\)\s*$|,?\s(%)$")
_UNIT_AFTER_COMMA = re.compile(r",\s*([^,()]{1,24})$")
"""A unit after a comma in a header, if it is one: "Rainfall, mm"; not "Towns, rural"."""


class Tables:
    """The tables of one article: which row is the header, which columns hold the calendar."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._rows: dict[int | None, list[Block]] = {}
        for block in article.blocks:
            if block.kind == "table_row":
                self._rows.setdefault(block.group, []).append(block)
        self._calendar: dict[tuple[int | None, int], bool] = {}

    def is_numeric(self, row: Block, position: int) -> bool:
        """Return whether the cell of *row* at the code point *position* is a number alone."""
        column = _column(row, position)
        return column >= 0 and _NUMERIC.fullmatch(row.cells[column].of(self._text)) is not None

    def is_calendar(self, row: Block, position: int) -> bool:
        """Return whether *position* lies in a column of years, dates, ranks or codes."""
        key = row.group, _column(row, position)
        if key not in self._calendar:
            self._calendar[key] = self._holds_calendar(*key)
        return self._calendar[key]

    def header_unit(self, row: Block, position: int) -> str | None:
        """Return the unit that ends the header: "km" of "Length (km)" or "Length, km"."""
        header = self._header(row.group, _column(row, position))
        return None if header is None else _split(header)[1]

    def context(
        self, row: Block, position: int, times: Sequence[TimeExpression] = ()
    ) -> Context | None:
        """Return measure, subject and time of a numeric cell, None in any other cell.

        *times*: those of the article; a cell that one fills dates its row and names nothing.
        """
        if not self.is_numeric(row, position):
            return None
        column = _column(row, position)
        header = self._header(row.group, column)
        measure = None if header is None else _split(header)[0] or None
        time = next((t for t in map(partial(_time_of, times), row.cells) if t is not None), None)
        return Context(of=measure, subject=self._row_name(row, column, times), time=time)

    def _row_name(self, row: Block, column: int, times: Sequence[TimeExpression]) -> str | None:
        """Return the first other cell that is a name and no number or date."""
        names = (
            cell.of(self._text)
            for i, cell in enumerate(row.cells)
            if i != column and _time_of(times, cell) is None
        )
        return next((n for n in names if _LETTER.search(n) and not _NUMERIC.fullmatch(n)), None)

    def _header(self, group: int | None, column: int) -> str | None:
        head = next((row for row in self._rows.get(group, ()) if row.header), None)
        if head is None or not 0 <= column < len(head.cells):
            return None
        return head.cells[column].of(self._text).strip() or None

    def _holds_calendar(self, group: int | None, column: int) -> bool:
        header = self._header(group, column)
        if header is not None and _CALENDAR_HEADER.fullmatch(header):
            return True
        cells = [
            row.cells[column].of(self._text)
            for row in self._rows.get(group, ())
            if not row.header and 0 <= column < len(row.cells)
        ]
        return bool(cells) and all(_YEARS.fullmatch(cell) for cell in cells)


def _time_of(times: Sequence[TimeExpression], cell: Span) -> TimeExpression | None:
    """Return the time that fills *cell*, None when there is none with a first day."""
    first = bisect_left(times, cell.start, key=lambda t: t.start)
    time = next(iter(times[first : first + 1]), None)
    if time is None or time.first is None or time.start > cell.start + 1 or time.end < cell.end - 1:
        return None
    return time


def _split(header: str) -> tuple[str, str | None]:
    """Return a header as its measure and its unit: "Rainfall, mm" is "Rainfall" in "mm"."""
    found = _UNIT_IN_HEADER.search(header)
    if found is not None:
        return header[: found.start()].strip(), found[1] or found[2]
    found = _UNIT_AFTER_COMMA.search(header)
    if found is None or unit_named(found[1]) is None:
        return header, None
    return header[: found.start()].strip(), found[1]


def _column(row: Block, position: int) -> int:
    return next((i for i, cell in enumerate(row.cells) if cell.start <= position < cell.end), -1)
