"""HTML trees, and the trees trafilatura makes of them, walked into elements."""

import re

import msgspec
from lxml import etree, html

from extract.reading.canonical import Element, folded, worth_keeping

_DROPPED = frozenset(
    "script style noscript template svg math iframe object embed form button input select textarea"
    " nav footer aside canvas audio video graphic title meta link dialog menu".split()
)
_LISTS = frozenset(("ul", "ol", "list", "dl"))
_ITEMS = frozenset(("li", "item", "dt", "dd"))
_ROWS = frozenset(("tr", "row"))
_CELLS = frozenset(("td", "th", "cell"))
_QUOTES = frozenset(("blockquote", "quote"))
_STRONG = frozenset(("b", "strong"))
_BREAKS = frozenset(("br", "lb"))
_HEADING = re.compile(r"h[1-6]$")
_BLOCKS = frozenset(
    "p div section article main header figure figcaption caption address details summary center"
    " html body fw ab hgroup".split()
)
_CODE = frozenset(("pre",))
_PARTING = (
    _BLOCKS | _BREAKS | _ITEMS | _LISTS | _CELLS | _ROWS | {"head", "table"}
    | {f"h{level}" for level in range(1, 7)}
)  # fmt: skip
"""Tags that part words, in pages and in the trees that trafilatura makes of them."""

_LONG_TAG = re.compile(r"<\w[^<>]{20000,}")
_MOST_ATTRIBUTES = 2000
_CUT = re.compile(r"excessive depth|huge|too (?:deep|long|large)|maximum", re.IGNORECASE)
_MARKERS = re.compile(r"^[-*•‣◦▪●·–]\s+")


def parse_html(text: str) -> html.HtmlElement | None:
    """Return the tree of the HTML *text*, whatever its faults; None if it has no element.

    No entity is expanded, nothing is fetched, and nesting is cut at libxml2's own depth.
    """
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree


def is_overloaded(text: str) -> bool:
    """Return whether a tag of the HTML *text* has thousands of attributes.

    libxml2 compares each attribute with all before it: 200,000 of them take hours.
    """
    return any(tag[0].count("=") > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text))


def is_cut(text: str) -> bool:
    """Return whether the parser leaves out part of the HTML *text*: too deep, or a giant's word."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return False
    return any(_CUT.search(entry.message) for entry in parser.error_log)


def fragment_elements(source: str) -> list[Element]:
    """Return the elements of a piece of HTML, all of it taken for content."""
    tree = parse_html(source)
    return [] if tree is None else tree_elements(tree)


def tree_elements(tree: html.HtmlElement) -> list[Element]:
    """Return the elements of *tree*, in document order, furniture left out."""
    walker = _Walker()
    walker.walk(tree)
    return [element for element in walker.finish() if worth_keeping(element)]


def words_of(node: html.HtmlElement) -> str:
    """Return the words inside *node*, white space folded; block tags and breaks part words."""
    pieces: list[str] = []
    _gather(node, pieces)
    return folded("".join(pieces))


def _gather(node: html.HtmlElement, pieces: list[str]) -> None:
    if node.text:
        pieces.append(node.text)
    for child in node:
        tag = child.tag
        if tag in _PARTING:
            pieces.append(" ")
            _gather(child, pieces)
            pieces.append(" ")
        elif isinstance(tag, str) and tag not in _DROPPED:
            _gather(child, pieces)
        if child.tail:
            pieces.append(child.tail)


class _Walker:
    """Gathers inline words until a block begins or ends."""

    def __init__(self) -> None:
        self._found: list[Element] = []
        self._run: list[tuple[str, bool]] = []
        self._quotes = 0

    def finish(self) -> list[Element]:
        self._flush("paragraph")
        return _glued(self._found)

    def walk(self, node: html.HtmlElement, *, strong: bool = False) -> None:
        """Walk *node* and its children; depth is bounded by the parser's own limit."""
        self._add(node.text, strong)
        for child in node:
            self._child(child, strong)
            self._add(child.tail, strong)

    def _child(self, node: html.HtmlElement, strong: bool) -> None:
        tag = str(node.tag).lower()
        if tag in _DROPPED:
            return
        if tag in _BREAKS:
            self._break(node)
        elif _HEADING.match(tag) or (tag == "head" and node.get("rend")):
            self._flush("paragraph")
            level = (node.get("rend") or tag)[-1]
            words = words_of(node)
            number = int(level) if level.isdigit() else 2
            self._found.append(Element(kind="heading", text=words, level=number))
        elif tag in _LISTS:
            self._flush("paragraph")
            self._list(node, depth=1)
        elif tag == "table":
            self._flush("paragraph")
            self._table(node)
        elif tag in _CODE:
            self._flush("paragraph")
            self._found.append(
                Element(kind="code", text="".join(map(str, node.itertext())).strip())
            )
        elif tag in _QUOTES:
            self._flush("paragraph")
            self._quotes += 1
            self.walk(node)
            self._flush("paragraph")
            self._quotes -= 1
        elif tag in _BLOCKS or tag in _ITEMS:
            self._flush("paragraph")
            self.walk(node)
            self._flush("caption" if tag in ("figcaption", "caption") else "paragraph")
        else:
            bold = tag in _STRONG or (tag == "hi" and "b" in (node.get("rend") or ""))
            self.walk(node, strong=strong or bold)

    def _break(self, node: html.HtmlElement) -> None:
        """Part paragraphs at two breaks in a row, words at one."""
        above = node.getprevious()
        doubled = (
            above is not None
            and str(above.tag).lower() in _BREAKS
            and not (above.tail or "").strip()
        )
        if doubled:
            self._flush("paragraph")
        else:
            self._add(" ", strong=False)

    def _add(self, words: str | None, strong: bool) -> None:
        if words:
            self._run.append((words, strong))

    def _flush(self, kind: str) -> None:
        words = folded("".join(piece for piece, _ in self._run))
        bold = all(strong for piece, strong in self._run if piece.strip(" :\n\t"))
        self._run = []
        if not words:
            return
        if self._quotes:
            self._found.append(Element(kind="quote", text=words))
        elif kind == "caption":
            self._found.append(Element(kind="caption", text=words))
        else:
            self._found.append(Element(kind="paragraph", text=words, bold=bold))

    def _list(self, node: html.HtmlElement, *, depth: int) -> None:
        ordered = str(node.tag).lower() == "ol" or node.get("rend") == "ol"
        number = 0
        fresh = depth == 1
        for child in node:
            tag = str(child.tag).lower()
            if tag in _LISTS:
                self._list(child, depth=depth + 1)
            elif tag in _ITEMS:
                parts, inner = _item_parts(child)
                text = joined(parts)
                if text:
                    number += 1
                    self._found.append(
                        Element(
                            kind="list_item",
                            text=_MARKERS.sub("", text),
                            level=depth,
                            marker=f"{number}." if ordered else "-",
                            starts=fresh,
                        )
                    )
                    fresh = False
                for deeper in inner:
                    self._list(deeper, depth=depth + 1)

    def _table(self, node: html.HtmlElement) -> None:
        fresh = True
        for row in node.iter("tr", "row"):
            if next(row.iterancestors("table"), node) is not node:
                continue
            cells = [cell for cell in row if str(cell.tag).lower() in _CELLS]
            words = tuple(words_of(cell) for cell in cells)
            if not any(words):
                continue
            heads = [c for c in cells if str(c.tag).lower() == "th" or c.get("role") == "head"]
            self._found.append(
                Element(
                    kind="table_row",
                    cells=words,
                    header=fresh and len(heads) == len(cells),
                    starts=fresh,
                )
            )
            fresh = False


def _item_parts(item: html.HtmlElement) -> tuple[list[str], list[html.HtmlElement]]:
    """Return the words of a list item, block by block, and the lists nested in it."""
    parts: list[str] = []
    inner: list[html.HtmlElement] = []
    run: list[str] = []

    def close() -> None:
        words = folded("".join(run))
        run.clear()
        if words:
            parts.append(words)

    def take(node: html.HtmlElement) -> None:
        run.append(node.text or "")
        for child in node:
            tag = str(child.tag).lower()
            if tag in _LISTS:
                inner.append(child)
            elif tag and tag not in _DROPPED:
                block = tag in _PARTING and tag not in _BREAKS
                if block:
                    close()
                if tag in _BREAKS:
                    run.append(" ")
                take(child)
                if block:
                    close()
            run.append(child.tail or "")

    take(item)
    close()
    return parts, inner


def joined(parts: list[str]) -> str:
    """Return the parts of a list item as one line.

    A short first part without a period (a date, a name) is set off with a colon, so that
    “3 May” and “Rain falls.” do not run into one sentence.
    """
    if len(parts) < 2:
        return "".join(parts)
    first, rest = parts[0], " ".join(parts[1:])
    short = len(first.split()) <= 6 and first[-1].isalnum()
    return f"{first}: {rest}" if short else f"{first} {rest}"


def _glued(elements: list[Element]) -> list[Element]:
    """Glue a short strong paragraph to the list below it, as its label."""
    found: list[Element] = []
    for number, element in enumerate(elements):
        below = elements[number + 1] if number + 1 < len(elements) else None
        label = (
            element.kind == "paragraph"
            and element.bold
            and below is not None
            and below.kind in ("list_item", "table_row")
            and not element.text.endswith(":")
        )
        found.append(msgspec.structs.replace(element, glued=True) if label else element)
    return found
