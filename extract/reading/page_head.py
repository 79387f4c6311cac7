"""The head of a story as a reader sees it: names and dates between title and first paragraph."""

import re
from collections.abc import Iterator
from itertools import islice

import msgspec
from lxml import html

from extract.reading import head
from extract.reading.authors import is_office, is_person, signed_names, split_authors
from extract.reading.canonical import folded
from extract.reading.pruning import is_sure_furniture
from extract.reading.tree import words_of

_NAME = r"[A-ZÀ-ÖØ-ÞŁŚŻČŠŽĐ][\w’'.\-]*"
_PARTICLE = r"(?:de|del|della|da|dos|van|von|der|den|al|el|bin|ibn|la|le|de la|van der|van den)"
_PERSON = rf"{_NAME}(?:\s+(?:{_PARTICLE}\s+)?{_NAME}){{1,3}}"
_PERSONS = rf"{_PERSON}(?:(?:,\s+and\s+|,\s+|\s+and\s+|\s+&\s+){_PERSON})*"
_ONE_PERSON = re.compile(_PERSON)
_SIGNED = re.compile(
    rf"(?:^|\b(?:submitted|posted|written|reported|words|text|story|photographs?|pictures)\s+)"
    rf"(?i:by):?\s+(?P<names>{_PERSONS})"
)
"""“By Ann Lee”, “Submitted by Ann Lee on Tue”, “Words by Ann Lee”; not “hit by Storm Ann”."""

_BY_OUTLET = re.compile(
    r"(?:[Bb]y|BY):?\s+(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z][a-z]+ \d)"
    r"([A-Z][^|•·,;:.?!\d]{1,60}?)\s*(?:[|•·,;]|$)"
)
"""“By Press League of India | New Delhi”, not “By Monday”, “By May 5”."""

_AUTHOR_NAMES = re.compile(
    r"(?:^|[\s_-])(?:by-?lines?|authors?|author-?(?:name|link|line)s?|contributors?|writers?"
    r"|byline-?\w*|username)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PROFILE = re.compile(
    r"/(?:authors?|staff|profiles?|people|by|writers?|journalists?|contributors?|reporters?"
    r"|correspondents?)/[\w.%-]+/?$",
    re.IGNORECASE,
)
"""Where names lead: “/staff/ann-lee”, “/profile/annlee”."""

_NAMES = ("class", "id", "itemprop", "rel", "data-testid", "data-qa", "data-component")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BLOCKS = frozenset(
    "p div section article header footer main aside ul ol li table tr td h1 h2 h3 h4 h5 h6 address"
    " figure figcaption blockquote dl dt dd br hr form details summary".split()
)
_SILENT = frozenset(("script", "style", "noscript", "template", "button", "svg", "nav"))
_PARAGRAPH_WORDS = 25
_MOST_LINES = 40


class PageHead(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in sight under the title: dates of publication and of change, names signed."""

    dates: tuple[str, ...]
    updates: tuple[str, ...]
    authors: tuple[str, ...]


def page_head(tree: html.HtmlElement, title: html.HtmlElement | None) -> PageHead:
    """Return the date lines and authors in sight between the *title* and the first paragraph."""
    dates: list[str] = []
    updates: list[str] = []
    authors: tuple[str, ...] = ()
    for line in _lines(tree, title):
        part = head.published_part(line)
        if part is not None:
            dates.append(part)
        elif head.is_date_line(line):
            updates.append(line)
        signed = _SIGNED.search(line)
        if not authors:
            names = split_authors(signed[0]) if signed else ()
            authors = signed_names(line) or tuple(name for name in names if is_person(name))
        outlet = _BY_OUTLET.match(line)
        if not authors and outlet is not None and head.is_outlet(outlet[1]):
            authors = (outlet[1],)
    return PageHead(dates=tuple(dates), updates=tuple(updates), authors=authors)


def named_authors(tree: html.HtmlElement) -> tuple[str, ...]:
    """Return the persons in elements that their class, `itemprop` or `rel` calls authors.

    Only the first such element with a name counts, and those beside it: others further down
    belong to comments and to other stories.
    """
    for node in tree.iter("span", "div", "a", "p", "li", "ul", "address", "section", "cite"):
        names = " ".join(value for name in _NAMES if (value := node.get(name)))
        named = _AUTHOR_NAMES.search(_CAMEL.sub("-", names)) is not None
        if not named and _PROFILE.search(node.get("href") or "") is None:
            continue
        if is_sure_furniture(node):
            continue
        holder = node.getparent() if node.tag in ("a", "span", "li") else node
        found = _persons(node if holder is None or len(words_of(holder)) > 200 else holder)
        if found:
            return found
    return ()


def _persons(node: html.HtmlElement) -> tuple[str, ...]:
    if len(words_of(node).split()) > _PARAGRAPH_WORDS:
        return ()
    pieces = [folded(str(piece)) for piece in node.itertext()]
    bare = [re.sub(r"^(?:by|and)\s+|[\s,|·]+$", "", piece, flags=re.IGNORECASE) for piece in pieces]
    names = (name for piece in bare for name in re.split(r",\s+(?:and\s+)?|\s+and\s+", piece))
    found = (n for n in names if _ONE_PERSON.fullmatch(n) and not is_office(n))
    return tuple(dict.fromkeys(name for one in found for name in split_authors(one)))


def _lines(tree: html.HtmlElement, title: html.HtmlElement | None) -> Iterator[str]:
    """Yield the lines of the page below its *title*, up to the first paragraph."""
    if title is None:
        return
    for line in islice(_following(tree, title), _MOST_LINES):
        if len(line.split()) > _PARAGRAPH_WORDS or len(line) > 20 * _PARAGRAPH_WORDS:
            return
        yield line


def _following(tree: html.HtmlElement, title: html.HtmlElement) -> Iterator[str]:
    run: list[str] = []
    below = False
    walker: list[tuple[html.HtmlElement, bool]] = [(tree, False)]
    while walker:
        node, closing = walker.pop()
        block = node.tag in _BLOCKS
        if closing:
            if node is title:
                below, run = True, []
            if block:
                yield from _closed(run)
            run.append(node.tail or "" if below else "")
            continue
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            run.append((node.tail or "") if below else "")
            continue
        if block:
            yield from _closed(run)
        run.append((node.text or "") if below else "")
        walker.append((node, True))
        walker.extend((child, False) for child in reversed(node))


def _closed(run: list[str]) -> Iterator[str]:
    words = folded(" ".join(run))
    run.clear()
    if words:
        yield words
