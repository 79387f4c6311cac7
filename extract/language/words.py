"""Words and punctuation marks, split as the Universal Dependencies English treebanks do."""

import re

from extract.language.abbreviations import is_abbreviation
from schemas import Span

# Combining marks, joiners and variation selectors belong to the character before them.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
    "\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc"
    "\u09be-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0a81-\u0a83\u0abc-\u0acd\u0b82\u0bbe-\u0bcd"
    "\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d4d\u0e31"
    "\u0e34-\u0e3a\u0e47-\u0e4e\u102b-\u103e\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d"
    "\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f"
)
# Invisible characters: inside a word they join it, elsewhere they stand alone.
_HIDDEN = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_WORD = rf"\w[\w{_MARKS}]*+(?:[{_HIDDEN}]++\w[\w{_MARKS}]*+)*+"
_EMOJI = r"[\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff][\U0001f3fb-\U0001f3ff\u20e3\ufe0f]*+"
_LOWER_PREFIXES = (
    "anti agro ante arch bio co counter cross cyber de electro ex extra hyper inter intra macro"
    " mega micro mid mini multi neo non over pan post pre pro pseudo psycho quasi re semi socio"
    " sub super supra trans tri ultra under"
)
_UNITS = (
    "k K m M MM bn mn tn km kms cm mm kg kgs mg ml lb lbs oz ft in hh hp Hz kHz MHz GHz kb KB MB"
    " GB TB mb gb tb mph kph kmh kW MW GW kWh MWh GWh kt am pm AM PM h hr hrs min mins sec secs"
    " yr yrs"
)


def _any_of(words: str) -> str:
    return "(?:" + "|".join(sorted(words.split(), key=lambda word: (-len(word), word))) + ")"


# Prefixes that the treebanks leave on their word: pro-government, non-binding, mid-1980s; but
# not “UN-backed”.
_PREFIX = _any_of(f"{_LOWER_PREFIXES} {_LOWER_PREFIXES.title()} {_LOWER_PREFIXES.upper()}")
_NUMBER = r"\d++(?:[.,:]\d++)*+"
_TOKEN = re.compile(
    rf"""
  (?P<plain>[^\W\d_]++)(?=[\s,;])
| (?P<whole>
    (?:(?i:https?|ftp)://|(?i:www)\.)[^\s<>()\[\]"“”]*[^\s<>()\[\]"“”.,;:!?'’…]     # web address
  | [\w.+%-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,8}}                   # e-mail address
  | (?:[\w-]{{1,63}}\.){{1,8}}(?i:com|org|net|gov|edu|info|co\.[a-z]{{2}})\b
    (?:/[^\s<>()\[\]"“”]*[\w/])?                                               # bbc.co.uk/news
  | @\w+ | \#(?!\d)\w+                                                         # @name, #topic
  | (?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?                                    # U.S., a.m., a.k.a
  | (?:\d{{3}}-|(?<=\)[ ]))\d{{3}}-\d{{4}}(?![\w-])                            # telephone
  | \d{{4}}-\d\d-\d\d(?![\w-]) | \d\d-\d\d-\d{{4}}(?![\w-])                    # 2026-11-22
  | \d{{1,2}}/\d{{1,2}}/\d{{2,4}}(?!\w) | \d{{1,2}}/\d\d(?![\w/])              # 9/11, not 3/4
  | (?:\d\d)?\d0['’]s(?!\w) | (?<!\w)['’]\d\ds?(?!\w|[.,]\d|%) | (?<![\w.])\.\d+(?!\w)
  | {_NUMBER}(?:st|nd|rd|th|s)?+(?![\w{_MARKS}])                               # 1,000.5 24th
  | {_NUMBER}(?={_any_of(_UNITS)}(?!\w)) | (?<=[$£€]){_NUMBER}(?=[bBtT](?!\w)) # 5|km, $5|B
  | (?:US|AU|CA|NZ|HK|NT|[ACSRU])\$                                            # US$
  | [^\W\d_a-z]\.(?=\s+\w|[,;-]) | [a-z]\.(?=\s*\d|\s+[A-Z])                   # J. Okafor, p. 5
  | (?<!\w)['’](?:em|til|tis|twas)(?=\s) | (?:s/he|w/o|b/c|n/a|N/A)(?!\w)
  | (?<!\S)[:;]-?[()DP](?!\S) | [:;]-[()]                                      # :-)
  )
| (?P<word>
    (?:(?<!-)(?:{_PREFIX}-(?=\w)|[eE]-(?=[a-z]|M(?:ail|AIL))))?{_WORD}
    (?:(?:&|\.(?!(?<=[a-z]\.)[A-Z][a-z]|(?<=[^\W\d]\.)\d)){_WORD})*+           # AT&T, not end.The
    (?:\.(?![.!?…]))?+
    (?:['’]{_WORD})*+
  )
| (?<=[^\s(\[“‘])['’](?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)(?!\w)                   # (UN)|'s
| [.!?…]{{2,}} | (?P<same>[-–—=*~\#$<>+|/\\'’`])(?P=same)+                     # ... ?! -- ''
| [\U0001f1e6-\U0001f1ff]{{2}} | {_EMOJI}(?:\u200d{_EMOJI})*+
| [{_HIDDEN}]+ | [^\w\s][{_MARKS}]*
""",
    re.VERBOSE,
)
# “don’t”, “Iraq’s”, “Inc.’s”
_CLITIC = re.compile(r"(?i)(.*?\w\.?)(n['’]t|['’](?:s|re|ve|ll|d|m))", re.DOTALL)
_FUSED = {
    **dict.fromkeys("cannot gonna wanna gotta gimme lemme outta".split(), 3),
    **{word: len(word) - 2 for word in "dont didnt doesnt isnt wasnt arent werent hasnt".split()},
    **{word: len(word) - 2 for word in "havent hadnt wouldnt couldnt shouldnt aint".split()},
    **{word: len(word) - 1 for word in "thats whats theres heres".split()},
    **{word: len(word) - 2 for word in "youre theyre youve theyve weve youll theyll".split()},
}
"""Words that the treebanks part although no mark does: can|not, gon|na, do|nt."""


def split_words(text: str, start: int, end: int) -> list[Span]:
    """Return the words and punctuation marks of ``text[start:end]``, one sentence, in order.

    Spans are half-open code points of *text*, cover all but white space and do not overlap.
    Contractions and possessives come apart (do|n't, Iraq|'s), and so do the parts of a
    hyphenated word (US|-|led) unless the first is a mere prefix (pro-government), as in the
    treebanks the parser learned from.
    """
    found: list[Span] = []
    for match in _TOKEN.finditer(text, start, end):
        begin, stop = match.span()
        group = match.lastgroup
        if group in {"plain", "word"}:
            found += _parts(text, begin, stop, end)
        else:
            found.append(Span(start=begin, end=stop))
    return found


def _parts(text: str, start: int, stop: int, end: int) -> list[Span]:
    """Return the tokens of one written word: itself, its clitic, its full stop."""
    word = text[start:stop]
    if word[-1] == "." and not is_abbreviation(word[:-1], text[stop : min(end, stop + 20)]):
        return [*_parts(text, start, stop - 1, end), Span(start=stop - 1, end=stop)]
    cut = _cut(word)
    if cut is None:
        return [Span(start=start, end=stop)]
    return [*_parts(text, start, start + cut, end), Span(start=start + cut, end=stop)]


def _cut(word: str) -> int | None:
    """Return where *word* comes apart in two, None if it stays whole."""
    if len(word) > 2 and ("'" in word or "’" in word):
        clitic = _CLITIC.fullmatch(word)
        return len(clitic[1]) if clitic else None
    return _FUSED.get(word.lower())
