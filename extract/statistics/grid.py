"""Tables as grids: rows of the reader, and columns that plain text sets with tabs or blanks."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from schemas import Article, Block, Span

NUMERIC = re.compile(
    r"\s*\(?[~≈<>≥≤+−–-]?\s*(?:[A-Z]{0,3}[$€£¥₹]\s?)?[+−–-]?\d[\d,. \u00a0\u202f–-]*\s?"
    r"(?:%|[A-Za-z°²³/.$€£]{1,12}(?: [A-Za-z]{1,10})?)?\)?\s*"
)
"""A cell that is a number alone, with its sign, currency and unit."""

_GAP = re.compile(r"\t+ *| {2,}")
_LEAST_COLUMNS = 2
_LEAST_ROWS = 2


class Row(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One row: its block and the spans of its cells, left to right."""

    block: Block
    cells: tuple[Span, ...]


class Grid(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One table: the rows of its header, top down, and those of its body."""

    heads: tuple[Row, ...]
    body: tuple[Row, ...]
    label: str | None


def grids(article: Article) -> list[Grid]:
    """Return the tables of *article*, in text order.

    Rows that the reader knows belong to one by their group. Else lines one after the other that
    tabs or runs of blanks cut into the same number of cells, all but the first with a number.
    """
    groups: dict[int | None, list[Row]] = {}
    for block in article.blocks:
        if block.kind == "table_row":
            groups.setdefault(block.group, []).append(Row(block=block, cells=block.cells))
    found = [_grid(article.text, rows) for rows in groups.values()]
    found += [_grid(article.text, rows) for rows in _set_in_text(article)]
    return found


def _set_in_text(article: Article) -> Iterable[list[Row]]:
    run: list[Row] = []
    for block in article.blocks:
        row = _cut(article.text, block)
        if run and (row is None or len(row.cells) != len(run[0].cells)):
            yield from _sound(article.text, run)
            run = []
        if row is not None:
            run.append(row)
    yield from _sound(article.text, run)


def _sound(text: str, run: list[Row]) -> Iterable[list[Row]]:
    """Yield *run* if it is a table: rows of numbers below a header without any."""
    body = [row for row in run if is_numbered(text, row)]
    if len(body) >= _LEAST_ROWS and len(run) - len(body) <= 1 and body[0] is not run[0]:
        yield run


def _cut(text: str, block: Block) -> Row | None:
    line = text[block.start : block.end]
    if block.kind != "paragraph" or "\n" in line or not _GAP.search(line):
        return None
    cells: list[Span] = []
    start = 0
    for gap in [*_GAP.finditer(line), None]:
        end = len(line) if gap is None else gap.start()
        cells.append(Span(start=block.start + start, end=block.start + end))
        start = len(line) if gap is None else gap.end()
    return Row(block=block, cells=tuple(cells)) if len(cells) >= _LEAST_COLUMNS else None


def _grid(text: str, rows: Sequence[Row]) -> Grid:
    """Return a table whose header is what is marked as one, and what goes on below it.

    The second row of a header repeats no name and no number: "2023 | | 2024 |" above
    "Sales | Growth | Sales | Growth".
    """
    first = next((i for i, row in enumerate(rows) if not row.block.header), len(rows))
    if first == 0 and rows and not is_numbered(text, rows[0]):
        first = 1
    spans = first == 1 and any(not c.of(text).strip() for c in rows[0].cells[1:])
    if spans and first < len(rows) and not is_numbered(text, rows[first]):
        first += 1
    return Grid(
        heads=tuple(rows[:first]),
        body=tuple(rows[first:]),
        label=rows[0].block.label if rows else None,
    )


def is_numbered(text: str, row: Row) -> bool:
    """Return whether a cell of *row* other than the first is a number alone."""
    return any(NUMERIC.fullmatch(cell.of(text)) for cell in row.cells[1:])
