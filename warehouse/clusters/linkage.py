"""Groups from pairs: average linkage over those pairs that were compared."""

import heapq
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from warehouse.clusters.vectors import Floats

THRESHOLD = 0.3
"""Two groups are one event from this average on; chosen on the tuning topics of ECB+."""

_NEIGHBOURS = 8
"""Pairs of larger groups are not all compared: so many for each event of the smaller one do."""

_Link = tuple[float, int]
Rows = npt.NDArray[np.int64]


def groups(
    count: int, left: Rows, right: Rows, likely: Floats, threshold: float = THRESHOLD
) -> list[list[int]]:
    """Return the groups of the rows 0 … *count* - 1, each ascending, by their first row.

    *likely* says of each pair ``left[i], right[i]`` how likely it is one event; pairs that are
    not given count as 0. The two groups with the greatest average over their pairs are joined
    until none reaches *threshold*; of equal ones the first rows go first.
    """
    strong = likely >= threshold
    owner = _components(count, left[strong], right[strong])
    inside = owner[left] == owner[right]
    of_component: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    for a, b, value in zip(
        left[inside].tolist(), right[inside].tolist(), likely[inside].tolist(), strict=True
    ):
        of_component[int(owner[a])].append((a, b, value))
    found: list[list[int]] = []
    linked: set[int] = set()
    for component in sorted(of_component):
        for group in _agglomerate(of_component[component], threshold):
            found.append(group)
            linked.update(group)
    found += [[row] for row in range(count) if row not in linked]
    return sorted(found)


def _components(count: int, left: Rows, right: Rows) -> Rows:
    owner = list(range(count))

    def find(row: int) -> int:
        while owner[row] != row:
            owner[row] = owner[owner[row]]
            row = owner[row]
        return row

    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        one, other = find(a), find(b)
        owner[max(one, other)] = min(one, other)
    return np.array([find(row) for row in range(count)], np.int64)


def _agglomerate(pairs: Iterable[tuple[int, int, float]], threshold: float) -> list[list[int]]:
    """Return the groups of the rows in *pairs*."""
    links: dict[int, dict[int, _Link]] = defaultdict(dict)
    members: dict[int, list[int]] = {}
    for a, b, value in pairs:
        links[a][b] = links[b][a] = (value, 1)
        members[a], members[b] = [a], [b]
    heap = [(-value, min(a, b), max(a, b)) for a, b, value in pairs if value >= threshold]
    heapq.heapify(heap)
    # A joined group gets a new name, so that stale entries of the heap are known as such.
    fresh = max(members, default=0) + 1
    while heap:
        _, one, other = heapq.heappop(heap)
        if one not in members or other not in members:
            continue
        members[fresh] = members.pop(one) + members.pop(other)
        for near, link in _joined(links, one, other).items():
            links[fresh][near] = links[near][fresh] = link
            average = _average(link, len(members[fresh]), len(members[near]))
            if average >= threshold:
                heapq.heappush(heap, (-average, near, fresh))
        fresh += 1
    return [sorted(group) for group in members.values()]


def _joined(links: dict[int, dict[int, _Link]], one: int, other: int) -> dict[int, _Link]:
    """Take the links of two groups out of *links* and return them added up."""
    added: dict[int, _Link] = {}
    for name in (one, other):
        for near, (total, pairs) in links.pop(name).items():
            if near in (one, other):
                continue
            before = added.get(near, (0.0, 0))
            added[near] = (before[0] + total, before[1] + pairs)
            links[near].pop(name)
    return added


def _average(link: _Link, size: int, other: int) -> float:
    total, pairs = link
    return total / max(pairs, min(size * other, _NEIGHBOURS * min(size, other)))
