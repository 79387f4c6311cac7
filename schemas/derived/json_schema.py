"""JSON Schema of the rows of a table."""

import inspect
from typing import Any

import msgspec

from schemas.tables import SCHEMA_VERSION, Table

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(table: Table) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one row of *table*; units stand in ``x-unit``."""
    schema = _cleaned(msgspec.json.schema(table.record))
    return {
        "$schema": DIALECT,
        "title": table.name,
        "description": table.description,
        "x-schema-version": SCHEMA_VERSION,
        "x-key": table.key,
        **schema,
    }


def _cleaned(value: Any) -> Any:
    """Return *value* with the indentation of docstrings taken out of its descriptions."""
    if isinstance(value, dict):
        return {
            key: inspect.cleandoc(inner)
            if key == "description" and isinstance(inner, str)
            else _cleaned(inner)
            for key, inner in value.items()
        }
    return [_cleaned(item) for item in value] if isinstance(value, list) else value
