"""The words of time: what class each word belongs to and what it is worth.

A word has one class. The grammar (`extract.dates.grammar`) is written over classes.
"""

from typing import Final

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb febr",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}

WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ),
        start=1,
    )
    for name in names.split()
}

_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_TENS = "thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    " twenty-first"
).split()
_DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}

# Class → words, each with its worth after `=` where the word alone does not say it.
_CLASSES: Final = {
    "season": "spring=SP springtime=SP summer=SU summertime=SU autumn=FA fall=FA winter=WI"
    " wintertime=WI",
    "dayword": "day=D",
    "yearword": "year=Y",
    "unit": "week=W fortnight=FN weekend=WE month=M decade=E century=C millennium=L",
    "units": "days=D weeks=W fortnights=FN weekends=WE months=M years=Y decades=E centuries=C"
    " millennia=L",
    "tick": "hour=H minute=M min=M",
    "ticks": "hours=H minutes=M mins=M seconds=S hrs=H",
    "quarter": "quarter=Q",
    "quarters": "quarters=Q",
    "period": "period",
    "half": "half",
    "the": "the",
    "art": "a an",
    "this": "this",
    "that": "that",
    "same": "same corresponding comparable",
    "last": "last past latest",
    "prev": "previous preceding prior",
    "next": "next coming upcoming",
    "follow": "following subsequent ensuing",
    "current": "current",
    "recent": "recent",
    "ago": "ago",
    "earlier": "earlier",
    "later": "later afterward afterwards",
    "before": "before",
    "after": "after",
    "early": "early late mid",
    "edge": "beginning start middle end close turn",
    "part": "morning=MO afternoon=AF evening=EV night=NI nighttime=NI dawn=MO dusk=EV daybreak=MO",
    "point": "noon=12:00 midday=12:00 midnight=00:00",
    "deictic": "today=0 yesterday=-1 tomorrow=1",
    "tonight": "tonight=NI overnight=NI",
    "ref": "now=PRESENT_REF currently=PRESENT_REF presently=PRESENT_REF nowadays=PRESENT_REF"
    " recently=PAST_REF lately=PAST_REF soon=FUTURE_REF"
    " shortly=FUTURE_REF",
    "future": "future",
    "near": "near foreseeable distant",
    "some": "some",
    "as": "as",
    "possible": "possible",
    "for": "for within",
    "time": "time",
    "frequency": "daily=P1D weekly=P1W monthly=P1M yearly=P1Y annually=P1Y"
    " hourly=PT1H nightly=P1D biweekly=P2W fortnightly=P2W everyday=P1D",
    "every": "every each",
    "per": "per",
    "fiscal": "fiscal financial",
    "approx": "about around nearly almost over approximately roughly exactly under",
    "more": "more less",
    "than": "than",
    "at": "at",
    "least": "least most",
    "few": "few=X several=X many=X",
    "couple": "couple",
    "in": "in",
    "of": "of",
    "on": "on",
    "from": "from",
    "to": "to until till through",
    "between": "between",
    "and": "and",
    "or": "or",
    "so": "so",
    "these": "these",
    "ahead": "ahead",
    "year_end": "year-end",
    "trading": "trading business working consecutive straight calendar full",
    "old": "old long",
    "new": "new",
    "eve": "eve",
    "circa": "circa ca c",
    "o_clock": "o'clock o’clock",
}


def _build() -> dict[str, tuple[str, str]]:
    words: dict[str, tuple[str, str]] = {}
    for kind, listed in _CLASSES.items():
        for item in listed.split():
            word, _, worth = item.partition("=")
            words[word] = (kind, worth or word)
    for number, word in enumerate(_NUMBERS):
        words[word] = ("numword", str(number))
    for number, word in enumerate(_TENS, start=3):
        words[word] = ("numword", str(10 * number))
    words["hundred"] = ("numword", "100")
    words["thousand"] = ("numword", "1000")
    words["dozen"] = ("numword", "12")
    for number, word in enumerate(_ORDINALS, start=1):
        words[word] = ("ord", str(number))
    words["thirtieth"] = ("ord", "30")
    for word, number in _DECADES.items():
        words[word] = ("nineties", str(number))
    return words


WORDS: Final = _build()
"""Lower-cased word → class and worth. Months and weekdays stand apart: they need capitals."""

FUTURE_WORDS: Final = frozenset(
    "will 'll ’ll shall due scheduled expected expects expect plans plan planning upcoming going"
    " aims aim intends intend hopes hope wants must may would should deadline starting effective"
    " tomorrow slated poised forthcoming soon payable expires expire".split()
)
"""A bare weekday or month after one of these lies ahead: "is due on Monday".

Left out for being said of the past as often: could, planned, set, until, by.
"""

PAST_WORDS: Final = frozenset(
    "was were had did said told came went took made began won lost fell rose held met left"
    " gave got found saw led struck hit shot killed broke sent became spoke wrote drew ran"
    " flew drove grew kept paid put brought built bought caught fought sold stood thought"
    " has have been since last ago yesterday says threw blew hid sank shook slid sought taught"
    " tore woke beat cut died read swept bore forbade froze overthrew understood withdrew"
    " chose burst quit split shut heard knew laid felt sat".split()
)
"""A bare weekday or month after one of these lies behind: "was freed on Monday"."""

DETERMINERS: Final = frozenset(
    "the a an his her its their our my your this that these those some any no still yet"
    " newly".split()
)
"""A word in -ed after one of these belongs to a noun: "a still unspecified date"."""

NO_PARTICIPLES: Final = frozenset(
    "united hundred sacred hatred kindred armed alleged naked wicked rugged biased supposed".split()
)
"""Words in -ed that tell no past."""

MODALS: Final = frozenset("will would shall should can could may might must to ’ll 'll".split())
"""Words after which a verb stands in its plain form: "will cut" tells no past."""

QUOTES: Final = frozenset("\"“‘'`«")
"""Marks that open a quotation."""

NOT_AFTER: Final = frozenset(
    "black bloody good ash palm maundy cyber giving super sheffield easter holy shrove".split()
)
"""Words that make a name of the weekday or month after them: Black September, Good Friday."""

PAPERS: Final = frozenset(
    "times telegraph mirror express herald post mail school independent world sun star"
    " tribune chronicle gazette standard nation monitor observer vision punch review".split()
)
"""Words that make a name of the weekday before them: the Sunday Times, Sunday school."""

COUNTED: Final = frozenset(
    "people men women troops police dollars euros pounds yen yuan rupees miles feet percent per"
    " meters metres kilometers kilometres km kg mph tons tonnes acres hectares yards inches"
    " million billion trillion hundred thousand children times points barrels degrees calories"
    " hours minutes seconds days weeks months years volts watts megawatts".split()
)
"""What a number before these counts; such a number is no year."""
