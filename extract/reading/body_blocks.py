"""Repairs of what main-text extraction does to a body: parts in blocks, headings lost."""

import re

from lxml import html

from extract.reading.canonical import Element
from extract.reading.pruning import is_elsewhere, link_share
from extract.reading.tree import words_of

_BLOCKS = frozenset(("div", "section"))
_PROSE_WORDS = 10
_SHARE = 0.4
_HEADING_WORDS = 16
_HEADINGS = ("h2", "h3", "h4")
_TEXTS = ("p", "div", "li", "blockquote", "section")


def join_blocks(tree: html.HtmlElement) -> None:
    """Let the parent of a body in parts be the body of *tree*.

    Many sites part a story into blocks of one class, `<div class="text">` four times over with
    advertisements between; main-text extraction takes the first for the whole. The blocks that
    hold most of the page's prose lose their class, and their parent is called the body.
    """
    groups: dict[tuple[html.HtmlElement, str], list[tuple[html.HtmlElement, int]]] = {}
    total = 0
    for node in tree.iter("p"):
        words = len(words_of(node).split())
        if words < _PROSE_WORDS:
            continue
        total += words
        block = node.getparent()
        parent = None if block is None else block.getparent()
        if block is not None and parent is not None and block.tag in _BLOCKS and block.get("class"):
            groups.setdefault((parent, block.get("class") or ""), []).append((block, words))
    best = max(groups.items(), key=lambda group: sum(w for _, w in group[1]), default=None)
    if best is None:
        return
    (parent, _), parts = best
    if len({block for block, _ in parts}) < 2 or sum(w for _, w in parts) < _SHARE * total:
        return
    for block, _ in parts:
        for name in ("class", "id"):
            block.attrib.pop(name, None)
    if parent.tag in _BLOCKS:
        parent.set("class", "article-body")


def with_headings(elements: list[Element], tree: html.HtmlElement) -> list[Element]:
    """Return *elements* with each heading of *tree* that was lost before a paragraph kept."""
    places: dict[str, int] = {}
    for number, element in enumerate(elements):
        if element.kind in ("paragraph", "quote"):
            places.setdefault(_key(element.text), number)
    lost: dict[int, Element] = {}
    heading: html.HtmlElement | None = None
    for node in tree.iter(*_HEADINGS, *_TEXTS):
        if node.tag in _HEADINGS:
            heading = node
        elif heading is not None and (place := places.get(_key(words_of(node)))) is not None:
            made = _heading(heading)
            above = elements[place - 1] if place else None
            if made is not None and (above is None or above.kind != "heading"):
                lost[place] = made
            heading = None
        elif node.tag in ("p", "li", "blockquote") and words_of(node):
            heading = None
    return [
        part
        for number, element in enumerate(elements)
        for part in ((lost[number], element) if number in lost else (element,))
    ]


def _heading(node: html.HtmlElement) -> Element | None:
    words = words_of(node)
    known = 0 < len(words.split()) <= _HEADING_WORDS and len(words) < 20 * _HEADING_WORDS
    if not known or is_elsewhere(words) or link_share(node) > 0.5:
        return None
    return Element(kind="heading", text=words, level=int(node.tag[1]))


def _key(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words).strip().casefold()
