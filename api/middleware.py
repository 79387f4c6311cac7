"""What happens to a request before Litestar routes it: other origins, HEAD, and `latest`."""

import re
from typing import Any
from urllib.parse import quote

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from api.catalog import Catalog
from api.conditions import CHECK_EACH_TIME

# Matches /v1/releases/latest and /v1/releases/latest/events; not /v1/releases/latest.csv.
_LATEST = re.compile(r"/v1/releases/latest(/.*)?", re.DOTALL)

_QUERIED = re.compile(r"/sql(\.|$)")
_LED = ("GET", "HEAD", "QUERY", "POST")
"""Methods that `latest` leads on; 307 keeps the method and the body."""

_EXPOSED = (
    b"Accept-Query, Accept-Ranges, Cache-Status, Content-Location, Content-Range, Dateline-Cut,"
    b" Dateline-Limits, Dateline-Rows, Deprecation, ETag, Last-Modified, Link, RateLimit,"
    b" RateLimit-Policy, Repr-Digest, Retry-After, Sunset, X-Request-Id"
)
_ASKABLE = (
    b"Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Range,"
    b" Range, X-Request-Id"
)


class OpenToOrigins:
    """Lets pages of other origins read every answer in a browser (CORS), without credentials.

    A browser asks with OPTIONS before it sends what no form could send, such as a range.
    """

    def __init__(self, app: ASGIApp, origin: str) -> None:
        """Wrap *app*; *origin* is `*`, or the one origin that may read."""
        self._app = app
        self._headers = [
            (b"access-control-allow-origin", origin.encode()),
            (b"access-control-expose-headers", _EXPOSED),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application and add the headers of CORS to its answer."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return

        async def opened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message["headers"], *self._headers]
                if scope["method"] == "OPTIONS":
                    headers += _preflight(headers)
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, opened)


def _preflight(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    methods = b", ".join(value for name, value in headers if name.lower() == b"allow")
    return [
        (b"access-control-allow-methods", methods),
        (b"access-control-allow-headers", _ASKABLE),
        (b"access-control-max-age", b"86400"),
    ]


class AnswerHead:
    """Answers HEAD wherever GET is answered: the same headers, no body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application as for GET and keep the body back."""
        if scope["type"] != ScopeType.HTTP or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def headers_only(message: Message) -> None:
            if message["type"] == "http.response.body":
                if not message.get("more_body"):
                    await send({"type": "http.response.body", "body": b"", "more_body": False})
                return
            await send(message)

        as_get: Any = {**scope, "method": "GET"}
        await self._app(as_get, receive, headers_only)


class LeadToLatest:
    """Answers 307 where `latest` stands for a release, keeping the rest of path and query."""

    def __init__(self, app: ASGIApp, catalog: Catalog) -> None:
        self._app = app
        self._catalog = catalog

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Redirect, or pass the request on; without any release it is passed on to a 404."""
        if scope["type"] != ScopeType.HTTP or scope["method"] not in _LED:
            await self._app(scope, receive, send)
            return
        match = _LATEST.fullmatch(scope["path"])
        if match and scope["method"] in ("POST", "QUERY") and not _QUERIED.match(match[1] or ""):
            match = None  # nothing else is posted to a release
        latest = self._catalog.latest_id() if match else None
        if match is None or latest is None:
            await self._app(scope, receive, send)
            return
        tail = quote(match[1] or "", safe="/:@!$&'()*+,;=~-._")
        location = f"{scope.get('root_path', '')}/v1/releases/{latest}{tail}".encode()
        if scope["query_string"]:
            location += b"?" + scope["query_string"]
        await send(
            {
                "type": "http.response.start",
                "status": 307,
                "headers": [
                    (b"location", location),
                    (b"cache-control", CHECK_EACH_TIME.encode()),
                    (b"content-length", b"0"),
                ],
            }
        )
        await send({"type": "http.response.body", "body": b"", "more_body": False})
