"""Reads sentences with a peer library: ``python statistics_peers.py quantulum3|recognizers``.

Takes JSON Lines with `id` and `text` on standard input and gives one JSON object: for each id the
quantities in the score's format, and the CPU seconds of reading, the import apart. It needs the
peer's packages only, so that any interpreter that has them can run it.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

Quantities = list[dict[str, Any]]


def main() -> None:
    """Read standard input with the peer named on the command line."""
    warnings.simplefilter("ignore")
    read = {"quantulum3": _quantulum3, "recognizers": _recognizers}[sys.argv[1]]()
    rows = [json.loads(line) for line in sys.stdin]
    read("It cost $5 million for 3 km.")  # loads what is loaded late
    begun = time.process_time()
    found = {row["id"]: _safely(read, row["text"]) for row in rows}
    seconds = time.process_time() - begun
    words = sum(len(row["text"].split()) for row in rows)
    json.dump({"quantities": found, "words_per_second": words / seconds}, sys.stdout)


def _safely(read: Callable[[str], Quantities], text: str) -> Quantities:
    try:
        return read(text)
    except Exception:  # noqa: BLE001 - a crash of a peer is nothing found
        return []


def _quantulum3() -> Callable[[str], Quantities]:
    from quantulum3 import parser  # noqa: PLC0415

    def read(text: str) -> Quantities:
        found = []
        for quantity in parser.parse(text):
            value: Any = quantity.value
            if quantity.uncertainty:
                value = [value - quantity.uncertainty, value + quantity.uncertainty]
            start, end = quantity.span
            unit = quantity.unit.name
            found.append({"value": value, "unit": unit, "start": start, "end": end})
        return found

    return read


def _recognizers() -> Callable[[str], Quantities]:
    import recognizers_number as numbers  # noqa: PLC0415
    import recognizers_number_with_unit as units  # noqa: PLC0415

    kinds = (
        units.recognize_currency, units.recognize_temperature, units.recognize_age,
        units.recognize_dimension, numbers.recognize_percentage, numbers.recognize_number,
    )  # fmt: skip

    def read(text: str) -> Quantities:
        found: Quantities = []
        for recognize in kinds:
            for result in recognize(text, "en-us"):
                taken = any(f["start"] <= result.end and result.start < f["end"] for f in found)
                value = (result.resolution or {}).get("value")
                if not taken and value not in {None, "null"}:
                    found.append(_recognized(result, str(value)))
        return found

    return read


def _recognized(result: Any, value: str) -> dict[str, Any]:
    unit = result.resolution.get("unit") or ("percent" if value.endswith("%") else "")
    if result.type_name == "age":
        unit = f"{unit} of age"
    return {
        "value": float(value.rstrip("%")),
        "unit": unit,
        "start": result.start,
        "end": result.end + 1,
    }


if __name__ == "__main__":
    main()
