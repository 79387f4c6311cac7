"""The data dictionary: every column of every table, as a Markdown page."""

from schemas.columns import Column, ColumnType, ListType, StructType, walk
from schemas.tables import SCHEMA_VERSION, TABLES, Table


def data_dictionary() -> str:
    """Return the whole data dictionary as Markdown, ending in a newline."""
    parts = [
        "# Data dictionary",
        "",
        f"Schema version {SCHEMA_VERSION}. Generated from `schemas/` by `make docs`; do not edit.",
        "",
        "Spans are half-open and count Unicode code points of `articles.text` from 0. A column"
        " marked *null* may be empty; `[]` marks a list, a dot a field inside a structure.",
    ]
    for table in TABLES:
        parts += ["", *_section(table)]
    return "\n".join(parts) + "\n"


def _section(table: Table) -> list[str]:
    order = ", ".join(f"`{column}`" for column in table.order)
    lines = [
        f"## {table.name}",
        "",
        f"{table.description} Key: `{table.key}`. Sorted by {order}.",
        "",
        "| column | type | null | unit | description |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [_row(path, column) for path, column in walk(table)]
    if table.references:
        lines += ["", *(f"- `{r.column}` → `{r.table}.{r.key}`" for r in table.references)]
    return lines


def _row(path: str, column: Column) -> str:
    description = column.description.replace("|", "\\|")
    if column.values:
        description += " One of " + ", ".join(f"`{value}`" for value in column.values) + "."
    null = "null" if column.nullable else ""
    return f"| `{path}` | {type_name(column.type)} | {null} | {column.unit or ''} | {description} |"


def type_name(column_type: ColumnType) -> str:
    """Return a short name of a column type for people: ``text``, ``date``, ``list of text``."""
    if isinstance(column_type, ListType):
        return f"list of {type_name(column_type.item)}"
    if isinstance(column_type, StructType):
        return "structure"
    return {"string": "text", "number": "decimal"}.get(
        column_type.frictionless, column_type.frictionless
    )
