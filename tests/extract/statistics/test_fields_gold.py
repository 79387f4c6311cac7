"""Scores of every field on whole articles of our own, half of them never looked at."""

import hashlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[3]
ARTICLES = Path(__file__).parent / "articles"
DIGEST = "a23fc2883efe6ef97ad73f6dac2dd9bf8a8ae16c774131e5365273908603fc7e"
"""SHA-256 of the annotated articles that the floors were measured on."""

FLOORS = {
    "tuning": {
        "found": (0.99, 0.95), "value": (0.99, 0.99), "bound": (0.99, 0.99),
        "direction": (0.99, 0.9), "unit": (0.99, 0.99), "dim": (0.98, 0.98), "per": (0.99, 0.99),
        "of": (0.99, 0.97), "whose": (0.93, 0.86), "on": (0.98, 0.99), "at": (0.99, 0.99),
        "said": (0.93, 0.95), "same": (0.99, 0.99),
    },
    "held": {
        "found": (0.99, 0.95), "value": (0.99, 0.99), "bound": (0.99, 0.99),
        "direction": (0.92, 0.79), "unit": (0.99, 0.99), "dim": (0.98, 0.98), "per": (0.99, 0.99),
        "of": (0.98, 0.93), "whose": (0.9, 0.84), "on": (0.9, 0.92), "at": (0.73, 0.91),
        "said": (0.78, 0.88), "same": (0.99, 0.99),
    },
}  # fmt: skip
"""Least precision and recall of each field; `of` by its head, names and dates in full."""


@pytest.fixture(scope="module")
def fields() -> ModuleType:
    """Return the module that scores."""
    path = ROOT / "bench" / "statistics_fields_gold.py"
    spec = importlib.util.spec_from_file_location("statistics_fields_gold", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["statistics_fields_gold"] = module
    spec.loader.exec_module(module)
    return module


def test_the_articles_are_the_ones_measured() -> None:
    """The floors hold for these annotations; with others they must be measured anew."""
    whole = b"".join(path.read_bytes() for path in sorted(ARTICLES.glob("*.txt")))
    assert hashlib.sha256(whole).hexdigest() == DIGEST


def test_no_field_is_read_worse_than_measured(fields: ModuleType) -> None:
    """Every field is as right and as complete as last measured, on both halves."""
    scores = fields.score(0.5)
    lower = {
        (half, field): scores[half][field][:2]
        for half, floors in FLOORS.items()
        for field, (precision, recall) in floors.items()
        if scores[half][field][0] < precision or scores[half][field][1] < recall
    }
    assert lower == {}


def test_every_mark_has_its_line(fields: ModuleType) -> None:
    """All 40 articles are read by the reader they name, and both halves have figures enough."""
    samples = fields.samples()
    assert len(samples) == 40
    for half in FLOORS:
        assert sum(len(s.marks) for s in samples if s.half == half) > 250


def test_confidence_tells_how_often_a_record_is_right(fields: ModuleType) -> None:
    """Of records at about 0.8 about 80 percent are right in every field, at 0.9 about 90."""
    rows = fields.calibration()
    for low, high in ((0.75, 0.86), (0.86, 1.0)):
        inside = [(c, right) for c, right in rows if low <= c < high]
        told = sum(c for c, _ in inside) / len(inside)
        found = sum(right for _, right in inside) / len(inside)
        assert abs(told - found) < 0.07, (low, told, found)
