"""Spans for OpenTelemetry, where its API is installed; nothing else asks for it."""

import importlib
import importlib.util
from collections.abc import Callable
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send


def traced(app: ASGIApp, route_of: Callable[[str], str]) -> ASGIApp:
    """Return *app* with a span round each request, or *app* itself without OpenTelemetry.

    The span continues the trace that `traceparent` names. Where it goes is decided by the
    provider that `opentelemetry-instrument` or the environment sets up.
    """
    if importlib.util.find_spec("opentelemetry") is None:
        return app
    trace: Any = importlib.import_module("opentelemetry.trace")
    propagate: Any = importlib.import_module("opentelemetry.propagate")
    tracer = trace.get_tracer("dateline")

    async def with_span(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        headers = {n.decode("latin-1"): v.decode("latin-1") for n, v in scope["headers"]}
        route = route_of(scope["path"])
        with tracer.start_as_current_span(
            f"{scope['method']} {route}",
            context=propagate.extract(headers),
            kind=trace.SpanKind.SERVER,
            attributes={"http.request.method": scope["method"], "http.route": route},
        ) as span:

            async def told(message: Message) -> None:
                if message["type"] == "http.response.start":
                    span.set_attribute("http.response.status_code", message["status"])
                await send(message)

            await app(scope, receive, told)

    return with_span
