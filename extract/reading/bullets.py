"""Lists typed with bullets, as paragraphs or lines, made into lists of the tree."""

import re

from lxml import html

from extract.reading.box_labels import is_summary_label, is_summary_name
from extract.reading.tree import words_of

_BULLET = re.compile(r"\s*(?:[•▪●‣◦■►▶➤✓✔✅➡→📌🔹🔸🔴🔵⚫]\ufe0f?\s*|[-–*]\s+)(?=\S)")
_TYPED = re.compile(r"\s*(?:[•▪●‣◦■►▶➤·✓✔✅➡→📌🔹🔸🔴🔵⚫]\ufe0f?|[-–—*](?=\s))\s*(?=\S)")
"""At the start of a line after a break a dash may be a bullet too: “- The pumps failed”."""

_BLOCKS = ("p", "div")
_HOLDERS = ("p", "div", "td", "section", "article", "span", "blockquote")

_LABEL_SIZE = 40
_FACTS, _COLUMNS = range(2, 13), 2

Line = list[str | html.HtmlElement]


def list_bullets(tree: html.HtmlElement) -> None:
    """Make each two or more bulleted paragraphs or lines in a row in *tree* a list of items.

    Definition lists become lists too: “term: definition” where each term has one, else the
    term stands as a label over its definitions. So does a table of two columns whose caption or
    first cell says that it sums up the story.
    """
    for node in list(tree.iter("dl")):
        _list_definitions(node)
    for node in list(tree.iter("table")):
        _list_facts(node)
    for node in list(tree.iter("ul", "ol")):
        _free_label(node)
    for node in list(tree.iter(*_BLOCKS)):
        if _is_bulleted(node) and not _is_bulleted(node.getprevious()):
            _list_paragraphs(node)
    for node in list(tree.iter(*_HOLDERS)):
        if sum(child.tag == "br" for child in node) and _TYPED.search(words_of(node)):
            _list_lines(node)


def _free_label(node: html.HtmlElement) -> None:
    """Put the first item of the list *node* before it if it is a label: “Highlights”."""
    parent = node.getparent()
    if parent is None or len(node) <= _COLUMNS or node[0].tag != "li":
        return
    words = words_of(node[0])
    if len(words) > _LABEL_SIZE or not is_summary_label(words):
        return
    label = html.Element("p")
    _appended(label, "strong").text = words
    node.remove(node[0])
    parent.insert(parent.index(node), label)


def _list_facts(table: html.HtmlElement) -> None:
    if table.find(".//table") is not None:
        return
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    rows = [row for row in rows if any(words_of(cell) for cell in row)]
    caption = next(table.iter("caption"), None)
    head = caption if caption is not None else rows[0][0] if rows and len(rows[0]) == 1 else None
    facts = rows if caption is not None else rows[1:]
    if head is None or len(facts) not in _FACTS or max(map(len, facts)) > _COLUMNS:
        return
    names = (part.get("class") for part in (table, table.getparent()) if part is not None)
    if not (is_summary_label(words_of(head)) or any(map(is_summary_name, names))):
        return
    label = words_of(head)
    texts = [[words_of(cell) for cell in row if words_of(cell)] for row in facts]
    for child in list(table):
        table.remove(child)
    table.text, table.tag = None, "div"
    _appended(_appended(table, "p"), "strong").text = label
    made = _appended(table, "ul")
    for first, *rest in texts:
        _appended(made, "li").text = f"{first.rstrip(': ')}: {rest[0]}" if rest else first


def _list_definitions(node: html.HtmlElement) -> None:
    groups: list[tuple[html.HtmlElement, list[html.HtmlElement]]] = []
    for child in node.iter("dt", "dd"):
        if next(child.iterancestors("dl"), None) is not node:
            continue
        if child.tag == "dt":
            groups.append((child, []))
        elif groups:
            groups[-1][1].append(child)
        else:
            return
    if not groups or not all(definitions for _, definitions in groups):
        return
    paired = all(len(definitions) == 1 for _, definitions in groups)
    for child in list(node):
        node.remove(child)
    node.text = None
    node.tag = "div"
    made = _appended(node, "ul") if paired else None
    for term, definitions in groups:
        words = words_of(term)
        if made is not None:
            _fill(_appended(made, "li"), [f"{words.rstrip(': ')}: ", words_of(definitions[0])])
            continue
        _appended(_appended(node, "p"), "strong").text = words
        inner = _appended(node, "ul")
        for definition in definitions:
            definition.tag, definition.tail = "li", None
            inner.append(definition)


def _is_bulleted(node: html.HtmlElement | None) -> bool:
    return (
        node is not None
        and node.tag in _BLOCKS
        and node.find(".//br") is None
        and not any(child.tag in _BLOCKS for child in node)
        and _BULLET.match(words_of(node)) is not None
    )


def _list_paragraphs(first: html.HtmlElement) -> None:
    run = [first]
    while not (run[-1].tail or "").strip() and _is_bulleted(run[-1].getnext()):
        following = run[-1].getnext()
        assert following is not None
        run.append(following)
    parent = first.getparent()
    if len(run) < 2 or parent is None:
        return
    made = html.Element("ul")
    made.tail = run[-1].tail
    parent.insert(parent.index(first), made)
    for node in run:
        node.tail = None
        node.tag = "li"
        _unmark(node)
        made.append(node)


def _list_lines(node: html.HtmlElement) -> None:
    lines = _lines(node)
    marked = [_TYPED.match(_words(line)) is not None for line in lines]
    beside = [False, *marked, False]
    runs = [m and (beside[i] or beside[i + 2]) for i, m in enumerate(marked)]
    if not any(runs):
        return
    for child in list(node):
        node.remove(child)
    node.text = None
    if node.tag in ("p", "span"):
        node.tag = "div"  # neither may hold a list
    made: html.HtmlElement | None = None
    for number, (line, listed) in enumerate(zip(lines, runs, strict=True)):
        if listed:
            made = _appended(node, "ul") if made is None else made
            item = _appended(made, "li")
            _fill(item, line)
            _unmark(item)
            continue
        if number and made is None:
            node.append(html.Element("br"))
        made = None
        _fill(node, line)


def _appended(node: html.HtmlElement, tag: str) -> html.HtmlElement:
    made = html.Element(tag)
    node.append(made)
    return made


def _lines(node: html.HtmlElement) -> list[Line]:
    lines: list[Line] = [[node.text or ""]]
    for child in node:
        if child.tag == "br":
            lines.append([])
        else:
            lines[-1].append(child)
        lines[-1].append(child.tail or "")
    return lines


def _words(line: Line) -> str:
    return "".join(part if isinstance(part, str) else words_of(part) for part in line)


def _fill(node: html.HtmlElement, line: Line) -> None:
    last = next(node.iterchildren(reversed=True), None)
    for part in line:
        if not isinstance(part, str):
            part.tail = None
            node.append(part)
            last = part
        elif last is not None:
            last.tail = (last.tail or "") + part
        else:
            node.text = (node.text or "") + part


def _unmark(item: html.HtmlElement) -> None:
    """Take the bullet from the first words of *item*."""
    for node in item.iter():
        if (node.text or "").strip():
            node.text = _TYPED.sub("", node.text or "", count=1)
            return
        for child in node:
            if (child.tail or "").strip() and not words_of(child):
                child.tail = _TYPED.sub("", child.tail or "", count=1)
                return
