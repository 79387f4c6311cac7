"""How likely two events are one, from how alike they are told: a small learned network.

`data/judge.json` holds its weights: 21 features, 16 hidden units, one answer. Fitted by
`bench/clusters_fit.py` on topics of ECB+ (CC BY 3.0; Agata Cybulska and Piek Vossen), on
others than those the figures are given for.
"""

from functools import cache
from importlib import resources

import msgspec
import numpy as np

from schemas.base import Struct
from warehouse.clusters.similarity import FEATURES
from warehouse.clusters.vectors import Floats


class Weights(Struct, frozen=True, kw_only=True):
    """The weights as they are stored; features in the order of `FEATURES`."""

    features: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    hidden: tuple[tuple[float, ...], ...]
    hidden_bias: tuple[float, ...]
    answer: tuple[float, ...]
    answer_bias: float


class Judge(Struct, frozen=True, kw_only=True):
    """The weights as they are used."""

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    answer: Floats
    answer_bias: float

    def probabilities(self, features: Floats) -> Floats:
        """Return for each row of *features* how likely the pair is one event, 0 to 1.

        Rounded to four places, so that the last bits of a sum decide nothing.
        """
        inner = ((features - self.mean) / self.scale) @ self.hidden + self.hidden_bias
        score = np.maximum(inner, 0) @ self.answer + self.answer_bias
        likely = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
        return np.asarray(np.round(likely, 4), dtype=np.float32)


def judge_of(weights: Weights) -> Judge:
    """Return the network with these *weights*."""
    assert weights.features == FEATURES, "fitted on other features"
    return Judge(
        mean=np.array(weights.mean, np.float32),
        scale=np.array(weights.scale, np.float32),
        hidden=np.array(weights.hidden, np.float32),
        hidden_bias=np.array(weights.hidden_bias, np.float32),
        answer=np.array(weights.answer, np.float32),
        answer_bias=weights.answer_bias,
    )


@cache
def judge() -> Judge:
    """Return the packaged network, read on first use."""
    data = (resources.files("warehouse.clusters") / "data" / "judge.json").read_bytes()
    return judge_of(msgspec.json.decode(data, type=Weights))
