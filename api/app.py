"""The application: everything put together from its settings."""

import asyncio
import os
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.di import Provide
from litestar.exceptions import HTTPException

from api import problems
from api.catalog import Catalog
from api.doors.door import Door, route_of
from api.doors.keys import KeyRing
from api.doors.logs import configure
from api.doors.metrics import Metrics
from api.doors.tracing import traced
from api.extraction_pool import WAITING_PER_WORKER, ExtractionPool
from api.files import ServeFiles
from api.middleware import AnswerHead, LeadToLatest, OpenToOrigins
from api.remote_files import RemoteDiffs, remote_files
from api.routes import ROUTES
from api.routes.sql import ServeSql
from api.settings import Settings
from api.sql.messages import Setup
from api.sql.pool import SqlPool
from api.sql.results import ResultStore
from api.standing import TellStanding
from api.tables import AnswerAtOnce
from schemas.errors import DatelineError
from warehouse import DiffShelf


def create_app(settings: Settings) -> Litestar:
    """Return the application that serves the releases *settings* name.

    Extraction processes start with the application and end with it.
    """
    catalog = Catalog(settings.releases, rescan_seconds=settings.rescan_seconds)
    remote = remote_files(settings.remote)
    diffs = RemoteDiffs(settings.releases, remote) if remote else DiffShelf(settings.releases)
    pool = ExtractionPool(
        workers=settings.extract_workers,
        seconds=settings.extract_seconds,
        language=settings.language,
    )
    queries = SqlPool(
        workers=settings.sql_workers,
        limits=Setup(
            readable=(str(settings.releases.resolve()),),
            rows=settings.sql_max_rows,
            bytes=settings.sql_max_bytes,
            seconds=settings.sql_seconds,
            memory=settings.sql_memory,
        ),
    )
    results = ResultStore(settings.sql_cache_bytes)
    metrics = Metrics()
    # Requests that wait for an extraction hold a thread each; readers must find one all the same.
    waiting = settings.extract_workers * (1 + WAITING_PER_WORKER)
    threads = settings.threads + waiting

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncGenerator[None]:
        executor = ThreadPoolExecutor(threads, thread_name_prefix="dateline")
        asyncio.get_running_loop().set_default_executor(executor)
        pool.start()
        queries.start()
        try:
            yield
        finally:
            pool.close()
            queries.close()
            diffs.close()
            catalog.close()

    app = Litestar(
        route_handlers=list(ROUTES),
        dependencies={
            "catalog": Provide(lambda: catalog, sync_to_thread=False),
            "diffs": Provide(lambda: diffs, sync_to_thread=False),
            "report": Provide(
                lambda: lambda: metrics.page(catalog, queries, results), sync_to_thread=False
            ),
            "pool": Provide(lambda: pool, sync_to_thread=False),
            "settings": Provide(lambda: settings, sync_to_thread=False),
        },
        exception_handlers={
            DatelineError: problems.handle_error,
            HTTPException: problems.handle_http,
            Exception: problems.handle_fault,
        },
        lifespan=[lifespan],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=settings.max_extract_bytes,
        debug=False,
    )
    # Litestar's own middleware runs after routing; these decide where a request goes.
    files = ServeFiles(AnswerHead(app.asgi_handler), catalog, remote)
    sql = ServeSql(files, catalog=catalog, pool=queries, store=results, settings=settings)
    led = LeadToLatest(TellStanding(AnswerAtOnce(sql, catalog, settings), catalog), catalog)
    ring = KeyRing(settings.keys, rescan_seconds=settings.rescan_seconds)
    door = Door(led, settings=settings, metrics=metrics, ring=ring)
    app.asgi_handler = traced(door, route_of)
    if settings.allow_origin != "none":
        app.asgi_handler = OpenToOrigins(app.asgi_handler, settings.allow_origin)
    return app


def app_from_env() -> Litestar:
    """Return the application that the environment describes; the server's factory."""
    settings = Settings.from_env(os.environ)
    configure(settings.log)
    return create_app(settings)
