"""Credits round a story: the lines above and below it that tell who made it, when and for whom."""

import re

from extract.reading import head
from extract.reading.assembly import Metadata
from extract.reading.canonical import Element
from extract.reading.clues import site_key

_CLOCKED = re.compile(r"\b20\d\d\b.*\b\d{1,2}[:.]\d\d\b")
"""“Aug. 10, 2026, 10:14 p.m. ET”, with whatever stands before it."""

_HEAD_REACH, _HEAD_WORDS = 4, 15
_TAIL_REACH, _TAIL_WORDS = 8, 45
_DASHED = re.compile(r".{0,60}[—–]|.{0,60}--")
"""“Skerra CWN —”, a dateline in a block of its own."""

_TAIL = re.compile(
    r"\W*(?:(?:with )?(?:additional |further )?(?:report(?:ing|ed)|writing|written|edit(?:ing|ed)"
    r"|compiled|produced|production|translat(?:ed|ion)|research|photography|graphics?|fact-checked)"
    r"(?: and \w+)? by\b.*"
    r"|(?:reporting|writing|editing|editor|edited by)\s*:.*"
    r"|(?:with )?(?:files|additional reporting|reporting|inputs?) from\b.*"
    r"|.{0,160}\bcontributed (?:to (?:this|the) (?:report|story|article)|reporting)\b.{0,60}"
    r"|our standards\b.*|a version of this (?:article|story|column)\b.*"
    r"|(?:this (?:article|story|piece|post) )?(?:was |is |has been )?(?:first |originally )?"
    r"(?:published|appeared|republished)(?: first)? (?:in|on|by|from|under)\b.*"
    r"|(?:contact|reach|e-?mail|follow|write to)\b.{0,80}"
    r"(?:@|\bat \d|\bon (?:x|twitter|facebook)\b).*"
    r"|.{0,80}\bcan be (?:reached|contacted|followed)\b.*"
    r"|(?:copyright|©|\(c\)|all rights reserved).*"
    r"|(?:if you (?:have|know|enjoyed|liked|found)|do you have|got a|have you|help us|support)\b"
    r".{0,160}(?:e-?mail|contact|get in touch|tip|share|subscribe|donat\w+|newsletter|let us know)"
    r".*"
    r"|(?:sign up|subscribe|join us|join our|download our|get our|follow us|click here|read more"
    r"|for more (?:news|stories|on this|coverage))\b.*"
    r"|the post .{1,200} (?:appeared first on|first appeared on) .*)",
    re.IGNORECASE | re.DOTALL,
)
"""Whole lines below a story: “Reporting by Ann Lee; editing by Bo Roe”, “Published in The Post”."""

_PORTRAIT = re.compile(
    r".{0,40}?\b(?:is|was|covers|writes|reports?|reported|joined|works|leads|has (?:been|written"
    r"|covered|reported|worked))\b",
    re.IGNORECASE,
)
"""What a line about an author goes on with: “, our man in Oslo, covers …”."""


def without_credits(elements: list[Element], metadata: Metadata) -> list[Element]:
    """Return *elements* without the credits at their head and end.

    At the head short lines that name the authors or the day go, once metadata has told both
    (“Ann Lee at Gas Lane”, “Ann Lee reported from Oslo.”), at the end lines such as “Editing by
    Bo Roe”, “Copyright …” and portraits of the authors.
    """
    known = bool(metadata.authors) and metadata.published is not None
    first = [
        element
        for number, element in enumerate(elements)
        if not (number < _HEAD_REACH and _heads(element, metadata, known=known))
    ]
    start = max(len(first) - _TAIL_REACH, 1)
    return [
        element
        for number, element in enumerate(first)
        if number < start or not _ends(element, metadata)
    ]


def _heads(element: Element, metadata: Metadata, *, known: bool) -> bool:
    words = element.text
    if element.kind != "paragraph" or len(words) >= 500 or len(words.split()) > _HEAD_WORDS:
        return False
    outlet = metadata.source is not None and site_key(words) == site_key(metadata.source)
    if outlet or _DASHED.fullmatch(words):
        return True
    if not known:
        return False
    named = any(author in words for author in metadata.authors)
    clocked = _CLOCKED.search(words) is not None or head.published_part(words) is not None
    return named or (clocked and not words.endswith("."))


def _ends(element: Element, metadata: Metadata) -> bool:
    words = element.text
    if element.kind not in ("paragraph", "quote") or len(words) > 20 * _TAIL_WORDS:
        return False
    if len(words.split()) <= _TAIL_WORDS and _TAIL.fullmatch(words):
        return True
    return any(
        words.startswith(author) and _PORTRAIT.match(words[len(author) :])
        for author in metadata.authors
        if " " in author
    )
