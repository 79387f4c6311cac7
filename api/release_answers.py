"""What the API answers about releases beside their rows: withdrawals, keys and diffs."""

import datetime as dt
from typing import Annotated

from schemas.base import Struct, about


class WithdrawnRelease(Struct, frozen=True, kw_only=True):
    """A release that was withdrawn, or will be on a day to come."""

    id: Annotated[str, about("The release, `2026.11.22`.")]
    withdrawn: Annotated[dt.date, about("Day from which it is withdrawn.", unit="date")]
    announced: Annotated[dt.date, about("Day on which that was said.", unit="date")]
    reason: Annotated[str, about("Why.")]
    successor: Annotated[str | None, about("The release to use instead.")]
    citation: Annotated[str | None, about("How it was to be cited.")]
    manifest_sha256: Annotated[
        str | None, about("SHA-256 of its manifest, to know a copy by, in hex.")
    ]


class Signed(Struct, frozen=True, kw_only=True):
    """Who signed a release. Whether to trust the key is for the reader to say."""

    key_id: Annotated[str, about("Fingerprint of the key as OpenSSH writes it, `SHA256:…`.")]
    public_key: Annotated[str, about("The public key, `ssh-ed25519 AAAA…`.")]
    signature_url: Annotated[str, about("Where the signature of `manifest.json` is.")]


class TableDiff(Struct, frozen=True, kw_only=True):
    """How many rows of one table differ, and where they are."""

    name: Annotated[str, about("Name of the table.")]
    added: Annotated[int, about("Rows that only the second release has.", unit="rows", ge=0)]
    changed: Annotated[int, about("Rows that differ.", unit="rows", ge=0)]
    removed: Annotated[int, about("Rows that only the first release has.", unit="rows", ge=0)]
    url: Annotated[str, about("Where they are.")]


class VersionChange(Struct, frozen=True, kw_only=True):
    """One thing that has another version in the second release."""

    what: Annotated[str, about("`schema`, `extractor of events`, `language model`, …")]
    before: Annotated[tuple[str, ...], about("Its versions in the first release.")]
    after: Annotated[tuple[str, ...], about("Its versions in the second release.")]


class ReleaseDiff(Struct, frozen=True, kw_only=True):
    """What differs from one release to another."""

    first: Annotated[str, about("The release the diff starts from.")]
    second: Annotated[str, about("The release it leads to.")]
    tables: Annotated[tuple[TableDiff, ...], about("The tables with the numbers of their rows.")]
    versions: Annotated[
        tuple[VersionChange, ...], about("Schema, extractors, models and licence that differ.")
    ]
    columns_added: Annotated[tuple[str, ...], about("Columns (`table.column`) that came.")]
    columns_gone: Annotated[tuple[str, ...], about("Columns (`table.column`) that went.")]
