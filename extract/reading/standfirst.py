"""The standfirst of a page: the sentence or two under the title that main-text extraction loses."""

import re

from lxml import html

from extract.reading.canonical import Element
from extract.reading.tree import words_of

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:standfirst|stand-first|sub-?head(?:line)?|deck?|subtitle|descp|strap-?line"
    r"|teaser-text|article-?summary|article-?lead|lede?|intro-?text|excerpt)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""“article__subhead”, “standfirst”; not “decking”."""

_NAMES = ("class", "id", "data-testid", "data-qa", "data-gu-name", "data-component", "itemprop")
_TAGS = ("p", "div", "h2", "h3", "h4", "header", "span", "section", "em")
_WORDS = range(6, 70)
_REACH = 6


def with_standfirst(elements: list[Element], tree: html.HtmlElement) -> list[Element]:
    """Return *elements* with the standfirst of the page *tree* at their head, if they lost it.

    It is looked for below the first `h1` and above the first paragraph kept. The same words in
    the text already, wherever they stand, are left where they are.
    """
    words = _standfirst(tree)
    if words is None or any(_key(words) in _key(element.text) for element in elements[:_REACH]):
        return elements
    place = 1 if elements and elements[0].kind == "heading" and elements[0].level == 1 else 0
    found = list(elements)
    found.insert(place, Element(kind="paragraph", text=words))
    return found


def _standfirst(tree: html.HtmlElement) -> str | None:
    below = False
    for node in tree.iter("h1", *_TAGS):
        if node.tag == "h1":
            below = True
            continue
        names = " ".join(value for name in _NAMES if (value := node.get(name)))
        if below and _NAMED.search(names) and len(words_of(node).split()) in _WORDS:
            return words_of(node)
    return None


def _key(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words).strip().casefold()
