"""Words as the treebanks split them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.language.words import split_words

CASES = [
    ("They don’t know.", ["They", "do", "n’t", "know", "."]),
    ("Peru's US-led plan", ["Peru", "'s", "US", "-", "led", "plan"]),
    ("the workers’ strike", ["the", "workers", "’", "strike"]),
    ("O'Brien cannot pay $3.50", ["O'Brien", "can", "not", "pay", "$", "3.50"]),
    ("at 10:30 a.m. in the U.S.", ["at", "10:30", "a.m.", "in", "the", "U.S."]),
    ("Mr. Diallo met AT&T staff…", ["Mr.", "Diallo", "met", "AT&T", "staff", "…"]),
    ("see https://example.org/a, please", ["see", "https://example.org/a", ",", "please"]),
    ("~60 of 1,200 (5%)", ["~", "60", "of", "1,200", "(", "5", "%", ")"]),
    ("the 24th day", ["the", "24th", "day"]),
    ("Naïve Zürich voters", ["Naïve", "Zürich", "voters"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_splits(text: str, expected: list[str]) -> None:
    """Clitics, hyphens and punctuation come apart; numbers, URLs and abbreviations do not."""
    assert [span.of(text) for span in split_words(text, 0, len(text))] == expected


@given(st.text(max_size=60))
def test_words_tile_the_text(text: str) -> None:
    """Words are sorted, disjoint, not empty, and leave out nothing but white space."""
    spans = split_words(text, 0, len(text))
    covered = "".join(span.of(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.start < span.end for span in spans)
