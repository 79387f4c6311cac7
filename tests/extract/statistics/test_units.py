"""Units and currencies are known by every name that CLDR gives them, and measure in SI."""

import pytest
from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies
from babel.units import format_unit

from extract.statistics.currencies import currency_after, currency_before, unit_named
from extract.statistics.inventory import NAME_OF_CURRENCY, UNITS
from extract.statistics.scales import in_si

CLDR = {
    "length-kilometer": "km", "length-meter": "m", "length-centimeter": "cm",
    "length-millimeter": "mm", "length-micrometer": "um", "length-nanometer": "nm",
    "length-mile": "[mi_i]", "length-yard": "[yd_i]", "length-foot": "[ft_i]",
    "length-inch": "[in_i]", "length-nautical-mile": "[nmi_i]", "length-light-year": "light year",
    "length-fathom": "[fth_i]", "length-furlong": "[fur_us]", "area-hectare": "har",
    "area-acre": "[acr_us]", "area-square-kilometer": "km2", "area-square-meter": "m2",
    "area-square-mile": "[mi_us]2", "area-square-foot": "[ft_i]2", "volume-liter": "L",
    "volume-milliliter": "mL", "volume-gallon": "[gal_us]", "volume-barrel": "[bbl_us]",
    "volume-cubic-meter": "m3", "volume-cubic-foot": "[ft_i]3", "volume-pint": "[pt_us]",
    "volume-quart": "[qt_us]", "volume-cup": "[cup_us]", "volume-fluid-ounce": "[foz_us]",
    "volume-tablespoon": "[tbs_us]", "volume-teaspoon": "[tsp_us]", "volume-bushel": "[bu_us]",
    "volume-acre-foot": "[acr_us].[ft_i]", "mass-kilogram": "kg", "mass-gram": "g",
    "mass-milligram": "mg", "mass-tonne": "t", "mass-ton": "ton",
    "mass-ounce": "[oz_av]", "mass-carat": "[car_m]",
    "speed-kilometer-per-hour": "km/h", "speed-mile-per-hour": "[mi_i]/h",
    "speed-meter-per-second": "m/s", "speed-knot": "[kn_i]", "temperature-celsius": "Cel",
    "temperature-fahrenheit": "[degF]", "energy-joule": "J", "energy-kilowatt-hour": "kW.h",
    "energy-kilocalorie": "[Cal]", "energy-british-thermal-unit": "[Btu]", "power-watt": "W",
    "power-kilowatt": "kW", "power-megawatt": "MW", "power-gigawatt": "GW",
    "power-horsepower": "[HP]", "electric-volt": "V", "electric-ampere": "A",
    "electric-ohm": "Ohm", "digital-byte": "By", "digital-kilobyte": "kB",
    "digital-megabyte": "MB", "digital-gigabyte": "GB", "digital-terabyte": "TB",
    "frequency-hertz": "Hz", "frequency-kilohertz": "kHz", "frequency-megahertz": "MHz",
    "frequency-gigahertz": "GHz", "pressure-pascal": "Pa", "pressure-hectopascal": "hPa",
    "pressure-megapascal": "MPa", "pressure-millibar": "mbar",
    "duration-second": "second",
    "duration-minute": "minute", "duration-hour": "hour", "duration-day": "day",
    "duration-week": "week", "duration-month": "month", "duration-year": "year",
    "duration-decade": "decade", "duration-century": "century", "angle-degree": "deg",
    "angle-radian": "rad", "concentr-percent": "percent", "force-newton": "N",
    "light-lumen": "lm", "light-lux": "lx", "light-candela": "cd", "area-dunam": "dunam",
    "acceleration-g-force": "gee", "acceleration-meter-per-square-second": "m/s2",
    "angle-arc-minute": "'", "angle-arc-second": "''", "mass-dalton": "Da",
    "mass-solar-mass": "solar mass", "mass-earth-mass": "earth mass", "energy-therm-us": "therm",
    "energy-electronvolt": "eV", "length-parsec": "pc", "length-astronomical-unit": "AU",
    "length-solar-radius": "solar radius", "mass-ounce-troy": "[oz_tr]", "mass-microgram": "ug",
      "volume-cubic-kilometer": "km3",
    "volume-cubic-mile": "[mi_i]3", "volume-cubic-yard": "[yd_i]3", "volume-hectoliter": "hL",
    "digital-bit": "bit", "digital-petabyte": "PB", "graphics-megapixel": "megapixel",
    "pressure-millimeter-ofhg": "mm[Hg]", "pressure-inch-ofhg": "[in_i'Hg]",
    "pressure-pound-force-per-square-inch": "[psi]",
    "duration-quarter": "quarter", "duration-millisecond": "millisecond",
    "concentr-permille": "per mille", "concentr-permillion": "part per million",
    "force-pound-force": "[lbf_av]", "torque-newton-meter": "N.m",
    "torque-pound-force-foot": "[ft_i].[lbf_av]",
}  # fmt: skip


@pytest.mark.parametrize(("unit", "code"), CLDR.items())
def test_names_of_cldr(unit: str, code: str) -> None:
    """A unit is known by its singular, its plural, and British and American spelling."""
    for locale in ("en", "en_GB"):
        for count in (1, 7):
            name = format_unit(count, unit, length="long", locale=locale).removeprefix(f"{count} ")
            if code in {"[gal_us]", "[pt_us]", "[foz_us]", "[cup_us]", "[qt_us]"}:
                name = name.removeprefix("US ").removeprefix("imp. ")
            name = name.replace("Imp.", "imperial").removeprefix("US ")
            found = unit_named(name)
            assert found is not None, name
            assert found.code == code, name


def _current() -> list[str]:
    """Return the codes of CLDR's currencies, of two that share a name the one in use."""
    codes = Locale("en").currencies
    return [
        c for c in sorted(codes) if c in NAME_OF_CURRENCY and "(" not in codes[c] and c != "BUK"
    ]


@pytest.mark.parametrize("code", _current())
def test_currencies_of_cldr(code: str) -> None:
    """“7,000 Kenyan shillings” is KES: a sum is known by the plural of CLDR."""
    name = get_currency_name(code, count=2, locale="en").replace(" & ", " and ")
    found = currency_after(f"7,000 {name}", 5, digits=True)
    assert found is not None, name
    assert found.code == code, name


IN_USE = sorted(
    {
        code
        for country in map(str, Locale("en").territories)
        if len(country) == 2
        for code in get_territory_currencies(country)
    }
)


@pytest.mark.parametrize("code", IN_USE)
def test_codes_of_currencies(code: str) -> None:
    """“XAF 2,500” and “2,500 XAF” are both sums of that money; “COP 26” is a meeting."""
    before = currency_before(f"{code} 2,500", len(code) + 1)
    after = currency_after(f"2,500 {code}", 5, digits=True)
    assert before is not None
    assert after is not None
    assert before.code == after.code == code


def test_codes_that_are_words() -> None:
    """A code that is a word or name too needs a sum behind it."""
    assert [currency_before(f"{w} 26", len(w) + 1) for w in ("COP", "TOP", "TRY")] == [None] * 3


SIZES = [
    ("[mi_i]", 10, 16093.44, "m"),
    ("km/h", 36, 10, "m/s"),
    ("[degF]", 212, 373.15, "K"),
    ("Cel", -273.15, 0, "K"),
    ("kW.h", 1, 3.6e6, "J"),
    ("har", 2, 20000, "m2"),
    ("percent", 50, 0.5, "1"),
    ("hour", 2, 7200, "s"),
    ("[lb_av]", 100, 45.359237, "kg"),
    ("GB", 2, 2e9, "By"),
]


@pytest.mark.parametrize(("code", "value", "size", "unit"), SIZES)
def test_in_si(code: str, value: float, size: float, unit: str) -> None:
    """A measure has a size in the SI unit of its kind."""
    converted = in_si(code, value)
    assert converted is not None
    assert converted[0] == pytest.approx(size)
    assert converted[1] == unit


def test_what_has_no_size_in_si() -> None:
    """Money, counts, index points and nights have none."""
    assert [in_si(code, 3) for code in ("USD", "troop", "point", "night", "")] == [None] * 5


def test_every_factor_is_positive() -> None:
    """The table gives factor and SI unit together or neither."""
    for unit in UNITS.values():
        assert (unit.factor is None) == (unit.si_unit is None), unit.code
        assert unit.factor is None or unit.factor > 0, unit.code
