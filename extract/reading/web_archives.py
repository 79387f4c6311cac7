"""Web archives (WARC): the pages among their records, one after another."""

import io
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, cast

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from extract.reading.assembly import ARTICLE_LIMIT
from extract.reading.encoding import decode
from extract.reading.formats import is_page
from extract.reading.items import Item
from extract.reading.problems import BrokenFile, NoPage
from extract.reading.streams import Source
from schemas.errors import EmptyInput, InputTooLarge

_Reader = ChunkedReader | GzipReader | BrotliReader | ZstdReader

_PAGE_TYPES = frozenset(("text/html", "application/xhtml+xml"))
_OTHER = "other types"
_MOST_TYPES = 8
_STEP = 1 << 20
_HEADER_BYTES = 32 << 10
_LOOK_BYTES = 2048
_MEMBER = b"\x1f\x8b\x08"
_RECORD = b"WARC/1."
_SHORT = 100
_DECODERS: dict[str, Callable[[BinaryIO | _Reader], _Reader]] = {
    "chunked": ChunkedReader,
    "gzip": GzipReader,
    "x-gzip": GzipReader,
    "deflate": partial(GzipReader, zlib=True),
    "br": BrotliReader,
    "zstd": ZstdReader,
}
_BLANK = re.compile(rb"\s*\Z")


def web_pages(source: Source) -> Iterator[Item]:
    """Yield one item for each page of a WARC file, with its HTML and target URI, in file order.

    Pages are `response` and `resource` records of HTML with status 200. What else the server
    answered is counted, and named in one item with an error at the end; requests and other
    records about the crawl are passed over. Where the file is damaged, one item carries the
    error, and reading goes on at the next record that can be found (in files that can be
    sought). Memory is bounded by `ARTICLE_LIMIT`.

    Raises EmptyInput if there is no record at all.
    """
    skipped: Counter[str] = Counter()
    seen = False
    told = ""
    for record in _records(source.stream()):
        seen = True
        if isinstance(record, Item):
            # Damage that a page has met already stops the file there too; once told is enough.
            if record.position != told:
                yield record
            continue
        reason = _no_page(record)
        if reason is None:
            item = _item(record)
            told = item.position if isinstance(item.fields, BrokenFile) else told
            yield item
        else:
            known = reason in skipped or len(skipped) < _MOST_TYPES
            skipped[reason if known else _OTHER] += 1
    if skipped:
        kinds = ", ".join(f"{count} {reason}" for reason, count in skipped.most_common())
        yield Item(
            position="all",
            fields=NoPage(
                f"{skipped.total()} records are no pages and were skipped: {kinds}",
                hint="Nothing need be done if no articles are missing.",
            ),
        )
    if not seen:
        raise EmptyInput("the archive holds no page", where=source.name)


def _records(stream: BinaryIO) -> Iterator[WarcRecord | Item]:
    """Yield the response and resource records, and an item with an error for each damage."""
    position = 0
    told = -1
    while True:
        fault: Exception | None = None
        try:
            for record in ArchiveIterator(
                stream if stream.seekable() else cast("BinaryIO", _Pipe(stream)),
                record_types=WarcRecordType.response | WarcRecordType.resource,
                max_header_len=_HEADER_BYTES,
                strict_mode=False,
            ):
                position = record.stream_pos
                yield record
        except (OSError, ValueError, EOFError) as error:
            fault = error
        if fault is None:
            return
        if position != told:
            yield _damage(fault, position)
        following = _next_record(stream, position + 1) if stream.seekable() else None
        if following is None:
            return
        told = position = stream.seek(following)


class _Pipe:
    """A stream that cannot be sought, without the method that promises it: fastwarc aborts."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._position += len(data)
        return data

    def tell(self) -> int:
        return self._position


def _damage(error: Exception, position: int) -> Item:
    return Item(
        position=f"byte {position}",
        fields=BrokenFile(
            f"the archive is damaged after this record ({_line(error)})",
            hint="Records in the damaged stretch are lost; fetch the archive again.",
        ),
    )


def _next_record(stream: BinaryIO, position: int) -> int | None:
    """Return where the next record that can be read begins, at or after *position*."""
    stream.seek(position)
    data = stream.read(_STEP)
    while len(data) > len(_RECORD):
        for found in re.finditer(re.escape(_MEMBER) + b"|" + re.escape(_RECORD), data):
            if _begins_record(data[found.start() : found.start() + _LOOK_BYTES]):
                return position + found.start()
        # The overlap keeps a mark that two reads share, with enough behind it to look at.
        overlap = min(len(data), _HEADER_BYTES)
        position += max(len(data) - overlap, 1)
        stream.seek(position)
        more = stream.read(_STEP)
        if len(more) <= overlap:
            return None
        data = more
    return None


def _begins_record(data: bytes) -> bool:
    if data.startswith(_RECORD):
        return b"\r\nwarc-type:" in data.lower()
    try:
        return zlib.decompressobj(31).decompress(data, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _no_page(record: WarcRecord) -> str | None:
    """Return what *record* is instead of a page, None if it is one."""
    if record.record_type == WarcRecordType.resource:
        kind = (record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
        return None if kind in _PAGE_TYPES else kind or "without type"
    if not record.is_http_parsed:
        return "not HTTP"
    status = record.http_headers.status_code
    if status != 200:
        return f"with status {status}" if status else "without status"
    kind = (record.http_content_type or "").lower()
    return None if not kind or kind in _PAGE_TYPES else kind[:_SHORT]


def _item(record: WarcRecord) -> Item:
    position = f"byte {record.stream_pos}"
    uri = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    where = f" ({uri[:_SHORT]})" if uri else ""
    try:
        raw = record.reader.read(ARTICLE_LIMIT + 1)
        cut = record.headers.get("WARC-Truncated")
        data = raw if record.record_type == WarcRecordType.resource else _decoded(record, raw)
    except OSError as error:
        broken = BrokenFile(f"the page{where} is damaged ({_line(error)})")
        return Item(position=position, fields=broken)
    if len(raw) > ARTICLE_LIMIT or len(data) > ARTICLE_LIMIT:
        large = InputTooLarge(f"the page{where} unpacks to over {ARTICLE_LIMIT:,} bytes")
        return Item(position=position, fields=large)
    if _BLANK.match(data):
        what = "was cut off by the crawler" if cut else "is empty or breaks off"
        return Item(position=position, fields=EmptyInput(f"the page{where} {what}"))
    text = decode(data, declared=True, named=_charset(record))
    return Item(position=position, fields={"html": text, "url": uri or None})


def _charset(record: WarcRecord) -> str | None:
    return record.http_charset if record.is_http_parsed else None


def _decoded(record: WarcRecord, raw: bytes) -> bytes:
    """Return the page in the body *raw*, up to a byte over the limit.

    Many archives keep the headers of codings that they have undone: a body that is plainly a
    page is taken as it is.

    Raises OSError if it can be read neither way.
    """
    headers = record.http_headers
    codings = [
        *_tokens(headers.get("Content-Encoding")),
        *_tokens(headers.get("Transfer-Encoding")),
    ]
    reader = cast("BinaryIO | _Reader", io.BytesIO(raw))
    for coding in reversed(codings):
        if coding not in _DECODERS:
            raise OSError(f"unknown coding {coding[:20]}")
        reader = _DECODERS[coding](reader)
    if not codings:
        return raw
    try:
        data = _whole(reader)
    except (OSError, ValueError, EOFError):
        if is_page(raw[:_HEADER_BYTES]):
            return raw
        raise
    return data or raw


def _whole(reader: BinaryIO | _Reader) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while size <= ARTICLE_LIMIT and (piece := reader.read(min(_STEP, ARTICLE_LIMIT + 1 - size))):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _tokens(header: str | None) -> list[str]:
    tokens = (token.strip().lower() for token in (header or "").split(","))
    return [token for token in tokens if token not in ("", "identity")]


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:_SHORT]
