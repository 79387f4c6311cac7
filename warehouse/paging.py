"""Keyset paging: where a page ended, as an opaque cursor, and the rows after it."""

import base64
import binascii
import hashlib
from functools import lru_cache

import msgspec

from schemas import Table
from schemas.base import Struct
from schemas.errors import QueryError
from warehouse.filters import Condition, Filter, Scalar, read_scalar
from warehouse.paths import Path, resolve

MAX_SORT = 8
_VERSION = 2
"""Part of every cursor: one of an older way of breaking ties is refused, not misread."""


class SortKey(Struct, frozen=True, kw_only=True):
    """One column to sort by; rows without a value come last in both directions."""

    path: Path
    descending: bool

    @property
    def sql(self) -> str:
        """The part of ``ORDER BY``."""
        return f"{self.path.sql} {'DESC' if self.descending else 'ASC'} NULLS LAST"


class _Cursor(Struct, frozen=True, kw_only=True):
    of: str
    at: tuple[str | int | float | bool | None, ...]


@lru_cache(maxsize=1024)
def sort_keys(table: Table, sort: tuple[str, ...]) -> tuple[SortKey, ...]:
    """Return the keys of *sort* (``-date_start`` descends), made total by the table's own order.

    Raises:
        QueryError: a column is unknown or a list, stands twice, or there are too many.
    """
    if len(sort) > MAX_SORT:
        raise QueryError(f"{len(sort)} sort columns are too many", hint=f"Use at most {MAX_SORT}")
    keys: list[SortKey] = []
    for name in sort:
        bare = name.removeprefix("-")
        path, *others = resolve(table, bare)
        if others or path.many:
            raise QueryError(
                f"{table.name} cannot be sorted by {bare}, which holds several values",
                hint="Sort by a column with one value",
            )
        if any(key.path.name == bare for key in keys):
            raise QueryError(f"{bare} stands twice in the sort")
        keys.append(SortKey(path=path, descending=name.startswith("-")))
    named = {key.path.name for key in keys}
    # The table's own order breaks ties: read indexes have it for nothing.
    ties = [name for name in dict.fromkeys((*table.order, table.key)) if name not in named]
    keys += [SortKey(path=resolve(table, name)[0], descending=False) for name in ties]
    return tuple(keys)


def binding(release: str, table: Table, filters: tuple[Filter, ...], sort: tuple[str, ...]) -> str:
    """Return the fingerprint of a query; a cursor is good for the query it came from alone."""
    asked = msgspec.json.encode((_VERSION, release, table.name, filters, sort))
    return hashlib.sha256(asked).hexdigest()[:16]


def write_cursor(of: str, at: tuple[object, ...]) -> str:
    """Return the cursor for the query *of* after the row whose sort values are *at*."""
    plain = msgspec.to_builtins(at)
    body = msgspec.json.encode({"of": of, "at": plain})
    return base64.urlsafe_b64encode(_checksum(body) + body).decode().rstrip("=")


def read_cursor(cursor: str, of: str, keys: tuple[SortKey, ...]) -> tuple[Scalar | None, ...]:
    """Return the sort values that *cursor* holds.

    Raises:
        QueryError: it is no cursor, was changed, or belongs to another query or release.
    """
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        body = raw[_CHECKSUM:]
        if _checksum(body) != raw[:_CHECKSUM]:
            raise damaged()
        decoded = msgspec.json.decode(body, type=_Cursor)
    except (ValueError, binascii.Error, msgspec.DecodeError):
        raise damaged() from None
    if decoded.of != of:
        raise QueryError(
            "the cursor belongs to another query or release",
            hint="Keep table, filters, sort and release while paging, or start without `after`",
        )
    values: list[Scalar | None] = []
    for key, value in zip(keys, decoded.at, strict=False):
        parsed = None if value is None else read_scalar(key.path.scalar, value)
        if (value is None) != (parsed is None):
            raise damaged()
        values.append(parsed)
    if len(values) != len(keys) or len(decoded.at) != len(keys):
        raise damaged()
    return tuple(values)


def after(keys: tuple[SortKey, ...], at: tuple[Scalar | None, ...]) -> Condition:
    """Return the condition that a row comes after the row with the sort values *at*."""
    alternatives: list[str] = []
    values: list[Scalar] = []
    for index, (key, value) in enumerate(zip(keys, at, strict=True)):
        if value is None:
            continue  # nulls come last: nothing of this column comes after a null
        same = zip(keys[:index], at[:index], strict=True)
        parts = [_same(k, v) for k, v in same]
        values += [v for v in at[:index] if v is not None]
        compare = "<" if key.descending else ">"
        later = f"{key.path.sql} {compare} ?::{key.path.scalar.duckdb}"
        parts.append(f"({later} OR {key.path.sql} IS NULL)" if key.path.nullable else later)
        values.append(value)
        alternatives.append(f"({' AND '.join(parts)})")
    return Condition(sql=f"({' OR '.join(alternatives) or 'false'})", values=tuple(values))


def _same(key: SortKey, value: Scalar | None) -> str:
    return (
        f"{key.path.sql} IS NULL" if value is None
        else f"{key.path.sql} = ?::{key.path.scalar.duckdb}"
    )  # fmt: skip


_CHECKSUM = 6


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(b"dateline cursor" + body).digest()[:_CHECKSUM]


def damaged() -> QueryError:
    """Return the error that a cursor is not as we gave it."""
    return QueryError("the cursor is damaged", hint="Pass `after` exactly as the last page gave it")
