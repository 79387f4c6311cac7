"""Turns the statistics of gold sentences into the score's format and scores both halves.

Run from the repository: ``python bench/statistics_gold.py [--errors N] [--least C]``. The halves
are told apart by the SHA-256 of the sentence id; only the tuning half may be looked at. Each half
is scored whole and by set, because the gold of R-Tquant gives no modifiers. ``--least`` leaves out
figures of less confidence.
"""

import argparse
import datetime as dt
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from extract.analysis import analyse_batch
from extract.statistics import extract_statistics
from extract.statistics.currencies import unit_named
from extract.statistics.direction import AFTER as _AFTER
from extract.statistics.inventory import NAME_OF_CURRENCY, UNITS
from schemas import Article, Block, Statistic

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "statistics"
_GOLD_UNITS = {
    "t": "metric ton", "ton": "ton", "deg": "degree", "[dr_av]": "dram", "TWD": "taiwan dollar",
    "CNY": "chinese yuan", "USD": "dollar", "GBP": "pound sterling", "[HP]": "horsepower",
    "[lb_av]": "pound-mass", "time": "count", "percentage point": "percentage", "ILS": "shekel",
    "Cel": "celsius", "[degF]": "fahrenheit", "mm[Btu]": "mega british thermal unit",
    "[ft_i].[lbf_av]": "pound-foot", "mA.h": "milliampere-hour", "[Cal]": "calorie",
    "AED": "united arab emirates dirham", "magnitude": "magnitude", "VND": "vietnamese dong",
}  # fmt: skip
"""What the gold calls a unit, where it is not the name that our tables give first."""


def unit_of(code: str) -> str:
    """Return what the gold calls the unit of *code*; a counted noun is called itself."""
    if code in _GOLD_UNITS:
        return _GOLD_UNITS[code]
    if code in UNITS:
        return UNITS[code].name
    return NAME_OF_CURRENCY.get(code, code)


def period_of(per: str) -> str:
    """Return what the gold calls the base of a rate: "microgramme" is "microgram"."""
    unit = unit_named(per)
    return per if unit is None else unit_of(unit.code)


_ROUGHLY = re.compile(
    r"(?:about|around|roughly|approximately|some|nearly|an estimated|~)", re.IGNORECASE
)
"""Words of the quote that make a range rough; its bound tells only that it is one."""
_MODIFIERS = {"about": "~", "over": ">", "at_least": ">", "under": "<", "at_most": "<"}


def half(identifier: str) -> str:
    """Return which half a gold sentence belongs to: "tuning" or "held"."""
    even = int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 2 == 0
    return "tuning" if even else "held"


def article_of(row: dict[str, str]) -> Article:
    """Return a gold sentence as an article of one paragraph."""
    text = row["text"]
    return Article(
        article_id=row["id"],
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        format="text",
        published=dt.date(2019, 11, 1),
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
    )


_NOMINAL = re.compile(
    r"\b(?:increases?|decreases?|rises?|falls?|drops?|gains?|declines?|cuts?|reductions?|growth"
    r"|jumps?|losses|loss|hikes?|slumps?|dips?|surges?|improvements?|expansions?|contractions?)"
    r" (?:of|in)\b[\w ]{0,24}$",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"(?:and|most|more|very|so-called|\w+ly \w+ed)\s|\w+(?<!fami)(?<!ear)(?<!dai)ly\s"
)


def direction_of(statistic: Statistic, text: str) -> str | None:
    """Return the direction as the gold marks it: of verbs, not of "a rise of" or "5% more"."""
    before = text[max(0, statistic.start - 40) : statistic.start]
    if _NOMINAL.search(before) or _AFTER.match(text, statistic.end):
        return None
    return statistic.direction


def unit_in_gold(statistic: Statistic) -> str:
    """Return the unit in the gold's words: a counted noun with its adjectives, without adverbs."""
    if statistic.dimension == "share" and statistic.unit is None:
        return " ".join(_ADVERB.sub("", f"{statistic.unit_text or ''} ").split())
    if statistic.dimension != "count":
        as_written = statistic.unit_text == "p"  # pence: "p" in the gold
        return "p" if as_written else unit_of(statistic.unit or "")
    words = (statistic.unit_text or statistic.unit or "").lower().split()
    head = "other" if words[-1:] == ["others"] else statistic.unit or ""
    kept = _ADVERB.sub("", " ".join([*words[:-1], ""])).split()
    return " ".join([*kept, head])


def quantity_of(statistic: Statistic, text: str) -> dict[str, object]:
    """Return a statistic of *text* in the gold's terms: one modifier, bound before direction."""
    unit = unit_in_gold(statistic)
    if statistic.per:
        unit = f"{unit} per {' per '.join(map(period_of, statistic.per.split(' per ')))}"
    modifier = _MODIFIERS.get(statistic.bound, direction_of(statistic, text) or "=")
    if statistic.bound == "range" and _ROUGHLY.match(statistic.quote):
        modifier = "~"
    return {
        "value": statistic.value
        if statistic.value is not None
        else [statistic.low, statistic.high],
        "unit": unit,
        "modifier": modifier,
        "concept": " ".join(filter(None, (statistic.subject, statistic.of))),
        "start": statistic.start,
        "end": statistic.end,
    }


def main() -> None:
    """Score both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--least", type=float, default=0.0)
    options = parser.parse_args()
    rows = [json.loads(line) for line in (GOLD / "dev.jsonl").read_text("utf-8").splitlines()]
    analyses = analyse_batch([article_of(row) for row in rows])
    predicted = {
        a.article.article_id: [s for s in extract_statistics(a) if s.confidence >= options.least]
        for a in analyses
    }
    for name in ("all", "held", "tuning"):
        chosen = [row for row in rows if name == "all" or half(row["id"]) == name]
        with tempfile.TemporaryDirectory() as folder:
            gold, found = Path(folder, "gold.jsonl"), Path(folder, "found.jsonl")
            gold.write_text("\n".join(json.dumps(row) for row in chosen))
            found.write_text(
                "\n".join(
                    json.dumps(
                        {
                            "id": r["id"],
                            "quantities": [quantity_of(s, r["text"]) for s in predicted[r["id"]]],
                        }
                    )
                    for r in chosen
                )
            )
            errors = ["--errors", str(options.errors)] if name == "tuning" else []
            for part in ([], ["--set", "newsquant"], ["--set", "rtquant"]):
                print("==", name, *part[1:], flush=True)
                shown = [] if part else errors
                command = [sys.executable, str(GOLD / "score.py"), str(gold), str(found)]
                subprocess.run([*command, *part, *shown], check=True)


if __name__ == "__main__":
    main()
