"""Spellings of one name brought together: case, accents, apostrophes, articles, possessives."""

import re
import unicodedata
from functools import lru_cache

# An article asks for the same few hundred names over and over.
_REMEMBERED = 1 << 14
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
     "-": " ", "–": " ", "'": None, "’": None, "‘": None, "`": None, "ʻ": None, "ʼ": None,
     ".": None}
)  # fmt: skip


@lru_cache(maxsize=_REMEMBERED)
def fold(name: str) -> str:
    """Return *name* without case, accents, apostrophes and dots; hyphens are spaces.

    "Al-Sudani" → "al sudani"; "St. George's" → "saint georges"; "Malmö" → "malmo".
    """
    folded = name.casefold().translate(_LETTERS)
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in decomposed if not unicodedata.combining(c))
        folded = folded.translate(_LETTERS)
    if folded.startswith("st "):
        folded = "saint" + folded[2:]
    return " ".join(folded.split())


@lru_cache(maxsize=_REMEMBERED)
def without_article(name: str) -> str:
    """Return *name* with single spaces and without a leading "the"."""
    return _ARTICLE.sub("", " ".join(name.split()))


def without_possessive(name: str) -> str:
    """Return *name* without "’s", or "’" after an s, at its end."""
    return _POSSESSIVE.sub("", name)


@lru_cache(maxsize=_REMEMBERED)
def bare(name: str) -> str:
    """Return *name* with single spaces, without a leading "the" or a possessive ending."""
    return without_article(without_possessive(" ".join(name.split())))
