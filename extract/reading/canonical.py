"""Canonical text of a marked-up article: its elements written out, with their spans."""

import re

import msgspec

from extract.reading.drafts import Draft
from schemas import BlockKind, Span

CANONICAL_VERSION = "3.0.0"
"""Raised when the same markup would give another text: spans hold for one version only."""


class Element(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of a marked-up article, its words free of markup.

    `level`: of a heading, or depth of a list item from 1. `marker`: "-", or "3." in a numbered
    list. `cells`: the words of a table row's cells. `starts`: whether it begins a new list or
    table. `glued`: nothing stood between it and the list or table below.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    marker: str = "-"
    cells: tuple[str, ...] = ()
    header: bool = False
    bold: bool = False
    starts: bool = False
    glued: bool = False
    title: bool = False


def folded(words: str) -> str:
    """Return *words* with each run of white space made one space, none at the edges."""
    return " ".join(words.replace("\u200b", "").replace("\ufeff", "").replace("\u00ad", "").split())


def serialise(elements: list[Element]) -> tuple[str, list[Draft]]:
    """Return the canonical text of *elements* and their drafts, with spans carried, not searched.

    Headings are bare lines, list items “- item” or “1. item”, table rows “| a | b |” with a
    rule below a header, quotes “> words”, code between fences; a blank line stands between
    all but the items of a list and the rows of a table.
    """
    writer = _Writer()
    for number, element in enumerate(elements):
        above = elements[number - 1] if number else None
        tight = above is not None and (_continues(above, element) or above.glued)
        below_tight = element.glued or (
            number + 1 < len(elements) and _continues(element, elements[number + 1])
        )
        writer.part(tight=tight)
        writer.element(element, glued_before=tight, glued_after=below_tight)
    return writer.text(), writer.drafts


def _continues(above: Element, element: Element) -> bool:
    return (
        above.kind == element.kind
        and element.kind in ("list_item", "table_row")
        and not element.starts
    )


class _Writer:
    """Writes elements one after another and notes where their words come to stand."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._pieces: list[str] = []
        self._length = 0

    def text(self) -> str:
        return "".join(self._pieces) + ("\n" if self._pieces else "")

    def part(self, *, tight: bool) -> None:
        if self._pieces:
            self._put("\n" if tight else "\n\n")

    def element(self, element: Element, *, glued_before: bool, glued_after: bool) -> None:
        cells: tuple[Span, ...] = ()
        indent, marker = 0, ""
        if element.kind == "table_row":
            start, end, cells = self._row(element)
        elif element.kind == "code":
            self._put("```\n")
            start, end = self._put(element.text)
            self._put("\n```")
        else:
            if element.kind == "list_item":
                indent = 2 * (max(element.level, 1) - 1)
                marker = element.marker if element.marker == "-" else "1"
                self._put(" " * indent + element.marker + " ")
            elif element.kind == "quote":
                self._put("> ")
            start, end = self._put(element.text)
        self.drafts.append(
            Draft(
                kind="title" if element.title else element.kind,
                start=start,
                end=end,
                level=1 if element.title or element.kind == "quote" else element.level,
                indent=indent,
                marker=marker,
                cells=cells,
                header=element.header,
                lines=element.text.count("\n") + 1,
                bold=element.bold,
                glued_before=glued_before,
                glued_after=glued_after,
                marked=element.kind != "paragraph",
            )
        )

    def _row(self, element: Element) -> tuple[int, int, tuple[Span, ...]]:
        spans: list[Span] = []
        self._put("|")
        for cell in element.cells:
            self._put(" ")
            start, end = self._put(cell.replace("|", "¦"))
            spans.append(Span(start=start, end=end))
            self._put(" |")
        if element.header:
            self._put("\n|" + " --- |" * len(element.cells))
        filled = [span for span in spans if span.start < span.end]
        start, end = filled[0].start, filled[-1].end
        clamped = (
            span if start <= span.start and span.end <= end else Span(start=edge, end=edge)
            for span in spans
            for edge in (start if span.start < start else end,)
        )
        return start, end, tuple(clamped)

    def _put(self, piece: str) -> tuple[int, int]:
        start = self._length
        self._pieces.append(piece)
        self._length += len(piece)
        return start, self._length


def worth_keeping(element: Element) -> bool:
    """Return whether *element* has any words."""
    words = "".join(element.cells) if element.kind == "table_row" else element.text
    return re.search(r"[^\W_]", words) is not None
