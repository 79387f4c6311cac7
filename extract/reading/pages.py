"""Web pages into articles: metadata by vote, main text by trafilatura, boxes put back."""

import copy
import re
from itertools import islice
from typing import cast

from lxml import etree, html
from trafilatura import bare_extraction

from extract.reading import head
from extract.reading.assembly import Metadata, assemble, storable
from extract.reading.body_blocks import join_blocks, with_headings
from extract.reading.boxes import find_boxes, restored, sure_boxes
from extract.reading.bullets import list_bullets
from extract.reading.canonical import Element, folded, serialise
from extract.reading.credits import without_credits
from extract.reading.layout import lay_out
from extract.reading.loose_text import wrap_loose_text
from extract.reading.problems import HostileMarkup
from extract.reading.pruning import prune
from extract.reading.standfirst import with_standfirst
from extract.reading.tree import is_cut, is_overloaded, parse_html, tree_elements, words_of
from extract.reading.votes import page_metadata
from schemas import Article, Format
from schemas.errors import EmptyInput

_PAGE = re.compile(r"<(?:html|body|head|nav|footer|main)\b|<!doctype", re.IGNORECASE)
_NO_SCRIPT = re.compile(
    r"\b(?:enable|turn on|requires?|without) java ?script\b|java ?script is (?:disabled|required)",
    re.IGNORECASE,
)
"""“Please enable JavaScript to read on”, all that some pages hold without their scripts."""

_SILENT = frozenset(("script", "style", "noscript", "template"))
_FEWEST_WORDS = 25
_KEPT = 0.3
_PROSE_WORDS = 10
_INLINE, _MOST_INLINE = ("a", "span", "b", "i", "em", "strong", "font", "u", "small"), 10_000
_TITLE_REACH = 4


def read_page(text: str, given: Metadata, *, form: Format) -> Article:
    """Return the article of the page or piece of HTML *text*.

    *given* is what the input says beside the HTML; it wins over what the page says. A piece
    of HTML without a page's frame is content as a whole.

    Raises EmptyInput if there are no words of an article in it, HostileMarkup if that is so
    because the parser refused part of it.
    """
    if is_overloaded(text):
        raise HostileMarkup("a tag of the page has thousands of attributes")
    tree = parse_html(storable(text))
    if tree is None:
        raise EmptyInput("the page holds no text")
    metadata = page_metadata(tree, given)
    list_bullets(tree)
    if _PAGE.search(text) is None:
        elements = tree_elements(tree)
    else:
        elements = _page_elements(_pruned(tree, text, metadata), metadata)
    elements = _with_title(elements, metadata.title)
    body = [element for element in elements if element.kind not in ("heading", "caption")]
    if not body or (len(body) < 4 and any(_NO_SCRIPT.search(part.text) for part in body)):
        if is_cut(storable(text)):
            raise HostileMarkup(
                "the page's tags are nested too deeply, or a text in it is too long, to be parsed",
                hint="Save the article's text itself and give that.",
            )
        raise EmptyInput(
            "the page has no text of an article",
            hint="If a script fills it in, save the page from a browser and give that.",
        )
    canonical, drafts = serialise(elements)
    layout = lay_out(canonical, drafts, title=None, guess_headings=False)
    return assemble(canonical, layout, metadata, form=form)


def _pruned(tree: html.HtmlElement, text: str, metadata: Metadata) -> html.HtmlElement:
    """Return *tree* pruned, or as it was parsed if that would cost most of its prose."""
    before = _prose(tree)
    wrap_loose_text(tree)
    known = bool(metadata.authors) and metadata.published is not None
    prune(tree, head_known=known, kept=sure_boxes(tree))
    if _prose(tree) >= _KEPT * before:
        return tree
    whole = parse_html(storable(text))
    return tree if whole is None else whole


def _prose(tree: html.HtmlElement) -> int:
    """Return the number of words of *tree* in runs long enough to be a story's."""
    body = tree.find("body")
    root = tree if body is None else body
    runs = (
        run for node in root.iter() if node.tag not in _SILENT for run in (node.text, node.tail)
    )
    counts = (len(run.split()) for run in runs if run)
    return sum(count for count in counts if count >= _PROSE_WORDS)


def _page_elements(tree: html.HtmlElement, metadata: Metadata) -> list[Element]:
    boxes = find_boxes(tree)
    join_blocks(tree)
    elements = with_headings(without_credits(_body(tree), metadata), tree)
    return restored(with_standfirst(elements, tree), boxes)


def _body(tree: html.HtmlElement) -> list[Element]:
    elements: list[Element] = []
    try:
        # It changes the tree it is given, and metadata and boxes need ours whole.
        own = copy.deepcopy(tree)
        etree.strip_elements(own, "script", "style", "noscript", "template", with_tail=False)
        if sum(1 for _ in islice(own.iter(*_INLINE), _MOST_INLINE)) == _MOST_INLINE:
            # It takes time by the square of the pieces of a line; no story has so many.
            etree.strip_tags(own, *_INLINE)
            for node in own.iter():
                node.text, node.tail = node.text, node.tail  # what tags parted is one again
        document = bare_extraction(own, include_comments=False, include_formatting=True)
        if document is not None and not isinstance(document, dict):
            elements = tree_elements(cast("html.HtmlElement", document.body))
    except Exception:  # noqa: BLE001 (a library's slip on an odd page must not stop a batch)
        elements = []
    if sum(len(element.text.split()) for element in elements) >= _FEWEST_WORDS:
        return elements
    # Short notices are below what trafilatura takes for an article.
    whole = tree_elements(_main(tree))
    return whole if len(whole) > len(elements) else elements


def _main(tree: html.HtmlElement) -> html.HtmlElement:
    for path in ("//article", "//main", "//*[@role='main']", "//*[@itemprop='articleBody']"):
        found = [node for node in tree.xpath(path) if words_of(node)]
        if found:
            return max(found, key=lambda node: len(words_of(node)))
    body = tree.find("body")
    return tree if body is None else body


def _with_title(elements: list[Element], title: str | None) -> list[Element]:
    """Return *elements* with the title as the first, once."""
    if title is None:
        return elements
    rest = [
        element
        for number, element in enumerate(elements)
        if number >= _TITLE_REACH
        or element.kind not in ("heading", "paragraph")
        or not head.same_title(element.text, title)
    ]
    return [Element(kind="heading", text=folded(title), level=1, title=True), *rest]
