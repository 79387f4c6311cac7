"""Whether the server runs, and whether it can do its work."""

from collections.abc import Callable

from litestar import Response, get
from litestar.di import NamedDependency

from api.answers import Health, Readiness
from api.catalog import Catalog
from api.doors.metrics import MEDIA_TYPE
from api.extraction_pool import ExtractionPool
from api.responses import Req, respond_json
from api.version import VERSION


@get("/health", sync_to_thread=False)
def health(request: Req) -> Response[bytes]:
    """Answer that the process runs."""
    return respond_json(request, Health(), cache="no-store")


@get("/metrics", sync_to_thread=True)
def show_metrics(report: NamedDependency[Callable[[], bytes]]) -> Response[bytes]:
    """Answer the numbers of the server as Prometheus reads them."""
    return Response(report(), media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


@get("/ready", sync_to_thread=True)
def ready(
    request: Req, catalog: NamedDependency[Catalog], pool: NamedDependency[ExtractionPool]
) -> Response[bytes]:
    """Answer 200 when a release is open and the model is loaded, else 503 with the same body."""
    releases = catalog.all()
    extraction = pool.is_ready()
    found = Readiness(
        ready=bool(releases) and extraction,
        releases=len(releases),
        latest=catalog.latest_id(),
        extraction=extraction,
        version=VERSION,
    )
    response = respond_json(request, found, cache="no-store")
    if not found.ready:
        response.status_code = 503
    return response
