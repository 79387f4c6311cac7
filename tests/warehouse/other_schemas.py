"""Releases of other schema versions, made from one of today's: columns and tables taken out or in.

A release of an older minor version lacks what came later; one of a later version has what
nobody here declares. Both are rewritten in every format and sealed again, so that nothing but
the schema tells them from a release that another dateline made.
"""

import json
import shutil
from pathlib import Path

import duckdb
import msgspec
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from schemas.derived.arrow import arrow_schema
from warehouse.declarations import tables_of
from warehouse.manifest import (
    DATABASE,
    MANIFEST,
    SUMS,
    Manifest,
    file_entry,
    file_sha256,
    manifest_bytes,
    read_manifest,
    sums_text,
)

_OF_TODAY = ("columns", "order", "references")


def of_another_schema(
    release: Path,
    target: Path,
    version: str,
    *,
    without: tuple[str, ...] = (),
    added: tuple[str, ...] = (),
    declared: bool = True,
) -> Path:
    """Return *target*, the copy of *release* that schema *version* would have made.

    *without* names tables and ``table.column``s that are not there yet, *added* text columns
    that came since, null in every row but the first. With *declared* false the manifest says
    nothing of columns, like those of the first versions.
    """
    shutil.copytree(release, target)
    for path in target.iterdir():
        path.chmod(0o644)
    manifest = read_manifest(release)
    gone = {name for name in without if "." not in name}
    entries = []
    with duckdb.connect(str(target / DATABASE)) as database:
        database.execute("DROP VIEW IF EXISTS events_acled; DROP VIEW IF EXISTS events_polecat")
        database.execute("DROP VIEW IF EXISTS events_gdelt")
        for entry, table in zip(manifest.tables, tables_of(manifest, release), strict=True):
            if entry.name in gone:
                database.execute(f'DROP TABLE "{entry.name}"')
                for path in target.glob(f"{entry.name}.*"):
                    path.unlink()
                continue
            rows = pq.read_table(target / f"{entry.name}.parquet").cast(arrow_schema(table))
            changed = _changed(rows, entry.name, without, added)
            columns = [c for c in entry.columns if f"{entry.name}.{c.name}" not in without]
            columns += [
                msgspec.structs.replace(
                    entry.columns[0], name=name.split(".")[1], nullable=True, description="New."
                )
                for name in added
                if name.split(".")[0] == entry.name
            ]
            references = tuple(
                r
                for r in entry.references
                if r.table not in gone and f"{entry.name}.{r.column}" not in without
            )
            entries.append(
                msgspec.structs.replace(entry, columns=tuple(columns), references=references)
            )
            if changed.schema.names != rows.schema.names:
                _write(target, entry.name, changed, database)
    return _seal(
        target, manifest, version, [_bare(e) for e in entries] if not declared else entries
    )


def _changed(
    rows: pa.Table, table: str, without: tuple[str, ...], added: tuple[str, ...]
) -> pa.Table:
    for name in rows.schema.names:
        if f"{table}.{name}" in without:
            rows = rows.drop_columns([name])
    for path in added:
        owner, name = path.split(".")
        if owner == table:
            values = pa.array(["new", *[None] * rows.num_rows][: rows.num_rows], pa.string())
            field = pa.field(name, pa.string(), metadata={"description": "New."})
            rows = rows.append_column(field, values)
    return rows


def _write(target: Path, table: str, rows: pa.Table, database: duckdb.DuckDBPyConnection) -> None:
    pq.write_table(rows, target / f"{table}.parquet", compression="zstd")
    database.register("changed", rows)
    database.execute(f'CREATE OR REPLACE TABLE "{table}" AS FROM changed')
    frame = pl.DataFrame(
        {name: [str(v) for v in rows[name].to_pylist()] for name in rows.schema.names}
    )
    csv = frame.write_csv(line_terminator="\r\n", quote_style="always").encode()
    (target / f"{table}.csv.zst").write_bytes(zstandard.compress(csv))
    lines = "".join(json.dumps(row, default=str) + "\n" for row in rows.to_pylist())
    (target / f"{table}.ndjson.zst").write_bytes(zstandard.compress(lines.encode()))


def _bare(entry):
    return msgspec.structs.replace(entry, columns=(), order=(), references=())


def _seal(target: Path, manifest: Manifest, version: str, entries: list) -> Path:
    rows = {entry.name: entry.rows for entry in entries}
    roles = {entry.name: entry for entry in manifest.files}
    files = tuple(
        roles[path.name] if roles[path.name].role != "data" else file_entry(path, rows)
        for path in sorted(target.iterdir())
        if path.name not in (MANIFEST, SUMS)
    )
    names = {entry.name for entry in entries}
    manifest = msgspec.structs.replace(
        manifest,
        release=target.name,
        schema_version=version,
        tables=tuple(entries),
        files=files,
        extractor_versions={k: v for k, v in manifest.extractor_versions.items() if k in names},
    )
    (target / MANIFEST).write_bytes(manifest_bytes(manifest))
    sums = {p.name: file_sha256(p) for p in target.iterdir() if p.name != SUMS}
    (target / SUMS).write_text(sums_text(sums))
    return target
