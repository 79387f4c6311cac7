"""The files of a release over HTTP: ranges, conditions, digests. An ASGI application."""

import base64
import datetime as dt
import hashlib
import re
from pathlib import Path
from urllib.parse import quote

import msgspec
from litestar.concurrency import sync_to_thread
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from api import problems
from api.catalog import Catalog
from api.conditions import (
    FOR_EVER,
    ByteRange,
    Unsatisfiable,
    byte_range,
    http_date,
    is_fresh,
    names,
    range_applies,
)
from api.encodings import takes_zstd
from api.remote_files import RemoteFiles
from api.streaming import send_pieces, send_span, send_unpacked
from schemas.base import Struct
from schemas.errors import DatelineError, NotFound
from warehouse import MANIFEST, SIGNATURE, SUMS, FileEntry, Release

METHODS = ("GET", "HEAD", "OPTIONS")

DESCRIPTIONS = {
    MANIFEST: "application/json",
    SUMS: "text/plain; charset=utf-8",
    SIGNATURE: "text/plain; charset=utf-8",
}
"""The files that the manifest cannot list: itself, the sums over it, and its signature."""

# Matches /v1/releases/2026.11.22/files/events.parquet; not …/files/ or …/files/a/b.
_FILE_PATH = re.compile(r"/v1/releases/(?P<release>[^/]+)/files/(?P<name>[^/]+)")

Headers = dict[str, str]


class Download(Struct, frozen=True, kw_only=True):
    """One file of a release and what HTTP says of it.

    *coding* is set where a reader who asked for a plain table is given it in zstd, and
    *unpacked* where one who cannot read zstd is given what the file holds.
    """

    path: Path
    name: str
    size: int
    sha256: str
    media_type: str
    modified: dt.datetime
    coding: str | None = None
    unpacked: bool = False

    @property
    def etag(self) -> str:
        """The strong entity tag: the SHA-256 of the bytes, or of those they come from."""
        return f'"{self.sha256}-plain"' if self.unpacked else f'"{self.sha256}"'

    def headers(self) -> Headers:
        """Return the headers that every answer about the file carries."""
        headers = {
            "Accept-Ranges": "none" if self.unpacked else "bytes",
            "Cache-Control": FOR_EVER,
            "ETag": self.etag,
            "Last-Modified": http_date(self.modified),
            "X-Content-Type-Options": "nosniff",
        }
        if self.unpacked or self.coding:
            headers["Vary"] = "Accept-Encoding"
        return headers

    def described(self) -> Headers:
        """Return the headers that describe the content itself."""
        headers = {
            "Content-Type": self.media_type,
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(self.name)}",
        }
        if self.coding:
            headers["Content-Encoding"] = self.coding
        if not self.unpacked:
            digest = base64.b64encode(bytes.fromhex(self.sha256)).decode()
            headers["Repr-Digest"] = f"sha-256=:{digest}:"
        return headers


def find_download(release: Release, name: str, accept_encoding: str | None = None) -> Download:
    """Return the file called *name*, which the manifest must list: no other path is opened.

    A table may be asked for as `events.csv` and `events.ndjson` too: the bytes of its zstd file,
    as `Content-Encoding` if *accept_encoding* allows it, else unpacked.

    Raises:
        NotFound: the manifest lists no such file.
    """
    entry = _listed(release).get(name)
    if entry is not None:
        return _download(release, entry, entry.name, entry.media_type)
    packed = _listed(release).get(f"{name}{_PACKED}")
    if packed is not None and name.endswith(tuple(_PLAIN)):
        media_type = _PLAIN[f".{name.rpartition('.')[2]}"]
        plain = _download(release, packed, name, media_type)
        if takes_zstd(accept_encoding):
            return msgspec.structs.replace(plain, coding="zstd")
        return msgspec.structs.replace(plain, unpacked=True)
    if name in DESCRIPTIONS and (release.path / name).is_file():
        content = (release.path / name).read_bytes()
        return Download(
            path=release.path / name,
            name=name,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            media_type=DESCRIPTIONS[name],
            modified=_modified(release.path / name),
        )
    raise NotFound(
        f"release {release.id} has no file {name!r}",
        where="name",
        hint=f"/v1/releases/{release.id}/manifest.json lists its files.",
    )


_PACKED = ".zst"
_PLAIN = {".csv": "text/csv; charset=utf-8", ".ndjson": "application/x-ndjson"}


def _listed(release: Release) -> dict[str, FileEntry]:
    return {entry.name: entry for entry in release.manifest.files}


def _download(release: Release, entry: FileEntry, name: str, media_type: str) -> Download:
    return Download(
        path=release.path / entry.name,
        name=name,
        size=entry.bytes,
        sha256=entry.sha256,
        media_type=media_type,
        modified=_modified(release.path / entry.name),
    )


def _modified(path: Path) -> dt.datetime:
    if not path.exists():  # it is in an object store (`api.remote_files`)
        path = path.parent / MANIFEST
    return dt.datetime.fromtimestamp(int(path.stat().st_mtime), dt.UTC)


class ServeFiles:
    """Answers the paths of files and passes every other request on.

    It stands before Litestar, whose own responses know no ranges, and whose ASGI routes take
    no path parameters.
    """

    def __init__(self, app: ASGIApp, catalog: Catalog, remote: RemoteFiles | None = None) -> None:
        self._app = app
        self._remote = remote
        self._catalog = catalog

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send one file, whole or in part, or a problem; or pass the request on."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        match = _FILE_PATH.fullmatch(scope["path"])
        if match is None:
            await self._app(scope, receive, send)
            return
        method = scope["method"]
        if method not in METHODS:
            await _send_problem(scope, send, 405, f"{method} is not known here", _ALLOW)
            return
        if method == "OPTIONS":
            await _start(send, 204, _ALLOW)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        try:
            # What is open is at hand; a thread is for looking at the folder again.
            release = self._catalog.peek(match["release"])
            if release is None:
                release = await sync_to_thread(self._catalog.get, match["release"])
            accepted = next((v for n, v in scope["headers"] if n == b"accept-encoding"), b"")
            download = find_download(release, match["name"], accepted.decode("latin-1"))
        except DatelineError as error:
            await _send_found(send, problems.of_error(error, scope["path"]), {})
        except OSError:
            problems.LOGGER.exception("%s cannot be read", scope["path"])
            await _send_problem(scope, send, 500, "the file cannot be read", {})
        else:
            is_head = method == "HEAD"
            await _answer(scope, receive, send, download, self._remote, is_head=is_head)


_ALLOW = {"Allow": ", ".join(METHODS)}


async def _answer(
    scope: Scope,
    receive: Receive,
    send: Send,
    download: Download,
    remote: RemoteFiles | None,
    *,
    is_head: bool,
) -> None:
    asked = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    if "if-match" in asked and not names(asked["if-match"], download.etag):
        await _send_problem(scope, send, 412, "the file has another ETag", download.headers())
        return
    if is_fresh(
        etag=download.etag,
        modified=download.modified,
        if_none_match=asked.get("if-none-match"),
        if_modified_since=asked.get("if-modified-since"),
    ):
        await _send(send, 304, download.headers(), b"")
        return
    try:
        part = None
        if (
            not is_head
            and not download.unpacked
            and range_applies(asked.get("if-range"), etag=download.etag, modified=download.modified)
        ):
            part = byte_range(asked.get("range"), download.size)
    except Unsatisfiable:
        headers = {**download.headers(), "Content-Range": f"bytes */{download.size}"}
        detail = f"no byte of {asked['range']} lies inside the {download.size} bytes of the file"
        await _send_problem(scope, send, 416, detail, headers)
        return
    span = part or ByteRange(first=0, past=download.size)
    headers = {**download.headers(), **download.described()}
    if not download.unpacked:
        headers["Content-Length"] = str(span.past - span.first)
    if part is not None:
        headers["Content-Range"] = part.content_range(download.size)
    pieces = None
    if remote is not None and not is_head and not download.path.is_file():
        try:
            pieces = await remote.pieces(download, span)
        except DatelineError as error:
            await _send_problem(scope, send, 503, error.what, {"Retry-After": "5"})
            return
    await _start(send, 200 if part is None else 206, headers)
    if is_head:
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return
    if pieces is not None:
        await send_pieces(receive, send, pieces)
    elif download.unpacked:
        await send_unpacked(receive, send, download.path)
    else:
        await send_span(receive, send, download.path, span)


async def _send_problem(
    scope: Scope, send: Send, status: int, detail: str, headers: Headers
) -> None:
    await _send_found(
        send, problems.problem(status=status, path=scope["path"], detail=detail), headers
    )


async def _send_found(send: Send, found: problems.Problem, headers: Headers) -> None:
    no_store = {"Cache-Control": "no-store", "Content-Type": problems.MEDIA_TYPE}
    await _send(send, found.status, {**headers, **no_store}, problems.encoded(found))


async def _send(send: Send, status: int, headers: Headers, body: bytes) -> None:
    length = {} if status == 304 else {"Content-Length": str(len(body))}
    await _start(send, status, {**headers, **length})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _start(send: Send, status: int, headers: Headers) -> None:
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
