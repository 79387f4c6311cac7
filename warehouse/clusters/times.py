"""When two events can be one: their days, and how far apart they may lie."""

import datetime as dt

import numpy as np
import numpy.typing as npt

from warehouse.clusters.profiles import UNKNOWN, Profiles
from warehouse.clusters.similarity import Pairs

_EPOCH = dt.date(1970, 1, 1)
_NEWS = 3
_SLACK = 1


def span_of(
    start: dt.date | None, end: dt.date | None, published: dt.date | None, *, historical: bool
) -> tuple[int, int]:
    """Return the first and last day of an event, counted from 1970.

    News without a day of its own happened in the three days up to publication. Both are
    `UNKNOWN` for background without a day, and where nothing is known.
    """
    if start is not None:
        return _day(start), _day(end or start)
    if published is None or historical:
        return UNKNOWN, UNKNOWN
    return _day(published) - _NEWS, _day(published)


def apart(of: Profiles, left: Pairs, right: Pairs) -> npt.NDArray[np.bool_]:
    """Return for each pair whether its days are known and more than one day apart.

    One day is left to time zones and to “late on Monday” against “early on Tuesday”.
    """
    begin = np.maximum(of.first[left], of.first[right])
    end = np.minimum(of.last[left], of.last[right])
    known = (of.first[left] > UNKNOWN) & (of.first[right] > UNKNOWN)
    return np.asarray(known & (begin - end > _SLACK))


def _day(date: dt.date) -> int:
    return (date - _EPOCH).days
