"""Metadata of a web page: what JSON-LD, meta tags and the page itself say, put to the vote."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar, cast

import msgspec
from lxml import html

from extract.reading import head
from extract.reading.assembly import Metadata
from extract.reading.authors import split_authors
from extract.reading.canonical import folded
from extract.reading.objects import language_tag, metadata_of
from extract.reading.page_head import PageHead, named_authors, page_head
from extract.reading.problems import WrongType
from extract.reading.publication import Publication, parse_publication
from extract.reading.tree import words_of

_ARTICLE_TYPE = re.compile(
    r"(?:Article|Posting|Report|(?<!Claim)Review|Blog|Analysis)", re.IGNORECASE
)
"""“NewsArticle”, “LiveBlogPosting”, not “WebSite”, “BreadcrumbList”, “ClaimReview” (it is of a
claim, beside the article that tells of it)."""

_TITLE_METAS = ("og:title", "twitter:title", "dc.title", "parsely-title", "title")
_DATE_METAS = (
    "article:published_time", "og:published_time", "og:pubdate", "og:published", "date",
    "datepublished", "rnews:datepublished", "datecreated", "publisheddate", "published_time",
    "published-date", "published", "publishdate", "publish-date", "pubdate", "pub_date",
    "publication_date", "dc.date", "dc.date.issued", "dc.date.created", "dcterms.created",
    "dcterms.issued", "dcterms.date", "parsely-pub-date", "sailthru.date", "bt:pubdate",
    "citation_publication_date", "citation_date", "article.published", "article:post_date",
    "article_date_original", "originalpublicationdate", "creation_date",
    "shareaholic:article_published_time", "cxenseparse:recs:publishtime",
)  # fmt: skip
_AUTHOR_METAS = ("author", "article:author", "parsely-author", "dc.creator", "byl",
                 "citation_author", "twitter:data1")  # fmt: skip
_SITE_METAS = ("og:site_name", "application-name", "dc.publisher", "publisher")

_BYLINE_CLASS = re.compile(r"(?:^|[\s_-])(?:byline|authors?|writer)(?:$|[\s_-])", re.IGNORECASE)
_DATE_CLASS = re.compile(
    r"publish|posted|pub-?date|dateline|timestamp|article-date|date-time"
    r"|(?:^|[\s_-])(?:date|when|dt)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SITE_TAIL = re.compile(r"\s+[|–—·»]\s+[^|–—·»]{2,40}$|\s+-\s+[^-]{2,30}$")
"""“Rain at last | Harbour Post”, “Rain at last - BBC News”."""

_MAIL = re.compile(r"\S+@\S+")
"""“Ann Lee alee@post.example”, as some sites fill the field."""

_WRAPPED = re.compile(r"^(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|(?://|/\*)?\s*\]\]>\s*(?:\*/)?$")
_COMMA = re.compile(r",\s*([}\]])")
"""A comma after the last member, which JSON does not allow."""

_DEEPEST = 6

Value = TypeVar("Value")


class Vote(msgspec.Struct, Generic[Value], frozen=True, kw_only=True):
    """One candidate for a field: where it was found, what it says and how much it weighs."""

    origin: str
    value: Value
    weight: float


def page_metadata(tree: html.HtmlElement, given: Metadata) -> Metadata:
    """Return the metadata of the page *tree*; what the input itself gave (*given*) wins.

    Measured weights: JSON-LD is seldom wrong, meta tags repeat it with the site's name added,
    the visible page is what a reader sees but hardest to find. Candidates that agree add up.
    """
    linked = _linked_data(tree)
    metas = _metas(tree)
    site = given.source or _site(linked, metas)
    seen = page_head(tree)
    published = given.published
    return Metadata(
        source_id=given.source_id,
        url=given.url or _address(tree, linked, metas),
        source=site,
        title=given.title or _title(tree, linked, metas, site),
        authors=given.authors or _authors(tree, linked, metas, site=site, seen=seen),
        published=_date(tree, linked, metas, seen) if published is None else published,
        language=given.language or _language(tree, linked, metas),
        rights=given.rights,
    )


def elected(votes: list[Vote[Value]], same: Callable[[Value, Value], bool]) -> list[Vote[Value]]:
    """Return the votes of the group that weighs most, in their order; earlier groups win ties."""
    groups: list[list[Vote[Value]]] = []
    for vote in votes:
        home = next((group for group in groups if same(group[0].value, vote.value)), None)
        if home is None:
            groups.append([vote])
        else:
            home.append(vote)
    return max(groups, key=lambda group: sum(vote.weight for vote in group), default=[])


def _title(
    tree: html.HtmlElement, linked: list[Metadata], metas: dict[str, list[str]], site: str | None
) -> str | None:
    votes: list[Vote[str]] = []

    def cast_vote(origin: str, value: str | None, weight: float) -> None:
        bare = _without_site(folded(value or ""), site)
        if bare and bare != site:
            votes.append(Vote(origin=origin, value=bare, weight=weight))

    for found in linked[:1]:
        cast_vote("json-ld", found.title, 3.0)
    heads = [node for node in tree.iter("h1") if words_of(node)]
    for node in heads[:3]:
        cast_vote("h1", words_of(node), 2.5 if len(heads) == 1 else 1.5)
    for name in _TITLE_METAS:
        for value in metas.get(name, [])[:1]:
            cast_vote("meta", value, 1.5)
    for node in tree.iter("title"):
        cast_vote("title", "".join(node.itertext()), 1.0)
        break
    if not votes:
        # Pages without any metadata name their story in the first heading.
        for node in tree.iter("h2", "h3"):
            cast_vote("heading", words_of(node), 1.0)
            break
    winners = elected(votes, head.same_title)
    # What the reader sees over the page is the headline; the others may be cut or spiced.
    seen = next((vote for vote in winners if vote.origin == "h1"), None)
    return (seen or winners[0]).value if winners else None


def _without_site(title: str, site: str | None) -> str:
    if site and title.endswith(site) and len(title) > len(site) + 4:
        return title[: -len(site)].rstrip(" |–—-·»:")
    tail = _SITE_TAIL.search(title)
    if tail is not None and len(title[: tail.start()].split()) >= 4 and not site:
        return title[: tail.start()]
    return title


def _date(
    tree: html.HtmlElement, linked: list[Metadata], metas: dict[str, list[str]], seen: PageHead
) -> str | float | None:
    votes: list[Vote[tuple[Publication, str | float]]] = []

    def cast_vote(origin: str, value: object, weight: float) -> None:
        found = parse_publication(value)
        if found is not None and found.precision != "year" and isinstance(value, str | int | float):
            votes.append(Vote(origin=origin, value=(found, value), weight=weight))

    for found in linked:
        cast_vote("json-ld", found.published, 3.0)
    for name in _DATE_METAS:
        for value in metas.get(name, [])[:1]:
            cast_vote("meta", value, 2.0)
    for node in tree.xpath("//*[@itemprop='datePublished']")[:2]:
        cast_vote("itemprop", node.get("content") or node.get("datetime") or words_of(node), 2.0)
    times = [
        node for node in tree.iter("time") if not _UPDATE.search(_classes(node) + words_of(node))
    ]
    for node in times[:2]:
        cast_vote("time", node.get("datetime") or words_of(node), 1.0)
    for node in _classed(tree, _DATE_CLASS):
        words = words_of(node)
        if head.is_date_line(words) and not head.is_update_line(words):
            cast_vote("page", words, 1.0)
            break
    for words in seen.dates[:1]:
        cast_vote("head", words, 1.0)
    winners = elected(votes, lambda one, other: one[0].day == other[0].day)
    precise = next((vote for vote in winners if vote.value[0].instant is not None), None)
    return (precise or winners[0]).value[1] if winners else None


_UPDATE = re.compile(r"updat|modif", re.IGNORECASE)


def _authors(
    tree: html.HtmlElement,
    linked: list[Metadata],
    metas: dict[str, list[str]],
    *,
    site: str | None,
    seen: PageHead,
) -> tuple[str, ...]:
    votes: list[Vote[tuple[str, ...]]] = []

    def cast_vote(origin: str, value: tuple[str, ...], weight: float) -> None:
        names = _persons(value, site)
        if names:
            votes.append(Vote(origin=origin, value=names, weight=weight))

    for found in linked:
        cast_vote("json-ld", found.authors, 3.0)
    for name in _AUTHOR_METAS:
        values = [value for value in metas.get(name, []) if not value.startswith("http")]
        cast_vote("meta", tuple(n for value in values for n in split_authors(value)), 2.0)
    linked_names = [words_of(node) for node in tree.xpath("//a[contains(@rel, 'author')]")]
    cast_vote("rel", tuple(dict.fromkeys(linked_names)), 1.5)
    for node in _classed(tree, _BYLINE_CLASS):
        words = words_of(node)
        if head.is_byline(words):
            cast_vote("page", split_authors(words), 2.0)
            break
    cast_vote("named", named_authors(tree), 1.0)
    cast_vote("head", seen.authors, 1.0)
    winners = elected(votes, lambda one, other: {*map(_key, one)} == {*map(_key, other)})
    return winners[0].value if winners else ()


def _persons(names: tuple[str, ...], site: str | None) -> tuple[str, ...]:
    """Return *names* without mail addresses and links, and outlets that stand beside persons."""
    bare = tuple(_MAIL.sub("", name).strip(" ,") for name in names)
    kept = tuple(name for name in bare if _is_person(name))
    persons = tuple(name for name in kept if " " in name)
    return tuple(name for name in persons or kept if _key(name) != _key(site or ""))


def _is_person(name: str) -> bool:
    words = name.split()
    return 0 < len(words) <= 6 and not re.search(r"https?:|@|\d{2}|[{}<>]|min read", name)


def _key(name: str) -> str:
    return folded(name).casefold()


def _site(linked: list[Metadata], metas: dict[str, list[str]]) -> str | None:
    for name in _SITE_METAS[:1]:
        if metas.get(name):
            return folded(metas[name][0]) or None
    published = next((found.source for found in linked if found.source), None)
    if published:
        return folded(published)
    return next((folded(metas[name][0]) for name in _SITE_METAS[1:] if metas.get(name)), None)


def _address(
    tree: html.HtmlElement, linked: list[Metadata], metas: dict[str, list[str]]
) -> str | None:
    found = [link.get("href") or "" for link in tree.xpath("//link[@rel='canonical']")]
    found.extend(metas.get("og:url", []))
    found.extend(data.url or "" for data in linked)
    return next((url.strip() for url in found if url.strip().startswith("http")), None)


def _language(
    tree: html.HtmlElement, linked: list[Metadata], metas: dict[str, list[str]]
) -> str | None:
    roots = tree.xpath("//html/@lang | //html/@xml:lang | //article/@lang")
    names = [*roots, *(data.language for data in linked), *metas.get("og:locale", [])]
    names.extend(metas.get("content-language", []))
    return next((tag for name in names if (tag := language_tag(name))), None)


def _metas(tree: html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("http-equiv")
        value = node.get("content")
        if name and value and value.strip() and len(value) < 2000:
            found.setdefault(name.strip().lower(), []).append(value.strip())
    return found


def _classes(node: html.HtmlElement) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''} {node.get('data-testid') or ''}"


def _classed(tree: html.HtmlElement, pattern: re.Pattern[str]) -> Iterator[html.HtmlElement]:
    for node in tree.iter("p", "div", "span", "address", "time", "li", "a", "section"):
        if pattern.search(_classes(node)):
            yield node


def _linked_data(tree: html.HtmlElement) -> list[Metadata]:
    found: list[Metadata] = []
    for script in tree.xpath("//script[@type='application/ld+json']")[:20]:
        loaded = _loaded(script.text or "")
        for node in _nodes(loaded, 0):
            try:
                found.append(
                    metadata_of({k: v for k, v in node.items() if k != "name"} | _name(node))
                )
            except WrongType:
                continue
    return found


def _loaded(source: str) -> object:
    """Return the JSON *source*, None if it is none; what sites get wrong in it is mended."""
    bare = _WRAPPED.sub("", source.strip()).strip().rstrip(";")
    for attempt in (bare, _COMMA.sub(r"\1", bare)):
        try:
            return cast("object", json.loads(attempt, strict=False))
        except (ValueError, RecursionError):
            continue
    return None


def _name(node: dict[str, object]) -> dict[str, object]:
    return {"title": node["name"]} if "headline" not in node and "name" in node else {}


def _nodes(value: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in cast("list[object]", value):
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        node = cast("dict[str, object]", value)
        kinds = node.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and _ARTICLE_TYPE.search(name) for name in names):
            yield node
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _nodes(node.get(name), depth + 1)
