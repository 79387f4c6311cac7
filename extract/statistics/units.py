"""Units a figure may carry, as written, with their normalised code and dimension.

Codes follow UCUM for physical units (`km`, `[mi_i]`, `kW.h`) and ISO 4217 for money.
"""

import re

import msgspec

from schemas import Dimension


class Unit(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A unit as found in a text: normalised `code`, `dimension` and its span."""

    code: str
    dimension: Dimension
    start: int
    end: int


_ANY_CASE: tuple[tuple[Dimension, str, str], ...] = (
    ("share", "percent", "percent|per cent|pct\\.?|pc|%"),
    ("share", "percentage point", "percentage[ -]points?|%[ -]points?|percent points?|pp\\b"),
    ("share", "basis point", "basis[ -]points?|bps?"),
    ("share", "part per million", "ppm|parts[ -]per[ -]million"),
    ("share", "part per billion", "ppb|parts[ -]per[ -]billion"),
    ("index", "point", "points?|pts?"),
    ("index", "magnitude", "magnitude"),
    ("index", "win above replacement", "(?-i:WAR)"),
    ("mass", "[dr_av]", "drams?"),
    ("duration", "second", "seconds?|secs?"),
    ("duration", "millisecond", "milliseconds?"),
    ("duration", "minute", "minutes?|mins?"),
    ("duration", "hour", "hours?|hrs?"),
    ("duration", "day", "days?"),
    ("duration", "night", "nights?"),
    ("duration", "week", "weeks?"),
    ("duration", "fortnight", "fortnights?"),
    ("duration", "month", "months?"),
    ("duration", "quarter", "quarters?"),
    ("duration", "year", "years?|yrs?"),
    ("duration", "decade", "decades?"),
    ("duration", "century", "century|centuries"),
    ("duration", "generation", "generations?"),
    ("length", "km", "kilomet(?:er|re)s?|kms?"),
    ("length", "m", "met(?:er|re)s?"),
    ("length", "dm", "decimet(?:er|re)s?|dm"),
    ("length", "cm", "centimet(?:er|re)s?|cms?"),
    ("length", "mm", "millimet(?:er|re)s?|mms?"),
    ("length", "um", "micromet(?:er|re)s?|microns?"),
    ("length", "nm", "nanomet(?:er|re)s?"),
    ("length", "[mi_i]", "miles?"),
    ("length", "[nmi_i]", "nautical miles?"),
    ("length", "[ft_i]", "feet|foot|ft"),
    ("length", "[yd_i]", "yards?|yds?"),
    ("length", "[in_i]", "inch(?:es)?"),
    ("length", "light year", "light[ -]years?"),
    ("area", "km2", "square kilomet(?:er|re)s?|sq\\.? ?km|km2|km²|km\\^2"),
    ("area", "m2", "square met(?:er|re)s?|sq\\.? ?m|sqm|m2|m²|m\\^2"),
    ("area", "[mi_us]2", "square miles?|sq\\.? ?mi(?:les?)?"),
    ("area", "[ft_i]2", "square[ -](?:feet|foot)|sq\\.? ?ft|sqft|ft2|ft²"),
    ("area", "har", "hectares?"),
    ("area", "[acr_us]", "acres?"),
    ("volume", "m3", "cubic met(?:er|re)s?|m3|m³"),
    ("volume", "[ft_i]3", "cubic (?:feet|foot)"),
    ("volume", "L", "lit(?:er|re)s?"),
    ("volume", "mL", "millilit(?:er|re)s?|ml"),
    ("volume", "[gal_us]", "gallons?|gal"),
    ("volume", "[bbl_us]", "barrels?|bbls?"),
    ("volume", "[pt_us]", "pints?"),
    ("volume", "[cup_us]", "cups?"),
    ("volume", "[acr_us].[ft_i]", "acre[ -]feet"),
    ("mass", "t", "tonnes?|metric tons?|metric tonnes?"),
    ("mass", "ton", "tons?"),
    ("mass", "Gt", "gigaton(?:ne)?s?"),
    ("mass", "Mt", "megaton(?:ne)?s?"),
    ("mass", "kt", "kiloton(?:ne)?s?"),
    ("mass", "kg", "kilogram(?:me)?s?|kilogrammes?|kilos?|kgs?"),
    ("mass", "g", "gram(?:me)?s?|grammes?"),
    ("mass", "mg", "milligram(?:me)?s?|mgs?"),
    ("mass", "ug", "microgram(?:me)?s?|mcg"),
    ("mass", "[lb_av]", "pounds?|lbs?"),
    ("mass", "[oz_av]", "ounces?|oz"),
    ("mass", "[stone_av]", "(?-i:stones?)"),
    ("mass", "[car_m]", "carats?"),
    ("speed", "[mi_i]/h", "mph|miles (?:per|an) hour"),
    ("speed", "km/h", "km/h|kmh|kph|kmph|kilomet(?:er|re)s (?:per|an) hour"),
    ("speed", "m/s", "m/s|met(?:er|re)s per second"),
    ("speed", "[kn_i]", "knots?"),
    ("temperature", "Cel", "°\\s?c|degrees? celsius|degrees? centigrade|celsius|º\\s?c|degrees? c"),
    ("temperature", "[degF]", "°\\s?f|degrees? fahrenheit|fahrenheit|degrees? f|º\\s?f"),
    ("temperature", "K", "kelvins?"),
    ("angle", "deg", "degrees?|°"),
    ("angle", "rad", "radians?|rad"),
    ("energy", "kW.h", "kilowatt[ -]hours?|kwh"),
    ("energy", "MW.h", "megawatt[ -]hours?|mwh"),
    ("energy", "GW.h", "gigawatt[ -]hours?|gwh"),
    ("energy", "TW.h", "terawatt[ -]hours?|twh"),
    ("energy", "[Btu]", "british thermal units?|btus?"),
    ("energy", "mm[Btu]", "mmbtus?|million british thermal units?"),
    ("energy", "J", "joules?"),
    ("energy", "[Cal]", "calories?|kcals?|cals"),
    ("energy", "mA.h", "mah|milliamp(?:ere)?[ -]hours?"),
    ("power", "W", "(?-i:watts?)"),
    ("power", "kW", "kilowatts?|kw"),
    ("power", "MW", "megawatts?"),
    ("power", "GW", "gigawatts?|gw"),
    ("power", "TW", "terawatts?"),
    ("power", "[HP]", "horsepower|hp"),
    ("power", "brake horsepower", "brake horsepower|bhp"),
    ("other", "V", "volts?"),
    ("other", "A", "amp(?:ere)?s?"),
    ("other", "dB", "decibels?|db"),
    ("other", "N.m", "newton[ -]met(?:er|re)s?|nm torque"),
    ("other", "[ft_i].[lbf_av]", "pound[ -](?:feet|foot)(?: of torque)?|lb[ -]ft|foot[ -]pounds?"),
    ("data", "GB", "gigabytes?|gbs?"),
    ("data", "MB", "megabytes?"),
    ("data", "TB", "terabytes?|tb"),
    ("data", "kB", "kilobytes?|kb"),
    ("data", "megapixel", "megapixels?|mp"),
    ("data", "pixel", "pixels?|px"),
    ("data", "Mbit/s", "mbps|megabits per second"),
    ("data", "Gbit/s", "gbps|gigabits per second"),
    ("frequency", "Hz", "hertz|hz"),
    ("frequency", "kHz", "kilohertz|khz"),
    ("frequency", "MHz", "megahertz|mhz"),
    ("frequency", "GHz", "gigahertz|ghz"),
    ("frequency", "revolution per minute", "rpm|revolutions per minute"),
    ("pressure", "[psi]", "psi|pounds per square inch"),
    ("pressure", "kilopound per square inch", "ksi"),
    ("pressure", "hPa", "hectopascals?|hpa"),
    ("pressure", "MPa", "megapascals?|mpa"),
    ("pressure", "mbar", "millibars?|mbar"),
    ("pressure", "bar", "bars? of pressure"),
    ("rate", "barrel per day", "bpd|b/d|barrels (?:per|a) day"),
    ("rate", "mile per gallon", "mpg|miles per gallon"),
    ("ratio", "time", "times|fold"),
)
_EXACT_CASE: tuple[tuple[Dimension, str, str], ...] = (
    ("length", "m", "m"),
    ("length", "[in_i]", "in(?= (?:wide|tall|long|deep|thick)\\b)|″"),
    ("length", "[ft_i]", "′"),
    ("mass", "g", "g"),
    ("mass", "t", "t"),
    ("volume", "L", "l|L"),
    ("power", "MW", "MW"),
    ("power", "W", "W"),
    ("power", "TW", "TW"),
    ("other", "V", "V"),
    ("data", "MB", "MB"),
    ("temperature", "Cel", "C"),
    ("temperature", "[degF]", "F"),
    ("duration", "second", "s"),
    ("duration", "hour", "h"),
    ("ratio", "time", "x|X|×"),
)


_COMPOUND = frozenset({"speed", "rate", "area", "volume", "energy", "pressure"})


def _group(rows: tuple[tuple[Dimension, str, str], ...]) -> str:
    return "|".join(f"(?P<u{i}>{row[2]})" for i, row in _compounds_first(rows))


def _compounds_first(
    rows: tuple[tuple[Dimension, str, str], ...],
) -> list[tuple[int, tuple[Dimension, str, str]]]:
    """Return *rows* with their indexes, compound units before their parts: "km/h", "km"."""
    return sorted(enumerate(rows), key=lambda row: (row[1][0] not in _COMPOUND, -len(row[1][2])))


_WORDED = re.compile(rf"[ \u00a0\u202f]?-?(?:{_group(_ANY_CASE)})(?!\w)", re.IGNORECASE)
"""A unit in words or unmistakable letters: "5 miles", "5-mile", "5km"; not "5 milestones"."""

_LETTER = re.compile(rf"[ \u00a0]?(?:{_group(_EXACT_CASE)})(?![\w’'.]*\w)")
"""A unit of one letter, right after digits: "5m", "40 C"; not "5 more"."""

_AGE = re.compile(
    r"[ -](?P<unit>year|month|week|day)s?(?:[ -]olds?\b| of age\b)|(?P<yo> ?y/?o\b)", re.IGNORECASE
)
_AGED = re.compile(
    r"\b(?:aged?|ages? of|ages|turned|turns|turning)(?: about| around)? $", re.IGNORECASE
)
"""Words that make the number after them an age: "aged 34", "age of 34"; not "ages ago 34"."""


def aged_before(text: str, start: int) -> bool:
    """Return whether the words before *start* make the number there an age."""
    return _AGED.search(text[max(0, start - 20) : start]) is not None


def unit_after(text: str, end: int, *, digits: bool) -> Unit | None:
    """Return the unit that begins at the code point *end*, None when there is none.

    *digits*: whether the number is written in digits; letters alone ("m", "g") need that.
    """
    age = _AGE.match(text, end)
    if age:
        name = (age["unit"] or "year").lower()
        return Unit(code=f"{name} of age", dimension="age", start=_word(text, end), end=age.end())
    found = _WORDED.match(text, end)
    rows = _ANY_CASE
    if found is None and digits:
        found, rows = _LETTER.match(text, end), _EXACT_CASE
        if found and text[end : end + 1] == " " and text[found.end() - 1] not in "mgCFWV":
            return None
    if found is None:
        return None
    dimension, code, _ = rows[int(str(found.lastgroup)[1:])]
    return Unit(code=code, dimension=dimension, start=_word(text, end), end=found.end())


def _word(text: str, end: int) -> int:
    while text[end] in " -\u00a0\u202f":
        end += 1
    return end


_PERIODS = (
    "second|minute|hour|day|night|week|month|quarter|year|decade|century|share|barrel|gallon"
    "|liter|litre|ton|tonne|kilo|kilogram|kg|ounce|pound|head|person|household|capita|game|match"
    "|kilowatt-hour|megawatt-hour|acre|hectare|mile|kilometer|kilometre|km|unit|piece|patient"
    "|student|pupil|worker|employee|child|family|vehicle|user|customer|season|shift|annum|term"
    "|bottle|visit|trip|night|weekend|session"
)
_PER = re.compile(
    rf"(?: per |/| ?(?:per)-)(?P<per>(?:square |cubic |metric )?[A-Za-z][A-Za-z-]*"
    r"|100,000|1,000|100 ?km)\b"
    rf"|[ -](?:an?|each|every)[ -](?P<each>(?:square |cubic )?(?:{_PERIODS}))\b(?! ago| earlier"
    r"| later| before| after| old| or so| and (?:an?|half)\b)"
    r"|[ ](?P<adverb>annually|yearly|monthly|weekly|daily|hourly|nightly|apiece|quarterly)\b"
)
"""What a figure is relative to: "per month", "a year", "/day", "annually"; not "a year ago"."""

_SUBSTANCE = re.compile(r" of (?:[a-z-]+ ){0,2}?[a-z-]+(?= (?:an?|per|each|every) [a-z]+\b)")
"""What is measured, between a unit and its rate: "40 tonnes of ore a day"."""

_ADVERBS = {
    "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day",
    "hourly": "hour", "nightly": "night", "apiece": "piece", "quarterly": "quarter",
}  # fmt: skip
_PLAIN = {
    "annum": "year",
    "day": "day",
    "capita": "person",
    "yr": "year",
    "hr": "hour",
    "mo": "month",
}


def per_after(text: str, end: int) -> tuple[str, int] | None:
    """Return what the figure that ends at *end* is relative to, and where that phrase ends."""
    first = _per(text, end)
    if first is None:
        return None
    second = _per(text, first[1])
    if second is None or second[0] == first[0]:
        return first
    return f"{first[0]} per {second[0]}", second[1]


def rate_after(text: str, end: int) -> tuple[str, int] | None:
    """Return the rate after a measure and its substance: "40 tonnes of ore a day"."""
    found = _SUBSTANCE.match(text, end)
    return per_after(text, end) or (None if found is None else _per(text, found.end()))


def _per(text: str, end: int) -> tuple[str, int] | None:
    found = _PER.match(text, end)
    if found is None:
        return None
    if found["adverb"]:
        return _ADVERBS[found["adverb"]], found.end()
    name = found["per"] or found["each"]
    if name in {"cent", "se"}:
        return None
    return _PLAIN.get(name, name), found.end()
