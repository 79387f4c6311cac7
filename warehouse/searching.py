"""Search over a release: hits in articles and in the evidence of records, with their snippets.

It knows nothing but the words of the release's own files: what a release does not publish, such
as the text of closed articles, can neither be found nor shown.
"""

import datetime as dt
from typing import Annotated

import msgspec

from schemas.base import Struct, about
from schemas.errors import NotFound
from warehouse.index import ReleaseIndex, TableIndex
from warehouse.index.search import Query, Ranking, ranked, understood
from warehouse.index.snippets import Snippet, snippet

MAX_HITS = 1000


class Hit(Struct, frozen=True, kw_only=True):
    """One row that holds all words of a search."""

    table: Annotated[str, about("The table of the row.")]
    id: Annotated[str, about("Its key.")]
    score: Annotated[float, about("How telling it is (BM25), comparable within the answer.")]
    article_id: Annotated[str, about("The article it was read from, or that it is.")]
    title: Annotated[str | None, about("Headline of the article.")]
    published: Annotated[dt.date | None, about("Day the article was published.", unit="date")]
    field: Annotated[str, about("The column the snippet is from: `quote`, `text` or `title`.")]
    start: Annotated[
        int | None,
        about(
            "First character of the snippet in the article's text; null in a title.",
            unit="code points",
        ),
    ]
    snippet: Annotated[Snippet, about("The words around, and where the searched ones stand.")]


class Hits(Struct, frozen=True, kw_only=True):
    """The hits, most telling first; `totals` counts them by table, null where not all are known."""

    hits: tuple[Hit, ...]
    totals: dict[str, int | None]


class _Evidence(Struct, frozen=True, kw_only=True):
    article_id: str
    quote: str
    start: int


class _Article(Struct, frozen=True, kw_only=True):
    article_id: str
    text: str
    title: str | None = None
    published: dt.date | None = None


_EVIDENCE = msgspec.json.Decoder(_Evidence)
_ARTICLE = msgspec.json.Decoder(_Article)


def search(index: ReleaseIndex, text: str, *, tables: tuple[str, ...], limit: int) -> Hits:
    """Return the best *limit* hits for *text* in *tables*, in all that are searched if none.

    Hits of one score come in the order of tables and rows.

    Raises:
        NotFound: one of *tables* is not searched.
    """
    query = understood(text)
    searched = {name: table for name, table in index.tables.items() if table.words is not None}
    for name in tables:
        if name not in searched:
            raise NotFound(
                f"{name!r} is not searched", where="table", hint=f"Tables: {', '.join(searched)}."
            )
    found = {
        name: _ranked(table, query, limit)
        for name, table in searched.items()
        if not tables or name in tables
    }
    order = list(found)
    best = sorted(
        (
            (-score, order.index(name), place, row)
            for name, ranking in found.items()
            for place, (row, score) in enumerate(zip(ranking.rows, ranking.scores, strict=True))
        )
    )[:limit]
    hits = tuple(
        _hit(index, searched[order[place]], row, -score, query) for score, place, _, row in best
    )
    return Hits(hits=hits, totals={name: ranking.total for name, ranking in found.items()})


def _ranked(table: TableIndex, query: Query, limit: int) -> Ranking:
    assert table.words is not None
    if table.table.name == "articles":

        def text_of(row: int) -> str:
            article = _ARTICLE.decode(table.line(row))
            return "\n".join(part for part in (article.title, article.text) if part is not None)
    else:

        def text_of(row: int) -> str:
            return _EVIDENCE.decode(table.line(row)).quote

    return ranked(table.words, query, limit, text_of)


def _hit(index: ReleaseIndex, table: TableIndex, row: int, score: float, query: Query) -> Hit:
    if table.table.name == "articles":
        article = _ARTICLE.decode(table.line(row))
        key, field, start = article.article_id, "text", 0
        shown = snippet(article.text, query)
        if not shown.marks:
            field, shown = "title", snippet(article.title or "", query)
    else:
        record = _EVIDENCE.decode(table.line(row))
        (of,) = index.tables["articles"].rows_of("article_id", record.article_id)
        article = _ARTICLE.decode(index.tables["articles"].line(of))
        key, field, start = table.key_of(row), "quote", record.start
        shown = snippet(record.quote, query)
    return Hit(
        table=table.table.name,
        id=key,
        score=score,
        article_id=article.article_id,
        title=article.title,
        published=article.published,
        field=field,
        start=None if field == "title" else start + shown.start,
        snippet=shown,
    )
