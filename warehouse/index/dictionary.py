"""The distinct values of a column in ascending order; a value's place there is its code."""

import datetime as dt
from bisect import bisect_left, bisect_right
from typing import Any, cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from schemas.columns import ScalarType
from warehouse.filters import Scalar
from warehouse.index.arrays import Array, kernels

_DAY_ZERO = dt.date(1970, 1, 1).toordinal()
_INSTANT_ZERO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


class NumberDictionary:
    """Distinct numbers, truth values, days (since 1970) or instants (µs since 1970)."""

    def __init__(self, scalar: ScalarType, values: Array) -> None:
        self._scalar = scalar
        self.values = values

    def __len__(self) -> int:
        return len(self.values)

    @property
    def is_measure(self) -> bool:
        """Whether the values are numbers that have a mean."""
        return self._scalar.python in (int, float)

    def __getitem__(self, code: int) -> Scalar:
        """Return the value of *code* in its Python type."""
        value: Any = self.values[code].item()
        if self._scalar.python is dt.date:
            return dt.date.fromordinal(_DAY_ZERO + int(value))
        if self._scalar.python is dt.datetime:
            return _INSTANT_ZERO + int(value) * _MICROSECOND
        return cast("Scalar", self._scalar.python(value))

    def left(self, value: Scalar) -> int:
        """Return how many values are smaller than *value*."""
        return int(np.searchsorted(self.values, _plain(value), "left"))

    def right(self, value: Scalar) -> int:
        """Return how many values are smaller than *value* or equal to it."""
        return int(np.searchsorted(self.values, _plain(value), "right"))


class TextDictionary:
    """Distinct texts, ascending by their UTF-8 bytes, which is the order of DuckDB.

    *text* holds all values in UTF-8 one after another, *offsets* where each one begins and,
    at its end, where the last one ends.
    """

    def __init__(self, text: Array, offsets: Array) -> None:
        self._text = text.data
        self._offsets = offsets.data

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, code: int) -> str:
        """Return the value of *code*."""
        return self.raw(code).decode()

    def raw(self, code: int) -> bytes:
        """Return the value of *code* in UTF-8."""
        return bytes(self._text[self._offsets[code] : self._offsets[code + 1]])

    @property
    def bytes(self) -> int:
        """How many bytes of UTF-8 the values have together."""
        return len(self._text)

    def left(self, value: Scalar) -> int:
        """Return how many values are smaller than *value*."""
        return bisect_left(range(len(self)), str(value).encode(), key=self.raw)

    def right(self, value: Scalar) -> int:
        """Return how many values are smaller than *value* or equal to it."""
        return bisect_right(range(len(self)), str(value).encode(), key=self.raw)

    def arrow(self) -> pa.Array:
        """Return the values as an Arrow array, without copying them."""
        buffers = [None, pa.py_buffer(self._offsets), pa.py_buffer(self._text)]
        return pa.Array.from_buffers(pa.large_string(), len(self), buffers)

    def containing(self, needle: str) -> NDArray[np.int64]:
        """Return the codes of the values that contain *needle*, ascending."""
        found = kernels.match_substring(self.arrow(), needle)
        return np.flatnonzero(found.to_numpy(zero_copy_only=False))


def _plain(value: Scalar) -> int | float:
    if isinstance(value, dt.datetime):
        return (value - _INSTANT_ZERO) // _MICROSECOND
    if isinstance(value, dt.date):
        return value.toordinal() - _DAY_ZERO
    assert isinstance(value, (int, float))
    return value


Dictionary = NumberDictionary | TextDictionary
