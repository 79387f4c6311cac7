"""What words mean, in numbers: vectors that lie close for words of one meaning.

`data/vectors.npz` holds 64 numbers for each of 21,358 English words: what all-MiniLM-L6-v2
(Apache-2.0) says of the word by itself, centred, cut to the 64 main directions and rounded to
8 bits; and the word's rank in its vocabulary, which runs from frequent to rare.
"""

from functools import cache
from importlib import resources
from io import BytesIO
from math import log

import numpy as np
import numpy.typing as npt

from schemas.base import Struct
from warehouse.clusters.words import stem

Floats = npt.NDArray[np.float32]

SIZE = 64
_RAREST = 30_522
_COMMONEST = 1_996  # the first words of the vocabulary are single characters and signs


class Lexicon(Struct, frozen=True, kw_only=True):
    """The packaged words: row of each, its vector of length 1, and how much it tells (0.1 to 1).

    `stems` gives how much a stem tells: as much as its most frequent word.
    """

    rows: dict[str, int]
    vectors: Floats
    weights: Floats
    stems: dict[str, float]

    def weight(self, stem: str) -> float:
        """Return how much the words of *stem* tell: rare ones 1, frequent ones little."""
        return self.stems.get(stem, 1.0)


@cache
def lexicon() -> Lexicon:
    """Return the packaged words, read on first use."""
    data = (resources.files("warehouse.clusters") / "data" / "vectors.npz").read_bytes()
    with np.load(BytesIO(data)) as stored:
        words = bytes(stored["words"]).decode().split("\n")
        vectors = stored["vectors"].astype(np.float32)
        ranks = stored["ranks"]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    span = log(_RAREST / _COMMONEST)
    told = [max(0.1, log(max(int(rank), _COMMONEST) / _COMMONEST) / span) for rank in ranks]
    stems: dict[str, float] = {}
    for word, weight in zip(words, told, strict=True):
        stems[stem(word)] = min(weight, stems.get(stem(word), 1.0))
    return Lexicon(
        stems=stems,
        rows={word: row for row, word in enumerate(words)},
        vectors=vectors,
        weights=np.array(told, dtype=np.float32),
    )
