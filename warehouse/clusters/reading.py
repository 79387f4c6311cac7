"""Events and articles as clustering reads them, and the clusters as the working file keeps them."""

# Identifiers in SQL come from the registry of tables, never from input.
# ruff: noqa: S608

import datetime as dt
from collections.abc import Iterable, Iterator

import duckdb
import msgspec

from schemas import TABLE_BY_NAME, ClusterChange, EventCluster
from schemas.base import Struct
from schemas.columns import columns
from schemas.derived.ddl import quoted
from schemas.event import EventType, PlacePrecision
from warehouse.clusters.independence import Copy, copy_of
from warehouse.layout import STORE
from warehouse.rows import arrow_table

VERSION = "1.0.0"
"""Raised whenever the same events would be grouped otherwise."""

LEAD = 1500
_TEXTS = 500
_MARK = "clustered"
_KEPT = ("event_clusters", "cluster_changes")


class Located(Struct, frozen=True, kw_only=True):
    """A place of an event: its name, how precise it is, and its country."""

    name: str
    precision: PlacePrecision | None
    country: str | None


class Member(Struct, frozen=True, kw_only=True):
    """An event; `arguments` are the names, else the words, of actors and recipients."""

    record_id: str
    article_id: str
    type: EventType
    confidence: float
    quote: str
    trigger: str
    arguments: tuple[str, ...]
    places: tuple[Located, ...]
    date_start: dt.date | None
    date_end: dt.date | None
    historical: bool


class Source(Struct, frozen=True, kw_only=True):
    """An article: its head and the first `LEAD` characters."""

    article_id: str
    title: str | None
    published: dt.date | None
    lead: str


_NAMES = "list_transform(e.{0}, lambda p: coalesce(p.name, p.mention))"
_EVENTS = f"""
SELECT e.record_id, e.article_id, e.type, e.confidence, e.quote, e.trigger,
  list_concat({_NAMES.format("actors")}, {_NAMES.format("recipients")}) AS arguments,
  list_transform(e.places, lambda p: {{
    'name': coalesce(p.name, p.mention), 'precision': p.precision, 'country': p.country
  }}) AS places,
  e.date_start, e.date_end, e.historical
FROM events AS e JOIN articles AS a ON e.article_id = a.article_id
ORDER BY a.published NULLS LAST, e.article_id, e.start, e."end", e.record_id
"""


def read_members(connection: duckdb.DuckDBPyConnection) -> list[Member]:
    """Return the events of the newest revisions by day of publication, article and place in it."""
    return msgspec.convert(list(_rows(connection, _EVENTS)), list[Member])


def read_sources(connection: duckdb.DuckDBPyConnection) -> list[Source]:
    """Return the articles of their newest revisions by id."""
    query = f"SELECT article_id, title, published, left(text, {LEAD}) AS lead FROM articles"
    return msgspec.convert(list(_rows(connection, f"{query} ORDER BY article_id")), list[Source])


def read_copies(
    connection: duckdb.DuckDBPyConnection, article_ids: Iterable[str]
) -> dict[str, Copy]:
    """Return what tells copies from reports of their own, of each of *article_ids*."""
    wanted = sorted(set(article_ids))
    found: dict[str, Copy] = {}
    for start in range(0, len(wanted), _TEXTS):
        some = wanted[start : start + _TEXTS]
        rows = connection.execute(
            "SELECT article_id, source, authors, text FROM articles WHERE article_id IN"
            f" ({', '.join('?' * len(some))})",
            some,
        ).fetchall()
        for article_id, source, authors, text in rows:
            found[article_id] = copy_of(publisher=source, authors=authors, text=text)
    return found


def stored_clusters(connection: duckdb.DuckDBPyConnection) -> list[EventCluster]:
    """Return the clusters the working file holds, by id."""
    rows = _rows(connection, "FROM event_clusters ORDER BY cluster_id")
    return msgspec.convert(list(rows), list[EventCluster])


def stored_changes(connection: duckdb.DuckDBPyConnection) -> list[ClusterChange]:
    """Return the changes the working file holds, in order."""
    rows = _rows(connection, "FROM cluster_changes ORDER BY number, change_id")
    return msgspec.convert(list(rows), list[ClusterChange])


def is_clustered(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether the stored clusters are those of what is loaded now."""
    tables = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?",
        [STORE, _KEPT[0]],
    ).fetchall()
    if tables == [(0,)]:
        return False
    marks = connection.execute("SELECT value FROM meta WHERE key = ?", [_MARK]).fetchall()
    return marks == [(_mark(connection),)]


def keep(
    connection: duckdb.DuckDBPyConnection,
    clusters: Iterable[EventCluster],
    changes: Iterable[ClusterChange],
) -> None:
    """Replace the clusters and changes of the working file; the caller holds a transaction."""
    for name, records in zip(_KEPT, (clusters, changes), strict=True):
        table = TABLE_BY_NAME[name]
        names = ", ".join(quoted(column.name) for column in columns(table))
        connection.execute(f"DELETE FROM {STORE}.{quoted(name)}")
        connection.register("incoming", arrow_table(table, records))
        connection.execute(
            f"INSERT INTO {STORE}.{quoted(name)} BY NAME SELECT {names} FROM incoming"
        )
        connection.unregister("incoming")
    connection.execute("DELETE FROM meta WHERE key = ?", [_MARK])
    connection.execute("INSERT INTO meta VALUES (?, ?)", [_MARK, _mark(connection)])


def _mark(connection: duckdb.DuckDBPyConnection) -> str:
    """Return what changes with every article loaded or changed, and with `VERSION`."""
    ((articles, content),) = connection.execute(
        "SELECT count(*), coalesce(sum(hash(a.article_id, a.revision, a.content_sha256)::HUGEINT),"
        f" 0)::VARCHAR FROM {STORE}.articles AS a"
        f" JOIN {STORE}.newest AS n ON a.article_id = n.article_id AND a.revision = n.revision"
    ).fetchall()
    return f"{VERSION} {articles} {content}"


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[dict[str, object]]:
    # Read to the end before the next query: a connection holds one unfinished result at most.
    for batch in connection.sql(query).to_arrow_table().to_batches(10_000):
        yield from batch.to_pylist()
