"""Arrow schemas."""

import pyarrow as pa

from schemas.columns import Column, ColumnType, ListType, StructType, columns
from schemas.tables import Table


def arrow_schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of *table*; field metadata carries description and unit."""
    return pa.schema([_field(column, nullable=column.nullable) for column in columns(table)])


def arrow_type(column_type: ColumnType) -> pa.DataType:
    """Return the Arrow type of a column type."""
    if isinstance(column_type, ListType):
        return pa.list_(arrow_type(column_type.item))
    if isinstance(column_type, StructType):
        # Fields of a structure stay nullable: where the structure itself is null, so are they.
        return pa.struct([_field(column, nullable=True) for column in column_type.columns])
    if column_type.arrow == "timestamp_us_utc":
        return pa.timestamp("us", tz="UTC")
    return pa.type_for_alias(column_type.arrow)


def _field(column: Column, *, nullable: bool) -> pa.Field:
    metadata = {"description": column.description}
    if column.unit:
        metadata["unit"] = column.unit
    return pa.field(column.name, arrow_type(column.type), nullable, metadata)
