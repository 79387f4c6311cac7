"""Markdown into articles: CommonMark with tables, and YAML front matter."""

import re
from collections.abc import Sequence
from typing import cast

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from extract.reading import head
from extract.reading.assembly import Metadata, assemble, check_text, storable
from extract.reading.canonical import Element, folded, serialise, worth_keeping
from extract.reading.layout import lay_out
from extract.reading.objects import metadata_of
from extract.reading.tree import fragment_elements, joined
from schemas import Article
from schemas.errors import EmptyInput

_FRONT = re.compile(
    r"---[ \t]*\r?\n(.{0,65536}?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
"""“---\\ntitle: Rain\\n---\\n” at the very start; a rule further down is none."""

_PAIR = re.compile(r"^([A-Za-z_][\w-]*):[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_PARTING_TAG = re.compile(r"<(?:br|p|div|li)\b")
_NOTHING = frozenset(("", "null", "~", "Null", "NULL"))


def read_markdown(text: str) -> Article:
    """Return the article of the Markdown source *text*, with what its front matter says.

    Raises EmptyInput if there are no words, WrongType if the front matter holds an `id`,
    `title` or `authors` that can be none.
    """
    check_text(text)
    metadata, body = split_front_matter(storable(text))
    elements = markdown_elements(body)
    if metadata.title and not _titled(elements, metadata.title):
        title = Element(kind="heading", text=folded(metadata.title), level=1, title=True)
        elements = [title, *elements]
    if not elements:
        raise EmptyInput("the article holds no text")
    canonical, drafts = serialise(elements)
    marked = any(draft.kind == "heading" and draft.level > 1 for draft in drafts)
    layout = lay_out(canonical, drafts, title=None, guess_headings=not marked)
    return assemble(canonical, layout, metadata, form="markdown")


def split_front_matter(text: str) -> tuple[Metadata, str]:
    """Return what the YAML front matter of *text* says, and the text below it."""
    found = _FRONT.match(text)
    if found is None:
        return Metadata(), text
    return metadata_of(_fields(found[1])), text[found.end() :]


def _fields(source: str) -> dict[str, object]:
    try:
        # The base loader makes strings of all values: dates keep their zone, “No” stays “No”.
        loaded: object = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 (plainer than safe)
    except (yaml.YAMLError, RecursionError, ValueError):
        # “title: Rain: more to come” is no YAML, and common.
        loaded = {pair[1]: pair[2].strip("\"'") for pair in _PAIR.finditer(source)}
    if not isinstance(loaded, dict):
        return {}
    pairs = cast("dict[object, object]", loaded).items()
    return {str(name): value for name, value in pairs if str(value) not in _NOTHING}


def _titled(elements: Sequence[Element], title: str) -> bool:
    if not elements:
        return False
    first = elements[0]
    return (first.kind == "heading" and first.level == 1) or head.same_title(first.text, title)


def markdown_elements(source: str) -> list[Element]:
    """Return the elements of the Markdown *source*, in order, markup gone."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    walker = _Walker(parser.parse(source))
    return [element for element in walker.walk() if worth_keeping(element)]


class _Walker:
    """Walks the flat tokens of a Markdown source into elements."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._found: list[Element] = []
        self._lists: list[str] = []
        self._numbers: list[int] = []
        self._quotes = 0
        self._item: list[str] = []
        self._fresh = False

    def walk(self) -> list[Element]:
        for index, token in enumerate(self._tokens):
            match token.type:
                case "bullet_list_open" | "ordered_list_open":
                    self._open_list(token)
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                    self._numbers.pop()
                case "list_item_open":
                    self._item = []
                case "list_item_close":
                    self._close_item()
                case "blockquote_open":
                    self._quotes += 1
                case "blockquote_close":
                    self._quotes -= 1
                case "inline":
                    self._inline(index, token)
                case "fence" | "code_block":
                    self._found.append(Element(kind="code", text=token.content.strip()))
                case "html_block":
                    self._found.extend(fragment_elements(token.content))
                case "tr_open":
                    self._row(index)
                case _:
                    pass
        return self._found

    def _open_list(self, token: Token) -> None:
        self._close_item()
        ordered = token.type.startswith("ordered")
        self._lists.append("1" if ordered else "-")
        self._numbers.append(int(token.attrGet("start") or 1) - 1 if ordered else 0)
        self._fresh = len(self._lists) == 1

    def _close_item(self) -> None:
        if self._item and self._lists:
            self._numbers[-1] += 1
            self._found.append(
                Element(
                    kind="list_item",
                    text=joined(self._item),
                    level=len(self._lists),
                    marker="-" if self._lists[-1] == "-" else f"{self._numbers[-1]}.",
                    starts=self._fresh,
                )
            )
            self._fresh = False
        self._item = []

    def _inline(self, index: int, token: Token) -> None:
        opening = self._tokens[index - 1]
        if opening.type in ("td_open", "th_open"):
            return
        words, bold = _words(token)
        if self._lists:
            if words:
                self._item.append(words)
        elif opening.type == "heading_open":
            self._found.append(Element(kind="heading", text=words, level=int(opening.tag[1:])))
        elif self._quotes:
            self._found.append(Element(kind="quote", text=words))
        else:
            self._paragraph(index, token, words, bold)

    def _paragraph(self, index: int, token: Token, words: str, bold: bool) -> None:
        below = self._tokens[index + 2] if index + 2 < len(self._tokens) else None
        introduces = below is not None and below.type in (
            "bullet_list_open",
            "ordered_list_open",
            "table_open",
        )
        adjacent = (
            introduces
            and below is not None
            and below.map is not None
            and token.map is not None
            and below.map[0] == token.map[1]
        )
        for line, strong in _lines(token, words, bold):
            self._found.append(
                Element(
                    kind="paragraph",
                    text=line,
                    bold=strong,
                    glued=adjacent or (introduces and strong and not line.endswith(":")),
                )
            )

    def _row(self, index: int) -> None:
        cells: list[str] = []
        header = False
        for token, above in zip(self._tokens[index + 1 :], self._tokens[index:], strict=False):
            if token.type == "tr_close":
                break
            if token.type == "inline" and above.type in ("td_open", "th_open"):
                header = header or above.type == "th_open"
                cells.append(_words(token)[0])
        self._found.append(
            Element(kind="table_row", cells=tuple(cells), header=header, starts=header)
        )


def _words(token: Token) -> tuple[str, bool]:
    """Return the words of an inline token and whether all of them are strong."""
    pieces: list[str] = []
    strong = 0
    plain = False
    for child in token.children or []:
        if child.type == "strong_open":
            strong += 1
        elif child.type == "strong_close":
            strong -= 1
        elif child.type in ("text", "code_inline"):
            pieces.append(child.content)
            plain = plain or (strong == 0 and bool(child.content.strip(" :")))
        elif child.type in ("softbreak", "hardbreak") or _PARTING_TAG.match(child.content):
            pieces.append(" ")
    words = folded("".join(pieces))
    return words, bool(words) and not plain


def _lines(token: Token, words: str, bold: bool) -> list[tuple[str, bool]]:
    """Return the lines of a paragraph that its writer broke by hand (two spaces, backslash)."""
    children = token.children or []
    if not any(child.type == "hardbreak" for child in children):
        return [(words, bold)]
    lines: list[tuple[str, bool]] = []
    run: list[Token] = []
    for child in [*children, Token("hardbreak", "br", 0)]:
        if child.type == "hardbreak":
            part = Token("inline", "", 0, children=run)
            lines.append(_words(part))
            run = []
        else:
            run.append(child)
    return [line for line in lines if line[0]]
