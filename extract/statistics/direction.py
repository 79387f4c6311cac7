"""Which way a figure moves: up, down or neither."""

import re

from extract.statistics.figure import Figure
from extract.statistics.quantity import Quantity
from schemas import Direction

_UP = (
    "rise|rises|rose|risen|rising|increase|increases|increased|increasing|grow|grows|grew|grown"
    "|growing|gain|gains|gained|gaining|climb|climbs|climbed|climbing|jump|jumps|jumped|jumping"
    "|surge|surges|surged|surging|soar|soars|soared|soaring|advance|advances|advanced|advancing"
    "|rally|rallies|rallied|rallying|up|higher|spike|spikes|spiked|spiking|leap|leaps|leapt|leaped"
    "|leaping|add|adds|added|adding|expand|expands|expanded|expanding|expansion|growth|improve"
    "|improves|improved|improving|improvement|rebound|rebounds|rebounded|rebounding|hike|hikes"
    "|hiked|hiking|swell|swells|swelled|swollen|increment|strengthen|strengthens|strengthened"
    "|widen|widens|widened|widening|skyrocket|skyrocketed|rocketed|raise|raises|raised|raising"
    "|lift|lifts|lifted|lifting|boost|boosts|boosted|boosting|extend|extends|extended|extending"
    "|warmed|accelerated|appreciated|uptick|upped|bounced"
)
_DOWN = (
    "fall|falls|fell|fallen|falling|drop|drops|dropped|dropping|decline|declines|declined|declining"
    "|decrease|decreases|decreased|decreasing|slip|slips|slipped|slipping|slide|slides|slid|sliding"
    "|lose|loses|lost|losing|shed|sheds|shedding|plunge|plunged|plunges|plunging|tumble|tumbled"
    "|tumbles|tumbling|down|lower|lowers|lowered|lowering|shrink|shrinks|shrank|shrunk|shrinking"
    "|contracted|contracts|contracting|contraction|cut|cuts|cutting|reduce|reduced|reduces|reducing"
    "|ease|eased|eases|easing|dip|dipped|dips|dipping|retreat|retreated|retreats|slump|slumped"
    "|slumps|slumping|crash|crashed|reduction|reductions|weaken|weakens|weakened|weakening|off"
    "|slash|slashed|slashes|slashing|trim|trims|trimmed|trimming|plummet|plummets|plummeted"
    "|plummeting|sink|sinks|sank|sunk|sinking|narrow|narrowed|narrowing|thinned|thinning|dive"
    "|dives|dived|cooled|depreciated|nosedived|downturn"
)
_LINK = (
    r"(?: (?:by|of|another|a further|an additional|an?|as much as|in|an estimated|just|only|some"
    r"|the))*"
)
_BEFORE = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_LINK}"
    r"(?: an? (?!day|week|month|year|quarter|session)(?:[a-z]+ly )?[a-z-]+| [a-z]+ly(?: [a-z]+ed)?"
    r"| sharp| further)? $",
    re.IGNORECASE,
)
"""A verb or noun of change right before a figure: "rose by ", "a fall of "; not "rose to "."""

AFTER = re.compile(
    r"(?:[ -](?:year-on-year|year-over-year|annual|annualised|monthly|quarterly|sharp|overall"
    r"|further|pay|price|wage|tax|points?|average))?[ -](?:"
    r"(?P<up>increase|rise|jump|gain|growth|surge|hike|spike|climb|uptick|higher|more|raise"
    r"|boost|upturn|up)"
    r"|(?P<down>decrease|decline|drop|fall|cut|reduction|dip|slump|plunge|loss|lower|less|fewer"
    r"|slide|contraction|discount|down|downturn))\b(?! than half|(?<=more) to |(?<=less) to "
    r"|(?<=up) to |(?<=down) to "
    r"|,? (?:about |nearly |almost |around |by |more than |over |some |just )?[$€£#]?\d)",
    re.IGNORECASE,
)
_FEWER = re.compile(
    r" (?:(?P<down>fewer)\b|(?P<up>more)(?:(?: [\w-]+){1,3}?"
    r" than (?:in|last|a year|the (?:year|month))| than\b(?! \d)))"
)
"""A count that compares: "12 fewer accidents", "40 more cases than last week"."""
_PARTICLE = re.compile(
    r"\boff(?: (?:another|about|an?|only|just|some|as much as))* $", re.IGNORECASE
)
_PARTICLE_OF_CHANGE = re.compile(
    r"(?:\b(?:is|was|were|are|be|been|clos(?:e[sd]?|ing)|end(?:s|ed)?|finish(?:es|ed)?|trad(?:e[sd]?|ing)"
    r"|points?|shares?|index|stocks?|average|prices?|sales|traffic|now|still|also)"
    r"|[,%(–—]) off\b[^,.;]*$",
    re.IGNORECASE,
)
"""What makes "off" a fall: "shares were off 3%"; not "spin off $4 billion", "ward off bids"."""

_PLUS = re.compile(r"(?:^|[\s(])\+$")
_LEVEL_BOUND = re.compile(r"(?:below|above|under)\b", re.IGNORECASE)
_BY_END = re.compile(
    r"\bby (?:(?:about|around|nearly|almost|only|just|at least|a further|another|roughly|some|up to"
    r"|over|more than|an average of|a total of) )*$",
    re.IGNORECASE,
)
_CHANGER = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?<!\blost)(?<!\boff)", re.IGNORECASE
)
_RESTATED = re.compile(r",? or (?:about |around |nearly |roughly |almost )?| \(")
"""Between two forms of one change: "fell 12 cents, or 3 percent"."""
_CONTINUED = re.compile(
    r"(?: (?:in|at|for|on) [\w’'-]+(?: [\w’'-]+)?)?,? and (?:by |another |a further )?"
)
_GAPPED = re.compile(
    r"(?:,|;|,? and|,? while)(?: that of| those of)?(?: the| its| their)?"
    r" (?P<measure>[a-z]+(?: [a-z]+){0,2}?)(?: by| an?)? "
)
_NOT_MEASURE = re.compile(
    r"\b(?:or|a|an|and|by|up|down|about|nearly|to|from|of|in|with|its|is|was|were|which|than|the|at"
    r"|compared|from|only|almost|\w+ly|\w+ed|\w+ing|fell|rose|grew|lost|hit|cut|then|but|another)\b"
)
_CHANGE_DIMENSIONS = frozenset(
    {
        "share",
        "money",
        "index",
        "mass",
        "length",
        "temperature",
        "energy",
        "power",
        "volume",
        "rate",
    }
)
_AMOUNT = re.compile(
    r"\b(?:(?:eat|ate|eaten|us(?:e|ed|ing)|soak|snap|snapped|buy|bought|hand|handed|back|backed"
    r"|line|lined|call|called|round|rounded|pull|pulled|bring|brought|save|saved|tie|tied|clean"
    r"|build|built|show|showed|pick|picked|size|split|rack|racked|stock|stump|cough|bulk|grow|grew"
    r"|freed|opened|signed|turned|ended|stepped|track|write|wrote)(?:s|ing)?"
    r"(?: \w+)? (?:up|down|off)"
    r"|lose|loses|lost|losing|add|adds|added|adding|gains? of|gained|(?:ma[dk]e|makes|"
    r"making|set|took|takes?|end|ended|put|come|came|give|gave|wind|open|step|turn|sign|"
    r"speed|free)s? up|cut|cuts|cutting|slash|slashed|trim|trimmed|shed|pay off|paid off|"
    r"write off|wrote off|lay off|laid off|put down|put off|one off|step down|lift|lifts|lifted"
    r"|raised?|raises|raising|extend(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
"""Changes that with money name an amount ("lost $3m") and not the size of a move."""


_FALLS = re.compile(r"\bf(?:e|a)ll\w*\b")
_SHORT_OF = re.compile(r"(?: [a-z]+)? short\b")
"""Behind an amount that something "fell short" by: no fall."""
_SPENT = re.compile(r"\bdrop(?:s|ped|ping)? $")
_SPENT_ON = re.compile(r" (?:on|for)\b")
"""After money that was "dropped" a sign that it was spent: "dropping $2.5 million on ads"."""
_PRICE_MOVED = re.compile(
    r"\b(?:(?P<up>add(?:ed|s)|gain(?:ed|s)|put on)|(?P<down>shed|lost|loses)) $"
)
_TO_LEVEL = re.compile(
    r",? (?:to|at) (?:[A-Z]{0,3}[$€£¥]|[\d.,]+ (?:dollars|euros|pounds|yuan|yen)\b)"
)
_TRADED = frozenset(
    {"barrel", "ounce", "tonne", "ton", "share", "bushel", "gallon", "litre", "pound"}
)
_CHANGED_OBJECT = re.compile(
    r"\b(?:(?P<up>rais(?:e[sd]?|ing)|lift(?:s|ed)?|boost(?:s|ed)?|increas(?:e[sd]?|ing)|hik(?:e[sd]?|ing)"
    r"|upped)|(?P<down>cuts?|cutting|reduc(?:e[sd]?|ing)|lower(?:s|ed)?|slash(?:es|ed)?|trim(?:s|med)?))"
    r"(?: (?!(?:to|by|of|from|in|at|on|for|about|than|an?|and|or|that|if|with|as)\b)[a-z’'-]+){1,4}"
    r" (?:(?:about|nearly|almost|roughly|around|over|more than|up to|another|a further) )?$",
    re.IGNORECASE,
)
"""A change, its object and a share without "by": "raised prices 5%"; not "cut the price to 5%"."""


def direction_of(text: str, quantity: Quantity) -> Direction | None:
    """Return the direction of a change; None for a level ("rose 12 points to 950": 950)."""
    if quantity.number.low is not None and quantity.unit is None:
        return None
    if _LEVEL_BOUND.match(text, quantity.start):
        return None  # "inflation fell below 2 percent"
    if (
        _PLUS.search(text[max(0, quantity.start - 2) : quantity.start])
        and quantity.unit is not None
    ):
        return "up"
    return (
        _near_direction(text, quantity)
        or _by_direction(text, quantity)
        or _priced_direction(text, quantity)
        or _transitive_direction(text, quantity)
    )


def _near_direction(text: str, quantity: Quantity) -> Direction | None:
    """Return the direction that the words right beside the figure tell."""
    before = _BEFORE.search(text[max(0, quantity.start - 48) : quantity.start])
    unit = quantity.unit
    measured = unit is not None and unit.dimension in _CHANGE_DIMENSIONS
    if before is not None and _moves(text, quantity, before[0], measured=measured):
        return "up" if before["up"] else "down"
    if unit is None and 0 < (quantity.number.value or 0) < 1:
        share = AFTER.match(text, quantity.end)
        if share is not None:  # "a third less than her own pay"
            return "up" if share["up"] else "down"
    if unit is None:
        less = _FEWER.match(text, quantity.number.end)
        return None if less is None else "down" if less["down"] else "up"
    if unit.dimension not in {"share", "money", "index"}:
        return None
    after = AFTER.match(text, quantity.end)
    if after is None:
        return None
    if unit.dimension == "money" and text.startswith((" up from", " down from"), after.start()):
        return None  # "surged to $2.18 up from $1.90": a level
    return "up" if after["up"] else "down"


def _by_direction(text: str, quantity: Quantity) -> Direction | None:
    """Return the direction of a figure after "by" whose verb stands before an object.

    "cut its forecast by 18 percent", "raises base pay by 9.5 percent"; not "beat them by 12".
    """
    clause = re.split(r"[.;:!?,—–](?= )|\n", text[max(0, quantity.start - 90) : quantity.start])[-1]
    if not _BY_END.search(clause):
        return None
    changers = list(_CHANGER.finditer(clause))
    if not changers:
        return None
    found = changers[-1]
    return "up" if found["up"] else "down"


def _priced_direction(text: str, quantity: Quantity) -> Direction | None:
    """Return the direction of a price that "added" or "shed" money, by its rate or new level.

    "Crude shed almost $3 a barrel", "gold added $8 to $1,512"; not "lost $3 million".
    """
    if quantity.unit is None or quantity.unit.dimension != "money":
        return None
    found = _PRICE_MOVED.search(text[max(0, quantity.start - 12) : quantity.start])
    level = _TO_LEVEL.match(text, quantity.end)
    if found is None or not (level or quantity.per in _TRADED):
        return None
    return "up" if found["up"] else "down"


def _transitive_direction(text: str, quantity: Quantity) -> Direction | None:
    """Return the direction of a share behind the object of a change: "raised prices 5%"."""
    if quantity.unit is None or quantity.unit.dimension != "share":
        return None
    found = _CHANGED_OBJECT.search(text[max(0, quantity.start - 60) : quantity.start])
    if found is None:
        return None
    return "up" if found["up"] else "down"


def continued_direction(
    text: str, quantity: Quantity, previous: Figure | None, direction: Direction | None
) -> Direction | None:
    """Return the direction that a figure shares with the one before it, None if it does not.

    "fell 35 points, or 0.3 percent", "up 4% in Paris and 2% in Lyon". *direction* is that of
    *previous*.
    """
    if previous is None or direction is None or quantity.number.low is not None:
        return None
    gap = text[previous.end : quantity.start]
    if quantity.unit is None or quantity.unit.dimension not in _CHANGE_DIMENSIONS:
        return None
    if _RESTATED.fullmatch(gap):
        return direction
    same = quantity.unit.dimension == previous.dimension
    shared = _CONTINUED.fullmatch(gap) or gapped_measure(text, quantity, previous)
    return direction if same and shared else None


def gapped_measure(text: str, quantity: Quantity, previous: Figure | None) -> str | None:
    """Return the measure of a clause that drops its verb: "prices rose 1%, rents 4%": "rents"."""
    if previous is None or previous.unit is None:
        return None
    found = _GAPPED.fullmatch(text, previous.end, quantity.start)
    return None if found is None or _NOT_MEASURE.search(found["measure"]) else found["measure"]


def _moves(text: str, quantity: Quantity, words: str, *, measured: bool) -> bool:
    """Whether words of change make the figure the size of a move, not an amount or a total."""
    unit = quantity.unit
    if unit is None and " the " in words:
        return False  # "reducing the 36 holes to 18": what is reduced
    if _FALLS.search(words) and _SHORT_OF.match(text, quantity.end):
        return False
    if _SPENT.search(words) and _SPENT_ON.match(text, quantity.end):
        return False
    window = text[max(0, quantity.start - len(words) - 8) : quantity.start]
    amount = _AMOUNT.search(window)
    particle = _PARTICLE.search(window[: len(window)])
    if particle is not None and not _PARTICLE_OF_CHANGE.search(
        text[max(0, quantity.start - len(words) - 24) : quantity.start]
    ):
        return False
    if unit is None or not measured:
        return unit is None and amount is None
    if amount is None:
        return True
    return not re.search(" (?:up|down|off)$", amount[0]) and (
        unit.dimension in {"share", "index", "mass"} or unit.code in {"cent", "penny"}
    )
