"""Answers of ASGI applications that stand before Litestar."""

from litestar.types import HTTPScope, Receive, Send

from api import problems
from api.errors import BadRequest
from schemas.errors import DatelineError, InputTooLarge

Headers = dict[str, str]


async def start(send: Send, status: int, headers: Headers) -> None:
    """Send the status and the headers of an answer."""
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})


async def send_part(send: Send, data: bytes, *, more: bool) -> None:
    """Send a part of the body of an answer; without *more* it is the last."""
    await send({"type": "http.response.body", "body": data, "more_body": more})


async def send_whole(send: Send, status: int, headers: Headers, body: bytes = b"") -> None:
    """Send an answer with its length, which 204 and 304 have none of."""
    length = {} if status in (204, 304) else {"Content-Length": str(len(body))}
    await start(send, status, {**headers, **length})
    await send_part(send, body, more=False)


async def send_error(
    scope: HTTPScope, send: Send, error: DatelineError, headers: Headers | None = None
) -> None:
    """Send *error* as a problem; a HEAD gets its headers alone."""
    found = problems.of_error(error, scope["path"])
    problems.log_fault(scope["method"], scope["path"], error, found.status)
    sent = {**problems.HEADERS, **problems.headers_of(error, found.status), **(headers or {})}
    body = problems.encoded(found)
    await start(send, found.status, {**sent, "Content-Length": str(len(body))})
    await send_part(send, b"" if scope["method"] == "HEAD" else body, more=False)


async def body_of(scope: HTTPScope, receive: Receive, limit: int) -> bytes:
    """Return the body of a request.

    Raises:
        InputTooLarge: it has more than *limit* bytes.
        BadRequest: it breaks off.
    """
    declared = next((v for n, v in scope["headers"] if n.lower() == b"content-length"), b"0")
    if declared.isdigit() and int(declared) > limit:
        raise InputTooLarge(f"the body is larger than {limit} bytes", where="body")
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise BadRequest("the body broke off")
        parts.append(message["body"])
        size += len(message["body"])
        more = message.get("more_body", False)
        if size > limit:
            raise InputTooLarge(f"the body is larger than {limit} bytes", where="body")
    return b"".join(parts)
