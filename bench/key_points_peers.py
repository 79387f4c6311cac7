"""Short references that the salient sentences are compared with: LexRank and TextRank.

Both as their papers have them, over the sentences that dateline finds: LexRank (Erkan and Radev
2004) with cosines of tf-idf and a threshold of 0.1, TextRank (Mihalcea and Tarau 2004) with the
words that two sentences share over the logs of their lengths; damping 0.85.
"""

import math
import re
from collections import Counter

import numpy as np
import numpy.typing as npt

_DAMPING = 0.85
_THRESHOLD = 0.1
_STEPS = 100
_STOP = frozenset(
    "a an and are as at be been but by for from had has have he her his i in is it its not of on or"
    " she that the their they this to was we were which who will with would you said".split()
)


def lexrank(sentences: list[str], most: int) -> list[str]:
    """Return the *most* central of *sentences*, in text order."""
    bags = _bags(sentences)
    rarity = {
        word: math.log(len(bags) / count)
        for word, count in Counter(w for b in bags for w in b).items()
    }
    alike = np.zeros((len(bags), len(bags)))
    norms = [math.sqrt(sum((n * rarity[w]) ** 2 for w, n in bag.items())) for bag in bags]
    for i, left in enumerate(bags):
        for j, right in enumerate(bags):
            shared = sum(left[w] * right[w] * rarity[w] ** 2 for w in left if w in right)
            alike[i, j] = norms[i] * norms[j] > 0 and shared / (norms[i] * norms[j]) > _THRESHOLD
    return _chosen(sentences, alike, most)


def textrank(sentences: list[str], most: int) -> list[str]:
    """Return the *most* central of *sentences*, in text order."""
    bags = _bags(sentences)
    alike = np.zeros((len(bags), len(bags)))
    for i, left in enumerate(bags):
        for j, right in enumerate(bags):
            size = math.log(max(sum(left.values()), 1)) + math.log(max(sum(right.values()), 1))
            if i != j and size > 0:
                alike[i, j] = len(left.keys() & right.keys()) / size
    return _chosen(sentences, alike, most)


def _bags(sentences: list[str]) -> list[Counter[str]]:
    words = [re.findall(r"\w+", sentence.lower()) for sentence in sentences]
    return [Counter(word for word in line if word not in _STOP) for line in words]


def _chosen(sentences: list[str], alike: npt.NDArray[np.float64], most: int) -> list[str]:
    if len(sentences) <= most:
        return sentences
    sums = alike.sum(axis=1, keepdims=True)
    steps = np.divide(alike, sums, out=np.full_like(alike, 1 / len(alike)), where=sums > 0)
    rank = np.full(len(alike), 1 / len(alike))
    for _ in range(_STEPS):
        rank = (1 - _DAMPING) / len(alike) + _DAMPING * (rank @ steps)
    best = np.argsort(-rank, kind="stable")[:most]
    return [sentences[int(i)] for i in sorted(best)]
