"""The only package that opens DuckDB: keeps records, freezes releases, reads them back."""

from warehouse.deltas.diff import Diff, DiffShelf
from warehouse.deltas.notes_page import NOTES, NOTES_PAGE
from warehouse.facets import MAX_FACETS, ColumnStats, Facet
from warehouse.filters import OPS, Filter, Op
from warehouse.freezing import LICENCE, TITLE, freeze
from warehouse.index import DamagedIndex, ReleaseIndex, build_index, open_index
from warehouse.manifest import (
    DATABASE,
    MANIFEST,
    SIGNATURE,
    SUMS,
    TOMBSTONE,
    FileEntry,
    LanguageModelEntry,
    Manifest,
    QualityEntry,
    TableEntry,
    media_type,
    read_manifest,
)
from warehouse.metadata import METADATA, dataset_jsonld, metadata_files
from warehouse.paths import SHORTHANDS, column_names
from warehouse.planning import Outcome
from warehouse.release import MAX_LIMIT, ArrowPage, Release, RowPage, RowQuery, open_release
from warehouse.rows import arrow_table, plain_rows
from warehouse.searching import MAX_HITS, Hit, Hits
from warehouse.shelf import ReleaseEntry, latest, releases
from warehouse.signing import PublicKey, Signer, generate_key, load_signer, public_keys, signer_of
from warehouse.sql import query
from warehouse.store import LoadReport, Warehouse
from warehouse.tombstone import Tombstone
from warehouse.verification import Check, Verification, verify
from warehouse.withdrawal import withdraw

__all__ = [
    "DATABASE",
    "LICENCE",
    "MANIFEST",
    "MAX_FACETS",
    "MAX_HITS",
    "MAX_LIMIT",
    "METADATA",
    "NOTES",
    "NOTES_PAGE",
    "OPS",
    "SHORTHANDS",
    "SIGNATURE",
    "SUMS",
    "TITLE",
    "TOMBSTONE",
    "ArrowPage",
    "Check",
    "ColumnStats",
    "DamagedIndex",
    "Diff",
    "DiffShelf",
    "Facet",
    "FileEntry",
    "Filter",
    "Hit",
    "Hits",
    "LanguageModelEntry",
    "LoadReport",
    "Manifest",
    "Op",
    "Outcome",
    "PublicKey",
    "QualityEntry",
    "Release",
    "ReleaseEntry",
    "ReleaseIndex",
    "RowPage",
    "RowQuery",
    "Signer",
    "TableEntry",
    "Tombstone",
    "Verification",
    "Warehouse",
    "arrow_table",
    "build_index",
    "column_names",
    "dataset_jsonld",
    "freeze",
    "generate_key",
    "latest",
    "load_signer",
    "media_type",
    "metadata_files",
    "open_index",
    "open_release",
    "plain_rows",
    "public_keys",
    "query",
    "read_manifest",
    "releases",
    "signer_of",
    "verify",
    "withdraw",
]
