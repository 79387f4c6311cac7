"""Inputs that hold many articles: JSON, JSON Lines and Parquet, one item after another."""

import json
import re
from collections.abc import Iterator
from typing import cast

import pyarrow as pa
import pyarrow.parquet as pq

from extract.reading.assembly import ARTICLE_LIMIT
from extract.reading.encoding import decode
from extract.reading.feeds import is_json_feed, json_feed_entries
from extract.reading.items import Item
from extract.reading.problems import BrokenFile, BrokenJson, WrongType
from extract.reading.streams import Source
from schemas import DatelineError
from schemas.errors import EmptyInput, InputTooLarge

JSON_LIMIT = 512_000_000
"""The most bytes a JSON file may have; JSON Lines and Parquet have no such limit."""

_BATCH = 256
_ENVELOPES = ("articles", "items", "data", "results", "documents", "docs", "records", "@graph")
_EDGES = re.compile(rb"\s*\Z")


def json_lines(source: Source) -> Iterator[Item]:
    """Yield one item for each line that is not blank; a broken line is an item with its error."""
    number = 0
    seen = False
    while True:
        line, longer = source.line(ARTICLE_LIMIT)
        if not line:
            break
        number += 1
        if _EDGES.match(line):
            continue
        seen = True
        position = f"line {number}"
        if longer:
            error = InputTooLarge(
                f"the line is over {ARTICLE_LIMIT:,} bytes and was skipped",
                hint="Shorten the article or split it.",
            )
            yield Item(position=position, fields=error)
        else:
            item = _parsed(line, position)
            if is_json_feed(item.fields):
                yield from json_feed_entries(cast("dict[str, object]", item.fields))
            else:
                yield item
    if not seen:
        raise EmptyInput("the file holds no line", where=source.name)


def json_articles(source: Source) -> Iterator[Item]:
    """Yield the items of a JSON file: one article, an array, an object with one, a JSON Feed.

    Several JSON values one after another are read as JSON Lines.

    Raises EmptyInput, InputTooLarge, BrokenJson or WrongType if the file as a whole is at fault.
    """
    data = source.read(JSON_LIMIT + 1)
    if len(data) > JSON_LIMIT:
        raise InputTooLarge(
            f"the JSON file is over {JSON_LIMIT:,} bytes", hint="Give it as JSON Lines."
        )
    text = decode(data)
    if not text.strip():
        raise EmptyInput("the file holds only white space", where=source.name)
    try:
        value = _load(text)
    except BrokenJson:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines[:2]):
            raise
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield _parsed_text(line, f"line {number}")
        return
    if is_json_feed(value):
        yield from json_feed_entries(cast("dict[str, object]", value))
        return
    for number, item in enumerate(_members(value), start=1):
        position = f"item {number}"
        if isinstance(item, dict):
            yield Item(position=position, fields=cast("dict[str, object]", item))
        else:
            yield Item(position=position, fields=_no_object())


def parquet_rows(source: Source) -> Iterator[Item]:
    """Yield the rows of a Parquet file, read in batches.

    Raises BrokenFile if it is damaged, EmptyInput if it has no row.
    """
    try:
        file = pq.ParquetFile(source.whole())
        number = 0
        for batch in file.iter_batches(batch_size=_BATCH):
            for row in batch.to_pylist():
                number += 1
                yield Item(position=f"row {number}", fields=row)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise BrokenFile(f"the Parquet file cannot be read ({_line(error)})") from error
    if number == 0:
        raise EmptyInput("the Parquet file has no rows", where=source.name)


def _members(value: object) -> list[object]:
    if isinstance(value, list):
        if not value:
            raise EmptyInput("the array holds no article")
        return value
    if isinstance(value, dict):
        for name in _ENVELOPES:
            inside = value.get(name)
            if isinstance(inside, list) and inside and isinstance(inside[0], dict):
                return inside
    return [value]


def _parsed(line: bytes, position: str) -> Item:
    return _parsed_text(decode(line), position)


def _parsed_text(line: str, position: str) -> Item:
    try:
        value = _load(line)
    except DatelineError as error:
        return Item(position=position, fields=error)
    if not isinstance(value, dict):
        return Item(position=position, fields=_no_object())
    return Item(position=position, fields=cast("dict[str, object]", value))


def _load(text: str) -> object:
    # The standard library keeps lone surrogates, which the articles' text rule then replaces.
    try:
        return json.loads(text.strip("\x00\ufeff \t\r\n"))
    except json.JSONDecodeError as error:
        where = (
            f"line {error.lineno}, column {error.colno}"
            if error.lineno > 1
            else f"column {error.colno}"
        )
        raise BrokenJson(
            f"this is no JSON: {error.msg[:1].lower()}{error.msg[1:]} at {where}",
            hint="Check quotes and commas there.",
        ) from error
    except (RecursionError, ValueError) as error:
        raise BrokenJson("the JSON is nested too deeply or holds an absurd number") from error


def _no_object() -> WrongType:
    return WrongType(
        "this is no JSON object", hint='An article looks like {"id": "…", "text": "…"}.'
    )


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
