"""The canonical text of a query: what two people who mean the same would both have written."""

import bisect
import re

from schemas.base import Struct

# One piece of DuckDB's lexical grammar at a time. What stands between quotes is kept as it is.
#   kept:    'it''s'   e'it\'s'   "a ""b"""   $$ text $$   $tag$ text $tag$
#   blank:   white space of any kind, -- to the end of the line, /* up to */
# A comment that opens another one (/* /* */) or never ends is left to DuckDB to judge.
_PIECE = re.compile(
    r"""
      (?P<kept>
          \b[eE]'(?:[^'\\]|\\.|'')*'
        | '(?:[^']|'')*'
        | "(?:[^"]|"")*"
        | \$(?P<tag>\w*)\$ .*? \$(?P=tag)\$
      )
    | (?P<blank> (?: \s | --[^\n]*(?:\n|\Z) | /\*(?:(?!/\*|\*/).)*\*/ )+ )
    | (?P<word> \w+ )
    """,
    re.VERBOSE | re.DOTALL,
)


class CanonicalText(Struct, frozen=True, kw_only=True):
    """A query with blanks and comments reduced, and the way back to the text as written.

    This text is what runs, so a stored result is right for whoever sends the same text,
    whether or not the reduction reads a comment as DuckDB does.
    """

    text: str
    starts: tuple[int, ...]
    """Where each piece begins in `text`, ascending, in code points."""
    origins: tuple[int, ...]
    """Where that piece begins in the text as written."""

    def origin(self, position: int) -> int:
        """Return where in the text as written *position* of `text` stands, in code points."""
        piece = bisect.bisect_right(self.starts, position) - 1
        return self.origins[piece] + position - self.starts[piece] if piece >= 0 else position


def canonical(written: str) -> CanonicalText:
    """Return *written* without comments, outer blanks and closing semicolons.

    A run of blanks becomes one space, or one line feed where it held any: `'a'` and `'b'` on
    two lines are one string in SQL, on one line a mistake. Letters keep their case, as names
    of columns in the answer come from them.
    """
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = end = 0

    def add(piece: str, origin: int) -> None:
        nonlocal length
        if piece:
            starts.append(length)
            origins.append(origin)
            pieces.append(piece)
            length += len(piece)

    for match in _PIECE.finditer(written):
        add(written[end : match.start()], end)
        blank = match["blank"]
        if blank is None:
            add(match[0], match.start())
        elif pieces:
            add("\n" if "\n" in blank else " ", match.start())
        end = match.end()
    add(written[end:], end)
    while pieces and not pieces[-1].strip(" \n;"):
        for listed in (pieces, starts, origins):
            listed.pop()
    if pieces:
        pieces[-1] = pieces[-1].rstrip(" \n;")
    return CanonicalText(text="".join(pieces), starts=tuple(starts), origins=tuple(origins))
