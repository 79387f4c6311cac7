"""Ids of clusters: a new article renumbers none, and every id that goes is accounted for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from schemas import ClusterChange
from schemas.base import Struct
from schemas.event_cluster import ClusterFate
from schemas.ids import digest_id


class Settlement(Struct, frozen=True, kw_only=True):
    """The ids of the groups, in their order, and what became of the clusters of before."""

    ids: tuple[str, ...]
    changes: tuple[ClusterChange, ...]


def settle(
    groups: Sequence[Sequence[str]],
    before: Mapping[str, Sequence[str]],
    *,
    retired: Iterable[str] = (),
    number: int = 1,
) -> Settlement:
    """Return an id for each of *groups*, which are disjoint lists of record ids.

    A group takes over the id of the cluster of *before* with which it shares most members; of
    several, that of its own earliest member; of several groups, the one that shares most, then
    the one whose first member the old cluster held first. What remains gets an id derived from
    its first member that no cluster has or has had (*retired*). *number* is written into the
    changes. The order of *groups* and of *before* has no influence.
    """
    old_of = {member: old for old, members in before.items() for member in members}
    ids = _inherited(groups, before, old_of)
    taken = {*before, *retired}
    for index, group in enumerate(groups):
        if index not in ids:
            ids[index] = _new_id(group[0], taken)
    return Settlement(
        ids=tuple(ids[index] for index in range(len(groups))),
        changes=tuple(_changes(groups, ids, before, old_of, number)),
    )


def _inherited(
    groups: Sequence[Sequence[str]],
    before: Mapping[str, Sequence[str]],
    old_of: Mapping[str, str],
) -> dict[int, str]:
    claims: list[tuple[int, int, int, str, int]] = []
    for index, group in enumerate(groups):
        shared = Counter(old_of[member] for member in group if member in old_of)
        first = {old_of[m]: place for place, m in reversed(list(enumerate(group))) if m in old_of}
        for old, count in shared.items():
            in_old = before[old].index(group[first[old]]) if len(shared) else 0
            claims.append((-count, first[old], in_old, old, index))
    ids: dict[int, str] = {}
    given: set[str] = set()
    for _, _, _, old, index in sorted(claims):
        if index not in ids and old not in given:
            ids[index] = old
            given.add(old)
    return ids


def _new_id(member: str, taken: set[str]) -> str:
    """Return an id never used before, and mark it as taken."""
    found, attempt = digest_id("cluster", member), 1
    while found in taken:
        attempt += 1
        found = digest_id("cluster", member, str(attempt))
    taken.add(found)
    return found


def _changes(
    groups: Sequence[Sequence[str]],
    ids: Mapping[int, str],
    before: Mapping[str, Sequence[str]],
    old_of: Mapping[str, str],
    number: int,
) -> list[ClusterChange]:
    went: dict[str, set[str]] = {old: set() for old in before}
    for index, group in enumerate(groups):
        for member in group:
            if member in old_of:
                went[old_of[member]].add(ids[index])
    return [
        change(old, tuple(sorted(went[old])), number)
        for old in sorted(before)
        if went[old] != {old}
    ]


def change(cluster_id: str, successors: tuple[str, ...], number: int) -> ClusterChange:
    """Return the record that *cluster_id* became *successors* in clustering *number*."""
    fate: ClusterFate = "split" if len(successors) > 1 else "merged" if successors else "dissolved"
    return ClusterChange(
        change_id=digest_id("change", str(number), cluster_id),
        number=number,
        cluster_id=cluster_id,
        fate=fate,
        successors=successors,
    )
