"""Lists of an article that are key points, and what they are about."""

import re
from itertools import groupby

import msgspec

from extract.analysis import Analysis
from extract.key_points.labels import sort_of, subject_words
from extract.names import ArticleEntity
from schemas import Article, Block
from schemas.key_point import KeyPointKind

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DATED = re.compile(
    rf"\W*(?:(?:early|late|mid|spring|summer|autumn|fall|winter)[ -])?"
    rf"(?:(?:1[5-9]|20)\d\d(?:s|\b)|{_MONTH}\s+\d|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|\d{{1,2}}[:.]\d\d\b"
    rf"|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)",
    re.IGNORECASE,
)
"""“24 Feb 2022: …”, “Spring 2021 - …”, “09:30 …”; not “24 people died” and not “In 2014 …”."""

_LINK = re.compile(r"https?://|www\.|\S+@\S+\.\S+")
_NAME_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_GENERIC = frozenset(
    "demands reactions impact background context conditions measures steps terms options risks"
    " causes effects reasons next consequences results response responses details facts figures"
    " numbers changes proposals recommendations priorities goals aims issues challenges winners"
    " losers sections chapters items requirements symptoms ingredients questions answers rules"
    " key main quick fast figures findings points story vote deal"
    " affected areas roads schools services people victims participants agenda advice".split()
)
"""Common nouns that head a list without naming any one subject."""


class PointList(msgspec.Struct, frozen=True, kw_only=True):
    """A list whose items are key points."""

    kind: KeyPointKind
    label: str
    subject: str | None
    confidence: float
    items: tuple[Block, ...]


def point_lists(analysis: Analysis) -> list[PointList]:
    """Return the lists of the article whose items are key points, in text order.

    Left out: lists without a label or introducing sentence, navigation and promotion, lists of
    links, timelines (they become events), and nested items of another list.
    """
    items = [block for block in analysis.article.blocks if block.kind == "list_item"]
    found: list[PointList] = []
    for _, members in groupby(items, key=lambda block: block.group):
        points = _points(analysis, tuple(members))
        if points is not None:
            found.append(points)
    return found


def _points(analysis: Analysis, items: tuple[Block, ...]) -> PointList | None:
    label = items[0].label
    if label is None or _is_furniture(analysis.text, items):
        return None
    sort = sort_of(label)
    if sort != "takeaway" and _key(label) == _key(analysis.article.title or ""):
        # Bullets under the title have no label of their own; “Five takeaways from …” is one.
        return None
    if sort in ("furniture", "timeline") or _is_timeline(analysis.text, items):
        return None
    if sort == "takeaway":
        # “Halcyon Chips at a glance” sums up the company, “The vote at a glance” the story.
        subject, sure = _subject(analysis, label) if subject_words(label) != label else (None, 0.0)
        if subject is not None:
            return PointList(
                kind="profile", label=label, subject=subject, confidence=sure, items=items
            )
        return PointList(kind="takeaway", label=label, subject=None, confidence=0.95, items=items)
    if sort == "subject":
        subject, sure = _subject(analysis, label)
        if subject is not None:
            return PointList(
                kind="profile", label=label, subject=subject, confidence=sure, items=items
            )
    return PointList(kind="list", label=label, subject=None, confidence=0.85, items=items)


def _is_timeline(text: str, items: tuple[Block, ...]) -> bool:
    dated = sum(_DATED.match(text[item.start : item.end]) is not None for item in items)
    return dated >= max(1, 0.6 * len(items))


def _is_furniture(text: str, items: tuple[Block, ...]) -> bool:
    """Return whether the items are links, tags or menu entries rather than points."""
    words = [text[item.start : item.end] for item in items]
    links = sum(_LINK.search(item) is not None for item in words)
    return links > 0.5 * len(items)


def _subject(analysis: Analysis, label: str) -> tuple[str | None, float]:
    """Return the full name of what *label* names, and how sure it is that it names something."""
    words = subject_words(label)
    entity = _entity(analysis, words)
    if entity is not None:
        return entity.name, 0.92
    if not _is_name(analysis.article, words):
        return None, 0.0
    return words, 0.85


def _entity(analysis: Analysis, words: str) -> ArticleEntity | None:
    wanted = _key(words)
    for entity in analysis.entities:
        if entity.kind != "place" and wanted in {_key(entity.name), *map(_key, entity.aliases)}:
            return entity
    return None


def _key(words: str) -> str:
    return re.sub(r"^the ", "", " ".join(words.casefold().split()))


def _is_name(article: Article, words: str) -> bool:
    """Return whether *words* are used as a name in the article outside its labels.

    A name keeps its capitals in running text: “Harbour Union” of the label “Harbour Union:”
    stands so in a sentence, “Next Steps” does not.
    """
    parts = words.split()
    if not 1 <= len(parts) <= 6 or parts[-1].casefold() in _GENERIC:
        return False
    longer = [part for part in parts if len(part) > 3 or part.isupper()]
    if not longer or not all(_NAME_WORD.match(part) for part in longer):
        return False
    named = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    return any(
        _inside_sentence(article.text, found.start())
        for block in article.blocks
        if block.kind in ("paragraph", "quote")
        for found in named.finditer(article.text, block.start, block.end)
    )


def _inside_sentence(text: str, position: int) -> bool:
    """Return whether lower-case running text stands before *position* on its line."""
    line = text[text.rfind("\n", 0, position) + 1 : position]
    return re.search(r"[a-z]{2,}[,;]? (?:[a-z]+ )*$", line) is not None
