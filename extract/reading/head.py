"""The head of a story and its bare lines: titles, bylines, dates, datelines, headings, captions."""

import re

import msgspec

from extract.reading.drafts import trimmed
from extract.reading.lines import ends_sentence
from extract.reading.publication import parse_publication

_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'.\-]*"
_PARTICLE = r"(?:de|del|della|da|dos|van|von|der|den|al|el|bin|ibn|bint|la|le)"
_PERSON = rf"{_NAME}(?:\s+(?:{_PARTICLE}\s+)?{_NAME}){{1,4}}"

_BYLINE = re.compile(
    r"(?:by|written by|reported by|story by|words by|author:|authors:|byline:|by:)\s+"
    rf"(?P<names>{_NAME}.{{0,150}})$",
    re.IGNORECASE,
)
"""“By Jane Doe and John Roe, Staff Writers”; what follows must still look like names."""

_OUTLETS = (
    r"Reuters|AP|AFP|UPI|EFE|DPA|dpa|ANSA|TASS|PTI|ANI|IANS|Xinhua|Kyodo News|Bloomberg"
    r"|Associated Press|The Associated Press|Agence France-Presse|BBC News|CNN|Al Jazeera"
    r"|Press Association|PA Media|AAP|Yonhap|Anadolu Agency"
)
_DESK = (
    r"(?:(?:chief|senior|staff|special|political|economics|business|science|health|world|foreign"
    r"|national|crime|education|environment|sports|\w+)\s+)?"
    r"(?:correspondents?|reporters?|writers?|editors?|bureau chief|columnists?)"
)
_SIGNED = re.compile(rf"{_PERSON}(?:\s+and\s+{_PERSON})?,\s+(?:(?:{_OUTLETS})|(?i:{_DESK}).*)$")
"""“Jane Doe, Reuters”, “Jane Doe, Health Correspondent”, not “Jane Doe, 34”."""

_STAFF = re.compile(
    rf"(?:{_OUTLETS})(?:\s+(?:staff|and agencies))?$|(?:{_OUTLETS})/(?:{_OUTLETS})$"
)

_NOT_NAMES = re.compile(
    r"\b(?:the|a|an|this|that|next|last|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|is|are|was|were|has|have|had|will|would|said|says|to|of|on|at)\b",
    re.IGNORECASE,
)
"""“By the numbers” and “By Monday night the water had gone” are no bylines."""

_UPDATED = re.compile(
    r"(?:(?:last|latest|recently)\s+)?(?:updated?|modified|edited|revised|reviewed)"
    r"(?:\s+on|\s+at)?\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s*[|·•]\s*|\s{3,}|\s+(?=\d+[ -]min(?:ute)?s?\b)"
    r"|(?<=\d{4})\s+(?=by\s+[A-Z]|[A-Z][a-z]+:)|\s+[/–—]\s+|\s+-\s+(?=\D)"
    r"|(?<!^)(?<![Ll]ast )(?<!LAST )(?<![Ff]irst )(?=(?:[Ll]ast |LAST )?"
    r"(?:[Uu]pdated?|UPDATED|[Mm]odified|[Ff]irst [Pp]ublished|Published|PUBLISHED|Posted)\b)"
)
_DATE_START = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    r"|publish|posted|first publish)|(?<!\d)\d{1,4}(?=[\s./-])",
    re.IGNORECASE,
)

_CAPTION = re.compile(
    r"(?:photo(?:graph)?s?|image|picture|illustration|graphic|video|map|chart|caption|credit"
    r"|photo credit|image credit|file photo|file)"
    r"(?:\s+(?:by|courtesy of|credit))?\s*[:/©]\s*\S|FILE(?: PHOTO)?\s*[-–—:]\s*\S"
    r"|\(?(?:photo|image|picture|photograph) (?:by|courtesy)\b"
    r"|fig(?:ure|\.)\s*\d+[.:]",
    re.IGNORECASE,
)
"""“Photo: Ann Lee”, “FILE - The bridge in 2019”, “(Photo by Ann Lee)”, not “Photos show smoke”."""

_FURNITURE = re.compile(
    r"\W*(?:(?:advertisement|sponsored|related|read (?:more|also|next)|see also"
    r"|most (?:read|popular)"
    r"|more (?:on this|from|stories|to come)|sign up|subscribe|share this|follow us|click here"
    r"|reporting by|editing by|additional reporting|with reporting|writing by|compiled by"
    r"|translated by|edited by|copyright|all rights reserved|www\.|https?:|disclaimer|filed under"
    r"|editor[’']?s note|this (?:story|article))\b"
    r"|(?:more|watch|listen|sources?|contact|tel|e-?mail|ends|notes?|tags?|topics?|©)\s*(?::|$))",
    re.IGNORECASE,
)
"""Lines round a story that name no part of it: “Read more”, “Reporting by Ann Lee”, “Sources:”;
not “Sources of Money”, “More Troops on the Way”."""

_SMALL = frozenset(
    "a an and as at but by for from if in into nor of off on or over per so the to up via vs with"
    " yet after amid against its is are".split()
)
_QUESTION = re.compile(
    r"(?:what|why|how|who|whom|whose|when|where|which|is|are|can|could|will|would|should|does|do"
    r"|did|has)\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"[“\"‘«].*[”\"’»]$")
_WORD = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*")

_PLACE = rf"{_NAME}(?:[ /]{_NAME}|\s(?:de|del|la|el|of)\s{_NAME}){{0,3}}"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'.\-]{2,}(?:[ /][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'.\-]+){0,3}"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)"
_DAY_MONTH = r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)"
_WHEN = rf"(?:,\s*{_WEEKDAY}?{_DAY_MONTH}(?:,?\s+\d{{4}})?)"
_PLACE_AND_DAY = re.compile(
    rf"(?P<place>{_PLACE}(?:,\s*{_PLACE}){{0,2}}),\s+(?={_WEEKDAY}?{_DAY_MONTH},?\s+\d{{4}}\b)"
)
"""“Adelaide, 4 March 2026”, not “On Monday, 4 March 2026, rain fell” (which is no whole line)."""

_AGENCY = r"\s*\((?:[A-Z][\w.&’'\-]*)(?:[ /,][\w.&’'\-]+){0,4}\)"
_DASH = r"\s*(?:--|[–—]|\s-\s)\s*"
_DATELINE = re.compile(
    rf"(?P<line>{_CAPITALS}(?:,\s*{_PLACE}){{0,2}}{_WHEN}?(?:{_AGENCY})?"
    rf"|{_PLACE}(?:,\s*{_PLACE}){{0,2}}{_WHEN}?{_AGENCY}"
    rf"|\([A-Z]{{2,8}}(?:\.com)?\))"
    rf"(?:{_DASH})(?=[“\"‘A-ZÀ-ÖØ-Þ0-9$£€])"
)
"""“NAIROBI, Kenya —”, “BEIRUT (AP) —”, “PARIS, Jan 3 (Reuters) -”, “(CNN) --”."""

_COLON_DATELINE = re.compile(
    rf"(?P<line>{_CAPITALS}(?:,\s*{_PLACE}){{0,2}}):\s+(?=[“\"‘A-ZÀ-ÖØ-Þ0-9$£€])"
)
"""“KARACHI: The port …”, not “KARACHI:” alone and not “Karachi: …”."""

_ACRONYMS = frozenset(
    "NATO OPEC ISIS UNICEF UNESCO UNHCR NASA ASEAN ECOWAS WHO IMF FIFA UEFA OSCE BRICS UPDATE"
    " BREAKING LIVE WATCH EXCLUSIVE ANALYSIS OPINION EXPLAINER FACTBOX CORRECTION NOTE QUESTION"
    " ANSWER SUMMARY REVIEW POLL WARNING SPOILER INTERVIEWER INTERVIEW EDITOR HOST ANCHOR PHOTOS"
    " VIDEO READ MORE SEE FACT FAQ CEO DISCLAIMER CAUTION ADVICE RECAP VERDICT TIMELINE".split()
)
"""Capitals before a dash that are no place: “NATO — The alliance”, “UPDATE - Police”."""


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """A dateline at the head of a paragraph: `end` of its words, `body` where the story starts."""

    end: int
    body: int


def same_title(words: str, title: str) -> bool:
    """Return whether *words* repeat *title*, up to case, punctuation and a changed word or two."""
    ours, theirs = _bag(words), _bag(title)
    if not ours or not theirs:
        return False
    return len(ours & theirs) >= 0.7 * max(len(ours), len(theirs))


def _bag(words: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(words))


def is_title(words: str) -> bool:
    """Return whether the first line *words* reads as a headline rather than as a paragraph."""
    if len(words) > 200 or not 1 <= len(words.split()) <= 30:
        return False
    if words.endswith((":", ",", ";")) or re.search(r"[^.]\.[\"”’)]*$", words):
        return False
    if is_byline(words) or is_date_line(words) or is_caption(words):
        return False
    return _WORD.search(words) is not None and _DATELINE.match(words) is None


def is_byline(words: str) -> bool:
    """Return whether the line *words* names who wrote the article."""
    if len(words) > 160 or (ends_sentence(words) and not words.endswith(".")):
        return False
    found = _BYLINE.match(words)
    if found is not None:
        names = found["names"].split(",")[0]
        return not names[0].islower() and _NOT_NAMES.search(names) is None and "." not in names[-1]
    return _SIGNED.match(words) is not None or _STAFF.match(words) is not None


def is_place(words: str) -> bool:
    """Return whether *words* are capitalised like a place: “Lusaka, Zambia”."""
    return re.fullmatch(rf"{_PLACE}(?:,\s*{_PLACE}){{0,2}}", words) is not None


def dated(dateline: str) -> str | None:
    """Return the full date inside the words of a dateline: “Oslo, 5 May 2024 (NTB)”."""
    found = re.search(rf"{_DAY_MONTH},?\s+\d{{4}}\b", dateline)
    return None if found is None else found[0]


def is_outlet(words: str) -> bool:
    """Return whether *words*, beside a byline, can be the outlet it was written for."""
    parts = words.split()
    return 0 < len(parts) <= 5 and all(part[0].isupper() or part in _SMALL for part in parts)


def is_date_line(words: str) -> bool:
    """Return whether the line *words* is a date of publication or update and nothing else."""
    if len(words) > 80 or not any(character.isdigit() for character in words):
        return False
    found = parse_publication(without_update(words), day_first=True)
    updated = is_update_line(words)
    return found is not None and (found.precision != "year" or updated)


def published_part(words: str) -> str | None:
    """Return the part of the line *words* that is a date of publication, None if none is.

    “Published 3 May 2024 | Updated 4 May 2024” gives its first half, as does “By Ann Lee · 3
    May 2024” its second; “Updated 4 May 2024” gives None.
    """
    if len(words) > 240 or not any(character.isdigit() for character in words):
        return None
    if is_date_line(words) and not is_update_line(words):
        return words
    for part in _PARTS.split(words):
        bare = part.strip(" ,;:()-–—")
        if bare and not is_update_line(bare):
            if is_date_line(bare):
                return bare
            for start in _DATE_START.finditer(bare):
                if is_date_line(bare[start.start() :]):
                    return bare[start.start() :]
    return None


def without_update(words: str) -> str:
    """Return *words* without the “Updated” before a date."""
    updated = _UPDATED.match(words)
    return words[updated.end() :].lstrip(" :–-") if updated else words


def is_update_line(words: str) -> bool:
    """Return whether the date line *words* tells when the article was changed, not published."""
    return _UPDATED.match(words) is not None


def is_caption(words: str) -> bool:
    """Return whether the line *words* captions or credits a picture."""
    return _CAPTION.match(words) is not None


def is_furniture(words: str) -> bool:
    """Return whether the line *words* belongs to the page round the story: “Read more”."""
    return _FURNITURE.match(words) is not None


def head_parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of a head line between its bars and bullets, trimmed, none empty."""
    placed = _PLACE_AND_DAY.match(text, start, end)
    if placed is not None and is_date_line(text[placed.end() : end]):
        return [placed.span("place"), (placed.end(), end)]
    spans: list[tuple[int, int]] = []
    position = start
    for bar in [*re.finditer(r"\s[|·•]\s|\s[–—]\s|\|", text[start:end]), None]:
        stop = end if bar is None else start + bar.start()
        left, right = trimmed(text, position, stop)
        if left < right:
            spans.append((left, right))
        position = end if bar is None else start + bar.end()
    return spans


def title_case(words: str) -> bool:
    """Return whether the longer words of *words* are capitalised, as in many headings."""
    longer: list[str] = [w for w in _WORD.findall(words) if w.lower() not in _SMALL]
    if len(longer) < 2:
        return len(longer) == 1 and longer[0][0].isupper()
    raised: int = sum(word[0].isupper() or word[0].isdigit() for word in longer)
    return raised >= 0.75 * len(longer)


def is_bare_heading(words: str) -> bool:
    """Return whether the one-line piece *words* reads as a heading without any mark.

    “What Happens Next”, “Why it matters”; not “He left.”, “Key points:”, “Read more”.
    """
    count = len(words.split())
    if not 1 <= count <= 14 or len(words) > 100 or _SPOKEN.match(words):
        return False
    if not (words[0].isupper() or words[0].isdigit() or words[0] in "“‘\"'"):
        return False
    if _WORD.search(words) is None or not any(character.isalpha() for character in words):
        return False
    if words[-1] in ".!,;:…—–-" or words.endswith((".”", '."', ".)", "!”", '!"')):
        return False
    if _FURNITURE.match(words) or is_byline(words) or "@" in words or "://" in words:
        return False
    if words.endswith("?"):
        return count <= 10 and (_QUESTION.match(words) is not None or title_case(words))
    # In lower case a longer line is a sentence that lost its period.
    return title_case(words) or count <= 8


def dateline_with_colon(words: str) -> Dateline | None:
    """Return the dateline in capitals that ends in a colon, “KARACHI: …”, if *words* open so."""
    found = _COLON_DATELINE.match(words[:160])
    if found is None or found["line"].split(",")[0] in _ACRONYMS:
        return None
    return Dateline(end=found.end("line"), body=found.end())


def dateline(words: str) -> Dateline | None:
    """Return the dateline that the paragraph *words* opens with, if any; offsets count in it."""
    found = _DATELINE.match(words[:160])
    if found is None or found["line"].split(",")[0].split(" (")[0] in _ACRONYMS:
        return None
    return Dateline(end=len(found["line"].rstrip()), body=found.end())
