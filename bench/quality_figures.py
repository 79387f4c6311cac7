"""Makes the figures that releases carry from the table of docs/quality.md.

    python bench/quality_figures.py

The table says what `make bench` measured, and its first lines for which extractors. Of each
extractor and gold the figures of both halves go to api/quality.json, of which a manifest takes
those whose extractor and version made its rows. Cells that are no plain numbers are left out.
"""

import re
import sys
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from warehouse import QualityEntry  # noqa: E402

PAGE = ROOT / "docs" / "quality.md"
TARGET = ROOT / "api" / "quality.json"
NAMES = ("events", "statements", "key points", "statistics")
PARTS = ("tuning", "held back")

_VERSION = re.compile(r"(extractors|events|statements|key points|statistics) (\d+\.\d+\.\d+)")
_NUMBER = re.compile(
    r"(?:\S+ → )?(\d+(?:\.\d+)?)(?: ?%)?"
)  # "85 %", "70.2", "33.7 → 36.0"; not "–"


def versions(page: str) -> dict[str, str]:
    """Return the version of each extractor that the page says it measured."""
    head = " ".join(page.split("\n| ", 1)[0].split())
    found = dict(_VERSION.findall(head))
    shared = found.pop("extractors", None)
    return {name: version for name in NAMES if (version := found.get(name, shared))}


def figures(page: str) -> list[QualityEntry]:
    """Return the figures of the first table of the page, in its order."""
    measured = versions(page)
    found: list[QualityEntry] = []
    gold = ""
    for line in page.split("\n| part |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]:
        name, stated, measure, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        gold = stated if stated and stated != "the same" else gold
        part = name.partition(",")[0]
        if part not in measured:
            continue
        group = name.partition(",")[2].strip()
        measures = [f"{group}: {m}" if group else m for m in _split(measure)]
        extractor = f"{part.replace(' ', '_')}@{measured[part]}"
        for half, cell in zip(PARTS, cells, strict=True):
            for words, value in _values(measures, cell):
                found.append(
                    QualityEntry(
                        extractor=extractor, gold=gold, part=half, measure=words, value=value
                    )
                )
    return found


def _split(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r" / |; ", cell)]


def _values(measures: list[str], cell: str) -> list[tuple[str, float]]:
    values = _split(cell)
    if len(values) != len(measures):
        return []
    matches = [(m, _NUMBER.fullmatch(value)) for m, value in zip(measures, values, strict=True)]
    return [(measure, float(match[1])) for measure, match in matches if match]


def main() -> None:
    """Write the file."""
    found = figures(PAGE.read_text(encoding="utf-8"))
    TARGET.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
    print(f"{len(found)} figures of {', '.join(sorted({f.extractor for f in found}))}")


if __name__ == "__main__":
    main()
