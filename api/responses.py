"""Answers with their ETag and their time to live, and 304 where the reader's copy is right."""

import hashlib
from typing import Any

import msgspec
from litestar import Request, Response

from api.conditions import is_fresh

JSON = "application/json"
HTML = "text/html"  # Litestar adds the charset

Req = Request[Any, Any, Any]


def respond(
    request: Req,
    body: bytes,
    *,
    media_type: str,
    cache: str,
    headers: dict[str, str] | None = None,
) -> Response[bytes]:
    """Return *body* with its ETag and *cache* as ``Cache-Control``, or 304 without it."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    shared = {"ETag": etag, "Cache-Control": cache, **(headers or {})}
    fresh = is_fresh(
        etag=etag,
        modified=None,
        if_none_match=request.headers.get("if-none-match"),
        if_modified_since=None,
    )
    if fresh:
        return Response(b"", status_code=304, headers=shared, media_type=media_type)
    return Response(body, media_type=media_type, headers=shared)


def respond_json(
    request: Req, value: object, *, cache: str, headers: dict[str, str] | None = None
) -> Response[bytes]:
    """Return *value* as JSON, ending in a newline; see `respond`."""
    return respond(
        request,
        msgspec.json.encode(value) + b"\n",
        media_type=JSON,
        cache=cache,
        headers=headers,
    )


def respond_page(request: Req, html: str, *, cache: str) -> Response[bytes]:
    """Return an HTML page that may load nothing from anywhere."""
    return respond(
        request,
        html.encode(),
        media_type=HTML,
        cache=cache,
        headers={
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        },
    )
