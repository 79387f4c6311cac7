"""Scores names, phrases and pronouns on marked articles of our own writing.

    python bench/coreference_gold.py [--misses] [--tuning-only]

`tests/extract/names/gold` is for tuning, and its misses may be looked at; the articles of
`tests/extract/names/held_back` are never looked at, only counted. How marks are written is told
by the README beside them.
"""

import argparse
import hashlib
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Literal

import msgspec

from extract.language import Parse, parse_articles
from extract.names import ArticleEntity, Mention, resolve
from extract.reading import read_bytes
from schemas import Article

_NAMES = Path(__file__).resolve().parent.parent / "tests" / "extract" / "names"
TUNING, HELD_BACK = _NAMES / "gold", _NAMES / "held_back"

Kind = Literal["first", "name", "nominal", "pronoun", "plural", "speaker"]
KINDS: tuple[Kind, ...] = ("first", "name", "nominal", "pronoun", "plural", "speaker")

_OPENING = re.compile(r"\{(\w+(?:\+\w+)*):|\}")
_PRONOUNS = frozenset(
    "he him his she hers her they them their theirs it its himself herself itself"
    " themselves".split()
)
_FIRST_PERSON = frozenset("i me my mine myself".split())
_DETERMINERS = frozenset("the his her its their this that these those both".split())


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """One marked mention: whose (several ids for a plural), where, and of which kind."""

    who: tuple[str, ...]
    start: int
    end: int
    text: str
    kind: Kind


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """An article of the gold with what was marked and what was read."""

    name: str
    article: Article
    parse: Parse
    marked: tuple[Marked, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[ArticleEntity, ...]


class Score(msgspec.Struct, kw_only=True):
    """Counts by kind of mention, and a line for each miss.

    `spurious` counts pronouns and phrases that were given to somebody but stand for nobody
    marked; `precision` and `recall` are sums of B³ over `mentions`.
    """

    total: Counter[str] = msgspec.field(default_factory=Counter[str])
    right: Counter[str] = msgspec.field(default_factory=Counter[str])
    wrong: Counter[str] = msgspec.field(default_factory=Counter[str])
    spurious: Counter[str] = msgspec.field(default_factory=Counter[str])
    precision: float = 0.0
    recall: float = 0.0
    mentions: int = 0
    lines: list[str] = msgspec.field(default_factory=list[str])

    def accuracy(self, kind: Kind) -> float:
        """Return the share of the marked mentions of *kind* that are resolved right."""
        return self.right[kind] / self.total[kind] if self.total[kind] else 1.0

    def sureness(self, kind: Kind) -> float:
        """Return the share of right ones among the mentions of *kind* that were resolved."""
        answered = self.right[kind] + self.wrong[kind] + self.spurious[kind]
        return self.right[kind] / answered if answered else 1.0

    def b_cubed(self) -> float:
        """Return the B³ F1 over the marked mentions, an unresolved one standing alone."""
        if not self.mentions or not self.precision + self.recall:
            return 0.0
        return 2 * self.precision * self.recall / (self.precision + self.recall) / self.mentions


def digest(folder: Path) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of the marked articles."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob("*.txt")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:16]


def read(path: Path) -> Reading:
    """Return the article at *path*, read and resolved."""
    plain, marked = unmark(path.read_text("utf-8"))
    (article,) = (a for a in read_bytes(plain.encode(), name=path.name) if isinstance(a, Article))
    shift = article.text.find(plain[:40])
    (parse,) = parse_articles([article])
    mentions, entities = resolve(article, parse)
    placed = [msgspec.structs.replace(m, start=m.start + shift, end=m.end + shift) for m in marked]
    for mark in placed:
        if article.text[mark.start : mark.end] != mark.text:
            raise ValueError(f"{path.name}: the mark {mark.text!r} is not where it was written")
    return Reading(
        name=path.stem,
        article=article,
        parse=parse,
        marked=tuple(placed),
        mentions=tuple(mentions),
        entities=tuple(entities),
    )


def unmark(source: str) -> tuple[str, list[Marked]]:
    """Return *source* without its marks, and the marks in text order, placed in that text."""
    plain, rest = "", 0
    stack: list[tuple[str, int]] = []
    spans: list[tuple[int, int, str]] = []
    for match in _OPENING.finditer(source):
        plain += source[rest : match.start()]
        rest = match.end()
        if match.group(1):
            stack.append((match.group(1), len(plain)))
        else:
            ids, start = stack.pop()
            spans.append((start, len(plain), ids))
    plain += source[rest:]
    seen: set[str] = set()
    marked: list[Marked] = []
    for start, end, ids in sorted(spans, key=lambda s: (s[0], -s[1])):
        who = tuple(ids.split("+"))
        words = plain[start:end]
        kind = _kind(words, who, first=ids not in seen)
        seen.add(ids)
        marked.append(Marked(who=who, start=start, end=end, text=words, kind=kind))
    return plain, marked


def _kind(words: str, who: tuple[str, ...], *, first: bool) -> Kind:
    parts = words.casefold().split()
    if parts[0] in _FIRST_PERSON and len(parts) == 1:
        return "speaker"
    if len(who) > 1:
        return "plural"
    if parts[0] in _PRONOUNS and len(parts) == 1:
        return "pronoun"
    if parts[0] in _DETERMINERS and words.rsplit(maxsplit=1)[-1].islower():
        return "nominal"
    return "first" if first else "name"


def entity_at(reading: Reading, marked: Marked) -> int | None:
    """Return the entity of the mention that ends where the marked words end, if there is one."""
    tokens = reading.parse.tokens
    ends = {marked.end, marked.end - 2}  # a possessive may be marked with its phrase
    found = [
        m
        for m in reading.mentions
        if marked.start - 4 <= m.start < marked.end
        and (m.end in ends or tokens[m.head].end in ends)
        and m.end > marked.start
    ]
    found.sort(key=lambda m: abs(m.end - marked.end) + abs(m.start - marked.start))
    return found[0].entity if found else None


def _anchors(marks: list[tuple[Marked, int | None]]) -> dict[str, int]:
    """Return the entity of each marked one: the one most of its names have.

    An entity stands for one only: two people read as one cannot both be right.
    """
    votes: dict[str, Counter[int]] = {}
    for named in (True, False):
        for mark, entity in marks:
            (who, *others) = mark.who
            usable = mark.kind in {"first", "name"} if named else mark.kind == "nominal"
            if others or entity is None or not usable or (not named and votes.get(who)):
                continue
            votes.setdefault(who, Counter())[entity] += 1
    chosen: dict[str, int] = {}
    ranked = [(n, who, e) for who, counts in votes.items() for e, n in counts.items()]
    for _, who, entity in sorted(ranked, key=lambda r: -r[0]):
        if who not in chosen and entity not in chosen.values():
            chosen[who] = entity
    return chosen


def score(readings: list[Reading]) -> Score:
    """Return how many marked mentions of *readings* are resolved right."""
    result = Score()
    for reading in readings:
        marks = [(mark, entity_at(reading, mark)) for mark in reading.marked]
        anchors = _anchors(marks)
        for mark, entity in marks:
            _count(result, reading, anchors, mark, entity)
        _count_spurious(result, reading, set(anchors.values()))
        _count_clusters(result, [(m, e) for m, e in marks if len(m.who) == 1])
    return result


def _count(
    result: Score, reading: Reading, anchors: dict[str, int], mark: Marked, entity: int | None
) -> None:
    result.total[mark.kind] += 1
    wanted = [anchors.get(who) for who in mark.who]
    if entity is not None:
        right = (
            [entity] == wanted
            if len(wanted) == 1
            else None not in wanted
            and set(reading.entities[entity].members) == {e for e in wanted if e is not None}
        )
        if right:
            result.right[mark.kind] += 1
            return
        # A phrase that stands for somebody of its own was left unresolved.
        own = mark.text.casefold() not in _PRONOUNS and not _named(reading, entity)
        result.wrong[mark.kind] += not own or mark.kind in {"first", "name"}
    got = None if entity is None else reading.entities[entity].name
    result.lines.append(
        f"{reading.name} {mark.start} {mark.kind} {mark.text!r} of {'+'.join(mark.who)} → {got!r}"
    )


def _count_spurious(result: Score, reading: Reading, anchored: set[int]) -> None:
    ends = {mark.end for mark in reading.marked}
    tokens = reading.parse.tokens
    for mention in reading.mentions:
        if mention.kind == "name" or ends & {
            mention.end,
            mention.end + 2,
            tokens[mention.head].end,
        }:
            continue
        words = reading.article.text[mention.start : mention.end]
        if words.casefold() in _FIRST_PERSON:
            continue  # the older articles leave them unmarked
        if mention.kind == "nominal" and (
            mention.entity not in anchored or _apposed(reading, mention)
        ):
            continue
        result.spurious[mention.kind] += 1
        name = reading.entities[mention.entity].name
        result.lines.append(f"{reading.name} {mention.start} unmarked {words!r} → {name!r}")


def _named(reading: Reading, entity: int) -> bool:
    return any(reading.mentions[i].kind == "name" for i in reading.entities[entity].mentions)


def _apposed(reading: Reading, phrase: Mention) -> bool:
    """Whether the name of the same one stands right beside: “Her editor, Per Hallén”."""
    beside = (reading.mentions[i] for i in reading.entities[phrase.entity].mentions)
    return any(
        (name.kind == "name" and -2 <= name.first - phrase.last <= 2)
        or (name.kind == "name" and 0 <= phrase.first - name.last <= 4)
        or (name.kind == "name" and phrase.first <= name.first < phrase.last)
        for name in beside
    )


def _count_clusters(result: Score, marks: list[tuple[Marked, int | None]]) -> None:
    gold = [mark.who[0] for mark, _ in marks]
    read_as = [f"alone {i}" if e is None else str(e) for i, (_, e) in enumerate(marks)]
    sizes, answers = Counter(gold), Counter(read_as)
    both = Counter(zip(gold, read_as, strict=True))
    for pair, number in both.items():
        result.precision += number * number / answers[pair[1]]
        result.recall += number * number / sizes[pair[0]]
    result.mentions += len(marks)


def report(title: str, result: Score) -> str:
    """Return the table that is printed."""
    rows = [f"{title}: B³ F1 {100 * result.b_cubed():.1f} over {result.mentions} mentions"]
    rows += [
        f"  {kind:8} {result.right[kind]:4} of {result.total[kind]:4} right"
        f" ({100 * result.accuracy(kind):5.1f} %), {result.wrong[kind]:3} wrong,"
        f" {result.spurious[kind]:3} for nobody marked; precision {100 * result.sureness(kind):.1f}"
        for kind in KINDS
        if result.total[kind]
    ]
    return "\n".join(rows)


def main() -> None:
    """Print the scores of both parts, or of one, with the misses of the tuning part on request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list the misses of the tuning part")
    parser.add_argument("--tuning-only", action="store_true", help="leave the held-back part alone")
    options = parser.parse_args()
    for title, folder in (("tuning", TUNING), ("held back", HELD_BACK)):
        if folder == HELD_BACK and options.tuning_only:
            continue
        paths = sorted(folder.glob("*.txt"))
        result = score([read(path) for path in paths])
        if options.misses and folder == TUNING:
            print(*result.lines, sep="\n")
        print(report(f"{title} ({len(paths)} articles, {digest(folder)})", result))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
