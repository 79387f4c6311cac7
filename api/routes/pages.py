"""The pages for people: landing page, documentation, and the OpenAPI document behind it."""

from litestar import Response, get
from litestar.di import NamedDependency

from api import addresses
from api.catalog import Catalog
from api.conditions import CHECK_EACH_TIME
from api.openapi import document
from api.pages.documentation import documentation_page
from api.pages.landing import landing_page
from api.responses import Req, respond_json, respond_page
from api.settings import Settings


@get("/", sync_to_thread=True)
def landing(
    request: Req, catalog: NamedDependency[Catalog], settings: NamedDependency[Settings]
) -> Response[bytes]:
    """Answer the landing page."""
    html = landing_page(catalog.all(), addresses.base(request, settings), catalog.tombstones())
    return respond_page(request, html, cache=CHECK_EACH_TIME)


@get("/docs", sync_to_thread=True)
def docs(
    request: Req, catalog: NamedDependency[Catalog], settings: NamedDependency[Settings]
) -> Response[bytes]:
    """Answer the documentation of the API as one page that loads nothing."""
    html = documentation_page(document(settings, release=catalog.latest_id()))
    return respond_page(request, html, cache=CHECK_EACH_TIME)


@get("/openapi.json", sync_to_thread=True)
def openapi(
    request: Req, catalog: NamedDependency[Catalog], settings: NamedDependency[Settings]
) -> Response[bytes]:
    """Answer the OpenAPI document."""
    found = document(settings, release=catalog.latest_id())
    return respond_json(request, found, cache=CHECK_EACH_TIME)
