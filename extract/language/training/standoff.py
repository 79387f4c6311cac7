"""Attributions that we marked in open treebanks: word numbers only, no word of the texts.

A file of ``annotated/standoff`` holds sections. ``# SET FIRST LAST COUNT`` says which sentences
of the set SET were read: *COUNT* of them, in the set's own order, from the id FIRST to LAST; what
is not listed below holds no attribution. A line ``ID<TAB>s=0-2 c=2-3 t=3-9,10-12`` is one
attribution: half-open ranges of words for source, cue (``b`` for a belief or an intention) and
content. Marked are the outermost ones, in the voice of the author.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from extract.language.training.corpus import MAX_WORDS, Example, Frame, read_with_ids, role_labels

FOLDER = Path(__file__).parent / "annotated" / "standoff"


class _Marks(NamedTuple):
    """One attribution by word numbers; a missing part is empty."""

    speech: bool
    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]


class _Section(NamedTuple):
    """The sentences of a set from one id to another, and the marks in them."""

    file: str
    name: str
    first: str
    last: str
    sentences: int
    marks: dict[str, list[_Marks]]


def standoff_attributions(treebank: Path, folder: Path = FOLDER) -> list[Example]:
    """Return the sentences we marked in the sets of *treebank*, in file order.

    Raises:
        ValueError: a section names sentences that the set does not hold, or a mark is beyond its
            sentence; the message says which.
    """
    return [
        example
        for path in sorted(folder.glob("*.txt"))
        for section in _sections(path)
        for example in _examples(section, treebank)
        if 0 < len(example.words) <= MAX_WORDS
    ]


def _sections(path: Path) -> Iterator[_Section]:
    section: _Section | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            if section is not None:
                yield section
            name, first, last, count = line[2:].split()
            section = _Section(path.name, name, first, last, int(count), {})
        elif line:
            identifier, _, marks = line.partition("\t")
            if section is None:
                raise ValueError(f"{path.name}: {identifier!r} stands before any section")
            section.marks.setdefault(identifier, []).append(_marks(marks))
    if section is not None:
        yield section


def _marks(line: str) -> _Marks:
    parts = dict(part.split("=") for part in line.split())

    def ranges(letter: str) -> list[tuple[int, int]]:
        pairs = (pair.split("-") for pair in parts.get(letter, "").split(",") if pair)
        return [(int(first), int(last)) for first, last in pairs]

    return _Marks("b" not in parts, ranges("s"), ranges("c") or ranges("b"), ranges("t"))


def _examples(section: _Section, treebank: Path) -> Iterator[Example]:
    found = read_with_ids(treebank, section.name)
    ids = [identifier for identifier, _ in found]
    if section.first not in ids or section.last not in ids:
        raise ValueError(f"{section.file}: no {section.first} or {section.last} in {section.name}")
    part = found[ids.index(section.first) : ids.index(section.last) + 1]
    unknown = section.marks.keys() - {identifier for identifier, _ in part}
    if len(part) != section.sentences or unknown:
        raise ValueError(f"{section.file}: {len(part)} sentences, unknown {sorted(unknown)[:3]}")
    for identifier, example in part:
        yield _marked(example, section.marks.get(identifier, []), identifier)


def _marked(example: Example, marks: list[_Marks], identifier: str) -> Example:
    words = len(example.words)
    cues = ["O"] * words
    frames: list[Frame] = []
    for one in marks:
        if any(last > words for spans in one[1:] for _, last in spans):
            raise ValueError(f"{identifier}: a mark ends beyond the sentence")
        if not one.cue or cues[one.cue[0][0]] != "O":
            continue
        first, last = one.cue[0]
        kind = "say" if one.speech else "mean"
        for index in range(first, last):
            cues[index] = f"{'B' if index == first else 'I'}-{kind}"
        frames.append(Frame(cue=first, roles=_roles(words, one)))
    return msgspec.structs.replace(
        example, upos=None, head=None, rel=None, ner=None, cues=cues, frames=frames
    )


def _roles(words: int, one: _Marks) -> list[str]:
    cue, source, content = (
        [list(range(first, last)) for first, last in ranges]
        for ranges in (one.cue, one.source, one.content)
    )
    return role_labels(words, {index for piece in cue for index in piece}, source, content)
