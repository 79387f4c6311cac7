"""Events and articles as clustering reads them, and the clusters as the working file keeps them."""

# Identifiers in SQL come from the registry of tables, never from input.
# ruff: noqa: S608

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import duckdb
import msgspec
import pyarrow as pa

from schemas import TABLE_BY_NAME, ClusterChange, EventCluster
from schemas.base import Struct
from schemas.columns import columns
from schemas.derived.ddl import quoted
from schemas.event import EventType, PlacePrecision
from warehouse.clusters.independence import Copy, copy_of
from warehouse.clusters.index import has_table
from warehouse.layout import STORE
from warehouse.rows import arrow_table

VERSION = "2.0.0"
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
FROM {{events}} AS e JOIN wanted AS w ON e.record_id = w.id
JOIN {STORE}.newest AS n ON e.article_id = n.article_id AND e.revision = n.revision
JOIN {STORE}.articles AS a ON a.article_id = n.article_id AND a.revision = n.revision
ORDER BY a.published NULLS LAST, e.article_id, e.start, e."end", e.record_id
"""


def read_members(
    connection: duckdb.DuckDBPyConnection,
    record_ids: Sequence[str],
    *,
    events: str = f"{STORE}.events",
) -> list[Member]:
    """Return the events of these ids by day of publication, article and place in it.

    *events* is the FROM item of the events; releases read the corrected ones.
    """
    query = _EVENTS.replace("{events}", events)
    return msgspec.convert(list(_rows(connection, query, record_ids)), list[Member])


def read_sources(connection: duckdb.DuckDBPyConnection, article_ids: Iterable[str]) -> list[Source]:
    """Return the articles of these ids, in their newest revisions, by id."""
    query = (
        f"SELECT a.article_id, a.title, a.published, left(a.text, {LEAD}) AS lead"
        " FROM articles AS a JOIN wanted AS w ON a.article_id = w.id ORDER BY a.article_id"
    )
    wanted = sorted(set(article_ids))
    return msgspec.convert(list(_rows(connection, query, wanted)), list[Source])


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


def stored_clusters(
    connection: duckdb.DuckDBPyConnection, record_ids: Sequence[str] | None = None
) -> dict[str, list[str]]:
    """Return the stored clusters with their members; only those of *record_ids* if given."""
    query = f"SELECT cluster_id, members FROM {STORE}.event_clusters"
    if record_ids is not None:
        query += (
            f" WHERE cluster_id IN (SELECT cluster_id FROM (SELECT cluster_id, unnest(members)"
            f" AS member FROM {STORE}.event_clusters) JOIN wanted ON member = id)"
        )
    rows = _rows(connection, f"{query} ORDER BY cluster_id", record_ids or ())
    return {str(row["cluster_id"]): msgspec.convert(row["members"], list[str]) for row in rows}


def used_ids(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return all ids that clusters have or ever had."""
    rows = connection.execute(
        f"SELECT cluster_id FROM {STORE}.event_clusters"
        f" UNION SELECT cluster_id FROM {STORE}.cluster_changes"
    ).fetchall()
    return {cluster_id for (cluster_id,) in rows}


def last_number(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the number of the last clustering that changed a cluster, 0 if none did."""
    ((number,),) = connection.execute(
        f"SELECT coalesce(max(number), 0) FROM {STORE}.cluster_changes"
    ).fetchall()
    return int(number)


def is_current(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether what is stored was worked out by this `VERSION`, of whatever articles."""
    marks = connection.execute("SELECT value FROM meta WHERE key = ?", [_MARK]).fetchall()
    return len(marks) == 1 and str(marks[0][0]).startswith(f"{VERSION} ") and has_table(connection)


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


def drop_clusters(connection: duckdb.DuckDBPyConnection, cluster_ids: Iterable[str]) -> None:
    """Take clusters out of the working file; the caller holds a transaction."""
    connection.register("wanted", _ids(list(cluster_ids)))
    connection.execute(
        f"DELETE FROM {STORE}.event_clusters WHERE cluster_id IN (SELECT id FROM wanted)"
    )
    connection.unregister("wanted")


def add_rows(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    records: Iterable[EventCluster] | Iterable[ClusterChange],
) -> None:
    """Put clusters or changes into the working file; the caller holds a transaction."""
    table = TABLE_BY_NAME[name]
    names = ", ".join(quoted(column.name) for column in columns(table))
    connection.register("incoming", arrow_table(table, records))
    connection.execute(f"INSERT INTO {STORE}.{quoted(name)} BY NAME SELECT {names} FROM incoming")
    connection.unregister("incoming")


def mark_clustered(connection: duckdb.DuckDBPyConnection) -> None:
    """Write down that the clusters are those of what is loaded now."""
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


def _rows(
    connection: duckdb.DuckDBPyConnection, query: str, wanted: Sequence[str]
) -> Iterator[dict[str, object]]:
    """Return the rows of a query, which may join the ids *wanted*."""
    connection.register("wanted", _ids(wanted))
    # Read to the end before the next query: a connection holds one unfinished result at most.
    table = connection.sql(query).to_arrow_table()
    connection.unregister("wanted")
    for batch in table.to_batches(10_000):
        yield from batch.to_pylist()


def _ids(wanted: Sequence[str]) -> pa.Table:
    return pa.table({"id": pa.array(wanted, pa.string())})
