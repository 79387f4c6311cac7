"""`dcat.jsonld`: a release in DCAT 3, as data portals harvest it."""

from typing import Any, Final

from warehouse.manifest import FileEntry, Manifest
from warehouse.metadata.addresses import Addresses
from warehouse.metadata.licences import licence_of
from warehouse.metadata.wording import KEYWORDS, creator, described_files, file_words, summary

Json = dict[str, Any]

_IANA: Final = "https://www.iana.org/assignments/media-types/"
_SHA256: Final = {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"}
_CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcat:downloadURL": {"@type": "@id"},
    "dcat:byteSize": {"@type": "xsd:nonNegativeInteger"},
    "dcat:mediaType": {"@type": "@id"},
    "dct:issued": {"@type": "xsd:date"},
    "spdx:checksumValue": {"@type": "xsd:hexBinary"},
}


def dcat(manifest: Manifest, addresses: Addresses) -> Json:
    """Return the `dcat:Dataset` of the release in JSON-LD, a distribution for each file."""
    licence = licence_of(manifest.licence)
    found: Json = {
        "@context": _CONTEXT,
        "@type": "dcat:Dataset",
        "dct:title": manifest.title,
        "dct:description": summary(manifest),
        "dct:identifier": manifest.release,
        "dcat:version": manifest.release,
        "dct:issued": manifest.created.isoformat(),
        "dct:license": {"@id": licence.url} if licence.url else licence.title,
        "dct:bibliographicCitation": manifest.citation,
        "dct:creator": {"@type": "foaf:Organization", "foaf:name": creator(manifest)},
        "dct:conformsTo": f"dateline schema {manifest.schema_version}",
        "dcat:keyword": list(KEYWORDS),
        "dcat:distribution": [
            _distribution(file, manifest, addresses) for file in described_files(manifest)
        ],
    }
    if url := addresses.page():
        found = {"@id": url, **found, "dcat:landingPage": {"@id": url}}
        if manifest.parent:
            found["dcat:previousVersion"] = {"@id": addresses.sibling(manifest.parent)}
    return found


def _distribution(file: FileEntry, manifest: Manifest, addresses: Addresses) -> Json:
    licence = licence_of(manifest.licence)
    return {
        "@type": "dcat:Distribution",
        "dct:title": file.name,
        "dct:description": file_words(file),
        "dcat:downloadURL": addresses.file(file.name),
        "dcat:mediaType": _IANA + file.media_type.partition(";")[0],
        "dcat:byteSize": str(file.bytes),
        "dct:license": {"@id": licence.url} if licence.url else licence.title,
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _SHA256,
            "spdx:checksumValue": file.sha256,
        },
    }
