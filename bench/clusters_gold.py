"""Scores the clustering of events on ECB+ (772 articles in topics, gold coreference).

    python -m bench.clusters_gold [--cache FILE]

Held back: topics 2, 5, 12, 18, 21, 23, 34, 35, the customary development topics; the network of
`warehouse/clusters/data/judge.json` was fitted and the threshold chosen on the 25 others.

- `gold, subtopic`: gold mentions of the sentences ECB+ calls validated, compared within their
  subtopic, which is given. The baseline joins equal stems there.
- `gold, all sentences`: the same with the mentions of all sentences, where most links that the
  other sentences deserve are not in the gold.
- `gold, pooled`: nothing is given: the held-back articles in one heap, pairs by blocking.
- `predicted, pooled`: the extractor's own records in one heap; scored are the mentions that
  overlap a gold mention of a validated sentence. Two records of one article are never joined,
  as in the warehouse, where none has a date.
"""

import argparse
import hashlib
import json
import pickle
import sys
from collections import defaultdict
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.cluster_scores import scores  # noqa: E402
from bench.events_gold import GOLD, article_of  # noqa: E402
from extract.analysis import Analysis, analyse_batch  # noqa: E402
from extract.events import extract_events  # noqa: E402
from extract.events.clause import clause_of  # noqa: E402
from extract.language import Token  # noqa: E402
from schemas import Event  # noqa: E402
from warehouse.clusters.blocking import candidates  # noqa: E402
from warehouse.clusters.judge import judge  # noqa: E402
from warehouse.clusters.linkage import THRESHOLD, groups  # noqa: E402
from warehouse.clusters.profiles import Profiles, Story, Telling, profiles  # noqa: E402
from warehouse.clusters.similarity import Pairs, features  # noqa: E402
from warehouse.clusters.words import stem  # noqa: E402

HELD = frozenset({2, 5, 12, 18, 21, 23, 34, 35})


class Mention(msgspec.Struct, kw_only=True):
    """A mention of an event: where it stands, how it is told, and its gold group if it has one."""

    article: str
    topic: int
    subtopic: str
    start: int
    end: int
    telling: Telling
    cluster: str | None
    validated: bool = True


def gold_mentions(docs: Sequence[dict[str, Any]], analyses: Sequence[Analysis]) -> list[Mention]:
    """Return the gold mentions, told by our own reading of their sentences."""
    found: list[Mention] = []
    for number, (doc, analysis) in enumerate(zip(docs, analyses, strict=True)):
        events = extract_events(analysis)
        for row in doc["events"] or []:
            telling = _telling(analysis, events, row, number)
            if telling is not None:
                found.append(
                    Mention(
                        article=doc["id"], topic=doc["topic"], subtopic=doc["subtopic"],
                        start=row["start"], end=row["end"], telling=telling,
                        cluster=row["cluster"], validated=row["validated"],
                    )
                )  # fmt: skip
    return found


def _telling(
    analysis: Analysis, events: Sequence[Event], row: dict[str, Any], story: int
) -> Telling | None:
    tokens = list(analysis.tokens_between(row["start"], row["end"]))
    if not tokens:
        return None
    head = _head(tokens)
    sentence = analysis.sentences[head.sentence]
    event = next(
        (e for e in events if any(m.start < row["end"] > row["start"] < m.end for m in e.mentions)),
        None,
    )
    return Telling(
        story=story,
        type=event.type if event else None,
        trigger=row["text"],
        quote=analysis.text[sentence.start : sentence.end],
        arguments=_arguments(event) if event else () or _parsed_arguments(analysis, head),
        places=tuple(p.name or p.mention for p in event.places) if event else (),
    )


def _head(tokens: Sequence[Token]) -> Token:
    inside = {t.index for t in tokens}
    tops = [t for t in tokens if t.head not in inside]
    full = ("VERB", "NOUN", "PROPN", "ADJ")
    for group in (tops, tokens):
        for token in group:
            if token.upos in full:
                return token
    return tops[0]


def _parsed_arguments(analysis: Analysis, head: Token) -> tuple[str, ...]:
    clause = clause_of(analysis, head)
    found: list[str] = []
    for token in (*clause.subjects, *clause.objects):
        entity = analysis.entity_of(token)
        if entity is not None and entity.name:
            found.append(entity.name)
        if token.upos != "PRON":
            found.append(token.text)
    return tuple(dict.fromkeys(found))


def _arguments(event: Event) -> tuple[str, ...]:
    return tuple(p.name or p.mention for p in (*event.actors, *event.recipients))


def predicted_mentions(
    docs: Sequence[dict[str, Any]], analyses: Sequence[Analysis]
) -> list[tuple[Mention, Event]]:
    """Return the records the extractor reads, each with the gold group of what it overlaps."""
    found: list[tuple[Mention, Event]] = []
    for number, (doc, analysis) in enumerate(zip(docs, analyses, strict=True)):
        gold = [row for row in doc["events"] or [] if row["validated"]]
        for event in extract_events(analysis):
            telling = Telling(
                story=number, type=event.type, trigger=event.trigger, quote=event.quote,
                arguments=_arguments(event),
                places=tuple(p.name or p.mention for p in event.places),
            )  # fmt: skip
            for span in event.mentions:
                row = next(
                    (r for r in gold if r["start"] < span.end and span.start < r["end"]), None
                )
                mention = Mention(
                    article=doc["id"], topic=doc["topic"], subtopic=doc["subtopic"],
                    start=span.start, end=span.end, telling=telling,
                    cluster=row["cluster"] if row else None,
                )  # fmt: skip
                found.append((mention, event))
    return found


def stories(docs: Sequence[dict[str, Any]]) -> list[Story]:
    """Return the articles as they are compared; ECB+ gives no titles."""
    return [Story(title="", text=doc["text"]) for doc in docs]


def within(of: Sequence[Hashable]) -> tuple[Pairs, Pairs]:
    """Return all pairs of rows that have the same value, each once."""
    rows: dict[Hashable, list[int]] = defaultdict(list)
    for row, value in enumerate(of):
        rows[value].append(row)
    left: list[Pairs] = [np.zeros(0, np.int64)]
    right: list[Pairs] = [np.zeros(0, np.int64)]
    for members in rows.values():
        a, b = np.triu_indices(len(members), 1)
        block = np.array(members, np.int64)
        left.append(block[a])
        right.append(block[b])
    return np.concatenate(left), np.concatenate(right)


def all_features(of: Profiles, left: Pairs, right: Pairs, step: int = 100_000) -> np.ndarray:
    """Return the features of all pairs, worked out in parts."""
    parts = [
        features(of, left[i : i + step], right[i : i + step]) for i in range(0, len(left), step)
    ]
    return np.concatenate(parts) if parts else np.zeros((0, 0), np.float32)


def grouped(
    of: Profiles, left: Pairs, right: Pairs, *, records: bool = False
) -> dict[Hashable, Hashable]:
    """Return the number of the group of each row; *records* of one article are never joined."""
    likely = judge().probabilities(all_features(of, left, right))
    if records:
        likely[of.story[left] == of.story[right]] = 0
    found = groups(len(of.story), left, right, likely, THRESHOLD)
    return {row: number for number, group in enumerate(found) for row in group}


def show(title: str, gold: dict[Hashable, Hashable], found: dict[Hashable, Hashable]) -> None:
    """Print the scores of one protocol, in hundredths."""
    parts = [
        f"{name} {100 * p:.1f}/{100 * r:.1f}/{100 * f:.1f}"
        if name != "CoNLL"
        else f"CoNLL {100 * f:.1f}"
        for name, (p, r, f) in scores(gold, found).items()
    ]
    print(f"  {title:34} {'  '.join(parts)}", flush=True)


def report(title: str, docs: Sequence[dict[str, Any]], analyses: Sequence[Analysis]) -> None:
    """Print all protocols for some topics."""
    print(f"== {title}: {len(docs)} articles; precision/recall/F1")
    mentions = gold_mentions(docs, analyses)
    told = stories(docs)
    for name, some in (
        ("gold, subtopic", [m for m in mentions if m.validated]),
        ("gold, all sentences, subtopic", mentions),
    ):
        gold: dict[Hashable, Hashable] = {i: m.cluster for i, m in enumerate(some)}
        show(f"{name}: same stem", gold, {i: _same_stem(m) for i, m in enumerate(some)})
        columns = profiles([m.telling for m in some], told)
        show(name, gold, grouped(columns, *within([(m.topic, m.subtopic) for m in some])))
    some = [m for m in mentions if m.validated]
    gold = {i: m.cluster for i, m in enumerate(some)}
    columns = profiles([m.telling for m in some], told)
    show(
        "gold, pooled: same stem",
        gold,
        {i: stem(m.telling.trigger.lower()) for i, m in enumerate(some)},
    )
    show("gold, pooled", gold, grouped(columns, *candidates(columns, kinds=False)))
    _report_predicted(docs, analyses, told)


def _same_stem(mention: Mention) -> Hashable:
    return mention.topic, mention.subtopic, stem(mention.telling.trigger.lower())


def _report_predicted(
    docs: Sequence[dict[str, Any]], analyses: Sequence[Analysis], told: Sequence[Story]
) -> None:
    pairs = predicted_mentions(docs, analyses)
    events = {event.record_id: mention.telling for mention, event in pairs}
    rows = {record_id: row for row, record_id in enumerate(events)}
    columns = profiles(list(events.values()), told)
    of_row = grouped(columns, *candidates(columns), records=True)
    scored = [(m, e) for m, e in pairs if m.cluster is not None]
    gold: dict[Hashable, Hashable] = {i: m.cluster for i, (m, _) in enumerate(scored)}
    found = {i: of_row[rows[e.record_id]] for i, (_, e) in enumerate(scored)}
    alone: dict[Hashable, Hashable] = {i: e.record_id for i, (_, e) in enumerate(scored)}
    print(f"  predicted: {len(events)} records, {len(scored)} mentions scored")
    show("predicted: each record alone", gold, alone)
    show("predicted, pooled", gold, found)


def load(cache: Path | None) -> tuple[list[dict[str, Any]], list[Analysis]]:
    """Return the articles of ECB+ and their analyses, kept in *cache* if it is given."""
    with (GOLD / "ecbplus.jsonl").open(encoding="utf-8") as lines:
        docs = [json.loads(line) for line in lines]
    if cache is not None and cache.exists():
        return docs, pickle.loads(cache.read_bytes())  # noqa: S301
    analyses = analyse_batch([article_of(d["text"], None, _plain_id(d["id"])) for d in docs])
    if cache is not None:
        cache.write_bytes(pickle.dumps(analyses))
    return docs, analyses


def _plain_id(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:20]


def main() -> None:
    """Print the scores of the tuning topics and of those held back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path)
    docs, analyses = load(parser.parse_args().cache)
    for title, held in (("tuning topics (fitted on)", False), ("held-back topics", True)):
        some = [i for i, doc in enumerate(docs) if (doc["topic"] in HELD) == held]
        report(title, [docs[i] for i in some], [analyses[i] for i in some])


if __name__ == "__main__":
    main()
