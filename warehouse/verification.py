"""Proving a release from nothing but its own bytes."""

# Identifiers in SQL come from the registry of tables, never from input.
# ruff: noqa: S608

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from schemas import Table
from schemas.base import Struct
from schemas.derived.arrow import arrow_schema
from schemas.derived.ddl import quoted
from schemas.errors import DatelineError, NotFound, ReleaseError
from warehouse.connection import attached
from warehouse.database_file import parquet_source
from warehouse.declarations import incompatibilities, tables_of
from warehouse.deltas.comparison import Side
from warehouse.deltas.files import delta_faults
from warehouse.manifest import (
    DATABASE,
    MANIFEST,
    SIGNATURE,
    SUMS,
    TOMBSTONE,
    FileEntry,
    Manifest,
    data_files,
    file_sha256,
    media_type,
    read_manifest,
    read_sums,
)
from warehouse.proofs import (
    evidence_faults,
    extractors_found,
    key_faults,
    reference_faults,
    span_faults,
)
from warehouse.shelf import sound_manifest
from warehouse.signing import PublicKey, named_in, signer_of
from warehouse.tombstone import Tombstone, read_tombstone

_SHOWN = 3
BESIDE_SUMS = frozenset({SUMS, SIGNATURE, TOMBSTONE})
"""What no sum covers: the sums, the signature, which proves the manifest, and a tombstone."""


class Check(Struct, frozen=True, kw_only=True):
    """One thing that was checked, and what was found.

    Nobody `looked` where the sums fail, nor for the signature of an unsigned release.
    """

    name: str
    ok: bool
    detail: str
    looked: bool = True


class Verification(Struct, frozen=True, kw_only=True):
    """Everything that was checked of one release; `ok` when every check is."""

    release: str
    ok: bool
    checks: tuple[Check, ...]


def verify(
    release: Path, *, release_id: str | None = None, trusted: tuple[PublicKey, ...] | None = None
) -> Verification:
    """Return what was checked of the release folder *release*, in this order.

    - `sums`: every file has the SHA-256 that `SHA256SUMS` gives; none is missing or extra.
    - `manifest`: it says the same of names, bytes, sums, tables and extractors, and its tables
      are those of the schema version it names.
    - `schema`: Parquet and DuckDB have the columns, types and descriptions that the release
      itself declares, whatever today's schema is.
    - `rows`: Parquet, DuckDB, CSV and NDJSON hold as many rows as the manifest says, and
      Parquet and DuckDB the same ones.
    - `keys`: no key is null or stands twice.
    - `references`: every reference finds its row.
    - `evidence`: each text has its SHA-256 and each quote is the text at its span, as far as
      the article's rights let them out (`warehouse.rights`).
    - `spans`: every span inside a record or article lies in the text.
    - `delta`: parent and delta together are the release, if the parent lies beside it; else
      the delta tells of no row that the release does not have.

    - `signature`: who signed the manifest, or that nobody did. With *trusted* keys it fails
      unless one of them did.

    When the sums fail the rest is not checked: damaged files are not worth reading. A release
    with a tombstone has a further check, `withdrawn`, which fails from its day on; it is the only
    one when the files were erased.
    *release_id* is the id the release must have, when its folder is not called so.

    Raises:
        NotFound: there is no such folder.
    """
    if not release.is_dir():
        raise NotFound("there is no such release", where=str(release))
    wanted = release_id or release.name
    tombstone = read_tombstone(release)
    if tombstone is not None and not (release / SUMS).exists():
        return Verification(release=wanted, ok=False, checks=(_withdrawal(tombstone),))
    checks = [_check("sums", lambda: _sums(release))]
    steps = {
        "manifest": lambda: _manifest(release, wanted),
        "schema": lambda: _schema(release),
        "rows": lambda: _rows(release),
        "keys": lambda: _in_database(release, key_faults),
        "references": lambda: _in_database(release, reference_faults),
        "evidence": lambda: _in_database(release, evidence_faults),
        "spans": lambda: _in_database(release, span_faults),
        "delta": lambda: _delta(release),
    }
    for name, step in steps.items():
        if checks[0].ok:
            checks.append(_check(name, step))
        else:
            checks.append(_unchecked(name))
    checks.append(_signature(release, trusted))
    if tombstone is not None:
        checks.append(_withdrawal(tombstone))
    return Verification(release=wanted, ok=all(c.ok for c in checks), checks=tuple(checks))


_Step = Callable[[], Iterator[str]]
_Faults = Callable[[duckdb.DuckDBPyConnection, tuple[Table, ...]], Iterator[str]]


def _signature(release: Path, trusted: tuple[PublicKey, ...] | None) -> Check:
    """Return who signed the manifest; that it is unsigned is no fault unless keys are trusted."""
    try:
        key = signer_of(release)
    except ReleaseError as error:
        return Check(name="signature", ok=False, detail=error.what)
    if key is None:
        return Check(
            name="signature", ok=trusted is None, detail="unsigned", looked=trusted is not None
        )
    if trusted is None:
        detail = f"by {key.key_id}; nobody said whether to trust it"
        return Check(name="signature", ok=True, detail=detail)
    known = named_in(key, trusted)
    if known is None:
        return Check(name="signature", ok=False, detail=f"by {key.key_id}, which is not trusted")
    named = f" ({known.comment})" if known.comment else ""
    return Check(name="signature", ok=True, detail=f"by {key.key_id}{named}, which is trusted")


def _withdrawal(tombstone: Tombstone) -> Check:
    instead = f"; use {tombstone.successor}" if tombstone.successor else ""
    due = tombstone.is_due()
    words = tombstone.words if due else f"will be withdrawn on {tombstone.withdrawn}"
    reason = "" if due else f": {tombstone.reason}"
    return Check(name="withdrawn", ok=not due, detail=f"{words}{reason}{instead}")


def _unchecked(name: str) -> Check:
    return Check(name=name, ok=False, detail="not checked, as the sums fail", looked=False)


def _check(name: str, step: _Step) -> Check:
    """Return the outcome of *step*, which yields its faults, then what it looked at."""
    faults: list[str] = []
    try:
        faults = list(step())
    except (ReleaseError, duckdb.Error, pa.ArrowException, zstandard.ZstdError, OSError) as error:
        faults = [f"cannot be read: {str(error).splitlines()[0]}"]
    shown = "; ".join(faults[:_SHOWN])
    more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
    return Check(name=name, ok=not faults, detail=shown + more or "sound")


def _sums(release: Path) -> Iterator[str]:
    sums = read_sums(release)
    there = {path.name for path in release.iterdir()}
    for name in sorted(there - set(sums) - BESIDE_SUMS):
        yield f"{name} is not listed in {SUMS}"
    for name in sorted(set(sums) - there):
        yield f"{name} is missing"
    for name in sorted(set(sums) & there):
        if file_sha256(release / name) != sums[name]:
            yield f"{name} has another SHA-256 than {SUMS} says"


def _manifest(release: Path, release_id: str) -> Iterator[str]:
    manifest = read_manifest(release)
    raw = (release / MANIFEST).read_bytes()
    # Of the raw text, because a later minor version may say more than is known here.
    if msgspec.json.format(raw, indent=2) + b"\n" != raw:
        yield f"{MANIFEST} is not written as dateline writes it"
    if manifest.release != release_id:
        yield f"{MANIFEST} is of release {manifest.release}, not {release_id}"
    yield from _file_entries(release, manifest)
    tables = tables_of(manifest, release)
    yield from incompatibilities(manifest, tables)
    with attached(release / DATABASE) as connection:
        connection.execute("USE release")
        if extractors_found(connection, tables) != manifest.extractor_versions:
            yield "the extractors in the rows are not those of the manifest"
    models = {entry.tag for entry in manifest.language_models}
    for versions in manifest.extractor_versions.values():
        for version in versions:
            _, named, model = version.partition("/")
            if named and model not in models:
                yield f"the manifest does not name the language model of {version}"


def _file_entries(release: Path, manifest: Manifest) -> Iterator[str]:
    listed = {entry.name: entry for entry in manifest.files}
    sums = read_sums(release)
    for name in sorted(set(sums) - set(listed) - {MANIFEST}):
        yield f"{name} does not belong to the release, the manifest does not name it"
    for name in sorted({MANIFEST, *listed} - set(sums)):
        yield f"{SUMS} does not list {name}"
    wanted = set(data_files(entry.name for entry in manifest.tables))
    data = {entry.name for entry in manifest.files if entry.role == "data"}
    if missing := sorted(wanted - data):
        yield f"the manifest does not list {missing[0]}"
    if beyond := sorted(data - wanted):
        yield f"{beyond[0]} is of no table that the manifest declares"
    for entry in manifest.files:
        if entry.name in sums:
            yield from _file_entry_faults(release, manifest, entry, sums[entry.name])


def _file_entry_faults(
    release: Path, manifest: Manifest, entry: FileEntry, sha256: str
) -> Iterator[str]:
    facts: list[tuple[str, object, object]] = [
        ("bytes", entry.bytes, (release / entry.name).stat().st_size),
        ("sha256", entry.sha256, sha256),
    ]
    if entry.role == "data":
        table = entry.name.split(".")[0] if entry.name != DATABASE else None
        facts += [
            ("media_type", entry.media_type, media_type(entry.name)),
            ("table", entry.table, table),
            ("rows", entry.rows, manifest.rows(table) if table else None),
        ]
    for name, said, found in facts:
        if said != found:
            yield f"{entry.name}: {name} is {found}, the manifest says {said}"


def _schema(release: Path) -> Iterator[str]:
    manifest = read_manifest(release)
    tables = tables_of(manifest, release)
    with attached(release / DATABASE) as connection:
        for table in tables:
            declared = arrow_schema(table)
            file = pq.read_schema(release / f"{table.name}.parquet")
            if not file.remove_metadata().equals(declared.remove_metadata()):
                yield f"{table.name}.parquet has other columns than declared"
            elif any(_metadata(a) != _metadata(b) for a, b in zip(file, declared, strict=True)):
                yield f"{table.name}.parquet has other column descriptions than declared"
            found = connection.sql(f"FROM release.{quoted(table.name)} LIMIT 0").to_arrow_table()
            if found.schema.names != declared.names or not all(
                _alike(a.type, b.type) for a, b in zip(found.schema, declared, strict=True)
            ):
                yield f"{DATABASE}: {table.name} has other columns than declared"


def _metadata(field: pa.Field) -> dict[bytes, bytes]:
    return {k: v for k, v in (field.metadata or {}).items() if k in (b"description", b"unit")}


def _alike(found: pa.DataType, declared: pa.DataType) -> bool:
    """Return whether two Arrow types agree, nullability of inner fields aside."""
    if pa.types.is_list(declared):
        return pa.types.is_list(found) and _alike(found.value_type, declared.value_type)
    if pa.types.is_struct(declared):
        return (
            pa.types.is_struct(found)
            and [f.name for f in found] == [f.name for f in declared]
            and all(_alike(a.type, b.type) for a, b in zip(found, declared, strict=True))
        )
    return bool(found == declared)


def _rows(release: Path) -> Iterator[str]:
    manifest = read_manifest(release)
    with attached(release / DATABASE) as connection:
        for table in tables_of(manifest, release):
            said = manifest.rows(table.name)
            parquet = _summary(connection, parquet_source(release, table))
            database = _summary(connection, f"release.{quoted(table.name)}")
            counts = {
                f"{table.name}.parquet": parquet[0],
                f"{DATABASE}: {table.name}": database[0],
                f"{table.name}.csv.zst": _csv_rows(release / f"{table.name}.csv.zst"),
                f"{table.name}.ndjson.zst": _ndjson_rows(release / f"{table.name}.ndjson.zst"),
            }
            for name, count in counts.items():
                if count != said:
                    yield f"{name} has {count} rows, the manifest says {said}"
            if parquet != database:
                yield f"{DATABASE}: {table.name} holds other rows than {table.name}.parquet"


def _summary(connection: duckdb.DuckDBPyConnection, source: str) -> tuple[int, int]:
    """Return the number of rows of *source* and a sum over them that any other row changes."""
    row = connection.execute(
        f"SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0)::VARCHAR FROM {source} AS t"
    ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def _csv_rows(path: Path) -> int:
    """Return the rows of a CSV file without its header: line ends outside quotes."""
    lines, inside = 0, False
    for chunk in _decompressed(path):
        for part in chunk.split(b'"'):
            lines += 0 if inside else part.count(b"\n")
            inside = not inside
        inside = not inside  # the last part has no quote mark after it
    if inside:
        raise ReleaseError("the file ends inside a quoted value", where=path.name)
    return lines - 1


def _ndjson_rows(path: Path) -> int:
    return sum(chunk.count(b"\n") for chunk in _decompressed(path))


def _decompressed(path: Path) -> Iterator[bytes]:
    with path.open("rb") as raw, zstandard.ZstdDecompressor().stream_reader(raw) as file:
        while chunk := file.read(1 << 20):
            yield chunk


def _delta(release: Path) -> Iterator[str]:
    """Yield what is wrong with the delta; a release without parent, or of before, has none."""
    manifest = read_manifest(release)
    if not any(entry.role == "delta" for entry in manifest.files):
        return
    own = Side(folder=release, tables=tables_of(manifest, release))
    connection = duckdb.connect(":memory:")
    try:
        yield from delta_faults(connection, own, _parent(release, manifest))
    finally:
        connection.close()


def _parent(release: Path, manifest: Manifest) -> Side | None:
    """Return the parent of *release* if it lies beside it, whole and not withdrawn."""
    folder = release.parent / (manifest.parent or "")
    try:
        if file_sha256(folder / MANIFEST) != manifest.parent_sha256:
            return None
        return Side(folder=folder, tables=tables_of(sound_manifest(folder), folder))
    except (OSError, DatelineError):
        return None


def _in_database(release: Path, faults: _Faults) -> Iterator[str]:
    """Yield the *faults* found in the release's Parquet files, the form most people take."""
    tables = tables_of(read_manifest(release), release)
    connection = duckdb.connect(":memory:")
    try:
        for table in tables:
            connection.execute(
                f"CREATE VIEW {quoted(table.name)} AS FROM {parquet_source(release, table)}"
            )
        yield from faults(connection, tables)
    finally:
        connection.close()
