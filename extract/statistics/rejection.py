"""Numbers that are no figures: dates, names, references, addresses, scores, pronouns."""

import re

from extract.analysis import Analysis
from extract.language import Token
from extract.statistics.counting import Counted
from extract.statistics.figure import Figure
from extract.statistics.quantity import Quantity
from schemas import Block

SILENT_BLOCKS = frozenset({"byline", "date", "dateline", "code", "label"})
"""Blocks whose numbers are never figures."""

_NAME_NOUNS = (
    "fortune|forbes|poor's|poor’s|model|route|flight|article|section|boeing|airbus|iphone|ipad|galaxy|pixel|windows|android|ios"
    "|xbox|playstation|ps|falcon|mark|mk|type|class|apollo|artemis|highway|interstate|motorway"
    "|room|gate|pier|platform|terminal|runway|line|unit|block|district|ward|zone|area|sector|group"
    "|phase|stage|level|grade|category|cat|tier|chapter|resolution|title|rule|proposition|prop"
    "|amendment|protocol|order|no\\.?|nos\\.?|number|numbers|num|#|№|vol|volume|page|pages|pp?\\."
    "|figure|fig\\.?|table|step|part|parts|episode|season|game|round|week|matchday|race|heat|lane"
    "|lot|exhibit|item|covid|super bowl|world war|formula|channel|radio|psalm|verse|version|python"
    "|chatgpt|gpt|llama|gemini|react|firefox|chrome|schedule|annex|appendix|clause|paragraph"
    "|subsection|act|scene|box|seat|row|bus|train|tram|ship|hull|squadron|brigade|division|battalion"
    "|regiment|studio|hall|court|field|hole|station|building|house|apartment|apt\\.?|suite|floor"
    "|unit|reactor|plot|chamber|council|ratio|usb|wi-fi|bluetooth|http|mach|size|aged under"
    "|top|quarter|q|fy|h|nasdaq|dow|ftse|dax|cac|nikkei|topix|stoxx|s&p|s p|sp|gen|s and p"
    "|russell|csi|kospi|asx|tsx|ibex|sensex|nifty|hang seng|big|group of|page|track|question|point"
    "|day|exit|region"
    "|junction|mile|lesson|scenario|option|team|task force|camp|pavilion|dorm"
)
_NAME_BEFORE = re.compile(rf"(?<![\w-])(?:{_NAME_NOUNS})[ \u00a0-]?$", re.IGNORECASE)
"""Nouns that a number names rather than counts: "Route 66", "page 12"; not "en route 66 men"."""

_LOWER_NAMES = frozenset(
    {"top", "big", "quarter", "point", "mile", "h", "q", "team", "camp", "ship"}
)
_ALWAYS = frozenset(
    {"number", "no", "nos", "page", "pages", "covid", "chapter", "article", "#", "№"}
)
_MONTH_DAY = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.? (?:\d{1,2}(?:st|nd|rd|th)?"
    r"(?:, | and |, and | or |[-–]| to ))*$",
    re.IGNORECASE,
)
_STREET = re.compile(
    r" (?:[NSEW]\.? )?(?:[A-Z][\w.'’-]+ ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr"
    r"|Boulevard|Blvd|Way|Square|Place|Terrace|Court|Crescent|Highway|Parkway|Row|Close)\b"
)
_ZIP_BEFORE = re.compile(r"\b[A-Z]{2},? $")
_SHARPNESS = re.compile(r"\d{1,2}[kK]")
_SHARP = re.compile(
    r"[ -](?:video|TV|television|display|screen|monitor|resolution|footage|stream|UHD|Ultra|HDR"
    r"|content|gaming|camera|record|movie|film|image|Blu|panel|projector|webcam|run|race|fun run)",
    re.IGNORECASE,
)
"""What makes "4K" a resolution and "10K" a race: "4K video"; not "5K jobs"."""
_EMERGENCY = re.compile(r"\b(?:call(?:ed|s|ing)?|dial(?:led|ed|s|ling|ing)?|ring|rang) $")
_LIST_MARK = re.compile(r"[.)](?:\s|$)")
_YEAR_CLUE = re.compile(
    r"\b(?:in|since|by|of|from|until|till|before|after|during|through|throughout|to|and|or|the|early"
    r"|late|mid|around|circa|between|than|versus|vs\.?|for|on|january|february|march|april|may|june"
    r"|july|august|september|october|november|december|year|fall|spring|summer|autumn|winter"
    r"|season|its|their|his|her|['’]s|copyright|©|\(c\))[ ,(]*$|[(/‘’'–-]$",
    re.IGNORECASE,
)
_BARE_THOUSANDS = re.compile(r"(?<![\d,.$€£-])[3-9]\d{3}(?![\d,.%-])")
"""Thousands without a comma: a text that writes so may count 2016 persons."""
_TO_YEAR = re.compile(
    r"\b(?:by|in|until|till|to|since|before|after|through|beyond|year|of) $", re.IGNORECASE
)
_IN_YEAR = re.compile(r"\b(?:in|since|until|circa|year) $", re.IGNORECASE)
_TIME_UNITS = frozenset({"duration", "age"})
_SCORE_VERB = re.compile(
    r"\b(?:beat|beats|won|win|wins|lost|loses?|defeat(?:ed|s)?|drew|led|leads?|trail(?:ed|s|ing)?"
    r"|score|finished|edged|thrash(?:ed)?|victory|draw|tie|level)\b",
    re.IGNORECASE,
)
_AFTER_SCORE = re.compile(r" to \d+\b(?! ?(?:%|per|[a-z]+s\b|million|billion))")
_BEFORE_SCORE = re.compile(r"\d+ to $")
_DETERMINER_BEFORE = re.compile(
    r"\b(?:the|these|those|both|all|his|her|their|its|our|my|your|either|any|of|which|other|last"
    r"|first|next|only)(?: \w+)? $|['’]s? $",
    re.IGNORECASE,
)
_KNOWN_GROUP = re.compile(
    r"(?:\b(?:the|these|those|both|his|her|their|its|our|my|your|other)|['’]s?)(?: other)? $",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    r" of\b| or (?:more|another|two|the)\b|,|\.|;|:|\?|!|$| (?:who|that|which|in)\b"
)
_CLOCK = re.compile(
    r"\s?(?:a\.?m\b|p\.?m\b|o['’]clock|hours (?:GMT|local)|GMT\b|EST\b|noon)", re.IGNORECASE
)
_CLOCK_BEFORE = re.compile(r"\b(?:half past|quarter (?:past|to)|o['’]clock) $", re.IGNORECASE)
_PERSON_NOUNS = frozenset(
    "person man woman child soldier officer civilian student worker passenger driver pilot teacher"
    " doctor patient suspect militant fighter policeman fireman firefighter journalist protester"
    " demonstrator boy girl teenager baby infant victim resident tourist migrant refugee prisoner"
    " hostage farmer miner employee pupil nurse guard sailor marine aircraft ship boat truck car"
    " laborer labourer policewoman cop gunman attacker bomber rebel terrorist villager trader"
    " shopkeeper commander leader judge lawyer priest monk nun imam bystander pedestrian cyclist"
    " motorist peacekeeper paramedic medic fisherman trooper recruit cadet lawmaker senator rifle"
    " pistol weapon bomb rocket body survivor employee official member"
    " vehicle tank drone missile helicopter plane building house home school hospital case death"
    " arrest vote seat goal point abstention injury fatality percent count charge".split()
)
_RATED = frozenset("ERA GPA WAR OPS WHIP FIP PER BMI".split())
"""Averages told by letters behind their number: "a 2.87 ERA"; not "a 2.0 TDI"."""
_CALLED = frozenset({911.0, 999.0, 112.0, 101.0, 111.0, 988.0, 311.0, 211.0})
"""Numbers to call for help: "called 911"."""

_POINTING = frozenset(
    "example instance exception option possibility explanation answer reason factor aspect idea"
    " area issue problem thing way point place step part"
    " source kind type sort version theory question concern lesson".split()
)
"""Nouns that "one" points at without counting: "one reason is", "one way to"."""

_WORDS_OF_NAME = re.compile(
    r"\b[A-Z][a-z]+-(?:One|Two|Three|Four|Five|Six|Seven)\b|\b(?:One|Two|Three)-[A-Z][a-z]+-[A-Z]"
)
_NAMES_AROUND = re.compile(r"(?<![.!?:“\"] )(?<![.!?\n])\b[A-Z][\w&.]*[ ]$")


def is_figure(analysis: Analysis, block: Block, quantity: Quantity, figure: Figure) -> bool:
    """Return whether the number of *quantity* is a figure a reader would cite.

    The tests go by the text around it; tags are used only to tell names. A number that the
    calendar owns ("2020", "5 January") is none, unless it measures time ("two years ago").
    """
    text, number, counted = analysis.text, quantity.number, figure.counted
    if _is_list_mark(text, block, quantity) or _is_reference(text, quantity, counted):
        return False
    if _EMERGENCY.search(text[max(0, number.start - 8) : number.start]) and number.value in _CALLED:
        return False
    if _SHARPNESS.fullmatch(text, number.start, number.end) and _SHARP.match(text, number.end):
        return False
    if _CLOCK.match(text, number.end) or _CLOCK_BEFORE.search(
        text[max(0, number.start - 16) : number.start]
    ):
        return False
    measured = quantity.unit is not None or figure.dimension == "age"
    if not measured or (
        quantity.unit is not None
        and quantity.unit.code == "second"
        and quantity.unit.end - quantity.unit.start < 3
    ):
        if _in_calendar(analysis, quantity) or _follows_month(text, quantity):
            return False
        tokens = list(analysis.tokens_between(number.start, number.end))
        if _is_year(text, quantity, counted, _previous(analysis, tokens)):
            return False
    elif quantity.unit is not None and _calendar_only(analysis, quantity):
        return False
    if measured:
        return not _is_idiom(text, quantity)
    return not (
        _is_address(text, quantity)
        or (not _is_harmed(figure) and _is_name(analysis, quantity, counted))
        or (figure.unit != "vote" and _is_score(text, quantity))
        or (figure.unit != "person" and _is_pronoun(text, quantity, counted))
        or (counted is None and figure.unit is None and _is_known_group(text, quantity))
    )


def _is_harmed(figure: Figure) -> bool:
    """Whether a verb of harm makes the bare number persons: "Quake Shakes Coast, Injuring 46"."""
    return figure.unit == "person" and figure.counted is None


def is_determiner(text: str, quantity: Quantity, figure: Figure) -> bool:
    """Return whether a small number rather determines its noun than tells an amount.

    "The two sides", "one proposal", "their three children": true, but few would cite it.
    """
    if figure.counted is None or figure.dimension != "count":
        return False
    number = quantity.number
    one = text[number.start : number.end].lower() == "one" and quantity.start == number.start
    return _is_known_group(text, quantity) or (one and figure.counted.singular not in _PERSON_NOUNS)


def _is_list_mark(text: str, block: Block, quantity: Quantity) -> bool:
    """Whether the number opens its block as an ordinal: "3. Prices", "2) Losses"."""
    number = quantity.number
    return number.start <= block.start + 2 and _LIST_MARK.match(text, number.end) is not None


def _is_reference(text: str, quantity: Quantity, counted: Counted | None) -> bool:
    number = quantity.number
    if quantity.unit is not None and quantity.unit.dimension == "money":
        return False
    if quantity.start < number.start:
        return False
    found = _NAME_BEFORE.search(text[max(0, number.start - 16) : number.start])
    if found is None:
        return False
    word = found[0].strip(" -\u00a0")
    if word.lower().rstrip(".") in _ALWAYS:
        return True
    if word.lower() == "top":
        return quantity.unit is None and (counted is None or not counted.plural)
    if word.lower() in _LOWER_NAMES:
        return word[0].isupper() and counted is None and quantity.unit is None
    if quantity.unit is not None and quantity.unit.end > quantity.unit.start:
        return word[0].isupper() and quantity.unit.dimension not in {"share", "age"}
    return word != word.lower() or counted is None or not counted.plural  # "iPhone 11 Pro cameras"


def _in_calendar(analysis: Analysis, quantity: Quantity) -> bool:
    number = quantity.number
    return any(
        time.start < number.end and number.start < time.end and time.type != "DURATION"
        for time in analysis.times
    )


def _follows_month(text: str, quantity: Quantity) -> bool:
    """Whether the number is a day that follows a month: "may 19", "October 23 and 24"."""
    number = quantity.number
    value = number.value or number.high or 0.0
    written = text[number.start : number.end]
    if not (written[:1].isdigit() and value.is_integer() and 1 <= value <= 31):
        return False
    return _MONTH_DAY.search(text[max(0, number.start - 32) : number.start]) is not None


def _calendar_only(analysis: Analysis, quantity: Quantity) -> bool:
    """Whether a unit letter was read off a date or clock time ("7 May", "5 h")."""
    unit = quantity.unit
    if unit is None or unit.dimension in {"money", "share", "duration", "age"}:
        return False
    if unit.end - unit.start > 2:
        return False
    return _in_calendar(analysis, quantity)


def _is_year(text: str, quantity: Quantity, counted: Counted | None, before: Token | None) -> bool:
    """Tell "2019" from "2019 homes": a bare year has no comma, no bound and no plural after.

    *before* is the word before the number: behind an adjective or noun it counts nothing ("strong
    2021 earnings", "Toyota's 2022 pickups").
    """
    number = quantity.number
    written = text[number.start : number.end]
    if number.low is not None:
        ends = re.findall(r"\d+", written)
        years = [e for e in ends if len(e) == 4 and 1500 <= int(e) <= 2100]
        return len(years) == 2 and len(ends) == 2 and counted is None
    if not (len(written) == 4 and written.isdigit() and 1000 <= int(written) <= 2200):
        return False
    if int(written) > 2100 and not _TO_YEAR.search(text[max(0, number.start - 12) : number.start]):
        return False
    if int(written) < 1500 and not _IN_YEAR.search(text[max(0, number.start - 12) : number.start]):
        return False
    if counted is None or not counted.plural:
        return True
    if quantity.start < number.start and number.bound != "about":
        return False
    recent = 1900 <= int(written) <= 2060
    if 1990 <= int(written) <= 2035 and int(written) % 10 and quantity.start == number.start:
        return not _BARE_THOUSANDS.search(text)
    modified = before is not None and before.upos in {"ADJ", "NOUN", "PROPN", "PART"}
    if recent and modified:
        return True
    return recent and _YEAR_CLUE.search(text[max(0, number.start - 12) : number.start]) is not None


def _is_idiom(text: str, quantity: Quantity) -> bool:
    """Reject "one day", "one time", "a one-way trip", "at one point"."""
    unit, number = quantity.unit, quantity.number
    if unit is None or number.value != 1 or text[number.start : number.end].lower() != "one":
        return False
    if unit.dimension == "index":
        return True
    before = text[max(0, number.start - 12) : number.start].lower()
    return unit.code in {"day", "night", "time", "generation"} and not re.search(
        r"(?:in|for|within|after|by|lasted|took|last|than|least|about|only|just|under|over) $",
        before,
    )


def _is_address(text: str, quantity: Quantity) -> bool:
    number = quantity.number
    written = text[number.start : number.end]
    if not written.isdigit() or quantity.start < number.start:
        return False
    if _STREET.match(text, number.end):
        return True
    return len(written) == 5 and bool(
        _ZIP_BEFORE.search(text[max(0, number.start - 5) : number.start])
    )


def _is_name(analysis: Analysis, quantity: Quantity, counted: Counted | None) -> bool:
    """Whether the number is part of a name: "Windows 10", "Nikkei 225", "Air Force One"."""
    number = quantity.number
    text = analysis.text
    written = text[number.start : number.end]
    if _WORDS_OF_NAME.search(text[max(0, number.start - 12) : number.end + 12]):
        return True  # "One-Two-Go"
    tokens = list(analysis.tokens_between(number.start, number.end))
    before = _previous(analysis, tokens)
    if quantity.start < number.start or written[:1] in "-−":
        return False
    adjacent = before is not None and before.end + 1 >= number.start
    proper = (
        adjacent and before is not None and before.upos == "PROPN" and before.text[:1].isupper()
        and not _in_time(analysis, before)
    )  # fmt: skip
    lower_noun = counted is not None and counted.plural and not counted.definite
    if proper and not lower_noun:
        return True
    if written[:1].isupper() and before is not None and adjacent and before.upos != "PUNCT":
        heading = analysis.article.blocks[analysis.sentences[before.sentence].block].kind
        return heading not in {"title", "heading"} and before.text[:1].isupper()
    after = next(iter(analysis.tokens_between(number.end, number.end + 2)), None)
    if not written[:1].isdigit() or after is None or after.start > number.end + 1:
        return False
    if after.text in _RATED:
        return False
    if counted is None:
        return after.upos == "PROPN" and not _in_time(analysis, after)
    return _is_make(analysis, after) and number.value != 1 and not counted.plural


def _is_make(analysis: Analysis, token: Token) -> bool:
    """Whether *token* is the name behind a model number: "its own 787 Dreamliner"."""
    mention = analysis.mention_of(token)
    named = mention is not None and mention.kind == "name" and mention.last == token.index + 1
    return named and token.text[:1].isupper() and token.upos in {"NOUN", "PROPN"}


def _previous(analysis: Analysis, tokens: list[Token]) -> Token | None:
    if not tokens or tokens[0].index == 0:
        return None
    before = analysis.tokens[tokens[0].index - 1]
    return before if before.sentence == tokens[0].sentence else None


def _in_time(analysis: Analysis, token: Token) -> bool:
    return any(time.start <= token.start < time.end for time in analysis.times)


def _is_score(text: str, quantity: Quantity) -> bool:
    """Whether the number is half of a result: "beat them 21 to 14"."""
    number = quantity.number
    window = text[max(0, number.start - 60) : number.start]
    paired = _AFTER_SCORE.match(text, number.end) or _BEFORE_SCORE.search(window)
    return bool(paired and _SCORE_VERB.search(window))


def _is_pronoun(text: str, quantity: Quantity, counted: Counted | None) -> bool:
    """Whether "one" only points ("one of them", "one idea"); "one soldier" counts."""
    number = quantity.number
    if text[number.start : number.end].lower() != "one" or quantity.start < number.start:
        return False
    if _ONE_OF.match(text, number.end):
        return counted is None or not counted.plural
    return counted is None or counted.singular in _POINTING


def _is_known_group(text: str, quantity: Quantity) -> bool:
    """Whether a small word number picks up a known group: "the two sides", "both two"."""
    number = quantity.number
    if any(c.isdigit() for c in text[number.start : number.end]) or quantity.start < number.start:
        return False
    if number.low is not None or not 1 <= (number.value or 0) <= 10:
        return False
    return _KNOWN_GROUP.search(text[max(0, number.start - 14) : number.start]) is not None
