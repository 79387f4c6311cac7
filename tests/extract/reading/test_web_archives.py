"""Web archives: pages are read, all else is counted, damage costs only what it hit."""

import gzip
import io
import zlib

import pytest
import zstandard

from extract.reading import ARTICLE_LIMIT, read, read_bytes
from schemas import Article, Failure

BODY = "The ferry to Skarholm sailed on Monday after nine days in port. " * 6


def page(number: int = 0, *, charset: str = "") -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}<title>Café ferry {number}</title></head><body><p>{BODY}</p></body>"


def record(
    body: bytes,
    *,
    uri: str = "https://harbour.example/ferry",
    http: str = "Content-Type: text/html; charset=utf-8",
    status: str = "200 OK",
    kind: str = "response",
    missing: int = 0,
) -> bytes:
    block = f"HTTP/1.1 {status}\r\n{http}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\n"
        "WARC-Date: 2026-01-02T03:04:05Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-1234567890ab>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block) + missing}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def outcome(data: bytes) -> list[str]:
    return [
        item.code if isinstance(item, Failure) else (item.url or "").rpartition("/")[2]
        for item in read_bytes(data, name="crawl")
    ]


def pages(count: int) -> list[bytes]:
    return [
        record(page(n).encode(), uri=f"https://harbour.example/{n}") for n in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
def test_pages_are_read_in_order_with_their_address(packed):
    """Packed record by record or not, by content and not by name."""
    data = b"".join(gzip.compress(r) if packed else r for r in pages(3))
    found = read_bytes(data, name="crawl")
    assert [item.url for item in found if isinstance(item, Article)] == [
        f"https://harbour.example/{n}" for n in range(3)
    ]
    assert [item.title for item in found if isinstance(item, Article)] == [
        f"Café ferry {n}" for n in range(3)
    ]


def test_the_day_of_the_crawl_is_no_day_of_publication():
    """What is not known stays missing; archives hold pages years old."""
    (article,) = read_bytes(pages(1)[0], name="crawl")
    assert isinstance(article, Article)
    assert article.published is None


def chunked(data: bytes, size: int = 50) -> bytes:
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


WHOLE = page().encode()
CODED = [
    (chunked(WHOLE), "Transfer-Encoding: chunked"),
    (gzip.compress(WHOLE), "Content-Encoding: gzip"),
    (zlib.compress(WHOLE), "Content-Encoding: deflate"),
    (chunked(gzip.compress(WHOLE)), "Content-Encoding: gzip\r\nTransfer-Encoding: chunked"),
    (zstandard.compress(WHOLE), "Content-Encoding: zstd"),
    # Crawlers undo codings and keep the headers.
    (WHOLE, "Content-Encoding: gzip\r\nTransfer-Encoding: chunked"),
    (WHOLE, "Content-Encoding: br"),
    (WHOLE, "Content-Encoding: identity"),
]


@pytest.mark.parametrize(("body", "coding"), CODED)
def test_codings_of_http_are_undone(body, coding):
    """Chunked and packed bodies are read, and so are those whose headers lie."""
    (article,) = read_bytes(record(body, http=f"Content-Type: text/html\r\n{coding}"), name="w")
    assert isinstance(article, Article), article
    assert BODY.strip() in article.text


def test_brotli_is_undone():
    """Brotli as an encoder writes it: one uncompressed meta-block (RFC 7932), then the end."""
    size = len(WHOLE) - 1
    # WBITS 16 (0), ISLAST 0, MNIBBLES 4 (00), MLEN-1 (16 bits), ISUNCOMPRESSED 1; then ISLAST.
    bits = (0 << 0) | (0 << 1) | (0 << 2) | (size << 4) | (1 << 20)
    body = bits.to_bytes(3, "little") + WHOLE + b"\x03"
    http = "Content-Type: text/html\r\nContent-Encoding: br"
    (article,) = read_bytes(record(body, http=http), name="w")
    assert isinstance(article, Article), article


@pytest.mark.parametrize(
    ("charset", "declared", "encoding"),
    [
        ("iso-8859-2", "", "iso-8859-2"),
        ("", "windows-1252", "cp1252"),
        ("iso-8859-1", "utf-8", "utf-8"),
    ],
)
def test_charset_of_http_is_heard_but_not_trusted(charset, declared, encoding):
    """HTTP names the encoding, the page may; UTF-8 that decodes is UTF-8 whatever they say."""
    http = "Content-Type: text/html" + (f"; charset={charset}" if charset else "")
    data = record(page(charset=declared).encode(encoding), http=http)
    (article,) = read_bytes(data, name="w")
    assert isinstance(article, Article)
    assert article.title == "Café ferry 0"


def test_what_is_no_page_is_counted():
    """Pictures, redirects and errors are named once; requests are no loss and not named."""
    data = [
        *pages(1),
        record(b"\x89PNG", http="Content-Type: image/png"),
        record(b"\x89PNG", http="Content-Type: image/png"),
        record(b"gone", status="404 Not Found"),
        record(b"GET /", kind="request"),
    ]
    found = read_bytes(b"".join(data), name="w")
    assert isinstance(found[0], Article)
    (failure,) = found[1:]
    assert isinstance(failure, Failure)
    assert failure.code == "skipped"
    assert "3 records" in failure.message
    assert "2 image/png" in failure.message
    assert "1 with status 404" in failure.message


def broken(member: bytes) -> bytes:
    middle = len(member) // 2
    return member[:middle] + bytes(255 - byte for byte in member[middle:])


PACKED = [gzip.compress(r) for r in pages(5)]
PLAIN = pages(5)
DAMAGED = [
    (b"".join([*PACKED[:2], broken(PACKED[2]), *PACKED[3:]]), ["0", "1", "3", "4"]),
    (b"".join([PLAIN[0], b"garbage\r\n" * 9, *PLAIN[1:]]), ["0", "1", "2", "3", "4"]),
    (b"".join([PLAIN[0], record(b"<p>short", missing=700), *PLAIN[2:]]), ["0", "2", "3", "4"]),
    (b"".join(PACKED)[:-60], ["0", "1", "2", "3"]),
    (b"".join(PLAIN)[: -len(PLAIN[4]) + 90], ["0", "1", "2", "3"]),
]


@pytest.mark.parametrize(("data", "kept"), DAMAGED)
def test_damage_costs_only_what_it_hit(data, kept):
    """A bad member, a stray line, a wrong length or a cut file leaves the other records."""
    found = read_bytes(data, name="w")
    urls = [(item.url or "") for item in found if isinstance(item, Article)]
    assert [url[-1] for url in urls if url[-1].isdigit()] == kept


def test_a_broken_archive_says_where():
    """The failure names the byte, so that the record can be fetched again."""
    found = read_bytes(DAMAGED[0][0], name="w")
    (failure,) = [item for item in found if isinstance(item, Failure)]
    assert failure.code == "broken-file"
    assert (failure.position or "").startswith("byte ")


def test_a_page_that_unpacks_without_end_is_one_failure():
    """A bomb is refused at the limit of one article, and the next page is read."""
    bomb = gzip.compress(b"<p>a</p>" * (ARTICLE_LIMIT // 8 + 1))
    http = "Content-Type: text/html\r\nContent-Encoding: gzip"
    assert outcome(record(bomb, http=http) + pages(1)[0]) == ["too-large", "0"]


def test_an_unseekable_stream_is_read_too():
    """Archives come through pipes."""

    class Pipe(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            super().__init__()
            self._data = io.BytesIO(data)

        def readable(self) -> bool:
            return True

        def seekable(self) -> bool:
            return False

        def readinto(self, buffer) -> int:
            return self._data.readinto(buffer)

    found = list(read(io.BufferedReader(Pipe(b"".join(PACKED))), name="stdin"))
    assert len([item for item in found if isinstance(item, Article)]) == 5


def test_an_archive_without_pages_says_so():
    """An empty result is never silent."""
    assert outcome(record(b"GET /", kind="request")) == ["empty"]
