"""Freezing the warehouse into a release that never changes again."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from schemas import SCHEMA_VERSION, TABLES
from schemas.base import Struct
from schemas.errors import NothingChanged, ReleaseError
from warehouse import exports
from warehouse.clusters import is_clustered
from warehouse.connection import connect
from warehouse.database_file import write_database
from warehouse.declarations import table_entry
from warehouse.manifest import (
    DATABASE,
    MANIFEST,
    SUMS,
    Manifest,
    file_entry,
    file_sha256,
    manifest_bytes,
    release_order,
    sums_text,
)
from warehouse.shelf import releases as shelf
from warehouse.staging import exclusive, publish, staging
from warehouse.store import Warehouse, extractor_versions, language_models, require_warehouse
from warehouse.verification import verify

Progress = Callable[[str, int, int], None]
"""Called with what is being done, the steps done so far, and the number of steps."""

_STEPS = 3 * len(TABLES) + 3


def freeze(
    warehouse: Path,
    releases: Path,
    *,
    day: dt.date,
    title: str = "dateline: records from news articles",
    licence: str = "CC-BY-4.0",
    tool_versions: Mapping[str, str],
    on_progress: Progress | None = None,
) -> Path:
    """Return the folder of a new release of *warehouse* under *releases*.

    Which records tell the same event is settled first (`Warehouse.cluster`), so that the
    release carries the clusters of exactly what is in it. The id is *day* as ``2026.11.22``,
    then ``2026.11.22.1`` for the second of that day. The release is written to a staging
    folder, verified, brought to the disk and renamed once; a crash at any moment leaves either
    no release or a whole one, and the next run clears the rest. Same content, clusters of
    before, day, parent, licence and versions: same bytes in every file.

    Raises:
        WarehouseError: the warehouse is missing, in use, or no warehouse.
        NothingChanged: the newest release holds the same already.
        ReleaseError: *day* is before the newest release, another process is building a
            release there, or the new release does not verify.
    """
    step = _counted(on_progress)
    details = _Details(
        day=day, title=title, licence=licence, tool_versions=dict(sorted(tool_versions.items()))
    )
    try:
        _settle_clusters(warehouse)
        with connect(warehouse, read_only=True) as connection, exclusive(releases):
            require_warehouse(warehouse, connection)
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
    """What the caller says of a release."""

    day: dt.date
    title: str
    licence: str
    tool_versions: dict[str, str]


def _freeze(
    connection: duckdb.DuckDBPyConnection,
    releases: Path,
    details: _Details,
    step: Callable[[str], None],
) -> Path:
    """Return the new release of the open warehouse; the releases folder is held."""
    parent = _parent(releases)
    release_id = _next_id(releases, details.day, parent)
    with staging(releases, release_id) as folder:
        rows = _write_files(connection, folder, step)
        manifest = Manifest(
            release=release_id,
            parent=parent.release if parent else None,
            title=details.title,
            created=details.day,
            schema_version=SCHEMA_VERSION,
            licence=details.licence,
            citation=f"{details.title}. Release {release_id}. {details.licence}.",
            tables=tuple(table_entry(table, rows[table.name]) for table in TABLES),
            files=tuple(file_entry(path, rows) for path in sorted(folder.iterdir())),
            extractor_versions=extractor_versions(connection),
            tool_versions=details.tool_versions,
            language_models=language_models(connection),
        )
        _refuse_unchanged(manifest, parent)
        (folder / MANIFEST).write_bytes(manifest_bytes(manifest))
        sums = {path.name: file_sha256(path) for path in folder.iterdir()}
        (folder / SUMS).write_text(sums_text(sums), encoding="utf-8", newline="\n")
        step("verifying")
        _require_sound(folder, release_id)
        step("publishing")
        publish(folder, releases / release_id)
    return releases / release_id


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


def _parent(releases: Path) -> Manifest | None:
    """Return the manifest of the newest sound release."""
    found = (entry.manifest for entry in shelf(releases))
    return next((manifest for manifest in found if manifest is not None), None)


def _next_id(releases: Path, day: dt.date, parent: Manifest | None) -> str:
    """Return the id for a release of *day*; damaged releases keep their ids too."""
    base = f"{day:%Y.%m.%d}"
    if parent and release_order(base)[:3] < release_order(parent.release)[:3]:
        raise ReleaseError(
            f"the newest release is {parent.release}, which is after {base}",
            hint="A release is never dated before its parent",
        )
    taken = [release_order(e.id)[3] for e in shelf(releases) if e.id.startswith(base)]
    return base if not taken else f"{base}.{max(taken) + 1}"


def _refuse_unchanged(manifest: Manifest, parent: Manifest | None) -> None:
    """Refuse a release that would say nothing the newest one does not say."""
    if parent is None:
        return
    if _content(manifest) == _content(parent):
        raise NothingChanged(
            f"nothing changed since release {parent.release}",
            hint="Load new or changed articles first; the release you have is up to date",
        )


def _content(manifest: Manifest) -> tuple[object, ...]:
    parquet = tuple((f.name, f.sha256) for f in manifest.files if f.name.endswith(".parquet"))
    return (manifest.schema_version, manifest.title, manifest.licence, parquet)


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
