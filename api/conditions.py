"""Conditional and partial requests, RFC 9110: ETags, dates and byte ranges. Pure functions."""

import datetime as dt
import re
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final

from schemas.base import Struct

FOR_EVER: Final = "public, max-age=31536000, immutable"
"""For what lies within a release: it never changes again."""
CHECK_EACH_TIME: Final = "no-cache"
"""For what a new release changes: may be kept, must be asked for again with its ETag."""

# Matches W/"a" and "a,b"; not a bare token: an entity tag always has its quotes.
_ETAG = re.compile(r'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
# Matches bytes=0-99, bytes=5- and bytes=-100; not bytes=- or items=0-1.
_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.IGNORECASE)


class ByteRange(Struct, frozen=True, kw_only=True):
    """A half-open range of bytes that lies wholly inside a file."""

    first: int
    past: int

    def content_range(self, size: int) -> str:
        """Return the value of ``Content-Range`` for a file of *size* bytes."""
        return f"bytes {self.first}-{self.past - 1}/{size}"


class Unsatisfiable(Exception):
    """The range is well formed, but no byte of it lies inside the file."""


def byte_range(header: str | None, size: int) -> ByteRange | None:
    """Return the single range that *header* asks of a file of *size* bytes.

    None when the whole file is to be sent: no header, another unit, a malformed range or
    several ranges, which RFC 9110 (14.2) lets a server ignore.

    Raises:
        Unsatisfiable: no byte of the range lies inside the file.
    """
    match = _RANGE.fullmatch(header or "")
    if match is None or match.group(1) == match.group(2) == "":
        return None
    first, last = match.groups()
    if not first:  # the last n bytes
        wanted = min(int(last), size)
        if wanted == 0:
            raise Unsatisfiable
        return ByteRange(first=size - wanted, past=size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise Unsatisfiable
    return ByteRange(first=int(first), past=min(int(last) + 1, size) if last else size)


def is_fresh(
    *,
    etag: str,
    modified: dt.datetime | None,
    if_none_match: str | None,
    if_modified_since: str | None,
) -> bool:
    """Return whether the reader's copy is still right, so that 304 answers the request.

    `If-None-Match` is compared weakly; with it, `If-Modified-Since` does not count.
    """
    if if_none_match is not None:
        return names(if_none_match, etag)
    since = _date(if_modified_since)
    return since is not None and modified is not None and modified <= since


def names(header: str, etag: str) -> bool:
    """Return whether an `If-None-Match` or `If-Match` *header* names *etag*, compared weakly."""
    if header.strip() == "*":
        return True
    return any(tag == etag.strip('"') for _, tag in _ETAG.findall(header))


def range_applies(if_range: str | None, *, etag: str, modified: dt.datetime | None) -> bool:
    """Return whether `If-Range` lets the range count: its ETag (strong) or date is ours."""
    if if_range is None:
        return True
    if '"' in if_range:
        return if_range.strip() == etag
    date = _date(if_range)
    return date is not None and date == modified


def http_date(instant: dt.datetime) -> str:
    """Return *instant*, which is in UTC, as HTTP writes it."""
    return format_datetime(instant, usegmt=True)


def _date(header: str | None) -> dt.datetime | None:
    try:
        date = parsedate_to_datetime(header or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date.replace(tzinfo=dt.UTC) if date.tzinfo is None else date.astimezone(dt.UTC)
