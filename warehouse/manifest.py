"""The manifest: what a release says of itself, and the sums that prove it."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from schemas import LanguageModel
from schemas.base import Struct
from schemas.errors import ReleaseError

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
SIGNATURE = "manifest.json.sig"
TOMBSTONE = "tombstone.json"
DATABASE = "dateline.duckdb"
RELEASE_ID = re.compile(r"(\d{4})\.(\d{2})\.(\d{2})(?:\.([1-9]\d*))?")  # "2026.11.22", "….2"

_MEDIA_TYPES = {
    ".parquet": "application/vnd.apache.parquet",
    ".csv.zst": "text/csv+zstd",
    ".ndjson.zst": "application/x-ndjson+zstd",
    ".duckdb": "application/vnd.duckdb",
    ".md": "text/markdown; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".cff": "application/yaml",
}


class FileEntry(Struct, frozen=True, kw_only=True):
    """One file of a release. `table` and `rows` are null for files that hold many tables.

    `role` is `data` (a table, or all of them), `delta` (what changed since the parent),
    `notes` or `metadata`.
    """

    name: str
    bytes: int
    sha256: str
    media_type: str
    table: str | None = None
    rows: int | None = None
    role: str = "data"


class ColumnEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One column of a table, or one field of a structure, which lists its own in `columns`.

    `type` is the Arrow name of a plain type (`string`, `int64`, `date32`,
    `timestamp_us_utc`, …) or `struct`, with ``[]`` behind it for each list round it.
    """

    name: str
    type: str
    nullable: bool
    description: str
    unit: str | None = None
    values: tuple[str, ...] = ()
    columns: tuple["ColumnEntry", ...] = ()


class ReferenceEntry(Struct, frozen=True, kw_only=True):
    """A column whose values are keys of another table."""

    column: str
    table: str
    key: str


class TableEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One table of a release, declared in full: whoever reads it needs no other schema.

    Releases made before manifests declared their columns have none here; their Parquet
    files tell them (`warehouse.declarations`).
    """

    name: str
    description: str
    key: str
    rows: int
    order: tuple[str, ...] = ()
    columns: tuple[ColumnEntry, ...] = ()
    references: tuple[ReferenceEntry, ...] = ()


class QualityEntry(Struct, frozen=True, kw_only=True):
    """One figure of quality on development gold, of the very extractor that made the rows."""

    extractor: str
    gold: str
    part: str
    measure: str
    value: float


class LanguageModelEntry(LanguageModel, frozen=True, kw_only=True):
    """One language model and how many of the articles it read."""

    articles: int


class Manifest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What `manifest.json` says. `created` is a day; no clock time enters a release.

    More than one of `language_models` means that rows of different articles were read by
    different models; `extractor` tells which. `parent_sha256` is that of the parent's
    `manifest.json`, so that the newest manifest answers for all before it. `canonical_text` is
    the version of the rules that articles became texts by. `quality` holds figures of exactly
    the extractors of the rows. `publisher` is the person or body that answers for the release.
    What nobody said, or an older dateline did not record, is absent.
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
    parent_sha256: str | None = None
    canonical_text: str | None = None
    quality: tuple[QualityEntry, ...] = ()
    publisher: str | None = None

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
    """Return *manifest* as it is written (`as_json`)."""
    return as_json(manifest)


def as_json(value: msgspec.Struct) -> bytes:
    """Return *value* as descriptions of a release are written: indented JSON and a newline."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


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


def file_entry(path: Path, rows: dict[str, int], *, role: str = "data") -> FileEntry:
    """Return the entry of the file at *path*; *rows* gives the rows of it by table."""
    stem, _, _ = path.name.partition(".")
    table = stem if stem in rows else None
    return FileEntry(
        name=path.name,
        bytes=path.stat().st_size,
        sha256=file_sha256(path),
        media_type=media_type(path.name),
        table=table,
        rows=rows[table] if table else None,
        role=role,
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


def data_files(tables: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the data files of a release that holds *tables*, sorted."""
    suffixes = ("parquet", "csv.zst", "ndjson.zst")
    return tuple(sorted([DATABASE, *(f"{name}.{s}" for name in tables for s in suffixes)]))


def delta_file(table: str) -> str:
    """Return the name of the file that tells what changed in *table* since the parent."""
    return f"{table}.delta.parquet"


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
