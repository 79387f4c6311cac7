"""Spans of an article's text."""

from typing import Annotated

from schemas.base import Struct, about

Start = Annotated[
    int,
    about(
        "First character, counted in Unicode code points of the article's text from 0.",
        unit="code points",
        ge=0,
    ),
]
End = Annotated[
    int,
    about(
        "One past the last character, counted in Unicode code points of the article's text.",
        unit="code points",
        ge=0,
    ),
]


class Span(Struct, frozen=True, kw_only=True):
    """A half-open stretch ``[start, end)`` of an article's text, in Unicode code points."""

    start: Start
    end: End

    def of(self, text: str) -> str:
        """Return the characters of *text* that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Return whether *other* lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end
