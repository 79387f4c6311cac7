"""How alike two events are told, and how likely they are then one event."""

import numpy as np
import numpy.typing as npt

from warehouse.clusters.profiles import Ints, Profiles
from warehouse.clusters.vectors import Floats

FEATURES = (
    "same trigger word", "meaning of triggers", "trigger in the other's sentence",
    "words shared of the shorter sentence", "words shared of both sentences",
    "meaning of sentences", "names shared", "names of both", "both have names",
    "arguments shared", "arguments in the other's sentence", "both have arguments",
    "numbers shared", "numbers differ", "story words shared", "story names shared",
    "meaning of stories", "same article", "same sentence", "same type", "types differ",
)  # fmt: skip
"""What is compared, in the order of the columns of `features`."""

Pairs = npt.NDArray[np.int64]


def features(of: Profiles, left: Pairs, right: Pairs) -> Floats:
    """Return one row for each pair ``left[i], right[i]`` of rows of *of*, columns as `FEATURES`."""
    story_left, story_right = of.story[left], of.story[right]
    same_story = story_left == story_right
    shared, both = _overlap(of, of.sentence[left], of.sentence[right])
    named, named_both = _overlap(of, of.names[left], of.names[right])
    acting, _ = _overlap(of, of.arguments[left], of.arguments[right])
    lead, _ = _overlap(of, of.lead[story_left], of.lead[story_right])
    lead_names, _ = _overlap(of, of.lead_names[story_left], of.lead_names[story_right])
    counted, _ = _overlap(of, of.numbers[left], of.numbers[right])
    has_numbers = (of.numbers[left, 0] > 0) & (of.numbers[right, 0] > 0)
    types_left, types_right = of.types[left], of.types[right]
    typed = (types_left > 0) & (types_right > 0)
    crossed = _within(of, of.arguments[left], of.sentence[right])
    crossed += _within(of, of.arguments[right], of.sentence[left])
    mentioned = _common(of.head[left], of.sentence[right]) | _common(
        of.head[right], of.sentence[left]
    )
    columns = (
        _common(of.head[left], of.head[right]),
        _cosine(of.meaning[left], of.meaning[right]),
        mentioned,
        shared,
        both,
        _cosine(of.drift[left], of.drift[right]),
        named,
        named_both,
        (of.names[left, 0] > 0) & (of.names[right, 0] > 0),
        acting,
        crossed / 2,
        (of.arguments[left, 0] > 0) & (of.arguments[right, 0] > 0),
        counted,
        has_numbers & (counted == 0),
        lead,
        lead_names,
        _cosine(of.lead_drift[story_left], of.lead_drift[story_right]),
        same_story,
        same_story & (both > 0.9),
        typed & (types_left == types_right),
        typed & (types_left != types_right),
    )
    return np.stack(columns, axis=1).astype(np.float32)


def _equal(left: Ints, right: Ints) -> npt.NDArray[np.bool_]:
    """Return for each word of *left* whether it is among those of *right*."""
    hit = np.zeros(left.shape, np.bool_)
    for column in range(right.shape[1]):
        hit |= left == right[:, column : column + 1]
    return hit & (left > 0)


def _common(left: Ints, right: Ints) -> npt.NDArray[np.bool_]:
    return np.asarray(_equal(left, right).any(axis=1))


def _overlap(of: Profiles, left: Ints, right: Ints) -> tuple[Floats, Floats]:
    """Return the share of common words, weighed, in the lighter set and in both together."""
    in_left, in_right = of.weights[left], of.weights[right]
    common = (in_left * _equal(left, right)).sum(axis=1)
    one, other = in_left.sum(axis=1), in_right.sum(axis=1)
    return _ratio(common, np.minimum(one, other)), _ratio(common, one + other - common)


def _within(of: Profiles, left: Ints, right: Ints) -> Floats:
    """Return the share of the words of *left*, weighed, that stand in *right*."""
    weights = of.weights[left]
    return _ratio((weights * _equal(left, right)).sum(axis=1), weights.sum(axis=1))


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _cosine(left: Floats, right: Floats) -> Floats:
    return np.asarray(np.einsum("ij,ij->i", left, right), dtype=np.float32)
