"""A figure: a number with its unit settled, its span and how sure the reading is."""

import re
from bisect import bisect_left

import msgspec

from extract.analysis import Analysis
from extract.numbers import Number
from extract.statistics.counting import Counted
from extract.statistics.currencies import DOLLAR_OF_COUNTRY, is_plain_dollar
from extract.statistics.quantity import Quantity, key_before, read_quantity
from extract.statistics.units import Unit, per_after
from schemas import Bound, Dimension


class Figure(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A number settled as a figure; `start`, `end` cover modifier, number, unit and noun."""

    quantity: Quantity
    counted: Counted | None
    start: int
    end: int
    unit: str | None
    unit_text: str | None
    dimension: Dimension
    per: str | None
    bound: Bound
    confidence: float


class Neighbours(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The figures around a number in its block, from which an ellipsis is filled.

    `previous`: the figure before it. `counted`: the last one before it that counts a noun.
    `following`: the next number.
    """

    previous: Figure | None = None
    counted: Figure | None = None
    following: Number | None = None

    def at(self, block_start: int, following: Number | None) -> "Neighbours":
        """Return the neighbours for the next number of the block that begins there."""
        if self.previous is not None and self.previous.start < block_start:
            return Neighbours(following=following)
        return msgspec.structs.replace(self, following=following)

    def after(self, figure: Figure) -> "Neighbours":
        """Return the neighbours for the number after *figure*."""
        counts = figure.dimension == "count" and figure.unit is not None
        return Neighbours(previous=figure, counted=figure if counts else self.counted)


_APPOSED_AGE = re.compile(r",? ?$")
_AGE_END = re.compile(r"(?:,|\)|;| and\b|\.|$)")
_LEVEL_BEFORE = re.compile(
    r"\b(?:to|at|from|was|were|is|are|of|by|stood at|total(?:ed|led|s)?|reached|hit|stands at|down"
    r"|up|below|above|averaged|averaging|numbered|became|score[ds]?|remains?|than) (?:a |an )?$",
    re.IGNORECASE,
)
_CHANGE_NEAR = re.compile(
    r"\b(?:rose|rise|rises|fell|falls?|climb\w*|drop\w*|gain\w*|los[tes]\w*|clos\w+|end(?:ed|ing)"
    r"|trad(?:ed?|ing)|worth|wealth|point\w*|index|%|per ?cent|percent|total\w*|toll|number|count"
    r"|rate|increas\w+|decreas\w+|slip\w*|advanc\w+|declin\w+|surg\w+|jump\w*|tumbl\w+|cases?|deaths?|average\w*"
    r"|lowest|highest|score|settled|finished|stood|reached|hit)\b",
    re.IGNORECASE,
)
_TO_NEXT = re.compile(
    r"[-,]?(?: (?:to|and|or|from|versus|vs\.?|against))(?: (?:about|nearly|around))? $"
)
_ATTRIBUTES = frozenset(
    "page member seat person bed bedroom storey story cylinder room vehicle game judge nation"
    " country team part hole lane berth car ship aircraft vote man woman strong item question"
    " signature seater episode stop bus unit".split()
)
"""Nouns counted in front of another: "a 12-page report"; not "a 10-point plan"."""

_ATTRIBUTE = re.compile(
    r"[ -](page|member|seat|person|bed|bedroom|storey|story|cylinder|room|judge|nation|country|team"
    r"|lane|man|question|item|episode)(?= [a-z])"
)
_PARTS_OF = {
    "children": "child", "women": "woman", "men": "man", "civilians": "civilian",
    "minors": "minor", "soldiers": "soldier", "students": "student", "girls": "girl",
    "boys": "boy", "foreigners": "foreigner", "teenagers": "teenager", "nationals": "national",
    "workers": "worker", "migrants": "migrant", "members": "member", "passengers": "passenger",
}  # fmt: skip
_PARTS = re.compile(rf" (?:of (?:them|whom) )?(?:were|are) ({'|'.join(_PARTS_OF)})\b")
"""A number that its predicate counts: "of the dead, 12 were children"."""

_LINE_END = re.compile(r"\s*(?:\n|$)")
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
    share = _share(quantity)
    casualties = _casualties(analysis, quantity, counted)
    if casualties is not None:
        return casualties
    if counted is not None and counted.singular == "other":
        return _others(analysis, quantity, counted, near.counted)
    if counted is not None and (_agrees(analysis.text, quantity, counted) or share):
        return _count(analysis, quantity, counted, share=share)
    if share:
        return _figure(quantity, None, unit=None, dimension="share", confidence=0.7)
    attribute = _ATTRIBUTE.match(analysis.text, quantity.number.end)
    if attribute is not None and analysis.text[quantity.number.start].isdigit():
        return _attribute(quantity, attribute)
    lent = _lent(analysis, quantity, near.following)
    if lent is not None:
        return _figure(quantity, None, unit=lent.code, dimension=lent.dimension, confidence=0.8)
    parts = _PARTS.match(analysis.text, quantity.number.end)
    if parts is not None:
        figure = _figure(
            quantity, None, unit=_PARTS_OF[parts[1]], dimension="count", confidence=0.75
        )
        return msgspec.structs.replace(figure, unit_text=parts[1], end=parts.end(1))
    if _LINE_END.match(analysis.text, quantity.tail) and key_before(analysis.text, quantity.start):
        return _figure(quantity, None, unit=None, dimension="count", confidence=0.75)
    borrowed = _borrowed(analysis, quantity, near.counted)
    return borrowed or _bare(analysis, quantity, near.previous)


def _bracketed(text: str, figure: Figure, previous: Figure | None) -> Figure:
    """Give a conversion in brackets the bound of its original: "over 100 km (60 miles)"."""
    if previous is None or figure.bound != "exact" or text[previous.end : figure.start] != " (":
        return figure
    if previous.dimension != figure.dimension or previous.bound == "range":
        return figure
    return msgspec.structs.replace(figure, bound=previous.bound)


def _attribute(quantity: Quantity, attribute: re.Match[str]) -> Figure:
    """Read a noun counted in front of another without a hyphen: "a 12 page report"."""
    noun = attribute[1]
    figure = _figure(quantity, None, unit=noun, dimension="count", confidence=0.75)
    return msgspec.structs.replace(figure, unit_text=noun, end=attribute.end(1))


def _figure(
    quantity: Quantity,
    counted: Counted | None,
    *,
    unit: str | None,
    dimension: Dimension,
    confidence: float,
) -> Figure:
    return Figure(
        quantity=quantity, counted=counted, start=quantity.start, end=quantity.end, unit=unit,
        unit_text=None, dimension=dimension, per=None, bound=quantity.bound, confidence=confidence,
    )  # fmt: skip


def _measured(analysis: Analysis, quantity: Quantity, unit: Unit) -> Figure:
    written = analysis.text[unit.start : unit.end].strip()
    code = unit.code
    if is_plain_dollar(analysis.text, unit):
        code = _dollar(analysis)
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


def _dollar(analysis: Analysis) -> str:
    """Return the dollar meant by a plain "$": another country's if the article marks "US$" too."""
    if "US$" not in analysis.text and "US dollar" not in analysis.text:
        return "USD"
    counts: dict[str, int] = {}
    for entity in analysis.entities:
        if entity.kind in {"country", "place"} and entity.country in DOLLAR_OF_COUNTRY:
            counts[entity.country] = counts.get(entity.country, 0) + len(entity.mentions)
    others = {country: n for country, n in counts.items() if country != "US"}
    if len(others) != 1:
        return "USD"
    return DOLLAR_OF_COUNTRY[next(iter(others))]


def _apposed_age(analysis: Analysis, quantity: Quantity) -> bool:
    """Whether the number stands as an age beside a person: "Ana Ruiz, 34, said"."""
    number, text = quantity.number, analysis.text
    value = number.value
    if value is None or not (1 <= value <= 120 and value.is_integer()):
        return False
    before = text[max(0, number.start - 2) : number.start]
    if before not in {", ", " ("} or not _AGE_END.match(text, number.end):
        return False
    last = next(
        (t for t in analysis.tokens_between(max(0, number.start - 3), number.start - len(before))),
        None,
    )
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
        return not counted.plural or counted.definite
    if counted.plural:
        return True
    hyphen = text[quantity.tail : quantity.tail + 1] == "-"
    return hyphen and counted.singular in _ATTRIBUTES and not counted.definite


def _count(analysis: Analysis, quantity: Quantity, counted: Counted, *, share: bool) -> Figure:
    end = counted.end
    per = None if share else per_after(analysis.text, end)
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
        end=_span_end(analysis, quantity, end if per is None else per[1]),
        unit=None if share else counted.singular,
        unit_text=analysis.text[counted.start : counted.end],
        dimension="share" if share else "count",
        per=None if per is None else per[0],
        bound=quantity.bound,
        confidence=round(confidence, 2),
    )


def _span_end(analysis: Analysis, quantity: Quantity, end: int) -> int:
    """Return *end*, or the number's own end when another number stands between.

    In "61 of the 99 seats" the figure 61 is "61", so that "99 seats" can be a record too.
    """
    index = bisect_left(analysis.numbers, quantity.tail, key=lambda n: n.start)
    if index < len(analysis.numbers) and analysis.numbers[index].start < end:
        return quantity.end
    return end


def _lent(analysis: Analysis, quantity: Quantity, following: Number | None) -> Unit | None:
    """Return the unit the next number lends: "from 5 to 10 percent", "12, 15 and 20 km"."""
    if following is None or following.start - quantity.end > 24:
        return None
    gap = analysis.text[quantity.end : following.modifier_start]
    if not _TO_NEXT.match(gap):
        return None
    unit = read_quantity(analysis.text, following).unit
    return None if unit is None or unit.start < following.start else unit


_HARM_BEFORE = re.compile(
    r"\b(?:kill|wound|injur|maim|hospitali[sz]|displac|arrest|detain|evacuat|rescu)"
    r"(?:s|es|e|ed|ing)?(?: and (?:wound|injur|kill)(?:s|es|e|ed|ing))?(?: another| a further)? $"
)
"""Verbs whose bare number counts persons: "killing 12", "wounded at least 40"."""

_HARM_AFTER = re.compile(
    r" (?:(?:more|others|have|has|had|been|were|was|are|is|being|still|also|left|feared|reported"
    r"|confirmed) ){0,3}(?P<state>dead|killed|wounded|injured|hurt|missing|displaced|arrested"
    r"|detained|hospitali[sz]ed|homeless|evacuated|rescued)\b(?! (?:[a-z]+s|[a-z]+ing)\b(?<! as)"
    r"(?<! is)(?<! this)(?<!during))"
)
"""What makes a bare number a count of persons: "12 were injured"; not "12 injured horses"."""

_CLAUSE_END = re.compile(
    r"(?: more| others)?(?:[,.;:)]| and\b| in\b| on\b| at\b| when\b| as\b|$|\n)"
)


def _casualties(analysis: Analysis, quantity: Quantity, counted: Counted | None) -> Figure | None:
    """Read a number without a noun beside a verb of harm: "wounding 40", "12 dead"."""
    text, number = analysis.text, quantity.number
    state = _HARM_AFTER.match(text, quantity.tail)
    if state is not None and (counted is None or counted.head.end <= state.end()):
        figure = _figure(quantity, None, unit="person", dimension="count", confidence=0.8)
        return msgspec.structs.replace(figure, unit_text=None)
    if counted is not None and counted.singular != "other":
        return None
    before = text[max(0, quantity.start - 40) : quantity.start]
    if not _HARM_BEFORE.search(before) or not _CLAUSE_END.match(text, number.end):
        return None
    return _figure(quantity, None, unit="person", dimension="count", confidence=0.8)


def _others(
    analysis: Analysis, quantity: Quantity, counted: Counted, previous: Figure | None
) -> Figure:
    """Read "40 others" as more of what the sentence counted before, else as persons."""
    figure = _count(analysis, quantity, counted, share=False)
    known = previous is not None and previous.dimension == "count" and previous.unit is not None
    unit = previous.unit if known and previous is not None else "person"
    return msgspec.structs.replace(figure, unit=unit)


def _borrowed(analysis: Analysis, quantity: Quantity, previous: Figure | None) -> Figure | None:
    """Read a bare number that counts what the figure before it counts.

    "40 arrests, compared with 63 in May"; "9,000 people are jobless and 4,000 who …".
    """
    if previous is None or previous.counted is None or not previous.counted.plural:
        return None
    text, number = analysis.text, quantity.number
    gap = text[previous.end : quantity.start]
    if len(gap) > 90 or re.search(r"[.;!?]\s", gap):
        return None
    compared = _COMPARED.search(text[max(0, quantity.start - 24) : quantity.start])
    counts_people = previous.unit == "person" and text.startswith(" who ", number.end)
    if not (compared or counts_people) or re.match(r"-|\.\d", text[number.end : number.end + 2]):
        return None
    per = per_after(text, number.end)
    figure = _figure(quantity, None, unit=previous.unit, dimension="count", confidence=0.7)
    return msgspec.structs.replace(
        figure,
        unit_text=previous.unit_text,
        per=None if per is None else per[0],
        end=figure.end if per is None else per[1],
    )


_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|up from|down from|including|than the|an average of|against|versus"
    r"|of which|from|another|a further|an additional) $"
)


def _bare(analysis: Analysis, quantity: Quantity, previous: Figure | None) -> Figure | None:
    """Read a number without unit or noun as a level, if the words before it call for one."""
    number, text = quantity.number, analysis.text
    before = text[max(0, quantity.start - 24) : quantity.start]
    if not _LEVEL_BEFORE.search(before):
        return None
    nearby = text[max(0, quantity.start - 90) : quantity.start]
    if previous is not None and _alike(text, previous, quantity):
        return _figure(
            quantity, None, unit=previous.unit, dimension=previous.dimension, confidence=0.65
        )
    digits = text[number.start : number.end]
    large = (number.value or 0) >= 1e6 and not digits[-1].isdigit()
    if not digits[:1].isdigit() or not (large or _CHANGE_NEAR.search(nearby)):
        return None
    if number.value is not None and number.value < 10 and "." not in digits:
        return None
    per = per_after(text, number.end)
    figure = _figure(quantity, None, unit=None, dimension="other", confidence=0.6)
    if per is None:
        return figure
    return msgspec.structs.replace(figure, per=per[0], end=per[1])


def _alike(text: str, previous: Figure, quantity: Quantity) -> bool:
    """Whether an elliptic number is written like the one before: both decimals, same size."""
    if previous.unit is None or previous.dimension not in {"money", "share", "index"}:
        return False
    gap = text[previous.end : quantity.start]
    if len(gap) > 60 or re.search(r"[.;!?]\s", gap):
        return False
    old, new = previous.quantity.number.value, quantity.number.value
    if old is None or new is None or old == 0:
        return False
    decimals = "." in previous.quantity.scale_text, "." in quantity.scale_text
    return (
        decimals[0] == decimals[1]
        and 0.1 <= new / old <= 10
        and (decimals[0] or previous.dimension == "share")
    )
