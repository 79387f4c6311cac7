"""polars schemas."""

import polars as pl

from schemas.columns import ColumnType, ListType, StructType, columns
from schemas.tables import Table


def polars_schema(table: Table) -> pl.Schema:
    """Return the polars schema of *table*, columns in declared order."""
    return pl.Schema({column.name: polars_type(column.type) for column in columns(table)})


def polars_type(column_type: ColumnType) -> pl.DataType:
    """Return the polars type of a column type."""
    if isinstance(column_type, ListType):
        return pl.List(polars_type(column_type.item))
    if isinstance(column_type, StructType):
        return pl.Struct({c.name: polars_type(c.type) for c in column_type.columns})
    if column_type.polars == "Datetime_us_utc":
        return pl.Datetime("us", "UTC")
    scalar: type[pl.DataType] = getattr(pl, column_type.polars)
    return scalar()
