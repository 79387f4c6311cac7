"""How a record field is declared: type, description and unit in one place."""

from typing import Any

import msgspec


class Struct(msgspec.Struct, frozen=True, kw_only=True):
    """The base of every declared structure: immutable, built by keyword."""


def about(
    description: str,
    *,
    unit: str | None = None,
    ge: float | None = None,
    le: float | None = None,
) -> msgspec.Meta:
    """Return the metadata of one field, for use inside ``Annotated``.

    *unit* is the unit of the value ("code points", "date", a UCUM code …). It appears as
    ``x-unit`` in the JSON Schema and as a column of the data dictionary. *ge* and *le* are
    checked by msgspec whenever a record is parsed.
    """
    extra: dict[str, Any] = {} if unit is None else {"unit": unit}
    json_schema: dict[str, Any] = {} if unit is None else {"x-unit": unit}
    return msgspec.Meta(
        description=description,
        extra=extra,
        extra_json_schema=json_schema,
        ge=ge,
        le=le,
    )
