"""The grammar of temporal expressions: patterns over the classes of words."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from extract.dates import days, holidays, lengths, months, relative, years
from extract.dates.context import Context, Phrase, Reading
from extract.dates.scan import CODE


class Rule(NamedTuple):
    """A pattern over word classes and how to read what it finds."""

    pattern: str
    read: Callable[[Phrase, Context], Reading | None]


_MACROS: Final = {
    "M": "(?:month|maymonth|mabbr dot?)",
    "D": "(?:day|ord)",
    "TO": "(?:dash|hyph|to)",
    "WD": "(?:wday|wabbr dot?)",
    "U": "(?:dayword|yearword|unit)",
    "UU": "(?:dayword|yearword|unit|units|quarter|quarters)",
    "T": "(?:tick|ticks)",
    "THIS": "(?:this|that|last|prev|next|follow|same|current)",
    "NUM": "(?:numword (?:hyph? and? numword){0,6}|day num|day|num|year)"
    "(?:(?:to|or|dash|hyph) (?:numword|day|num))?",
    "N": "(?:art? couple of?|art? few|art? NUM|art)",
    "APX": "(?:approx|more than|at least)",
    "EDGE": "(?:(?:the? edge of the?)|early hyph?|early in the?|earlier|earlier in|later|later in)",
    "YR": "(?:(?:comma|of)? year|comma? of? (?:this|last|next|prev|that|follow) yearword)",
    # "a two-year ban": the article is the noun's
    "ATTR": "(?:NUM|few) hyph? trading? (?:dayword|yearword|unit|tick)",
    "CLOCK": "(?:(?:day|clock) ampm|clock|point|(?:day|numword) o_clock)",
}

_RULES: Final = (
    Rule("iso", days.iso),
    Rule("slash", days.slash),
    # Days
    Rule("the? (?:ord|last) unit of M (?:comma? year)?", months.week_of_month),
    Rule("the dayword (?:after|before) deictic", relative.deictic),
    Rule("the unit of the? (?:M D|D of? M) YR?", relative.week_of),
    Rule("(?:from|between)? M D (?:TO|and) M D YR?", days.day_range),
    Rule("(?:from|between)? D M year? (?:TO|and) D M YR?", days.day_range),
    Rule("(?:from M D to|between M D and|M D (?:dash|hyph)) D YR?", days.day_range),
    Rule("(?:from D to|between D and|D (?:dash|hyph|to)) D of? M YR?", days.day_range),
    Rule("day hyph M hyph year", days.full),
    Rule("(?:WD part? comma?)? the? D of? M YR?", days.full),
    Rule("(?:WD part? comma?)? M the? D YR?", days.full),
    # Years and months in ranges
    Rule("(?:from|between)? M year? (?:TO|and) M YR", months.month_range),
    Rule("(?:from M to|between M and) M YR?", months.month_range),
    Rule("(?:from year to|between year and|year (?:dash|hyph)) year", years.year_range),
    Rule("year (?:dash|hyph) (?:day|num)", years.year_range),
    # Quarters and halves
    Rule("(?:year q_code|q_code (?:of? year)?)", relative.quarter),
    Rule("EDGE? the? fiscal? hyph? (?:ord|last) hyph? quarter YR?", relative.quarter),
    Rule("(?:this|last|next) yearword poss? fiscal? ord hyph? quarter", relative.quarter),
    Rule("(?:this|last|next) yearword poss fiscal? quarter", relative.quarter),
    Rule("the year (?:ord hyph? quarter|quarter|period)", relative.quarter),
    Rule(
        "the same? (?:quarter|period) (?:art yearword (?:ago|earlier)|(?:the? last|prev) yearword)",
        relative.quarter_before,
    ),
    Rule("the? yearword hyph (?:ago|earlier) ord? hyph? (?:quarter|period)", relative.quarter),
    Rule("EDGE? (?:the last|this|last|next|the current|the prev|the) quarter", relative.quarter),
    Rule("the? (?:ord|last) half of (?:year|the? THIS? yearword)", relative.half),
    Rule("the last period", relative.told_quarter),
    Rule("that quarter", relative.told_quarter),
    Rule("yearword hyph (?:ago|earlier)", relative.year_ago),
    Rule(
        "(?:the? edge of|early in|later in|earlier in) (?:the|this) (?:yearword|unit)",
        relative.named_unit,
    ),
    Rule("the? (?:year_end|yearword poss edge)", relative.year_end),
    Rule(
        "(?:this|last|next)? holiday (?:eve|dayword|wday|unit)? (?:comma? year)?", holidays.holiday
    ),
    Rule("year? new yearword poss (?:eve|dayword) (?:comma? year)?", holidays.holiday),
    # Reckoned from publication or another date
    Rule("N (?:yearword|units) ago (?:deictic|this (?:dayword|unit))", relative.years_ago_this),
    Rule(
        "APX? N trading? UU (?:or so)? (?:ago|earlier|later|from ref|from deictic)",
        relative.distance,
    ),
    Rule("APX? N T (?:ago|earlier|later)", relative.distance),
    Rule("(?:units|quarters) (?:ago|later)", relative.distance),
    Rule(
        "the (?:dayword|yearword|unit) (?:before|after)(?=comma|dot|stop|brk|$)", relative.distance
    ),
    Rule(
        "the? (?:last|prev|next|follow) (?:art? few|art? couple of?|NUM) trading? UU (?:or so)?",
        relative.window,
    ),
    Rule("the? (?:recent|next|last) (?:units|quarters)(?: and units)?", relative.vague),
    Rule("the (?:units|quarters) ahead", relative.vague),
    Rule("these units", relative.vague),
    Rule("EDGE? (?:the|that)? THIS fiscal? U", relative.named_unit),
    Rule("EDGE? deictic part?", relative.deictic),
    Rule("(?:early hyph?)? part deictic", relative.deictic),
    Rule("EDGE? this part", relative.deictic),
    Rule("(?<=in) the part|the? early hyph? part", relative.next_part),
    Rule("(?:(?<=earlier in)|(?<=later in)) the dayword", relative.the_day),
    Rule("(?:the (?:next|follow|same|prev)|that same?) part", relative.next_part),
    Rule("tonight", relative.deictic),
    Rule("the near? future", relative.future),
    Rule("(?:recent|current)", relative.current),
    Rule("as ref as possible", relative.future),
    Rule("ref", relative.ref),
    # Months, seasons, years alone
    Rule("every M", lengths.every_month),
    Rule(
        "M? comma? numword hyph? numword(?: hyph? numword)?(?! (?:hyph|UU|T|numword))",
        years.spelled_year,
    ),
    Rule("last M D", days.full),
    Rule("EDGE? (?:this|last|next|that)? M of? YR", months.month),
    Rule("EDGE? (?:this|last|next)? M", months.month),
    Rule("every season", months.season),
    Rule("every part", lengths.every_part),
    Rule("half hyph? (?:yearword|unit|tick)|half art (?:yearword|unit|tick)", lengths.half_length),
    Rule("EDGE? the? (?:this|last|next|that)? season (?:of? YR)?", months.season),
    Rule("EDGE? (?:the fiscal? yearword|fiscal yearword?|circa dot?)? year", years.year),
    Rule("EDGE? the? (?:early hyph?)? (?:decade|nineties)", years.decade),
    Rule("EDGE? the? (?:early hyph?)? ord hyph? unit", years.century),
    # Weekdays and hours
    Rule("every WD|wdays", days.every_weekday),
    Rule(
        "EDGE? (?:the? (?:this|last|next|prev|follow|same|that)(?: next)?)? (?:early)? wday part?",
        days.weekday,
    ),
    Rule("APX? CLOCK zone?", relative.clock),
    # Lengths and repetitions
    Rule("APX? (?:art|NUM) (?:UU|T) and art half", lengths.length_and_half),
    Rule("(?<=for) (?:units|ticks)|(?<!early) (?:units|ticks)(?=of)", lengths.length),
    Rule("the trading? (?:yearword|unit)", relative.the_weekend),
    Rule("the last(?!other)", relative.the_past),
    Rule("some time", lengths.some_time),
    Rule("(?:every|per) (?:NUM|art? few)? trading? (?:UU|T)", lengths.every),
    Rule("frequency", lengths.frequency),
    Rule("ATTR", lengths.length),
    Rule(
        "(?!(?:art|the) ATTR) APX? the? ord? N more? hyph? trading? (?:UU|T) (?:or so)?"
        "(?! hyph (?:ago|earlier))",
        lengths.length,
    ),
)


def _compile(rules: tuple[Rule, ...]) -> re.Pattern[str]:
    parts = [f"(?P<r{i}>{_expand(rule.pattern)})" for i, rule in enumerate(rules)]
    return re.compile("|".join(parts))


def _expand(pattern: str) -> str:
    def code(match: re.Match[str]) -> str:
        name = match.group()
        return _expand(_MACROS[name]) if name in _MACROS else re.escape(CODE[name])

    return re.sub(r"[A-Za-z_]+", code, pattern).replace(" ", "")


_PATTERN: Final = _compile(_RULES)


def find(classes: str, start: int) -> tuple[int, int, Rule] | None:
    """Return word range and rule of the first expression at or after a word, None if none."""
    match = _PATTERN.search(classes, start)
    if match is None:
        return None
    assert match.lastgroup is not None
    return match.start(), match.end(), _RULES[int(match.lastgroup[1:])]
