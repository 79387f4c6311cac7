"""Sentence boundaries inside a block."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.language.sentences import split_sentences

CASES = [
    ("The dam burst. Villages flooded.", ["The dam burst.", "Villages flooded."]),
    ("Dr. Achieng arrived. She spoke.", ["Dr. Achieng arrived.", "She spoke."]),
    ("Prices rose 3.5 percent. Wages fell.", ["Prices rose 3.5 percent.", "Wages fell."]),
    ("He flew to the U.S. on Monday.", ["He flew to the U.S. on Monday."]),
    ("He flew to the U.S. The talks failed.", ["He flew to the U.S.", "The talks failed."]),
    ("Judge P. D. Moyo ruled. It ended.", ["Judge P. D. Moyo ruled.", "It ended."]),
    ("They took Plan B. The rest waited.", ["They took Plan B.", "The rest waited."]),
    ("“We are done.” She left.", ["“We are done.”", "She left."]),
    ("“We are done,” she said. “Go.”", ["“We are done,” she said.", "“Go.”"]),
    ("“Run!” Maria Lopez said. Nobody did.", ["“Run!” Maria Lopez said.", "Nobody did."]),
    ("“Why?” asked the clerk.", ["“Why?” asked the clerk."]),
    ("Was it sabotage? No one knew.", ["Was it sabotage?", "No one knew."]),
    ("Acme Inc. said it would sell.", ["Acme Inc. said it would sell."]),
    ("It opens at 9 a.m. on Sunday.", ["It opens at 9 a.m. on Sunday."]),
    ("Well… maybe. Perhaps not.", ["Well… maybe.", "Perhaps not."]),
    ("Wrapped\nlines stay. Next one.", ["Wrapped\nlines stay.", "Next one."]),
    ("", []),
    ("   \n ", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_boundaries(text: str, expected: list[str]) -> None:
    """Abbreviations, initials, decimals and attributed quotes do not end a sentence."""
    assert [span.of(text) for span in split_sentences(text, 0, len(text))] == expected


@given(st.text(alphabet=st.sampled_from("Ab .!?”“\n'3,"), max_size=80))
def test_sentences_tile_the_text(text: str) -> None:
    """Sentences are sorted, disjoint, trimmed, and leave out nothing but white space."""
    spans = split_sentences(text, 0, len(text))
    covered = "".join(span.of(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
