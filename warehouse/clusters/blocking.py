"""Which events are compared at all: those of one time that share a word and a kind."""

import numpy as np
import numpy.typing as npt

from schemas.base import Struct
from warehouse.clusters.profiles import UNKNOWN, Ints, Profiles
from warehouse.clusters.similarity import Pairs

WINDOW = 8
"""Days: events further apart are never compared."""

CROWD = 256
"""In a block of more events, ordered by trigger and day, only some pairs are compared."""

STRIDES = 64
_NAMED, _LED = 6, 3
NAMED_WORDS = _NAMED + _LED
"""By so many words each event is found at most."""

_LONG = 31
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(29))
_Keys = npt.NDArray[np.uint64]


class Facets(Struct, frozen=True, kw_only=True):
    """By what events find each other, one row each: the same numbers in every run.

    `words` are those that tell most, 0 fills the rows; `first` and `last` days as in profiles.
    """

    words: Ints
    types: Ints
    heads: Ints
    first: Ints
    last: Ints

    def at(self, rows: npt.NDArray[np.intp]) -> "Facets":
        """Return the facets of some rows."""
        return Facets(
            words=self.words[rows],
            types=self.types[rows],
            heads=self.heads[rows],
            first=self.first[rows],
            last=self.last[rows],
        )


def facets(of: Profiles) -> Facets:
    """Return by what the events of *of* are found."""
    return Facets(
        words=of.codes[_telling_words(of)],
        types=of.types,
        heads=of.codes[of.head[:, 0]],
        first=of.first,
        last=of.last,
    )


def meeting(here: Facets, others: Facets) -> npt.NDArray[np.intp]:
    """Return the rows of *others* that have a block in common with some event of *here*."""
    near = np.flatnonzero(_near(here, others))
    _, wanted = _keys(here, kinds=True)
    rows, keys = _keys(others.at(near), kinds=True)
    return np.unique(near[rows[np.isin(keys, wanted)]])


def _near(here: Facets, others: Facets) -> npt.NDArray[np.bool_]:
    """Return for each of *others* whether some event of *here* may share a stretch of time."""
    ours, theirs = _times(here.first, here.last), _times(others.first, others.last)
    dated = ours[ours > UNKNOWN + 2]
    within = np.zeros(len(theirs), np.bool_)
    if len(dated):
        within |= ((theirs >= dated.min()) & (theirs <= dated.max())).any(axis=1)
    for name in (UNKNOWN + 1, UNKNOWN + 2):
        if (ours == name).any():
            within |= theirs[:, 0] == name
    return within


def candidates(
    of: Profiles, *, kinds: bool = True, fresh: int | None = None
) -> tuple[Pairs, Pairs]:
    """Return the pairs of rows to compare, ascending, the smaller row on the left.

    With *fresh* only those whose smaller row is one of the first so many.

    Two events are compared if they lie within about `WINDOW` days, share one of the words that
    tell most of each (names, actors, recipients, names of their article), and have the same
    type or trigger; with *kinds* false, whatever type and trigger they have. Events that last
    longer than a month are compared only with each other, and so are those of unknown day.
    """
    rows, keys = _keys(facets(of), kinds=kinds)
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    sizes = np.diff(np.r_[starts, len(keys)])
    codes: list[Pairs] = []
    total = np.int64(len(of.story))
    rank = np.argsort(np.lexsort((of.first, of.head[:, 0])))
    for size in np.unique(sizes[(sizes > 1) & (sizes <= CROWD)]).tolist():
        block = rows[starts[sizes == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        if fresh is not None:
            block = block[block[:, 0] < fresh]  # rows ascend in a block
        code = block[:, one] * total + block[:, other]
        codes.append(np.unique(code if fresh is None else code[block[:, one] < fresh]))
    for start, size in zip(starts[sizes > CROWD], sizes[sizes > CROWD], strict=True):
        block = rows[start : start + size]
        if fresh is None or block[0] < fresh:
            codes.append(_neighbours(block[np.argsort(rank[block])], total))
    if not codes:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    code = np.unique(np.concatenate(codes))
    left, right = code // total, code % total
    return (left, right) if fresh is None else (left[left < fresh], right[left < fresh])


def _neighbours(block: Pairs, total: np.int64) -> Pairs:
    found = [
        np.minimum(block[:-step], block[step:]) * total + np.maximum(block[:-step], block[step:])
        for step in strides(len(block))
    ]
    return np.concatenate(found)


def strides(size: int) -> list[int]:
    """Return at how many places' distance the events of a crowd of *size* are compared.

    Near ones most, and ever fewer up to the far end, so that any two parts of it are compared.
    """
    return sorted({round(step) for step in np.geomspace(1, size - 1, STRIDES).tolist()})


def _keys(of: Facets, *, kinds: bool) -> tuple[Pairs, _Keys]:
    """Return rows and the keys of the blocks they are in, each once, by key and row."""
    words = of.words
    times = _times(of.first, of.last)
    sorts = [of.types, -of.heads] if kinds else [np.zeros(len(of.types), np.int32)]
    rows_of: list[Pairs] = []
    keys_of: list[_Keys] = []
    for sort in sorts:
        for time in range(times.shape[1]):
            for word in range(words.shape[1]):
                there = np.flatnonzero((words[:, word] > 0) & (times[:, time] > UNKNOWN))
                parts = (sort[there], times[there, time], words[there, word])
                rows_of.append(there)
                keys_of.append(_mixed(parts))
    rows, keys = np.concatenate(rows_of), np.concatenate(keys_of)
    order = np.lexsort((rows, keys))
    rows, keys = rows[order], keys[order]
    once = np.r_[True, (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])] if len(rows) else []
    return rows[once], keys[once]


def _mixed(parts: tuple[Ints, ...]) -> _Keys:
    """Return one number for each row of *parts*; of different rows it differs but by chance."""
    mixed = np.zeros(len(parts[0]), np.uint64)
    for part in parts:
        mixed = (mixed ^ part.astype(np.int64).view(np.uint64)) * _MIX[0]
        mixed = (mixed ^ (mixed >> _MIX[2])) * _MIX[1]
    return mixed


def _telling_words(of: Profiles) -> Ints:
    """Return the words by which each event finds its like: its own that tell most, then leads."""
    own = np.concatenate((of.names, of.arguments), axis=1)
    order = np.argsort(-of.weights[own], axis=1, kind="stable")[:, :_NAMED]
    return np.concatenate(
        (np.take_along_axis(own, order, axis=1), of.lead_names[of.story][:, :_LED]), axis=1
    )


def _times(first: Ints, last: Ints) -> Ints:
    """Return the stretches of `WINDOW` days each event touches and the one after its last.

    `UNKNOWN` fills the rows. Unknown days and long spans are stretches of their own, below
    those of any day.
    """
    spans = _LONG // WINDOW + 2
    known, long = first > UNKNOWN, last - first > _LONG
    begin, end = first // WINDOW, last // WINDOW + 1
    steps = begin[:, None] + np.arange(spans, dtype=np.int32)
    times = np.where(steps <= end[:, None], steps, UNKNOWN)
    times[~known | long] = UNKNOWN
    times[~known, 0] = UNKNOWN + 1
    times[known & long, 0] = UNKNOWN + 2
    return times.astype(np.int32)
