"""Quote marks: which open, which close, which are apostrophes."""

import re

import pytest

from extract.statements.quotes import find_quotations
from schemas import Span


def quoted(text):
    paragraphs = [Span(start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text)]
    return [text[q.start : q.end] for q in find_quotations(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won,” she said.", ["“We won,”"]),
        ('"We won," she said.', ['"We won,"']),
        ("«We won», she said.", ["«We won»"]),
        ("''We won,'' she said.", ["''We won,''"]),
        ("``We won,'' she said.", ["``We won,''"]),
        ("‘We won,’ she said.", ["‘We won,’"]),
        ("'We won,' she said.", ["'We won,'"]),
        ("“We,” she said, “won.”", ["“We,”", "“won.”"]),
        ("“He called it ‘a farce’,” she said.", ["“He called it ‘a farce’,”"]),
        ("“He called me “chief”,” she said.", ["“He called me “chief”,”"]),
        ('"The sign read “closed”," she said.', ['"The sign read “closed”,"']),
        ("‘We don’t sell fish,’ she said.", ["‘We don’t sell fish,’"]),
        ("the ‘farmers’ friend’ award", ["‘farmers’ friend’"]),
        ("”So it goes,” he said.", ["”So it goes,”"]),
        ("a (“tiny”) flaw", ["“tiny”"]),
    ],
)
def test_marks_of_every_style_pair(text, expected):
    """Straight, curly, single, angle and typed marks pair up; nested ones stay inside."""
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The nurses' union met.",
        "It isn't Ann's.",
        "Rock ’n’ roll of the ’90s",
        "Songs of the '80s and '90s",
        'A 6" pipe burst.',
        "The boys’ school and the girls’ school",
        "No marks at all.",
        "He said “we never closed it and left",
    ],
)
def test_apostrophes_and_stray_marks_quote_nothing(text):
    """Possessives, elisions, inches and marks that never close make no quotation."""
    assert quoted(text) == []


def test_speech_over_paragraphs_stays_open():
    """A paragraph whose speech goes on has no closing mark, and its quotation runs to its end."""
    text = "“First.\n“Second.\n“Third,” she said."
    assert quoted(text) == ["“First.", "“Second.", "“Third,”"]


def test_speech_reopened_without_mark():
    """A closing mark that nothing opens closes the speech of the paragraph before."""
    text = "He said: “First.\nSecond.” Then he left."
    assert quoted(text) == ["“First.", "Second.”"]


def test_quotation_never_crosses_a_paragraph():
    """A mark in one paragraph does not pair with one in the next but one."""
    text = "He “left early.\n\nNothing here.\n\nShe ”did."
    assert all("\n" not in passage for passage in quoted(text))


def test_lookup_by_position():
    """The quotation at a position includes its marks, and nothing is found outside."""
    text = "Ann said “no” twice."
    found = find_quotations(text, [Span(start=0, end=len(text))])
    assert found.at(text.index("“")) is not None
    assert found.at(text.index("no")) is not None
    assert found.at(0) is None
    assert found.inside(0, len(text)) == [Span(start=10, end=12)]
