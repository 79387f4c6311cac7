"""Turns the statistics of gold sentences into the score's format and scores its three parts.

Run from the repository: ``python bench/statistics_gold.py [--errors N] [--least C]``. The parts
are told apart by the SHA-256 of the sentence id: `tuning` was always looked at, `opened` since
its figures at first sight were noted (docs/quality.md), `held` never. Each part is scored whole
and by set, because the gold of R-Tquant gives no modifiers. ``--least`` leaves out
figures of less confidence. ``--peers [PYTHON]`` scores quantulum3 and Recognizers-Text beside,
read by an interpreter that has them (`statistics_peers.py`).
"""

import argparse
import datetime as dt
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from extract.analysis import Analysis, analyse_batch
from extract.numbers import scan
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
    "LAK": "lao kip", "NLG": "netherlands guilde", "ANG": "netherlands guilde",
    "BAM": "bosnia and herzegovina convertible mark", "BWP": "botswana pula",
    "KGS": "kyrgyzstani som", "MWK": "malawian kwach", "UZS": "uzbekitan som",
    "[nmi_i]": "mile", "uL": "cubic millimetre", "kL": "cubic metre", "part per trillion":
    "parts-per-trillion", "metric horsepower": "horsepower", "light year": "light-year",
}  # fmt: skip
"""What the gold calls a unit, where it is not the name that our tables give first.

Its names are those of the table of units of CQE (github.com/vivkaz/CQE, `unit.json`).
"""


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


PARTS = ("tuning", "opened", "held")


def part_of(identifier: str) -> str:
    """Return which part a gold sentence belongs to: half are "tuning", a quarter "opened"."""
    digest = int(hashlib.sha256(identifier.encode()).hexdigest(), 16)
    return "tuning" if digest % 2 == 0 else "opened" if digest % 4 == 1 else "held"


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
_AMOUNT_MOVED = re.compile(
    r"\b(?:(?P<up>add(?:s|ed|ing)?|gain(?:s|ed|ing)?)|(?P<down>los(?:es?|t|ing)|drop(?:s|ped)?)) $"
)
"""Verbs that the gold marks with any amount: "loses 286 gigatonnes", "lost $3 million"."""

_AS_MUCH = re.compile(r"as (?:many|much|few|little) as ", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|each) [a-z]+$|\b(?:annual|year|month|week|dai|hour)ly$")
"""Rates that the gold leaves out: "286 gigatonnes annually" is gigatons there."""

_FIRST = re.compile(
    r"\b(top|previous|record|last|first|next|final|past|remaining|main|best) $", re.IGNORECASE
)
_OTHER = re.compile(r"\b(other|additional|extra|further) $", re.IGNORECASE)


def direction_of(statistic: Statistic, text: str) -> str | None:
    """Return the direction as the gold marks it: of verbs, not of "a rise of" or "5% more"."""
    before = text[max(0, statistic.start - 40) : statistic.start]
    if _NOMINAL.search(before) or _AFTER.match(text, statistic.end):
        return None
    lost = _AMOUNT_MOVED.search(before)
    if statistic.direction is None and lost is not None and statistic.dimension != "count":
        return "up" if lost["up"] else "down"
    return statistic.direction


_IRREGULAR = {"best": "good", "better": "good", "worst": "bad", "worse": "bad"}
_LOOSE = frozenset({"ADV", "CCONJ", "VERB", "DET", "ADP", "PART", "PRON", "AUX"})
_ONE_OF = re.compile(r"one of\b", re.IGNORECASE)
_NO_DEGREE = frozenset("other former latter inner outer upper proper super junior senior".split())


def _spelled(words: str, start: int, analysis: Analysis, dropped: frozenset[str] = _LOOSE) -> str:
    """Return the *words* of a counted noun that the gold keeps, its head apart.

    Nouns and adjectives, these in their plain degree ("hottest" is "hot"); no adverb, no "and",
    no bare participle ("300 recorded songs" are of "song", coal-fired plants stay coal-fired).
    """
    kept: list[str] = []
    last = ""
    for found in re.finditer(r"[^\s,]+", words):
        span = start + found.start(), start + found.end()
        token = next(iter(analysis.tokens_between(*span)), None)
        if token is None:
            continue
        word, before, last = found[0].lower(), last, found[0]
        bare = "-" not in word and (token.upos in dropped)
        if not bare and not (before.endswith("ly") and word.endswith("ed")):  # "decently sized"
            kept.append(_plain(word) if token.upos == "ADJ" else word)
    return " ".join(kept)


def _plain(adjective: str) -> str:
    """Return an adjective in its plain degree: "largest" is "large", "earlier" "early"."""
    stem = re.fullmatch(r"(.{2,}?)(?:er|est)", adjective)
    if adjective in _IRREGULAR or stem is None or adjective in _NO_DEGREE:
        return _IRREGULAR.get(adjective, adjective)
    plain = stem[1]
    if re.search(r"([bdgmnpt])\1$", plain):
        return plain[:-1]
    if plain.endswith("i"):
        return f"{plain[:-1]}y"
    return (
        f"{plain}e"
        if re.search(
            r"(?:[aiou][cgsvz]|rg|(?<!e)[aiu]t|(?<![aeo])(?:in|id|ud)|(?<!e)ar|ur|af|ns|tl|pl|bl|fr|lat|wis)$",
            plain,
        )
        else plain
    )


def _singled_out(statistic: Statistic, at: int, analysis: Analysis) -> str:
    """Return what else the gold takes for the unit after "one of the": where it excels.

    "One of the hottest luxury cars in the world" is one "hot luxury car world" there; a relative
    clause is left out.
    """
    whole = statistic.of or ""
    end = at + len(statistic.unit_text or "")
    begin = analysis.text.find(whole, max(0, at - 40))
    rest = analysis.text[end : begin + len(whole)] if 0 <= begin <= at else ""
    if re.match(r",| (?:that|which|who|whose|whom|of|he|she|they|I)\b", rest):
        return ""
    return _spelled(rest, end, analysis, _LOOSE - {"VERB"})


def unit_in_gold(statistic: Statistic, analysis: Analysis) -> str:
    """Return the unit in the gold's words: a counted noun with its adjectives.

    An adjective before the number counts too: "the top three seeds" are three of "top seed".
    """
    text = analysis.text
    written = statistic.unit_text or ""
    at = max(text.rfind(written, 0, statistic.end), 0)
    if statistic.dimension == "share" and statistic.unit is None:
        return _spelled(written, at, analysis)
    if statistic.dimension != "count":
        as_written = statistic.unit_text == "p"  # pence: "p" in the gold
        return "p" if as_written else unit_of(statistic.unit or "")
    words = (written or statistic.unit or "").lower().split()
    head = statistic.unit or ""
    if words and head in {"person", "police officer"}:
        head = words[-1].removesuffix("s")  # "people", "others", "police"
    kept = _spelled(written.rpartition(" ")[0], at, analysis)
    if _ONE_OF.match(statistic.quote):
        return " ".join(filter(None, [kept, head, _singled_out(statistic, at, analysis)]))
    other = _OTHER.search(statistic.quote.removesuffix(written))
    first = _FIRST.search(text, max(0, statistic.start - 12), statistic.start)
    led = [found[1].lower() for found in (first, other) if found is not None and statistic.unit]
    return " ".join(filter(None, [*led, kept, head]))


def quantity_of(statistic: Statistic, analysis: Analysis) -> dict[str, object]:
    """Return a statistic in the gold's terms: one modifier, bound before direction."""
    text = analysis.text
    unit = unit_in_gold(statistic, analysis)
    if statistic.per and not _EVERY.search(statistic.quote):
        unit = f"{unit} per {' per '.join(map(period_of, statistic.per.split(' per ')))}"
    modifier = _MODIFIERS.get(statistic.bound, direction_of(statistic, text) or "=")
    if _AS_MUCH.match(statistic.quote):
        modifier = "="
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
    """Score each part, or with ``--peers`` everything beside the peers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--least", type=float, default=0.0)
    parser.add_argument("--peers", nargs="?", const=sys.executable, metavar="PYTHON")
    options = parser.parse_args()
    rows = [json.loads(line) for line in (GOLD / "dev.jsonl").read_text("utf-8").splitlines()]
    analyses = analyse_batch([article_of(row) for row in rows])
    predicted = _predicted(analyses, options.least)
    if options.peers:
        _beside_peers(options.peers, rows, predicted, _speed(analyses))
        return
    for name in ("all", *reversed(PARTS)):
        chosen = [row for row in rows if name in {"all", part_of(row["id"])}]
        errors = ["--errors", str(options.errors)] if name in {"tuning", "opened"} else []
        for one_set in ([], ["--set", "newsquant"], ["--set", "rtquant"]):
            print("==", name, *one_set[1:], flush=True)
            print(_scored(chosen, predicted, *one_set, *([] if one_set else errors)), end="")


_FROM = re.compile(r"\bfrom (?:an? [a-z]+ )?(?:about |around |nearly |just )?$", re.IGNORECASE)
_TO = re.compile(r"(?: [a-z]+)?,? to (?:about |around |nearly |just )?", re.IGNORECASE)


def quantities_of(statistics: list[Statistic], analysis: Analysis) -> list[dict[str, object]]:
    """Return the statistics of a sentence in the terms of the gold.

    The gold takes "jumped from 240 to 273" for a range, we for two levels.
    """
    text = analysis.text
    found: list[dict[str, object]] = []
    for position, statistic in enumerate(statistics):
        quantity = quantity_of(statistic, analysis)
        previous = statistics[position - 1] if position else None
        if (
            previous is not None
            and previous.value is not None
            and statistic.value is not None
            and _TO.fullmatch(text, previous.end, statistic.start)
            and _FROM.search(text, max(0, previous.start - 24), previous.start)
        ):
            first = found.pop()
            quantity["value"] = [previous.value, statistic.value]
            quantity["unit"] = quantity["unit"] or first["unit"]
            quantity["start"] = first["start"]
        found.append(quantity)
    return found


def _predicted(analyses: list[Analysis], least: float) -> dict[str, list[dict[str, object]]]:
    return {
        a.article.article_id: quantities_of(
            [s for s in extract_statistics(a) if s.confidence >= least], a
        )
        for a in analyses
    }


def _speed(analyses: list[Analysis]) -> tuple[float, float]:
    """Return the words per CPU-second of the number pass alone and with all that follows it."""
    words = sum(len(a.text.split()) for a in analyses)
    begun = time.process_time()
    for a in analyses:
        scan(a.text)
    scanned = time.process_time()
    for a in analyses:
        extract_statistics(a)
    ended = time.process_time()
    return words / (scanned - begun), words / (ended - begun)


def _scored(
    rows: list[dict[str, Any]], predicted: dict[str, list[dict[str, Any]]], *options: str
) -> str:
    """Return what the gold's own scorer prints."""
    with tempfile.TemporaryDirectory() as folder:
        gold, found = Path(folder, "gold.jsonl"), Path(folder, "found.jsonl")
        gold.write_text("\n".join(json.dumps(row) for row in rows))
        lines = [{"id": r["id"], "quantities": predicted[r["id"]]} for r in rows]
        found.write_text("\n".join(map(json.dumps, lines)))
        command = [sys.executable, str(GOLD / "score.py"), str(gold), str(found), *options]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _beside_peers(
    python: str,
    rows: list[dict[str, Any]],
    predicted: dict[str, list[dict[str, Any]]],
    speed: tuple[float, float],
) -> None:
    """Print F1 in percent of value, unit and modifier for dateline and the peers, by set."""
    print("F1 value / +unit / +modifier; in brackets with both ends of a range apart")
    systems = {"dateline": (predicted, f"{speed[0]:,.0f} numbers, {speed[1]:,.0f} statistics")}
    sentences = "".join(json.dumps({"id": r["id"], "text": r["text"]}) + "\n" for r in rows)
    for peer in ("quantulum3", "recognizers"):
        command = [python, str(Path(__file__).with_name("statistics_peers.py")), peer]
        run = subprocess.run(command, input=sentences, capture_output=True, text=True, check=False)
        if run.returncode:
            print(f"{peer}: not run: {run.stderr.strip().splitlines()[-1:]}")
            continue
        read = json.loads(run.stdout)
        systems[peer] = (read["quantities"], f"{read['words_per_second']:,.0f}")
    for name, (quantities, words) in systems.items():
        print(f"{name:12} {words} words per CPU-second")
        for one_set in ("newsquant", "rtquant"):
            for part in PARTS:
                chosen = [row for row in rows if part_of(row["id"]) == part]
                whole, apart = (
                    json.loads(_scored(chosen, quantities, "--set", one_set, "--json", *more))
                    for more in ((), ("--expand-ranges",))
                )
                shown = " / ".join(
                    f"{whole[m][2]:.1f} ({apart[m][2]:.1f})"
                    for m in ("value", "value+unit", "value+modifier")
                )
                print(f"    {one_set:10} {part:7} {shown}")


if __name__ == "__main__":
    main()
