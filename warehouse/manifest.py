"""The manifest: what a release says of itself, and the sums that prove it."""

import datetime as dt
import hashlib
import re
from pathlib import Path

import msgspec

from schemas import TABLES, LanguageModel
from schemas.base import Struct
from schemas.errors import ReleaseError

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
DATABASE = "dateline.duckdb"
RELEASE_ID = re.compile(r"(\d{4})\.(\d{2})\.(\d{2})(?:\.([1-9]\d*))?")  # "2026.11.22", "….2"

_MEDIA_TYPES = {
    ".parquet": "application/vnd.apache.parquet",
    ".csv.zst": "text/csv+zstd",
    ".ndjson.zst": "application/x-ndjson+zstd",
    ".duckdb": "application/vnd.duckdb",
}


class FileEntry(Struct, frozen=True, kw_only=True):
    """One file of a release. `table` and `rows` are null for files that hold many tables."""

    name: str
    bytes: int
    sha256: str
    media_type: str
    table: str | None = None
    rows: int | None = None


class TableEntry(Struct, frozen=True, kw_only=True):
    """One table of a release."""

    name: str
    description: str
    key: str
    rows: int


class LanguageModelEntry(LanguageModel, frozen=True, kw_only=True):
    """One language model and how many of the articles it read."""

    articles: int


class Manifest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What `manifest.json` says. `created` is a day; no clock time enters a release.

    More than one of `language_models` means that rows of different articles were read by
    different models; `extractor` tells which. Releases made before models were recorded name
    none.
    """

    release: str
    parent: str | None
    title: str
    created: dt.date
    schema_version: str
    licence: str
    citation: str
    tables: tuple[TableEntry, ...]
    files: tuple[FileEntry, ...]
    extractor_versions: dict[str, tuple[str, ...]]
    tool_versions: dict[str, str]
    language_models: tuple[LanguageModelEntry, ...] = ()

    def rows(self, table: str) -> int:
        """Return the number of rows of *table*; 0 if there is no such table."""
        return next((entry.rows for entry in self.tables if entry.name == table), 0)


def read_manifest(release: Path) -> Manifest:
    """Return the manifest of the release folder *release*.

    Raises:
        ReleaseError: there is none, or it cannot be understood.
    """
    try:
        return msgspec.json.decode((release / MANIFEST).read_bytes(), type=Manifest)
    except OSError:
        raise ReleaseError(f"no readable {MANIFEST}", where=str(release)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReleaseError(
            f"{MANIFEST} cannot be understood: {error}", where=str(release)
        ) from None


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return *manifest* as it is written: indented JSON ending in a newline."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def sums_text(sums: dict[str, str]) -> str:
    """Return `SHA256SUMS` for file name → hex digest, sorted, as ``sha256sum -c`` reads it."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))


def read_sums(release: Path) -> dict[str, str]:
    """Return file name → hex digest as `SHA256SUMS` of the folder *release* gives them.

    Raises:
        ReleaseError: the file is missing, or not of the form that `sums_text` writes.
    """
    where = str(release / SUMS)
    try:
        text = (release / SUMS).read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        raise ReleaseError("there is no readable list of sums", where=where) from None
    sums = dict(line.split("  ", 1)[::-1] for line in text.splitlines() if "  " in line)
    # Names lead to no other folder, and the text is the one form: any flipped byte shows.
    sound = all(re.fullmatch(r"[0-9a-f]{64}", s) and Path(n).name == n for n, s in sums.items())
    if not sound or sums_text(sums) != text:
        raise ReleaseError("the list of sums is damaged", where=where)
    return sums


def file_entry(path: Path, rows: dict[str, int]) -> FileEntry:
    """Return the entry of the file at *path*; *rows* gives the rows of each table."""
    stem, _, _ = path.name.partition(".")
    table = stem if stem in rows else None
    return FileEntry(
        name=path.name,
        bytes=path.stat().st_size,
        sha256=file_sha256(path),
        media_type=media_type(path.name),
        table=table,
        rows=rows[table] if table else None,
    )


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of the file at *path*, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def media_type(name: str) -> str:
    """Return the media type of a release's file by its name."""
    for suffix, media in _MEDIA_TYPES.items():
        if name.endswith(suffix):
            return media
    return "application/json" if name.endswith(".json") else "text/plain; charset=utf-8"


def data_files() -> tuple[str, ...]:
    """Return the names of the data files every release holds, sorted."""
    suffixes = ("parquet", "csv.zst", "ndjson.zst")
    return tuple(sorted([DATABASE, *(f"{t.name}.{s}" for t in TABLES for s in suffixes)]))


def release_order(release_id: str) -> tuple[int, int, int, int]:
    """Return the sort key of a release id: ``2026.11.22`` before ``2026.11.22.1``.

    Raises:
        ReleaseError: *release_id* is not of that form.
    """
    match = RELEASE_ID.fullmatch(release_id)
    if match is None:
        raise ReleaseError(f"{release_id!r} is not a release id", hint="They look like 2026.11.22")
    year, month, day, nth = match.groups()
    return int(year), int(month), int(day), int(nth or 0)
