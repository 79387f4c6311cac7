"""A file of named arrays: written once, then mapped into memory, so that nothing is read twice.

The file begins with eight bytes, the length of a JSON header; the header lists name, type, length
and position of each array; the arrays follow, each at a multiple of `_ALIGNED` bytes. All numbers
are little-endian.
"""

import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow.compute
from numpy.typing import NDArray

from schemas.base import Struct
from warehouse.index.damage import DamagedIndex

Array = NDArray[Any]
"""Of any type; which one stands in the file."""

kernels: Any = pyarrow.compute
"""The functions of Arrow, which are made at run time, so that no type checker knows them."""

_ALIGNED = 64


class _Entry(Struct, frozen=True, kw_only=True):
    name: str
    dtype: str
    length: int
    at: int


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write one-dimensional *arrays* to *path* under their names."""
    entries: list[_Entry] = []
    at = 0
    for name, array in arrays.items():
        entries.append(_Entry(name=name, dtype=array.dtype.str, length=len(array), at=at))
        at = _padded(at + array.nbytes)
    header = msgspec.json.encode(entries)
    with path.open("wb") as file:
        file.write(len(header).to_bytes(8, "little"))
        file.write(header)
        file.write(b"\0" * (_padded(file.tell()) - file.tell()))
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).data)
            file.write(b"\0" * (_padded(file.tell()) - file.tell()))


def read_arrays(path: Path) -> dict[str, Array]:
    """Return the arrays of the file *path* by name, read-only and mapped into memory.

    Raises:
        DamagedIndex: the file is missing, cut short, or none of these.
    """
    try:
        mapped = mapped_bytes(path)
        size = int.from_bytes(mapped[:8], "little")
        if 8 + size > len(mapped):
            raise DamagedIndex(f"{path.name} is cut short")
        entries = msgspec.json.decode(mapped[8 : 8 + size], type=list[_Entry])
        start = _padded(8 + size)
        return {
            entry.name: np.frombuffer(
                mapped, dtype=np.dtype(entry.dtype), count=entry.length, offset=start + entry.at
            )
            for entry in entries
        }
    except (OSError, ValueError, TypeError) as error:
        raise DamagedIndex(f"{path.name} cannot be read: {error}") from None


def mapped_bytes(path: Path) -> mmap.mmap | bytes:
    """Return the bytes of *path*, mapped into memory; an empty file, which cannot be, as it is."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""


def _padded(position: int) -> int:
    return -(-position // _ALIGNED) * _ALIGNED
