"""Freezing the warehouse into a release that never changes again."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import msgspec

from schemas import SCHEMA_VERSION, TABLES, Table
from schemas.base import Struct
from schemas.errors import NothingChanged, ReleaseError
from warehouse import exports
from warehouse.clusters import is_clustered
from warehouse.connection import connect
from warehouse.corrections.applying import Derive, apply_corrections, as_it_is
from warehouse.database_file import write_database
from warehouse.declarations import table_entry, tables_of
from warehouse.deltas.comparison import Side
from warehouse.deltas.files import write_delta
from warehouse.deltas.notes import notes_of
from warehouse.deltas.notes_page import NOTES, NOTES_PAGE, notes_page
from warehouse.manifest import (
    DATABASE,
    MANIFEST,
    SIGNATURE,
    SUMS,
    FileEntry,
    Manifest,
    QualityEntry,
    as_json,
    delta_file,
    file_entry,
    file_sha256,
    manifest_bytes,
    release_order,
    sums_text,
)
from warehouse.metadata import metadata_files
from warehouse.shelf import releases as shelf
from warehouse.signing import Signer
from warehouse.staging import exclusive, publish, staging
from warehouse.store import Warehouse, extractor_versions, language_models, require_warehouse
from warehouse.verification import verify

TITLE = "dateline: records from news articles"
LICENCE = "CC-BY-4.0"

Progress = Callable[[str, int, int], None]
"""Called with what is being done, the steps done so far, and the number of steps."""

_STEPS = 3 * len(TABLES) + 4


def freeze(  # noqa: PLR0913 - what a release says of itself, each by its keyword
    warehouse: Path,
    releases: Path,
    *,
    day: dt.date,
    title: str = TITLE,
    licence: str = LICENCE,
    publisher: str | None = None,
    tool_versions: Mapping[str, str],
    canonical_text: str | None = None,
    quality: tuple[QualityEntry, ...] = (),
    signer: Signer | None = None,
    derive: Derive = as_it_is,
    on_progress: Progress | None = None,
) -> Path:
    """Return the folder of a new release of *warehouse* under *releases*.

    Which records tell the same event is settled first (`Warehouse.cluster`), so that the
    release carries the clusters of exactly what is in it. The id is *day* as ``2026.11.22``,
    then ``2026.11.22.1`` for the second of that day. The release is written to a staging
    folder, verified, brought to the disk and renamed once; a crash at any moment leaves either
    no release or a whole one, and the next run clears the rest. Same content, clusters of
    before, day, parent, licence and versions: same bytes in every file.

    The parent is the newest sound release that is not withdrawn; what changed since stands in
    a delta of each table and in the notes. *canonical_text* is the version of the rules that
    texts were made by; of *quality* the figures of the extractors found in the rows are told.
    *publisher* is the person or body that answers for the release and is cited for it. *signer*
    signs the manifest; without one the release is unsigned.

    Raises:
        WarehouseError: the warehouse is missing, in use, or no warehouse.
        NothingChanged: the newest release holds the same already.
        ReleaseError: *day* is before the newest release, another process is building a
            release there, or the new release does not verify.
    """
    step = _counted(on_progress)
    details = _Details(
        day=day,
        title=title,
        licence=licence,
        publisher=publisher,
        tool_versions=dict(sorted(tool_versions.items())),
        canonical_text=canonical_text,
        quality=quality,
        signer=signer,
    )
    try:
        _settle_clusters(warehouse)
        with connect(warehouse, read_only=True) as connection, exclusive(releases):
            require_warehouse(warehouse, connection)
            apply_corrections(connection, derive)
            release = _freeze(connection, releases, details, step)
    except (OSError, duckdb.Error) as error:
        raise ReleaseError(
            f"the release cannot be written: {_reason(error)}",
            where=str(releases),
            hint="See that the folder may be written and the disk has room; nothing was published",
        ) from None
    step("done")
    return release


def _settle_clusters(warehouse: Path) -> None:
    """See that every event has its cluster; the file is opened for writing only if need be."""
    with connect(warehouse, read_only=True) as connection:
        require_warehouse(warehouse, connection)
        settled = is_clustered(connection)
    if not settled:
        with Warehouse.open(warehouse) as working:
            working.cluster()


def _reason(error: OSError | duckdb.Error) -> str:
    """Return what went wrong in words, without the number of the error."""
    words = error.strerror if isinstance(error, OSError) else None
    return words or str(error).splitlines()[0]


class _Details(Struct, frozen=True, kw_only=True):
    """What the caller says of a release, and who signs it."""

    day: dt.date
    title: str
    licence: str
    publisher: str | None
    tool_versions: dict[str, str]
    canonical_text: str | None
    quality: tuple[QualityEntry, ...]
    signer: Signer | None


class _Parent(Struct, frozen=True, kw_only=True):
    """The release before the new one."""

    folder: Path
    manifest: Manifest


def _freeze(
    connection: duckdb.DuckDBPyConnection,
    releases: Path,
    details: _Details,
    step: Callable[[str], None],
) -> Path:
    """Return the new release of the open warehouse; the releases folder is held."""
    parent = _parent(releases)
    release_id = _next_id(releases, details.day)
    with staging(releases, release_id) as folder:
        rows = _write_files(connection, folder, step)
        manifest = _manifest(connection, details, release_id, parent, rows)
        files = tuple(file_entry(path, rows) for path in sorted(folder.iterdir()))
        manifest = msgspec.structs.replace(manifest, files=files)
        _refuse_unchanged(manifest, parent)
        step("delta and notes")
        manifest = _describe(connection, folder, manifest, parent)
        (folder / MANIFEST).write_bytes(manifest_bytes(manifest))
        sums = {path.name: file_sha256(path) for path in folder.iterdir()}
        if details.signer is not None:
            signature = details.signer.sign(manifest_bytes(manifest))
            (folder / SIGNATURE).write_bytes(signature)
        (folder / SUMS).write_text(sums_text(sums), encoding="utf-8", newline="\n")
        step("verifying")
        _require_sound(folder, release_id)
        step("publishing")
        publish(folder, releases / release_id)
    return releases / release_id


def _manifest(
    connection: duckdb.DuckDBPyConnection,
    details: _Details,
    release_id: str,
    parent: _Parent | None,
    rows: dict[str, int],
) -> Manifest:
    """Return the manifest of the release, its files still to be named."""
    extractors = extractor_versions(connection)
    named = {version.partition("/")[0] for found in extractors.values() for version in found}
    return Manifest(
        release=release_id,
        parent=parent.manifest.release if parent else None,
        parent_sha256=file_sha256(parent.folder / MANIFEST) if parent else None,
        title=details.title,
        created=details.day,
        schema_version=SCHEMA_VERSION,
        licence=details.licence,
        publisher=details.publisher,
        citation=_citation(details, release_id),
        tables=tuple(table_entry(table, rows[table.name]) for table in TABLES),
        files=(),
        extractor_versions=extractors,
        tool_versions=details.tool_versions,
        language_models=language_models(connection),
        canonical_text=details.canonical_text,
        quality=tuple(figure for figure in details.quality if figure.extractor in named),
    )


def _citation(details: _Details, release_id: str) -> str:
    by = f"{details.publisher}. " if details.publisher else ""
    return f"{by}{details.title}. Release {release_id}. {details.licence}."


def _describe(
    connection: duckdb.DuckDBPyConnection, folder: Path, manifest: Manifest, parent: _Parent | None
) -> Manifest:
    """Write delta, notes and metadata into *folder* and return *manifest* naming them too."""
    release = Side(folder=folder, tables=TABLES)
    older = (
        Side(folder=parent.folder, tables=tables_of(parent.manifest, parent.folder))
        if parent
        else None
    )
    entries = list(manifest.files)
    if older:
        entries += [_delta(connection, older, release, table) for table in TABLES]
    notes = notes_of(connection, manifest, release, parent.manifest if parent else None, older)
    texts = {NOTES: as_json(notes), NOTES_PAGE: notes_page(notes).encode()}
    entries += [_written(folder, name, text, "notes") for name, text in texts.items()]
    named = msgspec.structs.replace(manifest, files=tuple(sorted(entries, key=lambda e: e.name)))
    described = metadata_files(named)
    entries += [_written(folder, name, text, "metadata") for name, text in described.items()]
    return msgspec.structs.replace(manifest, files=tuple(sorted(entries, key=lambda e: e.name)))


def _delta(
    connection: duckdb.DuckDBPyConnection, older: Side, release: Side, table: Table
) -> FileEntry:
    path = release.folder / delta_file(table.name)
    changed = write_delta(connection, older, release, table, path)
    return file_entry(path, {table.name: changed}, role="delta")


def _written(folder: Path, name: str, content: bytes, role: str) -> FileEntry:
    (folder / name).write_bytes(content)
    return file_entry(folder / name, {}, role=role)


def _write_files(
    connection: duckdb.DuckDBPyConnection, folder: Path, step: Callable[[str], None]
) -> dict[str, int]:
    rows: dict[str, int] = {}
    for table in TABLES:
        step(f"{table.name}.parquet")
        rows[table.name] = exports.write_parquet(
            connection, table, folder / f"{table.name}.parquet"
        )
    step(DATABASE)
    write_database(folder / DATABASE, folder)
    for table in TABLES:
        step(f"{table.name}.csv.zst")
        exports.write_csv(connection, table, folder)
        step(f"{table.name}.ndjson.zst")
        exports.write_ndjson(connection, table, folder)
    return rows


def _parent(releases: Path) -> _Parent | None:
    """Return the newest sound release that is not withdrawn."""
    for entry in shelf(releases):
        if entry.manifest is not None:
            return _Parent(folder=entry.path, manifest=entry.manifest)
    return None


def _next_id(releases: Path, day: dt.date) -> str:
    """Return the id for a release of *day*; damaged and withdrawn releases keep theirs."""
    base = f"{day:%Y.%m.%d}"
    taken = [entry.id for entry in shelf(releases)]
    if taken and release_order(base)[:3] < release_order(taken[0])[:3]:
        raise ReleaseError(
            f"the newest release is {taken[0]}, which is after {base}",
            hint="A release is never dated before its parent",
        )
    numbers = [release_order(other)[3] for other in taken if other.startswith(base)]
    return base if not numbers else f"{base}.{max(numbers) + 1}"


def _refuse_unchanged(manifest: Manifest, parent: _Parent | None) -> None:
    """Refuse a release that would say nothing the newest one does not say."""
    if parent is None:
        return
    if _content(manifest) == _content(parent.manifest):
        raise NothingChanged(
            f"nothing changed since release {parent.manifest.release}",
            hint="Load new or changed articles first; the release you have is up to date",
        )


def _content(manifest: Manifest) -> tuple[object, ...]:
    parquet = tuple(
        (f.name, f.sha256)
        for f in manifest.files
        if f.role == "data" and f.name.endswith(".parquet")
    )
    said = (manifest.title, manifest.licence, manifest.publisher)
    return (manifest.schema_version, *said, parquet)


def _require_sound(folder: Path, release_id: str) -> None:
    verification = verify(folder, release_id=release_id)
    if not verification.ok:
        failed = next(check for check in verification.checks if not check.ok)
        raise ReleaseError(
            f"the new release does not verify: {failed.name}: {failed.detail}",
            hint="This is a fault of dateline; nothing was published",
        )


def _counted(on_progress: Progress | None) -> Callable[[str], None]:
    done = 0

    def step(what: str) -> None:
        nonlocal done
        if on_progress is not None:
            on_progress(what, done, _STEPS)
        done += 1

    return step
