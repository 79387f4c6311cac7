"""Scores the packaged int8 encoder on held-back sentences and writes the model card."""

import argparse
from pathlib import Path

import msgspec

from extract.language.decoding import name_spans
from extract.language.model import DATA, Encoder
from extract.language.training.corpus import Example, read


def main() -> None:
    """Print UPOS, UAS, LAS and name F1 in percent, on gold words; fill in encoder.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebank", type=Path, required=True)
    options = parser.parse_args()
    encoder = Encoder(DATA)
    scores: dict[str, float] = {}
    for name in ("ewt_dev", "gum_open_dev"):
        for metric, value in score(encoder, read(options.treebank, name)).items():
            scores[f"{name} {metric}"] = value
            print(f"{name:14} {metric:8} {value:5.1f}")
    card = msgspec.structs.replace(encoder.card, scores=scores)
    (DATA / "encoder.json").write_bytes(msgspec.json.format(msgspec.json.encode(card)))


def score(encoder: Encoder, examples: list[Example]) -> dict[str, float]:
    """Return UPOS, UAS and LAS (all words) and name F1 in percent.

    Examples are parsed in groups of 64, as an article's sentences would be.
    """
    words = tags = heads = labelled = 0
    hits = predicted = gold = 0
    for begin in range(0, len(examples), 64):
        group = examples[begin : begin + 64]
        for example, parse in zip(group, encoder.parse([e.words for e in group]), strict=True):
            assert example.upos is not None
            assert example.head is not None
            assert example.rel is not None
            words += len(example.words)
            tags += sum(a == b for a, b in zip(example.upos, parse.upos, strict=True))
            right = [h == p + 1 for h, p in zip(example.head, parse.heads, strict=True)]
            heads += sum(right)
            pairs = zip(right, example.rel, parse.relations, strict=True)
            labelled += sum(ok and a == b for ok, a, b in pairs)
            if example.ner:
                expected = set(name_spans(example.ner))
                hits += len(expected & set(parse.names))
                predicted += len(parse.names)
                gold += len(expected)
    return {
        "UPOS": round(100 * tags / words, 1),
        "UAS": round(100 * heads / words, 1),
        "LAS": round(100 * labelled / words, 1),
        "names F1": round(200 * hits / max(1, predicted + gold), 1),
    }


if __name__ == "__main__":
    main()
