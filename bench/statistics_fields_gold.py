"""Scores every field of the statistics on whole articles of our own, both halves.

Run from the repository: ``python bench/statistics_fields_gold.py [--errors FIELD] [--least C]``.
The halves are told apart by the first bit of the SHA-256 of the file name; errors are printed of
the tuning half only. What the marks mean: `tests/extract/statistics/articles/README.md`.
"""

import argparse
import collections
import datetime as dt
import hashlib
import re
import sys
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.pipeline import extract_batch  # noqa: E402
from extract.reading import read_bytes  # noqa: E402
from extract.statistics.inventory import NAME_OF_CURRENCY, UNITS  # noqa: E402
from schemas import Article, Statistic  # noqa: E402

OWN = ROOT / "tests" / "extract" / "statistics" / "articles"
HALVES = ("tuning", "held")
FIELDS = (
    "value", "bound", "direction", "unit", "dim", "per", "of", "whose", "on", "at", "said", "same",
)  # fmt: skip
SURE = 0.5
"""The confidence from which a record counts as found: that from which figures are worth citing."""

_MARK = re.compile(r"\{(\??)([^}]*)\}")
_BOUNDS = {"~": "about", ">": "over", ">=": "at_least", "<": "under", "<=": "at_most"}
_SUFFIXES = {"html": "html", "md": "md", "txt": "txt"}


class Marked(msgspec.Struct, kw_only=True):
    """A figure of the gold: what each field may be, and where it stands in the article's text."""

    fields: dict[str, set[str]]
    start: int
    end: int
    judged: bool = True


class Sample(msgspec.Struct, kw_only=True):
    """An annotated article as the reader gives it."""

    name: str
    article: Article
    marks: list[Marked]

    @property
    def half(self) -> str:
        """The half that the article belongs to."""
        return HALVES[hashlib.sha256(self.name.encode()).digest()[0] >> 7]


def samples() -> list[Sample]:
    """Return the annotated articles, in order of their names."""
    return [_sample(path) for path in sorted(OWN.glob("*.txt"))]


def _sample(path: Path) -> Sample:
    body, gold = path.read_text(encoding="utf-8").split("\n---\n")
    head, marked = body.split("\n", 1)
    _, published, form = (cell.strip() for cell in head.removeprefix("#").split("|"))
    plain = _MARK.sub(r"\2", marked).strip()
    article = read_bytes(plain.encode(), name=f"{path.stem}.{_SUFFIXES[form]}")[0]
    assert isinstance(article, Article)
    article = msgspec.structs.replace(article, published=dt.date.fromisoformat(published))
    rows = iter(gold.strip().split("\n"))
    marks: list[Marked] = []
    position = 0
    for part in re.split(r"(\{[^}]*\})", marked.strip()):
        mark = _MARK.fullmatch(part)
        if mark is None:
            continue
        position, end = _found(article.text, mark[2], position)
        fields = {} if mark[1] else _fields(next(rows))
        marks.append(Marked(fields=fields, start=position, end=end, judged=not mark[1]))
        position = end
    assert next(rows, None) is None, path.name
    return Sample(name=path.name, article=article, marks=marks)


def _found(text: str, words: str, position: int) -> tuple[int, int]:
    """Return where *words* stand as a whole at *position* or after it."""
    found = re.compile(rf"(?<![\w.,]){re.escape(words)}(?![\w])(?![.,]\d)").search(text, position)
    assert found is not None, words
    return found.start(), found.end()


def _fields(row: str) -> dict[str, set[str]]:
    first, *rest = (cell.strip() for cell in row.split(";"))
    value, *tail = first.split()
    fields = {name: {""} for name in FIELDS}
    low, _, high = value.partition("..")
    fields["value"] = {f"{float(low):.6g}" + (f"..{float(high):.6g}" if high else "")}
    bound = {_BOUNDS[t] for t in tail if t in _BOUNDS}
    fields["bound"] = bound or {"range" if high else "exact"}
    fields["direction"] = {t for t in tail if t in {"up", "down"}} or {""}
    words = [t for t in tail if t not in _BOUNDS and t not in {"up", "down"}]
    unit = " ".join(words)
    fields["unit"] = {"" if unit == "-" else unit}
    fields["dim"] = {_dimension(unit)}
    for cell in rest:
        name, _, options = cell.partition("=")
        allowed = {"" if o == "-" else o for o in options.split("|")} if options else {"yes"}
        fields["said" if name == "said" else name] = allowed
    return fields


def _dimension(unit: str) -> str:
    if unit in NAME_OF_CURRENCY:
        return "money"
    if unit.endswith(" of age"):
        return "age"
    return UNITS[unit].dimension if unit in UNITS else "count"


def given(record: Statistic) -> dict[str, str]:
    """Return the fields of *record* in the gold's terms; empty where it has none."""
    value, low, high = record.value, record.low, record.high
    told = f"{value:.6g}" if value is not None else ""
    if value is None and low is not None and high is not None:
        told = f"{low:.6g}..{high:.6g}"
    return {
        "value": told,
        "bound": record.bound,
        "direction": record.direction or "",
        "unit": record.unit or "",
        "dim": record.dimension,
        "per": record.per or "",
        "of": record.of or "",
        "whose": record.subject or "",
        "on": _date(record),
        "at": record.place or "",
        "said": "yes" if record.said_by else "",
        "same": "yes" if record.same_as else "",
    }


def _date(record: Statistic) -> str:
    day = record.as_of
    if day is None:
        return ""
    if record.as_of_precision == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    shown = {"month": "%Y-%m", "year": "%Y", "decade": "%Y"}
    return day.strftime(shown.get(record.as_of_precision or "", "%Y-%m-%d"))


def agrees(field: str, options: set[str], found: str) -> bool:
    """Return whether *found* is one of *options*: for `of` a word of it, for names any case."""
    if field == "of":
        words = re.findall(r"[\w-]+", found.casefold())
        return ("" in options and not found) or any(
            set(o.casefold().split()) <= set(words) for o in options if o
        )
    return found.casefold() in {o.casefold() for o in options}


def paired(
    sample: Sample, records: list[Statistic]
) -> list[tuple[Marked | None, Statistic | None]]:
    """Return each mark with its record, then records without a mark; each is used once."""
    pairs: list[tuple[Marked | None, Statistic | None]] = []
    left = list(records)
    for mark in sample.marks:
        meets = [r for r in left if r.start < mark.end and mark.start < r.end]
        meets.sort(key=lambda r: (given(r)["value"] not in mark.fields.get("value", ()), r.start))
        if meets:
            left.remove(meets[0])
        if mark.judged:
            pairs.append((mark, meets[0] if meets else None))
    return pairs + [(None, record) for record in left]


def score(least: float) -> dict[str, dict[str, tuple[float, float, int]]]:
    """Return for each half and field precision, recall (0 to 1) and the number in the gold.

    *least*: confidence below which a record is left out. `found` needs no more than a record at
    the mark; the other fields are those of figures found.
    """
    done = samples()
    read = extract_batch([s.article for s in done])
    counts: dict[str, collections.Counter[str]] = {h: collections.Counter() for h in HALVES}
    for sample, extraction in zip(done, read, strict=True):
        records = [r for r in extraction.statistics if r.confidence >= least]
        for mark, record in paired(sample, records):
            _count(counts[sample.half], mark, record)
    return {
        half: {
            field: (
                c[f"{field} right"] / max(1, c[f"{field} given"]),
                c[f"{field} right"] / max(1, c[f"{field} gold"]),
                c[f"{field} gold"],
            )
            for field in ("found", *FIELDS)
        }
        for half, c in counts.items()
    }


def _count(c: collections.Counter[str], mark: Marked | None, record: Statistic | None) -> None:
    c["found gold"] += mark is not None
    c["found given"] += record is not None
    if mark is None or record is None:
        return
    c["found right"] += 1
    for field, found in given(record).items():
        options = mark.fields[field]
        if "?" in options:
            continue
        right = agrees(field, options, found)
        c[f"{field} gold"] += "" not in options
        c[f"{field} given"] += bool(found) and not (right and "" in options)
        c[f"{field} right"] += right and bool(found) and "" not in options


def calibration() -> list[tuple[float, bool]]:
    """Return the confidence of each record of both halves and whether all its fields are right."""
    done = samples()
    rows: list[tuple[float, bool]] = []
    for sample, extraction in zip(done, extract_batch([s.article for s in done]), strict=True):
        for mark, record in paired(sample, list(extraction.statistics)):
            if record is not None:
                rows.append((record.confidence, mark is not None and _is_right(mark, record)))
    return rows


def _is_right(mark: Marked, record: Statistic) -> bool:
    """Whether every judged field of *record* is right, apart from its links to other records."""
    return all(
        "?" in mark.fields[field] or agrees(field, mark.fields[field], found)
        for field, found in given(record).items()
        if field not in {"said", "same"}
    )


def _print_calibration() -> None:
    rows = calibration()
    print("confidence of records, how often they are right in every field, both halves")
    for low, high in ((0.0, 0.51), (0.51, 0.7), (0.7, 0.8), (0.8, 0.86), (0.86, 0.93), (0.93, 1.1)):
        inside = [(c, right) for c, right in rows if low <= c < high]
        if inside:
            told = sum(c for c, _ in inside) / len(inside)
            right = sum(right for _, right in inside) / len(inside)
            print(f"  {told:.2f}  {100 * right:.0f} % of {len(inside)}")


def errors(field: str, least: float) -> None:
    """Print the errors of one field, of the tuning half only."""
    done = [s for s in samples() if s.half == "tuning"]
    for sample, extraction in zip(done, extract_batch([s.article for s in done]), strict=True):
        records = [r for r in extraction.statistics if r.confidence >= least]
        for mark, record in paired(sample, records):
            _print(field, sample, mark, record)


def _print(field: str, sample: Sample, mark: Marked | None, record: Statistic | None) -> None:
    at = mark or record
    assert at is not None
    text = sample.article.text
    before, after = text[max(0, at.start - 90) : at.start], text[at.end : at.end + 50]
    line = f"{sample.name[:2]}  {before + '[' + text[at.start : at.end] + ']' + after!r}"
    if mark is None or record is None:
        if field == "found":
            print("MISS " if record is None else "EXTRA", line)
        return
    if field == "found" or "?" in mark.fields[field]:
        return
    found = given(record)[field]
    if not agrees(field, mark.fields[field], found):
        print(f"{'|'.join(sorted(mark.fields[field])) or '-'} <> {found or '-'}\t{line}")


def main() -> None:
    """Score both halves; with --errors print what is wrong in the tuning half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", choices=("found", *FIELDS), action="append", default=[])
    parser.add_argument("--least", type=float, default=SURE)
    options = parser.parse_args()
    for field in options.errors:
        print(f"== {field}")
        errors(field, options.least)
    scores = score(options.least)
    print(f"{'':10} {'tuning P / R (gold)':>24} {'held back P / R (gold)':>26}")
    for field in ("found", *FIELDS):
        cells = [
            f"{100 * p:.1f} / {100 * r:.1f} ({n})" for p, r, n in (scores[h][field] for h in HALVES)
        ]
        print(f"{field:10} {cells[0]:>24} {cells[1]:>26}")
    _print_calibration()


if __name__ == "__main__":
    main()
