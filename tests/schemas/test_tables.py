"""The registry of tables and what is derived from it."""

import re
from typing import Annotated

import duckdb
import msgspec
import polars as pl
import pytest

from schemas import RECORD_TABLES, SCHEMA_VERSION, TABLE_BY_NAME, TABLES, Extraction, Record
from schemas.base import Struct, about
from schemas.columns import (
    SCALAR_TYPES,
    ListType,
    ScalarType,
    StructType,
    columns,
    struct_columns,
    walk,
)
from schemas.derived.arrow import arrow_schema
from schemas.derived.ddl import comments, create_table, duckdb_type, literal, quoted
from schemas.derived.frames import polars_schema
from schemas.derived.json_schema import json_schema

each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def test_the_tables_of_a_release_are_these():
    """A table appears, vanishes or moves only on purpose: users rely on names and order."""
    assert [table.name for table in TABLES] == [
        "articles",
        "events",
        "statements",
        "key_points",
        "statistics",
        "entities",
        "event_clusters",
        "cluster_changes",
        "corrections",
        "failures",
    ]
    assert re.fullmatch(r"\d+\.\d+\.\d+", SCHEMA_VERSION)
    assert list(TABLE_BY_NAME.values()) == list(TABLES)


@each_table
def test_keys_orders_and_references_name_columns(table):
    """The registry names only columns that are there; keys are required texts."""
    declared = {column.name: column for column in columns(table)}
    assert {table.key, *table.order} <= declared.keys()
    assert table.order[-1] == table.key, "the order must be total"
    assert not any(declared[name].nullable for name in (table.key, *table.order))
    assert declared[table.key].type.python is str
    for reference in table.references:
        target = TABLE_BY_NAME[reference.table]
        assert reference.key == target.key
        (key,) = (column for column in columns(target) if column.name == target.key)
        assert declared[reference.column].type == key.type


def test_record_tables_carry_evidence_and_are_what_an_extraction_holds():
    """The record tables are those whose rows are `Record`s, and an extraction has each."""
    assert [t for t in TABLES if issubclass(t.record, Record)] == list(RECORD_TABLES)
    assert {t.name for t in RECORD_TABLES} < set(Extraction.__struct_fields__)


@each_table
def test_every_column_is_documented(table):
    """Each column, nested ones too, says what it is in a sentence; spans carry their unit."""
    for path, column in walk(table):
        assert not column.description[0].islower(), path
        # “month”, “$5” and the like may end a sentence: a mark or a closing quote does.
        assert column.description.rstrip("”)`").endswith((".", "…", "?")), path
        if column.name in ("start", "end") or column.name.endswith(("_start", "_end")):
            assert column.unit in ("code points", "date"), path


@each_table
def test_duckdb_takes_the_ddl_and_gives_the_arrow_schema(table):
    """The derived DDL, comments and Arrow schema describe one and the same table."""
    schema = arrow_schema(table)
    with duckdb.connect() as connection:
        connection.execute(create_table(table, constraints=f"PRIMARY KEY ({quoted(table.key)})"))
        for comment in comments(table):
            connection.execute(comment)
        connection.register("given", schema.empty_table())
        connection.execute(f"INSERT INTO {quoted(table.name)} FROM given")
        connection.unregister("given")
        found = connection.execute(
            "SELECT column_name, data_type, is_nullable, comment FROM duckdb_columns()"
            " WHERE NOT internal ORDER BY column_index"
        ).fetchall()
    assert [row[0] for row in found] == schema.names
    for (_, name, nullable, comment), column in zip(found, columns(table), strict=True):
        assert re.sub(r'"', "", name) == re.sub(r'"', "", duckdb_type(column.type))
        assert nullable == column.nullable
        assert comment == column.description


@each_table
def test_arrow_polars_and_json_schema_have_the_declared_columns(table):
    """Every derived schema has the same columns in the same order, with their units."""
    names = [column.name for column in columns(table)]
    assert arrow_schema(table).names == names
    assert list(polars_schema(table)) == names
    assert polars_schema(table) == polars_of(arrow_schema(table))
    schema = json_schema(table)
    properties = schema["$defs"][table.record.__name__]["properties"]
    assert list(properties) == names
    for column in columns(table):
        assert properties[column.name].get("x-unit") == column.unit
        metadata = arrow_schema(table).field(column.name).metadata
        assert metadata[b"description"].decode() == column.description


def polars_of(schema):
    return pl.from_arrow(schema.empty_table()).schema


def test_each_scalar_type_has_a_name_of_its_own_in_every_format():
    """The table of types is a table: no two Python types share a name anywhere."""
    for format_name in ("python", "duckdb", "arrow", "polars", "frictionless", "croissant"):
        names = [getattr(row, format_name) for row in SCALAR_TYPES]
        assert len(set(names)) == len(names)


def _struct(**fields):
    return msgspec.defstruct(
        "Made", list(fields.items()), bases=(Struct,), frozen=True, kw_only=True
    )


def test_columns_without_description_or_known_type_are_refused():
    """A field that cannot be documented or stored fails at once, with its name."""
    with pytest.raises(TypeError, match=r"Made\.bare has no description"):
        struct_columns(_struct(bare=str))
    with pytest.raises(TypeError, match=r"Made\.odd: .*not in the table of types"):
        struct_columns(_struct(odd=Annotated[bytes, about("Bytes.")]))
    with pytest.raises(TypeError, match=r"Made\.pair: "):
        struct_columns(_struct(pair=Annotated[tuple[int, str], about("A pair.")]))


def test_nested_types_are_trees():
    """Lists of structures, optional ones too, keep their columns."""
    (actors,) = (c for c in columns(TABLE_BY_NAME["events"]) if c.name == "actors")
    assert isinstance(actors.type, ListType)
    assert isinstance(actors.type.item, StructType)
    assert not actors.is_scalar
    (speaker,) = (c for c in columns(TABLE_BY_NAME["statements"]) if c.name == "speaker")
    assert speaker.nullable
    assert isinstance(speaker.type, StructType)
    assert isinstance(speaker.type.columns[0].type, ScalarType)
    (kind,) = (c for c in columns(TABLE_BY_NAME["statements"]) if c.name == "kind")
    assert kind.values == ("direct", "mixed", "indirect")
    assert ("events", "actors[].name") in {(t.name, path) for t in TABLES for path, _ in walk(t)}


@pytest.mark.parametrize("text", ["plain", 'a "quoted" one', "it's", "", "ü\n"])
def test_identifiers_and_literals_are_quoted(text):
    """Whatever stands in a name or a text, DuckDB reads it back as it was."""
    with duckdb.connect() as connection:
        assert connection.execute(f"SELECT {literal(text)}").fetchone() == (text,)
        if text:
            relation = connection.sql(f"SELECT 1 AS {quoted(text)}")
            assert relation.columns == [text]
