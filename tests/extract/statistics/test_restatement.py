"""A figure told twice is one figure: the second points to the first."""

import pytest

from extract.analysis import analyse
from extract.reading import read_text
from extract.statistics import extract_statistics
from schemas import Article, Statistic

AGAIN = [
    "The wall is 15 metres (49 feet) high.",
    "The wall is 49 feet (15 metres) high.",
    "The pipeline is 62 miles, or about 100 km, long.",
    "The park covers 40 hectares / 99 acres.",
    "It weighs 6 tonnes, equivalent to 13,200 pounds.",
    "The prize is 500,000 rupees, or about $6,000.",
    "The industry is worth 9 billion shekels ($2.4 billion) a year.",
    "The dam cost $40m (€37m at today's rate).",
    "One in five (20%) of the voters stayed at home.",
    "Snow of 5 to 10 cm (2 to 4 inches) fell.",
    "The sea warmed by 3 degrees Celsius (5.4 degrees Fahrenheit).",
    "It was 30 degrees Celsius (86 degrees Fahrenheit) at noon.",
    "A 15-metre (49-foot) wave hit the pier.",
    "- Height: 828 metres (2,717 feet)",
]

APART = [
    "The share fell 12 cents, or 3 percent.",
    "The firm raised $12m (€2m of it lent by banks).",
    "They walked 5 miles, or 3 hours.",
    "The tower is 15 metres (98 feet) from the road.",
    "It spent $5m and €3m.",
    "Of 36 schools, 12 (33 percent) closed.",
]


def article(text: str) -> Article:
    """Return *text* as an article."""
    found = read_text(text)
    assert isinstance(found, Article)
    return found


def figures(text: str) -> list[Statistic]:
    """Return the statistics of *text*."""
    return extract_statistics(analyse(article(text)))


@pytest.mark.parametrize("text", AGAIN)
def test_the_second_form_points_to_the_first(text: str) -> None:
    """In brackets or after "or", in either order, the same quantity is marked as the same."""
    first, second = figures(text)
    assert (first.same_as, second.same_as) == (None, first.record_id)
    assert (first.of, first.subject, first.per) == (second.of, second.subject, second.per)


def test_every_further_form_points_to_the_first() -> None:
    """In “100 km (62 miles; 54 nautical miles)” both conversions restate the kilometres."""
    first, *others = figures("The trail is 100 km (62 miles; 54 nautical miles) long.")
    assert [f.same_as for f in others] == [first.record_id, first.record_id]


@pytest.mark.parametrize("text", APART)
def test_another_quantity_stands_for_itself(text: str) -> None:
    """What has another size, another kind or a note of its own is a figure of its own."""
    assert [f.same_as for f in figures(text)].count(None) == len(figures(text)) > 1


def test_sizes_compare() -> None:
    """Two forms of one quantity have nearly one size, and a range has two ends."""
    (feet, range_, share, money) = figures(
        "It rose 10 feet, then 2 to 3 km, then 40 percent, and cost $3m."
    )
    assert (feet.value_si, feet.unit_si) == (3.048, "m")
    assert (range_.value_si, range_.low_si, range_.high_si) == (None, 2000, 3000)
    assert (share.value_si, share.unit_si) == (0.4, "1")
    assert (money.value_si, money.unit_si) == (None, None)


def test_a_change_of_temperature_is_no_level() -> None:
    """Warming by 9 degrees Fahrenheit is five kelvin; 9 degrees Fahrenheit are 260."""
    (change,) = figures("The lake warmed by 9 degrees Fahrenheit.")
    (level,) = figures("It was 9 degrees Fahrenheit at dawn.")
    assert (change.value_si, level.value_si) == (pytest.approx(5), pytest.approx(260.372, rel=1e-5))
