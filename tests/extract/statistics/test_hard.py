"""Own sentences for the hard phenomena: one table, read as a whole, with a floor."""

import hashlib
from pathlib import Path

import msgspec
import pytest

from extract.analysis import analyse_batch
from extract.statistics import extract_statistics
from schemas import Article, Block, Bound, Direction, Statistic

TABLE = Path(__file__).with_name("hard_sentences.tsv")
FLOOR = 0.99
_BOUNDS: dict[str, Bound] = {
    "~": "about", ">": "over", ">=": "at_least", "<": "under", "<=": "at_most",
}  # fmt: skip
_LEAST = 0.25


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as the table tells it; ends of a range are equal for a single value."""

    low: float
    high: float
    unit: str | None
    bound: Bound
    direction: Direction | None
    per: str | None


def _expected(written: str) -> Expected:
    """Return "60 attack ~ /month" as a figure."""
    value, *rest = written.split(" ")
    per = written.partition("/")[2] if " /" in written else None
    unit = [w for w in rest if w not in _BOUNDS and w not in {"up", "down"}]
    if per is not None:
        unit = unit[: next(i for i, w in enumerate(unit) if w.startswith("/"))]
    low, _, high = value.partition("..")
    direction: Direction | None = "up" if "up" in rest else "down" if "down" in rest else None
    return Expected(
        low=float(low),
        high=float(high or low),
        unit=" ".join(unit) or None,
        bound="range" if high else next((_BOUNDS[w] for w in rest if w in _BOUNDS), "exact"),
        direction=direction,
        per=per,
    )


def _found(statistic: Statistic) -> Expected:
    value = statistic.value
    low = statistic.low if value is None else value
    high = statistic.high if value is None else value
    assert low is not None
    assert high is not None
    return Expected(
        low=round(low, 10),
        high=round(high, 10),
        unit=statistic.unit,
        bound=statistic.bound,
        direction=statistic.direction,
        per=statistic.per,
    )


def _article(number: int, text: str) -> Article:
    return Article(
        article_id=f"hard-{number}",
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        format="text",
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
    )


def read_table() -> list[tuple[str, list[Expected], list[Expected]]]:
    """Return each sentence with the figures expected and the figures found."""
    lines = [x for x in TABLE.read_text("utf-8").splitlines() if x and not x.startswith("#")]
    rows = [line.split("\t") for line in lines]
    analyses = analyse_batch([_article(i, row[0]) for i, row in enumerate(rows)])
    return [
        (
            text,
            [_expected(w.strip()) for w in figures.split(";") if w.strip() != "-"],
            [_found(s) for s in extract_statistics(a) if s.confidence >= _LEAST],
        )
        for (text, figures), a in zip(rows, analyses, strict=True)
    ]


def test_hard_sentences() -> None:
    """Of 900 own sentences at least as many as last measured are read right in every figure."""
    rows = read_table()
    wrong = [text for text, expected, found in rows if expected != found]
    assert len(rows) >= 900
    assert 1 - len(wrong) / len(rows) >= FLOOR, "\n".join(wrong)


@pytest.mark.parametrize("written", ["60 attack ~ /month", "2..3 week", "12 point up"])
def test_the_table_is_read_in_full(written: str) -> None:
    """Every mark of the table's notation reaches the comparison."""
    figure = _expected(written)
    assert (figure.unit, figure.per) in {("attack", "month"), ("week", None), ("point", None)}
