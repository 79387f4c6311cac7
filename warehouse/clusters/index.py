"""What the working file keeps of each clustered event, so that later ones find it by itself."""

# Identifiers in SQL are constants of this module, never input.
# ruff: noqa: S608

from collections.abc import Sequence

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from schemas.base import Struct
from warehouse.clusters.blocking import NAMED_WORDS, Facets
from warehouse.layout import STORE

TABLE = f"{STORE}.clustered_events"
Labels = npt.NDArray[np.int64]
Marks = npt.NDArray[np.uint64]

_DDL = f"""
CREATE TABLE IF NOT EXISTS {TABLE} (
  record_id VARCHAR NOT NULL, mark UBIGINT NOT NULL, component BIGINT NOT NULL,
  type INTEGER NOT NULL, head INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  words INTEGER[{NAMED_WORDS}] NOT NULL
)
"""

NOW = f"""
SELECT e.record_id, hash(a.article_id, a.revision, a.content_sha256) AS mark,
  coalesce(e.date_start, CASE WHEN e.historical THEN NULL ELSE a.published END) AS day,
  e.article_id, e.start
FROM {STORE}.events AS e
JOIN {STORE}.newest AS n ON e.article_id = n.article_id AND e.revision = n.revision
JOIN {STORE}.articles AS a ON a.article_id = n.article_id AND a.revision = n.revision
"""
"""The events of the newest revisions, with a mark that changes whenever their article does."""


class Index(Struct, frozen=True, kw_only=True):
    """The clustered events, a row each: id, mark of the article, component and facets.

    A component holds all events that chains of likely pairs join: whole clusters, mostly one.
    Nothing outside has a say in how it is grouped.
    """

    record_ids: list[str]
    marks: Marks
    components: Labels
    facets: Facets

    def and_these(self, other: "Index") -> "Index":
        """Return the rows of this index and then those of *other*."""
        mine, its = self.facets, other.facets
        return Index(
            record_ids=self.record_ids + other.record_ids,
            marks=np.concatenate((self.marks, other.marks)),
            components=np.concatenate((self.components, other.components)),
            facets=Facets(
                words=np.concatenate((mine.words, its.words)),
                types=np.concatenate((mine.types, its.types)),
                heads=np.concatenate((mine.heads, its.heads)),
                first=np.concatenate((mine.first, its.first)),
                last=np.concatenate((mine.last, its.last)),
            ),
        )

    def named(self, components: Labels) -> "Index":
        """Return the index with other names for the components."""
        return Index(
            record_ids=self.record_ids,
            marks=self.marks,
            components=components,
            facets=self.facets,
        )

    def table(self, rows: npt.NDArray[np.intp]) -> pa.Table:
        """Return some rows as the working file keeps them."""
        of = self.facets.at(rows)
        words = pa.array(np.ascontiguousarray(of.words).reshape(-1), pa.int32())
        return pa.table(
            {
                "record_id": pa.array([self.record_ids[row] for row in rows.tolist()], pa.string()),
                "mark": self.marks[rows],
                "component": self.components[rows],
                "type": of.types,
                "head": of.heads,
                "first": of.first,
                "last": of.last,
                "words": pa.FixedSizeListArray.from_arrays(words, NAMED_WORDS),
            }
        )


def make_table(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table of clustered events if there is none."""
    connection.execute(_DDL)


def has_table(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether there is a table of clustered events."""
    schema, name = TABLE.split(".")
    found = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?",
        [schema, name],
    ).fetchall()
    return found != [(0,)]


def read_index(connection: duckdb.DuckDBPyConnection, *, empty: bool) -> tuple[Index, Labels]:
    """Return what is kept of the events that are still as they were clustered.

    Then the components that lost an event since. *empty*: as if nothing were kept.
    """
    if empty:
        return index_of([], [], _no_facets()), np.zeros(0, np.int64)
    rows = connection.sql(
        f"SELECT k.* FROM {TABLE} AS k JOIN ({NOW}) AS e"
        " ON k.record_id = e.record_id AND k.mark = e.mark ORDER BY k.record_id"
    ).to_arrow_table()
    lost = connection.execute(
        f"SELECT DISTINCT component FROM {TABLE} AS k WHERE NOT EXISTS"
        f" (SELECT 1 FROM ({NOW}) AS e WHERE k.record_id = e.record_id AND k.mark = e.mark)"
        " ORDER BY component"
    ).fetchall()
    columns = {name: rows[name].combine_chunks() for name in rows.column_names}
    words = columns["words"]
    numbers = {
        name: np.array(columns[name], np.int32) for name in ("type", "head", "first", "last")
    }
    facets = Facets(
        words=np.array(words.flatten(), np.int32).reshape(-1, NAMED_WORDS),
        types=numbers["type"],
        heads=numbers["head"],
        first=numbers["first"],
        last=numbers["last"],
    )
    kept = Index(
        record_ids=columns["record_id"].to_pylist(),
        marks=np.array(columns["mark"], np.uint64),
        components=np.array(columns["component"], np.int64),
        facets=facets,
    )
    return kept, np.array([label for (label,) in lost], np.int64)


def read_fresh(
    connection: duckdb.DuckDBPyConnection, *, empty: bool
) -> tuple[list[str], list[int]]:
    """Return the ids and marks of the events that are not in the index, by day; undated last.

    Near days come together, so that a slice of them meets few events of others.
    """
    known = (
        ""
        if empty
        else f" WHERE NOT EXISTS (SELECT 1 FROM {TABLE} AS k"
        " WHERE k.record_id = e.record_id AND k.mark = e.mark)"
    )
    rows = connection.sql(
        f"SELECT e.record_id, e.mark FROM ({NOW}) AS e{known}"
        " ORDER BY e.day NULLS LAST, e.article_id, e.start, e.record_id"
    ).to_arrow_table()
    return rows["record_id"].to_pylist(), rows["mark"].to_pylist()


def index_of(record_ids: Sequence[str], marks: Sequence[int], facets: Facets) -> Index:
    """Return the index of some events, each in the component 0."""
    return Index(
        record_ids=list(record_ids),
        marks=np.array(marks, np.uint64),
        components=np.zeros(len(record_ids), np.int64),
        facets=facets,
    )


def _no_facets() -> Facets:
    none = np.zeros(0, np.int32)
    return Facets(
        words=np.zeros((0, NAMED_WORDS), np.int32), types=none, heads=none, first=none, last=none
    )


def keep_index(connection: duckdb.DuckDBPyConnection, changed: pa.Table, *, empty: bool) -> None:
    """Put the *changed* rows in, and take out what is no longer so; *empty*: all others too."""
    make_table(connection)
    if empty:
        connection.execute(f"DELETE FROM {TABLE}")
    connection.register("changed", changed)
    connection.execute(
        f"DELETE FROM {TABLE} AS k WHERE k.record_id IN (SELECT record_id FROM changed)"
        f" OR NOT EXISTS (SELECT 1 FROM ({NOW}) AS e"
        " WHERE k.record_id = e.record_id AND k.mark = e.mark)"
    )
    connection.execute(f"INSERT INTO {TABLE} BY NAME SELECT * FROM changed")
    connection.unregister("changed")
