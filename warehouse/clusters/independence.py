"""Which articles tell of an event by themselves, and which repeat another's report."""

import re
import zlib
from collections.abc import Sequence

from schemas.base import Struct

_WORD = re.compile(r"\w+")
_SHINGLE = 5
_SKETCH = 128
_HEAD = 400
_TAIL = 300
_COPIED = 0.5
_LEAST_WORDS = 8

_AGENCIES = {
    "afp": "AFP, Agence France-Presse",
    "aap": "AAP, Australian Associated Press",
    "anadolu": "AA, Anadolu, Anadolu Agency",
    "ani": "ANI, Asian News International",
    "ansa": "ANSA",
    "ap": "AP, Associated Press",
    "bernama": "Bernama",
    "bloomberg": "Bloomberg, Bloomberg News",
    "cna": "Central News Agency",
    "cp": "CP, Canadian Press",
    "dpa": "dpa, Deutsche Presse-Agentur",
    "efe": "EFE, Agencia EFE",
    "ians": "IANS, Indo-Asian News Service",
    "interfax": "Interfax",
    "irna": "IRNA",
    "kyodo": "Kyodo, Kyodo News",
    "pa": "PA, PA Media, Press Association",
    "pti": "PTI, Press Trust of India",
    "reuters": "Reuters, Thomson Reuters",
    "tass": "TASS, ITAR-TASS",
    "upi": "UPI, United Press International",
    "xinhua": "Xinhua, Xinhua News Agency",
    "yonhap": "Yonhap, Yonhap News Agency",
}
_AGENCY_OF = {
    alias.casefold(): agency for agency, names in _AGENCIES.items() for alias in names.split(", ")
}
# Must match “LONDON (Reuters) -”, “(AP)”, “© 2024 AFP”; must not match “an AP photographer”.
_CREDIT = re.compile(r"\((?P<head>[^()\n]{2,40})\)|©\s*(?:\d{4}\s+)?(?P<foot>[^\W\d][\w -]{1,40})")
_AUTHOR_PARTS = re.compile(r"\s*(?:[,/|]|\band\b|\bfor\b)\s*")
_STAFF = re.compile(r"^(?:by )?(?:the )?(?P<name>.+?)(?: (?:staff|reporters?|writers?|report))*$")


class Copy(Struct, frozen=True, kw_only=True):
    """What tells whether an article is a report of its own.

    `publisher` and `agency` are folded names, null if not known; `shingles` the smallest hashes
    of runs of five words, ascending; `words` the length of the text.
    """

    publisher: str | None
    agency: str | None
    shingles: tuple[int, ...]
    words: int


def copy_of(*, publisher: str | None, authors: Sequence[str], text: str) -> Copy:
    """Return what tells whether the article with this *text* repeats another."""
    words = [word.lower() for word in _WORD.findall(text)]
    return Copy(
        publisher=" ".join(publisher.casefold().split()) if publisher else None,
        agency=agency_of(authors, text),
        shingles=_sketch(words),
        words=len(words),
    )


def agency_of(authors: Sequence[str], text: str) -> str | None:
    """Return the news agency an article credited, at its head or foot or as an author."""
    credited = [part for author in authors for part in _AUTHOR_PARTS.split(author)]
    for part in (text[:_HEAD], text[-_TAIL:]):
        credited += [found["head"] or found["foot"] for found in _CREDIT.finditer(part)]
    for credit in credited:
        named = _STAFF.match(credit.strip().casefold())
        if named is not None and named["name"] in _AGENCY_OF:
            return _AGENCY_OF[named["name"]]
    return None


def independent(copies: Sequence[Copy], quotes: Sequence[str]) -> int:
    """Return how many of the articles tell the event by themselves, at least 1 if there are any.

    *quotes* holds the sentence with which each article tells it. Articles of one publisher, of
    one agency, with half of the shorter text in common, or with the same sentence of at least
    eight words count once; so do chains of such pairs.
    """
    owner = list(range(len(copies)))

    def find(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    seen: dict[tuple[str, str], int] = {}
    for index, (copy, quote) in enumerate(zip(copies, quotes, strict=True)):
        for key in _keys(copy, quote):
            owner[find(index)] = find(seen.setdefault(key, index))
    roots = sorted({find(index) for index in range(len(copies))})
    # Only those still apart are compared text by text.
    for place, left in enumerate(roots):
        for right in roots[place + 1 :]:
            if find(left) != find(right) and repeats(copies[left], copies[right]):
                owner[find(right)] = find(left)
    return len({find(index) for index in range(len(copies))})


def repeats(left: Copy, right: Copy) -> bool:
    """Return whether about half of the shorter text or more stands in the longer one too."""
    if not left.shingles or not right.shingles:
        return False
    both = sorted({*left.shingles, *right.shingles})[:_SKETCH]
    common = {*left.shingles} & {*right.shingles}
    alike = sum(1 for value in both if value in common) / len(both)
    shared = alike / (1 + alike) * (left.words + right.words)
    return shared >= _COPIED * min(left.words, right.words)


def _keys(copy: Copy, quote: str) -> list[tuple[str, str]]:
    keys: list[tuple[str, str]] = []
    if copy.publisher:
        keys.append(("publisher", copy.publisher))
    if copy.agency:
        keys.append(("agency", copy.agency))
    words = [word.lower() for word in _WORD.findall(quote)]
    if len(words) >= _LEAST_WORDS:
        keys.append(("quote", " ".join(words)))
    return keys


def _sketch(words: Sequence[str]) -> tuple[int, ...]:
    """Return the smallest hashes of the runs of words: of any two texts the same sample."""
    runs = {
        zlib.crc32(" ".join(words[i : i + _SHINGLE]).encode("utf-8", "replace"))
        for i in range(max(len(words) - _SHINGLE + 1, 0))
    }
    return tuple(sorted(runs)[:_SKETCH])
