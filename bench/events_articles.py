"""Scores the events of our own annotated articles; run by `events_gold.py --only own`."""

import collections
import datetime as dt
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.analysis import analyse  # noqa: E402
from extract.events import extract_events  # noqa: E402
from extract.reading import read_bytes  # noqa: E402
from schemas import Article, Event  # noqa: E402

OWN = ROOT / "tests" / "extract" / "events"
MARK = re.compile(r"\{e(\d+):([^}]*)\}")


class Marked(msgspec.Struct, kw_only=True):
    """An event of our own gold. `type` None: two coders could differ, neither right nor wrong."""

    number: int
    type: str | None
    modes: set[str] = msgspec.field(default_factory=set)
    modality: str = "asserted"
    actors: list[list[str]] = msgspec.field(default_factory=list)
    recipients: list[list[str]] = msgspec.field(default_factory=list)
    countries: set[str] = msgspec.field(default_factory=set)
    date: str = "-"
    counts: set[str] = msgspec.field(default_factory=set)
    historical: bool = False
    spans: list[tuple[int, int]] = msgspec.field(default_factory=list)


def marked_article(path: Path) -> tuple[Article, list[Marked]]:
    """Return an annotated article as the reader gives it, with its events; spans in its text."""
    lines = path.read_text(encoding="utf-8").split("\n")
    published = lines[0].split("|")[1].strip()
    body = [line for line in lines[1:] if not line.startswith(("= e", "? e"))]
    events = [_marked(line) for line in lines[1:] if line.startswith(("= e", "? e"))]
    plain, spans = _unmarked("\n".join(body).strip())
    article = read_bytes(plain.encode(), name=path.name)[0]
    assert isinstance(article, Article)
    article = msgspec.structs.replace(article, published=dt.date.fromisoformat(published))
    # The reader changes white space only: characters are counted without it.
    at = [i for i, c in enumerate(article.text) if not c.isspace()]
    for event in events:
        for number, start, end in spans:
            if number == event.number:
                before = len("".join(plain[:start].split()))
                length = len("".join(plain[start:end].split()))
                event.spans.append((at[before], at[before + length - 1] + 1))
    return article, events


def _unmarked(text: str) -> tuple[str, list[tuple[int, int, int]]]:
    """Return *text* without its marks, and (number, start, end) of each mark."""
    plain, spans, last = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[last : mark.start()]
        spans.append((int(mark[1]), len(plain), len(plain) + len(mark[2])))
        plain += mark[2]
        last = mark.end()
    return plain + text[last:], spans


def _marked(line: str) -> Marked:
    fields = [field.strip() for field in line[2:].split(" | ")]
    number, type_, *modes = fields[0].split(None, 2)
    if line.startswith("?"):
        return Marked(number=int(number[1:]), type=None)
    named = dict(field.split(":", 1) for field in fields[2:])
    places = named["places"].split(";")
    return Marked(
        number=int(number[1:]),
        type=type_,
        modes=set(re.findall(r"[a-z-]{2,}", modes[0] if modes else "")),
        modality=fields[1],
        actors=_people(named["actors"]),
        recipients=_people(named["recipients"]),
        countries={p.rsplit("/", 1)[1].strip() for p in places if "/" in p},
        date=named["date"].strip(),
        counts=set(re.findall(r"[a-z]+ [0-9.]+", re.sub("[~<>=]", "", named["counts"]))),
        historical=named["historical"].strip() == "yes",
    )


def _people(text: str) -> list[list[str]]:
    """Return what each participant of a cell may be called, without the fates in brackets."""
    items = re.sub(r"\([a-z]+\)", "", text).split(";")
    names = [[name.strip() for name in item.split("->")] for item in items]
    return [n for n in names if n[0] not in ("-", "")]


def _hits(module: ModuleType, gold: list[list[str]], found: Iterable[Any]) -> int:
    """Return how many of *gold* are named by one of *found*, each used once."""
    rows = [[{"text": name} for name in (p.mention, p.name) if name] for p in found]
    used: set[int] = set()
    for names in gold:
        slot = {"text": names[0], "alternatives": names}
        for index, row in enumerate(rows):
            if index not in used and any(module.same_arg(slot, form) for form in row):
                used.add(index)
                break
    return len(used)


def score_own(module: ModuleType, errors: int) -> None:
    """Score whole articles of our own: an event is found where its trigger meets a mark.

    A second record for one event, and one at a place without mark, is false; what two coders
    could see differently counts neither way. Roles, modality, dates and counts are those of
    found events.
    """
    for half in ("gold", "held_back"):
        c: collections.Counter[str] = collections.Counter()
        for path in sorted((OWN / half).glob("*.txt")):
            article, marked = marked_article(path)
            _score_article(module, article, marked, c, errors if half == "gold" else 0)
        print(f"== own articles, {half}: {c['gold']} events")
        for title, hit, found, gold in (
            ("found", "hit", "found", "gold"),
            ("found with type", "typed", "found", "gold"),
            ("found, PLOVER's types", "plover", "plover_found", "plover_gold"),
            ("actors", "actor", "actor_found", "actor_gold"),
            ("recipients", "recipient", "recipient_found", "recipient_gold"),
        ):
            print(f"  {title:22} {json.dumps(module.prf(c[hit], c[found], c[gold]))}")
        for title in ("type", "modes", "modality", "historical", "date", "country", "counts"):
            total = c[f"{title}_of"]
            print(f"  {title:22} {100 * c[f'{title}_ok'] / max(total, 1):.1f} % of {total}")


def _score_article(
    module: ModuleType,
    article: Article,
    marked: list[Marked],
    c: collections.Counter[str],
    errors: int,
) -> None:
    done: set[int] = set()
    for event in extract_events(analyse(article)):
        spans = [(event.trigger_start, event.trigger_end)]
        spans += [(s.start, s.end) for s in event.mentions]
        meets = [g for g in marked if _meet(spans, g)]
        meets.sort(key=lambda g: (g.number in done, not _meet(spans[:1], g), g.type != event.type))
        match = next((g for g in meets if g.type is None or g.number not in done), None)
        if match is None:
            behind = (g for g in marked if g.number not in done and _carried(event, g))
            match = next(behind, None)
        if match is not None and match.type is None:
            continue
        plover = event.type in module.PLOVER
        c["found"] += 1
        c["plover_found"] += plover
        if match is None:
            if errors:
                kind = "TWICE" if meets else "FALSE"
                print(f"  {kind}\t{article.title}\t{event.type} {event.modality}"
                      f" {event.trigger}\t{event.quote[:150]!r}")  # fmt: skip
            continue
        done.add(match.number)
        c["hit"] += 1
        c["typed"] += match.type == event.type
        c["plover"] += plover and match.type == event.type
        _score_roles(module, event, match, c, article.title if errors else None)
    for gold in marked:
        c["gold"] += gold.type is not None
        c["plover_gold"] += gold.type in module.PLOVER
        if errors and gold.type is not None and gold.number not in done:
            words = [article.text[a:b] for a, b in gold.spans]
            around = article.text[max(0, gold.spans[0][0] - 80) : gold.spans[0][1] + 60]
            print(f"  MISS\t{article.title}\t{gold.type} {gold.modality} {words}\t{around!r}")


def _meet(spans: list[tuple[int, int]], gold: Marked) -> bool:
    return any(a < d and c < b for a, b in spans for c, d in gold.spans)


def _carried(event: Event, gold: Marked) -> bool:
    """Return whether the mark is on the noun behind our verb: "declared a state of *emergency*"."""
    spans = [(event.trigger_start, event.trigger_end)]
    spans += [(span.start, span.end) for span in event.mentions]
    near = any(end < start <= end + 30 for _, end in spans for start, _ in gold.spans)
    return near and event.type == gold.type


def _score_roles(
    module: ModuleType, event: Event, gold: Marked, c: collections.Counter[str], title: str | None
) -> None:
    for role, names, parts in (
        ("actor", gold.actors, event.actors),
        ("recipient", gold.recipients, event.recipients),
    ):
        hits = _hits(module, names, parts)
        c[role] += hits
        c[f"{role}_found"] += len(parts)
        c[f"{role}_gold"] += len(names)
        if title and (hits < len(names) or hits < len(parts)):
            print(f"  {role.upper()}\t{title}\t{event.type} {event.trigger}\t{names}"
                  f" <> {[p.mention for p in parts]}\t{event.quote[:200]!r}")  # fmt: skip
    day = _iso(event)
    countries = {p.country for p in event.places}
    for name, of, right in (
        ("type", True, event.type == gold.type),
        ("modes", bool(gold.modes), bool(gold.modes & set(event.modes))),
        ("modality", True, event.modality == gold.modality),
        ("historical", True, event.historical == gold.historical),
        ("date", gold.date != "-", day.startswith(gold.date.split("/")[0])),
        ("country", bool(gold.countries), bool(gold.countries & countries)),
        ("counts", bool(gold.counts), _counts(event) >= gold.counts),
    ):
        c[f"{name}_of"] += of
        c[f"{name}_ok"] += of and right
        if title and of and not right and name in ("type", "modality"):
            found = event.type if name == "type" else event.modality
            print(f"  {name.upper()}\t{title}\t{event.trigger}\t{getattr(gold, name)} <>"
                  f" {found}\t{event.quote[:150]!r}")  # fmt: skip


def _iso(event: Event) -> str:
    return event.date_start.isoformat() if event.date_start else ""


def _counts(event: Event) -> set[str]:
    return {f"{count.kind} {count.value:g}" for count in event.counts if count.value is not None}
