"""Reads the annotated sentences of our own: names marked inline as ``[TYPE words]``."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec

from extract.language.tokens import NameType
from schemas import Span

FOLDER = Path(__file__).parent / "annotated" / "entities"
_TYPES: dict[str, NameType] = {name: name for name in get_args(NameType)}
_MARK = re.compile(r"\[([A-Z]+) ([^\[\]]+)\]")


class MarkedName(msgspec.Struct, frozen=True, kw_only=True):
    """A name of a sentence: half-open code points of its unmarked text, and the type."""

    span: Span
    type: NameType


class MarkedSentence(msgspec.Struct, frozen=True, kw_only=True):
    """One annotated sentence: text without marks, names in order."""

    register: str
    text: str
    names: tuple[MarkedName, ...]

    @property
    def held_back(self) -> bool:
        """Whether the sentence is kept from training: one in eight, by the hash of its text."""
        return int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % 8 == 0


def read_sentences(folder: Path = FOLDER) -> Iterator[MarkedSentence]:
    """Yield the sentences of every register, in file and line order.

    Raises:
        ValueError: a line is not well marked; the message names file and line.
    """
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                yield parse(line.strip(), register=path.stem, where=f"{path.name}:{number}")


def parse(line: str, *, register: str = "", where: str = "") -> MarkedSentence:
    """Return the sentence that *line* marks up.

    Raises:
        ValueError: an unknown type, an unclosed or nested mark, or white space at its edge.
    """
    parts: list[str] = []
    names: list[MarkedName] = []
    length = position = 0
    for match in _MARK.finditer(line):
        before, words = line[position : match.start()], match[2]
        if match[1] not in _TYPES or words != words.strip():
            raise ValueError(f"{where}: bad mark {match[0]!r}")
        start = length + len(before)
        names.append(
            MarkedName(span=Span(start=start, end=start + len(words)), type=_TYPES[match[1]])
        )
        parts += [before, words]
        length = start + len(words)
        position = match.end()
    parts.append(line[position:])
    text = "".join(parts)
    if "[" in text or "]" in text:
        raise ValueError(f"{where}: a mark is not closed, or one stands inside another")
    return MarkedSentence(register=register, text=text, names=tuple(names))
