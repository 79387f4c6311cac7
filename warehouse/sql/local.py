"""SQL on a user's own file."""

from pathlib import Path
from typing import cast

import duckdb
import pyarrow as pa

from schemas.errors import QueryError
from warehouse.connection import connect


def query(database: Path, sql: str) -> pa.Table:
    """Return what *sql* gives on *database*, a warehouse or a release's file, opened read-only.

    For the user's own machine: the statement may read other files that the user can read.

    Raises:
        WarehouseError: the file is missing, in use, or no DuckDB file.
        QueryError: the statement is wrong, or gives no rows.
    """
    with connect(database, read_only=True) as connection:
        try:
            # None for statements that give no rows, which DuckDB's stubs do not say.
            relation = cast("duckdb.DuckDBPyRelation | None", connection.sql(sql))
            if relation is not None:
                return relation.to_arrow_table()
        except duckdb.Error as error:
            raise QueryError(str(error).strip()) from None
    raise QueryError("the statement gives no rows", hint="Write a SELECT")
