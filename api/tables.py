"""Pages and records answered straight from the read index, before the framework. ASGI."""

import re

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from api import addresses
from api.catalog import Catalog
from api.settings import Settings
from api.table_answers import Answer, TableRequest, answer_record, answer_rows

# Matches …/events, …/events.csv and …/events/ev_1; not …/events/ev_1/x. Names that are no
# tables (sql, diff, files) are told by the release.
_PATH = re.compile(
    r"/v1/releases/(?P<release>[0-9.]+)/(?P<table>[a-z_]+)(?P<suffix>\.[a-z]+)?(?:/(?P<key>[^/]+))?"
)
_NO_KEYS = ("schema", "stats")


class AnswerAtOnce:
    """Answers what costs next to nothing on the spot; every other request is passed on.

    Of the 0.4 ms that a page of 100 rows takes, routing and a thread of its own would be more
    than half. What is passed on meets the same functions behind the framework (`api.routes`),
    errors too: they are rare, and told in one place.
    """

    def __init__(self, app: ASGIApp, catalog: Catalog, settings: Settings) -> None:
        self._app = app
        self._catalog = catalog
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer, or pass the request on."""
        answer = None
        if scope["type"] == ScopeType.HTTP and scope["method"] in ("GET", "HEAD"):
            answer = self._at_once(scope)
        if answer is None:
            await self._app(scope, receive, send)
            return
        raw = [(name.lower().encode(), v.encode("latin-1")) for name, v in answer.headers.items()]
        if answer.status != 304:
            raw.append((b"content-length", str(len(answer.body)).encode()))
        await send({"type": "http.response.start", "status": answer.status, "headers": raw})
        is_head = scope["type"] == ScopeType.HTTP and scope["method"] == "HEAD"
        body = b"" if is_head else answer.body
        await send({"type": "http.response.body", "body": body, "more_body": False})

    def _at_once(self, scope: Scope) -> Answer | None:
        match = _PATH.fullmatch(scope["path"])
        release = self._catalog.peek(match["release"]) if match else None
        if match is None or release is None or match["table"] not in release.tables:
            return None
        request = TableRequest(
            release=release,
            headers={n.decode("latin-1"): v.decode("latin-1") for n, v in scope["headers"]},
            path=scope["path"],
            query_string=scope["query_string"],
            base=addresses.base_of(scope, self._settings),
            settings=self._settings,
        )
        try:
            if match["key"] is None:
                return answer_rows(request, match["table"] + (match["suffix"] or ""), at_once=True)
            if match["suffix"] or match["key"] in _NO_KEYS or release.index is None:
                return None
            return answer_record(request, match["table"], match["key"])
        except Exception:  # noqa: BLE001 - whatever it is meets it again where it is logged and told
            return None
