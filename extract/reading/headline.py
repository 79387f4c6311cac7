"""The title of a page: JSON-LD, headings, meta tags and the tab's own title, put to the vote."""

import copy
import html as entities
import re
from itertools import islice

from lxml import html

from extract.reading import head
from extract.reading.canonical import folded
from extract.reading.clues import Clues, Vote, elected, site_key
from extract.reading.tree import words_of

_METAS = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title",
          "sailthru.title", "title", "headline", "hdl", "cxenseparse:title")  # fmt: skip
_BAR = r"(?:\s+[|–—·»•:-]{1,2}\s+|\s*\|\s*|:\s+)"
_SITE_TAIL = re.compile(r"\s+[|–—·»]\s+[^|–—·»]{2,40}$|\s+-\s+[^-]{2,30}$")
"""“Rain at last | Harbour Post”, “Rain at last - BBC News”."""

_SECTION_TAIL = re.compile(r"\s+\|\s+\S+(?:\s\S+){0,2}$|\s+-\s+[^\s-]+$")
"""What is left of “Rain at last | World news | Harbour Post” when the site is cut off."""

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:headline|entry-title|post-title|article-title|story-title|page-title"
    r"|articletitle|storyheadline|hed)(?:$|[\s_-])",
    re.IGNORECASE,
)
_KICKER = re.compile(
    r"(?:^|[\s_-])(?:kicker|eyebrow|label|flag|badge|tag|rubric|overline|visually-?hidden|sr-only"
    r"|screen-?reader\w*|premium|icon|category|section|status)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""What sites set inside the heading before or after the headline itself."""

_HOME = re.compile(r"(?:https?://[^/?#]+)?/?(?:index\.\w+|home|#)?", re.IGNORECASE)
_MOST_HEADS, _FEW_WORDS = 3, 3
_LONGEST = 400
_SEEN = 5.0
"""What a page's one heading weighs: JSON-LD and cards may hold another, made for search."""


def headline(clues: Clues) -> str | None:
    """Return the title of the page, without its site's name; None if the page has none."""
    votes: list[Vote[str]] = []
    heads = [
        words
        for node in clues.tree.iter("h1")
        if (words := heading_words(node)) and not _leads_home(node)
    ]
    shown = [words for words in dict.fromkeys(heads) if site_key(words) not in clues.sites]
    if not shown:
        lesser = (words_of(node) for node in islice(clues.tree.iter("h2", "h3"), _MOST_HEADS))
        shown = [words for words in lesser if len(words.split()) > _FEW_WORDS]

    def cast_vote(origin: str, value: str | None, weight: float) -> None:
        words = folded(entities.unescape((value or "")[: 2 * _LONGEST]))
        bare = _without_site(words, clues, shown) if len(words) <= _LONGEST else ""
        if bare and site_key(bare) not in clues.sites:
            votes.append(Vote(origin=origin, value=bare, weight=weight))

    for found in [one for one in clues.linked if one.whole][:1]:
        cast_vote("json-ld", found.metadata.title, 3.0)
    for words in shown[:_MOST_HEADS] if heads else ():
        alone = len(shown) == 1
        cast_vote("h1", words, _SEEN if alone and len(words.split()) > _FEW_WORDS else 2.0)
    for number, name in enumerate(name for name in _METAS if name in clues.metas):
        # Meta tags are filled by one hand: each after the first only repeats it.
        cast_vote("meta", clues.metas[name][0], 1.5 if number == 0 else 0.3)
    for node in islice(clues.tree.iter("title"), 1):
        cast_vote("title", "".join(node.itertext()), 1.0)
    for words in _named(clues.tree)[:1]:
        cast_vote("named", words, 1.0)
    if not votes:
        # Pages without any metadata name their story in the first heading.
        for node in islice(clues.tree.iter("h2", "h3"), 1):
            cast_vote("heading", words_of(node), 1.0)
    return _most_seen(elected(votes, head.same_title))


def _most_seen(winners: list[Vote[str]]) -> str | None:
    # What the reader sees over the page is the headline; the others may be cut or spiced.
    for origin in ("h1", "named"):
        seen = next((vote for vote in winners if vote.origin == origin), None)
        if seen is not None:
            return seen.value
    return _longest_whole(winners) if winners else None


def title_node(tree: html.HtmlElement, title: str | None) -> html.HtmlElement | None:
    """Return the heading of *tree* that shows *title*, else its first `h1`, else its first `h2`."""
    if title is not None:
        for names in (("h1",), ("h2", "h3"), ("div", "p", "span", "td", "font", "b")):
            for node in tree.iter(*names):
                if len(node) > 5 or not (node.text_content() or "").strip():
                    continue
                if head.same_title(words_of(node), title):
                    return node
    return next((node for name in ("h1", "h2") for node in tree.iter(name)), None)


def heading_words(node: html.HtmlElement) -> str:
    """Return the words of the heading *node* without kickers and labels set inside it."""
    whole = words_of(node)
    named = [inner for inner in node.iter("span", "small", "a", "strong", "em", "div", "sup", "i")
             if inner is not node and _KICKER.search(inner.get("class") or "")]  # fmt: skip
    if not named:
        return whole
    bare = copy.deepcopy(node)
    for inner in list(bare.iter("span", "small", "a", "strong", "em", "div", "sup", "i")):
        if inner.getparent() is not None and _KICKER.search(inner.get("class") or ""):
            inner.drop_tree()
    left = words_of(bare).strip(" |:–—-•·")
    return left if len(left.split()) >= max(2, len(whole.split()) / 2) else whole


def _leads_home(node: html.HtmlElement) -> bool:
    """Return whether the heading *node* is the site's name, linked to its front page."""
    links = [link.get("href") or "" for link in (*node.iterancestors("a"), *node.iter("a"))]
    return bool(links) and all(_HOME.fullmatch(link.strip()) for link in links)


def _named(tree: html.HtmlElement) -> list[str]:
    found: list[str] = []
    for node in tree.iter("div", "p", "span", "h2", "h3", "td"):
        names = f"{node.get('class') or ''} {node.get('id') or ''} {node.get('itemprop') or ''}"
        if not _NAMED.search(names):
            continue
        if any(parent.tag in ("aside", "nav", "footer", "li") for parent in node.iterancestors()):
            continue
        words = heading_words(node)
        if (
            2 <= len(words.split()) <= 40
            and node.find(".//h1") is None
            and node.find(".//p") is None
        ):
            found.append(words)
    return found


def _without_site(title: str, clues: Clues, shown: list[str]) -> str:
    """Return *title* without the names of site and section before or after it.

    What a heading of the page shows, with a bar between it and the rest, is the title.
    """
    for words in shown:
        if len(words.split()) >= 2 and len(title) > len(words):
            after = title.startswith(words) and re.match(_BAR, title[len(words) :])
            before = title.endswith(words) and re.search(_BAR + r"\Z", title[: -len(words)])
            if after or before:
                return words
    while True:
        cut = next(
            (
                title[: found.start()]
                for found in re.finditer(r"\s+[|–—·»•-]{1,2}\s+|\s*\|\s*|\s*:\s+", title)
                if site_key(title[found.end() :]) in clues.sites
            ),
            None,
        )
        if cut is None or not cut.strip():
            break
        title = cut.rstrip()
        section = _SECTION_TAIL.search(title)
        if section is not None and len(title[: section.start()].split()) > _FEW_WORDS:
            title = title[: section.start()]
    first = re.match(rf"(.{{2,40}}?){_BAR}", title)
    if first is not None and site_key(first[1]) in clues.sites:
        title = title[first.end() :]
    site = clues.site
    if site and title.endswith(site) and len(title) > len(site) + 4:
        return title[: -len(site)].rstrip(" |–—-·»:")
    tail = _SITE_TAIL.search(title)
    if tail is not None and len(title[: tail.start()].split()) >= 4 and not site:
        return title[: tail.start()]
    return title


def _longest_whole(winners: list[Vote[str]]) -> str:
    """Return the first of *winners* that is not cut short, else the first."""
    return next(
        (vote.value for vote in winners if not vote.value.endswith(("…", "..."))),
        winners[0].value,
    )
