"""The article: metadata, canonical text, and the blocks the text is made of."""

import datetime as dt
from typing import Annotated, Literal

from schemas.base import Struct, about
from schemas.spans import End, Span, Start

BlockKind = Literal[
    "title",
    "byline",
    "date",
    "dateline",
    "heading",
    "label",
    "paragraph",
    "list_item",
    "table_row",
    "quote",
    "caption",
    "code",
]
Format = Literal["text", "markdown", "html", "json", "jsonl", "parquet"]
Rights = Literal["open", "excerpt", "closed"]
InstantPrecision = Literal["second", "minute", "day", "month", "year"]


class Block(Struct, frozen=True, kw_only=True):
    """One piece of structure of the text. Blocks come in text order and do not overlap."""

    kind: Annotated[
        BlockKind,
        about(
            "What the block is. A `label` is the line that introduces a list or table"
            " (“Key Points:”); a `dateline` is the place at the head of a story (“NAIROBI —”)."
        ),
    ]
    start: Start
    end: End
    level: Annotated[
        int,
        about(
            "Heading level (title 1), or nesting depth of a list item or quote (1 = outer).", ge=0
        ),
    ] = 0
    section: Annotated[
        str | None, about("The heading the block stands under; null before the first heading.")
    ] = None
    group: Annotated[
        int | None,
        about("Number of the list or table the block belongs to, from 0; null outside both."),
    ] = None
    label: Annotated[
        str | None,
        about(
            "Label of the list or table: its introducing line, else the heading right above it,"
            " without the colon."
        ),
    ] = None
    ordinal: Annotated[
        int | None, about("Position in the list or table, from 0; the header row included.")
    ] = None
    header: Annotated[bool, about("Whether a table row is the header of its table.")] = False
    cells: Annotated[
        tuple[Span, ...], about("Spans of the cells of a table row, left to right, trimmed.")
    ] = ()


class Section(Struct, frozen=True, kw_only=True):
    """A heading and the stretch of text that stands under it."""

    heading: Annotated[str, about("The heading's text.")]
    level: Annotated[int, about("Heading level; the title is 1, so sections start at 2.", ge=1)]
    start: Start
    end: End


class Article(Struct, frozen=True, kw_only=True):
    """One article as it was read. Every span of every record counts in its `text`."""

    article_id: Annotated[
        str,
        about(
            "Identifier: the source's own id, else derived from the URL, else from the text."
            " The same input gives the same id for ever."
        ),
    ]
    revision: Annotated[
        int,
        about(
            "1 for the first text seen under this id, 2 when it came again changed, and so on.",
            ge=1,
        ),
    ] = 1
    source_id: Annotated[
        str | None, about("The id the input carried, word for word; null if it carried none.")
    ] = None
    url: Annotated[str | None, about("Canonical address of the article.")] = None
    source: Annotated[str | None, about("Publisher or site the article comes from.")] = None
    title: Annotated[str | None, about("Headline.")] = None
    authors: Annotated[tuple[str, ...], about("Names of the authors, in the order given.")] = ()
    published: Annotated[
        dt.date | None,
        about(
            "Calendar day of publication as the publisher wrote it, in its own time zone.",
            unit="date",
        ),
    ] = None
    published_at: Annotated[
        dt.datetime | None,
        about(
            "Instant of publication in UTC; null when only a day is known.", unit="timestamp UTC"
        ),
    ] = None
    published_precision: Annotated[
        InstantPrecision | None, about("How precisely the publication date is known.")
    ] = None
    language: Annotated[str | None, about("Language as a BCP 47 tag; null if not known.")] = None
    text: Annotated[
        str, about("Canonical text. All spans count Unicode code points of this string.")
    ]
    text_sha256: Annotated[str, about("SHA-256 of the canonical text in UTF-8, in hex.")]
    format: Annotated[Format, about("Format the article was read from.")]
    sections: Annotated[tuple[Section, ...], about("Headings below the title, in text order.")] = ()
    blocks: Annotated[tuple[Block, ...], about("The pieces of the text, in text order.")] = ()
    words: Annotated[int, about("Number of words of the text.", unit="words", ge=0)] = 0
    rights: Annotated[
        Rights, about("What a release may publish of the text: all, short excerpts, or none.")
    ] = "open"
