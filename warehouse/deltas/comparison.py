"""What changed in a table between two releases, as SQL over their Parquet files.

One row for each key that is in one release alone or whose row differs:

- `change`: `added`, `changed` or `removed`;
- `key`: the row's key;
- `fields`: the columns that differ, in declared order; empty unless `changed`;
- `before`: the older values of those columns, the other columns null; of a removed row all;
- `after`: the row as it stands in the newer release; null if `removed`.

`before` repeats nothing of a text that the newer release no longer publishes: it is null where
the article is gone, has another text, or may be published less than before (`rights`), where
people withdrew the record, and for removed rows of tables that stand for many articles. Whoever
may still read the older release finds it there. Columns are those of the newer release.
"""

# Identifiers in SQL come from the declarations of releases, quoted, never from a request.
# ruff: noqa: S608

from pathlib import Path

import pyarrow as pa

from schemas import Table
from schemas.base import Struct
from schemas.columns import Column, ColumnType, ListType, StructType, columns
from schemas.derived.arrow import arrow_schema
from schemas.derived.ddl import duckdb_type, literal, quoted
from warehouse.database_file import parquet_source

CHANGES = ("added", "changed", "removed")
_TEXTUAL = ("text", "sections", "blocks")
"""Columns of `articles` that hold or describe the text itself."""


class Side(Struct, frozen=True, kw_only=True):
    """One of the two releases: its folder and the tables that it declares."""

    folder: Path
    tables: tuple[Table, ...]

    def table(self, name: str) -> Table | None:
        """Return the table called *name*; None if the release has none."""
        return next((table for table in self.tables if table.name == name), None)


def comparison_schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of the rows that tell what changed in *table*."""
    row = pa.struct([field.with_nullable(nullable=True) for field in arrow_schema(table)])

    def field(name: str, kind: pa.DataType, description: str, *, nullable: bool) -> pa.Field:
        return pa.field(name, kind, nullable, {"description": description})

    text = pa.string()
    return pa.schema(
        [
            field("change", text, "`added`, `changed` or `removed`.", nullable=False),
            field("key", text, f"The `{table.key}` of the row.", nullable=False),
            field("fields", pa.list_(text), "Columns that differ; if `changed`.", nullable=False),
            field("before", row, "Older values of those columns, if still public.", nullable=True),
            field("after", row, "The row of the newer release; null if removed.", nullable=True),
        ]
    )


def comparison(older: Side, newer: Side, table: Table) -> str:
    """Return the SELECT that tells what changed in *table* of *newer*, sorted by key."""
    known = older.table(table.name)
    mine = columns(table)
    theirs = {c.name: c for c in columns(known)} if known else {}
    key = quoted(table.key)
    adapted = ", ".join(f"{_adapted(c, theirs.get(c.name))} AS {quoted(c.name)}" for c in mine)
    source = (
        f"SELECT {adapted} FROM {parquet_source(older.folder, known)}" if known
        else f"SELECT {adapted} WHERE false"
    )  # fmt: skip
    differing = {c.name: _differs(c) for c in mine if c.name != table.key}
    both = f"o.{key} IS NOT NULL AND n.{key} IS NOT NULL"
    fields = ", ".join(f"CASE WHEN {sql} THEN {literal(n)} END" for n, sql in differing.items())
    before = ", ".join(_packed_before(table, column, differing) for column in mine)
    repeatable = _repeatable(newer, table, key)
    after = ", ".join(f"{literal(c.name)}: n.{quoted(c.name)}" for c in mine)
    return f"""
SELECT
  CASE WHEN o.{key} IS NULL THEN 'added' WHEN n.{key} IS NULL THEN 'removed' ELSE 'changed' END
    AS change,
  coalesce(n.{key}, o.{key}) AS key,
  CASE WHEN {both} THEN list_filter([{fields}], lambda f: f IS NOT NULL)
    ELSE []::VARCHAR[] END AS fields,
  CASE WHEN o.{key} IS NOT NULL AND ({repeatable}) THEN {{{before}}} END AS before,
  CASE WHEN n.{key} IS NOT NULL THEN {{{after}}} END AS after
FROM ({source}) AS o FULL JOIN {parquet_source(newer.folder, table)} AS n ON o.{key} = n.{key}
{_articles(older, newer, table)}
WHERE o.{key} IS NULL OR n.{key} IS NULL OR {" OR ".join(differing.values()) or "false"}
ORDER BY 2
"""


def applied(older: Side, table: Table, delta: str) -> str:
    """Return the SELECT of the rows of *table* that *older* and a *delta* together give.

    *table* is that of the newer release, *delta* a FROM item of rows as `comparison` gives
    them. Unsorted.
    """
    known = older.table(table.name)
    mine = columns(table)
    added = ", ".join(f"d.after.{quoted(c.name)} AS {quoted(c.name)}" for c in mine)
    rows = f"SELECT {added} FROM {delta} AS d WHERE d.change <> 'removed'"
    if known is None:
        return rows
    theirs = {c.name: c for c in columns(known)}
    kept = ", ".join(f"{_adapted(c, theirs.get(c.name))} AS {quoted(c.name)}" for c in mine)
    return (
        f"SELECT {kept} FROM {parquet_source(older.folder, known)} AS p"
        f" WHERE p.{quoted(known.key)} NOT IN (SELECT key FROM {delta}) UNION ALL {rows}"
    )


def _packed_before(table: Table, column: Column, differing: dict[str, str]) -> str:
    """Return the member of `before` for *column*: kept if it differs, or the row was removed."""
    name, key = quoted(column.name), quoted(table.key)
    if column.name == table.key:
        return f"{literal(column.name)}: o.{name}"
    wanted = f"n.{key} IS NULL OR {differing[column.name]}"
    if table.name == "articles" and column.name in _TEXTUAL:
        wanted = f"({wanted}) AND {_SAME_TEXT}"
    return f"{literal(column.name)}: CASE WHEN {wanted} THEN o.{name} END"


_RANK = "CASE {}.rights WHEN 'open' THEN 0 WHEN 'excerpt' THEN 1 ELSE 2 END"
_SAME_TEXT = f"oa.text_sha256 = na.text_sha256 AND {_RANK.format('na')} <= {_RANK.format('oa')}"


def _repeatable(newer: Side, table: Table, key: str) -> str:
    """Return the condition that older values of a row may be told again."""
    there = f"n.{key} IS NOT NULL"
    told = newer.table("corrections")
    if table.has_evidence and told is not None:
        # What people withdrew is not told once more by saying that it went.
        withdrawn = (
            f"SELECT record_id FROM {parquet_source(newer.folder, told)} WHERE field = '*'"
            " AND status = 'applied' AND new_value = '\"withdrawn\"'"
        )
        return f"{_SAME_TEXT} AND o.{key} NOT IN ({withdrawn})"
    if table.has_evidence:
        return _SAME_TEXT
    if table.name == "corrections":
        there += " AND (o.old_value IS NULL OR n.old_value IS NOT NULL)"
    if "article_id" in table.record.__struct_fields__ and table.name != "articles":
        return f"{there} AND (o.article_id IS NULL OR {_SAME_TEXT})"
    return there


def _articles(older: Side, newer: Side, table: Table) -> str:
    """Return the joins that give the article of a row in both releases, where it has one."""
    if "article_id" not in table.record.__struct_fields__:
        return ""
    picked = "SELECT article_id, text_sha256, rights FROM"
    sides = (("oa", older), ("na", newer))
    joins: list[str] = []
    for alias, side in sides:
        articles = side.table("articles")
        assert articles is not None, "every release has articles"
        source = f"({picked} {parquet_source(side.folder, articles)})"
        joins.append(f"LEFT JOIN {source} AS {alias} ON o.article_id = {alias}.article_id")
    return "\n".join(joins)


def _differs(column: Column) -> str:
    """Return the condition that the two values of *column* are not the same to the bit."""
    name = quoted(column.name)
    plain = f"o.{name} IS DISTINCT FROM n.{name}"
    if _has_floats(column.type):  # 0.0 and -0.0 are equal and yet other bytes
        return f"({plain} OR o.{name}::VARCHAR IS DISTINCT FROM n.{name}::VARCHAR)"
    return f"({plain})"


def _has_floats(kind: ColumnType) -> bool:
    if isinstance(kind, ListType):
        return _has_floats(kind.item)
    if isinstance(kind, StructType):
        return any(_has_floats(column.type) for column in kind.columns)
    return kind.python is float


def _adapted(column: Column, old: Column | None) -> str:
    """Return the older value of *column* in the type it has now, null where it was not yet."""
    if old is None:
        return f"NULL::{duckdb_type(column.type)}"
    return _converted(quoted(column.name), old.type, column.type, 0)


def _converted(value: str, old: ColumnType, new: ColumnType, depth: int) -> str:
    if duckdb_type(old) == duckdb_type(new):
        return value
    if isinstance(old, ListType) and isinstance(new, ListType):
        item = f"i{depth}"
        inner = _converted(item, old.item, new.item, depth + 1)
        return f"list_transform({value}, lambda {item}: {inner})"
    if isinstance(old, StructType) and isinstance(new, StructType):
        known = {c.name: c for c in old.columns}
        parts = [
            f"{literal(c.name)}: "
            + (
                _converted(f"{value}.{quoted(c.name)}", known[c.name].type, c.type, depth)
                if c.name in known
                else f"NULL::{duckdb_type(c.type)}"
            )
            for c in new.columns
        ]
        return f"CASE WHEN {value} IS NOT NULL THEN {{{', '.join(parts)}}} END"
    return f"TRY_CAST({value} AS {duckdb_type(new)})"
