"""Feeds: the entries of RSS, Atom and JSON Feed as the fields of articles."""

import calendar
import datetime as dt
import html
import io
import re
import time
from collections.abc import Iterator, Mapping
from typing import cast
from urllib.parse import urljoin
from xml.sax import SAXParseException

import feedparser

from extract.reading.authors import split_authors
from extract.reading.canonical import folded
from extract.reading.encoding import decode
from extract.reading.items import Item
from extract.reading.problems import BrokenFile, SummaryOnly
from extract.reading.publication import parse_publication
from extract.reading.streams import Source
from extract.reading.tree import parse_html, words_of
from schemas import DatelineError
from schemas.errors import EmptyInput, InputTooLarge

FEED_LIMIT = 50_000_000
"""The most bytes a feed may have: it is parsed whole."""

_FULL_WORDS = 150
"""RSS puts either a synopsis or the whole text in `description`; a synopsis is shorter."""

_XML = {"content-type": "application/xml; charset=utf-8"}
_TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]*|!--)[^<>]*>")
_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]"
    r"|(?:continue reading|read (?:more|the full|the rest|on)\b)[^.]{0,80})\W*$",
    re.IGNORECASE,
)
"""“… the mayor said […]”, “Continue reading Frost in the valley →”."""

_PLUG = re.compile(
    r"\s*(?:<p[^>]*>)?\s*The post <a\b.{1,600}?</a> (?:appeared )?first (?:appeared )?on "
    r".{1,300}?(?:</a>|\.)\.?\s*(?:</p>)?\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
"""What WordPress puts under each entry: “The post Frost appeared first on Valley Courier.”"""

_HTML_TYPES = frozenset(("text/html", "application/xhtml+xml"))
_JSON_FEED = "https://jsonfeed.org/version/"


def feed_entries(source: Source) -> Iterator[Item]:
    """Yield the entries of an RSS or Atom feed, in order, with the fields of an article.

    The text is the entry's full content where it has any, else its summary, whose item then
    carries a `SummaryOnly` notice. An entry without text is an item with an error. A feed
    whose XML is broken gives the entries that can be read, then an item with the error.

    Raises EmptyInput, InputTooLarge or BrokenFile if no entry can be read.
    """
    data = source.read(FEED_LIMIT + 1)
    if len(data) > FEED_LIMIT:
        raise InputTooLarge(f"the feed is over {FEED_LIMIT:,} bytes", hint="Split it.")
    # Decoded here, so that one rule serves all formats and no label in the feed is trusted.
    text = decode(data, declared=True)
    parsed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers=_XML,
        sanitize_html=False,  # only words are read, and scripts are dropped with their tags
        resolve_relative_uris=False,
    )
    fault = _fault(parsed)
    entries = cast("list[Mapping[str, object]]", parsed.entries)
    if not entries:
        raise fault or EmptyInput("the feed has no entries", where=source.name)
    feed = cast("Mapping[str, object]", parsed.feed)
    for number, entry in enumerate(entries, start=1):
        yield _entry(entry, feed, f"entry {number}")
    if fault is not None:
        yield Item(position=f"after entry {len(entries)}", fields=fault)


def is_json_feed(value: object) -> bool:
    """Return whether the JSON *value* is a JSON Feed."""
    if not isinstance(value, dict):
        return False
    version = cast("dict[str, object]", value).get("version")
    return isinstance(version, str) and version.startswith(_JSON_FEED)


def json_feed_entries(feed: Mapping[str, object]) -> Iterator[Item]:
    """Yield the items of a JSON Feed (version 1 or 1.1), as `feed_entries` does.

    Raises EmptyInput if it has none.
    """
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        raise EmptyInput("the feed has no items")
    for number, item in enumerate(cast("list[object]", items), start=1):
        position = f"item {number}"
        if not isinstance(item, dict):
            broken = BrokenFile("this item of the feed is no object")
            yield Item(position=position, fields=broken)
            continue
        entry = cast("dict[str, object]", item)
        bodies = [_string(entry, "content_html"), _plain_html(_string(entry, "content_text"))]
        full = next((body for body in bodies if _has_words(body)), "")
        fields: dict[str, object] = {
            "id": entry.get("id"),
            "url": _json_link(entry, feed),
            "title": _bare(_string(entry, "title")) or None,
            "authors": _json_authors(entry) or _json_authors(feed),
            "published": entry.get("date_published") or entry.get("date_modified"),
            "language": entry.get("language") or feed.get("language"),
            "source": _bare(_string(feed, "title")) or None,
        }
        yield _with_text(fields, full, _plain_html(_string(entry, "summary")), position)


def _entry(entry: Mapping[str, object], feed: Mapping[str, object], position: str) -> Item:
    fields: dict[str, object] = {
        "id": _string(entry, "id") or None,
        "url": _link(entry, feed),
        "title": _bare(_string(entry, "title")) or None,
        "authors": _authors(entry) or _authors(feed),
        "published": _date(entry),
        "language": _string(entry, "language") or _language(entry) or _string(feed, "language"),
        "source": _bare(_origin(entry) or _string(feed, "title")) or None,
    }
    return _with_text(fields, _content(entry), _summary(entry), position)


def _with_text(fields: dict[str, object], full: str, summary: str, position: str) -> Item:
    full, summary = _PLUG.sub("", full), _PLUG.sub("", summary)
    if not _has_words(full) and _is_whole(summary):
        full = summary
    if _has_words(full) and not _is_teaser(full):
        return Item(position=position, fields={**fields, "html": full})
    short = max(full, summary, key=lambda text: len(_bare(text)))
    if not _has_words(short):
        missing = EmptyInput(
            "the entry has neither content nor summary",
            hint=f"Load the page itself: {fields['url']}." if fields["url"] else "",
        )
        return Item(position=position, fields=missing, source_id=_identity(fields))
    notice = SummaryOnly(
        "the entry holds only a summary; that was read in place of the article",
        hint=f"Load the page itself: {fields['url']}." if fields["url"] else "",
    )
    return Item(position=position, fields={**fields, "html": short}, notice=notice)


def _identity(fields: dict[str, object]) -> str | None:
    value = fields["id"]
    return value if isinstance(value, str) else None


def _is_whole(summary: str) -> bool:
    return len(_bare(summary).split()) >= _FULL_WORDS and not _is_teaser(summary)


def _is_teaser(text: str) -> bool:
    """Return whether *text* breaks off with an invitation to read on elsewhere."""
    words = _bare(text)
    return len(words.split()) < 2 * _FULL_WORDS and _CUT.search(words) is not None


def _content(entry: Mapping[str, object]) -> str:
    """Return the fullest content of *entry* as HTML, empty if it has none."""
    found: list[str] = []
    for content in cast("list[Mapping[str, object]]", entry.get("content") or []):
        kind = str(content.get("type") or "text/html").lower()
        value = _string(content, "value")
        if kind in _HTML_TYPES:
            found.append(value if _TAG.search(value) else _plain_html(html.unescape(value)))
        elif kind.startswith("text/"):
            found.append(_plain_html(value))
    return max(found, key=len, default="")


def _summary(entry: Mapping[str, object]) -> str:
    value = _string(entry, "summary")
    return value if _TAG.search(value) else _plain_html(html.unescape(value))


def _plain_html(text: str) -> str:
    """Return plain *text* as paragraphs of HTML; empty stays empty."""
    parts = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in parts)


def _has_words(source: str) -> bool:
    return re.search(r"\w", _bare(source)) is not None


def _bare(source: str) -> str:
    """Return the words of *source*, its tags and character references resolved."""
    if "<" not in source and "&" not in source:
        return folded(source)
    if not _TAG.search(source):
        return folded(html.unescape(source))
    tree = parse_html(source)
    return "" if tree is None else words_of(tree)


def _link(entry: Mapping[str, object], feed: Mapping[str, object]) -> str | None:
    link = _string(entry, "feedburner_origlink") or _string(entry, "link")
    if entry.get("guidislink") and not link.startswith("http"):
        return None  # an id without `isPermaLink="false"`, as many feeds forget to write
    return _absolute(link, _string(feed, "link"))


def _absolute(link: str, base: str) -> str | None:
    try:
        joined = urljoin(base, link) if link else ""
    except ValueError:
        return None
    return joined if joined.startswith(("http://", "https://")) else None


def _date(entry: Mapping[str, object]) -> str | None:
    """Return when *entry* was published, else (as RSS 1.0 knows no other) its one date."""
    for name in ("published", "created", "updated"):
        value = _string(entry, name)
        if value and parse_publication(value) is not None:
            return value
        moment = entry.get(f"{name}_parsed")
        if isinstance(moment, time.struct_time):
            seconds = calendar.timegm(moment)
            return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat()
    return None


def _authors(holder: Mapping[str, object]) -> tuple[str, ...]:
    names: list[str] = []
    for author in cast("list[Mapping[str, object]]", holder.get("authors") or []):
        name = _bare(_string(author, "name"))
        if name and "@" not in name:
            names.extend(split_authors(name) or (name,))
    return tuple(dict.fromkeys(names))


def _language(entry: Mapping[str, object]) -> str | None:
    """Return the `xml:lang` of the entry's content, summary or title."""
    details = [*cast("list[object]", entry.get("content") or [])]
    details += [entry.get("summary_detail"), entry.get("title_detail")]
    for detail in details:
        if isinstance(detail, Mapping):
            found = cast("Mapping[str, object]", detail).get("language")
            if isinstance(found, str) and found:
                return found
    return None


def _origin(entry: Mapping[str, object]) -> str:
    """Return the title of the feed that an aggregator took *entry* from."""
    source = entry.get("source")
    return _string(cast("Mapping[str, object]", source), "title") if source else ""


def _json_link(entry: Mapping[str, object], feed: Mapping[str, object]) -> str | None:
    base = _string(feed, "home_page_url") or _string(feed, "feed_url")
    link = _string(entry, "url") or _string(entry, "external_url")
    return _absolute(link, base)


def _json_authors(holder: Mapping[str, object]) -> tuple[str, ...]:
    many = holder.get("authors")
    given = cast("list[object]", many) if isinstance(many, list) else [holder.get("author")]
    authors = [cast("Mapping[str, object]", one) for one in given if isinstance(one, dict)]
    return tuple(dict.fromkeys(name for one in authors if (name := _bare(_string(one, "name")))))


def _string(holder: Mapping[str, object], name: str) -> str:
    value = holder.get(name)
    return value if isinstance(value, str) else ""


def _fault(parsed: Mapping[str, object]) -> DatelineError | None:
    """Return what is wrong with the XML of a feed, None if nothing that loses text."""
    error = parsed.get("bozo_exception")
    if not parsed.get("bozo") or isinstance(
        error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    ):
        return None
    if isinstance(error, SAXParseException):
        where = f" at line {error.getLineNumber()}, column {(error.getColumnNumber() or 0) + 1}"
        return BrokenFile(
            f"the feed's XML is broken{where}: {error.getMessage()[:200]}",
            hint="Entries after that place may be missing; ask its publisher, or mend it there.",
        )
    return BrokenFile(f"the feed's XML is broken: {' '.join(str(error).split())[:200]}")
