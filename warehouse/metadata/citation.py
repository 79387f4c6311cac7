"""`CITATION.cff`: how to cite a release, in the Citation File Format 1.2."""

import re
from typing import Any

import yaml

from warehouse.manifest import Manifest
from warehouse.metadata.addresses import Addresses
from warehouse.metadata.licences import licence_of
from warehouse.metadata.wording import KEYWORDS, creator, summary

# The format takes a licence's address for those that SPDX does not know.
_URL = re.compile(r"https?://\S+")


def citation(manifest: Manifest, addresses: Addresses) -> bytes:
    """Return `CITATION.cff`, YAML in UTF-8.

    The release is cited as a data set, by its title and its id as version.
    """
    licence = licence_of(manifest.licence)
    found: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": f"Please cite the release you used: {manifest.citation}",
        "type": "dataset",
        "title": manifest.title,
        "authors": [{"name": creator(manifest)}],
        "version": manifest.release,
        "date-released": manifest.created,
        "abstract": summary(manifest),
        "keywords": list(KEYWORDS),
    }
    if licence.spdx:
        found["license"] = licence.spdx
    elif licence.url and _URL.fullmatch(licence.url):
        found["license-url"] = licence.url
    if url := addresses.page():
        found["url"] = url
    text = _yaml(found, escaped=False)
    # PyYAML writes some line ends of Unicode so that they are lost (a NEL that ends a text).
    return (text if yaml.safe_load(text) == found else _yaml(found, escaped=True)).encode()


def _yaml(value: dict[str, Any], *, escaped: bool) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=not escaped, width=100)
