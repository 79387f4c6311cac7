"""Our own annotated sentences: texts with the events a careful coder would code in them.

One item a line: the text with marks (`<1T:accused>` the trigger of event 1, `<1A:Chad>` its
actor, `<1R:Mali>` its recipient, `<1A,2R:rebels>` both), then for each event, after a tab,
`1 ACCUSE - asserted`: number, type, mode or `-`, modality. A line without events has no tab.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from schemas.event import EventType, Modality

SENTENCES = Path(__file__).parent / "sentences"
_MARK = re.compile(r"<(\d+[TAR](?:,\d+[TAR])*):([^<>]*)>")
_EVENT = re.compile(r"(\d+) ([A-Z]+) (\S+) ([a-z]+)")

Spans = dict[tuple[int, str], list[tuple[int, int]]]
"""Spans by number and letter of their mark."""
PARTS = 8
"""The parts into which the texts fall; the first is kept from training to fit thresholds."""


class MarkedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event of an item; its spans count code points of the text."""

    type: EventType
    modes: tuple[str, ...]
    modality: Modality
    triggers: tuple[tuple[int, int], ...]
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]


class MarkedText(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its events. `name`: file and line."""

    name: str
    text: str
    events: tuple[MarkedEvent, ...]


def marked_texts(folder: Path = SENTENCES) -> list[MarkedText]:
    """Return the items of the files of *folder*, by file name and line.

    Raises:
        ValueError: an item is not well formed; it says which and why.
    """
    return [text for path in sorted(folder.glob("*.txt")) for text in _texts(path)]


def _texts(path: Path) -> Iterator[MarkedText]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield marked_text(line, f"{path.name}:{number}")


def part_of(text: str) -> int:
    """Return which of the parts a text belongs to, by a digest of its words."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % PARTS


def marked_text(line: str, name: str) -> MarkedText:
    """Return the item that *line* holds.

    Raises:
        ValueError: a mark is open, a number lacks its trigger or its event, or a type, mode or
            modality is none.
    """
    marked, *cells = [cell.strip() for cell in line.split("\t")]
    text, last = "", 0
    spans: Spans = {}
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        for label in mark[1].split(","):
            key = (int(label[:-1]), label[-1])
            spans.setdefault(key, []).append((len(text), len(text) + len(mark[2])))
        text += mark[2]
        last = mark.end()
    text += marked[last:]
    if "<" in text or ">" in text:
        raise ValueError(f"{name}: a mark is not closed: {text}")
    events = tuple(_event(cell, spans, name) for cell in cells if cell)
    if {number for number, _ in spans} != {int(cell.split()[0]) for cell in cells if cell}:
        raise ValueError(f"{name}: numbers of marks and of events differ")
    return MarkedText(name=name, text=text, events=events)


def _event(cell: str, spans: Spans, name: str) -> MarkedEvent:
    found = _EVENT.fullmatch(cell)
    if found is None:
        raise ValueError(f"{name}: no event: {cell!r}")
    number = int(found[1])
    triggers = spans.get((number, "T"), [])
    if not triggers:
        raise ValueError(f"{name}: event {number} has no trigger")
    try:
        type_, modality = msgspec.convert((found[2], found[4]), tuple[EventType, Modality])
    except msgspec.ValidationError as error:
        raise ValueError(f"{name}: {error}: {cell!r}") from error
    return MarkedEvent(
        type=type_,
        modes=() if found[3] == "-" else tuple(found[3].split(",")),
        modality=modality,
        triggers=tuple(triggers),
        actors=tuple(spans.get((number, "A"), ())),
        recipients=tuple(spans.get((number, "R"), ())),
    )
