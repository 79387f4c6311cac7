"""Scores salient sentences against highlights: ``python bench/key_points_gold.py [--peers]``.

ROUGE F1 at three sentences, beside lead-3: for the halves of the CNN/DailyMail articles (by the
hash of the id; only the tuning half may be looked at) and for our own articles that are kept from
training. ``--peers`` scores LexRank and TextRank beside, and the best three sentences there are.
``--upper`` learns the same model from the tuning half too, an upper reference that is not shipped.
Then, how often a sentence of some confidence holds half of a highlight's words, and the words of
articles that the extractor reads per CPU-second once they are analysed. Needs rouge-score.
"""

import argparse
import hashlib
import importlib.util
import math
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from rouge_score import tokenizers  # type: ignore[import-untyped]  # noqa: E402

from bench.key_points_peers import lexrank, textrank  # noqa: E402
from extract.analysis import Analysis, analyse_batch  # noqa: E402
from extract.key_points import extract_key_points  # noqa: E402
from extract.key_points.salience import MOST, salient_sentences  # noqa: E402
from extract.key_points.salience_model import SalienceModel  # noqa: E402
from extract.key_points.training.articles import AnnotatedArticle, read_articles  # noqa: E402
from extract.key_points.training.train import FOLDER, train  # noqa: E402
from extract.reading import read_text  # noqa: E402

GOLD = ROOT.parent / "shared" / "gold" / "key_points"
System = Callable[[Analysis], list[str]]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One analysed article with its highlights."""

    name: str
    text: str
    highlights: tuple[str, ...]
    analysis: Analysis


def main() -> None:
    """Print the tables of the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--upper", action="store_true")
    options = parser.parse_args()
    scorer = _gold_scorer()
    parts = {"tuning": _cnn(held=False), "held back": _cnn(held=True), "own, held": _own()}
    systems: dict[str, System] = {"lead-3": _lead, "ours": _ours}
    if options.peers:
        systems |= {"LexRank": _ranked(lexrank), "TextRank": _ranked(textrank)}
    for name, part in parts.items():
        for system, choose in systems.items():
            _print_rouge(scorer, name, part, system, choose)
        if options.peers:
            best = statistics.mean(_best(document) for document in part)
            print(
                f"{name:10} {len(part):4} articles  best sentences there are: ROUGE-1 {best:5.2f}"
            )
    if options.upper:
        model = train([_annotated(document) for document in parts["tuning"]], "upper")
        _print_rouge(scorer, "held back", parts["held back"], "upper", _learned(model))
    for name, part in parts.items():
        _print_calibration(name, part)
    _print_speed(parts["held back"])


def _gold_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("key_points_score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


class _Row(msgspec.Struct):
    id: str
    text: str
    highlights: tuple[str, ...]


def _cnn(*, held: bool) -> list[Document]:
    lines = (GOLD / "cnndm_train.jsonl").read_bytes().splitlines()
    rows = [msgspec.json.decode(line, type=_Row) for line in lines]
    part = [row for row in rows if _held_back(row.id) == held]
    analyses = analyse_batch([read_text(row.text) for row in part])
    return [
        Document(name=row.id, text=row.text, highlights=row.highlights, analysis=analysis)
        for row, analysis in zip(part, analyses, strict=True)
    ]


def _own() -> list[Document]:
    articles = [a for a in read_articles(sorted(FOLDER.glob("*.txt"))) if a.held_back]
    analyses = analyse_batch([read_text(f"{a.title}\n\n{a.text}") for a in articles])
    return [
        Document(name=a.name, text=a.text, highlights=a.highlights, analysis=analysis)
        for a, analysis in zip(articles, analyses, strict=True)
    ]


def _held_back(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0


def _annotated(document: Document) -> AnnotatedArticle:
    return AnnotatedArticle(
        name=document.name, title="", text=document.text, highlights=document.highlights, picks=()
    )


def _prose(analysis: Analysis) -> list[str]:
    return [
        analysis.text[s.start : s.end]
        for s in analysis.sentences
        if s.origin == "prose" and s.end > s.start
    ]


def _lead(analysis: Analysis) -> list[str]:
    return _prose(analysis)[:MOST]


def _ours(analysis: Analysis) -> list[str]:
    points = sorted(extract_key_points(analysis), key=lambda point: point.rank)
    return [point.quote for point in points if point.kind == "salient"]


def _learned(model: SalienceModel) -> System:
    def choose(analysis: Analysis) -> list[str]:
        found = salient_sentences(analysis, model)
        return [analysis.text[s.sentence.start : s.sentence.end] for s in found]

    return choose


def _ranked(rank: Callable[[list[str], int], list[str]]) -> System:
    return lambda analysis: rank(_prose(analysis), MOST)


def _print_rouge(
    scorer: ModuleType, name: str, part: list[Document], system: str, choose: System
) -> None:
    gold = [{"id": d.name, "text": d.text, "highlights": list(d.highlights)} for d in part]
    chosen = {d.name: {"id": d.name, "sents": choose(d.analysis)} for d in part}
    scores, words, _ = scorer.evaluate(gold, chosen, MOST)
    figures = "  ".join(f"{mean:5.2f} ± {ci:.2f}" for mean, ci in scores)
    gains = [
        _f1(_bag(chosen[d.name]["sents"]), _bag(d.highlights))
        - _f1(_bag(_lead(d.analysis)), _bag(d.highlights))
        for d in part
    ]
    spread = 1.96 * statistics.stdev(gains) / math.sqrt(len(gains))
    print(
        f"{name:10} {len(part):4} articles  {system:8} ROUGE-1/2/L {figures}"
        f"  over lead {statistics.mean(gains):+5.2f} ± {spread:.2f}  words {words:.0f}"
    )


_STEMMER = tokenizers.DefaultTokenizer(use_stemmer=True)


def _bag(texts: Sequence[str]) -> Counter[str]:
    return Counter(_STEMMER.tokenize("\n".join(texts)))


def _f1(chosen: Counter[str], gold: Counter[str]) -> float:
    shared = (chosen & gold).total()
    return 200 * shared / max(chosen.total() + gold.total(), 1)


def _best(document: Document) -> float:
    """Return the ROUGE-1 of the three sentences that greedily share most with the highlights."""
    gold, left = _bag(document.highlights), [_bag((s,)) for s in _prose(document.analysis)]
    taken: Counter[str] = Counter()
    for _ in range(min(MOST, len(left))):
        best = max(left, key=lambda bag: _f1(taken + bag, gold))
        if _f1(taken + best, gold) <= _f1(taken, gold):
            break
        taken = taken + best
        left.remove(best)
    return _f1(taken, gold)


def _print_calibration(name: str, part: list[Document]) -> None:
    """Print by tenths of confidence how often a sentence holds half of a highlight's words."""
    held: dict[int, list[bool]] = {}
    for document in part:
        highlights = [_bag((highlight,)) for highlight in document.highlights]
        for point in extract_key_points(document.analysis):
            if point.kind == "salient":
                bag = _bag((point.quote,))
                holds = any(2 * (bag & h).total() >= h.total() for h in highlights)
                held.setdefault(min(int(point.confidence * 5), 4), []).append(holds)
    shown = [
        f"{k / 5:.1f}-{(k + 1) / 5:.1f}: {100 * statistics.mean(held[k]):.0f} % of {len(held[k])}"
        for k in sorted(held)
    ]
    print(f"{name:10} of confidence, half of a highlight's words  " + "  ".join(shown))


def _print_speed(part: list[Document]) -> None:
    words = sum(len(document.text.split()) for document in part)
    begun = time.process_time()
    for document in part:
        extract_key_points(document.analysis)
    spent = time.process_time() - begun
    print(f"key points of analysed articles: {words / spent:,.0f} words per CPU-second")


if __name__ == "__main__":
    main()
