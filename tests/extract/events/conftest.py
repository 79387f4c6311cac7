"""What the tests of events share: articles made from a few lines, and their events."""

import datetime as dt
import hashlib

import pytest

from extract.analysis import Analysis, analyse
from extract.events import extract_events
from schemas import Article, Block, Event

PUBLISHED = dt.date(2025, 6, 12)  # a Thursday


def make_article(
    text: str, *, title: bool = False, published: dt.date | None = PUBLISHED
) -> Article:
    """Return an article whose lines are paragraphs; with *title* the first line is the title."""
    blocks: list[Block] = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            kind = "title" if title and not blocks else "paragraph"
            blocks.append(Block(kind=kind, start=position, end=position + len(line)))
        position += len(line) + 1
    return Article(
        article_id="test",
        text=text,
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        format="text",
        blocks=tuple(blocks),
        published=published,
    )


def analysed(text: str, *, title: bool = False) -> Analysis:
    """Return the analysis of `make_article`."""
    return analyse(make_article(text, title=title))


def read(text: str, *, title: bool = False) -> list[Event]:
    """Return the events of `make_article`."""
    return extract_events(analysed(text, title=title))


@pytest.fixture(scope="session")
def events_of():
    """Give the function that reads events from lines of text."""
    return read


@pytest.fixture(scope="session")
def article_of():
    """Give the function that makes an article from lines of text."""
    return make_article
