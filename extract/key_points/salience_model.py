"""The packaged weights of the salience model, and what they were learned from."""

from functools import cache
from importlib import resources

import msgspec
import numpy as np

from extract.key_points.word_features import ArticleWords, Floats


class SalienceModel(msgspec.Struct, frozen=True, kw_only=True):
    """What `data/salience.json` says.

    A logistic regression that gives the probability that a highlight of the article has a word:
    `intercept`, `weights` by feature and `words` by word (the most frequent of the training
    text, which it takes for function words). `training` and `scores` are its card.
    """

    version: str
    licence: str
    training: dict[str, str | int]
    scores: dict[str, dict[str, float]]
    intercept: float
    weights: dict[str, float]
    words: dict[str, float]

    @property
    def frequent(self) -> frozenset[str]:
        """The most frequent words of the training text, as lemmas."""
        return frozenset(self.words)

    def probabilities(self, words: ArticleWords) -> Floats:
        """Return for each word how likely a highlight of the article has it, 0 to 1."""
        weights = np.array([self.weights[name] for name in words.names], np.float64)
        known = np.array([self.words.get(word, 0.0) for word in words.words], np.float64)
        return 1 / (1 + np.exp(-(words.features @ weights + known + self.intercept)))


@cache
def salience_model() -> SalienceModel:
    """Return the packaged model, read once."""
    source = resources.files("extract.key_points").joinpath("data", "salience.json")
    return msgspec.json.decode(source.read_bytes(), type=SalienceModel)
