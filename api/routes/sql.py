"""``/v1/releases/{release}/sql``: one SELECT on a release, by QUERY, POST or GET.

QUERY is the method of draft-ietf-httpbis-safe-method-w-body: safe and cacheable like GET, with
the query in the body. Litestar knows no such method, so this is an ASGI application.
"""

import asyncio
import hashlib
import re
from concurrent.futures import Future
from typing import Final
from urllib.parse import quote, urlencode

import msgspec
from litestar.concurrency import sync_to_thread
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from api import encodings
from api.catalog import Catalog
from api.conditions import FOR_EVER, names
from api.errors import MethodNotAllowed
from api.problems import LOGGER
from api.sending import Headers, body_of, send_error, send_part, send_whole, start
from api.settings import Settings
from api.sql.messages import Head, Job
from api.sql.pool import SqlPool
from api.sql.request import MEDIA_TYPES, SqlRequest, sql_request
from api.sql.results import IN_MEMORY, BrokenOff, Result, ResultStore
from schemas.errors import DatelineError
from warehouse import DATABASE, Release
from warehouse.sql import SqlError
from warehouse.sql.diagnosis import position

METHODS: Final = ("GET", "HEAD", "OPTIONS", "POST", "QUERY")
# Matches /v1/releases/2026.11.22/sql and …/sql.csv; not …/sql/x or …/sqlite.
_PATH = re.compile(r"/v1/releases/(?P<release>[^/]+)/sql(?:\.(?P<suffix>[^/]*))?")
_CHUNK: Final = 256 * 1024
_PACKED: Final = ("json", "ndjson", "csv")
"""Formats that are sent in zstd or gzip to whoever takes it; Parquet is packed already."""
_LONGEST_ADDRESS: Final = 2_000
_ALLOW: Final = {
    "Allow": ", ".join(METHODS),
    "Accept-Query": ", ".join(f'"{media_type}"' for media_type in MEDIA_TYPES),
}


class ServeSql:
    """Answers the paths of SQL and passes every other request on."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        catalog: Catalog,
        pool: SqlPool,
        store: ResultStore,
        settings: Settings,
    ) -> None:
        self._app = app
        self._catalog = catalog
        self._pool = pool
        self._settings = settings
        self._store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a query, or pass the request on."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        match = _PATH.fullmatch(scope["path"])
        if match is None:
            await self._app(scope, receive, send)
            return
        method: str = scope["method"]
        if method == "OPTIONS":
            await send_whole(send, 204, _ALLOW)
            return
        if method not in METHODS:
            unknown = MethodNotAllowed(f"{method} is not known at {scope['path']}")
            await send_error(scope, send, unknown, _ALLOW)
            return
        try:
            release = await sync_to_thread(self._catalog.get, match["release"])
            request = await self._asked(scope, receive, match["suffix"])
            await self._answer(scope, receive, send, release, request)
        except DatelineError as error:
            await send_error(scope, send, error, _ALLOW)
        except BrokenOff:
            raise  # the connection is cut, so that nobody takes the part for the whole
        except Exception:  # noqa: BLE001 - a bug: logged whole, shown to nobody
            LOGGER.exception("%s %s", method, scope["path"])
            fault = DatelineError("The server met a fault of its own")
            await send_error(scope, send, fault)

    async def _asked(self, scope: HTTPScope, receive: Receive, suffix: str | None) -> SqlRequest:
        body, media_type = b"", None
        if scope["method"] in ("POST", "QUERY"):
            body = await body_of(scope, receive, self._settings.sql_max_characters * 4 + 4096)
            media_type = _header(scope, b"content-type") or ""
        return sql_request(
            suffix=suffix or "",
            query=scope["query_string"],
            media_type=media_type,
            body=body,
            accept=_header(scope, b"accept"),
            settings=self._settings,
        )

    async def _answer(
        self, scope: HTTPScope, receive: Receive, send: Send, release: Release, request: SqlRequest
    ) -> None:
        key = request.key(hashlib.sha256(msgspec.json.encode(release.manifest)).digest())
        known = _header(scope, b"if-none-match") or ""
        kept = await sync_to_thread(self._store.find, key)
        headers = self._headers(release, request, key)
        if known.strip() != "*" and scope["method"] != "POST":
            for etag in (f'"{key}"', f'"{key}-zstd"', f'"{key}-gzip"'):
                if names(known, etag):
                    fresh = {**headers, "ETag": etag, "Cache-Control": FOR_EVER}
                    await send_whole(send, 304, fresh)
                    return
        result = kept or self._store.join(key, lambda: self._begun(scope, release, request, key))
        gone = asyncio.ensure_future(_disconnected(receive))
        try:
            head = await _first(result.head, gone)
            if head is None:
                return
            whole = await sync_to_thread(result.settled, IN_MEMORY)
            headers |= _described(request, head, hit=kept is not None)
            coding = None
            if request.format.name in _PACKED and result.size >= encodings.SMALLEST:
                coding = encodings.negotiated(_header(scope, b"accept-encoding"))
            if coding:
                headers |= {"Content-Encoding": coding, "ETag": f'"{key}-{coding}"'}
            elif whole:
                headers["Content-Length"] = str(result.size)
            if not head.repeatable:
                del headers["ETag"]
            await start(send, 200, headers)
            if scope["method"] == "HEAD":
                await send_part(send, b"", more=False)
                return
            await _stream(send, result, gone, coding)
        except SqlError as error:
            raise _located(error, request) from None
        finally:
            gone.cancel()

    def _begun(self, scope: HTTPScope, release: Release, request: SqlRequest, key: str) -> Result:
        job = Job(
            database=str((release.path / DATABASE).resolve()),
            release=release.id,
            text=request.canonical.text,
            format=request.format.name,
            rows=request.rows,
            parameters=request.parameters,
        )
        client = str(scope.get("state", {}).get("client") or (scope.get("client") or ("",))[0])
        return self._pool.begin(job, client, lambda result: self._store.settle(key, result))

    def _headers(self, release: Release, request: SqlRequest, key: str) -> Headers:
        settings = self._settings
        headers = {
            "ETag": f'"{key}"',
            "Accept-Query": _ALLOW["Accept-Query"],
            "Dateline-Limits": (
                f"rows={request.rows}, bytes={settings.sql_max_bytes},"
                f" seconds={settings.sql_seconds:g}"
            ),
        }
        varies = ["Accept"] if request.by_accept else []
        if request.format.name in _PACKED:
            varies.append("Accept-Encoding")
        if varies:
            headers["Vary"] = ", ".join(varies)
        asked = [("q", request.written)]
        asked += [(f"${name}", str(value)) for name, value in sorted(request.parameters.items())]
        if request.rows != settings.sql_max_rows:
            asked.append(("limit", str(request.rows)))
        below = f"/v1/releases/{release.id}/sql.{request.format.name}?"
        address = below + urlencode(asked, quote_via=quote)
        if len(address) <= _LONGEST_ADDRESS and all(
            isinstance(value, str) for value in request.parameters.values()
        ):
            headers["Content-Location"] = address
        return headers


def _described(request: SqlRequest, head: Head, *, hit: bool) -> Headers:
    """Return the headers that tell of a result."""
    name = request.format.name
    headers = {
        "Content-Type": request.format.media_type,
        "Dateline-Rows": str(head.rows),
        "Dateline-Cut": head.cut or "none",
        "Cache-Control": FOR_EVER if head.repeatable else "no-store",
        "Cache-Status": f"dateline; {'hit' if hit else 'fwd=miss'}",
        "X-Content-Type-Options": "nosniff",
    }
    if name != "json":
        headers["Content-Disposition"] = f'inline; filename="result.{name}"'
    return headers


def _located(error: SqlError, request: SqlRequest) -> SqlError:
    """Return *error* with its place in the query as it was written."""
    if error.offset is not None:
        error.position = position(request.written, request.canonical.origin(error.offset))
        error.where = f"line {error.position.line}, column {error.position.column}"
    return error


async def _first(head: "Future[Head]", gone: "asyncio.Future[None]") -> Head | None:
    """Return the head of a result, None if the reader goes before it comes."""
    coming = asyncio.ensure_future(asyncio.wrap_future(head))
    await asyncio.wait((coming, gone), return_when=asyncio.FIRST_COMPLETED)
    if not coming.done():
        coming.cancel()
        return None
    return coming.result()


async def _stream(
    send: Send,
    result: Result,
    gone: "asyncio.Future[None]",
    coding: encodings.Coding | None,
) -> None:
    packer = encodings.packer(coding) if coding else None
    position, last = 0, False

    def piece() -> bytes:
        nonlocal position, last
        data = result.read(position, _CHUNK)
        position += len(data)
        last = not data or (result.is_whole and position >= result.size)
        if packer is None:
            return data
        return packer.compress(data) + (packer.flush() if last else b"")

    while not gone.done() and not last:
        data = await sync_to_thread(piece)
        if data or last:
            await send_part(send, data, more=not last)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _header(scope: HTTPScope, name: bytes) -> str | None:
    return next((v.decode("latin-1") for n, v in scope["headers"] if n.lower() == name), None)
