"""The figures of quality that are shipped: what each extractor reaches on development gold."""

from pathlib import Path
from typing import Final

import msgspec

from warehouse import QualityEntry

FIGURES: Final = Path(__file__).with_name("quality.json")
"""Written by `python -m bench.quality`, once the bench has run."""


def quality_figures() -> tuple[QualityEntry, ...]:
    """Return the packaged figures, in their order; a release takes those of its extractors."""
    return msgspec.json.decode(FIGURES.read_bytes(), type=tuple[QualityEntry, ...])
