"""Scores places on our own articles with annotated events: is the country right?

    python -m bench.places_gold [--errors]

Gold: `tests/extract/events/gold` (tuning) and `held_back`, written by somebody else; every event
names its places with their countries. Two measures, each over all places of all events:

- `names`: each place name of the gold, where the article first writes it, resolved with the
  article's context; found at all, and of those found the country right, and at the place itself
  a position given only to towns.
- `events`: places of the extractor's own records that the gold names for some event of the
  article; country right of those that carry one.
"""

import argparse
import datetime as dt
import re
import sys
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.events_gold import article_of  # noqa: E402
from extract.analysis import Analysis, analyse  # noqa: E402
from extract.events import extract_events  # noqa: E402
from extract.names.places import context_of, locate  # noqa: E402

GOLD = ROOT / "tests" / "extract" / "events"
_MARK = re.compile(r"\{e\d+:([^{}]*)\}")
_PLACES = re.compile(r"\| places: ([^|]*)\|")


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One gold article: its text, day, and places (words as written, country), each once."""

    name: str
    text: str
    published: str
    places: tuple[tuple[str, str], ...]


def texts(folder: Path) -> list[Text]:
    """Return the gold articles of *folder*, by name."""
    return [_text(path) for path in sorted(folder.glob("*.txt"))]


def _text(path: Path) -> Text:
    lines = path.read_text("utf-8").splitlines()
    published = lines[0].split("|")[1].strip()
    body = [line for line in lines[1:] if not line.startswith(("= e", "? e"))]
    places: dict[tuple[str, str], None] = {}
    for line in lines[1:]:
        found = _PLACES.search(line) if line.startswith("= e") else None
        for part in found[1].split(";") if found else ():
            name, _, code = part.rpartition(" / ")
            if name.strip() and code.strip() not in ("", "-", "?"):
                places[name.strip(), code.strip()] = None
    return Text(
        name=path.stem,
        text=_MARK.sub(r"\1", "\n".join(body)),
        published=dt.date.fromisoformat(published).isoformat(),
        places=tuple(places),
    )


class Tally(msgspec.Struct, kw_only=True):
    """Counts of one half."""

    names: int = 0
    found: int = 0
    right: int = 0
    towns: int = 0
    events: int = 0
    carrying: int = 0
    agreeing: int = 0


def score(folder: Path, *, errors: bool) -> Tally:
    """Return the counts over the articles of *folder*, printing what is wrong if *errors*."""
    tally = Tally()
    for gold in texts(folder):
        analysis = analyse(article_of(gold.text, gold.published))
        _score_names(gold, analysis, tally, errors=errors)
        wanted = dict(gold.places)
        for event in extract_events(analysis):
            for place in event.places:
                known = place.mention if place.mention in wanted else place.name
                if known not in wanted:
                    continue
                tally.events += 1
                tally.carrying += place.country is not None
                tally.agreeing += place.country == wanted[known]
                if errors and place.country not in (None, wanted[known]):
                    print("  EVENT", gold.name, place.mention, place.country, wanted[known])
    return tally


def _score_names(gold: Text, analysis: Analysis, tally: Tally, *, errors: bool) -> None:
    context = context_of(analysis.entities)
    for name, code in gold.places:
        start = gold.text.find(name)
        if start < 0:
            continue
        tally.names += 1
        entry = locate(gold.text, start, start + len(name), context)
        tally.found += entry is not None and entry.country is not None
        tally.right += entry is not None and entry.country == code
        tally.towns += entry is not None and entry.latitude is not None
        if errors and (entry is None or entry.country != code):
            print("  NAME", gold.name, name, code, entry and (entry.country, entry.name))


def main() -> None:
    """Print both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    errors = parser.parse_args().errors
    for title, folder in (("tuning", "gold"), ("held back", "held_back")):
        t = score(GOLD / folder, errors=errors and title == "tuning")
        print(
            f"== {title}: names {t.names}, found {t.found}"
            f" ({100 * t.found / max(t.names, 1):.1f} %), country right"
            f" {t.right} ({100 * t.right / max(t.found, 1):.1f} %), with a position {t.towns};"
            f" places of events {t.events}, with a country {t.carrying}, right {t.agreeing}"
            f" ({100 * t.agreeing / max(t.carrying, 1):.1f} %)"
        )


if __name__ == "__main__":
    main()
