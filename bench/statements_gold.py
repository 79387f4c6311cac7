"""Runs the statements extractor over gold texts and writes what its scorer reads.

``python bench/statements_gold.py GOLD.jsonl PRED.jsonl [--half tuning|held]``: one line per text,
``{id, text, statements: [{content_spans, cue_spans, source_spans, kind, speaker, pattern}]}``.
The halves are drawn by the SHA-256 of the id. Gold texts are read where they lie and are never
copied into the repository.
"""

import argparse
import hashlib
import json
import pickle
import sys
from pathlib import Path
from typing import Any

from extract.analysis import Analysis, analyse_batch
from extract.reading import read_text
from extract.statements.extractor import attributions
from extract.statements.records import statement
from schemas import Article, Statement


def main() -> None:
    """Write predictions for one gold file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--half", choices=["tuning", "held"])
    parser.add_argument("--gold-half", type=Path, help="write the chosen half of the gold here")
    parser.add_argument("--cache", type=Path, help="pickle of the analyses, made if absent")
    options = parser.parse_args()
    lines = options.gold.read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line) for line in lines]
    if options.half:
        documents = [d for d in documents if half_of(d["id"]) == options.half]
    analyses = _analyses(
        [read_text(d["text"], source_id=d["id"]) for d in documents], options.cache
    )
    with options.predictions.open("w", encoding="utf-8") as out:
        for document, analysis in zip(documents, analyses, strict=True):
            json.dump(prediction(document["id"], analysis), out, ensure_ascii=False)
            out.write("\n")
    if options.gold_half:
        rows = [json.dumps(d, ensure_ascii=False) for d in documents]
        options.gold_half.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(documents)} texts", file=sys.stderr)


def half_of(identifier: str) -> str:
    """Return which half of the gold a text belongs to."""
    digest = hashlib.sha256(identifier.encode()).hexdigest()
    return "tuning" if int(digest, 16) % 2 == 0 else "held"


def _analyses(articles: list[Article], cache: Path | None) -> list[Analysis]:
    if cache is not None and cache.exists():
        loaded: list[Analysis] = pickle.loads(cache.read_bytes())  # noqa: S301 - written by us
        return loaded
    analyses = analyse_batch(articles)
    if cache is not None:
        cache.write_bytes(pickle.dumps(analyses))
    return analyses


def prediction(identifier: str, analysis: Analysis) -> dict[str, Any]:
    """Return the statements of one text as the scorer reads them, with their confidence."""
    quotations, found = attributions(analysis)
    rows = [
        (one.pattern, statement(analysis, quotations, one, "statements@bench")) for one in found
    ]
    return {
        "id": identifier,
        "text": analysis.text,
        "statements": [_row(pattern, record) for pattern, record in rows],
    }


_prediction = prediction


def _row(pattern: str, record: Statement) -> dict[str, Any]:
    speaker = record.speaker
    return {
        "content_spans": [[span.start, span.end] for span in record.content_spans],
        "cue_spans": [] if record.cue_start is None else [[record.cue_start, record.cue_end]],
        "source_spans": [] if speaker is None else [[speaker.start, speaker.end]],
        "kind": record.kind,
        "speaker": None if speaker is None else speaker.name or speaker.mention,
        "pattern": pattern,
        "act": record.act,
        "confidence": record.confidence,
    }


if __name__ == "__main__":
    main()
