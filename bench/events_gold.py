"""Scores the events extractor on the development gold beside the project.

    python bench/events_gold.py [--errors N] [--only own|plv|gsr|india|acled|wiki|timelines]

PLV is split by a hash of the sentence id into a half for tuning and a half held back; errors
are printed from the tuning half only, of our own articles from `gold`, never from `held_back`.
"""

import argparse
import collections
import datetime as dt
import hashlib
import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.events_articles import score_own  # noqa: E402
from extract.analysis import analyse  # noqa: E402
from extract.events import extract_events  # noqa: E402
from extract.reading import read_bytes  # noqa: E402
from schemas import Article, Block, Event  # noqa: E402

GOLD = ROOT.parent / "shared" / "gold" / "events"
PRONOUNS = {"he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "who"}
# A conviction is an accusation there, an attack on computers an assault.
PLV_TYPES = {("SANCTION", "convict"): "ACCUSE", ("COERCE", "cyber"): "ASSAULT"}
MUTUAL = {"AGREE", "CONSULT", "COOPERATE", "SUPPORT"}


def article_of(text: str, published: str | None, article_id: str = "gold") -> Article:
    """Return *text* as an article of paragraphs, one a line."""
    blocks: list[Block] = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(kind="paragraph", start=position, end=position + len(line)))
        position += len(line) + 1
    return Article(
        article_id=article_id,
        text=text,
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        format="text",
        blocks=tuple(blocks),
        published=dt.date.fromisoformat(published[:10]) if published else None,
    )


def events_of(doc: dict[str, Any]) -> list[Event]:
    """Return the events of one gold text."""
    return extract_events(analyse(article_of(doc["text"], doc.get("doc_date"))))


def _span(part: Any) -> dict[str, Any]:
    """Return a participant as score.py reads it; a pronoun by the name it stands for."""
    named = part.mention.lower() in PRONOUNS and getattr(part, "name", None)
    return {"text": named or part.mention, "start": part.start, "end": part.end}


def prediction(doc: dict[str, Any], *, modalities: set[str] | None = None) -> dict[str, Any]:
    """Return the events of one gold text in the form that score.py reads."""
    rows = []
    for event in events_of(doc):
        if modalities is not None and event.modality not in modalities:
            continue
        counts = {c.kind: c.value for c in event.counts}
        rows.append(
            {
                "type": event.type,
                "mode": event.modes[0] if event.modes else None,
                "trigger": {
                    "text": event.trigger,
                    "start": event.trigger_start,
                    "end": event.trigger_end,
                },
                "actors": [_span(p) for p in event.actors],
                "targets": [_span(p) for p in event.recipients],
                "locations": [_span(p) for p in event.places],
                "date": {"value": event.date_start.isoformat()} if event.date_start else None,
                "killed": counts.get("killed"),
                "wounded": counts.get("wounded"),
                "modality": event.modality,
                "acled": event.acled_sub_event_type,
            }
        )
    return {"id": doc["id"], "events": rows}


def scorer() -> ModuleType:
    """Return the gold's own score.py as a module."""
    spec = importlib.util.spec_from_file_location("events_score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def docs_of(name: str) -> list[dict[str, Any]]:
    """Return the lines of a gold file."""
    with (GOLD / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def tuning(doc: dict[str, Any]) -> bool:
    """Return whether a text belongs to the half that may be looked at."""
    return int(hashlib.sha256(doc["id"].encode()).hexdigest(), 16) % 2 == 0


def in_plv_types(events: list[dict[str, Any]]) -> None:
    """Give events the types of PLV's scheme, which is older than the manual 0.8 (`PLV_TYPES`)."""
    for event in events:
        event["type"] = PLV_TYPES.get((event["type"], event["mode"]), event["type"])


def fold_yield(events: list[dict[str, Any]]) -> None:
    """Fold CONCEDE and RETREAT into YIELD, as PLV's scheme of 15 types has them."""
    for event in events:
        if event.get("type") in ("CONCEDE", "RETREAT") or event.get("orig_type") == "YIELD":
            event["type"] = "YIELD"


def show(title: str, result: dict[str, Any]) -> None:
    """Print the lines of a score that matter."""
    print(f"== {title}")
    for key in (
        "types_micro",
        "types_macro",
        "events",
        "trigger_id",
        "trigger_cls",
        "actor",
        "target",
        "location",
        "date_acc",
        "mode_acc",
        "killed",
    ):
        if key in result:
            print(f"  {key:12} {json.dumps(result[key])}")


def one_span(parts: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """Return *parts* with coordinated ones as one: PLV has one span for "the UN, NATO and Iran"."""
    joined: list[dict[str, Any]] = []
    for part in parts:
        between = text[joined[-1]["end"] : part["start"]] if joined else ""
        if joined and re.fullmatch(r"(?:[\s,]|and|or|the|as well as)+", between):
            last = joined[-1]
            whole = text[last["start"] : part["end"]]
            joined[-1] = {"text": whole, "start": last["start"], "end": part["end"]}
        else:
            joined.append(part)
    return joined


def as_plv(row: dict[str, Any], text: str) -> dict[str, Any]:
    """Return an event as PLV annotates one.

    Of two sides that act together the second receives; where nobody does, the place.
    """
    actors, targets = row["actors"], row["targets"]
    if row["type"] in MUTUAL and len(actors) > 1 and not targets:
        actors, targets = actors[:1], actors[1:]
    targets = targets or row["locations"][:1]
    return {**row, "actors": one_span(actors, text), "targets": one_span(targets, text)}


def principal(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the event to answer with where one is asked for: with most roles, then the first."""
    asserted = [r for r in rows if r["modality"] in ("asserted", "planned")] or rows
    return max(
        asserted,
        key=lambda r: (bool(r["actors"]) + bool(r["targets"]), -r["trigger"]["start"]),
        default=None,
    )


def show_one(module: ModuleType, docs: list[dict[str, Any]], found: dict[str, Any]) -> None:
    """Print accuracies of one answer for each text; roles count whatever the type, as for peers."""
    c: collections.Counter[str] = collections.Counter()
    by_type: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for doc in docs:
        gold, row = doc["events"][0], principal(found[doc["id"]])
        by_type[gold["type"]]["g"] += 1
        if row is None:
            continue
        by_type[row["type"]]["p"] += 1
        by_type[gold["type"]]["tp"] += row["type"] == gold["type"]
        right = [row["type"] == gold["type"]]
        right += [
            not gold[k] or bool(module.arg_hits(gold[k], row[k])) for k in ("actors", "targets")
        ]
        for name, ok in zip(("type", "actor", "recipient"), right, strict=True):
            c[name] += ok
        c["all three"] += all(right)
    shares = {name: round(100 * c[name] / len(docs), 1) for name in c}
    f1 = [module.prf(v["tp"], v["p"], v["g"])["F1"] for v in by_type.values() if v["g"]]
    print(f"  one answer   {json.dumps(shares)} macro F1 {sum(f1) / len(f1):.1f}")


def score_types(name: str, errors: int) -> None:
    """Score types, actors and recipients on PLV (two halves) or the PLOVER samples."""
    module, docs = scorer(), docs_of(name)
    own = set(module.PLOVER)
    halves = {"all": docs}
    if name == "plv":
        halves = {
            "tuning": [d for d in docs if tuning(d)],
            "held back": [d for d in docs if not tuning(d)],
        }
    for title, half in halves.items():
        found = {}
        for doc in half:
            fold_yield(doc["events"]) if name == "plv" else None
            rows = [as_plv(e, doc["text"]) for e in prediction(doc)["events"] if e["type"] in own]
            if name == "plv":
                in_plv_types(rows)
                fold_yield(rows)
            found[doc["id"]] = rows
        result, wrong = module.score(half, found)
        show(f"{name} {title} ({len(half)} texts)", result)
        show_one(module, half, found)
        if title != "held back":
            for key, value in result["by_type"].items():
                print(f"    {key:10} {json.dumps(value)}")
            for line in wrong[:errors]:
                print("   ", *line, sep="\t")


def score_timelines(errors: int) -> None:
    """Score timeline rows: found with the right first day and precision, and nothing else."""
    good = missed = extra = 0
    for doc in docs_of("timelines"):
        article = _read(doc)
        events = [e for e in extract_events(analyse(article)) if e.date_basis == "heading"]
        left = list(events)
        for row in doc["rows"]:
            hit = next((e for e in left if _row_hit(e, row)), None)
            if hit is None:
                missed += 1
                if errors:
                    print("  MISS", doc["id"], row)
            else:
                good += 1
                left.remove(hit)
        extra += len(left)
        if errors:
            for event in left:
                print("  EXTRA", doc["id"], event.quote, event.date_start, event.date_end)
    print(f"== timelines: rows found {good}, missed {missed}, extra {extra}")


def _read(doc: dict[str, Any]) -> Article:
    """Return a timeline as the reader gives it, with the gold's day of publication."""
    kind = doc["format"]
    name = "rows.html" if "HTML" in kind else "rows.txt" if "plain" in doc["id"] else "rows.md"
    article = read_bytes(doc["text"].encode(), name=name)[0]
    assert isinstance(article, Article)
    published = dt.date.fromisoformat(doc["doc_date"])
    return msgspec.structs.replace(article, published=published)


def _row_hit(event: Event, row: dict[str, Any]) -> bool:
    if row["event"] not in event.quote or event.date_start is None:
        return False
    date, precision = row["date"], row["precision"]
    if precision == "season":
        month = {"SP": 3, "SU": 6, "AU": 9, "WI": 12}[date[-2:]]
        right = event.date_start == dt.date(int(date[:4]), month, 1)
    else:
        right = event.date_start.isoformat().startswith(date.rstrip("X"))
    if precision == "range":
        end = event.date_end.isoformat()[:4] if event.date_end else ""
        return right and end == row["date_end"]
    return right and event.date_precision == precision


def score_india(errors: int, wanted: int = 500) -> None:
    """Print how many of the empty sentences stay without killing, arrest or force."""
    empty = [d for d in docs_of("india_police") if not d["events"] and d["text"].strip()]
    sample = sorted(empty, key=lambda d: hashlib.sha256(d["id"].encode()).hexdigest())[:wanted]
    loud = any_event = shown = 0
    for doc in sample:
        events = events_of(doc)
        any_event += bool(events)
        violent = [
            e for e in events
            if e.modality == "asserted"
            and (e.type == "ASSAULT" or (e.type == "COERCE" and "arrest" in e.modes))
        ]  # fmt: skip
        loud += bool(violent)
        if violent and shown < errors:
            shown += 1
            print("  LOUD", [(e.type, e.trigger) for e in violent], doc["text"][:200])
    print(
        f"== india_police: {len(sample)} empty sentences, silent for kill/arrest/force"
        f" {100 - 100 * loud / len(sample):.1f} %, without any event"
        f" {100 - 100 * any_event / len(sample):.1f} %"
    )
    held: collections.Counter[tuple[str, bool]] = collections.Counter()
    for doc in [d for d in docs_of("india_police") if d["events"]][:400]:
        types = {e.type for e in events_of(doc)}
        for event in doc["events"]:
            if event["type"] in ("ASSAULT", "COERCE"):
                held[event["type"], event["type"] in types] += 1
    for name in ("ASSAULT", "COERCE"):
        print(f"  recall {name}: {held[name, True]} of {held[name, True] + held[name, False]}")


def score_acled() -> None:
    """Print how often the sub-event type is among those predicted, by the text."""
    hits: collections.Counter[str] = collections.Counter()
    totals: collections.Counter[str] = collections.Counter()
    typed = 0
    docs = docs_of("acled_subtypes")
    for doc in docs:
        found = prediction(doc)["events"]
        gold = doc["events"][0]
        wanted = gold.get("acled_sub_event_type") or gold["orig_type"]
        totals[wanted] += 1
        hits[wanted] += any(e["acled"] == wanted for e in found)
        typed += any(e["type"] == gold["type"] for e in found)
    own = [name for name in totals if not name.isupper()]  # the others are no types of ACLED's
    print(f"== acled_subtypes: sub-event type among predicted {sum(hits.values())} of {len(docs)},"
          f" of ACLED's own {sum(totals[name] for name in own)}, type {typed}")  # fmt: skip
    for name, total in totals.most_common():
        print(f"    {name:40} {hits[name]:3} of {total}")


def score_wiki(errors: int) -> None:
    """Score triggers and arguments on whole articles."""
    module, docs = scorer(), docs_of("wikievents")
    found = {doc["id"]: prediction(doc)["events"] for doc in docs}
    result, wrong = module.score(docs, found, match="trigger")
    show(f"wikievents ({len(docs)} articles)", result)
    for line in wrong[:errors]:
        print("   ", *line[:4], sep="\t")


def main() -> None:
    """Run the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--only", default="own,timelines,gsr,plv,india,acled,wiki")
    options = parser.parse_args()
    wanted = options.only.split(",")
    if "own" in wanted:
        score_own(scorer(), options.errors)
    if "timelines" in wanted:
        score_timelines(options.errors)
    if "gsr" in wanted:
        score_types("plover_gsr", options.errors)
    if "plv" in wanted:
        score_types("plv", options.errors)
    if "india" in wanted:
        score_india(options.errors)
    if "acled" in wanted:
        score_acled()
    if "wiki" in wanted:
        score_wiki(options.errors)


if __name__ == "__main__":
    main()
