"""Numbers are read with the value a reader gives them."""

import pytest
from babel.numbers import format_compact_decimal, format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.numbers import scan
from extract.numbers.lexicon import TENS, UNITS

VALUES = [
    ("2,500 tonnes of wheat", "2,500", 2500),
    ("12,345.67 points", "12,345.67", 12345.67),
    ("1\u202f500 metres", "1\u202f500", 1500),
    ("1\u00a0500\u00a0000 voters", "1\u00a0500\u00a0000", 1_500_000),
    ("1 500 000 voters", "1 500 000", 1_500_000),
    ("1.000.000 Euro", "1.000.000", 1_000_000),
    ("1,50,000 farmers", "1,50,000", 150_000),
    ("2.5 million litres", "2.5 million", 2_500_000),
    ("2½ million litres", "2½ million", 2_500_000),
    ("2 1/2 cups of flour", "2 1/2", 2.5),
    ("half a billion kroner", "half a billion", 500_000_000),
    ("half a dozen goats", "half a dozen", 6),
    ("1.2 bn euros", "1.2 bn", 1.2e9),
    ("a bill of $1MM", "1MM", 1e6),
    ("it cost £5m to mend", "5m", 5e6),
    ("a reach of 3.5k readers", "3.5k", 3500),
    ("sold for €1.762bn", "1.762bn", 1.762e9),
    ("5m people went hungry", "5m", 5e6),
    ("a 5m wall of sand", "5", 5),
    ("three dozen eggs", "three dozen", 36),
    ("a hundred days", "a hundred", 100),
    ("a million and a half hectares", "a million and a half", 1_500_000),
    ("two and a half million hectares", "two and a half million", 2_500_000),
    ("twenty-one guns", "twenty-one", 21),
    ("twenty-five hundred sheep", "twenty-five hundred", 2500),
    ("two hundred and fifty-one thousand sheep", "two hundred and fifty-one thousand", 251_000),
    ("three-eighths of an inch", "three-eighths", 0.375),
    ("two thirds of the council", "two thirds", 2 / 3),
    ("a quarter of the crop", "a quarter", 0.25),
    ("half of the crop", "half", 0.5),
    ("3/4 of the crop", "3/4", 0.75),
    ("one in five adults", "one in five", 0.2),
    ("nine out of ten dentists", "nine out of ten", 0.9),
    ("a one-in-five chance", "one-in-five", 0.2),
    ("a sixfold rise", "sixfold", 6),
    ("a cooling to −4 degrees", "−4", -4),
    ("it was minus 12 outside", "minus 12", -12),
    ("10 lakh voters", "10 lakh", 1_000_000),
    ("RM88 a head", "88", 88),
    ("$US113 trillion", "113 trillion", 113e12),
    ("a quarter of a trillion euros", "a quarter of a trillion", 250e9),
    ("a speed of 3.0×10−8 m", "3.0×10−8", 3e-8),
    ("1⁄32 of a quart", "1⁄32", 1 / 32),
    ("5/16 of an inch", "5/16", 0.3125),
    ("a loan of Rs.5 lakh", "5 lakh", 500_000),
    ("30 mln. euros", "30 mln.", 30e6),
    ("one household in four.", "one household in four", 0.25),
    ("it was cold,minus 233 Celsius", "minus 233", -233),
    (".5 of a point", ".5", 0.5),
]


@pytest.mark.parametrize(("text", "written", "value"), VALUES)
def test_value(text: str, written: str, value: float) -> None:
    """A number in digits, words or both is worth what a reader takes it for."""
    (number,) = scan(text)
    assert text[number.start : number.end] == written
    assert number.value == pytest.approx(value)


RANGES = [
    ("2,000-3,000 fans", "2,000-3,000", 2000, 3000),
    ("between 400 and 600 men", "between 400 and 600", 400, 600),
    ("a cost of $10 to $15 billion", "10 to $15 billion", 1e10, 1.5e10),
    ("between two and three million hens", "between two and three million", 2e6, 3e6),
    ("two or three days", "two or three", 2, 3),
    ("5% to 10% of wages", "5% to 10", 5, 10),
    ("4–5 years", "4–5", 4, 5),
    ("1.1 million to 1.2 million hens", "1.1 million to 1.2 million", 1.1e6, 1.2e6),
    ("hundreds of hens", "hundreds", 100, 1000),
    ("tens of thousands of hens", "tens of thousands", 10_000, 100_000),
    ("a few dozen hens", "a few dozen", 24, 120),
    ("prices run from 5 to 10 crowns", "5 to 10", 5, 10),
]


@pytest.mark.parametrize(("text", "written", "low", "high"), RANGES)
def test_range(text: str, written: str, low: float, high: float) -> None:
    """A range has two ends, which share the scale of the second, and no value of its own."""
    (number,) = scan(text)
    assert text[number.start : number.end] == written
    assert (number.value, number.low, number.high) == (None, low, high)
    assert number.bound == "range"


BOUNDS = [
    ("over 20 boats", "over", "over "),
    ("more than 30 boats", "over", "more than "),
    ("well over 100 boats", "over", "well over "),
    ("at least twelve boats", "at_least", "at least "),
    ("no fewer than nine boats", "at_least", "no fewer than "),
    ("fewer than nine boats", "under", "fewer than "),
    ("less than $4 each", "under", "less than $"),
    ("up to US$8 each", "at_most", "up to US$"),
    ("no more than three boats", "at_most", "no more than "),
    ("as many as 14 boats", "at_most", "as many as "),
    ("nearly 40 boats", "about", "nearly "),
    ("about another 50 boats", "about", "about another "),
    ("an estimated $3 million", "about", "an estimated $"),
    ("~60 boats", "about", "~"),
    ("(some 19 miles)", "about", "some "),
    ("≥5 boats", "at_least", "≥"),
    ("<7 boats", "under", "<"),
    ("50 or more boats", "at_least", ""),
    ("100+ boats", "over", ""),
    ("nigh on 400 boats", "about", "nigh on "),
    ("getting on for 400 boats", "about", "getting on for "),
    ("in the vicinity of 400 boats", "about", "in the vicinity of "),
    ("the better part of 400 boats", "about", "the better part of "),
    ("not quite 400 boats", "under", "not quite "),
    ("capped at 400 boats", "at_most", "capped at "),
    ("a fleet of 400 at most.", "at_most", ""),
    ("a fleet of 400 and counting", "at_least", ""),
    ("a fleet of 400, give or take", "about", ""),
    ("as few as 400 boats", "at_least", "as few as "),
    ("beyond 400 boats", "over", "beyond "),
    ("met 400 at least once", "exact", ""),
    ("or even 400 boats", "exact", ""),
    ("moreover 50 boats", "exact", ""),
    ("he took over 3 boats", "exact", ""),
]


@pytest.mark.parametrize(("text", "bound", "modifier"), BOUNDS)
def test_bound(text: str, bound: str, modifier: str) -> None:
    """The words around a number tell how it bounds the truth, and where they begin."""
    (number,) = scan(text)
    assert number.bound == bound
    assert text[number.modifier_start : number.start] == modifier


NONE = [
    "the Covid-19 wards", "an F-16", "the G7", "on the 22nd", "the 1990s", "at 10:30",
    "on 2024-01-05", "on 5/1/2024", "open 24/7", "since 9/11", "they won 3-1", "lost 0-2",
    "a Boeing 787-9", "the 2018-19 season", "a 4x4", "no one came", "they saw one another",
    "the one we like", "version 1.2.3", "call 020 7946 0958", "call (555) 010-1234",
    "call +44 20 7946 0958", "the first half", "a third man", "in nineteen eighty-four",
    "agent 007", "of id 1454432400", "https://example.org/2024/11/page-5", "a one-way street",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_no_number(text: str) -> None:
    """Dates, times, ordinals, scores and digits in names are no numbers."""
    assert scan(text) == []


CHANGES = [
    ("rose 12 to 950", [12, 950]),
    ("rose from 5 to 10 percent", [5, 10]),
    ("plunged $4 to $14.75", [4, 14.75]),
    ("one and two", [1, 2]),
    ("five five-year-olds", [5, 5]),
]


@pytest.mark.parametrize(("text", "values"), CHANGES)
def test_change_is_no_range(text: str, values: list[float]) -> None:
    """A move and the level it reaches stay two numbers."""
    assert [number.value for number in scan(text)] == values


@settings(deadline=None)
@given(st.integers(0, 10**12))
def test_grouped_digits_read_back(value: int) -> None:
    """Any whole number that Babel groups by thousands is read back with the same value."""
    (number,) = scan(f"They counted {format_decimal(value, locale='en')} there.")
    assert number.value == value


@settings(deadline=None)
@given(st.decimals(min_value="0.01", max_value="9999999", places=2))
def test_decimals_read_back(value: object) -> None:
    """Any decimal that Babel formats for English readers is read back with the same value."""
    (number,) = scan(f"It weighs {format_decimal(value, locale='en', format='#,##0.00')} there.")
    assert number.value == pytest.approx(float(str(value)))


@settings(deadline=None)
@given(
    st.integers(1, 999), st.sampled_from([10**6, 10**9, 10**12]), st.sampled_from(["long", "short"])
)
def test_compact_numbers_read_back(count: int, scale: int, width: str) -> None:
    """“5 million” and “$5M”, as Babel writes them, are read back with the same value."""
    written = format_compact_decimal(count * scale, format_type=width, locale="en")
    (number,) = scan(f"It cost ${written}.")
    assert number.value == count * scale


def _below_thousand(value: int) -> str:
    small = {number: word for word, number in UNITS.items()}
    tens = {number: word for word, number in TENS.items() if word != "fourty"}
    hundreds, rest = divmod(value, 100)
    words = [f"{small[hundreds]} hundred"] if hundreds else []
    if rest in small and (rest or not hundreds):
        words.append(small[rest])
    elif rest:
        ten, unit = divmod(rest, 10)
        words.append(tens[ten * 10] + (f"-{small[unit]}" if unit else ""))
    return " and ".join(words)


def spelled(value: int) -> str:
    """Return *value* in English words, with "and" before the tens."""
    if value < 1000:
        return _below_thousand(value)
    for scale, name in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        if value >= scale:
            head, rest = divmod(value, scale)
            tail = f" {'and ' if rest < 100 else ''}{spelled(rest)}" if rest else ""
            return f"{_below_thousand(head)} {name}{tail}"
    raise AssertionError


@settings(deadline=None)
@given(st.integers(2, 10**12 - 1))
def test_spelled_numbers_read_back(value: int) -> None:
    """Any number spelled out in words is read back with the same value."""
    (number,) = scan(f"They counted {spelled(value)} there.")
    assert number.value == value


WORDS = (
    "one two half a third dozen hundred thousand million and , . - – 5 10 2,500 3.5 $ € % in of"
    " to between from over about ~ ½ /3 :30 m k bn nineteen twenty few couple of twofold İ − 0"
    " 07 + minus 's ("
).split()
PIECES = st.lists(st.sampled_from([*WORDS, "\n", " ", " "]), max_size=14).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), PIECES))
def test_spans_are_sound(text: str) -> None:
    """On any text the numbers come in order, inside it, and none overlaps another."""
    end = 0
    for number in scan(text):
        assert end <= number.modifier_start <= number.start < number.end <= len(text)
        assert (number.value is None) == (number.low is not None and number.high is not None)
        end = number.end
