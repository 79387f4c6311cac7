"""The last gate before the warehouse: every record must stand on the article's own text."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from schemas import RECORD_TABLES, Extraction, Record, Table
from schemas.columns import ScalarType, struct_columns
from schemas.errors import DatelineError, EvidenceError

_INT64 = 1 << 63
_WITHIN = frozenset(table.name for table in RECORD_TABLES)
"""The tables whose rows come with the article; clusters are made later, of many."""


class DuplicateKey(DatelineError):
    """Two records of one article carry the same id."""

    code = "duplicate-key"


class BrokenReference(DatelineError):
    """A record points to another record, or to an article, that is not there."""

    code = "broken-reference"


def records_of(extraction: Extraction, table: Table) -> tuple[Record, ...]:
    """Return the records of *extraction* that belong into *table*, in their order."""
    records: tuple[Record, ...] = getattr(extraction, table.name)
    return records


def check(extraction: Extraction) -> None:
    """Return if everything in *extraction* may be loaded.

    Raises:
        EvidenceError: the text is not the one its SHA-256 was taken of or cannot be written
            as UTF-8; a quote is not the text at its span; a span inside a record or the
            article leaves the text; a number is not finite or needs more than 64 bits.
        DuplicateKey: two records of one table share an id.
        BrokenReference: a record belongs to another article, or names a missing statement.
    """
    article = extraction.article
    where = f"article {article.article_id}"
    try:
        digest = hashlib.sha256(article.text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise EvidenceError(
            f"the text holds a lone surrogate at code point {error.start}", where=where
        ) from None
    if digest != article.text_sha256:
        raise EvidenceError("text_sha256 is not the SHA-256 of the text", where=where)
    _check_values(article, len(article.text), where)
    for table in RECORD_TABLES:
        _check_table(extraction, table, where)
    for entity in extraction.entities:
        _check_values(entity, 0, f"{where}, {entity.entity_id}")
    _check_unique((e.entity_id for e in extraction.entities), f"{where}, entities")


def _check_table(extraction: Extraction, table: Table, where: str) -> None:
    article, text = extraction.article, extraction.article.text
    for record in records_of(extraction, table):
        at = f"{where}, {record.record_id}"
        if text[record.start : record.end] != record.quote:
            raise EvidenceError(f"the quote is not text[{record.start}:{record.end}]", where=at)
        if record.article_id != article.article_id:
            raise BrokenReference(f"the record belongs to {record.article_id}", where=at)
        _check_values(record, len(text), at)
    _check_unique((r.record_id for r in records_of(extraction, table)), f"{where}, {table.name}")
    _check_references(extraction, table, where)


def _check_references(extraction: Extraction, table: Table, where: str) -> None:
    for reference in table.references:
        if reference.table not in _WITHIN:
            continue
        keys = {getattr(target, reference.key) for target in getattr(extraction, reference.table)}
        for record in records_of(extraction, table):
            target = getattr(record, reference.column)
            if target is not None and target not in keys:
                raise BrokenReference(
                    f"{reference.column} names {target}, which is not among the article's"
                    f" {reference.table}",
                    where=f"{where}, {record.record_id}",
                )


def _check_unique(keys: Iterable[str], where: str) -> None:
    doubled = [key for key, times in Counter(keys).items() if times > 1]
    if doubled:
        raise DuplicateKey(f"the id {doubled[0]} stands on more than one record", where=where)


def _check_values(struct: msgspec.Struct, length: int, where: str) -> None:
    """Check spans and numbers of *struct* and all structures in it against the text's *length*."""
    for inner in _structs(struct):
        for name, first, last in _span_fields(type(inner)):
            start, end = getattr(inner, first), getattr(inner, last)
            if (start is None) != (end is None):
                raise EvidenceError(f"{name} has only one end", where=where)
            if start is not None and not 0 <= start <= end <= length:
                raise EvidenceError(
                    f"{name} [{start}:{end}] leaves the text of {length} code points", where=where
                )
        for name in inner.__struct_fields__:
            _check_scalar(getattr(inner, name), name, where)


def _check_scalar(value: object, name: str, where: str) -> None:
    if isinstance(value, float) and not math.isfinite(value):
        raise EvidenceError(f"{name} is {value}, not a finite number", where=where)
    if isinstance(value, int) and not -_INT64 <= value < _INT64:
        raise EvidenceError(f"{name} does not fit 64 bits", where=where)
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise EvidenceError(f"{name} holds a lone surrogate", where=where) from None


def _structs(struct: msgspec.Struct) -> Iterator[msgspec.Struct]:
    yield struct
    for name in struct.__struct_fields__:
        value = getattr(struct, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, msgspec.Struct):
                yield from _structs(item)


_SPAN_FIELDS: dict[type, tuple[tuple[str, str, str], ...]] = {}


def _span_fields(struct: type[msgspec.Struct]) -> tuple[tuple[str, str, str], ...]:
    """Return (name, start field, end field) of every span that *struct* declares itself.

    A span is a pair `start`, `end` or `x_start`, `x_end` of whole numbers; the `date_start`
    and `date_end` of events are days and no span.
    """
    if struct not in _SPAN_FIELDS:
        _SPAN_FIELDS[struct] = tuple(_find_span_fields(struct))
    return _SPAN_FIELDS[struct]


def _find_span_fields(struct: type[msgspec.Struct]) -> Iterator[tuple[str, str, str]]:
    whole = {
        column.name
        for column in struct_columns(struct)
        if isinstance(column.type, ScalarType) and column.type.python is int
    }
    for name in struct.__struct_fields__:
        end = f"{name.removesuffix('start')}end"
        if name.endswith("start") and name in whole and end in whole:
            yield name.removesuffix("start").strip("_") or "span", name, end
