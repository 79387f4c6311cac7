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
from api.formats import RowFormat
from api.release_answers import ReleaseDiff, TableDiff, VersionChange
from api.responses import Req, respond, respond_json
from api.settings import Settings
from schemas.errors import NotFound, QueryError
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
    row_format = _format(request, suffix, parameters)
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
        limit=_limit(given.get("limit"), settings),
        after=given.get("after"),
    )


def _limit(value: str | None, settings: Settings) -> int:
    if value is None:
        return settings.default_limit
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
    if not 1 <= number <= settings.max_limit:
        raise QueryError(
            f"limit {value!r} is out of range",
            where="limit",
            hint=f"Use a whole number from 1 to {settings.max_limit}.",
        )
    return number


def _format(request: Req, suffix: str, parameters: list[tuple[str, str]]) -> RowFormat:
    """Return the format: the suffix decides, then ``?format=``, then `Accept`."""
    asked = [value for name, value in parameters if name == "format"]
    if suffix and asked:
        raise QueryError(
            "the path names a format already", where="format", hint="Leave one of them out."
        )
    if suffix and suffix not in formats.FORMAT_BY_NAME:
        raise NotFound(
            f"there is no format {suffix[:80]!r}",
            where="table",
            hint=f"Suffixes: {', '.join(formats.FORMAT_BY_NAME)}.",
        )
    if suffix:
        return formats.FORMAT_BY_NAME[suffix]
    return formats.named(asked[0]) if asked else formats.accepted(request.headers.get("accept"))


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
