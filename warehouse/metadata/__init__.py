"""What other catalogues read of a release, made from its manifest alone."""

from collections.abc import Callable
from typing import Any

import msgspec

from warehouse.manifest import Manifest
from warehouse.metadata.addresses import Addresses
from warehouse.metadata.citation import citation
from warehouse.metadata.croissant import croissant
from warehouse.metadata.datapackage import datapackage
from warehouse.metadata.dataset import dataset
from warehouse.metadata.dcat import dcat

Json = dict[str, Any]

_JSON_FILES: dict[str, Callable[[Manifest, Addresses], Json]] = {
    "croissant.json": croissant,
    "datapackage.json": datapackage,
    "dataset.jsonld": dataset,
    "dcat.jsonld": dcat,
}
_CITATION = "CITATION.cff"

METADATA = (_CITATION, *_JSON_FILES)
"""The names of the files that `metadata_files` gives, sorted."""


def metadata_files(manifest: Manifest, *, release_url: str = "") -> dict[str, bytes]:
    """Return file name → content of the descriptions of the release that *manifest* tells of.

    The same manifest gives the same bytes, whether or not it names these files already. Files
    are named as they lie beside the descriptions; with *release_url*, the address of the
    release on a server, by their addresses below it, so that whoever holds the description
    alone still finds them.
    """
    addresses = Addresses(release=release_url.rstrip("/"))
    files = {_CITATION: citation(manifest, addresses)}
    for name, describe in _JSON_FILES.items():
        files[name] = _written(describe(manifest, addresses))
    return files


def dataset_jsonld(manifest: Manifest, *, release_url: str) -> bytes:
    """Return the schema.org `Dataset` of a release for the head of a page, as JSON-LD.

    No character of it ends a ``<script>`` element.
    """
    raw = msgspec.json.encode(dataset(manifest, Addresses(release=release_url.rstrip("/"))))
    return raw.replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026")


def _written(value: Json) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
