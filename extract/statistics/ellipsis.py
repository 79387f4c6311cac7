"""Numbers without a unit of their own: what the words around them let them count."""

import re

import msgspec

from extract.analysis import Analysis
from extract.numbers import Number
from extract.statistics.counting import Counted
from extract.statistics.figure import Figure, Neighbours, plain_figure
from extract.statistics.quantity import Quantity, key_before, read_quantity
from extract.statistics.units import Unit, per_after

_LEVEL_BEFORE = re.compile(
    r"\b(?:to|at|from|was|were|is|are|of|by|number|reach|reaching|reaches|stood at"
    r"|total(?:ed|led|s)?|reached|hit|stands at|down|up"
    r"|below|above|averaged|averaging|numbered|became|score[ds]?|remains?|than) (?:a |an )?$",
    re.IGNORECASE,
)
_CHANGE_NEAR = re.compile(
    r"\b(?:rose|rise|rises|fell|fall(?:s|en|ing)?|cut|circulation|population|sales|stands?|stood|climb\w*|drop\w*|gain\w*|los[tes]\w*|clos\w+|end(?:ed|ing)"
    r"|trad(?:ed?|ing)|worth|wealth|point\w*|index|%|per ?cent|percent|total\w*|toll|number|count"
    r"|rate|increas\w+|decreas\w+|slip\w*|advanc\w+|declin\w+|surg\w+|jump\w*|tumbl\w+|cases?|deaths?|average\w*"
    r"|lowest|highest|score|settled|finished|stood|reached|hit)\b",
    re.IGNORECASE,
)
_TO_NEXT = re.compile(
    r"[-,]?(?: (?:to|and|or|from|versus|vs\.?|against|or even|x|×|by))"
    r"(?: (?:about|nearly|around))? $|-, $"
)
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
_HARM_BEFORE = re.compile(
    r"\b(?:kill|wound|injur|maim|hospitali[sz]|displac|arrest|detain|evacuat|rescu|employ|hir|recruit"
    r"|carrying(?=\s)|seat(?=s|ing)|sleep(?=s)|accommodat)(?:s|es|e|ed|ing)?"
    r"(?: and (?:wound|injur|kill)(?:s|es|e|ed|ing))?(?: another| a further)? $",
    re.IGNORECASE,
)
"""Verbs whose bare number counts persons: "killing 12", "wounded at least 40"."""
_HARM_AFTER = re.compile(
    r" (?:(?:more|others|have|has|had|been|were|was|are|is|being|still|also|left|feared|reported"
    r"|confirmed) ){0,3}(?P<state>dead|killed|wounded|injured|hurt|missing|displaced|arrested"
    r"|detained|hospitali[sz]ed|homeless|evacuated|rescued|died|perished|drowned"
    r"|fled|on board|aboard|trapped|stranded|buried|jailed|hanged|executed|beheaded|shot|stabbed"
    r"|infected|sickened|deported|unaccounted|freed|burned|poisoned)\b"
    r"(?! (?:[a-z]+s|[a-z]+ing)\b(?<! as)(?<! is)(?<! this)(?<!during))"
    r"|(?P<moved> (?:from|out of) their (?:homes|houses|villages)\b| to (?:flee|leave|evacuate)\b)",
    re.IGNORECASE,
)
"""What makes a bare number a count of persons: "12 were injured"; not "12 injured horses"."""
_ASIDE = re.compile(
    r", (?:including|among them|most of them|mostly|some of them)\b[^.;]{3,60}?,(?= w)"
)
"""What may stand between persons and their harm: "74, including eight guards, were killed"."""

_CLAUSE_END = re.compile(
    r"(?: more| others)?(?:[,.;:)]| (?:and|in|on|at|when|as|aboard|inside|outside|near|during|after"
    r"|before|since|across|while|nationwide|overnight|there|here|over|from|by)\b|$|\n)"
)
_LIST_GAP = re.compile(r",? (?:and|or) |, ")
_AGE_LIST_END = re.compile(r"(?:[,.;:)]|$| (?:and|or|were|are|was|who|died|from|of|have|had|in)\b)")
_PEOPLED = re.compile(
    r"\b(?:village|town|city|community|population|nation|country|district|island|region|suburb"
    r"|crowds?|audiences?|congregation|workforce|staff|army|garrison|crew|camp|settlement|villages|towns"
    r"|cities|turnout|membership|readership|attendance|family|families"
    r"|household|gang|squad|jury|(?-i:team|panel|party|group)) of $",
    re.IGNORECASE,
)
"""Nouns whose "of" and a bare number tell how many persons: "a village of 22,000"."""
_POPULATION = re.compile(
    r"\bpopulation(?: of| at| to)?(?: (?:is|was|stands?|stood|reached|grew|fell|exceeds?)"
    r"(?: at| to)?)?,? $|\bpopulation [^.;]{3,40} (?:is|was|to|at) $",
    re.IGNORECASE,
)
_PARENT = re.compile(
    r"\b(?:mother|father|mom|mum|dad|parents?|grandmother|grandfather|stepmother|widow"
    r"|widower) of $",
    re.IGNORECASE,
)
"""Whose "of" and a bare number tell how many children: "a mother of two"."""

_CLAIMED = re.compile(
    r"\b(?:spoke of|speaks? of|speaking of|counted|estimated|put (?:it|the (?:number|figure|crowd"
    r"|total|count)) at) $"
)
_PART_OF_THEM = re.compile(r" of (?:them|these|those|whom|which)\b")
_OF_THESE = re.compile(r"\b[Oo]f (?:them|these|those|whom|which),? (?:about |some |around )?$")
_MORE_THAN = re.compile(r" (?:more|fewer|less) (?:than|in|last|this|a|every)\b")
_REDUCED = re.compile(
    r"\b(?:reduc|cut|shrink|trim|rais|increas|expand|boost|lower|narrow|widen|tak|bring)\w*"
    r"(?: (?:the|its|their|from))? $|\bfrom $"
)
"""Before two counts of one thing: "reducing the 36 holes to 18"."""
_AS_MANY_MORE = re.compile(r" more(?=[,.;]|$| (?:in|were|are|by|this|last)\b)")
_THAT_NUMBER = re.compile(
    r"\b(?:that|this|the) (?:number|figure|total|tally|count)\b[^.;,]*"
    r" (?:to|at|was|is|reached) $"
)
"""A figure told again at another level: "11,000 evacuees, but that number dropped to 5,000"."""
_MANY_MORE = re.compile(r" more (?:are|were|have|had|will|could|may|face|live|fled|marched)\b")
_CLAUSE_START = re.compile(r"(?:[;,]|\b(?:and|while|but|whereas)) $")
_COUNTS_ON = re.compile(
    r"(?: more| others)? (?:were|are|had|have|remained?|died|needed|need|survived|stayed)\b"
)
_PREPOSITION = re.compile(r" (in|for|at|on|among|by|during|against|of|under|over|from)\b")
_JOINED_CLAUSE = re.compile(
    r"(?:,|;| and| but| while| or|, and|, but|, while)(?: (?:about|around|nearly|only|just|over"
    r"|under|some|almost|more than|less than|a|to))*(?: [a-z]+)? $"
)
_GAPPED_CLAUSE = re.compile(
    r"(?: [a-z][\w ’'-]{0,24})?(?:,|;)?(?: and| but| while)? (?:the |its |their |for )?"
    r"(?:[\w’'-]+ ){1,3}"
)
_DRIVEN = re.compile(
    r"(?:/\d{1,3})*,?(?: in| on)?(?: the)? ?(?:city|highway|hwy|combined|overall|mpg)\b"
)
_MILEAGE = re.compile(r"\bmpg\b|\bmiles per gallon\b|\bMPG\b")
_BELOW_ZERO = re.compile(r"(?:minus |[-−])\d")
_LEVEL_OF_INDEX = re.compile(
    r"\bpoints?(?:,? (?:or|\() ?(?:about |nearly |almost )?[\d.]+ ?(?:%|per ?cent|pct|pc)\)?)?,?"
    r"(?: on [A-Z][a-z]+day)?,?(?: and| to)?"
    r"(?: (?:end|clos|finish|settl|fall|ris|drop|climb|stand|trad)(?:s|e[sd]?|ed|ing)?)?"
    r"(?: (?:the|its) (?:day|session|week|month|year))?(?: (?:up|down|higher|lower))?,?"
    r" (?:to|at)(?: (?:about|around|just over|just under))? $"
)
"""From a change in points to the level: "rose 64 points to 4,577", "lost 30 points, closing at"."""
_SURVEYED = re.compile(
    r"\b(?:approval|polls?|polled|ratings?|support|turnout|favou?rability|lead)\b"
)
_CLAUSE_STOP = re.compile(r"[.,;)]|$|\n")
_VOTES_TO = re.compile(r"(?:\bto|[–-]) $|\bto $")
_EXCHANGE = re.compile(
    r" (?:to|against|per) (?:the |an? |one )?(?:US |U\.S\. )?(?P<money>dollar|euro|pound|yen)\b"
)
"""What follows an exchange rate: "1,412 to the dollar"."""
_BALLOT = re.compile(
    r"\b(?:vot(?:e[sd]?|ing)|ballots?)\b[^.;]*$"
    r"|\b(?:pass(?:es|ed)|approved|rejected|carried),? (?:by )?$",
    re.IGNORECASE,
)
_OTHER_SIDE = re.compile(r" to \d[\d,]*\b(?! ?(?:%|per|[a-z]+s\b))")
_SCALED = re.compile(r"(?:million|billion|trillion|crore|lakh|bn|m)$", re.IGNORECASE)
_SCALED_END = re.compile(
    r"(?: (?:more|less|fewer|higher|lower|a year|last|this|next|earlier|in|by|from|before|after"
    r"|for|if|when|at|on|and|or|of which|during|two|three)\b|[,.;:)]|$|\n)"
)
_TOLL = re.compile(r"\b(?:death )?toll\b[^.;%$]*$", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|up from|down from|including|than the|an average of|against|versus"
    r"|of which|from|another|a further|an additional|all|as many as|up to|out of"
    r"|(?:forecasts?|estimates?|expectations?|targets?|peak|high|low|record|average) of) $"
)


def fill_ellipsis(analysis: Analysis, quantity: Quantity, near: Neighbours) -> Figure | None:
    """Return the figure of a number without unit and noun, None when nothing calls for one.

    It takes its unit from a noun in front of another ("a 12 page report"), from the next
    number ("from 5 to 10 percent"), the predicate ("12 were children"), the key of its line
    ("Camps: 612"), or the figure before ("84.75 cents, while the lowest is 74.07").
    """
    return (
        _indexed(analysis.text, quantity)
        or _driven(analysis.text, quantity)
        or _attribute(analysis.text, quantity)
        or _lent(analysis.text, quantity, near.following)
        or _predicated(analysis.text, quantity)
        or _keyed(analysis.text, quantity)
        or _exchanged(analysis.text, quantity)
        or _voted(analysis.text, quantity, near.previous)
        or _peopled(analysis.text, quantity)
        or _borrowed(analysis.text, quantity, near.counted)
        or _parallel(analysis.text, quantity, near.previous)
        or _scaled(analysis.text, quantity, near.previous)
        or _bare(analysis.text, quantity, near.previous)
        or _of_them(analysis.text, quantity)
    )


def _indexed(text: str, quantity: Quantity) -> Figure | None:
    """Read the level of an index behind its change: "rose 64 points to 4,577"."""
    window = text[max(0, quantity.start - 90) : quantity.start]
    if not text[quantity.number.start].isdigit() or not _LEVEL_OF_INDEX.search(window):
        return None
    if (quantity.number.value or 0) < 100 and _SURVEYED.search(
        text[max(0, quantity.start - 160) : quantity.start]
    ):
        return None  # "approval fell 5 points to 41": percent
    return plain_figure(quantity, None, unit="point", dimension="index", confidence=0.85)


def _driven(text: str, quantity: Quantity) -> Figure | None:
    """Read how far a car goes in town and outside: "23 mpg city, 31 highway and 26 combined"."""
    if not _DRIVEN.match(text, quantity.number.end) or (quantity.number.value or 0) < 5:
        return None
    if not _MILEAGE.search(text[max(0, quantity.start - 90) : quantity.end + 60]):
        return None
    return plain_figure(quantity, None, unit="mile per gallon", dimension="rate", confidence=0.85)


def listed_age(text: str, quantity: Quantity, previous: Figure | None) -> Figure | None:
    """Read a bare number after an age as another: "aged three and 12"."""
    if previous is None or previous.dimension != "age" or previous.end != previous.quantity.end:
        return None
    if not _LIST_GAP.fullmatch(text, previous.end, quantity.start):
        return None
    if not _AGE_LIST_END.match(text, quantity.number.end):
        return None
    return plain_figure(quantity, None, unit=previous.unit, dimension="age", confidence=0.85)


def casualties(text: str, quantity: Quantity, counted: Counted | None) -> Figure | None:
    """Read a number without a noun beside a verb of harm: "wounding 40", "12 dead"."""
    number = quantity.number
    aside = _ASIDE.match(text, quantity.tail)
    state = _HARM_AFTER.match(text, quantity.tail if aside is None else aside.end())
    if state is not None and (counted is None or counted.head.end <= state.end()):
        figure = plain_figure(quantity, None, unit="person", dimension="count", confidence=0.8)
        return msgspec.structs.replace(figure, unit_text=None)
    if counted is not None and counted.singular != "other":
        return None
    before = text[max(0, quantity.start - 40) : quantity.start]
    if not _HARM_BEFORE.search(before) or not _CLAUSE_END.match(text, number.end):
        return None
    return plain_figure(quantity, None, unit="person", dimension="count", confidence=0.8)


def _attribute(text: str, quantity: Quantity) -> Figure | None:
    """Read a noun counted in front of another without a hyphen: "a 12 page report"."""
    found = _ATTRIBUTE.match(text, quantity.number.end)
    if found is None or not text[quantity.number.start].isdigit():
        return None
    figure = plain_figure(quantity, None, unit=found[1], dimension="count", confidence=0.75)
    return msgspec.structs.replace(figure, unit_text=found[1], end=found.end(1))


def _lent(text: str, quantity: Quantity, following: Number | None) -> Figure | None:
    """Take the unit of the next number: "from 5 to 10 percent", "15 and 20 km"."""
    if following is None or following.start - quantity.end > 24:
        return None
    if not _TO_NEXT.match(text[quantity.end : following.modifier_start]):
        return None
    unit: Unit | None = read_quantity(text, following).unit
    if unit is None or unit.start < following.start:
        return None
    return plain_figure(quantity, None, unit=unit.code, dimension=unit.dimension, confidence=0.8)


def _predicated(text: str, quantity: Quantity) -> Figure | None:
    found = _PARTS.match(text, quantity.number.end)
    if found is None:
        return None
    unit = _PARTS_OF[found[1]]
    figure = plain_figure(quantity, None, unit=unit, dimension="count", confidence=0.75)
    return msgspec.structs.replace(figure, unit_text=found[1], end=found.end(1))


def _keyed(text: str, quantity: Quantity) -> Figure | None:
    if not _LINE_END.match(text, quantity.tail) or not key_before(text, quantity.start):
        return None
    return plain_figure(quantity, None, unit=None, dimension="count", confidence=0.75)


def _exchanged(text: str, quantity: Quantity) -> Figure | None:
    """Read an exchange rate: "1,412 to the dollar"."""
    found = _EXCHANGE.match(text, quantity.number.end)
    if found is None or not text[quantity.number.start].isdigit():
        return None
    figure = plain_figure(quantity, None, unit=None, dimension="rate", confidence=0.7)
    return msgspec.structs.replace(figure, per=found["money"], end=found.end())


def _voted(text: str, quantity: Quantity, previous: Figure | None) -> Figure | None:
    """Read the sides of a vote: "by 68 votes to 51", "voted against the plan, 812 to 768"."""
    number = quantity.number
    if number.value is None or not number.value.is_integer() or number.value < 0:
        return None
    near = previous is not None and previous.unit == "vote"
    if previous is not None and near and text[previous.end : quantity.start] == " to ":
        return plain_figure(quantity, None, unit="vote", dimension="count", confidence=0.85)
    if not _OTHER_SIDE.match(text, number.end):
        return None
    if not _BALLOT.search(text[max(0, quantity.start - 120) : quantity.start]):
        return None
    return plain_figure(quantity, None, unit="vote", dimension="count", confidence=0.8)


def _peopled(text: str, quantity: Quantity) -> Figure | None:
    """Read the persons of a place or crowd, and the children of a parent, after "of"."""
    if _PARENT.search(text[max(0, quantity.start - 24) : quantity.start]):
        return plain_figure(quantity, None, unit="child", dimension="count", confidence=0.7)
    before = text[max(0, quantity.start - 60) : quantity.start]
    if not _PEOPLED.search(before[-24:]) and not _POPULATION.search(before):
        return None
    if (quantity.number.value or quantity.number.high or 0) < 2:
        return None
    return plain_figure(quantity, None, unit="person", dimension="count", confidence=0.7)


def _scaled(text: str, quantity: Quantity, previous: Figure | None) -> Figure | None:
    """Read a bare number of millions in the unit of the one before, in the same sentence.

    "28 million euros; rebuilding may cost 45 million", "56 million tonnes, 4 million more".
    """
    if previous is None or previous.unit is None or previous.dimension in {"share", "duration"}:
        return None
    written = text[quantity.number.start : quantity.number.end]
    gap = text[previous.end : quantity.start]
    scaled = previous.converted is not None or _SCALED.search(previous.quantity.scale_text)
    if not (_SCALED.search(written) and scaled):
        return None
    if len(gap) > 90 or re.search(r"[.!?]\s", gap) or not _SCALED_END.match(text, quantity.tail):
        return None
    gap_closes = text[previous.end : previous.end + 1] == ")"
    unit = (previous.converted if gap_closes else None) or previous.unit
    return plain_figure(quantity, None, unit=unit, dimension=previous.dimension, confidence=0.7)


def _borrowed(text: str, quantity: Quantity, previous: Figure | None) -> Figure | None:
    """Read a bare number that counts what the figure before it counts.

    "40 arrests, compared with 63 in May"; "9,000 people are jobless and 4,000 who …".
    """
    if previous is None or not _is_group(previous):
        return None
    number = quantity.number
    gap = text[previous.end : quantity.start]
    before = text[max(0, quantity.start - 32) : quantity.start]
    claimed = _CLAIMED.search(before) or _THAT_NUMBER.search(gap)
    digits = text[number.start].isdigit()
    sentences = len(re.findall(r"[.!?]\s", gap))
    parted = _PART_OF_THEM.match(text, number.end) or _OF_THESE.search(before)
    if sentences and not (parted and sentences < 3):
        return None
    if len(gap) > (90 if not sentences else 260):
        return None
    part = (
        _PART_OF_THEM.match(text, number.end)
        or _OF_THESE.search(before)
        or (_CLAUSE_START.search(before) and _COUNTS_ON.match(text, number.end))
    ) and (number.value or 0) > 1
    more = _MORE_THAN.match(text, number.end) or (_AS_MANY_MORE.match(text, number.end) and digits)
    moved = (
        gap == " to "
        and _REDUCED.search(text[max(0, previous.start - 24) : previous.start])
        and _CLAUSE_STOP.match(text, number.end)
    )
    compared = _COMPARED.search(before) or claimed or part or more or moved
    if ";" in gap and not (claimed or part):
        return None
    counts_people = previous.unit == "person" and text.startswith(" who ", number.end)
    if not (compared or counts_people) or re.match(r"-|\.\d", text[number.end : number.end + 2]):
        return None
    per = per_after(text, number.end)
    figure = plain_figure(quantity, None, unit=previous.unit, dimension="count", confidence=0.7)
    return msgspec.structs.replace(
        figure,
        unit_text=previous.unit_text,
        per=None if per is None else per[0],
        end=figure.end if per is None else per[1],
    )


def _is_group(figure: Figure) -> bool:
    """Whether a figure counts several: a plural noun, or persons without one ("a toll of 61")."""
    if figure.counted is None:
        return figure.unit == "person"
    return figure.counted.plural


def _parallel(text: str, quantity: Quantity, previous: Figure | None) -> Figure | None:
    """Read the second of two parts built alike, the unit of which is said once.

    "40 percent in the north and 22 in the south", "4.7 percent in May, 5 in June", "cars do 27.5
    miles per gallon and trucks 22.2".
    """
    if previous is None or previous.unit is None or previous.dimension == "duration":
        return None
    if previous.dimension == "count" and previous.counted is None:
        return None
    gap = text[previous.end : quantity.start]
    digits = text[quantity.number.start].isdigit() or previous.dimension == "count"
    below = gap == ", " and _BELOW_ZERO.match(text, quantity.number.start)
    if previous.dimension == "temperature" and below:
        return plain_figure(
            quantity, None, unit=previous.unit, dimension="temperature", confidence=0.8
        )
    if len(gap) > 60 or re.search(r"[.!?:]\s", gap) or not digits:
        return None
    if _is_level_of_change(text, previous, gap):
        return None
    old, new = previous.quantity.number.value, quantity.number.value
    if old is None or new is None or old <= 0 or not 0.05 <= new / old <= 20:
        return None
    first, second = _PREPOSITION.match(gap), _PREPOSITION.match(text, quantity.number.end)
    alike = first is not None and second is not None and first[1] == second[1]
    gapped = (
        previous.dimension != "count"
        and _GAPPED_CLAUSE.fullmatch(gap)
        and _CLAUSE_STOP.match(text, quantity.number.end)
    )
    if not (gapped or (alike and _JOINED_CLAUSE.search(gap))):
        return None
    figure = plain_figure(
        quantity, None, unit=previous.unit, dimension=previous.dimension, confidence=0.7
    )
    return msgspec.structs.replace(figure, per=previous.per)


def _of_them(text: str, quantity: Quantity) -> Figure | None:
    """Read "nine of them" and "thousands more" as counts, though of what stands too far off."""
    if quantity.number.low is not None and _MANY_MORE.match(text, quantity.number.end):
        return plain_figure(quantity, None, unit=None, dimension="count", confidence=0.4)
    if not _PART_OF_THEM.match(text, quantity.number.end) or (quantity.number.value or 0) < 2:
        return None
    return plain_figure(quantity, None, unit=None, dimension="count", confidence=0.5)


def _bare(text: str, quantity: Quantity, previous: Figure | None) -> Figure | None:
    """Read a number without unit or noun as a level, if the words before it call for one."""
    number = quantity.number
    before = text[max(0, quantity.start - 24) : quantity.start]
    if not _LEVEL_BEFORE.search(before):
        return None
    nearby = text[max(0, quantity.start - 90) : quantity.start]
    if previous is not None and _alike(text, previous, quantity):
        return plain_figure(
            quantity, None, unit=previous.unit, dimension=previous.dimension, confidence=0.65
        )
    if _TOLL.search(nearby) and (number.value or 0.0).is_integer():
        return plain_figure(quantity, None, unit="person", dimension="count", confidence=0.75)
    digits = text[number.start : number.end]
    large = (number.value or 0) >= 1e6 and not digits[-1].isdigit()
    if not digits[:1].isdigit() or not (large or _CHANGE_NEAR.search(nearby)):
        return None
    if number.value is not None and number.value < 10 and "." not in digits:
        return None
    per = per_after(text, number.end)
    figure = plain_figure(quantity, None, unit=None, dimension="other", confidence=0.6)
    if per is None:
        return figure
    return msgspec.structs.replace(figure, per=per[0], end=per[1])


def _is_level_of_change(text: str, previous: Figure, gap: str) -> bool:
    """Whether a number is the level that a change led to: "rose 8 percent to 3.65"."""
    start = previous.quantity.start
    change = gap == " to " and previous.dimension in {"share", "index"}
    return change and text[max(0, start - 5) : start] != "from "


def _alike(text: str, previous: Figure, quantity: Quantity) -> bool:
    """Whether an elliptic number is written like the one before: both decimals, same size."""
    if previous.unit is None or previous.dimension not in {"money", "share", "index"}:
        return False
    gap = text[previous.end : quantity.start]
    if len(gap) > 60 or re.search(r"[.;!?]\s", gap):
        return False
    if _is_level_of_change(text, previous, gap):
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
