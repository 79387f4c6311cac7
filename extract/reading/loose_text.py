"""Text that stands in a block beside paragraphs, or between double breaks, made paragraphs."""

from lxml import html

_HOLDERS = ("div", "td", "section", "article", "body", "font", "center", "main")
_INLINE = frozenset(
    "a b strong em i span br font small big u cite sub sup time mark abbr q code tt s".split()
)
_WORDS = 8
_FEWEST_SPANS = 3
_CLOSING = '.!?”"’…'

Run = list[str | html.HtmlElement]


def wrap_loose_text(tree: html.HtmlElement) -> None:
    """Put the loose text of each block of *tree* into paragraphs, parted at double breaks.

    Only blocks that hold a paragraph or a double break beside at least eight loose words are
    changed: main-text extraction keeps `<p>` and forgets what stands bare next to it. Spans that
    are paragraphs but by name become some.
    """
    for node in list(tree.iter("div", "section", "article", "main")):
        _raise_spans(node)
    for node in list(tree.iter(*_HOLDERS)):
        if _has_loose_text(node) and (node.find("p") is not None or _has_double_break(node)):
            _wrap(node)
        if node.find("p") is not None:
            _raise_leaves(node)


def _raise_spans(node: html.HtmlElement) -> None:
    """Make the spans of *node* paragraphs where they stand for them: sentences, nothing between."""
    spans = [child for child in node if child.tag == "span"]
    if len(spans) < _FEWEST_SPANS or (node.text or "").strip():
        return
    if any((child.tail or "").strip() for child in node):
        return
    told = [span for span in spans if _is_told(span)]
    if len(told) >= _FEWEST_SPANS and len(told) > len(spans) / 2:
        for span in spans:
            span.tag = "p"


def _raise_leaves(node: html.HtmlElement) -> None:
    """Make each block of sentences in *node* that holds no other block a paragraph as its kin."""
    for child in node:
        if child.tag == "div" and all(map(_is_inline, child.iterdescendants())):
            words = (child.text_content() or "").strip()
            if words and words[-1] in _CLOSING and len(words.split()) >= _WORDS / 2:
                child.tag = "p"


def _is_inline(node: html.HtmlElement) -> bool:
    """Return whether *node* stands within a line; what offices leave behind (`<o:p>`) does."""
    return node.tag in _INLINE or ":" in str(node.tag)


def _is_told(span: html.HtmlElement) -> bool:
    words = (span.text_content() or "").strip()
    return len(words.split()) >= _WORDS / 2 and words[-1] in _CLOSING


def _has_loose_text(node: html.HtmlElement) -> bool:
    texts = (node.text, *(child.tail for child in node))
    return any(text and len(text.split()) >= _WORDS for text in texts)


def _has_double_break(node: html.HtmlElement) -> bool:
    return any(
        child.tag == "br"
        and not (child.tail or "").strip()
        and (following := child.getnext()) is not None
        and following.tag == "br"
        for child in node
    )


def _wrap(node: html.HtmlElement) -> None:
    children = list(node)
    run: Run = [node.text or ""]
    node.text = None
    for child in children:
        node.remove(child)
    for child in children:
        tail, child.tail = child.tail or "", None
        if child.tag not in _INLINE or (child.tag == "br" and _ends_in_break(run)):
            _close(node, run)
            if child.tag not in _INLINE:
                node.append(child)
        else:
            run.append(child)
        run.append(tail)
    _close(node, run)


def _ends_in_break(run: Run) -> bool:
    for part in reversed(run):
        if not isinstance(part, str):
            return bool(part.tag == "br")
        if part.strip():
            return False
    return False


def _close(node: html.HtmlElement, run: Run) -> None:
    """Append the loose *run* to *node* as a paragraph, if it is more than white space."""
    parts = list(run)
    run.clear()
    while parts and _is_blank(parts[-1]):
        parts.pop()
    if not parts:
        return
    made = html.Element("p")
    last: html.HtmlElement | None = None
    for part in parts:
        if not isinstance(part, str):
            made.append(part)
            last = part
        elif last is None:
            made.text = (made.text or "") + part
        else:
            last.tail = (last.tail or "") + part
    node.append(made)


def _is_blank(part: str | html.HtmlElement) -> bool:
    return not part.strip() if isinstance(part, str) else part.tag == "br"
