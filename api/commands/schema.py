"""``dateline schema``: the declarations in other formats."""

import argparse
import sys

import msgspec

from api.commands.command import OK, Command
from schemas import TABLE_BY_NAME, TABLES, Table
from schemas.derived.ddl import create_table
from schemas.derived.dictionary import data_dictionary
from schemas.derived.json_schema import json_schema


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "table", nargs="?", choices=tuple(TABLE_BY_NAME), help="one table (default: all)"
    )
    parser.add_argument(
        "--format",
        choices=("json", "ddl", "arrow", "markdown"),
        default="markdown",
        help="JSON Schema, DuckDB DDL, Arrow schema, or the data dictionary (default: markdown)",
    )


def _run(args: argparse.Namespace) -> int:
    tables = TABLES if args.table is None else (TABLE_BY_NAME[args.table],)
    sys.stdout.write(schema_text(tables, args.format))
    return OK


def schema_text(tables: tuple[Table, ...], form: str) -> str:
    """Return the declarations of *tables* as ``json``, ``ddl``, ``arrow`` or ``markdown``.

    JSON is one schema for one table, else an object of schemas by table name.
    """
    if form == "json":
        schemas = {table.name: json_schema(table) for table in tables}
        wanted = schemas if len(tables) > 1 else next(iter(schemas.values()))
        return msgspec.json.format(msgspec.json.encode(wanted), indent=2).decode() + "\n"
    if form == "ddl":
        return "".join(f"{create_table(table)};\n\n" for table in tables)
    if form == "arrow":
        from schemas.derived.arrow import arrow_schema  # noqa: PLC0415

        return "".join(
            f"# {table.name}\n{arrow_schema(table).to_string(show_field_metadata=False)}\n\n"
            for table in tables
        )
    return data_dictionary() if len(tables) > 1 else "".join(map(_section, tables))


def _section(table: Table) -> str:
    """Return the section of the data dictionary about *table*."""
    _, mark, rest = data_dictionary().partition(f"\n## {table.name}\n")
    section, _, _ = rest.partition("\n## ")
    return f"{mark.lstrip()}{section.rstrip()}\n"


COMMAND = Command(
    name="schema",
    summary="show what the tables hold",
    description="Prints the declared columns of one table or all, with types and descriptions.",
    examples=(
        "dateline schema events",
        "dateline schema statements --format json",
        "dateline schema --format ddl | duckdb empty.duckdb",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
