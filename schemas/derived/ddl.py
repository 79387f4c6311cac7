"""DuckDB types and tables."""

from schemas.columns import Column, ColumnType, ListType, StructType, columns
from schemas.tables import Table


def duckdb_type(column_type: ColumnType) -> str:
    """Return the DuckDB type, nested ones spelled out: ``STRUCT("start" BIGINT, …)[]``."""
    if isinstance(column_type, ListType):
        return f"{duckdb_type(column_type.item)}[]"
    if isinstance(column_type, StructType):
        inner = ", ".join(f"{quoted(c.name)} {duckdb_type(c.type)}" for c in column_type.columns)
        return f"STRUCT({inner})"
    return column_type.duckdb


def create_table(table: Table, *, extra_columns: str = "", constraints: str = "") -> str:
    """Return ``CREATE TABLE`` for *table*, columns in declared order, NOT NULL where required."""
    lines = [_definition(column) for column in columns(table)]
    lines += [part for part in (extra_columns, constraints) if part]
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {quoted(table.name)} (\n  {body}\n)"


def comments(table: Table) -> list[str]:
    """Return the ``COMMENT ON`` statements that carry the descriptions into the database."""
    name = quoted(table.name)
    return [
        f"COMMENT ON TABLE {name} IS {literal(table.description)}",
        *(
            f"COMMENT ON COLUMN {name}.{quoted(c.name)} IS {literal(c.description)}"
            for c in columns(table)
        ),
    ]


def quoted(identifier: str) -> str:
    """Return *identifier* as a quoted SQL identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return *text* as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def _definition(column: Column) -> str:
    null = "" if column.nullable else " NOT NULL"
    return f"{quoted(column.name)} {duckdb_type(column.type)}{null}"
