"""Which events may belong together at all: components, found for new events alone."""

from collections.abc import Sequence

import duckdb
import numpy as np
import numpy.typing as npt

from warehouse.clusters.blocking import candidates, facets, meeting
from warehouse.clusters.comparing import likely_one, profiled
from warehouse.clusters.index import Index, Labels, index_of, read_fresh, read_index
from warehouse.clusters.linkage import THRESHOLD
from warehouse.clusters.reading import Member, Source, read_members, read_sources

SLICE = 40_000
"""So many events are compared at a time, with those of before that they meet: bounds memory."""

_Rows = npt.NDArray[np.intp]


def linked(connection: duckdb.DuckDBPyConnection, *, anew: bool) -> tuple[Index, list[list[int]]]:
    """Return the index of all events, and the rows of each component that is new or changed.

    New events are compared with each other and with those of the index that share a block with
    them; nothing else of the index is read from the records.
    """
    index, lost = read_index(connection, empty=anew)
    fresh, marks = read_fresh(connection, empty=anew)
    mark_of = dict(zip(fresh, marks, strict=True))
    owners = _Owners()
    free = 1 + int(index.components.max(initial=0))
    first = free
    for start in range(0, len(fresh), SLICE):
        members, sources = _read(connection, fresh[start : start + SLICE])
        here = facets(profiled(members, sources))
        near = meeting(here, index.facets)
        pairs = _strong(connection, members, [index.record_ids[row] for row in near.tolist()])
        ids = [member.record_id for member in members]
        labels = np.arange(free, free + len(ids))
        free += len(ids)
        row_of = {index.record_ids[row]: row for row in near.tolist()}
        for one, other in pairs:
            known = index.components[row_of[other]] if isinstance(other, str) else labels[other]
            owners.join(int(labels[one]), int(known))
        added = index_of(ids, [mark_of[record] for record in ids], here).named(labels)
        index = index.and_these(added)
    index = index.named(owners.of(index.components))
    changed = owners.of(np.concatenate((lost, np.arange(first, free))))
    return index, _rows_of(index.components, np.unique(changed))


def _read(
    connection: duckdb.DuckDBPyConnection, record_ids: Sequence[str]
) -> tuple[list[Member], list[Source]]:
    members = read_members(connection, record_ids)
    return members, read_sources(connection, [m.article_id for m in members])


def _strong(
    connection: duckdb.DuckDBPyConnection, members: Sequence[Member], near: Sequence[str]
) -> list[tuple[int, int | str]]:
    """Return the likely pairs of *members* with each other, by row, and with *near*, by id."""
    others = read_members(connection, near)
    everyone = [*members, *others]
    sources = read_sources(connection, [m.article_id for m in everyone])
    columns = profiled(everyone, sources)
    left, right = candidates(columns, fresh=len(members))
    strong = likely_one(columns, everyone, left, right) >= THRESHOLD
    return [
        (one, other if other < len(members) else everyone[other].record_id)
        for one, other in zip(left[strong].tolist(), right[strong].tolist(), strict=True)
    ]


def _rows_of(components: Labels, wanted: Labels) -> list[list[int]]:
    """Return the rows of each of the *wanted* components, ascending, by component."""
    rows = np.flatnonzero(np.isin(components, wanted))
    rows = rows[np.argsort(components[rows], kind="stable")]
    ends = np.flatnonzero(np.diff(components[rows])) + 1
    return [part.tolist() for part in np.split(rows, ends)] if len(rows) else []


class _Owners:
    """Names of components, joined as pairs are found; a component bears its smallest name."""

    def __init__(self) -> None:
        self._owner: dict[int, int] = {}

    def join(self, one: int, other: int) -> None:
        """Make two components one."""
        first, second = self._find(one), self._find(other)
        if first != second:
            self._owner[max(first, second)] = min(first, second)

    def of(self, labels: Labels) -> Labels:
        """Return the names that *labels* bear now."""
        names, place = np.unique(labels, return_inverse=True)
        found = np.array([self._find(name) for name in names.tolist()], np.int64)
        return found[place] if len(found) else labels

    def _find(self, name: int) -> int:
        while (owner := self._owner.get(name)) is not None:
            above = self._owner.get(owner)
            if above is not None:
                self._owner[name] = above
            name = owner
        return name
