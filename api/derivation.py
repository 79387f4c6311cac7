"""The columns of a record that follow from others, after a person corrected those."""

import msgspec

from extract.events.ontology import with_derived
from extract.statistics.si import sizes
from schemas import Event, Statistic

_SIZED = frozenset({"value", "low", "high", "unit", "dimension", "direction"})


def derive(record: msgspec.Struct, corrected: frozenset[str]) -> msgspec.Struct:
    """Return *record*, of which the columns *corrected* were set right, with what follows anew.

    What nobody corrected keeps what the extractor derived, which knew the words as well.
    """
    if isinstance(record, Event) and corrected & {"type", "modes"}:
        return with_derived(record)
    if isinstance(record, Statistic) and corrected & _SIZED:
        ends = (record.value, record.low, record.high)
        change = record.direction is not None
        size = sizes(ends, record.unit, record.dimension, change=change)
        return msgspec.structs.replace(
            record, value_si=size.value, low_si=size.low, high_si=size.high, unit_si=size.unit
        )
    return record
