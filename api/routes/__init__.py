"""The routes of the HTTP API, one module for each thing that is served."""

from api.routes.extraction import extract
from api.routes.pages import docs, landing, openapi
from api.routes.releases import list_releases, show_manifest, show_release
from api.routes.service import health, ready
from api.routes.tables import show_record, show_rows, show_schema

ROUTES = (
    landing,
    docs,
    openapi,
    health,
    ready,
    list_releases,
    show_release,
    show_manifest,
    show_rows,
    show_schema,
    show_record,
    extract,
)
"""Every route but the files, which are an ASGI application of their own (`api.files`)."""

__all__ = ["ROUTES"]
