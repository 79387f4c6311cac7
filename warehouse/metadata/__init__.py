"""What other catalogues read of a release, made from its manifest alone."""

from warehouse.manifest import Manifest

METADATA = ("CITATION.cff", "croissant.json", "datapackage.json", "dataset.jsonld")
"""The names that `metadata_files` may give."""


def metadata_files(manifest: Manifest) -> dict[str, bytes]:  # noqa: ARG001 - none are made yet
    """Return file name → content of the descriptions of the release that *manifest* tells of.

    The manifest names every file of the release but these, which are added to it afterwards.
    """
    return {}
