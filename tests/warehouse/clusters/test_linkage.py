"""Groups made of pairs."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from warehouse.clusters.blocking import strides
from warehouse.clusters.linkage import groups


def grouped(count, pairs):
    left = np.array([a for a, _, _ in pairs], np.int64)
    right = np.array([b for _, b, _ in pairs], np.int64)
    return groups(count, left, right, np.array([p for _, _, p in pairs], np.float32), 0.5)


def test_a_single_strong_pair_does_not_chain_groups():
    """Two pairs that agree stay apart when but one link of four joins them."""
    pairs = [(0, 1, 0.9), (2, 3, 0.9), (1, 2, 0.8)]
    assert grouped(5, pairs) == [[0, 1], [2, 3], [4]]


def test_groups_that_agree_throughout_are_joined():
    """With all four links strong the four are one."""
    pairs = [(a, b, 0.8) for a in range(4) for b in range(a + 1, 4)]
    assert grouped(4, pairs) == [[0, 1, 2, 3]]


def test_a_great_group_needs_no_comparison_of_all_pairs():
    """A crowd of which only some pairs were compared is one group still."""
    size = 400
    pairs = [(a, a + step, 0.9) for step in strides(size) for a in range(size - step)]
    assert len(pairs) < size * size / 8
    assert grouped(size, pairs) == [list(range(size))]


_pairs = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]),
    st.integers(0, 10).map(lambda n: n / 10),
    max_size=12,
)


@given(_pairs)
def test_every_row_is_in_one_group_of_linked_rows(pairs):
    """Groups part the rows, and rows without any likely pair stay alone."""
    found = grouped(8, [(a, b, p) for (a, b), p in pairs.items()])
    assert sorted(row for group in found for row in group) == list(range(8))
    strong = {row for (a, b), p in pairs.items() if p >= 0.5 for row in (a, b)}
    assert all(len(group) == 1 or set(group) <= strong for group in found)
