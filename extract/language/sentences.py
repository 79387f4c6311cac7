"""Sentence boundaries inside one block of text.

Source: the sentence boundary rules of Unicode UAX #29 (SB4 to SB11), narrowed by abbreviations
and by what news adds: initials, quotes followed by their attribution, enumerations, company
names that end in “!”, names written small; and widened by bullets and a forgotten space.
"""

import re

from extract.language.abbreviations import (
    DATES,
    FINALS,
    LINKS,
    NUMBERED,
    TITLES,
    is_abbreviation,
)
from schemas import Span

# Words that open a sentence but no name: after “U.S.” or “Inc.” they tell that it ended.
_STARTERS = frozenset(
    [
        *"the a an this that these those he she it they we i you his her its their our my".split(),
        *"in on at by for from with after before during since until while when where if as".split(),
        *"but and or so yet however meanwhile although though there here what who why how".split(),
        *"no not all some many most both each every another other one two three because".split(),
        *"despite instead still then now also about according asked speaking among under".split(),
        *"do does did can could will would should is are was were has have had may might".split(),
        *"please see thanks let to more nearly several such only even once unlike whether".split(),
    ]
)
# What may stand after “9 p.m.” in the same sentence.
_AFTER_TIME = frozenset(
    [
        *"et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet cest ist eat wat".split(),
        *"eastern central mountain pacific monday tuesday wednesday thursday friday".split(),
        *"saturday sunday january february march april may june july august september".split(),
        *"october november december mon tue tues wed thu thurs fri sat sun jan feb".split(),
        *"mar apr jun jul aug sept sep oct nov dec sast i".split(),
    ]
)
_ENDED = frozenset(".!?\"'”’")
_NAMES_IN_MARKS = frozenset({"yahoo!", "jeopardy!", "yum!", "wham!", "guess?"})
_OPEN = r"""["'“”‘’«„(\[「『（]"""
_CLOSE = r"""["'”’»)\]」』）]"""
# Terminator, closing marks, white space, then the first word of what follows: matches in
# `ended.” She left`, not in `3.5 million`. No repetition gives anything back, and none starts
# inside another, so that endless marks cost no more than their length.
_BOUNDARY = re.compile(
    rf"""
  (?<![.!?…؟۔।॥])(?P<stop>[.!?…؟۔।॥]++)(?P<close>{_CLOSE}*+)(?P<gap>\s++)
    (?=(?P<open>{_OPEN}*+)(?P<next>[^\W_][\w'’-]*+|[$€£¥₹@\#][^\W_]))
| (?<![。！？｡])(?P<wide>[。！？｡]++{_CLOSE}*+)(?P<none>\s*+)(?=.)
| (?<!\s)(?P<space>\s++)(?=[•▪●‣◦■►]\s)
| (?<=[a-z][a-z])(?P<glued>[.?!]{_CLOSE}?+)(?=[“‘(]?[A-Z][a-z])
""",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"(?:(?<![\w$'’`/])|(?<=\d)(?=[ap]\.m$))[^\W\d_](?:[\w.&'’]*\w)?$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_TIME = frozenset({"a.m", "p.m"})
_BRACKETS = frozenset(")]")
_LETTER = re.compile(r"(?:[a-z]|i{2,3}|i?v|vi{1,3}|i?x)\)\s")  # “(b) the second”
# “1. The first”, “(b). Then”, “Figure 2. The dam”
_NUMBERING = re.compile(
    r"""\s*["“(]?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivxIVX]{1,4}|(?:Figure|Fig\.|Table|Chart)\s\d+)\)?\."""
)
# “Stop!” Okoro said: a quote that ends in ! or ? and is followed by its attribution.
_ATTRIBUTION = re.compile(
    r"""(?!(?:He|She|It|They|We|I|You|The|This|That)\b)
    (?:[A-Z][\w.'’-]*+,?\s+){1,5}
    (?:(?:\d\d|who\b[^,.]{1,40}),\s)?
    (?:said|says|asked|asks|added|told|wrote|writes|shouted|yelled|replied|tweeted|posted|cried
    |exclaimed|joked|quipped|screamed|demanded|wondered)\b""",
    re.VERBOSE,
)
# “iPhone sales fell.”, “al-Nusra denied it.”, “de la Cruz won.”
_SMALL_NAME = re.compile(
    r"""(?:[a-z]{1,2}[A-Z]\w
    |(?:al|el|an|as|ash|ad|ar|at|de|da|di|du|del|della|van|von|bin|ibn|le|la|ter|ten|dos)
     (?:-|['’]|\s(?:der?|den|la|las|los)?\s?)[A-Z])""",
    re.VERBOSE,
)


def split_sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of ``text[start:end]``, in order, covering all but white space.

    Spans are half-open code points of *text*; blank text gives no spans.
    """
    found: list[Span] = []
    begin = start
    for match in _BOUNDARY.finditer(text, start, end):
        cut = _cut(text, begin, match)
        if cut is not None:
            _append_trimmed(found, text, begin, cut)
            begin = cut
    _append_trimmed(found, text, begin, end)
    return found


def _cut(text: str, begin: int, match: re.Match[str]) -> int | None:
    """Return where the sentence that begins at *begin* ends, None if it goes on."""
    if match["stop"]:
        return match.start("gap") if _is_boundary(text, begin, match) else None
    if match["glued"]:
        return match.end() if _is_forgotten_space(text, match) else None
    return match.end("wide") if match["wide"] else match.start("space")


def _is_boundary(text: str, begin: int, match: re.Match[str]) -> bool:
    stop, close, following = match["stop"], match["close"], match["next"]
    at = match.start("stop")
    if not _says_anything(text, begin, at):
        return False
    if text[at - 1] in "([":  # “as he (!) said”; an editor's “[...]” belongs to what it ends
        ended = text[max(begin, at - 9) : at].rstrip("[ ")[-1:] in _ENDED
        return stop in {"...", "…"} and (ended or _opens(following))
    if following[0].islower():
        listed = match["open"] == "(" and _LETTER.match(text, match.start("next"))
        return bool(listed) or _starts_small(text, begin, match)
    if match["open"][:1] == "(" and following.isdigit() and len(following) == 4:
        return False  # “It is called Viva Maria! (1965)”
    quoted = close and not set(close) <= _BRACKETS
    if quoted and not match["open"] and _ATTRIBUTION.match(text, match.end()):
        # “We won!” Maria Lopez said. — but after a full stop the attribution is a new sentence.
        return "." in stop and "!" not in stop and "?" not in stop
    if stop in {"!", "?"} and not close:
        last = text[text.rfind(" ", max(begin, at - 12), at) + 1 : at + 1]
        return last.lower() not in _NAMES_IN_MARKS or _opens(following)
    if stop != "." or quoted:
        return True
    return not _NUMBERING.fullmatch(text, begin, at + 1) and _ends(text, begin, match)


def _says_anything(text: str, begin: int, end: int) -> bool:
    """Return whether a word stands there: “… [...]” alone is no sentence."""
    return end - begin > 12 or any(character.isalnum() for character in text[begin:end])


def _ends(text: str, begin: int, match: re.Match[str]) -> bool:
    """Return whether a single full stop before a capital, digit or sign ends the sentence."""
    at, following = match.start("stop"), match["next"]
    last = _LAST_WORD.search(text, max(begin, at - 40), at)
    if last is None:
        return True
    word = last[0]
    small = word.lower()
    if len(word) == 1 and word.isupper():
        return _opens(following)  # “Plan B. The rest”, not “J. Okafor”
    if small in TITLES or small in LINKS:
        return not is_abbreviation(word, following)
    if small in NUMBERED:
        return not (following[0].isdigit() or is_abbreviation(word, following))
    if small in DATES:
        return not is_abbreviation(word, following) or _opens(following)
    if small in _TIME:
        zone = following.lower() in _AFTER_TIME or text.startswith(
            " time", match.end() + len(following)
        )
        return not zone and not following[0].isdigit()
    if small == "etc":
        return following[0].isupper()
    if small in FINALS:
        return not is_abbreviation(word, following) or _opens(following)
    if len(word) == 1:
        return not following[0].isdigit()  # “b. 1949”
    return not _INITIALS.fullmatch(word) or _opens(following)  # U.S., J. K.


def _opens(following: str) -> bool:
    """Return whether *following* is a word that opens sentences and no name."""
    return following[0].isupper() and re.split("['’]", following)[0].lower() in _STARTERS


def _starts_small(text: str, begin: int, match: re.Match[str]) -> bool:
    """Return whether a name written small begins a sentence after a full stop."""
    if match["stop"] != "." or not _SMALL_NAME.match(text, match.start("next")):
        return False
    last = _LAST_WORD.search(text, max(begin, match.start() - 40), match.start())
    return last is None or not (
        len(last[0]) == 1 or "." in last[0] or is_abbreviation(last[0], match["next"])
    )


def _is_forgotten_space(text: str, match: re.Match[str]) -> bool:
    """Return whether a full stop glued to the next word ends a sentence: “burst.Two died”.

    Not in “St.Louis”, “jane.Doe@site.org” or a web address.
    """
    at, stop = match.start(), match.end()
    before = re.split(r"\s", text[max(0, at - 40) : at])[-1]
    after = re.split(r"\s", text[stop : stop + 40])[0]
    if any(mark in part for mark in "@/_" for part in (before, after)) or "www" in before:
        return False
    word = re.split(r"\W", before)[-1]
    if match["glued"][0] != ".":
        return len(match["glued"]) > 1 or f"{word}{match['glued']}".lower() not in _NAMES_IN_MARKS
    return not is_abbreviation(word, after) and "." not in before


def _append_trimmed(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start=start, end=end))
