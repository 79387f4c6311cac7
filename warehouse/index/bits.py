"""Sets of rows with one bit a row: small enough to stay near the processor.

Row *r* is bit ``r % 8`` of byte ``r // 8``. Lengths are whole words of eight bytes, and the bits
behind the last row are never set.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.integer]
"""Ordinals of rows, each once."""
Bits = NDArray[np.uint8]
Mask = NDArray[np.bool_]
"""One truth value for each row asked of."""

_FIRST_LOOK = 512


def width(total: int) -> int:
    """Return how many bytes a set of *total* rows takes."""
    return -(-total // 64) * 8


def from_mask(mask: Mask) -> Bits:
    """Return the set of the rows that *mask* marks."""
    bits = np.zeros(width(len(mask)), dtype=np.uint8)
    packed = np.packbits(mask, bitorder="little")
    bits[: len(packed)] = packed
    return bits


def from_rows(rows: Rows, total: int) -> Bits:
    """Return the set of *rows*."""
    mask = np.zeros(total, dtype=np.bool_)
    mask[rows] = True
    return from_mask(mask)


def inverted(bits: Bits, total: int) -> Bits:
    """Return the set of all other rows."""
    others = ~bits
    if total % 64:
        tail = others[total // 8 :]
        tail[0] &= (1 << total % 8) - 1
        tail[1:] = 0
    return others


def size(bits: Bits) -> int:
    """Return how many rows there are."""
    return int(np.bitwise_count(bits.view(np.uint64)).sum(dtype=np.int64))


def among(bits: Bits, rows: Rows) -> Mask:
    """Return which of *rows* are in the set."""
    found: Mask = (bits[rows >> 3] >> (rows & 7).astype(np.uint8) & 1).view(np.bool_)
    return found


def ascending(bits: Bits, first: int = 0, *, look: int = _FIRST_LOOK) -> Iterator[Rows]:
    """Yield the rows from *first* on, piece by piece; of *look* rows at first, then of more."""
    at, look = first // 8, -(-look // 8)
    while at < len(bits):
        piece = (
            np.flatnonzero(np.unpackbits(bits[at : at + look], bitorder="little").view(np.bool_))
            + at * 8
        )
        yield piece if at * 8 >= first else piece[np.searchsorted(piece, first) :]
        at, look = at + look, look * 4
