"""API keys: made once, shown once, kept as hashes in a file that the server reads again."""

import datetime as dt
import hashlib
import hmac
import os
import re
import secrets
import threading
import time
from pathlib import Path
from typing import Annotated, Final, Literal, get_args

import msgspec

from schemas.base import Struct, about
from schemas.errors import SettingsError

Scope = Literal["read", "sql", "extract", "admin"]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
# Matches dateline_1a2b3c4d_ and 43 letters of base64url; the id is no secret.
_KEY = re.compile(r"dateline_(?P<id>[0-9a-f]{8})_(?P<secret>[\w-]{43})", re.ASCII)
_NOBODY: Final = "0" * 64


class Key(Struct, frozen=True, kw_only=True):
    """One key as it is kept: without its secret."""

    id: Annotated[str, about("Eight hex digits; they stand in the key and in logs.")]
    name: Annotated[str, about("Whose it is.")]
    scopes: Annotated[tuple[Scope, ...], about("What it opens; `admin` opens all, unlimited.")]
    sha256: Annotated[str, about("Hash of the secret, 256 random bits, in hex.")]
    created: Annotated[dt.date, about("Day it was made.")]
    expires: Annotated[dt.date | None, about("First day on which it opens nothing.")] = None
    revoked: Annotated[dt.date | None, about("Day it was revoked.")] = None
    factor: Annotated[int, about("How many times the limits of an address it has.", ge=1)] = 10

    def opens(self, scope: Scope) -> bool:
        """Return whether it opens what *scope* stands for."""
        return scope in self.scopes or "admin" in self.scopes

    def why_not(self, today: dt.date) -> str | None:
        """Return why it opens nothing *today*, None if it does open."""
        if self.revoked is not None:
            return "the key was revoked"
        if self.expires is not None and today >= self.expires:
            return "the key has expired"
        return None


class _File(Struct, frozen=True, kw_only=True):
    keys: tuple[Key, ...] = ()


class KeyRing:
    """The keys of one file, read again when it changes. For many threads."""

    def __init__(self, path: Path, *, rescan_seconds: float) -> None:
        self._path = path
        self._rescan_seconds = rescan_seconds
        self._keys: dict[str, Key] = {}
        self._state: tuple[int, int] | None = None
        self._looked: float | None = None
        self._lock = threading.Lock()

    def find(self, presented: str) -> Key | None:
        """Return the key that *presented* is, expired and revoked ones too; else None.

        It takes as long for a wrong secret as for a right one.
        """
        match = _KEY.fullmatch(presented)
        key = self._all().get(match["id"]) if match else None
        given = hashlib.sha256((match["secret"] if match else "").encode()).hexdigest()
        same = hmac.compare_digest(given, key.sha256 if key else _NOBODY)
        return key if same else None

    def _all(self) -> dict[str, Key]:
        now = time.monotonic()
        if self._looked is None or now - self._looked >= self._rescan_seconds:
            with self._lock:
                state = _state(self._path)
                if state != self._state or self._looked is None:
                    self._keys = {key.id: key for key in read_keys(self._path)}
                    self._state = state
                self._looked = now
        return self._keys


def read_keys(path: Path) -> tuple[Key, ...]:
    """Return the keys of a file in the order they were made; none if it is not there.

    Raises:
        SettingsError: it is no file of keys.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=_File).keys
    except FileNotFoundError:
        return ()
    except (msgspec.DecodeError, OSError) as error:
        raise SettingsError(f"the keys cannot be read: {error}", where=str(path)) from None


def add_key(
    path: Path,
    *,
    name: str,
    scopes: tuple[Scope, ...],
    today: dt.date,
    days: int | None = None,
    factor: int = 10,
) -> tuple[Key, str]:
    """Return a new key, kept in the file *path*, and its text, which is shown this once.

    It expires after *days*, never if None.
    """
    secret = secrets.token_urlsafe(32)
    key = Key(
        id=secrets.token_hex(4),
        name=name,
        scopes=scopes,
        sha256=hashlib.sha256(secret.encode()).hexdigest(),
        created=today,
        expires=None if days is None else today + dt.timedelta(days=days),
        factor=factor,
    )
    _write(path, (*read_keys(path), key))
    return key, f"dateline_{key.id}_{secret}"


def revoke_key(path: Path, key_id: str, *, today: dt.date) -> Key:
    """Return the key *key_id* after revoking it; revoking again changes nothing.

    Raises:
        SettingsError: there is no such key.
    """
    keys = read_keys(path)
    found = next((key for key in keys if key.id == key_id), None)
    if found is None:
        raise SettingsError(
            f"there is no key {key_id!r}", where=str(path), hint="`dateline keys list` shows all."
        )
    revoked = msgspec.structs.replace(found, revoked=found.revoked or today)
    _write(path, tuple(revoked if key is found else key for key in keys))
    return revoked


def _write(path: Path, keys: tuple[Key, ...]) -> None:
    """Write the file aside and rename it, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    body = msgspec.json.format(msgspec.json.encode(_File(keys=keys)), indent=1)
    with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123
        file.write(body + b"\n")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
