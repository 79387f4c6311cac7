"""Time and memory of clustering made-up events: ``python -m bench.clusters_scale [EVENTS] [DAYS]``.

A year of events is loaded and clustered; then a day more (a thousandth of the events) is loaded
and clustered again. Each event is told by one to thirty articles, in one of several wordings, with
names and places that others share; most have a date, some none.
"""

import argparse
import datetime as dt
import hashlib
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from schemas import Article, Event, Extraction, Participant, Place, Span  # noqa: E402
from schemas.event import EventType  # noqa: E402
from schemas.ids import record_id  # noqa: E402
from warehouse import Warehouse  # noqa: E402

_SYLLABLES = (
    "ba ka lo mi ra se tu va zo ne di fa gu ho ja pe qui sha tor wen dar mol rin kas bel"
).split()
_KINDS: tuple[tuple[EventType, tuple[str, ...]], ...] = (
    ("ASSAULT", ("attacked", "raided", "stormed")),
    ("ACCIDENT", ("crash", "fire", "blast")),
    ("PROTEST", ("protested", "marched", "rallied")),
    ("ACCUSE", ("accused", "charged", "blamed")),
    ("CONSULT", ("met", "talks", "visited")),
    ("AGREE", ("signed", "agreed", "approved")),
    ("SANCTION", ("arrested", "detained", "jailed")),
    ("AID", ("donated", "delivered", "sent")),
)
_OBJECTS = tuple(
    f"the {thing}"
    for thing in "market barracks ministry bridge convoy mine parliament port school camp".split()
)
_START = dt.date(2025, 1, 1)
_PER_ARTICLE = 7


class _World:
    """Names and what happens, drawn from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.people = [self._name(3) for _ in range(4000)]
        self.towns = [(self._name(2), self.random.choice(("IQ", "NG", "KE", "PH", "UA", "CO")))
                      for _ in range(1500)]  # fmt: skip

    def _name(self, syllables: int) -> str:
        return "".join(self.random.choice(_SYLLABLES) for _ in range(syllables)).capitalize()

    def happening(self, day: dt.date) -> tuple[EventType, tuple[str, ...], str, str, str, str, int]:
        pick = self.random
        kind, triggers = pick.choice(_KINDS)
        town, country = pick.choice(self.towns)
        actor = pick.choice(self.people)
        return kind, triggers, actor, pick.choice(_OBJECTS), town, country, day.toordinal()


def articles(events: int, days: int, seed: int = 1, first: int = 0) -> Iterator[Extraction]:
    """Return made-up articles, seven events each, until there are at least *events*."""
    world = _World(seed)
    pick = random.Random(seed + first)  # noqa: S311
    made = number = 0
    for day in range(first, first + days):
        on = _START + dt.timedelta(days=day)
        tellings: list[tuple[EventType, tuple[str, ...], str, str, str, str, int]] = []
        due = events * (day - first + 1) // days - made
        while len(tellings) < due:
            happened = world.happening(on)
            tellings += [happened] * min(30, int(pick.paretovariate(1.2)))
        pick.shuffle(tellings)
        made += len(tellings)
        for start in range(0, len(tellings), _PER_ARTICLE):
            some = tellings[start : start + _PER_ARTICLE]
            yield _article(f"a{first}-{number}", on, some, pick)
            number += 1


def _article(
    name: str,
    day: dt.date,
    told: list[tuple[EventType, tuple[str, ...], str, str, str, str, int]],
    pick: random.Random,
) -> Extraction:
    title = f"{told[0][2]} in {told[0][4]}: what is known"
    text, events = f"{title}\n", []
    for kind, triggers, actor, thing, town, country, ordinal in told:
        trigger = pick.choice(triggers)
        sentence = f"{actor} and {pick.randint(2, 40)} others {trigger} {thing} in {town}, " + (
            pick.choice(("officials said.", "witnesses told reporters.", "a statement said."))
        )
        text += "\n"
        start = len(text)
        text += sentence
        at = start + sentence.index(f" {trigger} ") + 1
        where = start + sentence.index(f" {town},") + 1
        anchor = Span(start=at, end=at + len(trigger))
        happened = dt.date.fromordinal(ordinal) if pick.random() < 0.6 else None
        events.append(
            Event(
                record_id=record_id("event", name, anchor), article_id=name, revision=1,
                start=start, end=start + len(sentence), quote=sentence, section=None,
                origin="prose", confidence=0.75, extractor="events@1.0.0", type=kind,
                trigger=trigger, trigger_start=at, trigger_end=at + len(trigger),
                mentions=(anchor,), date_start=happened, date_end=happened,
                date_precision="day" if happened else None,
                historical=happened is None and pick.random() < 0.1,
                actors=(Participant(mention=actor, name=actor, start=start,
                                    end=start + len(actor)),),
                places=(Place(mention=town, name=town, start=where, end=where + len(town),
                              country=country, precision="city"),),
            )
        )  # fmt: skip
    article = Article(
        article_id=name, title=title, source=f"Paper {pick.randint(1, 300)}", published=day,
        text=text, text_sha256=hashlib.sha256(text.encode()).hexdigest(), format="text",
    )  # fmt: skip
    return Extraction(article=article, events=tuple(events))


def _timed(label: str, warehouse: Warehouse) -> None:
    begun = time.process_time()
    count = warehouse.cluster()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{label}: {count:,} clusters, {time.process_time() - begun:.1f} CPU-seconds,"
          f" {peak:,.0f} MB at the peak", flush=True)  # fmt: skip


def main() -> None:
    """Print CPU time and peak memory of clustering all, and then what is new."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", type=int, nargs="?", default=20_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--keep", type=Path, help="folder for the warehouse, kept")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        path = (chosen.keep or Path(made)) / "scale.duckdb"
        with Warehouse.open(path) as warehouse:
            begun = time.process_time()
            warehouse.load_many(articles(chosen.events, chosen.days))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"loaded: {time.process_time() - begun:.1f} CPU-seconds, {peak:,.0f} MB")
        with Warehouse.open(path) as warehouse:
            _timed("all", warehouse)
            warehouse.load_many(articles(max(chosen.events // 1000, 7), 1, first=chosen.days))
            _timed("a day more", warehouse)


if __name__ == "__main__":
    main()
