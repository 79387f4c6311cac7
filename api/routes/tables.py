"""The tables of a release: pages of rows, single records, articles, schemas."""

from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from api import addresses, formats
from api.answers import Evidence
from api.catalog import Catalog
from api.conditions import FOR_EVER
from api.formats import RowFormat
from api.responses import Req, respond, respond_json
from api.row_query import row_query
from api.settings import Settings
from schemas import TABLE_BY_NAME, Table
from schemas.derived.json_schema import json_schema
from schemas.errors import NotFound, QueryError
from warehouse import Release, RowPage

AROUND = 200
"""Code points of text shown on either side of a record's quote."""
ARTICLE_CARD = (
    "article_id", "revision", "title", "url", "source", "authors", "published", "published_at",
    "language", "rights",
)  # fmt: skip
"""What a record's answer says of its article; the text itself is one request away."""


@get("/v1/releases/{release:str}/{table:str}", sync_to_thread=True)
def show_rows(
    request: Req,
    release: FromPath[str],
    table: FromPath[str],
    catalog: NamedDependency[Catalog],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """Answer one page of rows in the format that suffix, parameter or `Accept` asks for."""
    name, _, suffix = table.partition(".")
    declared = _table(name)
    opened = catalog.get(release)
    parameters = list(request.query_params.multi_items())
    row_format = _format(request, suffix, parameters)
    page = opened.rows(row_query(declared.name, parameters, settings))
    headers: dict[str, str] = {} if suffix else {"Vary": "Accept"}
    following = None
    if page.next_cursor is not None:
        here = addresses.release_url(addresses.base(request, settings), opened.id, table)
        following = _next_url(here, parameters, page.next_cursor)
        headers["Link"] = f'<{following}>; rel="next"'
    if row_format.name == "json":
        body = _envelope(opened, declared, page, following)
    else:
        headers["Content-Disposition"] = f'inline; filename="{declared.name}.{row_format.name}"'
        body = formats.encoded(row_format, page.rows, page.to_rows)
    return respond(request, body, media_type=row_format.media_type, cache=FOR_EVER, headers=headers)


@get("/v1/releases/{release:str}/{table:str}/schema", sync_to_thread=True)
def show_schema(
    request: Req, release: FromPath[str], table: FromPath[str], catalog: NamedDependency[Catalog]
) -> Response[bytes]:
    """Answer the JSON Schema of the rows of a table."""
    catalog.get(release)
    return respond_json(request, json_schema(_table(table)), cache=FOR_EVER)


@get("/v1/releases/{release:str}/{table:str}/{key:str}", sync_to_thread=True)
def show_record(
    request: Req,
    release: FromPath[str],
    table: FromPath[str],
    key: FromPath[str],
    catalog: NamedDependency[Catalog],
) -> Response[bytes]:
    """Answer one record with its evidence and its article, or an article with its records."""
    declared = _table(table)
    opened = catalog.get(release)
    found: dict[str, Any] = {"release": opened.id}
    if declared.name == "articles":
        found |= opened.article(key)
    else:
        record = opened.record(declared.name, key)
        found |= {"table": declared.name, "record": record}
        if declared.has_evidence:
            found |= _evidence(opened, record)
    return respond_json(request, found, cache=FOR_EVER)


def _table(name: str) -> Table:
    table = TABLE_BY_NAME.get(name)
    if table is None:
        raise NotFound(
            f"there is no table {name!r}",
            where="table",
            hint=f"Tables: {', '.join(TABLE_BY_NAME)}.",
        )
    return table


def _format(request: Req, suffix: str, parameters: list[tuple[str, str]]) -> RowFormat:
    """Return the format: the suffix decides, then ``?format=``, then `Accept`."""
    asked = [value for name, value in parameters if name == "format"]
    if suffix and asked:
        raise QueryError(
            "the path names a format already", where="format", hint="Leave one of them out."
        )
    if suffix:
        if suffix not in formats.FORMAT_BY_NAME:
            raise NotFound(
                f"there is no format {suffix!r}",
                where="table",
                hint=f"Suffixes: {', '.join(formats.FORMAT_BY_NAME)}.",
            )
        return formats.FORMAT_BY_NAME[suffix]
    return formats.named(asked[0]) if asked else formats.accepted(request.headers.get("accept"))


def _next_url(here: str, parameters: list[tuple[str, str]], cursor: str) -> str:
    kept = [(name, value) for name, value in parameters if name != "after"]
    return f"{here}?{urlencode([*kept, ('after', cursor)])}"


def _envelope(release: Release, table: Table, page: RowPage, following: str | None) -> bytes:
    rows = page.to_rows()
    found = {
        "release": release.id,
        "table": table.name,
        "count": len(rows),
        "total": page.total,
        "next": page.next_cursor,
        "next_url": following,
        "rows": rows,
    }
    return msgspec.json.encode(found) + b"\n"


def _evidence(release: Release, record: dict[str, Any]) -> dict[str, Any]:
    article = release.record("articles", record["article_id"])
    text, start, end = article["text"], record["start"], record["end"]
    evidence = Evidence(
        before=text[max(start - AROUND, 0) : start],
        quote=record["quote"],
        after=text[end : end + AROUND],
    )
    return {"evidence": evidence, "article": {name: article[name] for name in ARTICLE_CARD}}
