"""JSON-LD of a web page: what its articles say of title, authors, date and publisher."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import cast

import msgspec
from lxml import html as lxml_html

from extract.reading.assembly import Metadata
from extract.reading.authors import is_office, split_authors
from extract.reading.canonical import folded
from extract.reading.objects import metadata_of
from extract.reading.problems import WrongType

_ARTICLE_TYPE = re.compile(
    r"(?:Article|BlogPosting|Posting|Report|(?<!Claim)Review|Analysis)", re.IGNORECASE
)
"""“NewsArticle”, “LiveBlogPosting”, not “WebSite”, “BreadcrumbList”, “ClaimReview” (it is of a
claim, beside the article that tells of it)."""

_PAGE_TYPE = re.compile(r"(?:WebPage|CreativeWork|Blog)\b", re.IGNORECASE)
_HOLDERS = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
_AUTHOR_FIELDS = ("author", "authors", "creator", "byline")
_WRAPPED = re.compile(r"^(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|(?://|/\*)?\s*\]\]>\s*(?:\*/)?$")
_COMMENT = re.compile(r"^\s*<!--|-->\s*$")
_COMMA = re.compile(r",\s*([}\]])")
"""A comma after the last member, which JSON does not allow."""

_JOINS = re.compile(r"^\s*by\b|\band\b|&|;|\||,|<|@|\b(?:for|in)\b", re.IGNORECASE)
_DEEPEST = 6
_LOOKED = 100_000
_MOST_SCRIPTS = 20


class LinkedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """What one node of JSON-LD says: `outlets` are authors that are no persons.

    `whole`: it is an article; else the page round it, whose name and authors are less sure.
    """

    metadata: Metadata
    authors: tuple[str, ...]
    outlets: tuple[str, ...]
    whole: bool


def linked_articles(tree: lxml_html.HtmlElement) -> list[LinkedArticle]:
    """Return what the JSON-LD of the page *tree* says of its articles, in document order.

    Faults that sites make in it are mended; what cannot be read is passed over.
    """
    scripts = tree.xpath("//script[contains(@type, 'ld+json')]")[:_MOST_SCRIPTS]
    loaded = [_loaded(script.text or "") for script in scripts]
    known: dict[str, dict[str, object]] = {}
    for value in loaded:
        _index(value, known, 0)
    return [
        found
        for value in loaded
        for node, whole in _nodes(value, 0)
        if (found := _article(node, known, whole=whole)) is not None
    ]


def _article(
    node: dict[str, object], known: dict[str, dict[str, object]], *, whole: bool
) -> LinkedArticle | None:
    fields = {name: value for name, value in node.items() if name not in (*_AUTHOR_FIELDS, "name")}
    if "headline" not in node and "name" in node:
        fields["title"] = node["name"]
    for name in ("headline", "title"):
        value = fields.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if value is not None:
            fields[name] = html.unescape(value) if isinstance(value, str) else None
    fields.pop("identifier", None)
    try:
        metadata = metadata_of(fields)
    except WrongType:
        return None
    persons: list[str] = []
    outlets: list[str] = []
    for name in _AUTHOR_FIELDS:
        _authors(node.get(name), known, persons, outlets, 0)
        if persons:
            break
    return LinkedArticle(
        metadata=metadata,
        authors=tuple(dict.fromkeys(persons)),
        outlets=tuple(dict.fromkeys(outlets)),
        whole=whole,
    )


def _authors(
    value: object,
    known: dict[str, dict[str, object]],
    persons: list[str],
    outlets: list[str],
    depth: int,
) -> None:
    """Put the authors that *value* names to *persons* and *outlets*."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in cast("list[object]", value):
            _authors(one, known, persons, outlets, depth + 1)
    elif isinstance(value, Mapping):
        node = cast("Mapping[str, object]", value)
        name = _name(node)
        identity = node.get("@id")
        if not name and isinstance(identity, str) and identity in known:
            node = known[identity]
            name = _name(node)
        if not name and "@list" in node:
            _authors(node["@list"], known, persons, outlets, depth + 1)
        elif isinstance(name, list):
            _authors(name, known, persons, outlets, depth + 1)
        elif isinstance(name, str) and "Organization" in str(node.get("@type")):
            organisation = folded(html.unescape(name))
            # Some systems call every author an organisation; “By …” and a name are one's.
            split = split_authors(organisation) if organisation.lower().startswith("by ") else ()
            (persons if split else outlets).extend(split or (organisation,))
        elif isinstance(name, str):
            _authors(name, known, persons, outlets, depth + 1)
    elif isinstance(value, str) and value and not value.startswith(("http://", "https://")):
        names = split_authors(value) if _JOINS.search(value) else ()
        for name in names or (folded(html.unescape(value)),):
            (outlets if is_office(name) else persons).append(name)


def _name(node: Mapping[str, object]) -> object:
    name = node.get("name")
    if isinstance(name, Mapping):
        name = cast("Mapping[str, object]", name).get("@value") or cast(
            "Mapping[str, object]", name
        ).get("name")
    if not name:
        parts = [node.get("givenName"), node.get("familyName")]
        name = " ".join(part for part in parts if isinstance(part, str))
    return name


def _loaded(source: str) -> object:
    """Return the JSON *source*, None if it is none; what sites get wrong in it is mended."""
    bare = _COMMENT.sub("", _WRAPPED.sub("", source.strip())).strip().rstrip(";")
    for attempt in (bare, _COMMA.sub(r"\1", bare), html.unescape(bare)):
        try:
            return cast("object", json.loads(attempt, strict=False))
        except (ValueError, RecursionError):
            continue
    return _salvaged(bare)


def _salvaged(source: str) -> object:
    """Return what a broken piece of JSON-LD plainly says of its article, None if it has none."""
    kind = re.search(r'"@type"\s*:\s*"([^"]{1,60})"', source)
    if kind is None or _ARTICLE_TYPE.search(source[:_LOOKED]) is None:
        return None
    found: dict[str, object] = {"@type": "Article"}
    for name in ("headline", "datePublished"):
        value = re.search(rf'"{name}"\s*:\s*"((?:[^"\\]|\\.){{1,300}})"\s*[,}}]', source)
        if value is not None:
            found[name] = value[1]
    author = re.search(r'"author"\s*:\s*\[?\s*(\{[^{}]{1,400}\})', source)
    named = re.search(r'"name"\s*:\s*"([^"]{1,200})"', author[1]) if author is not None else None
    if named is not None:
        found["author"] = named[1]
    return found if len(found) > 1 else None


def _index(value: object, known: dict[str, dict[str, object]], depth: int) -> None:
    """Note the nodes of *value* by their `@id`: authors may be told by that alone."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in cast("list[object]", value):
            _index(one, known, depth + 1)
    elif isinstance(value, dict):
        node = cast("dict[str, object]", value)
        identity = node.get("@id")
        if isinstance(identity, str) and _name(node):
            known.setdefault(identity, node)
        for inner in node.values():
            if isinstance(inner, dict | list):
                _index(inner, known, depth + 1)


def _nodes(value: object, depth: int) -> Iterator[tuple[dict[str, object], bool]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in cast("list[object]", value):
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        node = cast("dict[str, object]", value)
        kinds = node.get("@type")
        names = [name for name in (kinds if isinstance(kinds, list) else [kinds]) if name]
        if any(isinstance(name, str) and _ARTICLE_TYPE.search(name) for name in names):
            yield node, True
        elif any(isinstance(name, str) and _PAGE_TYPE.search(name) for name in names):
            yield node, False
        for name in _HOLDERS:
            yield from _nodes(node.get(name), depth + 1)
