"""The acceptance article of the project, read where it lies; skipped where it is absent."""

from collections import Counter
from pathlib import Path

import pytest

from extract.analysis import analyse
from extract.reading import read_text
from extract.statements import extract_statements

ARTICLE = Path(__file__).parents[4] / "shared" / "articles" / "baghdad-drone-strike.txt"

EXPECTED = [  # last word of the speaker's name, None for a phrase; act, kind
    (None, "confirm", "indirect"),
    ("Hezbollah", "threaten", "indirect"),
    ("Iraq", "condemn", "mixed"),
    ("al-Sudani", "promise", "indirect"),
    ("al-Sudani", "say", "indirect"),
    ("al-Sudani", "say", "indirect"),
    ("Defense", "say", "indirect"),
    ("Pentagon", "say", "indirect"),
    (None, "promise", "indirect"),
    ("al-Kaabi", "say", "direct"),
]


@pytest.fixture(scope="module")
def records():
    """Return the statements of the article."""
    if not ARTICLE.exists():
        pytest.skip(f"{ARTICLE} is not there")
    return extract_statements(
        analyse(read_text(ARTICLE.read_text("utf-8"), published="2024-01-05"))
    )


@pytest.mark.shared
def test_prose_holds_the_statements_a_careful_reader_finds(records):
    """Every statement of the prose comes out, with its speaker's full name, and no other."""
    prose = [record for record in records if record.origin == "prose"]
    names = [record.speaker.name for record in prose]
    last = [None if name is None else name.split()[-1] for name in names]
    found = [(name, r.act, r.kind) for name, r in zip(last, prose, strict=True)]
    assert Counter(found) == Counter(EXPECTED)


@pytest.mark.shared
def test_direct_speaker_has_role_and_body(records):
    """The man quoted comes with his role and his organisation."""
    (direct,) = [record for record in records if record.kind == "direct"]
    assert direct.speaker.role == "head"
    assert direct.speaker.organisation is not None


@pytest.mark.shared
def test_the_dated_statement_is_dated(records):
    """The statement made on the Wednesday before publication has its date."""
    assert [r.date.isoformat() for r in records if r.date] == ["2024-01-03"]


@pytest.mark.shared
def test_lists_and_headings_say_only_what_somebody_says(records):
    """Outside the prose only items and headings with a speaker are statements."""
    others = [record for record in records if record.origin != "prose"]
    assert {record.origin for record in others} <= {"list", "headline"}
    assert len(others) <= 5
    assert all(record.speaker is not None for record in others)
