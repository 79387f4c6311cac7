"""Puts an article together from its text, its layout and what the input said beside it."""

import datetime as dt
import hashlib
import re

import msgspec

from extract.reading.authors import split_authors
from extract.reading.layout import Layout
from extract.reading.publication import Publication, parse_publication
from schemas import Article, Format, Rights
from schemas.errors import EmptyInput, InputTooLarge
from schemas.ids import article_id

ARTICLE_LIMIT = 20_000_000
"""The most bytes (as a file or line) or code points (as a text) one article may have."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What an input says of an article beside its text; everything may be missing."""

    source_id: str | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | float | dt.date | Publication | None = None
    language: str | None = None
    rights: Rights = "open"


def storable(text: str) -> str:
    """Return *text* with each NUL and each lone surrogate replaced by U+FFFD, one for one.

    Neither can be kept in UTF-8 columns. All other characters stay, so offsets do too.
    """
    return _UNSTORABLE.sub("\ufffd", text) if _UNSTORABLE.search(text) else text


def check_text(text: str) -> None:
    """Do nothing if *text* can be an article's text.

    Raises EmptyInput if it holds no visible character, InputTooLarge if it is over
    `ARTICLE_LIMIT` code points.
    """
    if len(text) > ARTICLE_LIMIT:
        raise InputTooLarge(
            f"the text has {len(text):,} characters, more than {ARTICLE_LIMIT:,}",
            hint="Split it into its articles.",
        )
    if not text.strip("\ufeff\u200b\ufffd \t\r\n") or not text.strip():
        raise EmptyInput("the article holds no text")


def assemble(text: str, layout: Layout, metadata: Metadata, *, form: Format) -> Article:
    """Return the article with canonical *text*; *metadata* wins over what its head says."""
    title = _folded(metadata.title) or layout.title
    authors = metadata.authors or split_authors(layout.byline or "")
    published = parse_publication(metadata.published)
    if published is None and layout.date_line:
        published = parse_publication(layout.date_line)
    source_id = metadata.source_id or None
    url = metadata.url or None
    return Article(
        article_id=article_id(source_id=source_id, url=url, text=text),
        source_id=source_id,
        url=url,
        source=_folded(metadata.source),
        title=title,
        authors=authors,
        published=None if published is None else published.day,
        published_at=None if published is None else published.instant,
        published_precision=None if published is None else published.precision,
        language=metadata.language,
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        format=form,
        sections=layout.sections,
        blocks=layout.blocks,
        words=len(text.split()),
        rights=metadata.rights,
    )


def _folded(words: str | None) -> str | None:
    return (" ".join(words.split()) or None) if words else None
