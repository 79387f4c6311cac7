"""Diffs of two releases: the numbers first, then the changes of a table, page by page."""

from typing import Any, Final
from urllib.parse import urlencode

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from api import addresses, formats
from api.catalog import LATEST, Catalog
from api.conditions import FOR_EVER
from api.release_answers import ReleaseDiff, TableDiff, VersionChange
from api.responses import Req, respond, respond_json
from api.row_query import limit_within
from api.settings import Settings
from schemas.errors import QueryError
from warehouse import Diff, DiffShelf
from warehouse.deltas.diff import ChangePage, ChangeQuery

PARAMETERS: Final = ("change", "field", "limit", "after", "format")


@get("/v1/releases/{release:str}/diff/{other:str}", sync_to_thread=True)
def show_diff(
    request: Req,
    release: FromPath[str],
    other: FromPath[str],
    catalog: NamedDependency[Catalog],
    diffs: NamedDependency[DiffShelf],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """Answer how much differs from one release to the other."""
    first, second, diff = _opened(catalog, diffs, release, other)
    base = addresses.base(request, settings)
    came, went = diff.columns
    found = ReleaseDiff(
        first=first,
        second=second,
        tables=tuple(
            TableDiff(
                name=counts.table,
                added=counts.added,
                changed=counts.changed,
                removed=counts.removed,
                url=addresses.release_url(base, first, "diff", second, counts.table),
            )
            for counts in diff.counts()
        ),
        versions=tuple(
            VersionChange(what=v.what, before=v.before, after=v.after) for v in diff.versions
        ),
        columns_added=came,
        columns_gone=went,
    )
    return respond_json(request, found, cache=_cache(other))


@get("/v1/releases/{release:str}/diff/{other:str}/{table:str}", sync_to_thread=True)
def show_changes(
    request: Req,
    release: FromPath[str],
    other: FromPath[str],
    table: FromPath[str],
    catalog: NamedDependency[Catalog],
    diffs: NamedDependency[DiffShelf],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """Answer one page of the rows of a table that differ."""
    name, _, suffix = table.partition(".")
    first, second, diff = _opened(catalog, diffs, release, other)
    parameters = list(request.query_params.multi_items())
    asked = next((value for name, value in parameters if name == "format"), None)
    row_format = formats.chosen(suffix, asked, request.headers.get("accept"))
    page = diff.changes(_query(name, parameters, settings))
    headers: dict[str, str] = {} if suffix else {"Vary": "Accept"}
    following = None
    if page.next is not None:
        base = addresses.base(request, settings)
        here = addresses.release_url(base, first, "diff", second, table)
        kept = [(key, value) for key, value in parameters if key != "after"]
        following = f"{here}?{urlencode([*kept, ('after', page.next)])}"
        headers["Link"] = f'<{following}>; rel="next"'
    if row_format.name == "json":
        body = _envelope(first, second, page, following)
    else:
        headers["Content-Disposition"] = f'inline; filename="{name}.diff.{row_format.name}"'
        body = formats.encoded(row_format, page.rows, page.to_rows)
    return respond(
        request, body, media_type=row_format.media_type, cache=_cache(other), headers=headers
    )


def _opened(catalog: Catalog, diffs: DiffShelf, release: str, other: str) -> tuple[str, str, Diff]:
    """Return the ids of both releases and their diff; `other` may be `latest` too."""
    first, second = catalog.get(release), catalog.get(other)
    return first.id, second.id, diffs.open(first.path, second.path)


def _cache(other: str) -> str:
    return "no-cache" if other == LATEST else FOR_EVER


def _query(table: str, parameters: list[tuple[str, str]], settings: Settings) -> ChangeQuery:
    given: dict[str, str] = {}
    for name, value in parameters:
        if name not in PARAMETERS:
            raise QueryError(
                f"a diff has no parameter {name[:80]!r}",
                where=name[:80],
                hint=f"Parameters: {', '.join(PARAMETERS)}.",
            )
        if name in given:
            raise QueryError(f"{name} stands twice", where=name, hint="Give it once.")
        given[name] = value
    return ChangeQuery(
        table=table,
        change=given.get("change"),
        field=given.get("field"),
        limit=limit_within(given.get("limit"), settings.default_limit, settings.max_limit),
        after=given.get("after"),
    )


def _envelope(first: str, second: str, page: ChangePage, following: str | None) -> bytes:
    rows = page.to_rows()
    found: dict[str, Any] = {
        "first": first,
        "second": second,
        "table": page.table,
        "count": len(rows),
        "total": page.total,
        "next": page.next,
        "next_url": following,
        "rows": rows,
    }
    return msgspec.json.encode(found) + b"\n"
