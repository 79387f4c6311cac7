"""`datapackage.json`: a release as a Frictionless Data Package, version 2.

The tables are its Parquet files, declared column by column so that a validator can hold every
row to it. After them every file stands once more, without a schema, with its size and its sum:
validators count and hash what they read as bytes, and they do not read Parquet so.
"""

from typing import Any, Final

from warehouse.manifest import ColumnEntry, FileEntry, Manifest, TableEntry
from warehouse.metadata.addresses import Addresses
from warehouse.metadata.licences import licence_of
from warehouse.metadata.shapes import shape
from warehouse.metadata.wording import (
    KEYWORDS,
    creator,
    described_files,
    file_words,
    summary,
    table_file,
)

Json = dict[str, Any]

_PROFILES: Final = "https://datapackage.org/profiles/2.0"


def datapackage(manifest: Manifest, addresses: Addresses) -> Json:
    """Return the Data Package of the release: its tables, then its files."""
    licence = licence_of(manifest.licence)
    tables = [
        _table(table, file, addresses)
        for table in manifest.tables
        if (file := table_file(manifest, table.name))
    ]
    files = [_file(file, addresses) for file in described_files(manifest)]
    package: Json = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": f"dateline-{manifest.release}",
        "title": manifest.title,
        "description": summary(manifest),
        "version": manifest.release,
        "created": f"{manifest.created.isoformat()}T00:00:00Z",
        "keywords": list(KEYWORDS),
        "licenses": [
            {
                "name": licence.spdx or licence.title,
                **({"path": licence.url} if licence.url else {}),
                "title": licence.title,
            }
        ],
        "contributors": [{"title": creator(manifest), "roles": ["creator"]}],
        "sources": [{"title": "The news articles of the table articles, each with its address"}],
        "schemaVersion": manifest.schema_version,
        "citation": manifest.citation,
        "resources": [*tables, *files],
    }
    if url := addresses.page():
        package = {**package, "id": url, "homepage": url}
    return package


def _table(table: TableEntry, file: FileEntry, addresses: Addresses) -> Json:
    return {
        "name": table.name,
        "type": "table",
        "path": addresses.file(file.name),
        "format": "parquet",
        "mediatype": file.media_type,
        "description": table.description,
        "rows": table.rows,
        "schema": {
            "$schema": f"{_PROFILES}/tableschema.json",
            "fields": [_field(column) for column in table.columns],
            "fieldsMatch": "exact",
            # Parquet has nulls of its own: an empty text is a text.
            "missingValues": [],
            "primaryKey": [table.key],
            "foreignKeys": [
                {
                    "fields": [r.column],
                    "reference": {
                        "resource": "" if r.table == table.name else r.table,
                        "fields": [r.key],
                    },
                }
                for r in table.references
            ],
        },
    }


def _field(column: ColumnEntry) -> Json:
    """Return the field of *column*; those of its structure stand in `fields`, for readers."""
    lists = shape(column).lists
    constraints: Json = {}
    if not column.nullable:
        constraints["required"] = True
    if column.values and not lists:
        constraints["enum"] = list(column.values)
    return {
        "name": column.name,
        "type": _type(column),
        "description": column.description,
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": constraints} if constraints else {}),
        **({"lists": lists} if lists else {}),
        **({"fields": [_field(inner) for inner in column.columns]} if column.columns else {}),
    }


def _type(column: ColumnEntry) -> str:
    """Return the type of Table Schema that the values of *column* have when read from Parquet.

    A list is `any`: an `array` is a text in JSON, which a list of Parquet is not. A whole number
    that may be null is a `number`: pandas, through which validators read, makes it a float.
    """
    found = shape(column)
    if found.lists:
        return "any"
    if found.scalar is None:
        return "object"
    whole = found.scalar.frictionless == "integer"
    return "number" if whole and column.nullable else found.scalar.frictionless


def _file(file: FileEntry, addresses: Addresses) -> Json:
    return {
        "name": file.name.lower().replace(".", "-").replace("_", "-"),
        "type": "file",
        "path": addresses.file(file.name),
        "format": file.name.partition(".")[2],
        "mediatype": file.media_type,
        "description": file_words(file),
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }
