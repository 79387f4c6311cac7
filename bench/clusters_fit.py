"""Fits `warehouse/clusters/data/judge.json` on the tuning topics of ECB+.

    python -m bench.clusters_fit [--cache FILE] [--folds] [--out FILE]

Pairs of gold mentions of validated sentences within a topic, both its subtopics, so that alike
events that are not the same are among them; log loss, Adam, a fixed seed. With `--folds` four
folds of topics are scored instead, for each of several thresholds.
"""

import argparse
from pathlib import Path

import msgspec
import numpy as np

from bench.cluster_scores import scores
from bench.clusters_gold import HELD, all_features, gold_mentions, load, stories, within
from warehouse.clusters.judge import Weights, judge_of
from warehouse.clusters.linkage import groups
from warehouse.clusters.profiles import profiles
from warehouse.clusters.similarity import FEATURES

HIDDEN, EPOCHS, BATCH, RATE, DECAY = 16, 14, 512, 2e-3, 1e-5
OUT = Path(__file__).resolve().parent.parent / "warehouse" / "clusters" / "data" / "judge.json"


def fit(features: np.ndarray, same: np.ndarray, seed: int = 1) -> Weights:
    """Return the weights that tell pairs that are the *same* from others."""
    chance = np.random.default_rng(seed)
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    x, y = (features - mean) / scale, same.astype(np.float64)
    width = x.shape[1]
    parts = [
        chance.normal(0, (2 / width) ** 0.5, (width, HIDDEN)), np.zeros(HIDDEN),
        chance.normal(0, (1 / HIDDEN) ** 0.5, HIDDEN), np.full(1, -3.0),
    ]  # fmt: skip
    first, second = [np.zeros_like(p) for p in parts], [np.zeros_like(p) for p in parts]
    step, steps = 0, EPOCHS * (len(x) // BATCH + 1)
    for _ in range(EPOCHS):
        order = chance.permutation(len(x))
        for start in range(0, len(x), BATCH):
            some = order[start : start + BATCH]
            step += 1
            for i, slope in enumerate(_slopes(parts, x[some], y[some])):
                gradient = slope + DECAY * parts[i]
                first[i] = 0.9 * first[i] + 0.1 * gradient
                second[i] = 0.999 * second[i] + 0.001 * gradient**2
                move = (first[i] / (1 - 0.9**step)) / (
                    np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8
                )
                parts[i] = parts[i] - RATE * (1 - step / (steps + 1)) * move
    hidden, hidden_bias, answer, answer_bias = (np.round(p, 5) for p in parts)
    return Weights(
        features=FEATURES,
        mean=tuple(np.round(mean, 6).tolist()),
        scale=tuple(np.round(scale, 6).tolist()),
        hidden=tuple(tuple(row) for row in hidden.tolist()),
        hidden_bias=tuple(hidden_bias.tolist()),
        answer=tuple(answer.tolist()),
        answer_bias=float(answer_bias[0]),
    )


def _slopes(parts: list[np.ndarray], x: np.ndarray, y: np.ndarray) -> list[np.ndarray]:
    hidden, hidden_bias, answer, answer_bias = parts
    inner = x @ hidden + hidden_bias
    lit = np.maximum(inner, 0)
    likely = 1 / (1 + np.exp(-np.clip(lit @ answer + answer_bias[0], -30, 30)))
    wrong = (likely - y) / len(y)
    back = np.outer(wrong, answer) * (inner > 0)
    return [x.T @ back, back.sum(axis=0), lit.T @ wrong, wrong.sum(keepdims=True)]


def main() -> None:
    """Fit on all tuning topics, or print what four folds of them give."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    docs, analyses = load(options.cache)
    tuning = [i for i, doc in enumerate(docs) if doc["topic"] not in HELD]
    told = [docs[i] for i in tuning]
    mentions = [m for m in gold_mentions(told, [analyses[i] for i in tuning]) if m.validated]
    columns = profiles([m.telling for m in mentions], stories(told))
    left, right = within([m.topic for m in mentions])
    found = all_features(columns, left, right)
    clusters = np.array([m.cluster for m in mentions])
    same = clusters[left] == clusters[right]
    topics = np.array([m.topic for m in mentions])
    if not options.folds:
        options.out.write_bytes(
            msgspec.json.format(msgspec.json.encode(fit(found, same)), indent=1)
        )
        return
    likely = np.zeros(len(same), np.float32)
    for fold in range(4):
        out = np.isin(topics[left], sorted(set(topics.tolist()))[fold::4])
        likely[out] = judge_of(fit(found[~out], same[~out])).probabilities(found[out])
    subtopics = np.array([m.subtopic for m in mentions])
    inside = subtopics[left] == subtopics[right]
    gold = dict(enumerate(clusters.tolist()))
    for name, keep in (("topic", np.ones(len(same), bool)), ("subtopic", inside)):
        for threshold in (0.2, 0.25, 0.3, 0.35, 0.4):
            made = groups(len(mentions), left[keep], right[keep], likely[keep], threshold)
            of_row = {row: number for number, group in enumerate(made) for row in group}
            parts = {k: round(100 * v[2], 1) for k, v in scores(gold, of_row).items()}
            print(name, threshold, parts, flush=True)


if __name__ == "__main__":
    main()
