"""`dataset.jsonld`: a release as a schema.org `Dataset`, as search engines read it."""

from typing import Any

from warehouse.manifest import ColumnEntry, FileEntry, Manifest, TableEntry
from warehouse.metadata.addresses import Addresses
from warehouse.metadata.licences import licence_of
from warehouse.metadata.wording import KEYWORDS, creator, described_files, file_words, summary

Json = dict[str, Any]


def dataset(manifest: Manifest, addresses: Addresses) -> Json:
    """Return the `Dataset` of the release in JSON-LD, its columns as `variableMeasured`."""
    licence = licence_of(manifest.licence)
    found: Json = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": manifest.title,
        "description": summary(manifest),
        "version": manifest.release,
        "datePublished": manifest.created.isoformat(),
        "license": licence.url or licence.title,
        "creditText": manifest.citation,
        "isAccessibleForFree": True,
        "keywords": list(KEYWORDS),
        "creator": {"@type": "Organization", "name": creator(manifest)},
        "measurementTechnique": "Information extraction from text: "
        + ", ".join(sorted({v for found in manifest.extractor_versions.values() for v in found})),
        "variableMeasured": [
            _variable(table, column) for table in manifest.tables for column in table.columns
        ],
        "distribution": [_download(file, addresses) for file in described_files(manifest)],
    }
    if url := addresses.page():
        found = {**found, "@id": url, "url": url}
        if manifest.parent:
            found["isBasedOn"] = addresses.sibling(manifest.parent)
    return found


def _variable(table: TableEntry, column: ColumnEntry) -> Json:
    return {
        "@type": "PropertyValue",
        "name": f"{table.name}.{column.name}",
        "description": column.description,
        **({"unitText": column.unit} if column.unit else {}),
    }


def _download(file: FileEntry, addresses: Addresses) -> Json:
    return {
        "@type": "DataDownload",
        "name": file.name,
        "description": file_words(file),
        "contentUrl": addresses.file(file.name),
        "encodingFormat": file.media_type,
        "contentSize": f"{file.bytes} B",
        "sha256": file.sha256,
    }
