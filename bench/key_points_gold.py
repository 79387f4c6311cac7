"""Scores salient sentences against published highlights: ``python bench/key_points_gold.py``.

ROUGE F1 at three sentences beside lead-3, for a tuning and a held-back half of the articles
(by the hash of the id; 100 articles of each). Needs rouge-score.
"""

import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.analysis import analyse  # noqa: E402
from extract.key_points import extract_key_points  # noqa: E402
from extract.reading import read_text  # noqa: E402

GOLD = ROOT.parent / "shared" / "gold" / "key_points"
ARTICLES = 100


def main() -> None:
    """Print ROUGE-1/2/L of the extractor and of lead-3 on both halves."""
    spec = importlib.util.spec_from_file_location("key_points_score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    lines = (GOLD / "cnndm_train.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line) for line in lines]
    for name, held in (("tuning", False), ("held back", True)):
        part = [d for d in documents if _held_back(str(d["id"])) == held][:ARTICLES]
        predicted = {d["id"]: _predicted(d) for d in part}
        for system in ("lead", "ours"):
            picked = {i: {"id": i, "sents": p[system]} for i, p in predicted.items()}
            scores, _, _ = scorer.evaluate(part, picked, 3)
            figures = "  ".join(f"{mean:5.2f} ± {ci:.2f}" for mean, ci in scores)
            print(f"{name:10} {len(part):4} articles  {system:5} ROUGE-1/2/L {figures}")


def _held_back(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0


def _predicted(document: dict[str, Any]) -> dict[str, list[str]]:
    analysis = analyse(read_text(document["text"]))
    prose = [s for s in analysis.sentences if s.origin == "prose"]
    points = sorted(extract_key_points(analysis), key=lambda point: (point.kind, point.rank))
    return {
        "lead": [analysis.text[s.start : s.end] for s in prose[:3]],
        "ours": [point.quote for point in points if point.kind == "salient"],
    }


if __name__ == "__main__":
    main()
