"""Numbers in every form that Babel gives them for readers of English are read back."""

from decimal import Decimal

import pytest
from babel.numbers import (
    format_compact_currency,
    format_currency,
    format_decimal,
    format_percent,
    format_scientific,
)
from babel.units import format_unit
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.numbers import scan

# Grouped by commas, by lakh, by apostrophes, by thin spaces. Locales that write a thousand as
# "1.000" (en_DE, en_NL) are left out: to a reader of English it is one.
LOCALES = ["en", "en_GB", "en_AU", "en_CA", "en_IN", "en_NZ", "en_IE", "en_CH", "en_SE", "en_ZA"]
VALUES = st.one_of(
    st.integers(0, 10**12),
    st.decimals(min_value=0, max_value=10**8, places=1),
    st.decimals(min_value=0, max_value=10**8, places=2),
).map(Decimal)


def read(written: str) -> float | None:
    """Return the value of the only number in a sentence that holds *written*."""
    (number,) = scan(f"They reported {written} in the area.")
    return number.value


@settings(deadline=None)
@given(VALUES, st.sampled_from(LOCALES))
def test_decimals(value: Decimal, locale: str) -> None:
    """Digits grouped and pointed as in any English-speaking country keep their value."""
    assert read(format_decimal(value, locale=locale)) == pytest.approx(float(value))


@settings(deadline=None)
@given(VALUES.filter(bool))
def test_negative_decimals(value: Decimal) -> None:
    """A minus sign before a number is read with it."""
    assert read(format_decimal(-value, locale="en")) == pytest.approx(-float(value))


@settings(deadline=None)
@given(VALUES, st.sampled_from(LOCALES), st.sampled_from(["EUR", "USD", "GBP", "JPY", "INR"]))
def test_money(value: Decimal, locale: str, code: str) -> None:
    """Sums keep their value, with a sign before or behind and with the currency's name."""
    digits = 0 if code == "JPY" else 2
    expected = pytest.approx(round(float(value), digits), abs=1.0 if code == "JPY" else 0.005)
    for kind in ("standard", "name"):
        written = format_currency(value, code, locale=locale, format_type=kind)
        assert read(written) == expected, written


@settings(deadline=None)
@given(st.integers(1, 999), st.sampled_from([10**3, 10**6, 10**9, 10**12]))
def test_compact_money(count: int, scale: int) -> None:
    """“$5K”, “$5M”, “$5B”, “$5T” are read with their scale."""
    assert read(format_compact_currency(count * scale, "USD", locale="en")) == count * scale


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=1000, places=1), st.sampled_from(LOCALES))
def test_percentages(value: Decimal, locale: str) -> None:
    """Percentages keep their value."""
    written = format_percent(value / 100, locale=locale, format="#,##0.0%")
    assert read(written) == pytest.approx(float(value))


@settings(deadline=None)
@given(st.integers(11, 99), st.integers(1, 20))
def test_powers_of_ten(mantissa: int, exponent: int) -> None:
    """“1.2E6” is 1,200,000."""
    value = Decimal(mantissa).scaleb(exponent)
    written = format_scientific(value, locale="en")
    if "." in written:
        assert read(written) == pytest.approx(float(value))


@settings(deadline=None)
@given(
    st.decimals(min_value=2, max_value=9999, places=1),
    st.sampled_from(["length-kilometer", "mass-kilogram", "duration-hour", "area-acre"]),
    st.sampled_from(["long", "short", "narrow"]),
)
def test_measures(value: Decimal, unit: str, length: str) -> None:
    """A number glued to its unit or apart from it keeps its value."""
    written = format_unit(value, unit, length=length, locale="en")
    assert read(written) == pytest.approx(float(value))


FILLER = st.sampled_from("they saw red cars near our big lake while cold rain fell again".split())
NUMERALS = st.integers(2, 999_999).filter(lambda n: not 1000 <= n <= 2100)


@settings(deadline=None)
@given(st.lists(st.tuples(st.lists(FILLER, min_size=3, max_size=6), NUMERALS), max_size=6))
def test_no_number_is_lost_or_invented(parts: list[tuple[list[str], int]]) -> None:
    """Among plain words exactly the numbers that were put there are found, in order."""
    text = " ".join(f"{' '.join(words)} {number:,} hens" for words, number in parts)
    assert [number.value for number in scan(text)] == [number for _, number in parts]


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=("Nd", "No", "Nl", "Cs")), max_size=80))
def test_text_without_digits_holds_only_number_words(text: str) -> None:
    """On any text without digits every number found is written in letters."""
    for number in scan(text):
        assert any(c.isalpha() for c in text[number.start : number.end])
