"""Rows of the working file as corrections meet them: dicts and lists, found by their keys."""

# Identifiers in SQL come from the registry of tables, never from input.
# ruff: noqa: S608

from collections.abc import Iterable
from typing import Any

import duckdb
import msgspec
import pyarrow as pa

from schemas import TABLE_BY_NAME, Correction, Table
from schemas.base import Struct
from schemas.derived.ddl import quoted
from schemas.ids import PREFIXES
from warehouse.corrections.fields import CORRECTABLE
from warehouse.layout import STORE


class Row(Struct, frozen=True, kw_only=True):
    """One row that may be corrected, as it was extracted."""

    table: Table
    key: str
    article_id: str | None
    values: dict[str, Any]


def find(connection: duckdb.DuckDBPyConnection, keys: Iterable[str]) -> dict[str, Row]:
    """Return the rows of the newest revisions that bear one of *keys*, by key."""
    wanted = sorted(set(keys))
    found: dict[str, Row] = {}
    # Entities are added up over all articles: nobody waits for that who names none.
    named = any(key.startswith(f"{PREFIXES['entity']}_") for key in wanted)
    connection.register("wanted", pa.table({"id": pa.array(wanted, pa.string())}))
    for table in reversed(CORRECTABLE):
        if not wanted or (table.name == "entities" and not named):
            continue
        key = quoted(table.key)
        rows = connection.sql(
            f"SELECT t.* FROM {quoted(table.name)} AS t JOIN wanted AS w ON t.{key} = w.id"
        ).to_arrow_table()
        for values in rows.to_pylist():
            name = str(values[table.key])
            article = values.get("article_id")
            found[name] = Row(table=table, key=name, article_id=article, values=values)
    connection.unregister("wanted")
    return found


def stored(connection: duckdb.DuckDBPyConnection) -> list[Correction]:
    """Return the corrections that are kept, in their order; none in a file without the table."""
    there = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?",
        [STORE, "corrections"],
    ).fetchall()
    if there == [(0,)]:
        return []
    names = ", ".join(quoted(n) for n in TABLE_BY_NAME["corrections"].record.__struct_fields__)
    rows = connection.sql(
        f"SELECT {names} FROM {STORE}.corrections ORDER BY number, correction_id"
    ).to_arrow_table()
    return msgspec.convert(rows.to_pylist(), list[Correction])


def record_of(table: Table, values: object) -> msgspec.Struct:
    """Return *values* as a record of *table*.

    Raises:
        msgspec.ValidationError: the schema does not let a record be so.
    """
    return msgspec.convert(values, table.record)


def as_json(value: object) -> str:
    """Return *value* as corrections hold it: JSON, members in the order of the schema."""
    return msgspec.json.encode(value).decode()
