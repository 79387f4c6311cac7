"""Words and signs around a number that say how it bounds the truth."""

import re

from extract.numbers.lexicon import CURRENCY_SIGNS
from schemas import Bound

_STRETCH = (
    r"(?:(?:just|well|(?<!so )far|much|slightly|significantly|considerably|somewhere"
    r"|only|even|a little|a bit|perhaps|possibly|maybe|probably|reportedly|currently)\s)?"
)

_PREFIXES: tuple[tuple[Bound, str], ...] = (
    (
        "at_most",
        r"at\sthe\s(?:very\s)?most|maximum|capped\sat|limited\sto|no\smore\sthan|not\smore\sthan|no\sgreater\sthan|no\slarger\sthan|up\sto|upto|at\smost"
        r"|a\smaximum\sof|maximum\sof|as\smany\sas|as\smuch\sas|as\shigh\sas|not\sexceeding"
        r"|(?:not|never|cannot|(?:would|will|wo|could|should|ca|did|does|do|must)n['’]t)"
        r"\s(?:to\s)?exceed|not\sover|≤|<=",
    ),
    (
        "at_least",
        r"minimum|as\sfew\sas|as\slittle\sas|no\sfewer\sthan|no\sless\sthan|not\sless\sthan|not\sfewer\sthan|at\sleast"
        r"|at\sa\sminimum|a\sminimum\sof|minimum\sof|at\sthe\svery\sleast|≥|>=",
    ),
    (
        "over",
        r"more\sthan|over|above|beyond|greater\sthan|larger\sthan|higher\sthan|upwards?\sof|in\sexcess\sof"
        r"|north\sof|(?:surg|soar|rac|sail|sweep|swept|blew|climb|jump|push|creep|crept|march|shot|mov|grew|went)"
        r"(?:e?d)?\spast|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|top(?:s|ped|ping)|longer\sthan|older\sthan|bigger\sthan|>",
    ),
    (
        "under",
        r"not\s(?:quite|even)|less\sthan|fewer\sthan|under|below|lower\sthan|smaller\sthan|shorter\sthan|younger\sthan"
        r"|south\sof|shy\sof|short\sof|sub-|<",
    ),
    (
        "about",
        r"nigh\son|close\son|getting\son\sfor|practically|in\sthe\s(?:vicinity|ballpark)\sof|closer\sto"
        r"|of\sthe\sorder\sof|the\sbe(?:st|tter)\spart\sof|not\sfar\soff|about|around|roughly|approximately|approx\.?|some|nearly|almost|an\sestimated|estimated"
        r"|an\saverage\sof\sabout|close\sto|circa|c\.|ca\.|in\sthe\sregion\sof|on\sthe\sorder\sof"
        r"|in\sthe\sorder\sof|in\sthe\sneighbou?rhood\sof|an\sapproximate|virtually|nearing"
        r"|approaching|near(?=\s?(?:us|a|c)?[$€£])|barely|scarcely|something\slike|more\sor\sless|or\sso|~|≈|∼|±",
    ),
)
_CURRENCY = (
    rf"(?:(?:\b(?:us|usd|u\.s\.|au?|ca?|nz|hk|sg?|nt|r)\s?)?[{CURRENCY_SIGNS}](?:us|a|c|nz|hk|s)?\s?"
    r"|\bps(?=$)|#"
    r"|\b(?:usd|eur|gbp|chf|jpy|cny|rmb|inr|rs\.?|rm|rp|aud|cad|nzd|r)\s?)?"
)
_BETWEEN = r"(?:\s?(?:another|an\sadditional|a\sfurther|a\stotal\sof|the\sequivalent\sof))?"
_PREFIX = re.compile(
    rf"(?:(?<![\w-]){_STRETCH}(?:"
    + "|".join(f"(?P<{bound}>{words})" for bound, words in _PREFIXES)
    + rf")){_BETWEEN}\s?{_CURRENCY}$"
)
"""A modifier right before a number, on small letters: "more than $", "~"; not "moreover "."""

_LAST_CLUES = frozenset(
    "to most many much as exceeding exceed over than least of above exceeds exceeded surpassing"
    " barely scarcely surpass surpasses surpassed tops topped topping near"
    " past under below about around roughly approximately approx approx. some nearly almost"
    " estimated"
    " circa c. ca. approximate virtually nearing approaching like less so another additional"
    " further high upto minimum maximum beyond quite even practically closer".split()
)
_LATE_CLUES = ("nigh on ", "close on ", "getting on for ", "capped at ", "not far off ")
"""Clues that end in a common word, which alone would be none: "on", "for", "at"."""

_SIGN_CLUES = "≤=≥><~≈∼±-"

_ENDED = r"(?=[.,;:!?)]|$|\s(?:and|but|for|to|in|on|before|after)\b(?!\s\d))"
_SUFFIX = re.compile(
    r"\s?(?:(?P<at_least>\s(?:or|and)\s(?:more|over|older|above|up|higher|greater|longer|counting)\b"
    rf"|\s(?:at\s(?:the\s(?:very\s)?)?least|min\b|minimum)\b{_ENDED})"
    r"|(?P<over>\+|-plus\b|\splus\b(?!\s\d))"
    r"|(?P<at_most>\s(?:or|and)\s(?:less|fewer|under|younger|below|lower)\b"
    rf"|\s(?:at\s(?:the\s(?:very\s)?)?most|tops|max|maximum)\b{_ENDED})"
    r"|(?P<about>-odd\b|\sor\sso\b|-ish\b|ish\b|\sor\sthereabouts\b|,?\sgive\sor\stake\b))"
)
"""What may follow a number: "100+", "50 or more"; not "two or three"."""

_NOT_BOUND = re.compile(r"(?:all|hand|hands|taken?|took|takes|takes|went|goes|go|left|half)\s$")
"""Before "over": "took over two firms" bounds nothing."""

_LEVEL_UP = re.compile(
    r"\b(?:tick|edg|mov|creep|climb|jump|push|pull|bump|driv|inch|nudg|ramp|scal|add|stepp?|shoot|revis"
    r"|round|mark|notch|bid|pick|speed|rack|warm)(?:s|es|ed|e|ing)?\s$|\b(?:went|go|goes|crept|shot"
    r"|drove|sped|back|came|brought|built|sent|rose|risen|rising)\s$"
)
"""Verbs whose "up to" reaches a level: "edged up to 5"; not "pay up to 5"."""

_TOPIC = re.compile(
    r"\b(?:films?|movies?|stor(?:y|ies)|books?|novel|series|documentary|songs?|play|tales?|talk(?:s|ed|ing)?"
    r"|speak(?:s|ing)?|spoke|kn[eo]ws?|news|reports?|concern(?:s|ed)?|questions?|information|told"
    r"|worr(?:y|ied)|asked|ask|complain(?:ed|ts?)?|learn(?:ed|t)?|heard|hear|article|joke|details"
    r"|think(?:s|ing)?|thought|warn(?:ed|ing)?|everything|something|anything|car(?:e|es|ed|ing)"
    r"|dream(?:s|ed|t)?|jok(?:e[sd]?|ing)|argu(?:e[sd]?|ing)|rav(?:e[sd]?|ing)|brag\w*|boast\w*|lie[sd]?"
    r"|lying|wr(?:ote|ite[s]?|iting|itten)|read(?:s|ing)?|excited|optimistic|sure|serious|sorry|happy"
    r"|upset|angry|debates?|rumou?rs?|myths?|truth|facts?|idea|lesson|lectures?|discussions?"
    r"|forget|forgot(?:ten)?|wonder(?:s|ed|ing)?|remember(?:s|ed)?|tweet(?:s|ed)?|posts?)\s$"
)
"""Before "about": "a film about four boys" has four boys, not nearly four."""

_WORD_BEFORE = re.compile(rf"([^\s(\[“‘\"']+?)\s?{_CURRENCY}$")
_WINDOW = 48


def bound_before(low: str, start: int, floor: int) -> tuple[Bound, int]:
    """Return the bound given by the words before *start*, and where those words begin.

    *low* is the text in small letters. Nothing before *floor* (the end of the last number)
    is looked at. Without a modifier the answer is ``("exact", start)``.
    """
    window = low[max(floor, start - _WINDOW) : start]
    word = _WORD_BEFORE.search(window)
    if word is None or (word[1] not in _LAST_CLUES and word[1][-1] not in _SIGN_CLUES):
        bare = window.rstrip()
        if not bare or (bare[-1] not in _SIGN_CLUES and not window.endswith(_LATE_CLUES)):
            return "exact", start
    found = _PREFIX.search(window)
    if found is None:
        return "exact", start
    bound: Bound = found.lastgroup  # type: ignore[assignment]
    begin = start - len(window) + found.start()
    if bound == "over" and _NOT_BOUND.search(window[: found.start()]):
        return "exact", start
    if bound == "at_most" and _LEVEL_UP.search(window[: found.start()]):
        return "exact", start  # "ticked up to 3.7 percent"
    if found["about"] == "about" and _TOPIC.search(window[: found.start()]):
        return "exact", start
    return bound, begin


def bound_after(low: str, end: int) -> Bound | None:
    """Return the bound given by what follows a number ("100+", "50 or more"), None if none."""
    found = _SUFFIX.match(low, end)
    return None if found is None else found.lastgroup  # type: ignore[return-value]
