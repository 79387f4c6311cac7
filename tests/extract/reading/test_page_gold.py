"""Whole pages: what is read of 78 annotated pages in the structures of news sites."""

import hashlib

import pytest

from bench.reading_gold import Scores, ours, pages, score
from extract.reading import CANONICAL_VERSION, read_bytes
from schemas import Article

FLOORS = {
    "tuning": Scores(
        body_f1=0.99,
        box_recall=0.99,
        box_precision=0.99,
        box_strict=0.99,
        box_label=0.99,
        title=1.0,
        authors=1.0,
        date=1.0,
    ),
    "held_back": Scores(
        body_f1=0.985,
        box_recall=0.98,
        box_precision=0.98,
        box_strict=0.98,
        box_label=0.98,
        title=1.0,
        authors=1.0,
        date=1.0,
    ),
    "fresh": Scores(
        body_f1=0.98,
        box_recall=0.98,
        box_precision=0.98,
        box_strict=0.98,
        box_label=0.98,
        title=1.0,
        authors=1.0,
        date=1.0,
    ),
    "fresh_2": Scores(
        body_f1=0.99,
        box_recall=0.98,
        box_precision=0.98,
        box_strict=0.69,
        box_label=0.98,
        title=1.0,
        authors=1.0,
        date=1.0,
    ),
    "held_back_2": Scores(
        body_f1=0.98,
        box_recall=0.57,
        box_precision=0.68,
        box_strict=0.5,
        box_label=0.57,
        title=0.91,
        authors=0.91,
        date=0.83,
    ),
}
PINNED = ("3.0.0", "12324b55ed9da509")


@pytest.mark.parametrize("half", FLOORS)
def test_pages_are_read_as_well_as_ever(half):
    """Bodies, boxes and metadata of the annotated pages; floors rise with the reading."""
    part = pages(half)
    found = score([page.gold for page in part], [ours(page) for page in part])
    below = [
        name
        for name in Scores.__struct_fields__
        if getattr(found, name) < getattr(FLOORS[half], name)
    ]
    assert below == [], found


def test_gold_scores_itself_in_full():
    """A scorer that takes the gold for wrong would measure nothing."""
    golds = [page.gold for half in FLOORS for page in pages(half)]
    assert set(vars_of(score(golds, golds))) == {1.0}


def vars_of(scores: Scores) -> list[float]:
    return [getattr(scores, name) for name in Scores.__struct_fields__]


def test_another_canonical_text_has_another_version():
    """Spans hold for one text and one version: who changes the text must raise the version.

    If this fails, raise `CANONICAL_VERSION` and pin its new digest here.
    """
    texts = [
        item.text
        for half in ("tuning", "held_back")
        for page in pages(half)
        for item in read_bytes(page.data, name="page.html")
        if isinstance(item, Article)
    ]
    digest = hashlib.sha256("\x00".join(texts).encode()).hexdigest()[:16]
    assert (CANONICAL_VERSION, digest) == PINNED
