"""Words as clusters compare them: stems without endings, names, and how much a word tells."""

import re
from functools import lru_cache

# Must match “Baghdad”, “U.S”, “al-Sudani”, “2024”, “O’Neill”; must not match “--”, “_”.
_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")
# Where the first word has a capital whatever it is: must match after “rose.”, at “Yes” in
# ‘said: “Yes”’; must not match inside “U.S.-led” or “St.John”.
_OPENING = re.compile(r"[.!?:;”\"](?=\s)|[“\n\"]")
_VOWEL = re.compile(r"[aeiouy]")
STOP = frozenset(
    "a about after again all also an and another any are as at be been before being between both"
    " but by can could day days did do does down during each few first for from further had has"
    " have he her here his how i if in into is it its just last many may might month months more"
    " most must new no not now of off old on once one only or other our out over own people per"
    " s said same say says she should since so some such t than that the their them then there"
    " these they this those three through time to told too two under until up us very was we week"
    " weeks were what when where which while who whom why will with would year years you your"
    " monday tuesday wednesday thursday friday saturday sunday january february march april june"
    " july august september october november december mr mrs ms dr according late early".split()
)
"""Words that tell nothing of which event is meant."""


def words(text: str) -> list[str]:
    """Return the words of *text* in order, hyphenated ones whole."""
    return _WORD.findall(text)


def content(text: str) -> list[str]:
    """Return the stems of the words of *text* that tell something, in order."""
    return [told for word in _WORD.findall(text) if (told := _told(word))]


def names(text: str) -> list[str]:
    """Return the stems of the capitalised words of *text*, in order, sentence starts left out.

    In a text without small letters nothing is told from anything, so it has no names.
    """
    if text.upper() == text:
        return []
    return [
        told
        for part in _OPENING.split(text)
        for word in _WORD.findall(part)[1:]
        if word[0].isupper() and len(word) > 1 and (told := _told(word))
    ]


def numbers(text: str) -> list[str]:
    """Return the numbers of *text* written in digits, in order."""
    return [word for word in _WORD.findall(text) if word[0].isdigit()]


@lru_cache(maxsize=1 << 18)
def _told(word: str) -> str:
    """Return the stem of *word* as it stands in a text; empty if it tells nothing."""
    plain = word.lower().removesuffix("'s").removesuffix("’s")
    return stem(plain) if plain not in STOP and (len(plain) > 1 or plain.isdigit()) else ""


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return *word* (small letters) without its inflection and the commonest nominal endings.

    “attacks”, “attacked”, “attacking” → “attack”; “killings” → “kill”; “resignation” → “resign”.
    Words of three letters and words with digits stay as they are.
    """
    if len(word) < 4 or not word.isalpha():
        return word
    word = _without_s(word)
    for ending in ("ingly", "edly", "ing", "ed"):
        if word.endswith(ending) and _VOWEL.search(word[: -len(ending)]):
            return _mended(word[: -len(ending)])
    for ending, shortest in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return _mended(word[: -len(ending)])
    return word[:-1] if word.endswith("e") and len(word) > 4 else _soft(word)


_ENDINGS = (
    ("ization", 3), ("isation", 3), ("ation", 4), ("ition", 4), ("ment", 4), ("ness", 4),
    ("al", 5), ("er", 5), ("or", 5), ("ion", 4), ("ly", 4),
)  # fmt: skip


def _without_s(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _mended(word: str) -> str:
    """Return what is left of a word as its other forms leave it: “stopp” → “stop”."""
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return _soft(word)


def _soft(word: str) -> str:
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word.removesuffix("e")
