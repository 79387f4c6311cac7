"""Records the golden files: run ``python tests/golden/refresh.py`` and read the diff."""

import sys
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from extract.pipeline import extract_batch  # noqa: E402
from extract.reading import read_bytes  # noqa: E402
from schemas import RECORD_TABLES  # noqa: E402

GOLDEN = Path(__file__).parent
CORPUS = ROOT / "api" / "demo" / "corpus"
ARTICLES = (
    "harbour-strike-ends.txt",
    "startup-fraud-trial.md",
    "typhoon-luzon.html",
    "zambia-debt.json",
)


def golden(name: str) -> bytes:
    """Return what is recorded of a sample article: every record, and the structure of the text.

    The text itself stands in the corpus; blocks and sections are given by their words. The
    language model is left out, so that a new one shows in what it changes.
    """
    (article,) = read_bytes((CORPUS / name).read_bytes(), name=name)
    (extraction,) = extract_batch([article])
    content = msgspec.to_builtins(extraction)
    text = content["article"].pop("text")
    content["article"]["blocks"] = [
        f"{block['kind']}: {text[block['start'] : block['end']]}"
        for block in content["article"]["blocks"]
    ]
    del content["language_model"]
    for table in RECORD_TABLES:
        for record in content[table.name]:
            record["extractor"] = record["extractor"].partition("/")[0]
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def main() -> None:
    """Write one file for each golden article."""
    for name in ARTICLES:
        (GOLDEN / f"{name}.golden.json").write_bytes(golden(name))


if __name__ == "__main__":
    main()
