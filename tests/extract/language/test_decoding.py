"""Trees and name spans from scores."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.language.decoding import is_tree, name_labels, name_spans, tree


def best_by_search(scores: np.ndarray) -> float:
    """Return the best score of any single-rooted tree, by trying them all."""
    words = scores.shape[0]
    best = -np.inf
    for heads in itertools.product(range(words + 1), repeat=words):
        if is_tree(np.array(heads)):
            best = max(best, sum(float(scores[d, h]) for d, h in enumerate(heads)))
    return best


@settings(deadline=None)
@given(st.integers(1, 4), st.randoms(use_true_random=False))
def test_the_best_tree_is_found(words: int, random) -> None:
    """Whatever the scores, the result is a single-rooted tree, and no tree scores higher."""
    scores = np.array([[random.uniform(-5, 5) for _ in range(words + 1)] for _ in range(words)])
    for word in range(words):
        scores[word, word + 1] = -1e9  # no word is its own head
    heads = tree(scores)
    assert is_tree(heads)
    found = sum(float(scores[d, h]) for d, h in enumerate(heads))
    assert found == pytest.approx(best_by_search(scores))


def test_cycles_and_two_roots_are_no_trees() -> None:
    """The check refuses what is not one tree."""
    assert is_tree(np.array([2, 0, 2]))
    assert not is_tree(np.array([2, 1, 0]))
    assert not is_tree(np.array([0, 0]))


@settings(deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=6))
def test_a_tree_is_one_root_that_all_words_reach(heads: list[int]) -> None:
    """The check says what following the heads of every word says."""
    heads = [min(head, len(heads)) for head in heads]
    reached = set()
    for word in range(1, len(heads) + 1):
        node, steps = word, 0
        while node and steps <= len(heads):
            node, steps = heads[node - 1], steps + 1
        reached.add(node)
    assert is_tree(np.array(heads)) == (reached == {0} and heads.count(0) == 1)


def test_inside_labels_need_a_beginning() -> None:
    """An I-label that continues nothing gives way to the next best label."""
    labels = ("O", "B-PER", "I-PER")
    scores = np.array([[0.1, 0.2, 0.9], [0.1, 0.2, 0.9]])
    assert name_labels(scores, labels) == ["B-PER", "I-PER"]


LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG")


@settings(deadline=None)
@given(st.lists(st.permutations(range(len(LABELS))), max_size=6))
def test_each_label_is_the_best_that_may_stand_there(rows: list[list[int]]) -> None:
    """From left to right no better label was possible, and every I-label continues its name."""
    scores = np.array(rows, dtype=np.float32).reshape(len(rows), len(LABELS))
    previous = "O"
    for row, chosen in zip(scores, name_labels(scores, LABELS), strict=True):
        possible = [
            (score, label)
            for score, label in zip(row, LABELS, strict=True)
            if not label.startswith("I") or label[2:] == previous[2:]
        ]
        assert chosen == max(possible)[1]
        previous = chosen


def test_adjacent_names_stay_apart() -> None:
    """A new B-label closes the name before it."""
    spans = name_spans(["B-PER", "I-PER", "B-PER", "O", "B-LOC"])
    assert spans == [(0, 2, "PER"), (2, 3, "PER"), (4, 5, "LOC")]
