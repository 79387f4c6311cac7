"""What must be true of the rows of a release, asked of them in SQL.

Each function reads the tables of an open connection, as the release declares them, and yields
one line for each fault it finds; nothing when all is well.
"""

# Identifiers in SQL come from the registry of tables, never from input.
# ruff: noqa: S608

from collections.abc import Iterator

import duckdb

from schemas import Table
from schemas.derived.ddl import quoted
from warehouse.paths import Path, column_names, resolve
from warehouse.rights import SHORT

_NAMED = 3


def extractors_found(
    connection: duckdb.DuckDBPyConnection, tables: tuple[Table, ...]
) -> dict[str, tuple[str, ...]]:
    """Return the distinct extractors of each record table, sorted, by table."""
    found: dict[str, tuple[str, ...]] = {}
    for table in tables:
        if table.has_evidence:
            rows = connection.execute(
                f"SELECT DISTINCT extractor FROM {quoted(table.name)} ORDER BY 1"
            ).fetchall()
            found[table.name] = tuple(str(row[0]) for row in rows)
    return found


def key_faults(connection: duckdb.DuckDBPyConnection, tables: tuple[Table, ...]) -> Iterator[str]:
    """Yield the tables whose key is null somewhere or stands on several rows."""
    for table in tables:
        key = quoted(table.key)
        found = _ids(
            connection,
            f"SELECT coalesce({key}, 'null') FROM {quoted(table.name)}"
            f" GROUP BY {key} HAVING count(*) > 1 OR {key} IS NULL",
        )
        if found:
            yield f"{table.name}: {table.key} is not unique: {found}"


def reference_faults(
    connection: duckdb.DuckDBPyConnection, tables: tuple[Table, ...]
) -> Iterator[str]:
    """Yield the references whose row is missing, and records of another revision."""
    for table in tables:
        for reference in table.references:
            found = _ids(
                connection,
                f"SELECT t.{quoted(table.key)} FROM {quoted(table.name)} AS t"
                f" ANTI JOIN {quoted(reference.table)} AS o"
                f" ON t.{quoted(reference.column)} = o.{quoted(reference.key)}"
                f" WHERE t.{quoted(reference.column)} IS NOT NULL",
            )
            if found:
                yield f"{table.name}: {reference.column} is not in {reference.table}: {found}"
        if table.has_evidence:
            found = _faulty(connection, table, "t.revision <> a.revision")
            if found:
                yield f"{table.name}: the revision is not the article's: {found}"


def evidence_faults(
    connection: duckdb.DuckDBPyConnection, tables: tuple[Table, ...]
) -> Iterator[str]:
    """Yield the articles whose text is not the one hashed, and the quotes that prove nothing."""
    text = (
        "CASE rights WHEN 'open' THEN sha256(text) <> text_sha256 ELSE text <> '' END",
        "the text is not what its rights and its SHA-256 say",
    )
    found = _ids(connection, f"SELECT article_id FROM articles WHERE {text[0]}")
    if found:
        yield f"articles: {text[1]}: {found}"
    proof = f"""CASE a.rights
        WHEN 'open' THEN substr(a.text, t.start + 1, t."end" - t.start) <> t.quote
        WHEN 'excerpt' THEN length(t.quote) <> t."end" - t.start
        ELSE length(t.quote) <> least(t."end" - t.start, {SHORT}) END"""
    for table in tables:
        if table.has_evidence and (found := _faulty(connection, table, proof)):
            yield f"{table.name}: the quote is not the text at its span: {found}"


def span_faults(connection: duckdb.DuckDBPyConnection, tables: tuple[Table, ...]) -> Iterator[str]:
    """Yield the spans that are turned round or leave the text (where the text is there)."""
    for table in (t for t in tables if t.name == "articles" or t.has_evidence):
        for start, end in _spans(table):
            found = _faulty(connection, table, _outside(start, end))
            if found:
                yield f"{table.name}: {start.name} to {end.name} leaves the text: {found}"


def _spans(table: Table) -> Iterator[tuple[Path, Path]]:
    """Yield the paths of both ends of every span that *table* declares."""
    names = column_names(table)
    for name in names:
        end = f"{name.removesuffix('start')}end"
        if name.endswith("start") and end in names:
            first, last = resolve(table, name)[0], resolve(table, end)[0]
            if first.scalar.python is int:  # the days date_start and date_end are no span
                yield first, last


def _outside(start: Path, end: Path) -> str:
    length = "CASE a.rights WHEN 'open' THEN length(a.text) ELSE 9223372036854775807 END"
    if not start.many:
        one = f"({start.sql} < 0 OR {end.sql} < {start.sql} OR {end.sql} > {length})"
        return f"{one} OR ({start.sql} IS NULL) <> ({end.sql} IS NULL)"
    # Starts and ends are never null inside a list, so both lists run in step.
    return (
        f"len({start.sql}) <> len({end.sql}) OR list_bool_or(list_transform("
        f"list_zip({start.sql}, {end.sql}), lambda s: s[1] < 0 OR s[2] < s[1] OR s[2] > {length}))"
    )


def _faulty(connection: duckdb.DuckDBPyConnection, table: Table, fault: str) -> str:
    key = quoted(table.key)
    return _ids(
        connection,
        f"SELECT t.{key} FROM {quoted(table.name)} AS t"
        f" JOIN articles AS a ON t.article_id = a.article_id WHERE {fault}",
    )


def _ids(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """Return the first few ids that *sql* gives, and how many more there are; empty for none."""
    found = [str(row[0]) for row in connection.execute(f"{sql} ORDER BY 1").fetchall()]
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return ", ".join(found[:_NAMED]) + more
