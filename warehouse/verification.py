"""Proving a release from nothing but its own bytes."""

from pathlib import Path

from schemas.base import Struct


class Check(Struct, frozen=True, kw_only=True):
    """One thing that was checked, and what was found."""

    name: str
    ok: bool
    detail: str


class Verification(Struct, frozen=True, kw_only=True):
    """Everything that was checked of one release."""

    release: str
    ok: bool
    checks: tuple[Check, ...]


def verify(release: Path, *, release_id: str | None = None) -> Verification:
    """Return what was checked of the release folder *release*."""
    return Verification(release=release_id or release.name, ok=True, checks=())
