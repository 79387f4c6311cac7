"""Timelines: tables with a column of dates, and lists whose items begin with one."""

import re
from collections.abc import Iterator

import msgspec

from extract.analysis import Analysis
from extract.dates import RowDate, read_date
from schemas import Block, Span

# Headers of the column that holds the dates; must match "Year", must not match "Up to date".
_DATE_HEADER = re.compile(r"(?:year|date|when|month|day|period|time|timeline)s?", re.IGNORECASE)
_EVENT_HEADER = re.compile(
    r".*\b(?:events?|happened|what|description|milestones?|developments?|details?|incidents?"
    r"|key facts?|highlights?|news)\b.*",
    re.IGNORECASE,
)
_PLACE_HEADER = re.compile(
    r"(?:places?|locations?|where|cit(?:y|ies)|countr(?:y|ies)|sites?|regions?|venues?)",
    re.IGNORECASE,
)
# After the date: must match ": ", " – ", " | ", "** — "; must not match " people".
_SEPARATOR = re.compile(r"[*_]{0,3}\s*(?:[:|]|[-‐‑–—]{1,2}(?=\s)|\t|\n)[*_]{0,3}\s*|[*_]{2,3}\s+")
_COMMA = re.compile(r",\s+")
_OPENING = re.compile(r"[*_\[(]{0,3}\s*")
_ADVERBIAL = re.compile(r"^(?:in|on|by|around)\s+", re.IGNORECASE)
_BARE_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")


class Row(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One row of a timeline: its date, the words of the date, and the text of the event.

    `block`: index of the block. `evidence`: the row or item. `place`: the cell of the place
    column, None without one.
    """

    block: int
    date: RowDate
    date_text: str
    event: Span
    evidence: Span
    place: Span | None = None
    table: bool = False


def timeline_rows(analysis: Analysis) -> list[Row]:
    """Return the rows of the article's timelines, in text order, none without an event."""
    rows: list[Row] = []
    for group in _groups(analysis.article.blocks):
        kinds = {block.kind for _, block in group}
        if "table_row" in kinds:
            rows.extend(_table(analysis.text, group))
        else:
            rows.extend(_list(analysis, group))
    rows.extend(_lines(analysis))
    return sorted((row for row in rows if row.event.start < row.event.end), key=_start)


def _start(row: Row) -> int:
    return row.event.start


def _groups(blocks: tuple[Block, ...]) -> Iterator[list[tuple[int, Block]]]:
    """Yield the lists and tables of an article, each as its numbered blocks."""
    found: dict[tuple[str, int], list[tuple[int, Block]]] = {}
    run = 0
    previous: Block | None = None
    for index, block in enumerate(blocks):
        if block.kind not in ("table_row", "list_item"):
            previous = None
            continue
        if block.group is None and (previous is None or previous.kind != block.kind):
            run += 1
        key = ("run", run) if block.group is None else ("group", block.group)
        found.setdefault(key, []).append((index, block))
        previous = block
    yield from found.values()


def _table(text: str, group: list[tuple[int, Block]]) -> list[Row]:
    """Return the rows of a table if its first column holds dates."""
    header = next((block for _, block in group if block.header), None)
    body = [(i, b) for i, b in group if not b.header and len(b.cells) >= 2]
    if not body:
        return []
    column = _date_column(text, header, body)
    if column is None:
        return []
    event, place = _columns(text, header, body, column)
    iso = _has_iso(b.cells[column].of(text) for _, b in body if column < len(b.cells))
    rows: list[Row] = []
    date: RowDate | None = None
    words = ""
    for index, block in body:
        if max(column, event) >= len(block.cells):
            continue
        cell = block.cells[column].of(text)
        if cell.strip():
            date, words = _read_whole(cell, iso=iso), cell.strip(" *_")
        if date is None or not block.cells[event].of(text).strip():
            continue
        rows.append(
            Row(
                block=index,
                date=date,
                date_text=words,
                event=block.cells[event],
                evidence=Span(start=block.start, end=block.end),
                place=block.cells[place]
                if place is not None and place < len(block.cells)
                else None,
                table=True,
            )
        )
    return rows


def _read_whole(cell: str, *, iso: bool, year: int | None = None) -> RowDate | None:
    """Return the date of a cell that holds nothing but a date (and a bracketed note)."""
    opening = _OPENING.match(cell)
    bare = cell[opening.end() if opening else 0 :]
    found = read_date(bare, year, iso_months=iso)
    if found is None or re.fullmatch(r"[\s*_\]).,:]*(?:\(.*\))?[\s*_]*", bare[found.end :]) is None:
        return None
    return found


def _date_column(text: str, header: Block | None, body: list[tuple[int, Block]]) -> int | None:
    """Return the first column if its cells are dates: most of them, all that say something."""
    cells = [b.cells[0].of(text).strip() for _, b in body]
    filled = [cell for cell in cells if cell]
    dated = [cell for cell in filled if _read_whole(cell, iso=False) is not None]
    titled = bool(
        header and header.cells and _DATE_HEADER.fullmatch(header.cells[0].of(text).strip(" *_"))
    )
    if not dated or 10 * len(dated) < (5 if titled else 8) * len(filled):
        return None
    # "Year | Exports | Imports" holds figures, not events: an event has words.
    others = [c.of(text) for _, b in body for c in b.cells[1:]]
    wordy = [cell for cell in others if len(re.findall(r"[^\W\d_]{2,}", cell)) >= 2]
    return 0 if wordy and 2 * len(wordy) >= len(body) else None


def _columns(
    text: str, header: Block | None, body: list[tuple[int, Block]], date: int
) -> tuple[int, int | None]:
    """Return the columns of event and place: by their headers, else the wordiest column."""
    width = max(len(b.cells) for _, b in body)
    titles = [c.of(text).strip(" *_") for c in header.cells] if header else []
    event = next(
        (i for i, t in enumerate(titles) if i != date and _EVENT_HEADER.fullmatch(t)), None
    )
    place = next(
        (i for i, t in enumerate(titles) if i != date and _PLACE_HEADER.fullmatch(t)), None
    )
    if event is None:
        sizes = [
            (sum(len(b.cells[i].of(text)) for _, b in body if i < len(b.cells)), -i)
            for i in range(width)
            if i not in (date, place)
        ]
        event = -max(sizes)[1] if sizes else 1
    return event, place


def _has_iso(cells: Iterator[str]) -> bool:
    """Return whether a column is written in ISO: then "2010-12" is a month, not a range."""
    for cell in cells:
        found = re.match(r"\s*(\d{4})-(\d\d)(?:-\d\d)?(?!\d)", cell)
        if found and (len(found.group().strip()) > 7 or int(found[2]) <= int(found[1]) % 100):
            return True
    return False


def _list(analysis: Analysis, group: list[tuple[int, Block]]) -> list[Row]:
    """Return the rows of a list whose items begin with dates; nested items take their parent's."""
    text = analysis.text
    year = _heading_year(analysis, group[0][0])
    iso = _has_iso(text[b.start : b.end] for _, b in group)
    rows: list[Row] = []
    parents: dict[int, tuple[RowDate, str]] = {}
    for index, block in group:
        evidence = Span(start=block.start, end=block.end)
        found = _dated(text, evidence, year, iso=iso, item=True)
        if found is None and rows:
            # "9 May" after "3 May 2023": the year goes on while the days do.
            before = rows[-1].date.first
            found = _dated(text, evidence, before.year, iso=iso, item=True)
            found = found if found is not None and found[0].first >= before else None
        if found is not None:
            date, words, event = found
            parents = {level: p for level, p in parents.items() if level < block.level}
            parents[block.level] = (date, words)
        else:
            above = [level for level in parents if level < block.level]
            if not above:
                parents.pop(block.level, None)
                continue
            date, words = parents[max(above)]
            event = evidence
        rows.append(Row(block=index, date=date, date_text=words, event=event, evidence=evidence))
    return rows


def _lines(analysis: Analysis) -> list[Row]:
    """Return the rows written as paragraphs or lines of a paragraph, if there are several."""
    text = analysis.text
    rows: list[Row] = []
    run: list[Row] = []
    for index, block in enumerate(analysis.article.blocks):
        if block.kind not in ("paragraph", "quote", "heading", "label", "title"):
            continue
        heads = block.kind in ("heading", "label", "title")
        year = _heading_year(analysis, index)
        for line in re.finditer(r"[^\n]+", text[block.start : block.end]):
            span = Span(start=block.start + line.start(), end=block.start + line.end())
            found = _dated(text, span, year, iso=False, item=False)
            if found is not None and block.kind != "title":
                date, words, event = found
                run.append(Row(block=index, date=date, date_text=words, event=event, evidence=span))
                heads = False
        if heads:
            # A heading that is no row ("2014 | Rebels take the port" is one) ends the timeline.
            rows += run if len(run) > 1 else []
            run = []
    return rows + (run if len(run) > 1 else [])


def _dated(
    text: str, span: Span, year: int | None, *, iso: bool, item: bool
) -> tuple[RowDate, str, Span] | None:
    """Return date, its words and the event of a line that begins with a date, else None.

    An item may put a comma after "In March 2014"; a full day needs no mark at all when the
    event begins with a capital. A paragraph needs a colon, dash or bar.
    """
    line = span.of(text)
    opening = _OPENING.match(line)
    begin = opening.end() if opening else 0
    date = read_date(line[begin:], year, iso_months=iso)
    if date is None:
        return None
    end = begin + date.end
    closing = re.match(r"[\])]{0,2}", line[end:])
    after = end + (closing.end() if closing else 0)
    separator = _SEPARATOR.match(line, after)
    if separator is None and item:
        adverbial = _ADVERBIAL.match(line[begin:])
        separator = _COMMA.match(line, after) if adverbial or date.precision == "day" else None
        if separator is None and date.precision == "day":
            separator = re.compile(r"\s+(?=[A-Z])").match(line, after)
    if separator is None:
        return None
    tail = line[separator.end() :]
    stripped = tail.strip()
    if not re.search(r"[^\W\d_]{2,}", stripped) or len(stripped) < 4:
        return None
    start = span.start + separator.end() + (len(tail) - len(tail.lstrip()))
    words = _ADVERBIAL.sub("", line[begin:end].strip(), count=1)
    return date, words, Span(start=start, end=start + len(stripped))


def _heading_year(analysis: Analysis, index: int) -> int | None:
    """Return the one year named in the label or nearest heading over a block, None if none is."""
    block = analysis.article.blocks[index]
    for words in (block.label, block.section):
        years = set(_BARE_YEAR.findall(words or ""))
        if len(years) == 1:
            return int(years.pop())
    return None
