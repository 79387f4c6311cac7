"""What every description says of a release in words."""

from typing import Final

from warehouse.manifest import FileEntry, Manifest

KEYWORDS: Final = ("news", "events", "statements", "quotations", "statistics", "text as data")
PARQUET: Final = "application/vnd.apache.parquet"
_WHAT: Final = {
    "csv": "as CSV, lists and structures as JSON",
    "ndjson": "as JSON, one row a line",
    "parquet": "as Parquet",
}
_OTHERS: Final = {
    "dateline.duckdb": "All tables in one DuckDB file.",
    "NOTES.md": "What changed since the parent release, for people.",
    "notes.json": "What changed since the parent release, for programs.",
}


def creator(manifest: Manifest) -> str:
    """Return who made the release: its publisher, else the data set itself by its title."""
    return manifest.publisher or manifest.title


def summary(manifest: Manifest) -> str:
    """Return what the release is and how many rows it has, in two sentences."""
    rows = ", ".join(f"{t.rows:,} {t.name.replace('_', ' ')}" for t in manifest.tables if t.rows)
    held = f" It holds {rows}." if rows else ""
    return (
        f"Release {manifest.release} of {manifest.title}: records read from news articles, each"
        f" pinned to the exact characters it was read from.{held}"
    )


def described_files(manifest: Manifest) -> tuple[FileEntry, ...]:
    """Return the files that descriptions name, by name: all but the descriptions themselves."""
    return tuple(file for file in manifest.files if file.role != "metadata")


def file_words(file: FileEntry) -> str:
    """Return what is in *file*, in one sentence."""
    if file.name in _OTHERS:
        return _OTHERS[file.name]
    if file.role == "delta":
        return f"The rows of {file.table} that differ from the parent release."
    suffix = next((s for s in _WHAT if f".{s}" in file.name), None)
    if file.table is None or suffix is None:
        return f"The file {file.name} of the release."
    return f"The table {file.table} {_WHAT[suffix]}."


def table_file(manifest: Manifest, table: str) -> FileEntry | None:
    """Return the Parquet file that holds *table*; None if the manifest does not name it yet."""
    return next(
        (f for f in manifest.files if f.role == "data" and f.name == f"{table}.parquet"), None
    )
