"""Publication dates: day in the publisher's zone, instant in UTC, precision."""

import datetime as dt

import pytest

from extract.reading.publication import parse_publication

UTC = dt.UTC
DAYS = {
    "2024-01-05": "2024-01-05",
    "20240105": "2024-01-05",
    "2024/01/05": "2024-01-05",
    "2024-01-05T14:05": "2024-01-05",
    "Jan 5, 2024": "2024-01-05",
    "Jan. 5, 2024": "2024-01-05",
    "5 January 2024": "2024-01-05",
    "5th of January 2024": "2024-01-05",
    "Friday, January 5th, 2024": "2024-01-05",
    "Published: 5 January 2024": "2024-01-05",
    "Published on Sept. 30, 2023 at 9:15 am": "2023-09-30",
    "25/12/2023": "2023-12-25",
    "12/25/2023": "2023-12-25",
    "05.01.2024": "2024-01-05",
    "04/04/2024": "2024-04-04",
}


@pytest.mark.parametrize("written", DAYS)
def test_a_day_without_zone_has_no_instant(written):
    """A day, or a time without its zone, is known to the day only."""
    found = parse_publication(written)
    assert found is not None
    assert (found.day.isoformat(), found.instant, found.precision) == (DAYS[written], None, "day")


INSTANTS = {
    "2024-01-05T23:30:00-05:00": ("2024-01-05", "2024-01-06T04:30:00+00:00", "second"),
    "2024-01-05T14:05Z": ("2024-01-05", "2024-01-05T14:05:00+00:00", "minute"),
    "20240105T140500Z": ("2024-01-05", "2024-01-05T14:05:00+00:00", "second"),
    "2024-01-05 14:05:33.120 +0100": ("2024-01-05", "2024-01-05T13:05:33+00:00", "second"),
    "Fri, 05 Jan 2024 14:05:10 +0000": ("2024-01-05", "2024-01-05T14:05:10+00:00", "second"),
    "Friday, 5 January 2024 14:05 GMT": ("2024-01-05", "2024-01-05T14:05:00+00:00", "minute"),
    "Jan 5, 2024, 2:05 p.m. EST": ("2024-01-05", "2024-01-05T19:05:00+00:00", "minute"),
    "14:05 GMT, 5 January 2024": ("2024-01-05", "2024-01-05T14:05:00+00:00", "minute"),
}


@pytest.mark.parametrize("written", INSTANTS)
def test_a_time_with_zone_is_an_instant(written):
    """The day stays the publisher's, the instant is in UTC."""
    found = parse_publication(written)
    assert found is not None
    assert found.instant is not None
    assert (found.day.isoformat(), found.instant.isoformat(), found.precision) == INSTANTS[written]


@pytest.mark.parametrize(
    "written",
    [
        "03/04/2024",
        "3-4-2024",
        "31 February 2024",
        "2024-13-01",
        "yesterday",
        "The fire of 5 May 2020 destroyed the hall",
        "Section 5, 2024",
        "",
        "99:99 5 May",
    ],
)
def test_nothing_is_guessed(written):
    """Ambiguous figures, impossible days and dates inside sentences give no date."""
    assert parse_publication(written) is None


def test_coarser_dates_say_so():
    """A month or year alone gives its first day and a coarser precision."""
    month, year = parse_publication("January 2024"), parse_publication("2024")
    assert month is not None
    assert (month.day, month.precision) == (dt.date(2024, 1, 1), "month")
    assert year is not None
    assert (year.day, year.precision) == (dt.date(2024, 1, 1), "year")


def test_values_that_are_no_strings():
    """Dates, timestamps and epoch numbers are read; truth values and small numbers are not."""
    moment = dt.datetime(2024, 1, 5, 14, 5, tzinfo=UTC)
    found = parse_publication(moment.timestamp())
    assert found is not None
    assert found.instant == moment
    assert parse_publication(moment.timestamp() * 1000) == found
    assert parse_publication(dt.date(2024, 1, 5)) is not None
    assert parse_publication(value=True) is None
    assert parse_publication(2024) is None
