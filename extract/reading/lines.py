"""Lines of a plain text, and what the marks on a line say."""

import re
from itertools import pairwise
from statistics import quantiles

import msgspec

from extract.reading.drafts import trimmed

ATX = re.compile(r"(#{1,6})[ \t]+(?=\S)")
"""“## Aftermath”, not “#aftermath” (a hashtag)."""

FENCE = re.compile(r"(`{3,}|~{3,})[^`]*$")
"""“```python”, not “```inline```”."""

RULE = re.compile(r"(?:[-*_=~•·][ \t]*){3,}$")
"""“* * *” and “-----”, not “--”."""

UNDERLINE = re.compile(r"(=+|-{2,})$")
"""“=====” under a title, not “= a”."""

BULLET = re.compile(r"([-*+•‣◦▪▫●○■□➤►▶→✓✔·∙])(?:[ \t\u00a0]+)(?=\S)")
"""“- bread”, not “-5 degrees” and not “*stressed*”."""

DASH_BULLET = re.compile(r"([–—])(?:[ \t\u00a0]+)(?=\S)")
"""“– bread”; alone it may be speech (“— Where to?”), so a list needs two of them."""

NUMBER = re.compile(r"(?:\(?\d{1,3}[.)]|(?!\(c\))\(?[a-z]\))(?:[ \t\u00a0]+)(?=\S)")
"""“3. Vote”, “(b) Vote”, not “(c) Harbour Post”, “2024. A year” or “3.5 million”."""

QUOTE = re.compile(r">[ \t]?")
"""“> He left.”, not “5 > 4”."""

SEPARATOR = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
"""“|---|:-:|”; a rule of bare hyphens needs a row of cells above it to count."""

BARE_PIPE = re.compile(r"(?:[ \t]\|[ \t]|\t\|)")
"""“2014 | Fall of Mosul”, not “a|b”."""

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[0-9]|20)\d\d"
DATED = re.compile(
    rf"(?:(?:(?:early|mid|late|spring|summer|autumn|fall|winter)[ -])?"
    rf"(?:(?:{_DAY} )?{_MONTH}(?: {_DAY})?,? )?{_YEAR}s?"
    rf"|{_DAY} {_MONTH}|{_MONTH} {_DAY}|\d{{4}}-\d\d-\d\d)"
    r"(?::| ?[–—]| -)[ \t]+(?=\S)",
    re.IGNORECASE,
)
"""“June 2021 – Pumping begins”, not “2021 was dry”; alone it may be a dateline, so a list of
events needs two of them."""

_TERMINAL = re.compile(r"[.!?…][\"”’')\]]*$")
_WRAPPED_AT_MOST = 110
_WRAPPED_AT_LEAST = 40


class Line(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One line of a text: its content's span without white space at the edges, and its indent.

    `start` equals `end` on a blank line. `indent` counts columns, a tab filling up to four.
    """

    start: int
    end: int
    indent: int
    content: str

    @property
    def blank(self) -> bool:
        """Whether the line holds only white space."""
        return self.start == self.end


def scan_lines(text: str) -> list[Line]:
    """Return the lines of *text*, in order, blank ones included."""
    lines: list[Line] = []
    position = 0
    for raw in text.splitlines(keepends=True):
        start, end = trimmed(text, position, position + len(raw))
        indent = 0
        for character in text[position:start]:
            indent = indent + 4 - indent % 4 if character == "\t" else indent + 1
        lines.append(Line(start=start, end=end, indent=indent, content=text[start:end]))
        position += len(raw)
    return lines


def ends_sentence(content: str) -> bool:
    """Return whether *content* ends in sentence punctuation, closing quotes aside."""
    return _TERMINAL.search(content) is not None


def wrap_width(lines: list[Line]) -> int | None:
    """Return the column at which the text's paragraphs were hard-wrapped, None if they were not.

    Only lines with another line right below them can have been wrapped. Where most of those
    end a sentence, or had room for the next word, each line is a paragraph of its own.
    """
    broken = [
        (len(line.content), len(below.content.split(None, 1)[0]), ends_sentence(line.content))
        for line, below in pairwise(lines)
        if not line.blank and not below.blank and not is_marked(line.content)
    ]
    if not broken:
        return None
    lengths = sorted(length for length, _, _ in broken)
    width = lengths[-1] if len(lengths) < 20 else round(quantiles(lengths, n=50)[-1])
    if not _WRAPPED_AT_LEAST <= width <= _WRAPPED_AT_MOST:
        return None
    finished = sum(ends for _, _, ends in broken)
    full = sum(length + 1 + word > width for length, word, _ in broken)
    return width if finished <= 0.6 * len(broken) and full >= 0.6 * len(broken) else None


def is_marked(content: str) -> bool:
    """Return whether a mark says what the line is, so that it joins no paragraph."""
    return bool(
        ATX.match(content)
        or FENCE.match(content)
        or RULE.match(content)
        or BULLET.match(content)
        or NUMBER.match(content)
        or content.startswith((">", "|"))
        or BARE_PIPE.search(content)
    )


def joins(above: Line, below: Line, width: int | None) -> bool:
    """Return whether *below* goes on with the paragraph of *above*, the line right over it.

    A writer's own line break leaves room for the next word; a wrapping program's does not.
    """
    if above.content.endswith(":") and len(above.content) < _WRAPPED_AT_LEAST:
        return False
    first = below.content.split(None, 1)[0]
    if first[0].islower() and len(above.content) >= _WRAPPED_AT_LEAST:
        return True
    return width is not None and len(above.content) + 1 + len(first) > width
