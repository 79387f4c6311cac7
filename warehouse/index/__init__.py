"""Read indexes: rows of a release found and rendered without a database. See `column`."""

from warehouse.index.damage import DamagedIndex
from warehouse.index.encoding import indexed_names
from warehouse.index.keeping import (
    ReleaseIndex,
    build_index,
    declared_tables,
    index_folder,
    open_index,
)
from warehouse.index.table_index import TableIndex

__all__ = [
    "DamagedIndex",
    "ReleaseIndex",
    "TableIndex",
    "build_index",
    "declared_tables",
    "index_folder",
    "indexed_names",
    "open_index",
]
