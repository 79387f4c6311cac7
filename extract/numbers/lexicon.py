"""Words and signs that numbers are written with, and what each is worth."""

import re

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 1e2, "dozen": 12.0, "thousand": 1e3, "lakh": 1e5, "lac": 1e5, "million": 1e6,
    "crore": 1e7, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15,
}  # fmt: skip
DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "sixteenth": 16, "twentieth": 20,
    "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
GLYPHS = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5,
    "⅗": 3 / 5, "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8,
    "⅞": 7 / 8, "⅒": 1 / 10,
}  # fmt: skip
SHORT_SCALES = {
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "mio": 1e6, "mm": 1e6,
    "b": 1e9, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12, "tln": 1e12, "t": 1e12,
}  # fmt: skip
"""Scales as letters. Those that also are units (m, mm, b, t) need more proof; see `digits`."""

CURRENCY_SIGNS = "$€£¥₹₽₩₺₴₦₪฿₫₱₵₡₸₼₾﷼"
_PREFIX_LETTERS = (
    "us|usd|u.s.|a|au|aud|c|ca|cad|nz|nzd|hk|hkd|s|sg|sgd|nt|r|rs|rs.|inr|rm|myr|rp|idr|eur|gbp"
    "|chf|sfr|jpy|cny|rmb|zar|try|brl|mxn|rub|pln|czk|huf|sek|nok|dkk|thb|php|krw|aed|sar|ngn"
    "|msek|meur|musd|mnok|mdkk|mgbp|mchf|maud|mcad|mpln|tsek|teur|kusd|keur|ksek|bsek|busd|mczk"
    "|php|dh|dhs|skr|nkr|dkr|swfr|bhd|omr|qar|kwd|jod|vnd|huf|uah|kzt|isk|xaf|xof|rwf|lbp|iqd"
    "|kes|ksh|ksh.|ugx|ush|tzs|tsh|ghs|egp|pkr|bdt|tk|lkr|ils|nis|bd|j|ec|z|n"
)
CURRENCY_LETTERS = frozenset(_PREFIX_LETTERS.split("|"))
"""What may stand glued before digits ("RM88", "Rs500", "$US113"), in small letters."""

CURRENCY_BEFORE = re.compile(
    rf"(?:(?:\b(?:[a-z]{{1,3}}|u\.s\.) ?)?[{CURRENCY_SIGNS}](?:us|a|c|nz|hk|s)?"
    r"|\b(?:usd|eur|gbp|chf|jpy|cny|rmb|inr|rs\.?|rm|rp|aud|cad|nzd|hkd|sgd|zar|brl|mxn|rub"
    r"|sek|nok|dkk|pln|czk|huf|qar|kwd|omr|bhd|jod|vnd|php|cop|clp|ars|xaf|xof|rwf|kzt|uah|iqd|irr"
    r"|lbp|etb|ugx|tzs|ghs|bdt|lkr|dhs?|skr|nkr|dkr|ksh\.?|kes|ngn|pkr|egp|try|ils|nis|aed|sar|thb|php|krw|idr|myr|tk|r))"
    r"[ \u00a0\u202f]?$"
)
"""A currency right before a number, on small letters. "us $" yes; "bus 7" no."""

SHARED = frozenset({"m", "mm", "b", "t"})


def word_value(word: str) -> float | None:
    """Return the value of one cardinal word below a hundred, None for any other word."""
    value = UNITS.get(word)
    return TENS.get(word) if value is None else value
