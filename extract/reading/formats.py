"""Finds the format of an input from its name and its first bytes."""

import re
import zlib
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from schemas import Format
from schemas.errors import EmptyInput, UnknownFormat

SNIFF_BYTES = 65_536
"""So many bytes from the start are enough to tell the format."""

Container = Literal["feed", "web archive"]
"""What holds articles in HTML, each of which is then of the format `html`."""

_SUFFIXES: dict[str, Format] = {
    ".txt": "text", ".text": "text",
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".json": "json", ".jsonld": "json",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonlines": "jsonl",
    ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip

_BINARY: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "Save its text first, for example with pdftotext."),
    (b"PK\x03\x04", "a zip archive or office document", "Unpack it, or save it as text or HTML."),
    (b"PK\x05\x06", "an empty zip archive", "Unpack it and give the files in it."),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed", "Decompress it first: zstd -d."),
    (b"BZh", "bzip2-compressed", "Decompress it first: bunzip2."),
    (b"\xfd7zXZ\x00", "xz-compressed", "Decompress it first: unxz."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-zip archive", "Unpack it and give the files in it."),
    (b"\x89PNG", "a PNG picture", "Give the article's text."),
    (b"\xff\xd8\xff", "a JPEG picture", "Give the article's text."),
    (b"GIF8", "a GIF picture", "Give the article's text."),
    (b"\xd0\xcf\x11\xe0", "an old office document", "Save it as text or HTML."),
    (b"SQLite format 3\x00", "an SQLite database", "Export its articles as JSON Lines."),
    (b"\x7fELF", "a program", "Give the article's text."),
    (b"{\\rtf", "a rich-text document", "Save it as text or HTML."),
)
_GZIP = b"\x1f\x8b"
_WEB_ARCHIVE = b"WARC/"

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*+)*+)<(?:!doctype\s+html|html|head|body|article|main"
    rb"|div|section|p|h[1-6]|table|ul|ol|meta|title|script|header|nav)\b",
    re.IGNORECASE | re.DOTALL,
)
_PROLOG = (
    rb"(?:\xef\xbb\xbf)?"
    rb"(?>\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?!\s+html)[^>\[]*+(?:\[[^\]]*+\]\s*)?>)*+"
)
"""Atomic: a run of comments that no tag follows must not be parted in every possible way."""

_FEED = re.compile(
    _PROLOG + rb"<(?:rss|(?:\w+:)?feed\b[^>]*Atom|rdf:RDF\b[^>]*rss)\b",
    re.IGNORECASE | re.DOTALL,
)
"""`<rss version="2.0">`, `<feed xmlns="http://www.w3.org/2005/Atom">`, RSS 1.0's `<rdf:RDF>`."""

_MARKDOWN = re.compile(
    rb"\A---[ \t]*\r?\n(?:.*\r?\n){1,60}?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)|^#{1,6}[ \t]+\S|^```",
    re.MULTILINE,
)
_LINK = re.compile(rb"\[[^\]\n]+\]\((?:https?:|/|#)[^)\n]+\)|^\*\*[^*\n]+\*\*\s*$", re.MULTILINE)


def is_gzip(head: bytes) -> bool:
    """Return whether *head* begins a gzip stream."""
    return head.startswith(_GZIP)


def is_web_archive(head: bytes) -> bool:
    """Return whether *head* begins a WARC file, packed with gzip or not."""
    if not is_gzip(head):
        return head.startswith(_WEB_ARCHIVE)
    try:
        return zlib.decompressobj(31).decompress(head, 16).startswith(_WEB_ARCHIVE)
    except zlib.error:
        return False


def is_page(head: bytes) -> bool:
    """Return whether *head* begins with a tag of HTML."""
    return _HTML.match(head) is not None


def suffix_of(name: str) -> str:
    """Return the lower-case suffix of a file name or URL, without ``.gz``; empty if none."""
    path = urlsplit(name).path if "://" in name else name
    pure = PurePosixPath(path.replace("\\", "/").lower())
    return PurePosixPath(pure.stem).suffix if pure.suffix == ".gz" else pure.suffix


def sniff(head: bytes, *, name: str = "") -> Format | Container:
    """Return the format of an input that begins with *head* and is called *name*.

    Content that cannot be mistaken (Parquet, WARC, a feed, a page's doctype, JSON) wins over
    the name; the name decides between text formats. Give `SNIFF_BYTES` bytes, or all there are.

    Raises EmptyInput if *head* is empty, UnknownFormat if it is binary of another kind.
    """
    if not head:
        raise EmptyInput("the file is empty", where=name)
    named = _SUFFIXES.get(suffix_of(name))
    if head.startswith(b"PAR1"):
        return "parquet"
    if is_web_archive(head):
        return "web archive"
    for magic, what, hint in _BINARY:
        if head.startswith(magic):
            raise UnknownFormat(f"this is {what}, not an article", where=name, hint=hint)
    if named == "parquet":
        raise UnknownFormat("this is no Parquet file: it does not begin with PAR1", where=name)
    if _is_binary(head):
        raise UnknownFormat(
            "the bytes are no text",
            where=name,
            hint="Readable are text, Markdown, HTML, feeds, JSON, JSON Lines, Parquet and WARC.",
        )
    if _FEED.match(_narrow(head)):
        return "feed"
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if named == "jsonl" or (named == "json" and _is_lines(bare)):
        return "jsonl"
    if named == "json":
        return named
    if named in ("text", "markdown", "html"):
        doctype = re.match(rb"\s*<(?:!doctype\s+html|html)\b", bare, re.IGNORECASE)
        return "html" if doctype else named
    return _by_content(bare)


def refuse_binary(head: bytes, form: Format | Container, *, name: str = "") -> None:
    """Do nothing if bytes that begin with *head* can be of the format *form*.

    Raises UnknownFormat if *form*, given by the user, is a text format and the bytes are none.
    """
    if form not in ("parquet", "web archive"):
        for magic, what, hint in _BINARY:
            if head.startswith(magic):
                raise UnknownFormat(f"this is {what}, not {form}", where=name, hint=hint)
        if _is_binary(head):
            raise UnknownFormat(f"the bytes are no {form}", where=name)


def _narrow(head: bytes) -> bytes:
    """Return *head* with the zero bytes of UTF-16 left out, its mark too."""
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head
    return head[2:].replace(b"\x00", b"")


def _by_content(head: bytes) -> Format:
    start = head.lstrip()[:1]
    if start in (b"{", b"["):
        json_like = re.match(rb"\s*(?:\[\s*(?:[\[{\"\]]|$)|\{\s*(?:\"|\}|$))", head)
        if json_like:
            return "jsonl" if _is_lines(head) else "json"
    if _HTML.match(head):
        return "html"
    if _MARKDOWN.search(head) or len(_LINK.findall(head)) > 1:
        return "markdown"
    return "text"


def _is_lines(head: bytes) -> bool:
    """Return whether *head* opens JSON Lines: an object on its first line, and more below.

    What stands below does not count: a broken second line is one failure, not another format.
    An object whose line is longer than the head is read as lines too, which fits both.
    """
    first, newline, rest = head.lstrip().partition(b"\n")
    if not first.startswith(b"{"):
        return False
    if not newline:
        return len(head) >= SNIFF_BYTES
    try:
        return isinstance(msgspec.json.decode(first), dict) and bool(rest.strip())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    sample = head[:8192]
    zeros = sample.count(0)
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x0b\x1b\x00" for byte in sample)
    # UTF-16 without a mark has zeros in every other byte; programs have them anywhere.
    half = len(sample) // 2
    wide = max(sample[0::2].count(0), sample[1::2].count(0)) > 0.6 * half and zeros < 0.55 * len(
        sample
    )
    if wide and len(sample) >= 4:
        return False
    return zeros > len(sample) / 100 or controls > len(sample) / 30
