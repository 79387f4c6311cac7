"""Release notes: what came, changed and went since the parent, and why, counted from the delta."""

# Identifiers in SQL come from the declarations of releases, quoted, never from a request.
# ruff: noqa: S608

import datetime as dt
from collections.abc import Iterator

import duckdb
import msgspec

from schemas import Table
from schemas.base import Struct
from schemas.columns import columns
from schemas.derived.ddl import literal, quoted
from warehouse.database_file import parquet_source
from warehouse.deltas.comparison import Side
from warehouse.deltas.files import delta_source
from warehouse.manifest import Manifest

NAMED = 50
"""Articles of each fate that the notes name; all of them are in the delta."""

KIND_COLUMNS = {
    "events": "type",
    "statements": "kind",
    "key_points": "kind",
    "statistics": "dimension",
    "entities": "kind",
    "failures": "code",
}
"""The column that parts the rows of a table into kinds."""


class TableNotes(Struct, frozen=True, kw_only=True):
    """What changed in one table.

    `reasons` counts the changed rows by cause. Of records: `article` (it came or went),
    `text` (it has another text), `extractor` (the same text was read by another extractor or
    model), `correction` (people set it right), `schema` (only columns that the parent lacked),
    `links` (clusters, or the statement a record stands in). Of articles: `article`, `text`,
    `rights`, `schema`, `metadata`. Other tables are made from those and have none.
    """

    table: str
    rows: int
    added: int
    changed: int
    removed: int
    reasons: dict[str, int]


class KindNotes(Struct, frozen=True, kw_only=True):
    """How many rows of one kind there are, and were in the parent."""

    table: str
    column: str
    kind: str | None
    rows: int
    before: int


class ArticleNotes(Struct, frozen=True, kw_only=True):
    """One article that came (`added`), has another text (`revised`) or went (`removed`).

    Of those that went only the id is told.
    """

    article_id: str
    fate: str
    title: str | None = None
    source: str | None = None
    published: dt.date | None = None


class VersionNotes(Struct, frozen=True, kw_only=True):
    """One thing that has another version than in the parent: its versions before and after."""

    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class CorrectionNotes(Struct, frozen=True, kw_only=True):
    """One correction that the parent did not tell of so: old and new value are JSON."""

    record_table: str
    record_id: str
    field: str
    old_value: str | None
    new_value: str | None
    who: str
    why: str
    status: str
    note: str | None


class Notes(Struct, frozen=True, kw_only=True):
    """The notes of a release; of the first release everything was added.

    `corrections_counted` counts all corrections of the release by status.
    """

    release: str
    parent: str | None
    title: str
    created: dt.date
    tables: tuple[TableNotes, ...]
    kinds: tuple[KindNotes, ...]
    articles: tuple[ArticleNotes, ...]
    articles_counted: dict[str, int]
    versions: tuple[VersionNotes, ...]
    columns_added: tuple[str, ...]
    columns_gone: tuple[str, ...]
    corrections: tuple[CorrectionNotes, ...] = ()
    corrections_counted: dict[str, int] = msgspec.field(default_factory=dict)


def notes_of(
    connection: duckdb.DuckDBPyConnection,
    manifest: Manifest,
    release: Side,
    parent_manifest: Manifest | None,
    parent: Side | None,
) -> Notes:
    """Return the notes of *release*, whose files and deltas against *parent* are written."""
    reader = _Reader(connection, release, parent)
    before, after = parent_manifest, manifest
    came, went = column_changes(parent, release) if parent else ((), ())
    return Notes(
        release=manifest.release,
        parent=manifest.parent,
        title=manifest.title,
        created=manifest.created,
        tables=tuple(reader.table(t, manifest.rows(t.name)) for t in release.tables),
        kinds=tuple(kind for t in release.tables for kind in reader.kinds(t)),
        articles=tuple(reader.articles()),
        articles_counted=reader.articles_counted(),
        versions=tuple(version_notes(before, after)) if before else (),
        columns_added=came,
        columns_gone=went,
        corrections=tuple(reader.corrections()),
        corrections_counted=reader.corrections_counted(),
    )


def column_changes(before: Side, after: Side) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns (`table.column`) that came, and those that went, in their order."""
    old, new = (
        [f"{table.name}.{column.name}" for table in side.tables for column in columns(table)]
        for side in (before, after)
    )
    return (
        tuple(name for name in new if name not in set(old)),
        tuple(name for name in old if name not in set(new)),
    )


def version_notes(before: Manifest, after: Manifest) -> Iterator[VersionNotes]:
    """Yield what has another version in *after* than in *before*."""

    def models(manifest: Manifest) -> tuple[str, ...]:
        return tuple(f"{m.name} {m.version}" for m in manifest.language_models)

    pairs = [
        ("schema", (before.schema_version,), (after.schema_version,)),
        ("canonical text", _one(before.canonical_text), _one(after.canonical_text)),
        ("language model", models(before), models(after)),
        ("licence", (before.licence,), (after.licence,)),
    ]
    names = dict.fromkeys([*before.extractor_versions, *after.extractor_versions])
    pairs += [
        (
            f"extractor of {name}",
            before.extractor_versions.get(name, ()),
            after.extractor_versions.get(name, ()),
        )
        for name in names
    ]
    for what, old, new in pairs:
        if old != new:
            yield VersionNotes(what=what, before=old, after=new)


def _one(version: str | None) -> tuple[str, ...]:
    return (version,) if version else ()


class _Reader:
    """Counts in the files of a release and of its parent."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, release: Side, parent: Side | None
    ) -> None:
        self._connection = connection
        self._release = release
        self._parent = parent

    def table(self, table: Table, rows: int) -> TableNotes:
        if self._parent is None:
            return TableNotes(
                table=table.name, rows=rows, added=rows, changed=0, removed=0, reasons={}
            )
        found = self._rows(
            f"SELECT change, reason, count(*) FROM ({self._reasoned(table)})"
            " GROUP BY ALL ORDER BY ALL"
        )
        counts = dict.fromkeys(("added", "changed", "removed"), 0)
        reasons: dict[str, int] = {}
        for change, reason, count in found:
            counts[change] += count
            if reason is not None:
                reasons[reason] = reasons.get(reason, 0) + count
        return TableNotes(
            table=table.name, rows=rows, **counts, reasons=dict(sorted(reasons.items()))
        )

    def _reasoned(self, table: Table) -> str:
        """Return the SELECT of `change` and `reason` of every row of the delta of *table*."""
        assert self._parent is not None
        delta = delta_source(self._release.folder, table.name)
        known = self._parent.table(table.name)
        theirs = {c.name for c in columns(known)} if known else set[str]()
        later = [literal(c.name) for c in columns(table) if c.name not in theirs]
        by_schema = f"list_has_all([{', '.join(later)}]::VARCHAR[], d.fields)"
        if table.name == "articles":
            reason = f"""CASE WHEN change <> 'changed' THEN 'article'
                WHEN list_contains(fields, 'text_sha256') THEN 'text'
                WHEN {by_schema} THEN 'schema'
                WHEN list_contains(fields, 'rights') THEN 'rights' ELSE 'metadata' END"""
            return f"SELECT change, {reason} AS reason FROM {delta} AS d"
        if not table.has_evidence or known is None:
            return f"SELECT change, NULL AS reason FROM {delta} AS d"
        key = quoted(table.key)
        corrected = self._corrected()
        reason = f"""CASE WHEN oa.article_id IS NULL OR na.article_id IS NULL THEN 'article'
            WHEN oa.text_sha256 <> na.text_sha256 THEN 'text'
            WHEN d.key IN ({corrected}) THEN 'correction'
            WHEN change <> 'changed' OR list_contains(fields, 'extractor') THEN 'extractor'
            WHEN {by_schema} THEN 'schema'
            WHEN list_has_all({_links(table)}, fields) THEN 'links' ELSE 'extractor' END"""
        return (
            f"SELECT d.change, {reason} AS reason FROM {delta} AS d"
            f" LEFT JOIN {parquet_source(self._parent.folder, known)} AS p ON p.{key} = d.key"
            f" LEFT JOIN {self._articles(self._parent)} AS oa"
            " ON oa.article_id = coalesce(d.after.article_id, p.article_id)"
            f" LEFT JOIN {self._articles(self._release)} AS na"
            " ON na.article_id = coalesce(d.after.article_id, p.article_id)"
        )

    def _corrected(self) -> str:
        """Return the SELECT of the records of which people set something right since the parent."""
        if self._release.table("corrections") is None:
            return "SELECT NULL WHERE false"
        delta = delta_source(self._release.folder, "corrections")
        return (
            f"SELECT after.record_id FROM {delta} WHERE after.status = 'applied'"
            " UNION ALL"
            f" SELECT before.record_id FROM {delta} WHERE before.record_id IS NOT NULL"
        )

    def _articles(self, side: Side) -> str:
        articles = side.table("articles")
        assert articles is not None
        return f"(SELECT article_id, text_sha256 FROM {parquet_source(side.folder, articles)})"

    def kinds(self, table: Table) -> Iterator[KindNotes]:
        column = KIND_COLUMNS.get(table.name)
        if column is None or column not in table.record.__struct_fields__:
            return
        after = self._by_kind(self._release, table.name, column)
        before = self._by_kind(self._parent, table.name, column) if self._parent else {}
        for kind in sorted({*after, *before}, key=lambda k: (-after.get(k, 0), k or "")):
            yield KindNotes(
                table=table.name,
                column=column,
                kind=kind,
                rows=after.get(kind, 0),
                before=before.get(kind, 0),
            )

    def _by_kind(self, side: Side, name: str, column: str) -> dict[str | None, int]:
        table = side.table(name)
        if table is None or column not in table.record.__struct_fields__:
            return {}
        source = parquet_source(side.folder, table)
        found = self._rows(f"SELECT {quoted(column)}, count(*) FROM {source} GROUP BY 1")
        return {kind: count for kind, count in found}  # noqa: C416 - rows are tuples of any

    def articles(self) -> Iterator[ArticleNotes]:
        if self._parent is None:
            return
        told = self._rows(
            f"SELECT key, fate, after.title, after.source, after.published FROM ({self._fates()})"
            f" QUALIFY row_number() OVER (PARTITION BY fate ORDER BY key) <= {NAMED}"
            " ORDER BY fate, key"
        )
        for key, fate, title, source, published in told:
            yield ArticleNotes(
                article_id=key, fate=fate, title=title, source=source, published=published
            )

    def articles_counted(self) -> dict[str, int]:
        if self._parent is None:
            return {}
        found = self._rows(
            f"SELECT fate, count(*) FROM ({self._fates()}) GROUP BY fate ORDER BY fate"
        )
        return {fate: count for fate, count in found}  # noqa: C416 - rows are tuples of any

    def corrections(self) -> Iterator[CorrectionNotes]:
        """Yield the first `NAMED` corrections that came, or stand otherwise than in the parent."""
        table = self._release.table("corrections")
        if table is None:
            return
        names = CorrectionNotes.__struct_fields__
        source = parquet_source(self._release.folder, table)
        if self._parent is not None:
            delta = delta_source(self._release.folder, table.name)
            source = f"(SELECT unnest(after) FROM {delta} WHERE change <> 'removed')"
        told = self._rows(
            f"SELECT {', '.join(names)} FROM {source} WHERE status <> 'superseded'"
            f" ORDER BY number LIMIT {NAMED}"
        )
        for row in told:
            yield CorrectionNotes(**dict(zip(names, row, strict=True)))

    def corrections_counted(self) -> dict[str, int]:
        table = self._release.table("corrections")
        found = self._by_kind(self._release, table.name, "status") if table else {}
        return {status: found[status] for status in sorted(s for s in found if s)}

    def _fates(self) -> str:
        delta = delta_source(self._release.folder, "articles")
        return (
            "SELECT key, after, CASE change WHEN 'changed' THEN 'revised' ELSE change END AS fate"
            f" FROM {delta} WHERE change <> 'changed' OR list_contains(fields, 'text_sha256')"
        )

    def _rows(self, sql: str) -> list[tuple]:  # type: ignore[type-arg]
        return self._connection.execute(sql).fetchall()


def _links(table: Table) -> str:
    """Return the SQL list of the columns of *table* that only tie rows to each other."""
    names = [r.column for r in table.references if r.table != "articles"]
    return f"[{', '.join(literal(name) for name in names)}]::VARCHAR[]"
