"""Lays drafts out as blocks: title, head lines, labels, lists, tables and sections."""

import re
from itertools import groupby, islice

import msgspec

from extract.reading import head
from extract.reading.drafts import Draft
from extract.reading.lines import ends_sentence
from schemas import Block, BlockKind, Section

_HEAD_LINES = 8
"""Bylines and dates are looked for among so many pieces below the title."""

_NAMED_TITLE = re.compile(r"(?:title|headline):\s+(?=\S)", re.IGNORECASE)
"""“Title: Rain at last”, as archives write it above the text."""

_SECTION_LEVEL = 2
_LABEL_WORDS = 12
_BARE_ITEMS = 25
_INTRODUCED = ("list_item", "table_row")


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """The blocks and sections of a text, and what its head says of the article."""

    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    title: str | None
    byline: str | None
    date_line: str | None


def lay_out(
    text: str, drafts: list[Draft], *, title: str | None, guess_headings: bool = True
) -> Layout:
    """Return the layout of *text*, whose pieces are *drafts*.

    *title* is the title the input gave beside the text: then only a line that repeats it is
    the title block. *guess_headings* lets short bare lines be headings.
    """
    pieces = _with_title(text, drafts, title)
    pieces = _with_head(text, pieces)
    pieces = _with_labels(text, pieces)
    if guess_headings:
        pieces = _with_headings(text, pieces)
    pieces = _with_dateline(text, pieces)
    blocks = _blocks(text, pieces)
    return Layout(
        blocks=blocks,
        sections=_sections(text, blocks),
        title=_first(text, blocks, "title"),
        byline=_first(text, blocks, "byline"),
        date_line=_date_line(text, blocks),
    )


def _first(text: str, blocks: tuple[Block, ...], kind: str) -> str | None:
    found = next((block for block in blocks if block.kind == kind), None)
    return None if found is None else " ".join(text[found.start : found.end].split())


def _date_line(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Return the words that date the article: a date line, else a dateline with its year."""
    for block in blocks:
        words = text[block.start : block.end]
        if block.kind == "date" and not head.is_update_line(words):
            return words
    dateline = _first(text, blocks, "dateline")
    return None if dateline is None else head.dated(dateline)


def _as(draft: Draft, kind: BlockKind, level: int = 0) -> Draft:
    return msgspec.structs.replace(draft, kind=kind, level=level)


def _with_title(text: str, drafts: list[Draft], title: str | None) -> list[Draft]:
    if not drafts or any(draft.kind == "title" for draft in drafts):
        return drafts
    first = drafts[0]
    if title is not None:
        named = first.kind in ("paragraph", "heading") and head.same_title(first.of(text), title)
        return [_as(first, "title", 1), *drafts[1:]] if named else drafts
    if first.kind == "heading":
        return [_as(first, "title", 1), *drafts[1:]] if first.level == 1 else drafts
    below = drafts[1] if len(drafts) > 1 else None
    if first.kind != "paragraph" or first.lines > 2 or below is None:
        return drafts
    if below.kind in _INTRODUCED and (first.glued_after or first.of(text).endswith(":")):
        return drafts
    if first.glued_after and not _heads(text, first, drafts[1:3]):
        return drafts
    if not head.is_title(first.of(text)):
        return drafts
    prefix = _NAMED_TITLE.match(first.of(text))
    start = first.start + (prefix.end() if prefix else 0)
    return [_as(msgspec.structs.replace(first, start=start), "title", 1), *drafts[1:]]


def _heads(text: str, first: Draft, below: list[Draft]) -> bool:
    """Return whether *first*, right above *below*, can be a title and not a paragraph.

    It can where a byline, date or dateline comes first, or after one line of summary.
    """
    if not below or below[0].kind != "paragraph":
        return bool(below) and below[0].kind == "heading"
    for draft in below:
        words = draft.of(text)
        parts = head.head_parts(text, draft.start, draft.end)
        lead = text[slice(*parts[0])] if parts else words
        if head.is_byline(lead) or head.is_date_line(lead) or head.dateline(words) is not None:
            return True
    longer = below[0].end - below[0].start > first.end - first.start
    return longer and ends_sentence(below[0].of(text))


def _with_head(text: str, drafts: list[Draft]) -> list[Draft]:
    """Tell bylines, date lines and captions from paragraphs."""
    found: list[Draft] = []
    for number, draft in enumerate(drafts):
        words = draft.of(text)
        if draft.kind != "paragraph" or draft.end - draft.start > 300:
            found.append(draft)
        elif head.is_caption(words):
            found.append(_as(draft, "caption"))
        elif number <= _HEAD_LINES and draft.lines == 1:
            found.extend(_head_parts(text, draft))
        else:
            found.append(draft)
    return found


def _head_parts(text: str, draft: Draft) -> list[Draft]:
    """Return *draft* as byline and date, which may share a line (“By Ann Lee | 5 May 2024”)."""
    parts: list[Draft] = []
    spans = head.head_parts(text, draft.start, draft.end)
    dated = len(spans) == 2 and any(head.is_date_line(text[a:b]) for a, b in spans)
    for start, end in spans:
        words = text[start:end]
        kind: BlockKind | None = (
            "date" if head.is_date_line(words) else "byline" if head.is_byline(words) else None
        )
        if kind is None and dated and head.is_place(words):
            kind = "dateline"
        if kind is None and parts and parts[-1].kind == "byline" and head.is_outlet(words):
            parts[-1] = msgspec.structs.replace(parts[-1], end=end)
            continue
        if kind is None:
            return [draft]
        parts.append(_as(msgspec.structs.replace(draft, start=start, end=end), kind))
    return parts


def _with_labels(text: str, drafts: list[Draft]) -> list[Draft]:
    """Tell labels, and the bare lines below a label that are items of its list."""
    found: list[Draft] = []
    index = 0
    while index < len(drafts):
        draft = drafts[index]
        below = drafts[index + 1] if index + 1 < len(drafts) else None
        if draft.kind not in ("paragraph", "heading", "caption") or below is None:
            found.append(draft)
            index += 1
            continue
        if below.kind in _INTRODUCED and _is_label(text, draft):
            found.append(_label(text, draft))
        elif draft.kind == "paragraph" and (items := _bare_items(text, drafts, index)):
            found.append(_label(text, draft) if _is_label(text, draft) else draft)
            found.extend(_as(item, "list_item") for item in items)
            index += len(items)
        else:
            found.append(draft)
        index += 1
    return found


def _is_label(text: str, draft: Draft) -> bool:
    """Return whether *draft*, above a list or table, is its label and no sentence or heading."""
    words = draft.of(text)
    count = len(words.split())
    if draft.lines > 1 or count > _LABEL_WORDS or re.search(r"[.!?]\s+\S", words):
        return False
    if words.endswith(":"):
        return True
    if draft.bold and draft.glued_after and words.endswith("?"):
        return draft.kind != "heading"
    if draft.kind == "heading" or ends_sentence(words) or words.endswith((",", ";")):
        return False
    return draft.glued_after or draft.bold


def _label(text: str, draft: Draft) -> Draft:
    end = draft.end
    while end > draft.start and (text[end - 1] in ":*_" or text[end - 1].isspace()):
        end -= 1
    return _as(msgspec.structs.replace(draft, end=max(end, draft.start + 1)), "label")


def _bare_items(text: str, drafts: list[Draft], index: int) -> list[Draft]:
    """Return the lines below the piece at *index* that form a list without bullets.

    “We still do not know:” with two or more short lines below, closed by a blank line; one
    long line below a colon is a paragraph.
    """
    intro = drafts[index]
    if not intro.of(text).endswith(":") or intro.lines > 1:
        return []
    run: list[Draft] = []
    for draft in drafts[index + 1 : index + 2 + _BARE_ITEMS]:
        if draft.kind != "paragraph" or draft.lines > 1 or len(draft.of(text).split()) > 30:
            break
        run.append(draft)
        if not draft.glued_after:
            break
    whole = len(run) > 1 and not run[-1].glued_after
    return run if whole and not any(draft.of(text).endswith(":") for draft in run) else []


def _with_headings(text: str, drafts: list[Draft]) -> list[Draft]:
    """Tell headings without any mark from one-line paragraphs."""
    bare = [_may_head(text, drafts, number) for number in range(len(drafts))]
    found: list[Draft] = []
    for heading, run in groupby(range(len(drafts)), key=bare.__getitem__):
        numbers = list(run)
        # Three such lines in a row are verse, names or an address, not headings.
        if heading and len(numbers) < 3:
            found.extend(_as(drafts[number], "heading", _SECTION_LEVEL) for number in numbers)
        else:
            found.extend(drafts[number] for number in numbers)
    return found


def _may_head(text: str, drafts: list[Draft], number: int) -> bool:
    draft = drafts[number]
    if draft.kind != "paragraph" or draft.lines > 1 or number + 1 >= len(drafts):
        return False
    below = drafts[number + 1]
    words = draft.of(text)
    if below.kind not in ("paragraph", "list_item", "table_row", "quote", "label", "heading"):
        return False
    if draft.bold and len(words.split()) <= 14 and not ends_sentence(words):
        return not words.endswith((":", ",", ";"))
    if draft.glued_before and not _may_follow(text, drafts[number - 1]):
        return False
    if not head.is_bare_heading(words):
        return False
    if below.kind != "paragraph":
        return True
    told = ends_sentence(below.of(text)) or below.of(text).endswith((":", ","))
    if not draft.glued_after:
        return told or head.is_bare_heading(below.of(text))
    longer = below.end - below.start > 2 * (draft.end - draft.start)
    return longer and told


def _may_follow(text: str, above: Draft) -> bool:
    """Return whether a heading may stand right below *above*: a paragraph must have ended."""
    return above.kind != "paragraph" or (above.lines == 1 and ends_sentence(above.of(text)))


def _with_dateline(text: str, drafts: list[Draft]) -> list[Draft]:
    """Part the dateline from the paragraph it opens, among the first three paragraphs."""
    found: list[Draft] = []
    seen = 0
    for draft in drafts:
        if draft.kind != "paragraph" or seen >= 3:
            found.append(draft)
            continue
        seen += 1
        line = head.dateline(draft.of(text))
        if line is None and seen == 1 and not _has_speakers(text, drafts):
            line = head.dateline_with_colon(draft.of(text))
        if line is None:
            found.append(draft)
            continue
        replace = msgspec.structs.replace
        found.append(_as(replace(draft, end=draft.start + line.end), "dateline"))
        found.append(replace(draft, start=draft.start + line.body))
    return found


def _has_speakers(text: str, drafts: list[Draft]) -> bool:
    """Return whether more than one paragraph opens as a turn of talk does: “LEE: I never …”."""
    openings = (head.dateline_with_colon(draft.of(text)) for draft in drafts)
    return sum(opening is not None for opening in islice(openings, 40)) > 1


class _Group(msgspec.Struct, kw_only=True):
    """The list or table being numbered."""

    number: int
    kind: str
    marker: str
    label: str | None
    size: int
    indents: list[int]


def _blocks(text: str, drafts: list[Draft]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    section: str | None = None
    group: _Group | None = None
    groups = 0
    for number, draft in enumerate(drafts):
        if draft.kind == "heading":
            section = _folded(draft.of(text))
        level = max(draft.level, _SECTION_LEVEL) if draft.kind == "heading" else draft.level
        if draft.kind not in _INTRODUCED:
            group = None
            blocks.append(
                Block(
                    kind=draft.kind, start=draft.start, end=draft.end, level=level, section=section
                )
            )
            continue
        if group is None or not _belongs(group, draft):
            above = drafts[number - 1] if number and group is None else None
            group = _Group(
                number=groups,
                kind=draft.kind,
                marker=draft.marker,
                label=None if above is None else _label_of(text, above),
                size=0,
                indents=[],
            )
            groups += 1
        header = draft.header or (group.size == 0 and _reads_as_header(text, draft))
        blocks.append(
            Block(
                kind=draft.kind,
                start=draft.start,
                end=draft.end,
                level=_depth(group, draft.indent) if draft.kind == "list_item" else 0,
                section=section,
                group=group.number,
                label=group.label,
                ordinal=group.size,
                header=header,
                cells=draft.cells,
            )
        )
        group.size += 1
    return tuple(blocks)


def _belongs(group: _Group, draft: Draft) -> bool:
    if group.kind != draft.kind:
        return False
    if draft.kind == "table_row":
        return not draft.header
    nested = draft.indent >= group.indents[0] + 2
    return nested or draft.marker == group.marker


def _depth(group: _Group, indent: int) -> int:
    while group.indents and indent < group.indents[-1]:
        group.indents.pop()
    if not group.indents or indent >= group.indents[-1] + 2:
        group.indents.append(indent)
    return len(group.indents)


def _label_of(text: str, above: Draft) -> str | None:
    words = _folded(above.of(text))
    if above.kind in ("label", "heading", "title"):
        return words.rstrip(": ") or None
    if above.kind == "paragraph" and words.endswith(":"):
        last = re.split(r"(?<=[.!?][\"”’ ])\s*(?=[A-Z“\"‘])", words)[-1]
        return last.rstrip(": ") or None
    return None


_HEADER_WORDS = re.compile(r"(?:year|date|when|time|day|month|period)s?$", re.IGNORECASE)


def _reads_as_header(text: str, draft: Draft) -> bool:
    """Return whether the first row of a table without a rule names its columns."""
    if draft.kind != "table_row" or len(draft.cells) < 2:
        return False
    return _HEADER_WORDS.match(draft.cells[0].of(text)) is not None


def _sections(text: str, blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """Return the sections: each ends where the next heading of its level or above begins."""
    sections: list[Section] = []
    closings: list[Block] = []
    end = blocks[-1].end if blocks else 0
    for block in reversed([block for block in blocks if block.kind == "heading"]):
        while closings and closings[-1].level > block.level:
            closings.pop()
        sections.append(
            Section(
                heading=_folded(text[block.start : block.end]),
                level=block.level,
                start=block.start,
                end=closings[-1].start if closings else end,
            )
        )
        closings.append(block)
    return tuple(reversed(sections))


def _folded(words: str) -> str:
    return " ".join(words.split())
