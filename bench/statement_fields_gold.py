"""Scores each field of the statements that were found on short articles of our own.

    python bench/statement_fields_gold.py [--misses]

The articles of `tests/extract/statements/gold/fields.txt` whose id begins with `a` are for
tuning; misses of those that begin with `b` are never looked at. Each article is a line `# id`,
its text, and a line for each statement: `> cue | name | role | organisation | act | negated |
addressee | date | kind`, “-” for none. All were annotated before any output was seen; articles
count as published on 2026-03-12, a Thursday.
"""

import argparse
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from extract.analysis import analyse_batch
from extract.reading import read_text
from extract.statements import extract_statements
from schemas import Statement

GOLD = Path(__file__).resolve().parent.parent / "tests/extract/statements/gold/fields.txt"
FIELDS = ("name", "role", "organisation", "act", "negated", "addressee", "date", "kind")
_PUBLISHED = dt.date(2026, 3, 12)
_ARTICLES = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One statement of the gold: where its cue begins, and its fields in the order of FIELDS."""

    cue: str
    start: int
    fields: tuple[str, ...]


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """One short article with its statements."""

    id: str
    text: str
    told: tuple[Told, ...]


class Score(msgspec.Struct):
    """Statements in the gold, those found, and right fields among them."""

    total: int = 0
    found: int = 0
    right: Counter[str] = msgspec.field(default_factory=Counter[str])
    misses: list[str] = []


def read(path: Path = GOLD) -> Iterator[Marked]:
    """Yield the articles of the gold.

    Raises:
        ValueError: a statement has not nine cells, or its cue does not stand in the text.
    """
    for part in path.read_text(encoding="utf-8").split("\n# "):
        name, _, body = part.removeprefix("# ").strip().partition("\n")
        lines = [line for line in body.splitlines() if line]
        text = " ".join(line for line in lines if not line.startswith("> "))
        told: list[Told] = []
        position = 0
        for line in lines:
            if not line.startswith("> "):
                continue
            cue, *fields = (cell.strip() for cell in line[2:].split(" | "))
            position = text.find(cue, position)
            if len(fields) != len(FIELDS) or position < 0:
                raise ValueError(f"{name}: bad statement {line!r}")
            told.append(Told(cue=cue, start=position, fields=tuple(fields)))
            position += len(cue)
        yield Marked(id=name, text=text, told=tuple(told))


def fields_of(found: Statement) -> tuple[str, ...]:
    """Return the fields of a record as the gold writes them."""
    speaker = found.speaker
    cells = (
        None if speaker is None else speaker.name,
        None if speaker is None else speaker.role,
        None if speaker is None else speaker.organisation,
        found.act,
        "yes" if found.negated else "no",
        found.addressee,
        None if found.date is None else found.date.isoformat(),
        found.kind,
    )
    return tuple("-" if cell is None else cell for cell in cells)


def same(wanted: str, given: str) -> bool:
    """Return whether two cells say the same, articles, case and marks aside."""
    plain = [_ARTICLES.sub("", w.replace("’", "'")).casefold().strip() for w in (wanted, given)]
    return plain[0] == plain[1]


def score(articles: list[Marked]) -> Score:
    """Return how many statements are found and how many of their fields are right."""
    result = Score()
    read_in = [read_text(a.text, source_id=a.id, published=_PUBLISHED) for a in articles]
    for article, analysis in zip(articles, analyse_batch(read_in), strict=True):
        records = extract_statements(analysis)
        for told in article.told:
            result.total += 1
            end = told.start + len(told.cue)
            at = [r for r in records if r.cue_start is not None and r.cue_end is not None]
            near = [r for r in at if (r.cue_start or 0) < end and told.start < (r.cue_end or 0)]
            if not near:
                result.misses.append(f"{article.id} {told.cue}: not found")
                continue
            result.found += 1
            given = fields_of(near[0])
            for field, wanted, got in zip(FIELDS, told.fields, given, strict=True):
                result.right[field] += same(wanted, got)
                if not same(wanted, got):
                    result.misses.append(f"{article.id} {told.cue} {field}: {wanted} → {got}")
    return result


def report(title: str, result: Score) -> str:
    """Return the line that is printed."""
    cells = [f"{f} {100 * result.right[f] / result.found:.1f}" for f in FIELDS]
    return f"{title}: {result.found} of {result.total} found; " + ", ".join(cells)


def main() -> None:
    """Print the scores of both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list the misses of the tuning part")
    options = parser.parse_args()
    articles = list(read())
    for title, letter in (("tuning", "a"), ("held back", "b")):
        result = score([a for a in articles if a.id.startswith(letter)])
        if options.misses and letter == "a":
            print(*result.misses, sep="\n")
        print(report(title, result))


if __name__ == "__main__":
    main()
