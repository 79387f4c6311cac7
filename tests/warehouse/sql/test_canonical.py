"""The canonical text means what was written, and every place in it leads back."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.sql import canonical

# Each line: as written, and the canonical text.
TEXTS = [
    ("SELECT 1", "SELECT 1"),
    ("  SELECT\t 1 ;\n", "SELECT 1"),
    ("SELECT 1;;", "SELECT 1"),
    ("SELECT 1 ; -- done\n", "SELECT 1"),
    ("-- first\nSELECT /* one */ 1", "SELECT 1"),
    ("SELECT\n\n  1", "SELECT\n1"),
    ("SELECT 'a'  \n 'b'", "SELECT 'a'\n'b'"),
    ("SELECT '  -- no /* comment */ '", "SELECT '  -- no /* comment */ '"),
    ("SELECT 'it''s'  ,  \"a  b\"", "SELECT 'it''s' , \"a  b\""),
    ("SELECT E'a\\'  --'", "SELECT E'a\\'  --'"),
    ("SELECT $$ a  'b $$ , $x$ $$  $x$", "SELECT $$ a  'b $$ , $x$ $$  $x$"),
    ("SELECT /* a /* b */ c */ 1", "SELECT /* a c */ 1"),
    ("SELECT\u00a01", "SELECT 1"),
    ("SELECT name1 --", "SELECT name1"),
    ("SELECT 1 - -1", "SELECT 1 - -1"),
    ("SELECT 1--1", "SELECT 1"),
    ("", ""),
    (" ; ", ""),
    ("SELECT 'unfinished  text", "SELECT 'unfinished text"),
]


@pytest.mark.parametrize(("written", "expected"), TEXTS)
def test_text(written: str, expected: str) -> None:
    """Blanks and comments go; what stands between quotes stays."""
    assert canonical(written).text == expected


PIECES = st.sampled_from(
    ["SELECT", "1", "'a  b'", "'it''s'", "/* c */", "-- d\n", " ", "\n", "\t", "AS", '"x  y"', ",",
     "+", "$$ q  $$", "E'\\''", ";", "ø", "$1", "/", "*", "-", "'", '"', "$"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_places_lead_back(written: str) -> None:
    """Each character that stays is found where it stood, and doing it twice changes nothing."""
    found = canonical(written)
    for place, character in enumerate(found.text):
        if character not in " \n":
            assert written[found.origin(place)] == character
    assert canonical(found.text).text in (found.text, canonical(canonical(found.text).text).text)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["1", "'a  b'", "'it''s'", '"x"', "$$ q '$$", "E'\\''", "NULL"]),
        min_size=1,
        max_size=6,
    ),
    st.lists(st.sampled_from([" ", "\n", "/* ' */", '-- "\n', "\t "]), min_size=8, max_size=8),
)
def test_it_means_the_same(values: list[str], blanks: list[str]) -> None:
    """DuckDB gives for the canonical text what it gives for the text as written."""
    listed = ",".join(
        f"{blanks[i % 8]}{value}{blanks[(i + 3) % 8]}" for i, value in enumerate(values)
    )
    written = f"{blanks[0]}SELECT{blanks[1]} {listed} FROM{blanks[2]} (SELECT 2 AS x){blanks[3]};"
    with duckdb.connect() as connection:
        expected = connection.execute(written).fetchall()
        assert connection.execute(canonical(written).text).fetchall() == expected
