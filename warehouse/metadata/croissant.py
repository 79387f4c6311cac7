"""`croissant.json`: a release in Croissant 1.1, as machine-learning tools load it."""

from typing import Any, Final

from warehouse.manifest import ColumnEntry, FileEntry, Manifest, TableEntry
from warehouse.metadata.addresses import Addresses
from warehouse.metadata.licences import licence_of
from warehouse.metadata.shapes import in_words, shape
from warehouse.metadata.wording import (
    KEYWORDS,
    PARQUET,
    creator,
    described_files,
    file_words,
    summary,
    table_file,
)

Json = dict[str, Any]

_TEXT: Final = "sc:Text"
# Readers of Croissant know Parquet by this name alone; HTTP itself uses the registered one.
_CROISSANT_PARQUET: Final = "application/x-parquet"

_CONTEXT: Final = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "annotation": "cr:annotation",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(manifest: Manifest, addresses: Addresses) -> Json:
    """Return the Croissant of the release: every file, and a record set for each table.

    Keys of other tables are not declared as `references`: whoever loads the records of one
    table would have to fetch and join the others.
    """
    licence = licence_of(manifest.licence)
    found: Json = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": manifest.title,
        "description": summary(manifest),
        "version": _version(manifest.release),
        "datePublished": manifest.created.isoformat(),
        "license": licence.url or licence.title,
        "citeAs": manifest.citation,
        "creator": {"@type": "sc:Organization", "name": creator(manifest)},
        "keywords": list(KEYWORDS),
        "distribution": [_file(file, addresses) for file in described_files(manifest)],
        "recordSet": [
            _records(table, file)
            for table in manifest.tables
            if (file := table_file(manifest, table.name)) and table.columns
        ],
    }
    if url := addresses.page():
        found["url"] = url
    return found


def _version(release: str) -> str:
    """Return *release* as semantic versioning takes it: ``2026.3.2+1`` for ``2026.03.02.1``."""
    year, month, day, *nth = (str(int(part)) for part in release.split("."))
    return f"{year}.{month}.{day}" + (f"+{nth[0]}" if nth else "")


def _file(file: FileEntry, addresses: Addresses) -> Json:
    media = file.media_type.partition(";")[0]
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "description": file_words(file),
        "contentUrl": addresses.file(file.name),
        "contentSize": f"{file.bytes} B",
        "encodingFormat": _CROISSANT_PARQUET if media == PARQUET else media,
        "sha256": file.sha256,
    }


def _records(table: TableEntry, file: FileEntry) -> Json:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": {"@id": f"{table.name}/{table.key}"},
        "field": [_field(column, table.name, file.name) for column in table.columns],
    }


def _field(column: ColumnEntry, within: str, file: str) -> Json:
    own = f"{within}/{column.name}"
    field = _described(column, own)
    if column.columns:
        in_list = shape(column).lists > 0
        parts = _parts(column, own, file, column.name, in_list=in_list)
        return {**field, "subField": parts}
    return {**field, **_leaf(column), "source": _source(file, column.name)}


def _parts(
    column: ColumnEntry, within: str, file: str, top: str, *, in_list: bool, path: str = ""
) -> list[Json]:
    """Return the fields of a structure, which stands at *path* in the values of the column *top*.

    Lists inside a list of structures are left out: readers of Croissant nest no deeper.
    """
    fields: list[Json] = []
    for inner in column.columns:
        own, place = f"{within}/{inner.name}", f"{path}{inner.name}"
        if in_list and shape(inner).lists:
            continue
        field = _described(inner, own)
        if inner.columns:
            deeper = in_list or shape(inner).lists > 0
            parts = _parts(inner, own, file, top, in_list=deeper, path=f"{place}.")
            fields.append({**field, "subField": parts})
        else:
            fields.append({**field, **_leaf(inner), "source": _source(file, top, place)})
    return fields


def _described(column: ColumnEntry, own: str) -> Json:
    field: Json = {
        "@type": "cr:Field",
        "@id": own,
        "name": column.name,
        "description": in_words(column),
    }
    if column.columns and shape(column).lists:
        field |= {"isArray": True, "arrayShape": "-1"}
    return field


def _leaf(column: ColumnEntry) -> Json:
    found = shape(column)
    kind: Json = {"dataType": found.scalar.croissant if found.scalar else _TEXT}
    if found.lists and not column.columns:
        kind |= {"isArray": True, "arrayShape": ",".join(["-1"] * found.lists)}
    return kind


def _source(file: str, column: str, path: str = "") -> Json:
    source: Json = {"fileObject": {"@id": file}, "extract": {"column": column}}
    if path:
        source["transform"] = {"jsonPath": path}
    return source
