"""The releases: their list, one of them, and its manifest."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from api import addresses
from api.answers import FileLink, ReleaseDescription, ReleaseList, ReleaseSummary, TableLink
from api.catalog import Catalog
from api.conditions import CHECK_EACH_TIME, FOR_EVER
from api.responses import JSON, Req, respond, respond_json
from api.settings import Settings
from warehouse import MANIFEST, Release


@get("/v1/releases", sync_to_thread=True)
def list_releases(
    request: Req, catalog: NamedDependency[Catalog], settings: NamedDependency[Settings]
) -> Response[bytes]:
    """Answer the releases, newest first."""
    base = addresses.base(request, settings)
    found = ReleaseList(
        latest=catalog.latest_id(),
        releases=tuple(_summary(release, base) for release in catalog.all()),
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
    found = describe(catalog.get(release), addresses.base(request, settings))
    return respond_json(request, found, cache=FOR_EVER)


@get("/v1/releases/{release:str}/manifest.json", sync_to_thread=True)
def show_manifest(
    request: Req, release: FromPath[str], catalog: NamedDependency[Catalog]
) -> Response[bytes]:
    """Answer the manifest, byte for byte as it lies in the release."""
    body = (catalog.get(release).path / MANIFEST).read_bytes()
    return respond(request, body, media_type=JSON, cache=FOR_EVER)


def describe(release: Release, base: str) -> ReleaseDescription:
    """Return the description of *release* with addresses below *base*."""
    manifest = release.manifest
    return ReleaseDescription(
        id=release.id,
        parent=manifest.parent,
        title=manifest.title,
        created=manifest.created,
        schema_version=manifest.schema_version,
        licence=manifest.licence,
        citation=manifest.citation,
        manifest_url=addresses.release_url(base, release.id, MANIFEST),
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


def _summary(release: Release, base: str) -> ReleaseSummary:
    return ReleaseSummary(
        id=release.id,
        created=release.manifest.created,
        schema_version=release.manifest.schema_version,
        rows={table.name: table.rows for table in release.manifest.tables},
        url=addresses.release_url(base, release.id),
    )
