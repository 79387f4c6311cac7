"""What a release says of the tools it rests on."""

import hashlib

from api.version import tool_versions
from extract.language.card import DATA, ENCODER_FILE


def test_the_language_model_is_named_by_version_and_digest() -> None:
    """Two releases read by different models can be told apart by their manifests."""
    digest = hashlib.sha256((DATA / "full" / ENCODER_FILE).read_bytes()).hexdigest()
    named = tool_versions()["language-model"]
    assert named.endswith(f"sha256:{digest}")
    assert named[0].isdigit()
