"""Sentences of our own with the expressions and values of TIMEX3, half of them kept aside."""

import datetime as dt
import re
from pathlib import Path

import pytest

from extract.dates import tag

_MARK = re.compile(r"\{([^|{}]+)\|(\w+)\|([^|{}]+)\}")
_LINES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
ASIDE = _LINES[1::2]
"""Kept aside until the rules stood; at first sight 72 of 75 were read right."""


def _wrong(lines: list[tuple[str, ...]]) -> list[tuple[str, object, object]]:
    wrong: list[tuple[str, object, object]] = []
    for day, marked in lines:
        text = _MARK.sub(r"\1", marked)
        expected = _MARK.findall(marked)
        found = [(e.text, e.type, e.value) for e in tag(text, dt.date.fromisoformat(day))]
        if found != expected:
            wrong.append((text, expected, found))
    return wrong


@pytest.mark.parametrize("line", _LINES[::2], ids=lambda line: line[1])
def test_each_sentence_looked_at_is_read_whole(line: tuple[str, ...]) -> None:
    """Every expression is found with its exact words, type and value, and nothing else is."""
    assert _wrong([line]) == []


def test_sentences_once_kept_aside_are_read_whole() -> None:
    """The other half, of the same kinds, is read right as well."""
    assert len(ASIDE) == 75
    assert _wrong(ASIDE) == []
