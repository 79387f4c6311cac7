"""Which fields of which records may be corrected, and the words of a value read by its type."""

import datetime as dt
import difflib
import json
import math
import re
from typing import Any

import msgspec

from schemas import RECORD_TABLES, TABLE_BY_NAME, Record, Table
from schemas.base import Struct
from schemas.columns import Column, ColumnType, ListType, ScalarType, StructType, columns
from warehouse.corrections.proposal import CorrectionError

Path = tuple[str | int, ...]
"""The way into a row: names of columns, and places in lists from 0."""

CORRECTABLE: tuple[Table, ...] = (
    *RECORD_TABLES,
    TABLE_BY_NAME["entities"],
    TABLE_BY_NAME["articles"],
)
"""The tables whose rows people may correct; the others are made from them."""

DERIVED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "events": (
        frozenset({"type", "modes"}),
        frozenset({"quad_class", "cameo_root", "acled_event_type", "acled_sub_event_type"}),
    ),
    "statistics": (
        frozenset({"value", "low", "high", "unit", "dimension", "direction"}),
        frozenset({"value_si", "low_si", "high_si", "unit_si"}),
    ),
}
"""Columns that others follow from, and those that follow."""

_KEPT: dict[str, frozenset[str]] = {
    "articles": frozenset(
        "article_id revision source_id text text_sha256 format sections blocks words rights".split()
    ),
    "entities": frozenset({"entity_id", "articles", "mentions"}),
}
_WORDS_OF_THE_TEXT = frozenset(
    {"mention", "trigger", "cue", "content", "date_text", "unit_text", "text"}
)
_INT64 = 1 << 63
_STEP = re.compile(r"([a-z_][a-z0-9_]*)((?:\[\d{1,6}\])*)")  # "actors[0]", not "actors[x]"


class Target(Struct, frozen=True, kw_only=True):
    """Where a correction leads: the way, the type there, and whether null may stand there.

    `is_item`: it is a whole item of a list, which can be taken out and nothing else.
    """

    path: Path
    type: ColumnType
    nullable: bool
    is_item: bool = False


def target_of(table: Table, field: str) -> Target:
    """Return where *field* leads in rows of *table*.

    Raises:
        CorrectionError: there is no such field, or it may not be corrected.
    """
    path: list[str | int] = []
    inside: tuple[Column, ...] = columns(table)
    found: ColumnType | None = None
    nullable = is_item = False
    for part in field.split("."):
        match = _STEP.fullmatch(part)
        column = next((c for c in inside if match and c.name == match[1]), None)
        if match is None or column is None:
            raise _unknown(table, field, part, inside)
        _refuse_kept(table, field, column, inside, top=not path)
        path.append(column.name)
        found, nullable, is_item = column.type, column.nullable, False
        for index in re.findall(r"\d+", match[2]):
            if not isinstance(found, ListType):
                raise CorrectionError(f"`{column.name}` is no list", column="field")
            path.append(int(index))
            found, nullable, is_item = found.item, False, True
        inside = found.columns if isinstance(found, StructType) else ()
    assert found is not None
    return _sound(field, Target(path=tuple(path), type=found, nullable=nullable, is_item=is_item))


def _sound(field: str, target: Target) -> Target:
    """Return *target* if a value can be written there."""
    kind = target.type
    if isinstance(kind, ListType) and isinstance(kind.item, StructType):
        raise CorrectionError(
            f"`{field}` is a list of structures",
            column="field",
            hint=f"Correct a field of one of them, such as {field}[0].{kind.item.columns[0].name},"
            f" or take one out with {field}[0] and the value null",
        )
    if isinstance(kind, StructType) and not (target.nullable or target.is_item):
        raise CorrectionError(f"`{field}` is a structure", column="field")
    return target


def _refuse_kept(
    table: Table, field: str, column: Column, beside: tuple[Column, ...], *, top: bool
) -> None:
    """Refuse ids, spans, the words of the text, and what follows from other columns."""
    name = column.name
    if top and name in DERIVED.get(table.name, ((), ()))[1]:
        causes = ", ".join(f"`{c}`" for c in sorted(DERIVED[table.name][0]))
        raise CorrectionError(
            f"`{field}` follows from other fields", column="field", hint=f"Correct {causes}"
        )
    kept = _KEPT.get(table.name, frozenset(Record.__struct_fields__)) if top else frozenset[str]()
    references = {r.column for r in table.references} if top else set[str]()
    is_span = _is_span(column.type) or name in {"start", "end"} or name.endswith("_spans")
    has_span = any(c.name == f"{name}_start" and _is_whole(c.type) for c in beside)
    is_id = name.endswith("_id") and name != "geonames_id"
    is_end = name.endswith(("_start", "_end")) and _is_whole(column.type)
    is_word = name in _WORDS_OF_THE_TEXT and table.name not in _KEPT
    if name in kept | references or is_span or has_span or is_id or is_end or is_word:
        raise CorrectionError(
            f"`{field}` may not be corrected",
            column="field",
            hint="Ids, spans and the words of the text stay as they are; a record that rests on"
            " the wrong words is withdrawn with the field * and the value withdrawn",
        )


def _is_span(kind: ColumnType) -> bool:
    while isinstance(kind, ListType):
        kind = kind.item
    return isinstance(kind, StructType) and {c.name for c in kind.columns} == {"start", "end"}


def _is_whole(kind: ColumnType) -> bool:
    return isinstance(kind, ScalarType) and kind.python is int


def _unknown(table: Table, field: str, part: str, inside: tuple[Column, ...]) -> CorrectionError:
    names = [column.name for column in inside]
    near = difflib.get_close_matches(part.partition("[")[0], names, 1)
    where = f" (`{part}`)" if part != field else ""
    hint = f"Did you mean `{near[0]}`?" if near else f"There are {', '.join(names)}"
    return CorrectionError(
        f"{table.name} have no field `{field}`{where}",
        column="field",
        hint=hint if names else "It leads into a value that has no fields",
    )


def read_value(target: Target, field: str, value: str) -> object:
    """Return the words *value* as a value of the type at *target*, as JSON would hold it.

    `null` is null; the word itself is written ``"null"``. Lists are JSON.

    Raises:
        CorrectionError: the words are none of that type, or null may not stand there.
    """
    if value.strip() == "null":
        if not (target.nullable or target.is_item):
            raise CorrectionError(f"`{field}` may not be null", column="value")
        return None
    if isinstance(target.type, StructType):
        names = ", ".join(f"{field}.{c.name}" for c in target.type.columns)
        raise CorrectionError(
            f"`{field}` is a structure; only null may stand for it",
            column="value",
            hint=f"Correct one of {names}",
        )
    if isinstance(target.type, ListType):
        return _list(field, value)
    return _scalar(target.type.python, field, value)


def _list(field: str, value: str) -> object:
    try:
        return msgspec.json.decode(value, type=list[Any])
    except (msgspec.DecodeError, msgspec.ValidationError):
        raise CorrectionError(
            f"`{field}` is a list",
            column="value",
            hint="Write it as JSON, such as [] or " + json.dumps(["one", "two"]),
        ) from None


def _scalar(kind: type, field: str, value: str) -> object:
    if kind is str:
        return "null" if value.strip() == '"null"' else value
    text = value.strip()
    try:
        read: Any = msgspec.convert(text, kind, strict=False)
    except msgspec.ValidationError:
        raise CorrectionError(
            f"`{field}` cannot be {value!r}", column="value", hint=f"It is {_IN_WORDS[kind]}"
        ) from None
    if (isinstance(read, float) and not math.isfinite(read)) or (
        isinstance(read, int) and not -_INT64 <= read < _INT64
    ):
        raise CorrectionError(
            f"`{field}` cannot be {value!r}", column="value", hint="It is a number"
        )
    return read.isoformat() if isinstance(read, dt.date) else read


_IN_WORDS: dict[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    dt.date: "a day such as 2026-11-22",
    dt.datetime: "an instant such as 2026-11-22T10:00:00Z",
}


class Absent(Exception):
    """The row has nothing at the path."""


def value_at(row: object, path: Path) -> object:
    """Return what *row*, of dicts and lists, has at *path*.

    Raises:
        Absent: a structure on the way is null, or a list shorter.
    """
    found: Any = row
    for step in path:
        try:
            found = found[step]
        except (KeyError, IndexError, TypeError):  # TypeError: null on the way
            raise Absent from None
    return found


def with_value(row: Any, path: Path, value: object) -> Any:
    """Return *row* with *value* at *path*; what is beside the way is shared, not copied."""
    if not path:
        return value
    step, *rest = path
    inner = with_value(row[step], tuple(rest), value)
    if isinstance(row, dict):
        return {**row, step: inner}
    assert isinstance(step, int)
    return [*row[:step], inner, *row[step + 1 :]]
