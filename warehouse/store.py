"""The working file: loading articles with their records, whole or not at all."""

# Identifiers in SQL come from the registry of tables, never from input.
# ruff: noqa: S608

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import duckdb
import msgspec
import pyarrow as pa

from schemas import (
    RECORD_TABLES,
    SCHEMA_VERSION,
    TABLE_BY_NAME,
    TABLES,
    Article,
    Extraction,
    Failure,
)
from schemas.base import Struct
from schemas.derived.ddl import quoted
from schemas.errors import DatelineError, WarehouseError
from warehouse.clusters import cluster, is_clustered, keep
from warehouse.connection import connect
from warehouse.evidence import check, records_of
from warehouse.layout import (
    ARTICLE_ENTITIES,
    LANGUAGE_MODEL,
    STORE,
    store_ddl,
    upgrade_ddl,
)
from warehouse.manifest import LanguageModelEntry
from warehouse.planning import (
    REFUSALS,
    Outcome,
    Placement,
    StoredRevision,
    load_failure,
    load_failure_id,
    place,
)
from warehouse.rows import arrow_table

BATCH_ARTICLES = 500
BATCH_CHARACTERS = 20_000_000
"""A transaction closes after so many articles, or after so many characters of text."""

_LANGUAGE_MODEL = pa.struct([(name, pa.string()) for name in ("name", "version", "sha256")])
_Result = TypeVar("_Result")
_RECORDS = tuple(table.name for table in RECORD_TABLES)


class LoadReport(Struct, frozen=True, kw_only=True):
    """How many articles a load found new, revised …; `failures` counts failure rows written."""

    new: int = 0
    revised: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    failures: int = 0

    @property
    def articles(self) -> int:
        """Number of articles that came, refused ones included."""
        return self.new + self.revised + self.updated + self.unchanged + self.refused


class Warehouse:
    """The working file, open for writing by this process alone. Build it with `open`."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """Return the warehouse at *path*, made new if there is no such file.

        Raises:
            WarehouseError: the file is not a warehouse, belongs to another major schema
                version, or another process has it open.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise WarehouseError(
                f"the folder cannot be made: {reason}",
                where=str(path.parent),
                hint="Name a file in a folder that may be written",
            ) from None
        connection = connect(path, read_only=False)
        try:
            _prepare(path, connection)
        except BaseException:
            connection.close()
            raise
        return cls(path, connection)

    def close(self) -> None:
        """Close the file; what was loaded is on disk already."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def load(self, extraction: Extraction) -> Outcome:
        """Return what loading *extraction* did; the article is loaded whole or not at all.

        `new`: the id was unknown. `revised`: the text is new under a known id and became the
        next revision. `updated`: the text is known, something else changed and was replaced.
        `unchanged`: nothing to do.

        Raises:
            DatelineError: the article was refused (`EvidenceError`, `DuplicateKey`,
                `BrokenReference`, `ArticleClash`); a failure row says so and nothing else
                was written.
        """
        batch = _Batch(self._connection, [extraction])
        error = batch.refusal(extraction)
        outcome = None if error else batch.add(extraction)
        self._write(batch)
        if outcome is None:
            assert error is not None
            raise error
        return outcome

    def load_many(self, items: Iterable[Extraction | Failure]) -> LoadReport:
        """Return what loading *items* did; several articles share a transaction, none is split.

        A refused article becomes a failure row and the rest goes on. When *items* itself
        raises, what came before the last full transaction stays.
        """
        counts = dict.fromkeys(LoadReport.__struct_fields__, 0)
        for group in _batches(items):
            batch = _Batch(self._connection, group)
            for item in group:
                if isinstance(item, Failure):
                    batch.add_failure(item)
                elif batch.refusal(item):
                    counts["refused"] += 1
                else:
                    counts[batch.add(item)] += 1
            self._write(batch)
            counts["failures"] += batch.failures
        return LoadReport(**counts)

    def add_failures(self, failures: Iterable[Failure]) -> None:
        """Keep *failures* as rows; one that is there already is replaced."""
        self.load_many(failures)

    def counts(self) -> dict[str, int]:
        """Return the rows of every table that a release made now would carry, by table name."""
        return {table.name: self._count(table.name) for table in TABLES}

    def extractor_versions(self) -> dict[str, tuple[str, ...]]:
        """Return the extractors found in the rows of each record table: `events@1.0.0`, sorted."""
        return extractor_versions(self._connection)

    def language_models(self) -> tuple[LanguageModelEntry, ...]:
        """Return the models that read the newest revisions, sorted, with how many each read."""
        return language_models(self._connection)

    def cluster(self) -> int:
        """Return how many clusters there are after settling which records tell the same event.

        Nothing is done if nothing was loaded since the last time. A new article renumbers no
        cluster; merged, split and dissolved ones are recorded in `cluster_changes`. Releases
        call this; what is loaded meanwhile has no cluster.
        """
        if not is_clustered(self._connection):
            found = cluster(self._connection)
            self._transact(lambda: keep(self._connection, found))
        return self._count("event_clusters")

    def transact(self, work: Callable[[duckdb.DuckDBPyConnection], _Result]) -> _Result:
        """Return what *work* gives of the open file; what it writes is kept whole or not at all."""
        results: list[_Result] = []
        self._transact(lambda: results.append(work(self._connection)))
        return results[0]

    def _count(self, view: str) -> int:
        row = self._connection.execute(f"SELECT count(*) FROM {quoted(view)}").fetchone()
        return int(row[0]) if row else 0

    def _write(self, batch: "_Batch") -> None:
        self._transact(batch.write)

    def _transact(self, write: Callable[[], None]) -> None:
        try:
            self._connection.execute("BEGIN")
            write()
            self._connection.execute("COMMIT")
        except duckdb.Error as error:
            self._roll_back()
            raise WarehouseError(
                f"the articles cannot be written: {str(error).splitlines()[0]}",
                where=str(self.path),
                hint="What was loaded before stands; see that the disk has room, and load again",
            ) from None
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        # DuckDB rolls back by itself when it fails to commit, and then has nothing to undo.
        with suppress(duckdb.Error):
            self._connection.execute("ROLLBACK")


def extractor_versions(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """Return the distinct extractors of each record table of an open file, sorted."""
    found: dict[str, tuple[str, ...]] = {}
    for name in _RECORDS:
        rows = connection.execute(
            f"SELECT DISTINCT extractor FROM {quoted(name)} ORDER BY 1"
        ).fetchall()
        found[name] = tuple(str(row[0]) for row in rows)
    return found


def language_models(connection: duckdb.DuckDBPyConnection) -> tuple[LanguageModelEntry, ...]:
    """Return the models that read the newest revisions of an open warehouse, sorted.

    Articles of which no model is recorded are not counted.
    """
    # A file that an older dateline wrote and this one only reads may lack the column.
    named = connection.execute(
        "SELECT count(*) FROM duckdb_columns() WHERE schema_name = ? AND table_name = 'articles'"
        " AND column_name = 'language_model'",
        [STORE],
    ).fetchone()
    if not named or not named[0]:
        return ()
    rows = connection.execute(
        "SELECT m.name, m.version, m.sha256, count(*) FROM"
        f" (SELECT a.language_model AS m FROM {STORE}.articles AS a"
        f" JOIN {STORE}.newest AS n USING (article_id, revision)"
        " WHERE a.language_model IS NOT NULL) GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return tuple(
        LanguageModelEntry(name=name, version=version, sha256=sha256, articles=articles)
        for name, version, sha256, articles in rows
    )


class _Batch:
    """The articles and failures of one transaction, placed one after the other."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, items: Iterable[Extraction | Failure]
    ) -> None:
        self._connection = connection
        self._stored = self._read_stored(
            {item.article.article_id for item in items if isinstance(item, Extraction)}
        )
        self._placed: dict[tuple[str, int], Placement] = {}
        self._failures: dict[str, Failure] = {}
        self._cleared: set[str] = set()

    @property
    def failures(self) -> int:
        """Number of failure rows the batch writes."""
        inside = sum(len(p.extraction.failures) for p in self._placed.values())
        return len(self._failures) + inside

    def refusal(self, extraction: Extraction) -> DatelineError | None:
        """Return why *extraction* may not be loaded and keep that as a failure, else None."""
        article = extraction.article
        try:
            check(extraction)
            place(extraction, self._stored[article.article_id])
        except DatelineError as error:
            self.add_failure(load_failure(article, error))
            return error
        return None

    def add(self, extraction: Extraction) -> Outcome:
        """Return what becomes of *extraction*, which `refusal` has let pass."""
        revisions = self._stored[extraction.article.article_id]
        placement = place(extraction, revisions)
        if placement.outcome != "unchanged":
            self._clear_refusals(extraction.article)
            stored = placement.stored
            revisions[:] = [r for r in revisions if r.revision != stored.revision] + [stored]
            self._placed[stored.article_id, stored.revision] = placement
        return placement.outcome

    def add_failure(self, failure: Failure) -> None:
        """Keep *failure* beside the articles."""
        self._failures[failure.failure_id] = failure

    def _clear_refusals(self, article: Article) -> None:
        """Forget that this very *article* was refused before, as it is accepted now."""
        for code in REFUSALS:
            failure_id = load_failure_id(article, code)
            self._failures.pop(failure_id, None)
            self._cleared.add(failure_id)

    def write(self) -> None:
        """Write everything inside the transaction that is open."""
        if self._placed:
            self._delete_placed()
            self._insert_placed()
        if gone := sorted(self._cleared | self._failures.keys()):
            keys = pa.table({"failure_id": gone})
            self._delete("failures", keys, "t.revision IS NULL AND t.failure_id = k.failure_id")
        if self._failures:
            rows = list(self._failures.values())
            nulls: list[int | None] = [None] * len(rows)
            table = arrow_table(TABLE_BY_NAME["failures"], rows)
            self._insert("failures", table.append_column("revision", pa.array(nulls, pa.int64())))

    def _read_stored(self, article_ids: set[str]) -> dict[str, list[StoredRevision]]:
        """Return the stored revisions of each of *article_ids*, in one query."""
        stored: dict[str, list[StoredRevision]] = {key: [] for key in article_ids}
        names = StoredRevision.__struct_fields__
        if article_ids:
            rows = self._connection.execute(
                f"SELECT {', '.join(names)} FROM {STORE}.articles WHERE article_id IN"
                f" ({', '.join('?' * len(article_ids))})",
                sorted(article_ids),
            ).fetchall()
            for row in rows:
                revision = StoredRevision(**dict(zip(names, row, strict=True)))
                stored[revision.article_id].append(revision)
        return stored

    def _delete_placed(self) -> None:
        """Make room: what these revisions wrote before, and failures of older extractions."""
        keys = pa.table(
            {
                "article_id": [key[0] for key in self._placed],
                "revision": pa.array([key[1] for key in self._placed], pa.int64()),
            }
        )
        same = "t.article_id = k.article_id AND t.revision = k.revision"
        for name in ("articles", *_RECORDS, ARTICLE_ENTITIES, "failures"):
            self._delete(name, keys, same)

    def _insert_placed(self) -> None:
        placements = list(self._placed.values())
        extractions = [placement.extraction for placement in placements]
        articles = arrow_table(TABLE_BY_NAME["articles"], [e.article for e in extractions])
        digests = pa.array([p.content_sha256 for p in placements], pa.string())
        articles = articles.append_column("content_sha256", digests)
        models = [e.language_model and msgspec.to_builtins(e.language_model) for e in extractions]
        self._insert(
            "articles",
            articles.append_column("language_model", pa.array(models, _LANGUAGE_MODEL)),
        )
        for table in RECORD_TABLES:
            records = [r for e in extractions for r in records_of(e, table)]
            self._insert(table.name, arrow_table(table, records))
        pairs = [(e, entity) for e in extractions for entity in e.entities]
        entities = arrow_table(TABLE_BY_NAME["entities"], [entity for _, entity in pairs])
        self._insert(ARTICLE_ENTITIES, _keyed(entities, [e for e, _ in pairs]))
        owned = [(e, failure) for e in extractions for failure in e.failures]
        failures = arrow_table(TABLE_BY_NAME["failures"], [failure for _, failure in owned])
        revisions = pa.array([e.article.revision for e, _ in owned], pa.int64())
        self._insert("failures", failures.append_column("revision", revisions))

    def _insert(self, name: str, rows: pa.Table) -> None:
        if rows.num_rows:
            self._connection.register("incoming", rows)
            self._connection.execute(
                f"INSERT INTO {STORE}.{quoted(name)} BY NAME SELECT * FROM incoming"
            )
            self._connection.unregister("incoming")

    def _delete(self, name: str, keys: pa.Table, condition: str) -> None:
        self._connection.register("gone", keys)
        self._connection.execute(
            f"DELETE FROM {STORE}.{quoted(name)} AS t USING gone AS k WHERE {condition}"
        )
        self._connection.unregister("gone")


def _keyed(table: pa.Table, owners: list[Extraction]) -> pa.Table:
    articles = [owner.article for owner in owners]
    ids = pa.array([a.article_id for a in articles], pa.string())
    revisions = pa.array([a.revision for a in articles], pa.int64())
    return table.append_column("article_id", ids).append_column("revision", revisions)


def _batches(items: Iterable[Extraction | Failure]) -> Iterator[list[Extraction | Failure]]:
    group: list[Extraction | Failure] = []
    characters = 0
    for item in items:
        group.append(item)
        characters += len(item.article.text) if isinstance(item, Extraction) else 0
        if len(group) >= BATCH_ARTICLES or characters >= BATCH_CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _prepare(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Build the tables in an empty file; refuse a file that is something else."""
    tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    if not tables:
        connection.execute("BEGIN")
        for statement in store_ddl():
            connection.execute(statement)
        connection.execute("CREATE TABLE meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL)")
        connection.execute(
            "INSERT INTO meta VALUES ('kind', 'dateline warehouse'), ('schema_version', ?)",
            [SCHEMA_VERSION],
        )
        connection.execute("COMMIT")
        return
    require_warehouse(path, connection)
    # Files written before models were recorded: their articles stay without one.
    connection.execute(f"ALTER TABLE {STORE}.articles ADD COLUMN IF NOT EXISTS {LANGUAGE_MODEL}")
    if _version(connection) != SCHEMA_VERSION or not _has_all(connection):
        connection.execute("BEGIN")
        for statement in upgrade_ddl():
            connection.execute(statement)
        connection.execute(
            "UPDATE meta SET value = ? WHERE key = 'schema_version'", [SCHEMA_VERSION]
        )
        connection.execute("COMMIT")


def _has_all(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether the file has a table for all that it keeps."""
    names = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = ?", [STORE]
    ).fetchall()
    kept = {table.name for table in TABLES} - {"entities"} | {ARTICLE_ENTITIES}
    return kept <= {name for (name,) in names}


def _version(connection: duckdb.DuckDBPyConnection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    return str(row[0]) if row else ""


def require_warehouse(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Return if the open file is a warehouse of this major schema version.

    Raises:
        WarehouseError: it is another DuckDB file, or of another major version.
    """
    try:
        rows = connection.execute("SELECT key, value FROM main.meta").fetchall()
    except duckdb.Error:
        rows = []
    meta = {str(key): str(value) for key, value in rows}
    if meta.get("kind") != "dateline warehouse":
        raise WarehouseError(
            "this DuckDB file is not a dateline warehouse",
            where=str(path),
            hint="Name another file; a new one is made if it does not exist",
        )
    version = meta.get("schema_version", "")
    if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise WarehouseError(
            f"the warehouse has schema version {version}, this dateline writes {SCHEMA_VERSION}",
            where=str(path),
            hint="Load the articles again into a new file",
        )
