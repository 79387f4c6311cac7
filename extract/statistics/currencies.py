"""Money: signs, codes and names of currencies, as ISO 4217 codes."""

import re
from collections.abc import Mapping

from extract.statistics.inventory import CURRENCY_NAMES, longest, longest_exact
from extract.statistics.units import Unit, unit_after

_DOLLARS = {
    "us": "USD", "usd": "USD", "u.s.": "USD", "a": "AUD", "au": "AUD", "aud": "AUD", "c": "CAD",
    "ca": "CAD", "cad": "CAD", "cdn": "CAD", "nz": "NZD", "nzd": "NZD", "hk": "HKD", "hkd": "HKD",
    "s": "SGD", "sg": "SGD", "sgd": "SGD", "nt": "TWD", "r": "BRL", "z": "ZWL", "j": "JMD",
    "bd": "BBD", "tt": "TTD", "can": "CAD", "mex": "MXN", "ar": "ARS", "clp": "CLP", "col": "COP",
    "cop": "COP", "n": "NAD", "": "USD", "mx": "MXN",
}  # fmt: skip
_SIGNS = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY",
    "₴": "UAH", "₦": "NGN", "₪": "ILS", "฿": "THB", "₫": "VND", "₱": "PHP", "₵": "GHS",
    "₡": "CRC", "₿": "BTC", "元": "CNY", "₸": "KZT", "₼": "AZN", "₾": "GEL", "﷼": "IRR",
    "؋": "AFN", "৳": "BDT", "៛": "KHR", "₮": "MNT", "₭": "LAK", "₲": "PYG", "֏": "AMD", "₧": "ESP",
    "₣": "FRF", "₤": "GBP", "￥": "JPY", "￡": "GBP", "₳": "ARA", "円": "JPY",
}  # fmt: skip
_CODES = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTC BTN"
    " BWP BYN BYR BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DEM DJF DKK DOP DZD EGP ERN ETB"
    " ETH EUR FJD FKP FRF GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD"
    " IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD"
    " MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN"
    " PGK PHP PKR PLN PYG QAR RMB RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SKK SLE SLL SOS"
    " SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USDC USDT UYU UZS"
    " VES VND VUV WST XAF XCD XCG XOF XPF XRP YER ZAR ZMW ZWG ZWL"
).split()
_WORDY = frozenset(
    "ALL TOP CUP COP PEN TRY MAD SOS BAM MOP LAK AMD GEL ETH SAR SR QR KD BD LE TL Ush SLE"
    " ERN BOB STN RON".split()
)
"""Codes that are words and names too, so that only a sum follows them: not "COP 26"."""

_SUM = re.compile(
    r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)? ?(?:[mbk]|bn|mn|tn|million|billion|trillion|lakh|crore)\b"
    r"|\d+\.\d\d\b|\d{2,3}(?=[.,;)]|$)(?<!\b2[0-9])"
)
_LOCAL = {
    "Rs": "INR", "Rs.": "INR", "RM": "MYR", "Rp": "IDR", "Rp.": "IDR", "RMB": "CNY", "R": "ZAR",
    "Ksh": "KES", "Ksh.": "KES", "KSh": "KES", "Sh": "KES", "USh": "UGX", "TSh": "TZS",
    "Php": "PHP", "PhP": "PHP", "Dh": "AED", "Dhs": "AED", "SR": "SAR", "QR": "QAR", "KD": "KWD",
    "BD": "BHD", "LE": "EGP", "TL": "TRY", "Ush": "UGX", "SKr": "SEK", "Skr": "SEK", "NKr": "NOK",
    "Nkr": "NOK", "DKr": "DKK", "Dkr": "DKK", "SwFr": "CHF", "SFr": "CHF", "Sfr": "CHF",
    "Kč": "CZK", "Tk": "BDT", "NIS": "ILS", "kr": "SEK", "Kr": "SEK", "Fr": "CHF",
    "Fr.": "CHF", "zł": "PLN",
}  # fmt: skip
_OTHER_WORDS = frozenset(
    "won real reals sol som soms dong mark marks lev lei leu kip lek pula tala kina colon colons"
    " toman tomans guarani guaranis ether cordoba cordobas loti lats punt sucre crown crowns"
    " tether leone schilling".split()
)
"""Names of money that are other words too: "9,000 won"; not "two real friends"."""

_SUM_BEFORE = re.compile(
    r"(?:\d{3,}|,\d{3}|\d\.\d\d|illion|thousand|hundred|crore|lakh|\d ?(?:bn|mn|m|tn|k))$"
)
_SUFFIXES = {
    "kr": "SEK", "kr.": "SEK", "Kr": "SEK", "kn": "HRK", "zł": "PLN", "zl": "PLN", "Kč": "CZK",
    "Ft": "HUF", "лв": "BGN", "ден": "MKD", "RM": "MYR", "Rs": "INR", "Rs.": "INR", "NT": "TWD",
    "руб": "RUB", "руб.": "RUB", "р.": "RUB", "грн": "UAH", "රු": "LKR", "ரூ": "LKR", "TL": "TRY",
    "đ": "VND", "đồng": "VND", "sfr": "CHF", "sfr.": "CHF", "SFr": "CHF", "Br": "ETB",
    "dlrs": "USD", "dlr": "USD", "US$": "USD", "A$": "AUD", "C$": "CAD", "R$": "BRL",
}  # fmt: skip
"""What stands for money after digits, in this case."""

_KNOTS = re.compile(
    r"\b(?:winds?|gusts?|speeds?|sail\w*|ship|vessel|boat|blow\w*)\b", re.IGNORECASE
)
_MINOR = {
    "cent": "cent", "penny": "penny", "pence": "penny", "pennies": "penny", "sen": "sen",
    "paise": "paisa", "paisa": "paisa", "kopek": "kopek", "kopeck": "kopek", "centavo": "centavo",
    "kobo": "kobo", "pesewa": "pesewa", "fils": "fils", "halala": "halala", "agorot": "agora",
    "agora": "agora", "groszy": "grosz", "grosz": "grosz", "centime": "centime", "öre": "öre",
    "øre": "øre", "satang": "satang", "kuruş": "kuruş", "kurus": "kuruş", "jiao": "jiao",
    "stotinka": "stotinka", "stotinki": "stotinka", "rappen": "rappen", "tetri": "tetri",
    "tiyin": "tiyin", "butut": "butut", "pya": "pya", "millime": "millime", "kopiyka": "kopiyka",
    "kopiyok": "kopiyka", "bani": "ban", "heller": "heller",
    "fen": "fen", "baisa": "baisa", "piastre": "piastre", "nickel": "nickel", "dime": "dime",
}  # fmt: skip
_BEFORE = re.compile(
    rf"(?:(?:\b(?P<letters>US|(?:us|c|nz|hk)(?= \$)|USD|U\.S\.|AU|A(?=\$)|AUD|CA?|CAD|CDN|NZD?"
    r"|HKD?|SG?|SGD|NT|R|Z|J|BD|TT|N|MX|Can|Mex|A[Rr]|CLP|COL|COP)[ ]?)?\$"
    r"(?P<after>US|A|C|NZ|HK|S)?"
    r"|(?P<dlrs>\bdlrs)"
    rf"|(?P<sign>[{''.join(_SIGNS)}])"
    rf"|(?:(?<=[\s(\[])|^)(?P<code>{'|'.join(_CODES)}|{'|'.join(map(re.escape, _LOCAL))}))"
    r"[ \u00a0\u202f]?$"
)
"""A currency before a number: "US$", "€", "EUR "; not "EUROPE "."""
_DOLLAR_BEHIND = re.compile(
    r"\d[\d,.]*(?: ?(?:[mbk]|bn|mn|tn|million|billion|trillion))? (?P<code>AUD|CAD|NZD|HKD|SGD)\b"
)
"""A sum whose dollar is told behind it: "$5m CAD"."""

_POUND_SUM = re.compile(
    r"\d+(?:,\d{3})+|\d+(?:\.\d+)? ?(?:[mbk]|bn|mn|tn|million|billion|trillion)\b"
)
"""What follows "PS" where "£" was spelled out by an old converter: "PS6m"; not "PS5"."""

_QUALIFIER = re.compile(r"(?:[A-Z][\w.]+ ){1,2}|new ")
"""A word of a country that the table does not join with the money: "Ruritanian pesos"."""

_SCREEN = re.compile(r"(?<!\d)(?:144|240|270|360|480|540|720|1080|1440|2160)$")
"""Lines of a video: "720p" is no price."""

_CODE_AFTER = re.compile(rf"[ \u00a0]?(?P<code>{'|'.join(_CODES)}|[{''.join(_SIGNS)}$])(?!\w)")
_SCALED_CODE = re.compile(
    r"(?<!\w)(?P<scale>[KTMB])(?P<code>USD|EUR|SEK|NOK|DKK|GBP|CHF|AUD|CAD|PLN|CZK|ISK|ZAR|JPY) ?$"
)
_SECOND_SIGN = re.compile(r"(?:[$€£¥₹]|\b(?:EUR|USD|GBP|Rs\.?|RM) ?)(?=\d[^$€£¥₹]*$)")
_SCALED_CODE_AFTER = re.compile(
    r" ?(?P<scale>[KTMB])(?P<code>USD|EUR|SEK|NOK|DKK|GBP|CHF|AUD|CAD|PLN|CZK|ISK|ZAR|JPY)(?!\w)"
)
_CODE_SCALES = {"K": 1e3, "T": 1e3, "M": 1e6, "B": 1e9}
_MINOR_NEXT = re.compile(r"[ -](?:cents?|pence|penny)\b")
"""What makes the name of money before it that of its hundredths: "50 euro cents"."""
_MINOR_AFTER = re.compile(
    r"[ -]?(?:(?:US|U\.S\.|Canadian|Australian|American|euro|Hong Kong) )?"
    rf"(?P<name>{'|'.join(sorted(_MINOR, key=len, reverse=True))})s?\b"
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
    "pound": {
        "GB": "GBP", "IE": "IEP", "EG": "EGP", "LB": "LBP", "SY": "SYP", "SD": "SDG", "SS": "SSP",
    },
    "krone": {"NO": "NOK", "DK": "DKK"}, "kroner": {"NO": "NOK", "DK": "DKK"},
    "krona": {"SE": "SEK", "IS": "ISK"}, "kronor": {"SE": "SEK"},
    "shilling": {"KE": "KES", "UG": "UGX", "TZ": "TZS", "SO": "SOS"},
    "franc": {
        "CH": "CHF", "RW": "RWF", "BI": "BIF", "CD": "CDF", "GN": "GNF", "DJ": "DJF",
        "SN": "XOF", "CI": "XOF", "ML": "XOF", "BF": "XOF", "NE": "XOF", "TG": "XOF", "BJ": "XOF",
        "FR": "FRF", "BE": "BEF", "LU": "LUF",
        "CM": "XAF", "GA": "XAF", "TD": "XAF", "CF": "XAF", "CG": "XAF",
    },
    "riyal": {"SA": "SAR", "QA": "QAR", "OM": "OMR", "YE": "YER"},
    "rial": {"IR": "IRR", "OM": "OMR", "YE": "YER"},
    "mark": {"DE": "DEM", "FI": "FIM"},
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


def scaled_code_before(text: str, start: int) -> tuple[Unit, float] | None:
    """Return the currency and scale of "MSEK 45", "TEUR 300", None when there is none."""
    found = _SCALED_CODE.search(text[max(0, start - 6) : start])
    if found is None:
        return None
    begin = start - len(found[0])
    unit = Unit(code=found["code"], dimension="money", start=begin, end=start)
    return unit, _CODE_SCALES[found["scale"]]


def scaled_code_after(text: str, end: int) -> tuple[Unit, float] | None:
    """Return the currency and scale of "45 MSEK", "12.4 MEUR", None when there is none."""
    found = _SCALED_CODE_AFTER.match(text, end)
    if found is None:
        return None
    unit = Unit(code=found["code"], dimension="money", start=found.start("scale"), end=found.end())
    return unit, _CODE_SCALES[found["scale"]]


def currency_before(text: str, start: int) -> Unit | None:
    """Return the currency whose sign or code ends right before *start*."""
    window = text[max(0, start - 10) : start]
    for sign in ("PS", "#"):  # what old converters made of "£"
        if window.endswith(sign) and _POUND_SUM.match(text, start):
            return Unit(code="GBP", dimension="money", start=start - len(sign), end=start)
    found = _BEFORE.search(window)
    if found is None:
        return None
    if found["sign"]:
        code = _SIGNS[found["sign"]]
    elif found["code"]:
        if found["code"] in _WORDY and not _SUM.match(text, start):
            return None
        code = _LOCAL.get(found["code"], found["code"])
    elif found["dlrs"]:
        code = "USD"
    else:
        behind = _DOLLAR_BEHIND.match(text, start)
        named = found["after"] or found["letters"] or (behind["code"] if behind else "")
        code = _DOLLARS.get(named.lower(), "USD")
    begin = start - len(window) + found.start()
    return Unit(code=code, dimension="money", start=begin, end=start)


def currency_within(text: str, start: int, end: int) -> Unit | None:
    """Return the currency before the second part alone of a range ``[start, end)``: "8 or $9"."""
    found = _SECOND_SIGN.search(text, start, end)
    return None if found is None else currency_before(text, found.end())


def currency_after(text: str, end: int, *, digits: bool) -> Unit | None:
    """Return the currency named right after *end*: "euros", "Chinese yuan", "EUR", "50 cents"."""
    named = _named(text, end, digits=digits)
    if named is not None and not _MINOR_NEXT.match(text, named.end):
        return named
    if digits:
        coded = _CODE_AFTER.match(text, end)
        if coded and not (coded["code"] in _WORDY and not _sum_ends(text, end)):
            code = coded["code"]
            code = "USD" if code == "$" else _SIGNS.get(code, _LOCAL.get(code, code))
            return Unit(code=code, dimension="money", start=coded.start("code"), end=coded.end())
        suffix = _suffix(text, end)
        if suffix is not None:
            return suffix
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


def _sum_ends(text: str, end: int) -> bool:
    return _SUM_BEFORE.search(text[max(0, end - 12) : end]) is not None


def _named(text: str, end: int, *, digits: bool) -> Unit | None:
    """Return the currency named after a blank or hyphen at *end*, None when there is none.

    "Five pounds" may be a weight: only qualified pounds are in the table.
    """
    if text[end : end + 1] not in {" ", "-", "\u00a0"}:
        return None
    start = end + 1
    found = longest(text, start, CURRENCY_NAMES)
    if found is None:
        qualifier = _QUALIFIER.match(text, start)
        found = None if qualifier is None else longest(text, qualifier.end(), CURRENCY_NAMES)
        if found is None:
            return None
    code, stop = found
    name = text[start:stop].lower()
    if text[stop : stop + 1] == "-" and not text.startswith(("-a-", "-per-"), stop):
        return None
    if name == "mark":
        return None  # "passed the 2 million mark"
    if name in _OTHER_WORDS and not (digits and _sum_ends(text, end)):
        return None
    if name in {"som", "sol", "real", "mark", "sterling"} and text[start].isupper():
        return None
    return Unit(code=code, dimension="money", start=start, end=stop)


def _suffix(text: str, end: int) -> Unit | None:
    start = end + (text[end : end + 1] in {" ", "\u00a0"})
    found = longest_exact(text, start, _SUFFIXES)
    if found is None or (found[0] == "HRK" and _KNOTS.search(text[max(0, end - 60) : end + 40])):
        return None
    return Unit(code=found[0], dimension="money", start=start, end=found[1])


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
