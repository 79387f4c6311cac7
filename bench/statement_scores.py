"""Scores statements beside peers, by kind, threshold and confidence.

Run from the repository: ``python bench/statement_scores.py [--peers PYTHON] [--patterns]``.
The gold is PolNeAR dev in a half for tuning and a half held back, and GUM news. Peers
(`statement_peers.py`) get dateline's own words, sentences, lemmas and trees; those of their
quotations that have one cue are made one, as in the gold. They are run by the interpreter given,
or else by this one; a peer that it does not have is left out with a line that says so.

A statement is right by IoU when at least half of the words of both contents together are common,
and right jointly when source and cue are right besides.
"""

import argparse
import importlib
import json
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.statements_gold import half_of, prediction  # noqa: E402
from extract.analysis import Analysis, analyse_batch  # noqa: E402
from extract.reading import read_text  # noqa: E402
from extract.statements import extract_statements  # noqa: E402

GOLD = ROOT.parent / "shared" / "gold" / "statements"
PEERS = ("textacy", "textacy-paragraphs", "textacy-triples", "sayswho")
THRESHOLDS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9)
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
KINDS = ("all", "direct", "mixed", "indirect")

Documents = dict[str, dict[str, Any]]
"""Texts with their statements by id, as the gold has them."""


class Corpus(NamedTuple):
    """A gold set, whole, with dateline's analyses and predictions."""

    name: str
    gold: Documents
    analyses: list[Analysis]
    predicted: Documents

    @property
    def parts(self) -> list[tuple[str, Documents]]:
        """The gold in its parts: PolNeAR's halves, or all of a small set."""
        if self.name != "PolNeAR dev":
            return [(self.name, self.gold)]
        return [
            (f"{self.name}, {half}", {i: d for i, d in self.gold.items() if half_of(i) == half})
            for half in ("tuning", "held")
        ]


def main() -> None:
    """Print quality by kind beside the peers, then dateline's by threshold and confidence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--cache", type=Path, help="folder of pickled analyses, made if absent")
    parser.add_argument("--patterns", action="store_true", help="judge each construction")
    options = parser.parse_args()
    sys.path.insert(0, str(GOLD))
    score = importlib.import_module("score")  # the gold's own scorer, which is not ours to ship
    corpora = [
        _corpus("PolNeAR dev", "polnear_dev", options.cache),
        _corpus("GUM news", "gum_dev", options.cache),
    ]
    parses = "".join(_parse(analysis) for corpus in corpora for analysis in corpus.analyses)
    systems: dict[str, Documents] = {
        "dateline": {i: d for corpus in corpora for i, d in corpus.predicted.items()}
    }
    speeds = {"dateline": _speed([a for corpus in corpora for a in corpus.analyses])}
    for peer in PEERS:
        read = _read_by(peer, options.peers, parses)
        if read is not None:
            systems[peer] = {i: {"statements": s} for i, s in read["statements"].items()}
            speeds[peer] = read["words_per_second"]
    print("\nextraction of statements from parsed text, words per CPU-second")
    for name, speed in speeds.items():
        print(f"{name:20} {speed:12,.0f}")
    for corpus in corpora:
        for title, gold in corpus.parts:
            _by_kind(score.evaluate, title, gold, systems)
            _by_threshold(score.evaluate, title, gold, systems["dateline"])
            judged = _judged(score, gold, systems["dateline"])
            _by_confidence(judged, title)
            if options.patterns:
                _by_pattern(judged, title)


def _corpus(name: str, stem: str, cache: Path | None) -> Corpus:
    lines = (GOLD / f"{stem}.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {document["id"]: document for document in map(json.loads, lines)}
    stored = None if cache is None else cache / f"{stem}.pkl"
    if stored is not None and stored.exists():
        analyses: list[Analysis] = pickle.loads(stored.read_bytes())  # noqa: S301 - written by us
    else:
        analyses = analyse_batch([read_text(d["text"], source_id=i) for i, d in gold.items()])
        if stored is not None:
            stored.write_bytes(pickle.dumps(analyses))
    predicted = {i: prediction(i, a) for i, a in zip(gold, analyses, strict=True)}
    return Corpus(name, gold, analyses, predicted)


def _parse(analysis: Analysis) -> str:
    """Return the line that `statement_peers.py` reads."""
    blocks = [sentence.block for sentence in analysis.sentences]
    tokens = [
        [t.start, t.end, t.text, t.lemma, t.upos, t.head, t.rel, t.sentence, blocks[t.sentence]]
        for t in analysis.tokens
    ]
    return json.dumps({"id": analysis.article.source_id, "tokens": tokens}) + "\n"


def _speed(analyses: list[Analysis]) -> float:
    words = sum(t.upos != "PUNCT" for a in analyses for t in a.tokens)
    begun = time.process_time()
    for analysis in analyses:
        extract_statements(analysis)
    return words / (time.process_time() - begun)


def _read_by(peer: str, python: str, parses: str) -> dict[str, Any] | None:
    """Return what *peer* read, run by the interpreter *python*; print why it could not."""
    command = [python, str(Path(__file__).with_name("statement_peers.py")), peer]
    run = subprocess.run(command, input=parses, capture_output=True, text=True, check=False)
    if run.returncode:
        print(f"{peer}: left out: {' '.join(run.stderr.strip().splitlines()[-1:])}")
        return None
    read: dict[str, Any] = json.loads(run.stdout)
    return read


def _by_kind(
    evaluate: Callable[..., dict[str, Any]], title: str, gold: Documents, systems: dict[str, Any]
) -> None:
    print(f"\n{title}, {len(gold)} articles")
    print(f"{'':20} {'kind':9} {'gold':>5} {'rows':>5}   IoU P / R / F1        joint P / R / F1")
    for name, predicted in systems.items():
        result = evaluate(gold, predicted)
        for kind in KINDS:
            row = result[kind]
            print(
                f"{name if kind == 'all' else '':20} {kind:9} {row['gold']:5} {row['pred']:5}"
                f"   {_percent(row['iou'])}   {_percent(row['joint'])}"
            )
        if "speaker" in result:
            print(f"{'':20} names of speakers right: {_share(*result['speaker'])}")


def _by_threshold(
    evaluate: Callable[..., dict[str, Any]], title: str, gold: Documents, predicted: Documents
) -> None:
    print(f"\n{title}: dateline's rows of at least some confidence")
    print("least   rows   IoU P / R / F1        joint P / R / F1      IoU P of direct, mixed")
    for least in THRESHOLDS:
        kept = {
            i: {"statements": [s for s in predicted[i]["statements"] if s["confidence"] >= least]}
            for i in gold
        }
        result = evaluate(gold, kept)
        row = result["all"]
        precise = "  ".join(f"{100 * result[k]['iou'][0]:5.1f}" for k in ("direct", "mixed"))
        print(
            f"{least:5.1f} {row['pred']:6}   {_percent(row['iou'])}   {_percent(row['joint'])}"
            f"   {precise}"
        )


class Judged(NamedTuple):
    """One predicted statement: its construction, its confidence, and whether it is right."""

    pattern: str
    confidence: float
    content: bool
    joint: bool


def _judged(score: Any, gold: Documents, predicted: Documents) -> list[Judged]:
    """Return every predicted statement that has words, judged as the gold's scorer judges."""
    judged = []
    for identifier, document in gold.items():
        words = score.words(document["text"])
        starts = [word[0] for word in words]

        def indexes(
            statement: dict[str, Any], key: str, words: Any = words, starts: Any = starts
        ) -> set[int]:
            found: set[int] = score.idx(statement.get(key) or [], words, starts)
            return found

        rows = [s for s in predicted[identifier]["statements"] if indexes(s, "content_spans")]
        known = [s for s in document["statements"] if indexes(s, "content_spans")]
        contents = ([indexes(s, "content_spans") for s in side] for side in (known, rows))
        partners = {p: g for g, p, overlap, _ in score.pairs(*contents) if overlap >= 0.5}
        for number, row in enumerate(rows):
            partner = partners.get(number)
            joint = False
            if partner is not None:
                (source, cue), (our_source, our_cue) = (
                    (indexes(s, "source_spans"), indexes(s, "cue_spans"))
                    for s in (known[partner], row)
                )
                common = any(words[i][2] not in score.STOP for i in source & our_source)
                alike = source == our_source or common if source else not our_source
                joint = alike and (bool(cue & our_cue) or not cue)
            judged.append(Judged(row["pattern"], row["confidence"], partner is not None, joint))
    return judged


def _by_confidence(judged: list[Judged], title: str) -> None:
    """Print the share right in each bin, and the mean distance from it, weighted by rows."""
    print(f"\n{title}: what confidence says, and how often dateline's rows are right")
    print("confidence    rows   mean   right jointly   content right")
    distance = 0.0
    for low, high in pairwise(BINS):
        rows = [one for one in judged if low <= one.confidence < high]
        if not rows:
            continue
        mean = sum(one.confidence for one in rows) / len(rows)
        joint = sum(one.joint for one in rows) / len(rows)
        content = sum(one.content for one in rows) / len(rows)
        distance += abs(mean - joint) * len(rows)
        print(
            f"{low:4.1f} – {min(high, 1.0):3.1f} {len(rows):7}  {mean:5.2f}   {100 * joint:6.1f} %"
            f"        {100 * content:6.1f} %"
        )
    print(f"mean distance of confidence from the joint share: {distance / max(len(judged), 1):.3f}")


def _by_pattern(judged: list[Judged], title: str) -> None:
    """Print how often each construction is right, whose share is the confidence of its rows."""
    print(f"\n{title}: dateline's constructions")
    print(f"{'':20} {'rows':>5}   mean   right jointly   content right")
    for pattern in sorted({one.pattern for one in judged}):
        rows = [one for one in judged if one.pattern == pattern]
        mean = sum(one.confidence for one in rows) / len(rows)
        joint = 100 * sum(one.joint for one in rows) / len(rows)
        content = 100 * sum(one.content for one in rows) / len(rows)
        print(f"{pattern:20} {len(rows):5}  {mean:5.2f}   {joint:6.1f} %        {content:6.1f} %")


def _percent(figures: tuple[float, float, float]) -> str:
    return " ".join(f"{100 * figure:5.1f}" for figure in figures) + "  "


def _share(part: float, number: int) -> str:
    return f"{100 * part:.1f} % of {number}"


if __name__ == "__main__":
    main()
