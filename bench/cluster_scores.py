"""Scores of a grouping against another: B³, MUC, CEAF-e, pairs, and CoNLL's average of three."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping

import numpy as np

Grouping = Mapping[Hashable, Hashable]
"""The name of the group of each mention; both groupings are of the same mentions."""

Score = tuple[float, float, float]
"""Precision, recall and F1, each 0 to 1."""


def scores(gold: Grouping, found: Grouping) -> dict[str, Score]:
    """Return the scores by name; of `conll` only the last number means something."""
    by = {
        "B3": b_cubed(gold, found),
        "MUC": (_muc(found, gold), _muc(gold, found)),
        "CEAFe": _ceaf_e(gold, found),
        "pairs": _pairs(gold, found),
    }
    full = {name: (p, r, 2 * p * r / (p + r) if p + r else 0.0) for name, (p, r) in by.items()}
    mean = (full["B3"][2] + full["MUC"][2] + full["CEAFe"][2]) / 3
    return {**full, "CoNLL": (mean, mean, mean)}


def b_cubed(gold: Grouping, found: Grouping) -> tuple[float, float]:
    """Return the mean share of each mention's group that is right, and that is found."""
    golden, given = _sets(gold), _sets(found)
    parts = [
        (
            len(golden[gold[m]] & given[found[m]]) / len(given[found[m]]),
            len(golden[gold[m]] & given[found[m]]) / len(golden[gold[m]]),
        )
        for m in gold
    ]
    return sum(p for p, _ in parts) / len(parts), sum(r for _, r in parts) / len(parts)


def _muc(of: Grouping, by: Grouping) -> float:
    kept = whole = 0
    for members in _sets(of).values():
        kept += len(members) - len({by[m] for m in members})
        whole += len(members) - 1
    return kept / whole if whole else 0.0


def _pairs(gold: Grouping, found: Grouping) -> tuple[float, float]:
    def pairs(sizes: Counter[Hashable]) -> int:
        return sum(n * (n - 1) // 2 for n in sizes.values())

    right = pairs(Counter((gold[m], found[m]) for m in gold))
    made, wanted = pairs(Counter(found.values())), pairs(Counter(gold.values()))
    return right / made if made else 0.0, right / wanted if wanted else 0.0


def _ceaf_e(gold: Grouping, found: Grouping) -> tuple[float, float]:
    """Pair each group with one of the other side so that they agree most; mean agreement."""
    golden, given = list(_sets(gold).values()), list(_sets(found).values())
    place = {m: index for index, members in enumerate(golden) for m in members}
    alike = np.zeros((len(given), len(golden)))
    for row, members in enumerate(given):
        for column, count in Counter(place[m] for m in members).items():
            alike[row, column] = 2 * count / (len(members) + len(golden[column]))
    best = _assignment(alike if len(given) <= len(golden) else alike.T)
    return best / len(given), best / len(golden)


def _assignment(gain: np.ndarray) -> float:
    """Return the greatest sum of *gain* with one column for each row (Hungarian algorithm).

    There must be no more rows than columns.
    """
    rows, columns = gain.shape
    cost = -gain
    u, v = np.zeros(rows + 1), np.zeros(columns + 1)
    match = np.zeros(columns + 1, int)
    for row in range(1, rows + 1):
        match[0], column = row, 0
        least = np.full(columns + 1, np.inf)
        way = np.zeros(columns + 1, int)
        used = np.zeros(columns + 1, bool)
        while True:
            used[column] = True
            slack = cost[match[column] - 1] - u[match[column]] - v[1:]
            better = ~used[1:] & (slack < least[1:])
            least[1:][better] = slack[better]
            way[1:][better] = column
            open_ = np.where(used[1:], np.inf, least[1:])
            following = int(open_.argmin()) + 1
            delta = open_[following - 1]
            u[match[used]] += delta
            v[used] -= delta
            least[1:][~used[1:]] -= delta
            column = following
            if match[column] == 0:
                break
        while column:
            match[column] = match[way[column]]
            column = way[column]
    return float(sum(gain[match[c] - 1, c - 1] for c in range(1, columns + 1) if match[c]))


def _sets(grouping: Grouping) -> dict[Hashable, set[Hashable]]:
    found: dict[Hashable, set[Hashable]] = defaultdict(set)
    for mention, name in grouping.items():
        found[name].add(mention)
    return found
