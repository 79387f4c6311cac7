"""The tables of a release: pages of rows, single records, articles, schemas."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from api import addresses
from api.catalog import Catalog
from api.responses import Req
from api.settings import Settings
from api.table_answers import (
    Answer,
    TableRequest,
    answer_json,
    answer_record,
    answer_rows,
    answer_search,
    answer_stats,
)
from schemas.derived.json_schema import json_schema


@get("/v1/releases/{release:str}/{table:str}", sync_to_thread=True)
def show_rows(
    request: Req,
    release: FromPath[str],
    table: FromPath[str],
    catalog: NamedDependency[Catalog],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """Answer one page of rows in the format that suffix, parameter or `Accept` asks for."""
    answer = answer_rows(_asked(request, catalog, settings, release), table)
    assert answer is not None  # only `at_once` gives none
    return _response(answer)


@get("/v1/releases/{release:str}/{table:str}/schema", sync_to_thread=True)
def show_schema(
    request: Req,
    release: FromPath[str],
    table: FromPath[str],
    catalog: NamedDependency[Catalog],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """Answer the JSON Schema of the rows of a table, as the release declares it."""
    asked = _asked(request, catalog, settings, release)
    return _response(answer_json(asked, json_schema(asked.release.table(table))))


@get("/v1/releases/{release:str}/{table:str}/stats", sync_to_thread=True)
def show_stats(
    request: Req,
    release: FromPath[str],
    table: FromPath[str],
    catalog: NamedDependency[Catalog],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """Answer what each column of a table holds: counts, ranges, most frequent values."""
    return _response(answer_stats(_asked(request, catalog, settings, release), table))


@get("/v1/releases/{release:str}/search", sync_to_thread=True)
def show_hits(
    request: Req,
    release: FromPath[str],
    catalog: NamedDependency[Catalog],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """Answer the articles and records whose words were searched for, the most telling first."""
    return _response(answer_search(_asked(request, catalog, settings, release)))


@get("/v1/releases/{release:str}/{table:str}/{key:str}", sync_to_thread=True)
def show_record(
    request: Req,
    release: FromPath[str],
    table: FromPath[str],
    key: FromPath[str],
    catalog: NamedDependency[Catalog],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """Answer one record with its evidence and its article, or an article with its records."""
    return _response(answer_record(_asked(request, catalog, settings, release), table, key))


def _asked(request: Req, catalog: Catalog, settings: Settings, release: str) -> TableRequest:
    return TableRequest(
        release=catalog.get(release),
        headers=dict(request.headers.items()),
        path=request.scope["path"],
        query_string=request.scope["query_string"],
        base=addresses.base_of(request.scope, settings),
        settings=settings,
    )


def _response(answer: Answer) -> Response[bytes]:
    return Response(answer.body, status_code=answer.status, headers=answer.headers)
