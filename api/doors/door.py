"""Before everything else: who asks, whether he may, how often; after it, what is written down."""

import asyncio
import datetime as dt
import re
import time
from typing import Final

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from litestar.types.asgi_types import ReceiveMessage

from api.doors import keys, logs
from api.doors.keys import Key, KeyRing
from api.doors.limits import Limiter, Standing
from api.doors.metrics import Metrics
from api.doors.readers import Origin, networks, origin_of
from api.errors import Forbidden, RateLimited, SlowRequest, Unauthorized
from api.sending import send_error
from api.settings import Settings
from schemas.errors import DatelineError

BODY_SECONDS: Final = 30.0
"""Longest time a reader may take to send a body."""
_OPEN: Final = frozenset({"/health", "/ready"})
"""Paths that open to everybody, unlimited: a manager of processes asks them."""
# The parts of a path, with names instead of what readers choose, so that they are few.
_RELEASE = re.compile(r"/v1/releases/(?P<release>[^/]+)(?P<rest>/.*)?", re.DOTALL)
_KNOWN: Final = frozenset(
    {"/", "/docs", "/openapi.json", "/health", "/ready", "/metrics", "/v1/releases", "/v1/extract"}
)
_PLACES: Final = frozenset(
    "articles cluster_changes corrections entities event_clusters events failures key_points"
    " statements statistics sql search diff manifest.json".split()
)


def route_of(path: str) -> str:
    """Return *path* with what readers choose replaced: few values, whatever is asked for."""
    match = _RELEASE.fullmatch(path)
    if match is None:
        return path if path in _KNOWN else "other"
    parts = (match["rest"] or "").split("/")[1:]
    if not parts:
        return "/v1/releases/{release}"
    place = parts[0].partition(".")[0] if parts[0] != "manifest.json" else parts[0]
    if place == "files":
        return "/v1/releases/{release}/files/{name}"
    if place not in _PLACES:
        return "/v1/releases/{release}/other"
    return f"/v1/releases/{{release}}/{place}{'/{key}' if len(parts) > 1 else ''}"


def scope_of(path: str, route: str, settings: Settings) -> keys.Scope | None:
    """Return what a reader of *path* must be let to do; None for what is open to everybody."""
    if path in _OPEN:
        return None
    if path == "/metrics":
        return "admin" if settings.metrics == "key" else None
    if path == "/v1/extract":
        return "extract"
    return "sql" if route.endswith("/sql") else "read"


class Door:
    """Checks keys and limits, names the request, and writes down how it was answered."""

    def __init__(
        self, app: ASGIApp, *, settings: Settings, metrics: Metrics, ring: KeyRing
    ) -> None:
        self._app = app
        self._settings = settings
        self._metrics = metrics
        self._ring = ring
        self._trusted = networks(settings.trusted_proxies)
        self._anonymous = frozenset(
            part.strip() for part in settings.anonymous.split(",") if part.strip()
        )
        self._limiters: dict[keys.Scope, Limiter] = {
            "read": Limiter("read", settings.read_per_minute),
            "sql": Limiter("sql", settings.sql_per_minute),
            "extract": Limiter("extract", settings.extract_per_minute),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request through the application, or refuse it."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        visit = _Visit(scope, origin_of(scope, self._trusted))
        token = logs.REQUEST_ID.set(visit.request_id)
        self._metrics.begin()

        async def told(message: Message) -> None:
            visit.see(message)
            await send(message)

        try:
            try:
                await self._admit(visit)
            except DatelineError as error:
                await send_error(scope, told, error)
                return
            await self._app(scope, _timed(receive) if visit.has_body else receive, told)
        finally:
            self._write_down(visit)
            logs.REQUEST_ID.reset(token)

    async def _admit(self, visit: "_Visit") -> None:
        """Let the visitor in.

        Raises:
            Unauthorized: a key is wrong or needed.
            Forbidden: the key does not open what is asked for.
            RateLimited: the visitor asks too often.
        """
        wanted = scope_of(visit.path, visit.route, self._settings)
        if wanted is None or visit.method == "OPTIONS":
            return
        key = visit.key = self._key(visit.scope)
        if key is None and wanted not in self._anonymous:
            raise Unauthorized(
                f"{wanted} needs a key", hint="Send `Authorization: Bearer dateline_…`."
            )
        if key is not None and not key.opens(wanted):
            raise Forbidden(f"the key does not open {wanted}", hint="Ask for one that does.")
        visit.is_private = wanted not in self._anonymous
        client = key.id if key is not None else visit.origin.reader
        visit.scope.setdefault("state", {})["client"] = client
        limiter = self._limiters.get(wanted)
        if limiter is None or not limiter.quota or (key is not None and "admin" in key.scopes):
            return
        visit.standing = limiter.take(client, key.factor if key is not None else 1)
        if not visit.standing.allowed:
            self._metrics.limited(limiter.policy)
            raise RateLimited(
                f"more than {visit.standing.quota} requests in a minute",
                seconds=visit.standing.wait,
                hint="Slow down, use the files of the release, or ask for a key.",
            )

    def _key(self, scope: HTTPScope) -> Key | None:
        presented = _header(scope, b"authorization")
        if presented is None:
            return None
        kind, _, text = presented.partition(" ")
        key = self._ring.find(text.strip()) if kind.lower() == "bearer" else None
        if key is None:
            raise Unauthorized("the key is not known", hint="Send `Bearer` and the whole key.")
        why_not = key.why_not(dt.datetime.now(dt.UTC).date())
        if why_not is not None:
            raise Unauthorized(why_not, hint="Ask for a new one.")
        return key

    def _write_down(self, visit: "_Visit") -> None:
        seconds = time.perf_counter() - visit.begun
        status = visit.status if visit.whole else 499
        self._metrics.end(
            method=visit.method if visit.method in _METHODS else "other",
            route=visit.route,
            status=status,
            seconds=seconds,
            size=visit.size,
        )
        if logs.ACCESS.isEnabledFor(20) and not logs.ACCESS.disabled:
            logs.ACCESS.info("request", extra={"fields": visit.fields(status, seconds)})


class _Visit:
    """One request on its way through."""

    def __init__(self, scope: HTTPScope, origin: Origin) -> None:
        self.scope = scope
        self.origin = origin
        self.method: str = scope["method"]
        self.path = scope["path"]
        self.route = route_of(self.path)
        self.request_id = logs.request_id(_header(scope, b"x-request-id"))
        self.has_body = self.method not in ("GET", "HEAD", "OPTIONS")
        self.begun = time.perf_counter()
        self.key: Key | None = None
        self.standing: Standing | None = None
        self.status = 0
        self.size = 0
        self.whole = False
        self.is_private = False

    def see(self, message: Message) -> None:
        """Add the headers of the door to an answer that begins, and count its bytes."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [*message["headers"], (b"x-request-id", self.request_id.encode())]
            if self.is_private:  # a cache that many share must not give it to who has no key
                headers = [_kept_private(pair) for pair in headers]
            if self.standing is not None:
                headers += self.standing.headers()
            if self.status == 401:
                headers.append((b"www-authenticate", b'Bearer realm="dateline"'))
            message["headers"] = headers
        elif message["type"] == "http.response.body":
            self.size += len(message["body"])
            self.whole = not message.get("more_body", False)

    def fields(self, status: int, seconds: float) -> dict[str, object]:
        """Return what is written down; never the query of an address, which may hold a secret."""
        found: dict[str, object] = {
            "request_id": self.request_id,
            "method": self.method,
            "path": self.path[:500],
            "route": self.route,
            "status": status,
            "bytes": self.size,
            "milliseconds": round(seconds * 1000, 2),
            "address": self.origin.address,
        }
        if self.key is not None:
            found["key"] = self.key.id
        return found


_METHODS: Final = frozenset(
    {"GET", "HEAD", "OPTIONS", "POST", "QUERY", "PUT", "PATCH", "DELETE", "TRACE"}
)


def _kept_private(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    name, value = header
    return (name, value.replace(b"public", b"private")) if name == b"cache-control" else header


def _header(scope: HTTPScope, name: bytes) -> str | None:
    return next((v.decode("latin-1") for n, v in scope["headers"] if n.lower() == name), None)


def _timed(receive: Receive) -> Receive:
    """Return *receive*, which gives up on a body that takes too long."""
    deadline = time.monotonic() + BODY_SECONDS
    done = False

    async def timed() -> ReceiveMessage:
        nonlocal done
        if done:
            return await receive()
        try:
            async with asyncio.timeout(max(deadline - time.monotonic(), 0)):
                message = await receive()
        except TimeoutError:
            raise SlowRequest(f"the body did not come within {BODY_SECONDS:g} s") from None
        done = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    return timed
