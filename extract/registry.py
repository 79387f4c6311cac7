"""The extractors: one tuple, over which pipeline, command line, manifest and docs loop."""

from collections.abc import Callable, Sequence

import msgspec

from extract import events, key_points, statements, statistics
from extract.analysis import Analysis
from schemas import TABLE_BY_NAME, Record, Table


class Extractor(msgspec.Struct, frozen=True, kw_only=True):
    """One extractor: fills one table from an analysis and touches nothing else."""

    name: str
    version: str
    table: Table
    extract: Callable[[Analysis], Sequence[Record]]
    description: str

    @property
    def tag(self) -> str:
        """Name and version as they stand on every row: ``statements@1.4.0``."""
        return f"{self.name}@{self.version}"


EXTRACTORS: tuple[Extractor, ...] = (
    Extractor(
        name="events",
        version=events.VERSION,
        table=TABLE_BY_NAME["events"],
        extract=events.extract_events,
        description="Who did what to whom, from prose, headlines, lists and timeline tables.",
    ),
    Extractor(
        name="statements",
        version=statements.VERSION,
        table=TABLE_BY_NAME["statements"],
        extract=statements.extract_statements,
        description="Direct, mixed and indirect attributions with their speakers.",
    ),
    Extractor(
        name="key_points",
        version=key_points.VERSION,
        table=TABLE_BY_NAME["key_points"],
        extract=key_points.extract_key_points,
        description="Items of labelled lists and profile lists; salient sentences of the prose.",
    ),
    Extractor(
        name="statistics",
        version=statistics.VERSION,
        table=TABLE_BY_NAME["statistics"],
        extract=statistics.extract_statistics,
        description="Figures with bound, unit, what they count, whose they are, and when.",
    ),
)
"""In the order of the tables. Nothing registers itself; this is the only list."""
