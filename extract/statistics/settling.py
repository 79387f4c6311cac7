"""Settles what a number measures or counts."""

import re
from bisect import bisect_left

import msgspec

from extract.analysis import Analysis
from extract.statistics.counting import Counted, attribute_after
from extract.statistics.currencies import DOLLAR_OF_COUNTRY, currency_of, is_plain_dollar
from extract.statistics.ellipsis import casualties, fill_ellipsis, listed_age
from extract.statistics.figure import Figure, Neighbours, plain_figure
from extract.statistics.levels import counted_subject
from extract.statistics.measures import measured_noun
from extract.statistics.quantity import Quantity
from extract.statistics.units import Unit, leading_rate, per_after, rate_after, shared_rate
from schemas import Dimension

_AGE_END = re.compile(r"(?:,|\)|;| and\b|\.|$| ?--| ?[–—])")
_WAS_AGE_END = re.compile(r"[.,;]|$| when\b| at the time\b")
_ATTRIBUTES = frozenset(
    "page member seat person bed bedroom storey story room vehicle game judge nation"
    " country team part hole lane berth car ship aircraft vote man woman item question"
    " signature seater episode stop bus unit core screen star block door floor"
    " bath bathroom village city state party word line player candidate".split()
)
"""Nouns counted in front of another: "a 12-page report"; not "a 10-point plan"."""
_WAS = re.compile(r" (?:was|is) $")
_UNSETTLED_CONFIDENCE = 0.3
_OTHER_DOLLARS = re.compile(
    r"(?<![A-Z])(?:AU?|CA?|NZ|HK|SG?)\$|\b(?:Australian|Canadian|New Zealand|Hong Kong|Singapore)"
    r" dollars?\b"
)
"""A dollar marked as another country's than the United States'."""

_ONE_OF = re.compile(r"one of\b", re.IGNORECASE)
_ONE_OF_CONFIDENCE = 0.3
"""Of "one of the guards": a count, though most tell a kind ("one of the best known")."""

_WEATHER = re.compile(
    r"\b(?:temperatures?|warm(?:er|ing|ed)?|hot(?:ter)?|cool(?:er|ed|ing)?|cold(?:er)?|heat\w*|chill\w*"
    r"|frost\w*|freez\w+|thermometers?|weather|sunny|rain|storms?|inland|snow|forecast\w*)\b",
    re.IGNORECASE,
)
"""Words by which degrees are of warmth: "40 degrees in the heat"; not "turned 90 degrees"."""
_LABELLED = re.compile(
    r"(?:\bthe |['’]s |\b[A-Z]\. |\b[A-Z]{1,2}\.[A-Z]\. |[-–/#:])$", re.IGNORECASE
)
"""What makes an unexplained number a label: "the 737", "Ocean's 11", "H.R. 1044", "Under-21"."""
_GLUED = re.compile(r"-([a-z]{3,})(?= [a-z])")
_CONVERTED = re.compile(
    r" ?[(\[](?:or |about |around |roughly |some |approximately |equal to |i\.e\. |that is )?"
    r"|,? or (?:about |around |roughly )?|,? equivalent to | / ?|/|;? ?= ?"
)
_STATES = frozenset(
    {"dead", "wounded", "injured", "missing", "homeless", "unemployed", "elderly", "old"}
)
"""Words that stand for persons: "31 of the dead", "two 17-year-olds"."""
_MARKS = frozenset("mark milestone threshold level barrier figure".split())
"""What a number reaches and does not count: "passed the 2 million mark"."""

_NO_VERB_AFTER = 3
_NEAR = 16
"""Code points from a number to the head of the noun it may measure: "0.5 WAR"."""
_CONFIDENCE: dict[Dimension, float] = {"share": 0.95, "money": 0.95, "age": 0.93, "duration": 0.9}


def figure_of(
    analysis: Analysis,
    quantity: Quantity,
    counted: Counted | None,
    near: Neighbours,
) -> Figure | None:
    """Return the figure of *quantity*, None when the number has no unit, noun or level.

    An elliptic number takes its unit from the figure before it ("84.75 cents, while the
    lowest is 74.07") or from the number after it ("from 5 to 10 percent").
    """
    if quantity.unit is not None:
        return _bracketed(
            analysis.text, _measured(analysis, quantity, quantity.unit), near.previous
        )
    if _apposed_age(analysis, quantity):
        unit = Unit(
            code="year of age", dimension="age", start=quantity.number.end, end=quantity.number.end
        )
        return _measured(analysis, msgspec.structs.replace(quantity, unit=unit), unit)
    age = listed_age(analysis.text, quantity, near.previous)
    if age is not None:
        return age
    attribute = _attribute(analysis, quantity)
    if attribute is not None:
        return attribute
    share = _share(quantity)
    harmed = casualties(analysis.text, quantity, counted)
    if harmed is not None:
        return harmed
    noun = None if counted is None else _of_noun(analysis, quantity, counted, near, share=share)
    if noun is not None:
        return noun
    if share:
        return plain_figure(quantity, None, unit=None, dimension="share", confidence=0.7)
    return (
        counted_subject(analysis, quantity)
        or fill_ellipsis(analysis, quantity, near)
        or _unsettled(analysis.text, quantity, counted)
    )


def _of_noun(
    analysis: Analysis, quantity: Quantity, counted: Counted, near: Neighbours, *, share: bool
) -> Figure | None:
    """Return the figure of a number before a noun, None when the two do not agree."""
    unit = measured_noun(analysis, quantity, counted)
    if unit is not None:
        per = rate_after(analysis.text, unit.end)
        measured = msgspec.structs.replace(
            quantity,
            unit=unit,
            end=unit.end if per is None else per[1],
            per=None if per is None else per[0],
        )
        return _measured(analysis, measured, unit)
    if counted.singular == "other":
        return _others(analysis, quantity, counted, near.counted)
    if counted.plural and _ONE_OF.match(analysis.text, quantity.number.start):
        single = _count(analysis, quantity, counted, share=False)
        return msgspec.structs.replace(single, confidence=_ONE_OF_CONFIDENCE)
    if share or _agrees(analysis.text, quantity, counted):
        return _count(analysis, quantity, counted, share=share)
    return None


def _attribute(analysis: Analysis, quantity: Quantity) -> Figure | None:
    """Read a noun counted in front of another: "a 12-page memo", "the three-judge panel".

    With a number in words only nouns that are told apart so: no "six-speed", no "two-way".
    """
    number = quantity.number
    sentence = analysis.sentence_at(number.start)
    if sentence is None or number.end != quantity.tail:
        return None
    noun = attribute_after(analysis, quantity.tail, sentence)
    glued = (
        noun is not None and noun.start > quantity.tail and (analysis.text[quantity.tail] != " ")
    )
    if noun is None or (number.value == 1 and not glued):
        return None
    digits = analysis.text[number.start].isdigit()
    name = noun.text.lower()
    if not digits and name not in _ATTRIBUTES:
        return None
    known = name in _ATTRIBUTES
    figure = plain_figure(
        quantity, None, unit=name, dimension="count",
        confidence=0.75 if known else _UNSETTLED_CONFIDENCE,
    )  # fmt: skip
    return msgspec.structs.replace(figure, end=noun.end, unit_text=noun.text)


def _unsettled(text: str, quantity: Quantity, counted: Counted | None) -> Figure | None:
    """Return a number in digits that nothing around it explains, with little confidence.

    "The meter read 0.4 LPR", "a 4-star hotel": an amount, though of what is not sure. Lone
    digits ("3 –", "5,") and the keys of lines ("Helpline: 1070") are more often labels.
    """
    number = quantity.number
    written = text[number.start : number.end]
    after = text[number.end : number.end + 1]
    if not written[:1].isdigit() or text[max(0, quantity.start - 2) : quantity.start] == ": ":
        return None
    before = text[max(0, quantity.start - 6) : quantity.start]
    round_sum = "," in written or written[-1:].isalpha()  # "passed the 2 million mark"
    if (_LABELLED.search(before) and not round_sum) or (
        number.low is not None and " " not in written
    ):
        return None
    glued = _GLUED.match(text, number.end)
    if glued is not None:  # "a 10-team league", "a 4-star hotel"
        noun = plain_figure(
            quantity, None, unit=glued[1], dimension="count", confidence=_UNSETTLED_CONFIDENCE
        )
        return msgspec.structs.replace(noun, end=glued.end(), unit_text=glued[1])
    decimal = "." in written
    near = (
        counted is not None
        and counted.singular not in _MARKS
        and not counted.definite
        and counted.start <= quantity.tail + 1
        and (counted.head.upos != "PROPN" or (decimal and counted.head.text.isupper()))
    )
    if counted is not None and near and counted.head.start - quantity.tail <= _NEAR:
        noun = plain_figure(
            quantity, counted, unit=counted.singular, dimension="count",
            confidence=_UNSETTLED_CONFIDENCE,
        )  # fmt: skip
        return msgspec.structs.replace(
            noun, end=counted.end, unit_text=text[counted.start : counted.end]
        )
    if after in {"-", "–", "/", ":", "_"} or (number.value is not None and len(written) < 2):
        return None
    per = per_after(text, number.end)
    bare = plain_figure(
        quantity, None, unit=None, dimension="other", confidence=_UNSETTLED_CONFIDENCE
    )
    if per is None:
        return bare
    return msgspec.structs.replace(bare, per=per[0], end=per[1], dimension="rate", confidence=0.6)


def is_conversion(text: str, figure: Figure, previous: Figure | None) -> bool:
    """Whether *figure* says the same quantity as *previous* again, in another unit.

    "9 billion shekels ($2.4 billion)", "100 km (62 miles)", "5 feet, or 1.5 metres"; not
    "12 cents, or 3 percent", which is another quantity.
    """
    if previous is None or previous.dimension != figure.dimension or previous.unit == figure.unit:
        return False
    if figure.dimension in {"count", "other", "share", "index", "age"}:
        return False
    return _CONVERTED.fullmatch(text, previous.end, figure.start) is not None


def _bracketed(text: str, figure: Figure, previous: Figure | None) -> Figure:
    """Give a conversion in brackets the bound and tie of its original: "over 100 km (60 miles)"."""
    if previous is None or text[previous.end : figure.start] != " (":
        return figure
    if previous.dimension != figure.dimension or previous.unit == figure.unit:
        return figure
    if figure.bound != "exact" or previous.bound == "range":
        return msgspec.structs.replace(figure, converted=previous.unit)
    bound = previous.bound
    return msgspec.structs.replace(figure, bound=bound, converted=previous.unit)


def _measured(analysis: Analysis, quantity: Quantity, unit: Unit) -> Figure:
    written = analysis.text[unit.start : unit.end].strip()
    code = unit.code
    if is_plain_dollar(analysis.text, unit):
        code = _dollar(analysis, quantity)
    elif unit.dimension == "money":
        code = currency_of(written, _countries(analysis)) or code
    if unit.code == "deg" and _WEATHER.search(_around(analysis.text, quantity)):
        unit = msgspec.structs.replace(unit, dimension="temperature")
        code = _scale(analysis.text)
    return Figure(
        quantity=quantity,
        counted=None,
        start=quantity.start,
        end=quantity.end,
        unit=code,
        unit_text=written or None,
        dimension=unit.dimension,
        per=quantity.per,
        bound=quantity.bound,
        confidence=_CONFIDENCE.get(unit.dimension, 0.88),
    )


def _around(text: str, quantity: Quantity) -> str:
    return text[max(0, quantity.start - 80) : quantity.end + 60]


def _scale(text: str) -> str:
    """Return the scale of plain "degrees" of warmth: the one that the article names, if one."""
    celsius = re.search(r"\b[Cc]elsius\b|°C", text) is not None
    fahrenheit = re.search(r"\b[Ff]ahrenheit\b|°F", text) is not None
    if celsius == fahrenheit:
        return "deg"
    return "Cel" if celsius else "[degF]"


def _countries(analysis: Analysis) -> dict[str, int]:
    """Return how often the article names each country, its places and its people."""
    counts: dict[str, int] = {}
    for entity in analysis.entities:
        if entity.country is not None:
            counts[entity.country] = counts.get(entity.country, 0) + len(entity.mentions)
    return counts


def _dollar(analysis: Analysis, quantity: Quantity) -> str:
    """Return the dollar that a plain "$" means in this article.

    An article that marks one kind ("US$", "C$") means the other by "$". One that marks none
    means the dollar of the only such country it tells of, if it tells most of it or comes from
    its web, and never names the United States. A conversion in brackets is in US dollars.
    """
    text = analysis.text
    if _OTHER_DOLLARS.search(text):
        return "USD"
    counts = _countries(analysis)
    others = {c: n for c, n in counts.items() if c in DOLLAR_OF_COUNTRY and c != "US"}
    if len(others) != 1:
        return "USD"
    ((country, named),) = others.items()
    if "US$" in text or "US dollar" in text:
        return DOLLAR_OF_COUNTRY[country]
    site = f"{analysis.article.url or ''}/".lower()
    local = f".{country.lower()}/" in site
    dominant = named >= 4 and named == max(counts.values())
    converted = analysis.text[quantity.start - 1 : quantity.start] == "("
    if counts.get("US", 0) or converted or not (dominant or local):
        return "USD"
    return DOLLAR_OF_COUNTRY[country]


def _apposed_age(analysis: Analysis, quantity: Quantity) -> bool:
    """Whether the number stands as an age beside a person: "Ana Ruiz, 34, said"."""
    number, text = quantity.number, analysis.text
    value = number.value
    if value is None or not (1 <= value <= 120 and value.is_integer()):
        return False
    before = text[max(0, number.start - 2) : number.start]
    was = _WAS.search(text[max(0, number.start - 5) : number.start])
    if was is not None and _WAS_AGE_END.match(text, number.end) and value > 2:
        before = was[0]  # "Lantos was 80."
    elif before not in {", ", " ("} or not _AGE_END.match(text, number.end):
        return False
    end = number.start - len(before)
    last = next(iter(analysis.tokens_between(max(0, end - 1), end)), None)
    if last is not None and was is not None and before == was[0]:
        token = next(iter(analysis.tokens_between(number.start, number.end)), None)
        subjects = [] if token is None else analysis.children(token, "nsubj")
        last = next((t for t in subjects if t.upos == "PROPN"), None)
    if last is None:
        return False
    entity = analysis.entity_of(last)
    return entity is not None and entity.kind == "person"


def _share(quantity: Quantity) -> bool:
    value = quantity.number.value
    return value is not None and 0 < value < 1 and "." not in quantity.scale_text


def _agrees(text: str, quantity: Quantity, counted: Counted) -> bool:
    """Whether number and noun agree: a plural for all but one, or a hyphen ("12-page")."""
    number = quantity.number
    if number.value == 1:
        glued = text[quantity.tail : quantity.tail + 1] == "-"  # "a one-bedroom flat"
        return not glued and (not counted.plural or counted.definite)
    if counted.plural:
        return True
    hyphen = text[quantity.tail : quantity.tail + 1] == "-"
    return hyphen and counted.singular in _ATTRIBUTES and not counted.definite


def _count(analysis: Analysis, quantity: Quantity, counted: Counted, *, share: bool) -> Figure:
    end = quantity.end if counted.singular == "old" else counted.end
    per = None if share else per_after(analysis.text, end)
    far = None if share or per is not None else _far_rate(analysis, quantity, counted)
    vague = quantity.number.low is not None and quantity.number.value is None
    confidence = 0.85 if counted.plural else 0.75
    if any(c.isdigit() for c in quantity.scale_text):
        confidence += 0.05
    if vague or share:
        confidence -= 0.05
    return Figure(
        quantity=quantity,
        counted=counted,
        start=quantity.start,
        end=_span_end(analysis, quantity, counted, end) if per is None else per[1],
        unit=None if share else "person" if counted.singular in _STATES else counted.singular,
        unit_text=analysis.text[counted.start : counted.end],
        dimension="share" if share else "count",
        per=far if per is None else per[0],
        bound=quantity.bound,
        confidence=round(confidence, 2),
    )


def _far_rate(analysis: Analysis, quantity: Quantity, counted: Counted) -> str | None:
    """Return the rate behind what follows the noun, or behind its verb.

    "200 loaves of bread a day", "14 flights between the cities each week", "40 people die a day".
    """
    shared = leading_rate(analysis.text, quantity.start) or shared_rate(
        analysis.text, quantity.start, counted.end
    )
    if shared is not None:
        return shared
    crossed = 0
    for token in analysis.tokens[counted.head.index + 1 : counted.head.index + 9]:
        word = token.text.lower()
        if token.sentence != counted.head.sentence:
            return None
        if any(n.start == token.start for n in analysis.numbers):
            return None  # "cuts of a quarter of a point"
        if word in {"per", "each", "every", "daily"} or (
            word in {"a", "an"} and crossed < _NO_VERB_AFTER
        ):
            rate = per_after(analysis.text, token.start - 1)
            if rate is not None:
                return rate[0]
        if token.upos in {"PUNCT", "NUM", "SCONJ", "AUX", "CCONJ"} or crossed > 1:
            return None
        if token.upos == "VERB":
            crossed += 2
    return None


def _span_end(analysis: Analysis, quantity: Quantity, counted: Counted | None, end: int) -> int:
    """Return *end*, or the number's own end when another number stands between.

    In "61 of the 99 seats" the figure 61 is "61", so that "99 seats" can be a record too.
    """
    if counted is not None and not counted.definite:
        return end  # "24 Boeing 737 MAX 8 planes"
    index = bisect_left(analysis.numbers, quantity.tail, key=lambda n: n.start)
    if index < len(analysis.numbers) and analysis.numbers[index].start < end:
        return quantity.end
    return end


def _others(
    analysis: Analysis, quantity: Quantity, counted: Counted, previous: Figure | None
) -> Figure:
    """Read "40 others" as more of what the sentence counted before, else as persons."""
    figure = _count(analysis, quantity, counted, share=False)
    near = previous is not None and quantity.start - previous.end <= 60
    unit = previous.unit if near and previous is not None else "person"
    if unit == "life":  # "claimed three lives and injured six others"
        unit = "person"
    return msgspec.structs.replace(figure, unit=unit)
