"""The data dictionary in the docs."""

from pathlib import Path

from schemas import TABLES
from schemas.columns import walk
from schemas.derived.dictionary import data_dictionary

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_the_page_is_what_the_schemas_say():
    """The docs never lag behind the declarations (`make docs` writes the page)."""
    assert PAGE.read_text(encoding="utf-8") == data_dictionary()


def test_the_page_names_every_column_in_a_sound_table():
    """Each column has its row, and a `|` in a description breaks none."""
    rows = [line for line in data_dictionary().splitlines() if line.startswith("| `")]
    assert len(rows) == sum(1 for table in TABLES for _ in walk(table))
    assert {row.replace("\\|", "").count("|") for row in rows} == {6}
