"""What HTTP answers about rows and records: bodies, headers and conditions. No framework."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec

from api import addresses, encodings, formats
from api.answers import Evidence, SearchAnswer
from api.conditions import FOR_EVER, is_fresh
from api.formats import RowFormat
from api.row_query import facet_names, row_query
from api.search_query import search_query
from api.settings import Settings
from api.version import VERSION
from schemas.base import Struct
from warehouse import MAX_HITS, Release, RowPage, RowQuery

AROUND = 200
"""Code points of text shown on either side of a record's quote."""
ARTICLE_CARD = (
    "article_id", "revision", "title", "url", "source", "authors", "published", "published_at",
    "language", "rights",
)  # fmt: skip
"""What a record's answer says of its article; the text itself is one request away."""


class Answer(Struct, frozen=True, kw_only=True):
    """A whole answer. `headers` hold everything but the length of the body."""

    status: int
    headers: dict[str, str]
    body: bytes


class TableRequest(Struct, frozen=True, kw_only=True):
    """A request about a table of an open release; header names are in lower case."""

    release: Release
    headers: Mapping[str, str]
    path: str
    query_string: bytes
    base: str
    settings: Settings


def answer_rows(request: TableRequest, asked: str, *, at_once: bool = False) -> Answer | None:
    """Return the page of rows of the table and format *asked* names: ``events``, ``events.csv``.

    With *at_once* only what the index answers in a moment; None for everything else.

    Raises:
        NotFound, QueryError, NotAcceptable: as the request deserves.
    """
    name, _, suffix = asked.partition(".")
    table = request.release.table(name)
    parameters = parse_qsl(request.query_string.decode("latin-1"), keep_blank_values=True)
    wished = next((value for name, value in parameters if name == "format"), None)
    row_format = formats.chosen(suffix, wished, request.headers.get("accept"))
    facets = facet_names(parameters)
    if facets and at_once:
        return None
    query = row_query(table.name, parameters, request.settings)
    headers = {"Vary": "Accept-Encoding" if suffix else "Accept, Accept-Encoding"}
    if row_format.name != "json":
        headers["Content-Disposition"] = f'inline; filename="{table.name}.{row_format.name}"'
    here = addresses.release_url(request.base, request.release.id, asked)
    if row_format.binary:
        if at_once:
            return None
        found = request.release.arrow_rows(query)
        headers |= _linked(_next_url(here, parameters, found.next_cursor))
        body = formats.encoded(row_format, found.rows, list)
        return _answered(request, body, row_format.media_type, headers)
    page = request.release.rows_at_once(query) if at_once else request.release.rows(query)
    if page is None:
        return None
    following = _next_url(here, parameters, page.next_cursor)
    headers |= _linked(following)
    body = _body(request.release, row_format, page, query, following, facets)
    return _answered(request, body, row_format.media_type, headers)


def answer_record(request: TableRequest, name: str, key: str) -> Answer:
    """Return one record with its evidence and its article, or an article with its records.

    Raises:
        NotFound: there is no such table or record.
    """
    release = request.release
    table = release.table(name)
    parts = [b'{"release":', msgspec.json.encode(release.id)]
    if table.name == "articles":
        lines = release.article_lines(key)
        parts += [b',"article":', lines.pop("articles")[0]]
        for other, rows in lines.items():
            parts += [b',"', other.encode(), b'":[', b",".join(rows), b"]"]
    else:
        line = release.line(table.name, key)
        parts += [b',"table":', msgspec.json.encode(table.name), b',"record":', line]
        if table.has_evidence:
            parts.append(_evidence(release, line))
    body = b"".join((*parts, b"}\n"))
    return _answered(request, body, "application/json", {"Vary": "Accept-Encoding"})


def answer_stats(request: TableRequest, name: str) -> Answer:
    """Return what each column of a table holds.

    Raises:
        NotFound: there is no such table.
    """
    release = request.release
    table = release.table(name)
    head = {"release": release.id, "table": name, "rows": release.manifest.rows(table.name)}
    body = msgspec.json.encode(head)[:-1] + b',"columns":' + release.stats(name) + b"}\n"
    return _answered(request, body, "application/json", {"Vary": "Accept-Encoding"})


def answer_search(request: TableRequest) -> Answer:
    """Return the hits of a search.

    Raises:
        QueryError: a parameter is unknown, missing or makes no sense.
        NotFound: a table named is not searched.
        ReleaseError: the index is not there yet.
    """
    wanted = search_query(parse_qsl(request.query_string.decode("latin-1"), keep_blank_values=True))
    last = wanted.offset + wanted.limit
    found = request.release.search(wanted.q, tables=wanted.tables, limit=min(last + 1, MAX_HITS))
    following = None
    if len(found.hits) > last:
        again = {"q": wanted.q, "table": ",".join(wanted.tables), "limit": str(wanted.limit)}
        asked = {name: value for name, value in again.items() if value} | {"offset": str(last)}
        here = addresses.release_url(request.base, request.release.id, "search")
        following = f"{here}?{urlencode(asked)}"
    body = msgspec.json.encode(
        SearchAnswer(
            release=request.release.id,
            q=wanted.q,
            totals=found.totals,
            next_url=following,
            hits=found.hits[wanted.offset : last],
        )
    )
    headers = {"Vary": "Accept-Encoding", **_linked(following)}
    return _answered(request, body + b"\n", "application/json", headers)


def answer_json(request: TableRequest, value: object) -> Answer:
    """Return *value* as JSON, ending in a newline."""
    body = msgspec.json.encode(value) + b"\n"
    return _answered(request, body, "application/json", {"Vary": "Accept-Encoding"})


def _answered(
    request: TableRequest, body: bytes, media_type: str, headers: dict[str, str]
) -> Answer:
    """Return *body* coded as the reader likes it, or 304 where the reader has it already.

    The ETag names the release by its manifest, the version of dateline and what was asked, which
    decide every byte; summing up the body would cost as much again as finding it.
    """
    coding = None
    if "Vary" in headers and len(body) >= encodings.SMALLEST:
        coding = encodings.negotiated(request.headers.get("accept-encoding"))
    mark = f"-{coding}" if coding else ""
    asked = (request.release.sha256, VERSION, request.path, request.query_string, request.base)
    decided = msgspec.msgpack.encode((*asked, media_type))
    etag = f'"{hashlib.sha256(decided).hexdigest()[:24]}{mark}"'
    headers = {"ETag": etag, "Cache-Control": FOR_EVER, **headers}
    if is_fresh(
        etag=etag,
        modified=None,
        if_none_match=request.headers.get("if-none-match"),
        if_modified_since=None,
    ):
        return Answer(status=304, headers=headers, body=b"")
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    headers["Content-Type"] = media_type + charset
    if coding:
        headers["Content-Encoding"] = coding
        body = encodings.compressed(body, coding)
    return Answer(status=200, headers=headers, body=body)


def _next_url(here: str, parameters: Sequence[tuple[str, str]], cursor: str | None) -> str | None:
    if cursor is None:
        return None
    kept = [(name, value) for name, value in parameters if name != "after"]
    return f"{here}?{urlencode([*kept, ('after', cursor)])}"


def _linked(following: str | None) -> dict[str, str]:
    return {} if following is None else {"Link": f'<{following}>; rel="next"'}


def _body(
    release: Release,
    row_format: RowFormat,
    page: RowPage,
    query: RowQuery,
    following: str | None,
    facets: tuple[str, ...],
) -> bytes:
    if row_format.name == "ndjson":
        return b"".join(part for line in page.lines for part in (line, b"\n"))
    if row_format.name == "csv":
        return formats.as_csv(release.fields(query), page.to_rows())
    members: dict[str, Any] = {
        "release": release.id,
        "table": page.table,
        "count": len(page.lines),
        "total": page.total,
        "next": page.next_cursor,
        "next_url": following,
    }
    if facets:
        members["facets"] = release.facets(page.table, facets, query.filters)
    head = msgspec.json.encode(members)[:-1]
    return b"".join((head, b',"rows":[', b",".join(page.lines), b"]}\n"))


class _Cited(Struct, frozen=True, kw_only=True):
    """What of a record leads to its evidence."""

    article_id: str
    start: int
    end: int
    quote: str


class _Text(Struct, frozen=True, kw_only=True):
    text: str


_CITED = msgspec.json.Decoder(_Cited)
_TEXT = msgspec.json.Decoder(_Text)
_CARD: msgspec.json.Decoder[Any] = msgspec.json.Decoder(
    msgspec.defstruct(
        "Card",
        [(name, msgspec.Raw | msgspec.UnsetType, msgspec.UNSET) for name in ARTICLE_CARD],
    )
)


def _evidence(release: Release, line: bytes) -> bytes:
    """Return the members `evidence` and `article` of the answer about the record *line*."""
    cited = _CITED.decode(line)
    article = release.line("articles", cited.article_id)
    text = _TEXT.decode(article).text
    evidence = Evidence(
        before=text[max(cited.start - AROUND, 0) : cited.start],
        quote=cited.quote,
        after=text[cited.end : cited.end + AROUND],
    )
    card = msgspec.json.encode(_CARD.decode(article))
    return b"".join((b',"evidence":', msgspec.json.encode(evidence), b',"article":', card))
