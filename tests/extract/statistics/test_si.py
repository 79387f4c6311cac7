"""The size in SI of every unit is what pint, which knows them independently, says it is."""

import pytest
from pint import UnitRegistry

from extract.statistics.inventory import UNITS, UnitRow

REGISTRY = UnitRegistry()

NAMES = {
    "percent": "percent", "percentage point": "percent", "basis point": "1e-4 dimensionless",
    "per mille": "permille", "part per million": "ppm", "part per billion": "1e-9 dimensionless",
    "part per trillion": "1e-12 dimensionless", "light minute": "minute * speed_of_light",
    "acre foot": "acre_foot", "cord of wood": "128 cubic_foot", "board foot": "board_foot",
    "ton": "short_ton", "kiloton": "kilotonne", "megaton": "megatonne", "gigaton": "gigatonne",
    "grain of gold": "grain", "dram": "dram", "hundredweight": "100 pound",
    "celsius": "delta_degC", "fahrenheit": "delta_degF", "degree rankine": "degR",
    "arc minute": "arcminute", "arc second": "arcsecond", "calorie": "kilocalorie",
    "million british thermal unit": "1e6 british_thermal_unit", "therm": "1e5 british_thermal_unit",
    "horsepower": "horsepower", "brake horsepower": "horsepower", "megawatt peak": "megawatt",
    "kilowatt peak": "kilowatt", "watt hour": "watt_hour", "pound force": "force_pound",
    "newton metre": "newton * metre", "pound foot": "force_pound * foot",
    "pound inch": "force_pound * inch", "bar of pressure": "bar",
    "atmosphere of pressure": "standard_atmosphere", "millimetre of mercury": "millimeter_Hg",
    "inch of mercury": "inch_Hg", "pound per square inch": "psi",
    "kilopound per square inch": "1000 psi", "barrel": "oil_barrel",
    "barrel per day": "oil_barrel / day", "cubic foot per second": "cubic_foot / second",
    "frame per second": "1 / second", "beat per minute": "1 / minute",
    "revolution per minute": "1 / minute", "carat": "carat", "solar radius": "",
    "gallon": "gallon", "imperial gallon": "imperial_gallon", "square mile": "survey_mile ** 2",
    "acre": "acre", "pint": "pint", "quintal": "100 kilogram", "byte": "byte",
    "barrel of oil equivalent": "", "british thermal unit": "british_thermal_unit", "maund": "",
    "nautical mile": "nautical_mile", "light year": "light_year", "fluid ounce": "fluid_ounce",
    "astronomical unit": "astronomical_unit", "short ton": "short_ton", "long ton": "long_ton",
    "troy ounce": "troy_ounce", "quarter": "3 month", "decade": "10 year",
    "electronvolt": "electron_volt", "kiloelectronvolt": "kiloelectron_volt",
    "megaelectronvolt": "megaelectron_volt", "gigaelectronvolt": "gigaelectron_volt",
    "teraelectronvolt": "teraelectron_volt", "ampere hour": "ampere * hour",
    "milliampere hour": "milliampere * hour", "generation": "", "fathom": "fathom",
    "furlong": "furlong", "bushel": "bushel", "millennium": "millennium",
    "metre per second squared": "meter / second ** 2", "g-force": "standard_gravity",
    "dunam": "1000 meter ** 2", "feddan": "", "tola": "180 grain", "bcf": "1e9 foot ** 3",
    "tcf": "1e12 foot ** 3", "bcm": "1e9 meter ** 3", "mmcf": "1e6 foot ** 3",
    "mmcfd": "1e6 foot ** 3 / day", "bcfd": "1e9 foot ** 3 / day", "mtpa": "1e9 kilogram / year",
    "deadweight ton": "tonne", "mtoe": "1e6 tonne_of_oil_equivalent", "PS": "metric_horsepower",
    "fluid dram": "fluid_dram",
    "nit": "candela / meter ** 2", "solar mass": "", "earth mass": "",
}  # fmt: skip
"""What pint calls a unit that it does not know by our name; empty: pint does not have it."""

SI = {
    "1": "dimensionless", "By": "byte", "By/s": "byte / second", "Ohm": "ohm", "N.m": "N * m",
    "m/s2": "m / s ** 2", "cd/m2": "candela / m ** 2", "m-2": "m ** -2", "m2": "m ** 2",
    "m3": "m ** 3", "m3/s": "m ** 3 / s", "Hz": "1 / second",
}  # fmt: skip

SIZED = [row for row in UNITS.values() if row.si_unit and NAMES.get(row.name, row.name)]


@pytest.mark.parametrize("row", SIZED, ids=lambda row: row.code)
def test_the_size_is_the_one_pint_knows(row: UnitRow) -> None:
    """A figure of every unit with a size in SI compares with those of other units of its kind.

    pint's year has 365.25 days, ours the 365.2425 of the calendar.
    """
    name = NAMES.get(row.name, row.name)
    unit = REGISTRY.Quantity(name) if name[0].isdigit() else 1 * REGISTRY(name)
    size = unit.to(SI.get(row.si_unit or "", row.si_unit))
    assert size.magnitude == pytest.approx(row.factor, rel=3e-5)


def test_few_units_are_left_unproven() -> None:
    """Nearly every unit with a size is among those that pint proves."""
    assert len(SIZED) >= 210
