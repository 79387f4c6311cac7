"""A number with its unit and rate, read from the text alone."""

import re

import msgspec

from extract.numbers import SCALES, Number, exact
from extract.statistics.currencies import (
    currency_after,
    currency_before,
    currency_within,
    scaled_code_after,
    scaled_code_before,
)
from extract.statistics.units import (
    Unit,
    aged_before,
    price_base,
    rate_after,
    shared_rate,
    unit_after,
)
from schemas import Bound

_SUFFIX = re.compile(
    r"\+|-plus\b|-odd\b| or so\b| plus\b(?! \d)"
    r"| (?:or|and) (?:more|over|older|above|fewer|less|under)\b"
)
_ENDED = r"(?=[.,;:!?)]|$| (?:and|but|for|to|in|on|before|after)\b(?! \d))"
_SUFFIX_BOUND = re.compile(
    r" (?:(?P<about>or so|more or less|or thereabouts)"
    r"|(?P<at_least>or more|and (?:up|above)|or (?:above|higher|longer|greater|better)"
    rf"|and counting|(?:at (?:the (?:very )?)?least|minimum|plus){_ENDED})"
    r"|(?P<at_most>or (?:less|fewer|lower|below|shorter|under)|and under"
    rf"|(?:at (?:the (?:very )?)?most|tops|max|maximum){_ENDED}))\b"
    r"|(?:,? (?P<nearly>give or take)\b)"
)
"""A bound behind the unit: "20 minutes or so", "$50 or more"."""

_LATE_BOUNDS: dict[str, Bound] = {
    "nearly": "about",
    "about": "about",
    "at_least": "at_least",
    "at_most": "at_most",
}
_FILLER = re.compile(
    r" (?:more|additional|extra|further|straight|consecutive|full|long|whole|successive|short|other"
    r"|different|solid|calendar|working|business|agonising|agonizing|entire|separate|more than)"
    r"(?= )"
)
_AGE_BOUND = re.compile(r"\b(under|below|over|above) (?:the )?ages? of $", re.IGNORECASE)
_BE_AGE = re.compile(
    r"\b(?:(?:he|she|i|who|they)(?:['’]s| is| was| are| were| will be| would be| turns?)"
    r"(?: (?:just|only|still|now|both|all|about|nearly|almost))?|, (?:both|all|each|now|then)) $",
    re.IGNORECASE,
)
_AS_YOUNG = re.compile(r"\bas (?:young|old) as $", re.IGNORECASE)
_AGE_GROUP = re.compile(
    r"\b(?:people|men|women|voters|adults|those|blacks|whites|hispanics|latinos|americans|britons"
    r"|children|girls|boys|residents|respondents|patients|workers|youths?|students) $",
    re.IGNORECASE,
)
_AFTER_AGES = re.compile(
    r"[.,;:)]|$| (?:and|or|was|were|are|is|who|in|with|by|have|had|has|said|say|voted|backed)\b"
)
_AT_AGE = re.compile(
    r"(?:(?:^|[.!?”\"] )At|\b(?:died|dies|marr(?:y|ied|ies)|retire[sd]?|retiring|retirement"
    r"|orphaned|widowed|pregnant|off|debut|graduated|imprisoned|jailed) at) $"
)
"""Words whose "at" and a bare number tell an age: "married at 15", "At 18, Radcliffe …"."""
_AT_AGE_STOP = re.compile(
    r", (?:he|she|I|they|[A-Z][a-z]+(?<!The))\b|[.;]|,? (?:and|but|when|after|of)\b|$"
)
_OLDER = re.compile(r" (?:or|and) (?:older|younger)\b")
_TURNS = re.compile(r"\bturn(?:s|ing|ed)? $", re.IGNORECASE)
"""Before a time with its unit no age: "take turns three days a week", "turned 40 days later"."""
_WHEN_AGED = re.compile(r" when (?:he|she|they|his|her|their)\b| at the time of (?:his|her|the)\b")
_BE = re.compile(r"\b(?:was|were|is|are)(?: just| only| still| now| both)? $", re.IGNORECASE)
_AGE_STOP = re.compile(r"(?:[.,;]|$| (?:when|at the time|by the end|and|but|in|next|this|on)\b)")
_GROUP_VERB = re.compile(
    r" (?:are|were|is|was|have|had|has|can|could|may|might|must|should|will|would|do|did|does|get"
    r"|gets|got|eat|eats|need|needs|pay|pays|who|in|at|from|with|without|to|for|[a-z]{3,}ing)\b"
)
_KEY = re.compile(r"(?:^|\n)[\s*•–-]*([^\W\d_][^\n:.!?]{2,44}):\s$")
"""The key of a line, before its value: "Homes lost: 40"; not "He said: 40"."""

_NO_MEASURE = re.compile(
    r"\b(?:phone|tel|fax|call|helpline|hotline|code|id|zip|page|year|date|time|room|said|says|no"
    r"|number|step|chapter|part|update|story|flight)\b",
    re.IGNORECASE,
)
_BIG = re.compile(r"(?:million|billion|trillion|thousand|bn|mn|m|k)$", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:rose|rise|fell|fall|(?<!set )up|down|gain\w*|los[te]\w*|index|average|shares?"
    r"|stocks?|scor\w+|lead\w*"
    r"|ahead|behind|margin|poll\w*|climb\w*|drop\w*|slip\w*|slid|jump\w*|surg\w+|tumbl\w+|clos\w+"
    r"|added|shed|higher|lower|by|top|table|standings|season|game|match|won|win|beat|dow|ftse|nasdaq"
    r"|nikkei|dax|sensex|within|rebounds?|assists?|finish\w*|points? (?:clear|system|gap)"
    r"|increases?|decreases?|advantage|edge|deficit|swing|spread|cushion|bounce|bump|rise|approval)\b|%",
    re.IGNORECASE,
)
"""Words by which "points" measure an index or a game; "three points were set up" are places."""

_PAYING = re.compile(
    r"\b(?:cost|costs|costing|pa(?:y|ys|id|ying)|price[sd]?|fined?|worth|earn(?:s|ed|ing)?|owe[sd]?"
    r"|spent|spend(?:s|ing)?|sold|bought|charged?|charges|wages?)\b[^.;]*$",
    re.IGNORECASE,
)
"""Verbs of money, after which "10 pounds" are sterling and no weight."""

_POUNDS = re.compile(r"[ -]pounds?\b(?! of (?!debt|aid|investment|savings|tax|public))")
_COMPOUND = re.compile(r" [a-z]+s\b")
_PERSONS = re.compile(
    r"\b(?:child(?:ren)?|bab(?:y|ies)|infants?|kids|toddlers|teenagers|boys|girls|men|women|people"
    r"|adults|drivers|patients|anyone|everyone|those|persons?)(?: aged)? $",
    re.IGNORECASE,
)
"""Persons whose bound is an age: "children under five", "anyone over 65"."""
_PERSONS_ARE = re.compile(
    r"\b(?:respondents|voters|women|men|people|patients|victims|members|workers|users|viewers"
    r"|residents|drivers|students|employees|adults|deaths|cases|players|migrants|refugees)"
    r"(?: [\w’'-]+){0,3} (?:are|were|is|was)(?: aged)? $",
    re.IGNORECASE,
)
"""Persons told of as under or over an age: "most respondents were under 30"."""

_CONVERSION = re.compile(r" [(\[][^()\[\]\n]{0,12}\d[^()\[\]\n]{0,24}[)\]]")
_CODE_THEN_SCALE = re.compile(
    r" ?(?:USD|EUR|GBP|AUD|CAD|INR|JPY|CNY|RMB|CHF|SEK|NOK|DKK)"
    r" (?P<scale>million|billion|trillion)\b",
    re.IGNORECASE,
)
_US_BEHIND = re.compile(r" (?:U\.S\.|US)(?=[,.;)]| (?:per|an?|each|for|to|from|in|at|on|by)\b|$)")
_CENTS_GAP = re.compile(r",? (?:and )?")
_CENTS = re.compile(
    r" (?:cents?|pence|pennies|centimes|paise|paisa|jiao|mao|kopecks?|kopeks?|groszy|centavos?|sen"
    r"|öre|øre|agorot|euro cents?)\b|[pc]\b|(?=[.,;!?]?(?:\s*$|\n))"
)
"""What ends a price of two parts: "15 dollars 50 cents", "15 dollars 50."; not "and 50 men"."""
_MORE_THAN = re.compile(
    r"\b(?:for|of|after|before|in|just|well|lasted|lasting|lasts|took|takes|taken|spent|spend"
    r"|served|with|is|was|are|were|been|within|than|by|to|at|a little|away|from|needed|needs"
    r"|wait(?:ed)?) $",
    re.IGNORECASE,
)
"""Words before "over two years" by which it is more than two; "fell over two years" lasts two."""

_RACE = re.compile(
    r"(?:seconds?|minutes?|hours?|\d s|races?|title|final|gold|silver|bronze|record|best|event) $"
)
_MAGNITUDE = re.compile(r"\b(?P<name>magnitude)(?:-| of |,? )(?:about |around )?$", re.IGNORECASE)
_OF_UNIT = re.compile(r" of(?= )")
_HALF_ARTICLE = re.compile(r"(?: of)? (?:an?|one)(?: (?:US|U\.S\.|imperial))?(?=[ ])")
_TOLD_IN = re.compile(
    r" in(?= (?:(?:US|U\.S\.|Canadian|Australian|Hong Kong) )?"
    r"(?:dollars|euros|pounds|yen|yuan|rupees)\b)"
)
"""Between a sum and its money: "4.5 million in US dollars"."""
_NATIONAL = re.compile(r" (?:US|U\.S\.|imperial|metric|British|American)(?= (?:fluid |dry )?[a-z])")
_SLASHED = re.compile(r"[/⁄∕½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒]")


class Quantity(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A number with what the text around it says of its unit.

    `start`, `end`: half-open code points from modifier or currency sign to unit or rate.
    `tail`: where a counted noun would begin, after the number and a suffix ("100+").
    """

    number: Number
    start: int
    end: int
    tail: int
    unit: Unit | None
    per: str | None
    bound: Bound
    scale_text: str


def read_quantity(text: str, number: Number) -> Quantity:
    """Return *number* of *text* with its unit ("$", "km", "years old") and rate ("per month")."""
    digits = any(c.isdigit() for c in text[number.start : number.end])
    scaled = scaled_code_before(text, number.start) or scaled_code_after(text, number.end)
    if scaled is not None and number.value is not None:
        number = msgspec.structs.replace(number, value=exact(number.value, scaled[1]))
    number = _code_between(text, number)
    suffix = _SUFFIX.match(text, number.end)
    tail = number.end if suffix is None else suffix.end()
    start, end = number.modifier_start, number.end
    unit = (
        (None if scaled is None else scaled[0])
        or currency_before(text, _first_figure(text, number))
        or _magnitude(text, number)
        or (None if number.low is None else currency_within(text, number.start, number.end))
    )
    if unit is not None:
        start, end = min(start, unit.start), max(end, unit.end)
    else:
        unit = _unit(text, number, tail, digits=digits) or _age(text, number)
        if (
            unit is not None
            and unit.code == "point"
            and not 0 < (number.value or 0) < 1
            and not _POINTS.search(text[max(0, number.start - 60) : unit.end + 40])
        ):
            unit = None
        if unit is not None:
            end = max(end, unit.end)
    end = _money_end(text, unit, end)
    if unit is not None and number.value == 1.5 and text.startswith(" and a half", unit.end):
        end = unit.end + len(" and a half")
    if unit is not None and unit.end <= number.end and suffix is not None:
        end = max(end, suffix.end())
    if unit is None and suffix is not None and text[suffix.start()] == "+":
        end = tail
    if unit is not None and (
        (unit.dimension == "duration" and _lasts(text, start, number))
        or (unit.dimension == "length" and _runs(text, start, number))
    ):
        start = number.start
    lasting = unit is not None and start == number.start and number.modifier_start < start
    bound: Bound = "exact" if lasting and number.bound == "over" else number.bound
    late = None if unit is None or bound != "exact" else _SUFFIX_BOUND.match(text, end)
    if late is not None and late.lastgroup is not None:
        bound, end = _LATE_BOUNDS[late.lastgroup], late.end()
    per = rate_after(text, end) if unit is not None else None
    if per is not None and not (unit is not None and unit.code == per[0]):
        end = per[1]
    else:
        per = None if unit is None else _behind(text, unit, start, end)
        if per is not None and unit is not None and unit.dimension == "money":
            end = max(end, per[1]) if text[end : end + 2] != " (" else end
    age_bound = bound_of_age(text, start) if unit is not None and unit.dimension == "age" else None
    if age_bound is not None:
        start = age_bound[1]
    return Quantity(
        number=number,
        start=start,
        end=end,
        tail=tail,
        unit=unit,
        per=None if per is None else per[0],
        bound=bound if age_bound is None else age_bound[0],
        scale_text=text[number.start : number.end],
    )


def _code_between(text: str, number: Number) -> Number:
    """Return *number* with the scale behind its currency: "75 USD million"."""
    found = _CODE_THEN_SCALE.match(text, number.end)
    if found is None or number.value is None:
        return number
    value = exact(number.value, SCALES[found["scale"].lower()])
    return msgspec.structs.replace(number, value=value)


def _money_end(text: str, unit: Unit | None, end: int) -> int:
    """Return the end of a sum whose country stands behind: "$75 U.S. per barrel"."""
    if unit is None or unit.code != "USD" or unit.end > end:
        return end
    behind = _US_BEHIND.match(text, end)
    return end if behind is None else behind.end()


def _behind(text: str, unit: Unit, start: int, end: int) -> tuple[str, int] | None:
    """Return the rate of a measure that stands off: behind a conversion, a list, as a price."""
    if unit.dimension == "money" and (price := price_base(text, end)):
        return price
    shared = shared_rate(text, start, end)
    return _far_rate(text, end) if shared is None else (shared, end)


def _far_rate(text: str, end: int) -> tuple[str, int] | None:
    """Return the rate behind a conversion: "9 billion shekels ($2.4 billion) a year"."""
    aside = _CONVERSION.match(text, end)
    return None if aside is None else rate_after(text, aside.end())


def _magnitude(text: str, number: Number) -> Unit | None:
    """Return the unit of an earthquake's size: "magnitude 5.9", "a 6.2-magnitude quake"."""
    window = text[max(0, number.start - 24) : number.start]
    before = _MAGNITUDE.search(window)
    if before is not None and 0 < (number.value or 0) < 11:
        begin = number.start - len(window)
        start, end = begin + before.start("name"), begin + before.end("name")
        return Unit(code="magnitude", dimension="index", start=start, end=end)
    return None


def with_cents(text: str, quantity: Quantity, following: Number | None) -> Quantity:
    """Return *quantity* with the hundredths that follow it: "3 dollars 50 cents" is 3.50."""
    unit, number = quantity.unit, quantity.number
    if unit is None or following is None or number.value is None or following.value is None:
        return quantity
    if unit.dimension != "money" or unit.code.islower() or quantity.per is not None:
        return quantity
    tail = max(number.end, unit.end)
    cents = following.value
    whole = number.value.is_integer() and cents.is_integer() and 0 < cents < 100
    scaled = quantity.scale_text[-1:].isalpha() and quantity.scale_text[:1].isdigit()
    if not whole or scaled or not _CENTS_GAP.fullmatch(text, tail, following.start):
        return quantity
    end = _CENTS.match(text, following.end)
    if end is None or (end[0] == "" and text[unit.end : following.start] != " "):
        return quantity
    value = round(number.value + cents / (10 if "jiao" in end[0] or "mao" in end[0] else 100), 2)
    return msgspec.structs.replace(
        quantity,
        number=msgspec.structs.replace(number, value=value, end=following.end),
        end=end.end(),
        tail=end.end(),
    )


def _lasts(text: str, start: int, number: Number) -> bool:
    """Whether "over" tells how long and bounds nothing: "fell over two years"."""
    if text[start : number.start].lower() != "over ":
        return False
    return _MORE_THAN.search(text[max(0, start - 16) : start]) is None


def _runs(text: str, start: int, number: Number) -> bool:
    """Whether "over" tells how far one ran and bounds nothing: "10.7 seconds over 100 metres"."""
    if text[start : number.start].lower() != "over ":
        return False
    return _RACE.search(text[max(0, start - 12) : start]) is not None


def _first_figure(text: str, number: Number) -> int:
    """Return where the first figure begins, past "between $" or "from €" of a range."""
    if number.low is None:
        return number.start
    digit = re.compile(r"\d").search(text, number.start, number.end)
    return number.start if digit is None else digit.start()


def _unit(text: str, number: Number, tail: int, *, digits: bool) -> Unit | None:
    if text[number.start : number.end].lower().endswith("fold"):
        return Unit(code="time", dimension="ratio", start=number.end - 4, end=number.end)
    written = text[number.start : number.end]
    positions = [tail]
    filler = _FILLER.match(text, tail)
    if filler:
        positions.append(filler.end())
    if _vague(number, written):
        of = _OF_UNIT.match(text, tail)
        positions += [of.end()] if of else []
    national = _NATIONAL.match(text, tail)
    positions += [national.end()] if national else []
    if 0 < (number.value or 0) < 1 and (not digits or _SLASHED.search(written)):
        article = _HALF_ARTICLE.match(text, tail)
        positions += [article.end()] if article else []
    told = _TOLD_IN.match(text, tail) if _BIG.search(written) else None
    positions += [told.end()] if told else []
    for position in positions:
        sterling = _BIG.search(written) or _PAYING.search(
            text[max(0, number.start - 32) : number.start]
        )
        if sterling and (pounds := _POUNDS.match(text, position)):
            return Unit(code="GBP", dimension="money", start=position + 1, end=pounds.end())
        found = unit_after(text, position, digits=digits) or currency_after(
            text, position, digits=digits
        )
        if found is not None and found.dimension == "duration":
            if _COMPOUND.match(text, found.end) and _is_bare_plural(text, number, found):
                return None  # "eight night routes": routes are counted
            return _aged(text, number, found)
        if found is not None:
            return found
    return None


def _is_bare_plural(text: str, number: Number, unit: Unit) -> bool:
    """Whether more than one is told of a time word in the singular without a hyphen."""
    value = number.value if number.value is not None else number.high
    return (
        text[unit.start - 1] == " "
        and text[unit.start : unit.end] in {"night", "day", "week", "month", "hour", "year"}
        and (value or 0) > 1
    )


def _aged(text: str, number: Number, unit: Unit) -> Unit:
    """Return *unit* as an age where the words before say so: "the age of 5 years"."""
    window = text[max(0, number.modifier_start - 16) : number.modifier_start]
    young = number.bound == "under" and unit.code in {"month", "year", "week"}
    aged = aged_before(text, number.modifier_start) and not _TURNS.search(window)
    if not aged and not (young and _PERSONS.search(window)):
        return unit
    return Unit(code=f"{unit.code} of age", dimension="age", start=unit.start, end=unit.end)


def _vague(number: Number, written: str) -> bool:
    return number.low is not None and written.endswith("s")


def _age(text: str, number: Number) -> Unit | None:
    value = number.value if number.value is not None else number.high
    if (
        not (aged_before(text, number.modifier_start) or _is_age(text, number))
        or value is None
        or not 0 <= value <= 125
    ):
        return None
    return Unit(code="year of age", dimension="age", start=number.end, end=number.end)


def _is_age(text: str, number: Number) -> bool:
    """Whether a bare number says how old somebody is: "She was 34 when …"."""
    window = text[max(0, number.modifier_start - 24) : number.modifier_start]
    if _OLDER.match(text, number.end):
        return True
    if _AS_YOUNG.search(window) or _is_age_group(text, number, window):
        return True
    if text[number.modifier_start : number.start].lower() in {"younger than ", "older than "}:
        return True
    if _AT_AGE.search(window) and _AT_AGE_STOP.match(text, number.end):
        return text[number.start].isdigit() and (number.value or 0) >= 8
    before = _BE_AGE.search(window)
    if before is None and number.bound in {"under", "over"}:
        before = _PERSONS.search(window) or _PERSONS_ARE.search(
            text[max(0, number.modifier_start - 48) : number.modifier_start]
        )
        if before is not None and _GROUP_VERB.match(text, number.end):
            return True  # "Children under five eat free"
    if before is None and _WHEN_AGED.match(text, number.end):
        before = _BE.search(window)
    return before is not None and _AGE_STOP.match(text, number.end) is not None


def _is_age_group(text: str, number: Number, window: str) -> bool:
    """Whether a range tells the ages of a group: "among blacks 30 to 44 and …"."""
    if number.low is None or number.high is None or not 10 <= number.high <= 110:
        return False
    named = _AGE_GROUP.search(window) is not None
    return named and _AFTER_AGES.match(text, number.end) is not None


def key_before(text: str, start: int) -> str | None:
    """Return the key of a line "Relief camps: 612" whose value begins at *start*."""
    line = text[max(0, start - 60) : start]
    found = _KEY.search(line)
    if found is None or _NO_MEASURE.search(found[1]):
        return None
    return found[1]


def bound_of_age(text: str, start: int) -> tuple[Bound, int] | None:
    """Return the bound that stands before the words of age ("under the age of"), and its start."""
    window = text[max(0, start - 24) : start]
    found = _AGE_BOUND.search(window)
    if found is None:
        return None
    bounds: dict[str, Bound] = {"under": "under", "below": "under", "over": "over", "above": "over"}
    return bounds[found[1].lower()], start - len(window) + found.start()
