"""What a page's head gives the votes on its metadata: JSON-LD, meta tags, names of the site."""

import re
from collections.abc import Callable
from typing import Generic, TypeVar
from urllib.parse import urlsplit

import msgspec
from lxml import html

from extract.reading import head
from extract.reading.canonical import folded
from extract.reading.linked_data import LinkedArticle, linked_articles

_SITE_METAS = ("application-name", "dc.publisher", "publisher", "apple-mobile-web-app-title",
               "twitter:site", "article:publisher", "copyright", "al:ios:app_name")  # fmt: skip
_LONGEST = 2000

Value = TypeVar("Value")


class Vote(msgspec.Struct, Generic[Value], frozen=True, kw_only=True):
    """One candidate for a field: where it was found, what it says and how much it weighs."""

    origin: str
    value: Value
    weight: float


class Clues(msgspec.Struct, frozen=True, kw_only=True):
    """The tree of a page and what its head says.

    `metas`: the contents of its meta tags by lower-case name, in document order. `site`: the
    publisher's name; `sites`: keys of every name and address that the site goes by.
    """

    tree: html.HtmlElement
    linked: tuple[LinkedArticle, ...]
    metas: dict[str, list[str]]
    site: str | None
    address: str | None
    sites: frozenset[str]

    def principal(self, title: str | None) -> LinkedArticle | None:
        """Return the article in JSON-LD that bears *title*, else the first, None if none is."""
        whole = [found for found in self.linked if found.whole]
        titled = (
            found
            for found in whole
            if title and found.metadata.title and head.same_title(found.metadata.title, title)
        )
        return next(titled, whole[0] if whole else None)

    def first(self, *names: str) -> str | None:
        """Return the first content of the first of the meta tags *names* that the page has."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)


def clues_of(tree: html.HtmlElement, *, url: str | None, source: str | None) -> Clues:
    """Return the clues of the page *tree*, whose address and source may be known beforehand."""
    linked = tuple(linked_articles(tree))
    metas = _metas(tree)
    address = url or _address(tree, linked, metas)
    site = source or _site(linked, metas)
    names = [site, *(found.metadata.source for found in linked), *metas.get("og:site_name", [])]
    names.extend(value for name in _SITE_METAS for value in metas.get(name, []))
    return Clues(
        tree=tree,
        linked=linked,
        metas=metas,
        site=site,
        address=address,
        sites=frozenset(key for name in [*names, _host(address)] if (key := site_key(name))),
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


def site_key(name: str | None) -> str:
    """Return *name* so that “The Harbour Post”, “harbourpost.com” and “@HarbourPost” are one."""
    bare = (name or "").strip().casefold()
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", bare).split("/")[0]
    bare = re.sub(r"\.(?:com?|org|net|news|info|gov|edu|[a-z]{2})(?:\.[a-z]{2})?$", "", bare)
    bare = re.sub(r"[\W_]+", "", bare)
    return bare.removeprefix("the")


def _host(address: str | None) -> str:
    try:
        return urlsplit(address or "").hostname or ""
    except ValueError:
        return ""


def _site(linked: tuple[LinkedArticle, ...], metas: dict[str, list[str]]) -> str | None:
    for name in ("og:site_name",):
        if metas.get(name):
            return folded(metas[name][0]) or None
    published = next((found.metadata.source for found in linked if found.metadata.source), None)
    if published:
        return folded(published)
    return next((folded(metas[name][0]) for name in _SITE_METAS[:3] if metas.get(name)), None)


def _address(
    tree: html.HtmlElement, linked: tuple[LinkedArticle, ...], metas: dict[str, list[str]]
) -> str | None:
    found = [link.get("href") or "" for link in tree.xpath("//link[@rel='canonical']")]
    found.extend(metas.get("og:url", []))
    found.extend(data.metadata.url or "" for data in linked if data.whole)
    return next((url.strip() for url in found if url.strip().startswith("http")), None)


def _metas(tree: html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        value = node.get("content")
        if not value or not value.strip() or len(value) >= _LONGEST:
            continue
        names = {node.get("property"), node.get("name"), node.get("http-equiv")} - {None, ""}
        for name in sorted(str(name).strip().lower() for name in names):
            found.setdefault(name, []).append(value.strip())
    return found
