"""Scores the temporal tagger on TimeBank and AQUAINT: ``python bench/dates_gold.py``.

A third of the documents is held back, by the hash of the id.
"""

import datetime as dt
import hashlib
import importlib.util
import json
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.dates import tag  # noqa: E402

GOLD = ROOT.parent / "shared" / "gold" / "dates"
METRICS = ("strict", "relaxed", "value", "value_n", "day")


def main() -> None:
    """Print F1 of both parts and the speed."""
    spec = importlib.util.spec_from_file_location("dates_score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    lines = (GOLD / "newswire.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line) for line in lines]
    begun = time.process_time()
    predicted = {document["id"]: _predicted(document) for document in documents}
    seconds = time.process_time() - begun
    for name, held in (("tuning", False), ("held back", True)):
        part = [d for d in documents if _held_back(d["id"]) == held]
        scores, _ = scorer.score(part, predicted)
        figures = "  ".join(f"{m} {scores[m]['F1']:5.1f}" for m in METRICS)
        print(f"{name:10} {len(part):4} documents  F1: {figures}")
    characters = sum(len(document["text"]) for document in documents)
    print(f"{characters / seconds / 1000:,.0f} k characters per CPU-second")


def _held_back(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 == 0


def _predicted(document: dict[str, Any]) -> list[dict[str, Any]]:
    found = tag(document["text"], dt.date.fromisoformat(document["doc_date"]))
    return [{"start": e.start, "end": e.end, "type": e.type, "value": e.value} for e in found]


if __name__ == "__main__":
    main()
