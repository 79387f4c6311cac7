"""Reads the annotated articles of our own: who said what, marked inline.

``{s1:The mayor} {c1:said} {t1:that the bridge would open}.`` marks source, cue and content of
attribution 1; ``b`` marks the cue of a belief, intention or attitude, which no act of speech
tells. Marks nest and never cross; one content may stand in several pieces.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from schemas import Span

FOLDER = Path(__file__).parent / "annotated" / "attributions"
_TOKEN = re.compile(r"\{([scbt])(\d+):|\{|\}|[^{}]+")
_HELD_BACK_ONE_IN = 6


class MarkedAttribution(msgspec.Struct, frozen=True, kw_only=True):
    """One attribution: half-open code points of the unmarked article, in text order.

    `speech`: whether something was said or written, rather than believed or meant. `speaker`:
    the fullest name in the article, None if there is no source.
    """

    number: int
    speech: bool
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None


class MarkedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """One annotated article: paragraphs parted by blank lines, attributions by number."""

    id: str
    register: str
    text: str
    attributions: tuple[MarkedAttribution, ...]

    @property
    def held_back(self) -> bool:
        """Whether the article is kept from training: one in six, by the hash of its text."""
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        return int(digest, 16) % _HELD_BACK_ONE_IN == 0


def read_articles(folder: Path = FOLDER) -> Iterator[MarkedArticle]:
    """Yield the articles of every file, in file order; ids are ``file/id``.

    Raises:
        ValueError: an article is not well marked; the message names the article and the mark.
    """
    for path in sorted(folder.glob("*.txt")):
        for part in re.split(r"(?m)^# ", path.read_text(encoding="utf-8"))[1:]:
            yield parse(part, file=path.stem)


def parse(source: str, *, file: str = "") -> MarkedArticle:
    """Return the article of *source*: a line ``id register``, marked text, a line of speakers.

    Raises:
        ValueError: a mark is unclosed or unknown, an attribution has no content, or the
            speakers named are not those of the attributions.
    """
    title, _, body = source.partition("\n")
    name, _, register = title.partition(" ")
    where = f"{file}/{name}"
    marked, _, speakers_line = body.strip().rpartition("\n= ")
    if not marked:
        marked, speakers_line = body.strip().removesuffix("\n="), ""
    text, pieces = _unmark(marked.strip(), where)
    speakers = _speakers(speakers_line, where)
    if set(speakers) != set(pieces):
        odd = sorted(set(speakers) ^ set(pieces))
        raise ValueError(f"{where}: speakers and attributions differ in {odd}")
    found = tuple(
        _attribution(number, pieces[number], speakers[number], where) for number in sorted(pieces)
    )
    return MarkedArticle(id=where, register=register.strip(), text=text, attributions=found)


def _unmark(marked: str, where: str) -> tuple[str, dict[int, dict[str, list[Span]]]]:
    parts: list[str] = []
    length = 0
    open_marks: list[tuple[str, int, int]] = []
    found: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for match in _TOKEN.finditer(marked):
        if match[1]:
            open_marks.append((match[1], int(match[2]), length))
        elif match[0] == "}":
            if not open_marks:
                raise ValueError(f"{where}: a mark is closed that was not opened")
            letter, number, start = open_marks.pop()
            found[number][letter].append(Span(start=start, end=length))
        elif match[0] == "{":
            raise ValueError(f"{where}: unknown mark {marked[match.start() : match.end() + 12]!r}")
        else:
            parts.append(match[0])
            length += len(match[0])
    if open_marks:
        raise ValueError(f"{where}: mark {open_marks[0][:2]} is not closed")
    return "".join(parts), {number: dict(letters) for number, letters in found.items()}


def _speakers(line: str, where: str) -> dict[int, str | None]:
    speakers: dict[int, str | None] = {}
    for entry in filter(None, (part.strip() for part in line.split(" | "))):
        number, _, name = entry.partition(" ")
        if not number.isdigit() or not name:
            raise ValueError(f"{where}: bad speaker {entry!r}")
        speakers[int(number)] = None if name == "-" else name
    return speakers


def _attribution(
    number: int, letters: dict[str, list[Span]], speaker: str | None, where: str
) -> MarkedAttribution:
    if "t" not in letters:
        raise ValueError(f"{where}: attribution {number} has no content")
    ordered = {
        letter: tuple(sorted(spans, key=lambda s: s.start)) for letter, spans in letters.items()
    }
    return MarkedAttribution(
        number=number,
        speech="b" not in letters,
        source=ordered.get("s", ()),
        cue=ordered.get("c", ()) or ordered.get("b", ()),
        content=ordered["t"],
        speaker=speaker,
    )
