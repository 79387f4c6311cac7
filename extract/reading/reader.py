"""Reads inputs of any format into articles and failures."""

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import msgspec

from extract.reading import archives, formats, pages
from extract.reading.assembly import (
    ARTICLE_LIMIT,
    Metadata,
    assemble,
    check_text,
    storable,
)
from extract.reading.encoding import decode
from extract.reading.feeds import feed_entries
from extract.reading.items import Item
from extract.reading.layout import lay_out
from extract.reading.markdown import read_markdown
from extract.reading.objects import identifier_of, language_tag, metadata_of, text_of
from extract.reading.plain import find_drafts
from extract.reading.problems import failure_of
from extract.reading.streams import Source, opened
from extract.reading.tagged import find_tagged_drafts, is_tagged
from extract.reading.web_archives import web_pages
from schemas import Article, DatelineError, Failure, Format, Rights
from schemas.errors import InputTooLarge


def read(
    stream: BinaryIO,
    *,
    name: str,
    format: Format | None = None,  # noqa: A002
) -> Iterator[Article | Failure]:
    """Yield the articles of *stream* in order, and a failure for each that cannot be read.

    *name* is the file name or URL: it helps to find the format and stands in the failures.
    The format is found from both unless given. A gzip stream is decompressed. Memory is
    bounded: text, Markdown and HTML are read up to `ARTICLE_LIMIT` bytes, JSON Lines a line
    at a time, Parquet in batches, WARC a record at a time, JSON whole up to `JSON_LIMIT`,
    feeds up to `FEED_LIMIT`. Articles of feeds and WARC files are of the format `html`. Bad
    input never raises.
    """
    try:
        source = opened(stream, name)
        form: Format | formats.Container = format or formats.sniff(source.head, name=name)
        formats.refuse_binary(source.head, form, name=name)
        if form in ("text", "markdown", "html"):
            yield _read_single(source, form)
            return
        kind: Format = "html" if form == "feed" or form == "web archive" else form  # noqa: PLR1714 (mypy narrows by it)
        for item in _items(source, form):
            yield from _read_item(item, name=name, form=kind)
    except DatelineError as error:
        yield failure_of(error, name=name, position=None)


def read_bytes(
    data: bytes,
    *,
    name: str,
    format: Format | None = None,  # noqa: A002
) -> list[Article | Failure]:
    """Return what `read` yields for a stream of *data*."""
    return list(read(io.BytesIO(data), name=name, format=format))


def read_text(  # noqa: PLR0913 (one keyword for each field of an article)
    text: str,
    *,
    source_id: str | None = None,
    url: str | None = None,
    source: str | None = None,
    title: str | None = None,
    authors: tuple[str, ...] = (),
    published: str | float | dt.date | None = None,
    language: str | None = None,
    rights: Rights = "open",
) -> Article:
    """Return the article whose canonical text is *text*, character for character.

    Only NULs and lone surrogates are replaced, one for one, by U+FFFD.

    Raises EmptyInput if there is no visible character, InputTooLarge if it is over the limit.
    """
    metadata = Metadata(
        source_id=source_id,
        url=url,
        source=source,
        title=title,
        authors=authors,
        published=published,
        language=language_tag(language),
        rights=rights,
    )
    return _plain(text, metadata, form="text")


def _plain(text: str, metadata: Metadata, *, form: Format) -> Article:
    check_text(text)
    text = storable(text)
    if is_tagged(text):
        layout = lay_out(text, find_tagged_drafts(text), title=metadata.title, guess_headings=False)
    else:
        layout = lay_out(text, find_drafts(text), title=metadata.title)
    return assemble(text, layout, metadata, form=form)


def _read_single(source: Source, form: Format) -> Article | Failure:
    try:
        data = source.read(ARTICLE_LIMIT + 1)
        if len(data) > ARTICLE_LIMIT:
            raise InputTooLarge(
                f"the article is over {ARTICLE_LIMIT:,} bytes",
                hint="Split the file into its articles, or give them as JSON Lines.",
            )
        text = decode(data, declared=form == "html")
        if form == "html":
            return pages.read_page(text, Metadata(), form=form)
        if form == "markdown":
            return read_markdown(text)
        return _plain(text, Metadata(), form="text")
    except DatelineError as error:
        return failure_of(error, name=source.name, position=None)


def _items(source: Source, form: Format | formats.Container) -> Iterator[Item]:
    if form == "feed":
        return feed_entries(source)
    if form == "web archive":
        return web_pages(source)
    if form == "jsonl":
        return archives.json_lines(source)
    return archives.json_articles(source) if form == "json" else archives.parquet_rows(source)


def _read_item(item: Item, *, name: str, form: Format) -> Iterator[Article | Failure]:
    """Yield the article of *item* and, where there is one, the failure row of its notice."""
    position = item.position
    if isinstance(item.fields, DatelineError):
        yield failure_of(item.fields, name=name, position=position, source_id=item.source_id)
        return
    try:
        article = _article(item.fields, form)
    except DatelineError as error:
        given = identifier_of(item.fields)
        yield failure_of(error, name=name, position=position, source_id=given)
        return
    yield article
    if item.notice is not None:
        yield failure_of(
            item.notice,
            name=name,
            position=position,
            source_id=article.source_id,
            article_id=article.article_id,
        )


def _article(fields: Mapping[str, object], form: Format) -> Article:
    text, tagged = text_of(fields)
    metadata = _storable(metadata_of(fields))
    if tagged:
        check_text(text)
        return pages.read_page(text, metadata, form=form)
    return _plain(text, metadata, form=form)


def _storable(metadata: Metadata) -> Metadata:
    changes: dict[str, str | tuple[str, ...]] = {}
    for field in ("source_id", "url", "source", "title"):
        value = getattr(metadata, field)
        if isinstance(value, str):
            changes[field] = storable(value)
    changes["authors"] = tuple(storable(author) for author in metadata.authors)
    return msgspec.structs.replace(metadata, **changes)
