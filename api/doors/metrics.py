"""Numbers about the server, for Prometheus."""

import os
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

from api.catalog import Catalog
from api.sql.pool import SqlPool
from api.sql.results import ResultStore
from api.version import VERSION

MEDIA_TYPE: Final = "text/plain; version=1.0.0; charset=utf-8"
_NAMESPACE: Final = "dateline"
_WORDS: Final = {
    "requests": "Requests answered.",
    "response_bytes": "Bytes of bodies sent.",
    "requests_limited": "Requests refused as too many.",
    "requests_in_progress": "Requests begun and not yet answered.",
    "info": "The version that serves.",
    "releases": "Releases that are open.",
    "sql_running": "Queries that run.",
    "sql_waiting": "Queries that wait.",
    "sql_killed": "Query processes that were ended.",
    "sql_kept_bytes": "Bytes of results that are kept.",
}
_STATE: Final = ("releases", "sql_running", "sql_waiting", "sql_killed", "sql_kept_bytes")
_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The numbers of one server process; of all, where several share a folder for them."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = self._counter("requests", "method", "route", "status")
        self._seconds = Histogram(
            "request_seconds",
            "Time to answer.",
            ("route",),
            namespace=_NAMESPACE,
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._bytes = self._counter("response_bytes", "route")
        self._limited = self._counter("requests_limited", "policy")
        self._open = self._gauge("requests_in_progress")
        self._state = {name: self._gauge(name) for name in _STATE}
        self._gauge("info", "version").labels(VERSION).set(1)
        # Looking children up by their labels would cost more than counting.
        self._counters: dict[tuple[str, str, int], Counter] = {}
        self._by_route: dict[str, tuple[Histogram, Counter]] = {}

    def _counter(self, name: str, *labels: str) -> Counter:
        return Counter(name, _WORDS[name], labels, namespace=_NAMESPACE, registry=self._registry)

    def _gauge(self, name: str, *labels: str) -> Gauge:
        return Gauge(
            name,
            _WORDS[name],
            labels,
            namespace=_NAMESPACE,
            registry=self._registry,
            multiprocess_mode="livesum",
        )

    def begin(self) -> None:
        """Count a request that begins."""
        self._open.inc()

    def end(self, *, method: str, route: str, status: int, seconds: float, size: int) -> None:
        """Count a request that has been answered."""
        self._open.dec()
        key = (method, route, status)
        counter = self._counters.get(key)
        if counter is None:
            counter = self._counters[key] = self._requests.labels(method, route, str(status))
        counter.inc()
        of_route = self._by_route.get(route)
        if of_route is None:
            of_route = self._seconds.labels(route), self._bytes.labels(route)
            self._by_route[route] = of_route
        of_route[0].observe(seconds)
        of_route[1].inc(size)

    def limited(self, policy: str) -> None:
        """Count a request that was refused as one too many."""
        self._limited.labels(policy).inc()

    def page(self, catalog: Catalog, pool: SqlPool, store: ResultStore) -> bytes:
        """Return all numbers as Prometheus reads them."""
        for name, value in (
            ("releases", len(catalog.all())),
            ("sql_running", pool.turns.running),
            ("sql_waiting", pool.turns.queued),
            ("sql_killed", pool.killed),
            ("sql_kept_bytes", store.used),
        ):
            self._state[name].set(value)
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self._registry)
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
