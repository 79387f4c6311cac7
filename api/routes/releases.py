"""The releases: their list, one of them, its descriptions, and the keys that signed them."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from api import addresses
from api.answers import FileLink, ReleaseDescription, ReleaseList, ReleaseSummary, TableLink
from api.catalog import Catalog
from api.conditions import CHECK_EACH_TIME, FOR_EVER
from api.files import find_download
from api.release_answers import Signed, WithdrawnRelease
from api.responses import Req, respond, respond_json
from api.settings import Settings
from warehouse import (
    MANIFEST,
    METADATA,
    NOTES,
    NOTES_PAGE,
    SIGNATURE,
    SUMS,
    PublicKey,
    Release,
    Tombstone,
    metadata_files,
    signer_of,
)

DESCRIPTIONS: Final = (MANIFEST, SIGNATURE, SUMS, NOTES, NOTES_PAGE, *METADATA)
"""The files that describe a release as a whole; each has an address of its own."""


@get("/v1/releases", sync_to_thread=True)
def list_releases(
    request: Req, catalog: NamedDependency[Catalog], settings: NamedDependency[Settings]
) -> Response[bytes]:
    """Answer the releases, newest first."""
    base = addresses.base(request, settings)
    found = ReleaseList(
        latest=catalog.latest_id(),
        releases=tuple(_summary(release, base, catalog) for release in catalog.all()),
        withdrawn=tuple(_withdrawn(tombstone) for tombstone in catalog.tombstones()),
    )
    return respond_json(request, found, cache=CHECK_EACH_TIME)


@get("/v1/releases/{release:str}", sync_to_thread=True)
def show_release(
    request: Req,
    release: FromPath[str],
    catalog: NamedDependency[Catalog],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """Answer one release with its tables and files."""
    opened = catalog.get(release)
    parent = opened.manifest.parent
    has_parent = any(other.id == parent for other in catalog.all())
    found = describe(opened, addresses.base(request, settings), has_parent=has_parent)
    # The parent may be withdrawn one day, and then there is no diff any more.
    return respond_json(request, found, cache=CHECK_EACH_TIME)


def _description_route(name: str) -> HTTPRouteHandler:
    """Return the route of one description; one handler of several paths would run twice."""

    @get(f"/v1/releases/{{release:str}}/{name}", sync_to_thread=True)
    def show_description(
        request: Req,
        release: FromPath[str],
        catalog: NamedDependency[Catalog],
        settings: NamedDependency[Settings],
    ) -> Response[bytes]:
        """Answer one description of a release; those for catalogues name files by address.

        Every other one is answered byte for byte as it lies there, and so are all of them
        below ``files/``.
        """
        opened = catalog.get(release)
        found = find_download(opened, name)
        if name in METADATA:
            url = addresses.release_url(addresses.base(request, settings), opened.id)
            body = metadata_files(opened.manifest, release_url=url)[name]
        else:
            body = found.path.read_bytes()
        return respond(request, body, media_type=found.media_type, cache=FOR_EVER)

    return show_description


DESCRIPTION_ROUTES = tuple(_description_route(name) for name in DESCRIPTIONS)


@get("/.well-known/dateline-keys", sync_to_thread=True)
def show_keys(request: Req, catalog: NamedDependency[Catalog]) -> Response[bytes]:
    """Answer the keys that signed the releases shown here, as ``ssh-keygen -Y verify`` takes them.

    Who takes them from here trusts this server; who has them from elsewhere can compare.
    """
    keys = {key.allowed_signer for r in catalog.all() if (key := _signer(r)) is not None}
    body = "".join(f"{line}\n" for line in sorted(keys)).encode()
    return respond(request, body, media_type="text/plain", cache=CHECK_EACH_TIME)


def describe(release: Release, base: str, *, has_parent: bool = False) -> ReleaseDescription:
    """Return the description of *release* with addresses below *base*."""
    manifest = release.manifest
    has_notes = any(file.name == NOTES for file in manifest.files)
    diff = addresses.release_url(base, manifest.parent or "", "diff", release.id)
    return ReleaseDescription(
        id=release.id,
        parent=manifest.parent,
        title=manifest.title,
        created=manifest.created,
        schema_version=manifest.schema_version,
        licence=manifest.licence,
        citation=manifest.citation,
        manifest_url=addresses.release_url(base, release.id, MANIFEST),
        notes_url=addresses.release_url(base, release.id, NOTES) if has_notes else None,
        diff_url=diff if has_parent else None,
        signed=_signed(release, base),
        tables=tuple(
            TableLink(
                name=table.name,
                description=table.description,
                key=table.key,
                rows=table.rows,
                url=addresses.release_url(base, release.id, table.name),
                schema_url=addresses.release_url(base, release.id, table.name, "schema"),
            )
            for table in manifest.tables
        ),
        files=tuple(
            FileLink(
                name=file.name,
                bytes=file.bytes,
                sha256=file.sha256,
                media_type=file.media_type,
                url=addresses.release_url(base, release.id, "files", file.name),
            )
            for file in manifest.files
        ),
    )


def _summary(release: Release, base: str, catalog: Catalog) -> ReleaseSummary:
    tombstone = catalog.tombstone(release.id)
    key = _signer(release)
    return ReleaseSummary(
        id=release.id,
        created=release.manifest.created,
        schema_version=release.manifest.schema_version,
        rows={table.name: table.rows for table in release.manifest.tables},
        url=addresses.release_url(base, release.id),
        signed_by=key.key_id if key else None,
        sunset=tombstone.withdrawn if tombstone else None,
    )


def _withdrawn(tombstone: Tombstone) -> WithdrawnRelease:
    return WithdrawnRelease(
        id=tombstone.release,
        withdrawn=tombstone.withdrawn,
        announced=tombstone.announced,
        reason=tombstone.reason,
        successor=tombstone.successor,
        citation=tombstone.citation,
        manifest_sha256=tombstone.manifest_sha256,
    )


def _signed(release: Release, base: str) -> Signed | None:
    key = _signer(release)
    if key is None:
        return None
    url = addresses.release_url(base, release.id, SIGNATURE)
    return Signed(key_id=key.key_id, public_key=key.line, signature_url=url)


def _signer(release: Release) -> PublicKey | None:
    return _signer_at(release.path, release.path.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _signer_at(path: Path, _changed: int) -> PublicKey | None:
    """Return who signed the release at *path*; asked again when its folder changed."""
    return signer_of(path)
