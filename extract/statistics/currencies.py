"""Money: signs, codes and names of currencies, as ISO 4217 codes."""

import re
from collections.abc import Mapping

from extract.statistics.units import Unit, unit_after

_DOLLARS = {
    "us": "USD", "usd": "USD", "u.s.": "USD", "a": "AUD", "au": "AUD", "aud": "AUD", "c": "CAD",
    "ca": "CAD", "cad": "CAD", "cdn": "CAD", "nz": "NZD", "nzd": "NZD", "hk": "HKD", "hkd": "HKD",
    "s": "SGD", "sg": "SGD", "sgd": "SGD", "nt": "TWD", "r": "BRL", "z": "ZWL", "j": "JMD",
    "bd": "BBD", "tt": "TTD", "n": "NAD", "": "USD", "mx": "MXN",
}  # fmt: skip
_SIGNS = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY",
    "₴": "UAH", "₦": "NGN", "₪": "ILS", "฿": "THB", "₫": "VND", "₱": "PHP", "₵": "GHS",
    "₡": "CRC", "₿": "BTC", "元": "CNY", "₸": "KZT", "₼": "AZN", "₾": "GEL", "﷼": "IRR",
}  # fmt: skip
_CODES = (
    "USD EUR GBP CHF JPY CNY RMB INR AUD CAD NZD HKD SGD TWD ZAR BRL MXN RUB SEK NOK DKK PLN CZK"
    " HUF RON TRY UAH KES NGN GHS EGP PKR BDT LKR ILS AED SAR QAR KWD THB PHP KRW IDR MYR VND COP"
    " CLP ARS PEN UGX TZS ETB MAD DZD TND IQD IRR HRK GEL XAF XOF BTC ETH"
).split()
_LOCAL = {
    "Rs": "INR", "Rs.": "INR", "RM": "MYR", "Rp": "IDR", "Rp.": "IDR", "RMB": "CNY", "R": "ZAR",
    "Ksh": "KES", "Ksh.": "KES", "KSh": "KES", "Sh": "KES", "USh": "UGX", "TSh": "TZS",
    "Tk": "BDT", "NIS": "ILS", "kr": "SEK", "Kr": "SEK", "Fr": "CHF", "Fr.": "CHF", "zł": "PLN",
}  # fmt: skip
_NAMES = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pound sterling": "GBP", "sterling": "GBP",
    "quid": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rupee": "INR", "won": "KRW",
    "ringgit": "MYR", "rand": "ZAR", "naira": "NGN", "cedi": "GHS", "shilling": "KES",
    "lira": "TRY", "rouble": "RUB", "ruble": "RUB", "hryvnia": "UAH", "zloty": "PLN",
    "koruna": "CZK", "forint": "HUF", "krona": "SEK", "kronor": "SEK", "krone": "NOK",
    "kroner": "NOK", "franc": "CHF", "shekel": "ILS", "baht": "THB", "dong": "VND",
    "rupiah": "IDR", "reais": "BRL", "peso": "MXN", "riyal": "SAR", "rial": "IRR",
    "dirham": "AED", "dinar": "IQD", "birr": "ETB", "kwacha": "ZMW", "taka": "BDT",
    "bitcoin": "BTC", "kuna": "HRK", "lari": "GEL", "ether": "ETH",
    "bolivar": "VES", "kyat": "MMK", "kip": "LAK", "tenge": "KZT", "afghani": "AFN", "leu": "RON",
    "guilder": "NLG", "sol": "PEN", "soles": "PEN", "quetzal": "GTQ", "lempira": "HNL",
    "guarani": "PYG", "boliviano": "BOB", "pula": "BWP", "metical": "MZN", "ngultrum": "BTN",
    "rufiyaa": "MVR", "zlotys": "PLN", "zlotych": "PLN", "rupiahs": "IDR", "lempiras": "HNL",
    "quetzales": "GTQ", "meticais": "MZN", "kwanza": "AOA", "denar": "MKD",
    "lev": "BGN", "leva": "BGN", "lei": "RON", "korunas": "CZK", "bolivares": "VES",
    "peseta": "ESP", "drachma": "GRD", "escudo": "PTE", "riel": "KHR", "manat": "AZN", "som": "KGS",
}  # fmt: skip
_QUALIFIED = {
    ("us", "dollar"): "USD", ("u.s.", "dollar"): "USD", ("american", "dollar"): "USD",
    ("australian", "dollar"): "AUD", ("canadian", "dollar"): "CAD",
    ("new zealand", "dollar"): "NZD", ("hong kong", "dollar"): "HKD",
    ("singapore", "dollar"): "SGD", ("singaporean", "dollar"): "SGD", ("taiwan", "dollar"): "TWD",
    ("pakistani", "rupee"): "PKR", ("sri lankan", "rupee"): "LKR", ("nepali", "rupee"): "NPR",
    ("nepalese", "rupee"): "NPR", ("ugandan", "shilling"): "UGX",
    ("tanzanian", "shilling"): "TZS", ("somali", "shilling"): "SOS", ("danish", "krone"): "DKK",
    ("danish", "kroner"): "DKK", ("philippine", "peso"): "PHP", ("argentine", "peso"): "ARS",
    ("colombian", "peso"): "COP", ("chilean", "peso"): "CLP", ("cfa", "franc"): "XOF",
    ("egyptian", "pound"): "EGP", ("british", "pound"): "GBP", ("lebanese", "pound"): "LBP",
    ("syrian", "pound"): "SYP", ("sudanese", "pound"): "SDG", ("kuwaiti", "dinar"): "KWD",
    ("jordanian", "dinar"): "JOD", ("omani", "rial"): "OMR", ("qatari", "riyal"): "QAR",
    ("yemeni", "rial"): "YER", ("moroccan", "dirham"): "MAD", ("serbian", "dinar"): "RSD",
    ("tunisian", "dinar"): "TND", ("algerian", "dinar"): "DZD", ("libyan", "dinar"): "LYD",
}  # fmt: skip
_MINOR = {
    "cent": "cent", "penny": "penny", "pence": "penny", "sen": "sen", "paise": "paisa",
    "kopek": "kopek", "kopeck": "kopek",
}  # fmt: skip
_BEFORE = re.compile(
    rf"(?:(?:\b(?P<letters>US|(?:us|c|nz|hk)(?= \$)|USD|U\.S\.|AU?|AUD|CA?|CAD|CDN|NZD?"
    r"|HKD?|SG?|SGD|NT|R|Z|J|BD|TT|N|MX)[ ]?)?\$(?P<after>US|A|C|NZ|HK|S)?"
    rf"|(?P<sign>[{''.join(_SIGNS)}])"
    rf"|(?:(?<=[\s(\[])|^)(?P<code>{'|'.join(_CODES)}|{'|'.join(map(re.escape, _LOCAL))}))"
    r"[ \u00a0\u202f]?$"
)
"""A currency before a number: "US$", "€", "EUR "; not "EUROPE "."""
_POUND_SUM = re.compile(
    r"\d+(?:,\d{3})+|\d+(?:\.\d+)? ?(?:[mbk]|bn|mn|tn|million|billion|trillion)\b"
)
"""What follows "PS" where "£" was spelled out by an old converter: "PS6m"; not "PS5"."""

_NAME_AFTER = re.compile(
    rf"[ -](?:(?P<country>[A-Z][\w.]+(?: [A-Z]\w+)?|new|US|U\.S\.) )?"
    rf"(?P<name>{'|'.join(sorted([*_NAMES, 'pound'], key=len, reverse=True))})s?\b(?!-)"
)
_SCREEN = re.compile(r"(?<!\d)(?:144|240|270|360|480|540|720|1080|1440|2160)$")
"""Lines of a video: "720p" is no price."""

_CODE_AFTER = re.compile(rf"[ \u00a0]?(?P<code>{'|'.join(_CODES)}|[{''.join(_SIGNS)}$])(?!\w)")
_MINOR_AFTER = re.compile(
    r"[ -]?(?:(?:US|Canadian|Australian|American|euro|Hong Kong) )?"
    rf"(?P<name>{'|'.join(_MINOR)})s?\b"
    r"|(?P<p> p(?=[ ,])|(?:p|c|¢)(?!\w))"
)
DOLLAR_OF_COUNTRY = {
    "AU": "AUD", "CA": "CAD", "NZ": "NZD", "HK": "HKD", "SG": "SGD", "TW": "TWD", "US": "USD",
}  # fmt: skip


_OF_COUNTRY = {
    "rupee": {"IN": "INR", "PK": "PKR", "LK": "LKR", "NP": "NPR", "MU": "MUR", "SC": "SCR"},
    "peso": {
        "MX": "MXN", "PH": "PHP", "AR": "ARS", "CO": "COP", "CL": "CLP", "UY": "UYU", "CU": "CUP",
        "DO": "DOP",
    },
    "dirham": {"AE": "AED", "MA": "MAD"},
    "dinar": {
        "IQ": "IQD", "KW": "KWD", "JO": "JOD", "RS": "RSD", "TN": "TND", "DZ": "DZD", "LY": "LYD",
        "BH": "BHD", "MK": "MKD",
    },
    "pound": {"GB": "GBP", "EG": "EGP", "LB": "LBP", "SY": "SYP", "SD": "SDG", "SS": "SSP"},
    "krone": {"NO": "NOK", "DK": "DKK"}, "kroner": {"NO": "NOK", "DK": "DKK"},
    "krona": {"SE": "SEK", "IS": "ISK"}, "kronor": {"SE": "SEK"},
    "shilling": {"KE": "KES", "UG": "UGX", "TZ": "TZS", "SO": "SOS"},
    "franc": {
        "CH": "CHF", "RW": "RWF", "BI": "BIF", "CD": "CDF", "GN": "GNF", "DJ": "DJF",
        "SN": "XOF", "CI": "XOF", "ML": "XOF", "BF": "XOF", "NE": "XOF", "TG": "XOF", "BJ": "XOF",
        "CM": "XAF", "GA": "XAF", "TD": "XAF", "CF": "XAF", "CG": "XAF",
    },
    "riyal": {"SA": "SAR", "QA": "QAR", "OM": "OMR", "YE": "YER"},
    "rial": {"IR": "IRR", "OM": "OMR", "YE": "YER"},
    "won": {"KR": "KRW", "KP": "KPW"},
    "lira": {"TR": "TRY", "IT": "ITL", "LB": "LBP", "SY": "SYP"},
    "leu": {"RO": "RON", "MD": "MDL"}, "lei": {"RO": "RON", "MD": "MDL"},
    "som": {"KG": "KGS", "UZ": "UZS"}, "manat": {"AZ": "AZN", "TM": "TMT"},
    "kwacha": {"ZM": "ZMW", "MW": "MWK"},
    "koruna": {"CZ": "CZK", "SK": "SKK"},
}  # fmt: skip
"""Currencies of one name in several countries, by ISO 3166-1 alpha-2."""


def currency_of(name: str, countries: Mapping[str, int]) -> str | None:
    """Return the currency that a bare *name* ("pesos") means among the countries of an article.

    *countries*: how often each is named. The most named that has such money wins; None when
    none has or two share the lead.
    """
    codes = _OF_COUNTRY.get(name.lower()) or _OF_COUNTRY.get(name.lower().removesuffix("s"))
    if codes is None:
        return None
    counts: dict[str, int] = {}
    for country, code in codes.items():
        if countries.get(country, 0):
            counts[code] = counts.get(code, 0) + countries[country]
    lead = max(counts.values(), default=0)
    leaders = [code for code, n in counts.items() if n == lead]
    return leaders[0] if len(leaders) == 1 else None


def currency_before(text: str, start: int) -> Unit | None:
    """Return the currency whose sign or code ends right before *start*."""
    window = text[max(0, start - 10) : start]
    if text[max(0, start - 2) : start] == "PS" and _POUND_SUM.match(text, start):
        return Unit(code="GBP", dimension="money", start=start - 2, end=start)
    found = _BEFORE.search(window)
    if found is None:
        return None
    if found["sign"]:
        code = _SIGNS[found["sign"]]
    elif found["code"]:
        code = _LOCAL.get(found["code"], found["code"])
    else:
        code = _DOLLARS.get((found["after"] or found["letters"] or "").lower(), "USD")
    begin = start - len(window) + found.start()
    return Unit(code=code, dimension="money", start=begin, end=start)


def currency_after(text: str, end: int, *, digits: bool) -> Unit | None:
    """Return the currency named right after *end*: "euros", "Chinese yuan", "EUR", "50 cents"."""
    named = _NAME_AFTER.match(text, end)
    if named:
        code = _named(named)
        if code is not None and not (named["name"] == "won" and not digits):
            return Unit(code=code, dimension="money", start=end + 1, end=named.end())
    coded = _CODE_AFTER.match(text, end)
    if coded and digits:
        code = coded["code"]
        code = "USD" if code == "$" else _SIGNS.get(code, _LOCAL.get(code, code))
        return Unit(code=code, dimension="money", start=coded.start("code"), end=coded.end())
    minor = _MINOR_AFTER.match(text, end)
    if minor is None or (
        minor["p"] and (not digits or _SCREEN.search(text[max(0, end - 5) : end]))
    ):
        return None
    name = minor["name"]
    code = (
        {"p": "penny", "c": "cent", "¢": "cent"}[minor["p"].strip()]
        if name is None
        else _MINOR[name]
    )
    start = minor.start("p") if name is None else minor.start("name")
    return Unit(code=code, dimension="money", start=start, end=minor.end())


def _named(named: re.Match[str]) -> str | None:
    country, name = (named["country"] or "").lower(), named["name"]
    qualified = _QUALIFIED.get((country, name))
    if qualified:
        return qualified
    if name == "pound" or (country == "new" and name != "shekel"):
        return None  # "five pounds" may be a weight: the unit table decides
    return _NAMES[name]


def is_plain_dollar(text: str, unit: Unit) -> bool:
    """Whether the unit is a dollar without a country ("$5", "5 dollars")."""
    return unit.code == "USD" and text[unit.start : unit.end].strip(" ").lower() in {
        "$", "dollar", "dollars",
    }  # fmt: skip


def unit_named(name: str) -> Unit | None:
    """Return the unit whose whole name or symbol is *name* ("km", "euros"), None if it is none."""
    name = name.strip()
    for written in (" " + name, name):
        for found in (
            unit_after(written, 0, digits=True),
            currency_after(written, 0, digits=True),
        ):
            if found is not None and found.end >= len(written):
                return found
    before = currency_before(name, len(name))
    return before if before is not None and before.start == 0 else None
