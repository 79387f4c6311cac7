"""Words and punctuation marks, split as the Universal Dependencies English treebanks do."""

import re

from schemas import Span

_ABBREVIATIONS = frozenset(
    [
        *"mr mrs ms mx dr prof sen rep gov gen col lt sgt capt cmdr maj adm rev hon jr sr".split(),
        *"st mt ft inc corp co ltd bros vs v etc e.g i.e cf al no nos approx dept est fig".split(),
        *"jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri sat sun".split(),
        *"a.m p.m u.s u.k u.n e.u d.c ph.d b.a m.a calif fla mass pa ga ariz colo conn".split(),
        *"ill minn tenn va wash wis ky md mich miss mo okla ore tex ave blvd rd".split(),
    ]
)
_TOKEN = re.compile(
    r"""
  (?:https?://|www\.)[^\s<>()"“”]+[^\s<>()"“”.,;:!?'’]                       # URL
| [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                                 # e-mail address
| [@\#]\w+                                                                     # @name, #topic
| (?:[A-Za-z]\.){2,}                                                           # U.S., a.m.
| \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|k|m|bn|tn|am|pm|km|kg|mph|C|F)?(?![A-Za-z])  # 1,000.5 24th
| [^\W\d_]\.(?=\s+[A-Z])                                                       # initial: J.
| \w+(?:[.&]\w+)*\.?(?:['’]\w+)*                                               # words, split below
| \.{2,} | … | --+ | [^\w\s]                                                   # punctuation
""",
    re.VERBOSE,
)
# “don't”, “Iraq’s”, “we'll”
_CLITIC = re.compile(r"(?i)^(.*?\w)(n['’]t|['’](?:s|re|ve|ll|d|m))$")
_FUSED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}
_NAME_PREFIXES = ("o", "d", "l", "al")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+|\.+")


def split_words(text: str, start: int, end: int) -> list[Span]:
    """Return the words and punctuation marks of ``text[start:end]``, in order.

    Spans are half-open code points of *text*, cover all but white space and do not overlap.
    Contractions and possessives come apart (do|n't, Iraq|'s), and so do the parts of a
    hyphenated word (US|-|led), as in the treebanks the parser learned from.
    """
    found: list[Span] = []
    for match in _TOKEN.finditer(text, start, end):
        begin, stop = match.span()
        period = _period_apart(match[0])
        stop -= period
        found += _word_parts(text, begin, stop)
        if period:
            found.append(Span(start=stop, end=stop + 1))
    return found


def _period_apart(word: str) -> int:
    """Return 1 if the final period of *word* is a mark of its own, else 0."""
    if len(word) < 2 or not word.endswith(".") or _INITIALS.fullmatch(word):
        return 0
    return 0 if word[:-1].lower() in _ABBREVIATIONS else 1


def _word_parts(text: str, start: int, end: int) -> list[Span]:
    word = text[start:end]
    cut = _cut(word)
    if cut is None:
        return [Span(start=start, end=end)]
    return [Span(start=start, end=start + cut), Span(start=start + cut, end=end)]


def _cut(word: str) -> int | None:
    """Return where *word* comes apart in two, None if it stays whole."""
    if clitic := _CLITIC.match(word):
        return len(clitic[1])
    if word.lower() in _FUSED:
        return _FUSED[word.lower()]
    if len(word) > 1 and word.endswith(("'", "’")) and word[:-1].lower() not in _NAME_PREFIXES:
        return len(word) - 1
    return None
