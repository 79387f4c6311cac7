"""Drafts: pieces of a text with their spans, before titles, labels and sections are known."""

import msgspec

from schemas import BlockKind, Span


class Draft(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One piece of a text as its marks and lines show it.

    `start`, `end`: half-open code points of the content, marks left out. `indent`: columns
    before a list item's marker. `marker`: what marks a list item: its bullet, or "1" for any
    number. `lines`: how many lines of the text it runs over. `bold`: all of it is set in
    strong type. `glued_before`, `glued_after`: no blank line parts it from its neighbour.
    `marked`: its kind was given by a mark or tag, not guessed.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    indent: int = 0
    marker: str = ""
    cells: tuple[Span, ...] = ()
    header: bool = False
    lines: int = 1
    bold: bool = False
    glued_before: bool = False
    glued_after: bool = False
    marked: bool = False

    def of(self, text: str) -> str:
        """Return the characters of *text* that the draft covers."""
        return text[self.start : self.end]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``[start, end)`` without white space (and zero-width marks) at its edges."""
    while start < end and (text[start].isspace() or text[start] in "\u200b\ufeff"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200b\ufeff"):
        end -= 1
    return start, end
