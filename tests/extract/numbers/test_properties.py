"""What holds of every text: nothing crashes, nothing is lost, invented or told twice."""

import math
from decimal import Decimal
from typing import Literal

import pytest
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
)
from babel.units import format_compound_unit, format_unit
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.numbers import Number, scan
from extract.statistics.inventory import NAME_OF_CURRENCY
from extract.statistics.quantity import Quantity, read_quantity

ANY_TEXT = st.text(max_size=120)
WORDS = (
    "12 3,400 0.5 1/2 ½ 2019 7th 3-1 10:30 $5 €3bn 40% 6-8 one two half a dozen million of in to"
    " and between from 5m kg km/h G7 Covid-19 1990s - – , . ; ( ) / ' \" hundred thousands about"
    " over per year-old minus −4 4.1×10−6 10^8 1⁄32 Rs.5 #4 No. up 20s fold one-in-five"
).split(" ")
PIECES = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
GLUED = PIECES.map(lambda text: text.replace(" ", ""))
TEXTS = st.one_of(ANY_TEXT, PIECES, GLUED)


def told(numbers: list[Number], shift: int = 0) -> list[tuple[object, ...]]:
    """Return what numbers tell, their spans moved by *shift*."""
    return [
        (n.start + shift, n.end + shift, n.modifier_start + shift, n.value, n.low, n.high, n.bound)
        for n in numbers
    ]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_numbers_are_sound(text: str) -> None:
    """On any text numbers come in order, apart, inside it, finite, and a range has two ends."""
    end = 0
    for number in scan(text):
        assert end <= number.modifier_start <= number.start < number.end <= len(text)
        values = [v for v in (number.value, number.low, number.high) if v is not None]
        assert values
        assert all(math.isfinite(v) for v in values)
        assert (number.value is None) == (number.low is not None)
        if number.low is not None and number.high is not None:
            assert number.low < number.high
        end = number.end


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_number_has_a_quantity(text: str) -> None:
    """Units and rates are looked for around every number of any text without a crash."""
    for number in scan(text):
        quantity = read_quantity(text, number)
        assert 0 <= quantity.start <= number.start
        assert number.end <= quantity.end <= len(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_paragraphs_are_read_apart(first: str, second: str) -> None:
    """A paragraph neither takes a number from its neighbour nor gives it one."""
    gap = ".\n\nThen\n\n"
    both = scan(first + gap + second)
    assert told(both) == told(scan(first + gap)) + told(
        scan("Then\n\n" + second), len(first + gap) - len("Then\n\n")
    )


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(2101, 999_999), TEXTS)
def test_no_text_hides_a_number(before: str, number: int, after: str) -> None:
    """A plain count is found whatever stands in the paragraphs around it, and once only."""
    text = f"{before}.\n\nThey saw {number:,} hens there.\n\n{after}"
    start = len(before) + 3
    found = [n for n in scan(text) if start <= n.start < start + 36]
    assert [n.value for n in found if n.start < text.index(" hens there", start)] == [number]


Length = Literal["long", "short", "narrow"]
LENGTHS: tuple[Length, ...] = ("long", "short", "narrow")
MONEY = sorted(c for c in NAME_OF_CURRENCY if len(c) == 3 and c != "KGS")  # "KGS" weighs


def _money(written: str) -> Quantity:
    text = f"They paid {written} for it."
    (number,) = scan(text)
    return read_quantity(text, number)


@settings(max_examples=300, deadline=None)
@given(st.integers(2, 9_999_999), st.sampled_from(MONEY))
def test_any_currency_by_its_code(value: int, code: str) -> None:
    """A sum of any currency, written with its code or its name, keeps its value and its money."""
    digits = format_decimal(value * 1000, locale="en")
    for written in (f"{code} {digits}", f"{digits} {code}"):
        quantity = _money(written)
        assert quantity.number.value == value * 1000
        assert quantity.unit is None or quantity.unit.code == code, written


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 999), st.sampled_from(["USD", "EUR", "GBP", "JPY", "INR", "AUD", "KRW"]))
def test_compact_money_in_every_form(count: int, code: str) -> None:
    """“€5 million”, “A$5M”, “₹5T” keep their value and their money."""
    kinds: tuple[Literal["short", "long"], ...] = ("short", "long")
    for scale in (10**6, 10**9):
        for kind in kinds:
            digits = format_compact_decimal(count * scale, format_type=kind, locale="en")
            sign = format_currency(1, code, locale="en").split("1")[0]
            quantity = _money(sign + digits)
            assert quantity.number.value == count * scale
            assert quantity.unit is not None
            assert quantity.unit.code == code
    quantity = _money(format_compact_currency(count * 10**6, code, locale="en"))
    assert quantity.number.value == count * 10**6


@settings(max_examples=100, deadline=None)
@given(
    st.decimals(min_value=2, max_value=9999, places=1),
    st.sampled_from(
        [
            ("length-kilometer", "duration-hour", "km/h"),
            ("length-mile", "duration-hour", "[mi_i]/h"),
            ("length-meter", "duration-second", "m/s"),
            ("digital-megabit", "duration-second", "Mbit/s"),
        ]
    ),
    st.sampled_from(LENGTHS),
)
def test_compound_units(value: Decimal, units: tuple[str, str, str], length: Length) -> None:
    """“60 kilometers per hour” and “60km/h” are one speed."""
    written = format_compound_unit(
        value, units[0], denominator_unit=units[1], length=length, locale="en"
    )
    assert written is not None
    quantity = _money(written)
    assert quantity.number.value == pytest.approx(float(value))
    assert quantity.unit is not None
    assert quantity.unit.code == units[2]


@settings(max_examples=100, deadline=None)
@given(
    st.integers(2, 500),
    st.integers(2, 500),
    st.sampled_from(["mass-kilogram", "length-mile", "duration-hour", "area-hectare"]),
    st.sampled_from(["{} to {}", "{}-{}", "{}–{}", "between {} and {}", "from {} to {}"]),
)
def test_ranges_of_measures(low: int, step: int, unit: str, form: str) -> None:
    """However a range of a measure is joined, both ends and the unit are read."""
    high = low + step
    name = format_unit(7, unit, length="long", locale="en").removeprefix("7")
    text = f"The sizes were {form.format(low, high)}{name}."
    (number,) = scan(text)
    assert (number.low, number.high) == (low, high)
    assert read_quantity(text, number).unit is not None


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 10**9), st.sampled_from(MONEY[::7]))
def test_named_money(value: int, code: str) -> None:
    """The name that Babel gives a sum's money is read as a sum of that value."""
    written = format_currency(value, code, locale="en", format_type="name")
    assert _money(written).number.value == value, written
    assert format_decimal(value, locale="en") in written
