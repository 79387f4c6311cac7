"""Finds the pieces of a text that is HTML source itself, with spans into that source.

A `text` field must stay as it was given, so it cannot be rendered as a page would be.
"""

import re
from html.parser import HTMLParser
from itertools import accumulate

from extract.reading.drafts import Draft, trimmed
from schemas import BlockKind, Span

_TAGGED = re.compile(
    r"\s*<(?:p|div|h[1-6]|ul|ol|table|article|section|blockquote)\b[^<>]*>.*</[a-z0-9]{1,12}\s*>\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
"""“<ul class="x"> … </ul>”, not “<unk> costs rose”, not “a < b”."""

_KINDS: dict[str, BlockKind] = {
    "p": "paragraph",
    "div": "paragraph",
    "section": "paragraph",
    "article": "paragraph",
    "li": "list_item",
    "blockquote": "quote",
    "figcaption": "caption",
    "pre": "code",
    **{f"h{level}": "heading" for level in range(1, 7)},
}
_SILENT = frozenset(("script", "style", "template", "noscript"))
_DATE_WORDS = 6


def is_tagged(text: str) -> bool:
    """Return whether *text* is one piece of HTML source from end to end."""
    return _TAGGED.match(text) is not None


def find_tagged_drafts(text: str) -> list[Draft]:
    """Return the pieces of the HTML source *text* in order, spans counted in the source.

    A list item of two parts, the first short (“<span>May 2021</span><p>…”), is a row of two
    cells, so that neither span has tags in it.
    """
    finder = _Finder(text)
    finder.feed(text)
    finder.close()
    finder.flush()
    return finder.drafts


class _Finder(HTMLParser):
    """Follows the tags of a source and gathers the runs of words between them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.drafts: list[Draft] = []
        self._text = text
        self._lines = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._depth = 0
        self._silent = 0
        self._parts: list[tuple[int, int]] = []
        self._open = False
        self._row: list[Span] | None = None
        self._header = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _SILENT:
            self._silent += 1
        elif tag in ("ul", "ol"):
            self.flush()
            self._depth += 1
        elif tag == "tr":
            self.flush()
            self._row, self._header = [], True
        elif tag in ("td", "th"):
            self._open, self._parts = False, []
            self._header = self._header and tag == "th"
        elif tag in _KINDS and not (self._kind == "list_item" and tag in ("p", "div")):
            self.flush()
            self._kind = _KINDS[tag]
            self._level = int(tag[1]) if tag[1:].isdigit() else 0
        elif tag in ("p", "div", "span", "time", "br"):
            self._open = False

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th") and self._row is not None:
            position = self._position()
            start, end = (self._parts[0][0], self._parts[-1][1]) if self._parts else (position,) * 2
            self._row.append(Span(start=start, end=end))
            self._parts = []
        elif tag == "tr" and self._row is not None:
            self._close_row(self._row, header=self._header)
            self._row = None
        elif tag in ("ul", "ol"):
            self.flush()
            self._depth = max(0, self._depth - 1)
        elif tag in ("p", "div") and self._kind == "list_item":
            self._open = False
        elif tag in _KINDS:
            self.flush()
        elif tag in ("span", "time"):
            self._open = False

    def handle_data(self, data: str) -> None:
        self._take(len(data))

    def handle_entityref(self, name: str) -> None:
        self._take(len(name) + 2)

    def handle_charref(self, name: str) -> None:
        self._take(len(name) + 3)

    def _position(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _take(self, length: int) -> None:
        start, end = trimmed(
            self._text, self._position(), min(self._position() + length, len(self._text))
        )
        if start == end or self._silent:
            return
        if self._open and self._parts:
            self._parts[-1] = (self._parts[-1][0], end)
        else:
            self._parts.append((start, end))
        self._open = True

    def flush(self) -> None:
        """Close the piece that is being gathered."""
        parts, self._parts, self._open = self._parts, [], False
        kind, self._kind = self._kind, "paragraph"
        level, self._level = self._level, 0
        if not parts:
            return
        first = self._text[slice(*parts[0])]
        if kind == "list_item" and len(parts) > 1 and len(first.split()) <= _DATE_WORDS:
            rest = (parts[1][0], parts[-1][1])
            self._close_row([Span(start=a, end=b) for a, b in (parts[0], rest)], header=False)
            return
        self.drafts.append(
            Draft(
                kind=kind,
                start=parts[0][0],
                end=parts[-1][1],
                level=level,
                indent=2 * max(self._depth - 1, 0) if kind == "list_item" else 0,
                marker="-" if kind == "list_item" else "",
                marked=kind != "paragraph",
            )
        )

    def _close_row(self, cells: list[Span], *, header: bool) -> None:
        filled = [cell for cell in cells if cell.start < cell.end]
        if not filled:
            return
        start, end = filled[0].start, filled[-1].end
        clamped = (
            cell if cell.start < cell.end else Span(start=edge, end=edge)
            for cell in cells
            for edge in (min(max(cell.start, start), end),)
        )
        self.drafts.append(
            Draft(
                kind="table_row",
                start=start,
                end=end,
                cells=tuple(clamped),
                header=header,
                marked=True,
            )
        )
