"""Chooses the sentences of the prose that together carry most of the story."""

import math
from itertools import combinations

import msgspec
import numpy as np

from extract.analysis import Analysis
from extract.key_points.salience_model import SalienceModel, salience_model
from extract.key_points.standing import asides, stands_alone
from extract.key_points.word_features import Flags, Floats, article_words
from extract.language import Sentence

MOST = 3
"""At most so many sentences of an article are salient."""

_PER_WORD = 0.13
"""What a word of a chosen sentence costs, against the 1 that a word of a highlight gains."""
_LATE = 1.0
"""What a sentence at the very end of the prose costs more than its first."""
_COMPARED = 14
"""So many of the best sentences are tried in all sets of three."""
_REPEATED = 0.5
"""Share of a sentence's content words that another may say before it is a repetition."""
_TOLD = 0.5
"""What each pronoun costs whose name must be told in brackets."""
_SURE, _SURE_OF_GAIN, _SURE_OF_LENGTH = -2.35, 0.14, 1.6
"""Confidence, the chance that the sentence holds half of a highlight's words: a logistic function
of what it adds and of its words in thirties, fitted on the tuning half of CNN/DailyMail."""
_HALF = 5.0
"""A sentence that adds so much less than the best has half its score."""
_DIGITS = 9
"""Values are compared to so many places, so that the order of a sum cannot choose."""


class Salient(msgspec.Struct, frozen=True, kw_only=True):
    """One salient sentence; `score` is 1 for the article's best and falls with what others add."""

    sentence: Sentence
    score: float
    confidence: float


def salient_sentences(analysis: Analysis, model: SalienceModel | None = None) -> list[Salient]:
    """Return the salient sentences, the most salient first, at most `MOST`; none says another's.

    They are the three that together, without saying a word twice, are expected to hold the most
    words of a highlight for their length. An article of three sentences or fewer is its own
    summary and gives none. *model* is the packaged one unless another is given.
    """
    prose = [s for s in analysis.sentences if s.origin == "prose" and s.end > s.start]
    if len(prose) <= MOST:
        return []
    model = model or salience_model()
    words = article_words(analysis, prose, model.frequent)
    told = [asides(analysis, s) if stands_alone(analysis, s) else None for s in prose]
    candidates = [place for place, found in enumerate(told) if found is not None]
    costs = _PER_WORD * words.lengths + _LATE * np.arange(len(prose)) / len(prose)
    costs += [_TOLD * len(found or ()) for found in told]
    content = np.array([word not in model.frequent for word in words.words], np.float64)
    carried = _Carried(words.stands, model.probabilities(words), costs, content, candidates)
    chosen = carried.ranked()
    best = max((gain for _, gain in chosen), default=1.0)
    return [
        Salient(
            sentence=prose[place],
            score=round(1 / (1 + max(best - gain, 0.0) / _HALF), 3),
            confidence=_confidence(gain, words.lengths[place]),
        )
        for place, gain in chosen
    ]


def _confidence(gain: float, length: float) -> float:
    sure = _SURE + _SURE_OF_GAIN * gain + _SURE_OF_LENGTH * length / 30
    return round(1 / (1 + math.exp(-sure)), 2)


class _Carried:
    """What sentences carry of the highlights: the sum over their different words, less a cost."""

    def __init__(
        self,
        stands: Flags,
        likely: Floats,
        costs: Floats,
        content: Floats,
        candidates: list[int],
    ) -> None:
        alone = np.round(stands @ likely - costs, _DIGITS)
        self._places = sorted(candidates, key=lambda place: (-alone[place], place))[:_COMPARED]
        self._stands = stands[self._places]
        self._costs = costs[self._places]
        self._likely = likely
        shared = (self._stands * content) @ self._stands.T
        shortest = np.minimum.outer(shared.diagonal(), shared.diagonal())
        self._repeats = shared > _REPEATED * np.maximum(shortest, 1)

    def ranked(self) -> list[tuple[int, float]]:
        """Return the places of the best set with what each adds, the one that adds most first."""
        left = list(self._best())
        found: list[tuple[int, float]] = []
        said = np.zeros(len(self._likely), np.bool_)
        while left:
            new = [float(self._likely[self._stands[i] & ~said].sum()) for i in left]
            gains = [
                round(n - float(self._costs[i]), _DIGITS) for n, i in zip(new, left, strict=True)
            ]
            best = max(range(len(left)), key=lambda k: (gains[k], -left[k]))
            said |= self._stands[left[best]]
            found.append((self._places[left.pop(best)], gains[best]))
        return found

    def _best(self) -> tuple[int, ...]:
        """Return the set of `MOST` sentences that carries most, or the largest sound set."""
        for size in range(min(MOST, len(self._places)), 0, -1):
            sets = np.array(list(combinations(range(len(self._places)), size)))
            sound = np.ones(len(sets), np.bool_)
            for a, b in combinations(range(size), 2):
                sound &= ~self._repeats[sets[:, a], sets[:, b]]
            sets = sets[sound]
            if len(sets):
                said = self._stands[sets[:, 0]]
                for column in range(1, size):
                    said = said | self._stands[sets[:, column]]
                values = np.round(said @ self._likely - self._costs[sets].sum(axis=1), _DIGITS)
                return tuple(int(index) for index in sets[int(values.argmax())])
        return ()
