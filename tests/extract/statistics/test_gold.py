"""Scores of the extractor on sentences annotated by others, and the acceptance article."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from extract.analysis import analyse, analyse_batch
from extract.reading import read_text
from extract.statistics import extract_statistics

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
GOLD = SHARED / "gold" / "statistics"
ARTICLE = SHARED / "articles" / "baghdad-drone-strike.txt"


def _module(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.skipif(not GOLD.exists(), reason="../shared/gold is not on this machine")
@pytest.mark.parametrize(
    ("half", "floors"),
    [
        ("tuning", {"value": 0.92, "value+unit": 0.86, "value+modifier": 0.82}),
        ("held", {"value": 0.88, "value+unit": 0.75, "value+modifier": 0.755}),
    ],
)
def test_gold(half: str, floors: dict[str, float]) -> None:
    """Value, unit and modifier agree with the annotators at least as often as last measured."""
    gold = _module("statistics_gold", ROOT / "bench" / "statistics_gold.py")
    scorer = _module("statistics_score", GOLD / "score.py")
    rows = [json.loads(line) for line in (GOLD / "dev.jsonl").read_text("utf-8").splitlines()]
    rows = [row for row in rows if gold.half(row["id"]) == half]
    predicted = {
        a.article.article_id: gold.quantities_of(extract_statistics(a), a.text)
        for a in analyse_batch([gold.article_of(row) for row in rows])
    }
    _, _, scores = scorer.score(rows, predicted)
    for name, floor in floors.items():
        assert scores[name][2] >= floor, name


@pytest.mark.shared
@pytest.mark.skipif(not ARTICLE.exists(), reason="../shared/articles is not on this machine")
def test_acceptance_article() -> None:
    """The acceptance article holds four figures and no more."""
    found = extract_statistics(analyse(read_text(ARTICLE.read_text("utf-8"))))
    figures = [(s.value, s.unit, s.bound, s.dimension, s.per, s.subject) for s in found]
    assert figures == [
        (2, "vehicle", "exact", "count", None, None),
        (2, "year", "exact", "duration", None, None),
        (2500, "troop", "over", "count", None, None),
        (60, "attack", "about", "count", "month", "ISIS"),
    ]
    assert found[2].of == "US troops stationed in the country"
