"""Figures in the cells of a table: the header names the measure, the first cell the subject."""

import re

from extract.analysis import Analysis
from extract.statistics.context import Context
from schemas import Article, Block, Span

_YEARS = re.compile(r"\s*(?:1[5-9]|20)\d\d\s*")
_CALENDAR_HEADER = re.compile(
    r"\s*(?:year|date|day|month|time|period|when|season|no\.?|#|rank|id|code|week|number)s?\s*",
    re.I,
)
_NUMERIC = re.compile(
    r"\s*[~≈<>≥≤+−–-]?\s*(?:[A-Z]{0,3}[$€£¥₹]\s?)?\d[\d,. \u00a0\u202f–-]*\s?"
    r"(?:%|[A-Za-z°²³/.$€£]{1,12}(?: [A-Za-z]{1,10})?)?\s*"
)
_UNIT_IN_HEADER = re.compile(r"\(([^)]+)\)\s*$|\s(%)$")


def numeric_cell(article: Article, block: Block, position: int) -> Span | None:
    """Return the cell of a table row that holds *position* if it is a number alone."""
    for cell in block.cells:
        if cell.start <= position < cell.end:
            return cell if _NUMERIC.fullmatch(cell.of(article.text)) else None
    return None


def is_calendar_column(article: Article, block: Block, position: int) -> bool:
    """Return whether *position* lies in a column of years, dates, ranks or codes."""
    column = _column(block, position)
    header = _header(article, block, column)
    if header is not None and _CALENDAR_HEADER.fullmatch(header):
        return True
    cells = _column_cells(article, block, column)
    return bool(cells) and all(_YEARS.fullmatch(cell) for cell in cells)


def header_unit(article: Article, block: Block, position: int) -> str | None:
    """Return the unit that the column's header states in brackets: "Length (km)" gives "km"."""
    header = _header(article, block, _column(block, position))
    found = None if header is None else _UNIT_IN_HEADER.search(header)
    return None if found is None else found[1] or found[2]


def cell_context(analysis: Analysis, position: int, block: Block) -> Context | None:
    """Return measure and subject of a numeric cell, None when *position* is in another cell."""
    article = analysis.article
    if numeric_cell(article, block, position) is None:
        return None
    column = _column(block, position)
    header = _header(article, block, column)
    names = (cell.of(article.text) for i, cell in enumerate(block.cells) if i != column)
    subject = next((name for name in names if re.search(r"[^\W\d_]", name)
                    and not _NUMERIC.fullmatch(name)), None)  # fmt: skip
    measure = None if header is None else _UNIT_IN_HEADER.sub("", header).strip() or None
    return Context(of=measure, subject=subject)


def _column(block: Block, position: int) -> int:
    return next((i for i, cell in enumerate(block.cells) if cell.start <= position < cell.end), -1)


def _rows(article: Article, block: Block) -> list[Block]:
    return [b for b in article.blocks if b.kind == "table_row" and b.group == block.group]


def _header(article: Article, block: Block, column: int) -> str | None:
    head = next((row for row in _rows(article, block) if row.header), None)
    if head is None or not 0 <= column < len(head.cells):
        return None
    return head.cells[column].of(article.text).strip() or None


def _column_cells(article: Article, block: Block, column: int) -> list[str]:
    return [
        row.cells[column].of(article.text)
        for row in _rows(article, block)
        if not row.header and 0 <= column < len(row.cells)
    ]
