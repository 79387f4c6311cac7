"""Sentence boundaries inside one block of text.

Source: the sentence boundary rules of Unicode UAX #29, with a list of abbreviations (own
compilation) and what news adds: initials, quotes followed by their attribution, decimals.
"""

import re

from schemas import Span

# Abbreviations that stand before a name, number or word and never end a sentence.
_BINDING = frozenset(
    [
        *"mr mrs ms mx dr prof sen rep gov gen col lt sgt capt cmdr maj adm rev hon pres".split(),
        *"st mt ft vs v no nos fig figs art sec ch pp vol ed eds al cf e.g i.e viz approx".split(),
        *"jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu fri sat".split(),
        *"brig insp supt det const cpl pvt spc sr fr msgr bros messrs supt".split(),
    ]
)
# Abbreviations that may end a sentence: one starts when the next word looks like a start.
_FINAL = frozenset(
    [
        *"inc corp co ltd llc plc jr etc esq a.m p.m u.s u.k u.n e.u d.c ph.d b.a m.a m.d".split(),
        *"ave blvd rd dept est calif fla mass ga ariz colo conn minn tenn va wash wis".split(),
    ]
)
_STARTERS = frozenset(
    [
        *"the a an this that these those he she it they we i you his her its their our my".split(),
        *"in on at by for from with after before during since until while when where if as".split(),
        *"but and or so yet however meanwhile although though there here what who why how".split(),
        *"no not all some many most both each every another other one two three".split(),
    ]
)
# Terminator, closing quotes and brackets, white space, then the first word of what follows:
# matches in `ended.” She left`, not in `3.5 million` or `ended.” she said`.
_BOUNDARY = re.compile(
    r"""(?P<stop>[.!?…]+)(?P<close>["'”’»)\]]*)(?P<gap>\s+)(?=(?P<open>["'“‘«(\[]*)(?P<next>\w[\w'’-]*))"""
)
_LAST_WORD = re.compile(r"[^\W\d_](?:[\w.&'’-]*\w)?$")
# “Stop!” Okoro said: a quote that ends in ! or ? and is followed by its attribution.
_ATTRIBUTION = re.compile(
    r"""(?:[A-Z][\w.'’-]*\s+){1,4}(?:said|says|asked|added|told|wrote|shouted|replied|tweeted|cried)\b"""
)


def split_sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of ``text[start:end]``, in order, covering all but white space.

    Spans are half-open code points of *text*; blank text gives no spans.
    """
    found: list[Span] = []
    begin = start
    for match in _BOUNDARY.finditer(text, start, end):
        if _is_boundary(text, begin, match):
            _append_trimmed(found, text, begin, match.start("gap"))
            begin = match.end("gap")
    _append_trimmed(found, text, begin, end)
    return found


def _is_boundary(text: str, begin: int, match: re.Match[str]) -> bool:
    following = match["next"]
    if following[0].islower():
        return False
    if match["close"] and _ATTRIBUTION.match(text, match.end()) and not match["open"]:
        # “We won!” Maria Lopez said. — but after a full stop the attribution is a new sentence.
        return "." in match["stop"] and "!" not in match["stop"] and "?" not in match["stop"]
    if match["stop"] != "." or match["close"]:
        return match["stop"] not in ("..", "...", "…") or following[0].isupper()
    last = _LAST_WORD.search(text, max(begin, match.start() - 40), match.start())
    if last is None:
        return True
    word = last[0].lower()
    if word in _BINDING and not (word == "no" and following[0].isupper()):
        return False
    if word in _FINAL or "." in word:
        return following.lower() in _STARTERS and following[0].isupper()
    # An initial inside a name (“J. Okafor”); but “Plan B.” may end a sentence.
    if len(word) == 1 and last[0].isupper():
        return following.lower() in _STARTERS
    return True


def _append_trimmed(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start=start, end=end))
