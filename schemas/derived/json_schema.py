"""JSON Schema of the rows of a table."""

from typing import Any

import msgspec

from schemas.tables import SCHEMA_VERSION, Table

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(table: Table) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one row of *table*; units stand in ``x-unit``."""
    schema = msgspec.json.schema(table.record)
    return {
        "$schema": DIALECT,
        "title": table.name,
        "description": table.description,
        "x-schema-version": SCHEMA_VERSION,
        "x-key": table.key,
        **schema,
    }
