"""The authors of a page: what JSON-LD, meta tags, marked names and its head say, by vote."""

import re
import unicodedata
from collections.abc import Iterator

from lxml import html

from extract.reading import head
from extract.reading.authors import is_office, is_person, raised, split_authors
from extract.reading.clues import Clues, Vote, elected, site_key
from extract.reading.page_head import PageHead, named_authors
from extract.reading.pruning import is_sure_furniture
from extract.reading.tree import words_of

_METAS = (
    "author", "article:author", "article:author_name", "og:article:author", "og:author",
    "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "dc.author",
    "citation_author", "cxenseparse:author", "bt:author", "article.author", "authors", "creator",
    "byline", "shareaholic:article_author_name", "rbauthors", "vr:author", "news_authors",
    "page.content.author", "article-author", "author_name", "authorname", "dcsext.author",
)  # fmt: skip
_CLASS = re.compile(r"(?:^|[\s_-])(?:by-?line\w*|authors?|writer)(?:$|[\s_-])", re.IGNORECASE)
_LABELS = re.compile(r"(?:written|posted)?\s*by|authors?", re.IGNORECASE)
_TRUSTED = frozenset(("json-ld", "meta", "page", "head", "itemprop"))
_CREDIT = re.compile(
    r"\(?(?:reporting|reported|writing|written)(?: and \w+)? by\s+[^\W\d_a-z]", re.IGNORECASE
)
"""“Reporting by Ann Lee in Oslo; editing by Bo Roe”, under an agency's story."""

_OUTLET_WEIGHT = 0.5
_BYLINE_WORDS = 40
_MOST_NAMES, _MOST_METAS = 6, 20


def page_authors(clues: Clues, seen: PageHead, title: str | None) -> tuple[str, ...]:
    """Return the names of the page's authors, in order; its outlet where it names no person.

    The set of names that most sources agree on wins, unless a source that can be relied on has
    the same names and more: structured data often names only the first of two.
    """
    votes = [vote for vote in _votes(clues, seen, title) if vote.value]
    persons = [vote for vote in votes if all(map(is_person, vote.value))]
    named = [vote for vote in votes if not any(map(is_office, vote.value))]
    winners = elected(persons or named or votes, lambda one, other: _keys(one) == _keys(other))
    if not winners:
        return _credited(clues.tree)
    best = winners[0].value
    for vote in persons:
        if vote.origin in _TRUSTED and _keys(vote.value) > _keys(best):
            best = vote.value
    return best


def _votes(clues: Clues, seen: PageHead, title: str | None) -> Iterator[Vote[tuple[str, ...]]]:
    def vote(origin: str, names: tuple[str, ...], weight: float) -> Vote[tuple[str, ...]]:
        kept = tuple(raised(name) for name in names if site_key(name) not in clues.sites)
        persons = tuple(name for name in kept if is_person(name))
        value = persons or tuple(name for name in kept if _is_readable(name))
        return Vote(origin=origin, value=value, weight=weight)

    principal = clues.principal(title)
    for found in clues.linked:
        weight = 3.0 if found is principal else 0.8
        yield vote("json-ld", found.authors, weight)
        yield vote("outlet", found.outlets, _OUTLET_WEIGHT)
    yield from (
        vote("meta", names, 2.0 if number == 0 else 0.5)
        for number, names in enumerate(_meta_authors(clues))
    )
    for names in _microdata(clues.tree):
        yield vote("itemprop", names, 2.0)
        break
    links = clues.tree.xpath("//a[contains(@rel, 'author')]")
    linked = tuple(dict.fromkeys(name for node in links for name in split_authors(words_of(node))))
    yield vote("rel", linked if len(linked) <= _MOST_NAMES else (), 1.5)
    for node in _classed(clues.tree):
        words = words_of(node)
        if head.is_byline(words) or words.lower().startswith(("by ", "written by ")):
            yield vote("page", split_authors(words), 2.0)
            break
    yield vote("named", named_authors(clues.tree), 1.0)
    yield vote("head", seen.authors, 1.5)


def _meta_authors(clues: Clues) -> Iterator[tuple[str, ...]]:
    for name in _METAS:
        values = clues.metas.get(name, [])[:_MOST_METAS]
        values = [value for value in values if not value.startswith("http")]
        names = tuple(dict.fromkeys(n for value in values for n in split_authors(value)))
        if names:
            yield names
    for number in ("1", "2"):
        label, value = clues.first(f"twitter:label{number}"), clues.first(f"twitter:data{number}")
        if label and value and _LABELS.fullmatch(label.strip()):
            yield split_authors(value)


def _microdata(tree: html.HtmlElement) -> Iterator[tuple[str, ...]]:
    """Yield the names in `itemprop="author"` that stand in no comment, all together."""
    names: list[str] = []
    for node in tree.xpath("//*[@itemprop='author' or @itemprop='creator']"):
        if is_sure_furniture(node) or len(words_of(node).split()) > _BYLINE_WORDS:
            continue
        inner = node.xpath(".//*[@itemprop='name']") or [node]
        for one in inner:
            names.extend(split_authors(one.get("content") or words_of(one)))
    if names:
        yield tuple(dict.fromkeys(names))


def _classed(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for node in tree.iter("p", "div", "span", "address", "li", "a", "section", "cite", "h3", "h4"):
        names = f"{node.get('class') or ''} {node.get('id') or ''} {node.get('data-testid') or ''}"
        if _CLASS.search(names) and not is_sure_furniture(node):
            yield node


def _credited(tree: html.HtmlElement) -> tuple[str, ...]:
    """Return the reporters whom a line at the end of a story names, where nothing else does."""
    for node in tree.iter("p", "div", "em", "i", "span"):
        if len(node) < 4 and (node.text or "").strip() and _CREDIT.match((node.text or "").strip()):
            names = split_authors(words_of(node).strip("()"))
            if names and all(map(is_person, names)):
                return names
    return ()


def _is_readable(name: str) -> bool:
    return 0 < len(name.split()) <= 6 and not re.search(r"https?:|@|\d{2}|[{}<>]|min read", name)


def _keys(names: tuple[str, ...]) -> frozenset[str]:
    """Return *names* by first and last word, accents and middle names apart."""
    keys: set[str] = set()
    for name in names:
        bare = unicodedata.normalize("NFKD", name.casefold())
        words = re.findall(r"\w+", "".join(c for c in bare if not unicodedata.combining(c)))
        keys.add(f"{words[0]} {words[-1]}" if words else name)
    return frozenset(keys)
