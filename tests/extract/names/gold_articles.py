"""Reads the marked articles of `gold/` and says how many marked mentions are resolved right."""

import re
from collections import Counter
from pathlib import Path

import msgspec

from extract.language import Parse, parse_articles
from extract.names import ArticleEntity, Mention, resolve
from extract.reading import read_bytes
from schemas import Article

FOLDER = Path(__file__).parent / "gold"
_MARK = re.compile(r"\{(\w+):([^{}]+)\}")
_PRONOUNS = frozenset(
    "he him his she her hers they them their it its himself herself itself themselves".split()
)
_FIRST_PERSON = frozenset("i we me us my our".split())


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """One marked mention: whose, where, and of which kind."""

    who: str
    start: int
    end: int
    text: str
    kind: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """An article of the gold with what was marked and what was read."""

    name: str
    article: Article
    parse: Parse
    marked: tuple[Marked, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[ArticleEntity, ...]


def read(path: Path) -> Reading:
    """Return the article at *path*, read and resolved."""
    source = path.read_text("utf-8")
    article = read_bytes(_MARK.sub(r"\2", source).encode(), name=path.name)[0]
    (parse,) = parse_articles([article])
    mentions, entities = resolve(article, parse)
    return Reading(
        name=path.stem,
        article=article,
        parse=parse,
        marked=tuple(_marked(source, article.text)),
        mentions=tuple(mentions),
        entities=tuple(entities),
    )


def _marked(source: str, text: str) -> list[Marked]:
    """Place the marks of *source* in *text*: the nth “he” there is the nth “he” here."""
    plain, found, seen = "", list[Marked](), set[str]()
    rest = 0
    for match in _MARK.finditer(source):
        who, words = match.groups()
        plain += source[rest : match.start()]
        word = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        before = len(word.findall(_MARK.sub(r"\2", plain + words))) - 1
        start = [m.start() for m in word.finditer(text)][before]
        kind = _kind(words, first=who not in seen)
        found.append(Marked(who=who, start=start, end=start + len(words), text=words, kind=kind))
        seen.add(who)
        plain += words
        rest = match.end()
    return found


def _kind(words: str, *, first: bool) -> str:
    word = words.casefold()
    if word in _FIRST_PERSON:
        return "ignored"
    if word in _PRONOUNS:
        return "pronoun"
    if word.startswith(("the ", "his ", "her ")):
        return "nominal"
    return "first" if first else "name"


def entity_at(reading: Reading, marked: Marked) -> int | None:
    """Return the entity of the mention that ends where the marked words end, if there is one."""
    ends = {marked.end, marked.end - 2}  # a possessive may be marked with its phrase
    for mention in reading.mentions:
        if mention.end in ends and marked.start - 4 <= mention.start and mention.end > marked.start:
            return mention.entity
    return None


def score(readings: list[Reading]) -> tuple[Counter[str], Counter[str], Counter[str], list[str]]:
    """Return marked, right and wrongly resolved mentions by kind, and a line for each miss."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    lines: list[str] = []
    for reading in readings:
        anchors: dict[str, int | None] = {}
        for marked in reading.marked:
            entity = entity_at(reading, marked)
            anchors.setdefault(marked.who, entity)
            if marked.kind == "ignored":
                continue
            total[marked.kind] += 1
            if entity is not None and entity == anchors[marked.who]:
                right[marked.kind] += 1
                continue
            wrong[marked.kind] += entity is not None
            name = None if entity is None else reading.entities[entity].name
            lines.append(f"{reading.name} {marked.start} {marked.kind} {marked.text!r} → {name!r}")
        spans = {(m.start, m.end) for m in reading.marked}
        for mention in reading.mentions:
            if mention.kind == "pronoun" and (mention.start, mention.end) not in spans:
                wrong["pronoun"] += 1
                words = reading.article.text[mention.start : mention.end]
                lines.append(
                    f"{reading.name} {mention.start} unmarked {words!r}"
                    f" → {reading.entities[mention.entity].name!r}"
                )
    return total, right, wrong, lines


def main() -> None:
    """Print the scores and the misses."""
    readings = [read(path) for path in sorted(FOLDER.glob("*.txt"))]
    total, right, wrong, lines = score(readings)
    print(*lines, sep="\n")  # noqa: T201
    for kind in sorted(total):
        print(kind, f"{right[kind]}/{total[kind]} right, {wrong[kind]} wrong")  # noqa: T201


if __name__ == "__main__":
    main()
