"""Which events are compared at all: those of one time that share a word and a kind."""

import numpy as np
import numpy.typing as npt

from warehouse.clusters.profiles import UNKNOWN, Ints, Profiles
from warehouse.clusters.similarity import Pairs

WINDOW = 8
"""Days: events further apart are never compared."""

CROWD = 256
"""In a block of more events, ordered by trigger and day, only some pairs are compared."""

STRIDES = 64
_NAMED, _LED = 6, 3
_LONG = 31
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(29))
_Keys = npt.NDArray[np.uint64]


def candidates(of: Profiles, *, kinds: bool = True) -> tuple[Pairs, Pairs]:
    """Return the pairs of rows to compare, ascending, the smaller row on the left.

    Two events are compared if they lie within about `WINDOW` days, share one of the words that
    tell most of each (names, actors, recipients, names of their article), and have the same
    type or trigger; with *kinds* false, whatever type and trigger they have. Events that last
    longer than a month are compared only with each other, and so are those of unknown day.
    """
    rows, keys = _keys(of, kinds=kinds)
    order = np.lexsort((rows, keys))
    rows, keys = rows[order], keys[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    sizes = np.diff(np.r_[starts, len(keys)])
    codes: list[Pairs] = []
    total = np.int64(len(of.story))
    rank = np.argsort(np.lexsort((of.first, of.head[:, 0])))
    for size in np.unique(sizes[(sizes > 1) & (sizes <= CROWD)]).tolist():
        block = rows[starts[sizes == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        codes.append(np.unique(block[:, one] * total + block[:, other]))
    for start, size in zip(starts[sizes > CROWD], sizes[sizes > CROWD], strict=True):
        block = rows[start : start + size]
        codes.append(_neighbours(block[np.argsort(rank[block])], total))
    if not codes:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    code = np.unique(np.concatenate(codes))
    return code // total, code % total


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


def _keys(of: Profiles, *, kinds: bool) -> tuple[Pairs, _Keys]:
    """Return rows and the keys of the blocks they are in, each pair once."""
    words = _telling_words(of)
    times = _times(of)
    sorts = [of.types + 1, -of.head[:, 0]] if kinds else [np.zeros(len(of.types), np.int32)]
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


def _times(of: Profiles) -> Ints:
    """Return the stretches of `WINDOW` days each event touches and the one after its last.

    `UNKNOWN` fills the rows. Unknown days and long spans are stretches of their own, below
    those of any day.
    """
    spans = _LONG // WINDOW + 2
    known, long = of.first > UNKNOWN, of.last - of.first > _LONG
    begin, end = of.first // WINDOW, of.last // WINDOW + 1
    steps = begin[:, None] + np.arange(spans, dtype=np.int32)
    times = np.where(steps <= end[:, None], steps, UNKNOWN)
    times[~known | long] = UNKNOWN
    times[~known, 0] = UNKNOWN + 1
    times[known & long, 0] = UNKNOWN + 2
    return times.astype(np.int32)
