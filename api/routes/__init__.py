"""The routes of the HTTP API, one module for each thing that is served."""

from api.routes.diffs import show_changes, show_diff
from api.routes.extraction import extract
from api.routes.pages import docs, landing, openapi
from api.routes.releases import DESCRIPTION_ROUTES, list_releases, show_keys, show_release
from api.routes.service import health, ready, show_metrics
from api.routes.tables import show_hits, show_record, show_rows, show_schema, show_stats

ROUTES = (
    landing,
    docs,
    openapi,
    health,
    ready,
    show_metrics,
    list_releases,
    show_release,
    *DESCRIPTION_ROUTES,
    show_keys,
    show_diff,
    show_changes,
    show_hits,
    show_rows,
    show_schema,
    show_stats,
    show_record,
    extract,
)
"""Every route but the files, which are an ASGI application of their own (`api.files`)."""

__all__ = ["ROUTES"]
