"""The shared acceptance article, read as a careful reader reads it."""

import datetime as dt
from pathlib import Path

import pytest

from extract.reading import read_bytes
from schemas import Article

PATH = Path(__file__).parents[4] / "shared" / "articles" / "baghdad-drone-strike.txt"


@pytest.mark.shared
def test_the_acceptance_article_has_the_structure_a_reader_sees():
    """Title, day, four headings, 13 items under four labels, a table of header and four rows."""
    if not PATH.exists():
        pytest.skip(f"{PATH} is not there")
    (article,) = read_bytes(PATH.read_bytes(), name=PATH.name)
    assert isinstance(article, Article)
    assert article.text == PATH.read_text(encoding="utf-8")
    assert article.title is not None
    assert article.title.startswith("US Drone Strike")
    assert (article.published, article.published_precision) == (dt.date(2024, 1, 5), "day")
    assert [section.heading.split()[0] for section in article.sections] == [
        "US", "Furious", "Militia", "Impact",
    ]  # fmt: skip
    items = [block for block in article.blocks if block.kind == "list_item"]
    assert len(items) == 13
    assert list(dict.fromkeys(item.label for item in items)) == [
        "Kataib Hezbollah", "Key Points", "US DoD Statement Highlights", "ISIS Activity Trends",
    ]  # fmt: skip
    rows = [block for block in article.blocks if block.kind == "table_row"]
    assert [row.header for row in rows] == [True, False, False, False, False]
