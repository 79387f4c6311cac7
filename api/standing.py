"""How a release stands: 410 for all of a withdrawn one, headers for what will go.

It stands before everything that answers about a release, so that no path forgets it.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl

import msgspec
from litestar.concurrency import sync_to_thread
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.catalog import Catalog
from api.conditions import CHECK_EACH_TIME, http_date
from schemas.deprecations import DEPRECATIONS, Deprecation
from warehouse import Tombstone

# Matches /v1/releases/2026.11.22 and /v1/releases/2026.11.22/events.csv; not the list.
_RELEASE = re.compile(r"/v1/releases/(?P<release>[^/]+)(?P<below>/.*)?", re.DOTALL)
# Matches /events, /events.csv, /events/schema, /files/events.delta.parquet: the table is `events`.
_TABLE = re.compile(r"/(?:files/)?(?P<table>[a-z_]+)(?:[./].*)?", re.DOTALL)
_TERMS: Final = "/docs#deprecations"

Headers = list[tuple[str, str]]


class TellStanding:
    """Answers 410 below withdrawn releases, and tells of deprecation on every other answer."""

    def __init__(
        self,
        app: ASGIApp,
        catalog: Catalog,
        deprecations: Iterable[Deprecation] = DEPRECATIONS,
    ) -> None:
        self._app = app
        self._catalog = catalog
        self._deprecations = tuple(deprecations)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the problem, or run the application and add to its headers."""
        match = _RELEASE.fullmatch(scope["path"]) if scope["type"] == ScopeType.HTTP else None
        if match is None:
            await self._app(scope, receive, send)
            return
        tombstone = await self._tombstone(match["release"])
        if tombstone is not None and tombstone.is_due():
            await _send_gone(send, tombstone, scope["path"], is_head=scope.get("method") == "HEAD")
            return
        query = scope["query_string"]
        headers = deprecation_headers(self._concerned(match["below"] or "", query))
        headers += announcement_headers(tombstone) if tombstone else []
        if not headers:
            await self._app(scope, receive, send)
            return
        raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = list(message["headers"])
                if tombstone is not None:
                    kept = _mortal(kept, tombstone)
                message = {**message, "headers": [*kept, *raw]}
            await send(message)

        await self._app(scope, receive, told)

    async def _tombstone(self, release_id: str) -> Tombstone | None:
        if self._catalog.is_fresh:  # a thread costs more than all the rest here
            return self._catalog.tombstone(release_id)
        return await sync_to_thread(self._catalog.tombstone, release_id)

    def _concerned(self, below: str, query: bytes) -> list[Deprecation]:
        """Return the deprecations of what the path and the query ask for."""
        match = _TABLE.fullmatch(below) if self._deprecations else None
        if match is None:
            return []
        asked = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
        fields = {f.strip() for name, value in asked if name == "fields" for f in value.split(",")}
        used = {name.partition("__")[0].partition(".")[0] for name, _ in asked}
        return [
            found
            for found in self._deprecations
            if found.table == match["table"]
            and (not found.column or not fields or found.column in fields | used)
        ]


def deprecation_headers(found: list[Deprecation]) -> Headers:
    """Return the headers that tell of *found*: the earliest days, and where the terms stand."""
    if not found:
        return []
    headers = [("Deprecation", _structured(min(d.since for d in found)))]
    if sunsets := [d.sunset for d in found if d.sunset]:
        headers.append(("Sunset", _http_day(min(sunsets))))
    return [*headers, ("Link", f'<{_TERMS}>; rel="deprecation"; type="text/html"')]


def announcement_headers(tombstone: Tombstone) -> Headers:
    """Return the headers of a release that will be withdrawn on a day to come."""
    return [
        ("Deprecation", _structured(tombstone.announced)),
        ("Sunset", _http_day(tombstone.withdrawn)),
        *_successor(tombstone),
    ]


def _successor(tombstone: Tombstone) -> Headers:
    named = tombstone.successor
    return [("Link", f'</v1/releases/{named}>; rel="successor-version"')] if named else []


def _structured(day: dt.date) -> str:
    """Return midnight UTC of *day* as a structured date, RFC 9651: ``@1767225600``."""
    return f"@{int(_midnight(day).timestamp())}"


def _http_day(day: dt.date) -> str:
    return http_date(_midnight(day))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def _mortal(headers: list[tuple[bytes, bytes]], tombstone: Tombstone) -> list[tuple[bytes, bytes]]:
    """Return *headers* with no copy outliving the day of the withdrawal."""
    left = int((_midnight(tombstone.withdrawn) - dt.datetime.now(dt.UTC)).total_seconds())
    cache = f"public, max-age={max(left, 0)}".encode()
    return [
        (name, cache if name.lower() == b"cache-control" and b"immutable" in value else value)
        for name, value in headers
    ]


async def _send_gone(send: Send, tombstone: Tombstone, path: str, *, is_head: bool) -> None:
    found = msgspec.to_builtins(problems.of_error(tombstone.error(), path))
    members = {name: value for name, value in found.items() if value is not None}
    members |= {"reason": tombstone.reason, "withdrawn": tombstone.withdrawn}
    if tombstone.successor:
        members["successor"] = tombstone.successor
    body = msgspec.json.encode(members)
    headers = [
        ("Content-Type", problems.MEDIA_TYPE),
        ("Content-Length", str(len(body))),
        ("Cache-Control", CHECK_EACH_TIME),
        *_successor(tombstone),
    ]
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": 410, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if is_head else body, "more_body": False})
