"""Content codings: which one a reader takes, and bodies in it."""

import zlib
from typing import Literal, Protocol

import zstandard

Coding = Literal["zstd", "gzip"]
SMALLEST = 1024
"""Bytes below which a body is sent as it is: the coding would cost more than it saves."""
_CODINGS: tuple[Coding, ...] = ("zstd", "gzip")
_ZSTD_LEVEL = 3
_GZIP_LEVEL = 4
_GZIP = 31  # a window of 32 kB and a gzip header, which zlib writes without a time


def negotiated(accept_encoding: str | None) -> Coding | None:
    """Return the coding the reader likes best, zstd among equals; None for none of ours."""
    if not accept_encoding:
        return None
    weights: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        coding, _, weight = part.partition(";")
        try:
            weights[coding.strip()] = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            weights[coding.strip()] = 0.0
    wanted = {coding: weights.get(coding, weights.get("*", 0.0)) for coding in _CODINGS}
    best = max(_CODINGS, key=lambda coding: wanted[coding])
    return best if wanted[best] > 0 else None


def takes_zstd(accept_encoding: str | None) -> bool:
    """Return whether zstd is the coding the reader likes best."""
    return negotiated(accept_encoding) == "zstd"


class Packer(Protocol):
    """Packs a body that comes in pieces."""

    def compress(self, data: bytes, /) -> bytes:
        """Return what can be sent after *data*."""
        ...

    def flush(self) -> bytes:
        """Return the rest."""
        ...


def packer(coding: Coding) -> Packer:
    """Return what packs one body, piece by piece, into *coding*."""
    if coding == "zstd":
        return zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compressobj()
    return zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP)


def compressed(body: bytes, coding: Coding) -> bytes:
    """Return *body* in *coding*; the same bytes every time."""
    if coding == "zstd":
        return zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(body)
    packer = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP)
    return packer.compress(body) + packer.flush()
