"""Scores the reading of web pages on our own annotated pages: ``python bench/reading_gold.py``.

The 78 pages stand in `tests/extract/reading/pages`: 22 for tuning, 22 that were held back, ten
written afresh later, then 24 more, half of them (`fresh_2`) to learn from. All but `held_back_2`
have been looked at; never look at those: they measure what is read of pages never shown. A page's
first line tells its title, authors and day; attributes mark what is the article, and are
taken away before it is read: `g="b"` body, `g="n"` none of it, `g="m"` may be either (captions,
credits), `g="x"` a labelled box with its label in `gl`, `g="i"` its items where they are no
`li`. `<!--#nav-->` stands for a piece of `clutter.html`. With ``--peers`` trafilatura, readability
and resiliparse are scored beside, those that are installed; ``--errors PART`` prints what is wrong
in a part that may be looked at.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import msgspec
from lxml import html

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.key_points.labels import sort_of  # noqa: E402
from extract.reading import read_bytes  # noqa: E402
from extract.reading.box_labels import is_summary_label  # noqa: E402
from schemas import Article  # noqa: E402

PAGES = ROOT / "tests" / "extract" / "reading" / "pages"
SEEN = ("tuning", "held_back", "fresh", "fresh_2")
HALVES = (*SEEN, "held_back_2")

_HEAD = re.compile(r"\A<!--gold (\{.*?\})-->\n")
_PIECE = re.compile(r"<!--#([\w-]+)-->")
_MARK = re.compile(r'\s(?:g|gl)="[^"]*"(?=[\s>/])')
_SENTENCE_WORDS = 4
_NO_BODY = ("title", "byline", "date")


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the first line of a gold page says."""

    title: str
    authors: tuple[str, ...]
    published: str
    encoding: str = "utf-8"


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a page holds, or what a reader made of it: words, box items as (label, item), facts.

    `neutral`: words that may be taken for body or not. `introduced`: labels that are sentences
    of the story (“The bank asks the court to:”) rather than names of what follows.
    """

    body: tuple[str, ...]
    boxes: tuple[tuple[str, str], ...]
    title: str | None
    authors: tuple[str, ...]
    published: str | None
    neutral: tuple[str, ...] = ()
    introduced: frozenset[str] = frozenset()


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One annotated page: its name, its bytes without annotation, and what it holds."""

    name: str
    data: bytes
    gold: Reading


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """Means over pages, except box recall and precision, which are over all items.

    Annotators differ on lists that a sentence of the story introduces: `box_precision` leaves
    those aside that the gold does not call boxes, `box_strict` counts them as wrong.
    """

    body_f1: float
    box_recall: float
    box_precision: float
    box_strict: float
    box_label: float
    title: float
    authors: float
    date: float


def pages(half: str) -> list[Page]:
    """Return the annotated pages of *half*, by name."""
    pieces = _pieces()
    found: list[Page] = []
    for path in sorted((PAGES / half).glob("*.html")):
        source = path.read_text(encoding="utf-8")
        head = _HEAD.match(source)
        assert head is not None, path
        facts = msgspec.json.decode(head[1], type=Facts)
        whole = _PIECE.sub(lambda mark: pieces[mark[1]], source[head.end() :])
        data = _MARK.sub("", whole).encode(facts.encoding)
        found.append(Page(name=path.stem, data=data, gold=_gold(whole, facts)))
    return found


def ours(page: Page) -> Reading:
    """Return what dateline reads on *page*."""
    item = read_bytes(page.data, name=f"{page.name}.html")[0]
    if not isinstance(item, Article):
        return Reading(body=(), boxes=(), title=None, authors=(), published=None)
    blocks = item.blocks
    spans = [b for b in blocks if b.kind not in _NO_BODY]
    return Reading(
        body=_words(" ".join(item.text[b.start : b.end] for b in spans)),
        boxes=tuple(
            (b.label, item.text[b.start : b.end])
            for b in blocks
            if b.kind == "list_item" and b.label and _is_box(b.label, item.title)
        ),
        title=item.title,
        authors=item.authors,
        published=None if item.published is None else item.published.isoformat(),
        introduced=frozenset(b.label for b in blocks if b.label and _is_introduced(item, b.label)),
    )


def _is_introduced(article: Article, label: str) -> bool:
    """Return whether *label* is a sentence of the story that a colon breaks off."""
    sentence = f"{label}:" in article.text and len(label.split()) >= _SENTENCE_WORDS
    return sentence and not is_summary_label(label)


def _is_box(label: str, title: str | None) -> bool:
    """Return whether a list under *label* holds key points, as `extract.key_points` has it."""
    sort = sort_of(label)
    titled = _key(label) == _key(title) and sort != "takeaway"
    return sort not in ("furniture", "timeline") and not titled


def trafilatura_alone(page: Page) -> Reading:
    """Return what trafilatura reads on *page* by itself; it names no boxes."""
    from trafilatura import bare_extraction  # noqa: PLC0415

    found = bare_extraction(page.data, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict):
        return Reading(body=(), boxes=(), title=None, authors=(), published=None)
    return Reading(
        body=_words(found.text or ""),
        boxes=(),
        title=found.title,
        authors=tuple(name.strip() for name in (found.author or "").split(";") if name.strip()),
        published=found.date,
    )


def readability_alone(page: Page) -> Reading:
    """Return what readability-lxml reads on *page*: body and title only."""
    from readability import Document  # noqa: PLC0415

    document = Document(page.data.decode("utf-8", "replace"))
    tree = html.fromstring(document.summary())
    return Reading(
        body=_words(" ".join(map(str, tree.itertext()))),
        boxes=(),
        title=document.short_title(),
        authors=(),
        published=None,
    )


def resiliparse_alone(page: Page) -> Reading:
    """Return what resiliparse reads on *page*: body only."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    text = extract_plain_text(page.data.decode("utf-8", "replace"), main_content=True)
    return Reading(body=_words(text), boxes=(), title=None, authors=(), published=None)


PEERS = {
    "trafilatura": trafilatura_alone,
    "readability": readability_alone,
    "resiliparse": resiliparse_alone,
}
"""Other readers by the module that must be installed for each."""


def score(golds: list[Reading], readings: list[Reading]) -> Scores:
    """Return the scores of *readings* against *golds*, page by page in the same order."""
    pairs = list(zip(golds, readings, strict=True))
    count = len(pairs)
    hits = labelled = wanted = given = aside = 0
    for gold, found in pairs:
        items = Counter(_key(item) for _, item in gold.boxes)
        wanted += items.total()
        given += len(found.boxes)
        aside += sum(a in found.introduced and _key(b) not in items for a, b in found.boxes)
        hits += (items & Counter(_key(item) for _, item in found.boxes)).total()
        both = Counter((_key(a), _key(b)) for a, b in gold.boxes)
        labelled += (both & Counter((_key(a), _key(b)) for a, b in found.boxes)).total()
    return Scores(
        body_f1=sum(body_f1(gold, found) for gold, found in pairs) / count,
        box_recall=hits / wanted,
        box_precision=hits / (given - aside) if given > aside else 0.0,
        box_strict=hits / given if given else 0.0,
        box_label=labelled / wanted,
        title=sum(_key(gold.title) == _key(found.title) for gold, found in pairs) / count,
        authors=sum(_names(gold) == _names(found) for gold, found in pairs) / count,
        date=sum(gold.published == found.published for gold, found in pairs) / count,
    )


def body_f1(gold: Reading, found: Reading) -> float:
    """Return F1 over the words of the body, each counted as often as it stands there."""
    wanted, given = Counter(gold.body), Counter(found.body)
    right = (wanted & given).total()
    extra = given - wanted
    wrong = (extra - (extra & Counter(gold.neutral))).total()
    whole = right + wrong + wanted.total()
    return 2 * right / whole if whole else 1.0


def _gold(source: str, facts: Facts) -> Reading:
    tree = html.document_fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8"))
    body: list[str] = []
    neutral: list[str] = []
    _collect(tree, "n", body, neutral)
    boxes: list[tuple[str, str]] = []
    for box in tree.xpath("//*[@g='x']"):
        label = box.get("gl") or ""
        inner = box.xpath(".//*[@g='i']") or box.xpath(".//li")
        boxes.extend((label, " ".join(item.text_content().split())) for item in inner)
        # A label outside what is marked as body is as much a part of it as its box.
        neutral.extend(_words(label))
    return Reading(
        body=_words(" ".join(body)),
        boxes=tuple(boxes),
        neutral=_words(" ".join(neutral)),
        title=facts.title,
        authors=facts.authors,
        published=facts.published,
    )


def _collect(node: html.HtmlElement, mark: str, body: list[str], neutral: list[str]) -> None:
    """Add the words in *node* to those of the body or to the neutral ones, as marked."""
    if not isinstance(node.tag, str) or node.tag in ("script", "style", "template", "noscript"):
        return
    mark = node.get("g") or mark
    sink = body if mark in ("b", "x", "i") else neutral if mark == "m" else []
    sink.append(node.text or "")
    for child in node:
        _collect(child, mark, body, neutral)
        sink.append(child.tail or "")


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold()))


def _key(words: str | None) -> str:
    return " ".join(_words(words or ""))


def _names(reading: Reading) -> frozenset[str]:
    return frozenset(_key(name) for name in reading.authors)


def _pieces() -> dict[str, str]:
    source = (PAGES / "clutter.html").read_text(encoding="utf-8")
    found = re.findall(r"^=== (\S+)\n(.*?)(?=^=== |\Z)", source, re.DOTALL | re.MULTILINE)
    return {name: piece.strip() for name, piece in found}


def _print_errors(page: Page, found: Reading) -> None:
    gold = page.gold
    value = body_f1(gold, found)
    lines: list[str] = []
    if value < 0.985:
        extra = Counter(found.body) - Counter(gold.body) - Counter(gold.neutral)
        lost = Counter(gold.body) - Counter(found.body)
        lines.append(f"  extra {' '.join(extra.elements())[:300]}")
        lines.append(f"  lost  {' '.join(lost.elements())[:300]}")
    wanted = {(_key(a), _key(b)) for a, b in gold.boxes}
    given = {(_key(a), _key(b)) for a, b in found.boxes}
    lines.extend(f"  missed box {a!r}: {b[:60]}" for a, b in sorted(wanted - given))
    lines.extend(f"  false box {a!r}: {b[:60]}" for a, b in sorted(given - wanted))
    lines.extend(
        f"  {field}: {getattr(found, field)!r} not {getattr(gold, field)!r}"
        for field in ("title", "published")
        if _key(getattr(gold, field)) != _key(getattr(found, field))
    )
    if _names(gold) != _names(found):
        lines.append(f"  authors: {found.authors} not {gold.authors}")
    if lines:
        print(f"{page.name} {value:.3f}", *lines, sep="\n")


def main() -> None:
    """Print the scores of both halves, and pages per CPU-second."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", action="store_true", help="score the peers installed beside")
    parser.add_argument("--errors", choices=SEEN, help="show what is wrong in this part")
    options = parser.parse_args()
    peers = {name: peer for name, peer in PEERS.items() if find_spec(name) is not None}
    readers = {"dateline": ours, **(peers if options.peers else {})}
    for half in HALVES:
        part = pages(half)
        for name, reader in readers.items():
            reader(part[0])  # libraries load
            began = time.process_time()
            found = [reader(page) for page in part]
            spent = time.process_time() - began
            scores = score([page.gold for page in part], found)
            figures = json.loads(msgspec.json.encode(scores))
            line = "  ".join(f"{field} {value:.3f}" for field, value in figures.items())
            print(f"{half:9} {len(part)} pages  {name:11} {line}  {len(part) / spent:.0f} pages/s")
            if options.errors == half and name == "dateline":
                for page, reading in zip(part, found, strict=True):
                    _print_errors(page, reading)


if __name__ == "__main__":
    main()
