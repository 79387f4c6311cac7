"""Dates at the head of a timeline row."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.dates import read_date


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("1997", "1997-01-01", "1997-12-31", "year"),
        ("5 Nov 2019", "2019-11-05", "2019-11-05", "day"),
        ("Nov. 5, 2019: rain", "2019-11-05", "2019-11-05", "day"),
        ("2019-11-05", "2019-11-05", "2019-11-05", "day"),
        ("Monday, 4 November 2019", "2019-11-04", "2019-11-04", "day"),
        ("September 2001", "2001-09-01", "2001-09-30", "month"),
        ("In February 2020, floods", "2020-02-01", "2020-02-29", "month"),
        ("2019-03", "2019-03-01", "2019-03-31", "month"),
        ("Spring 2018", "2018-03-01", "2018-05-31", "season"),
        ("Q4 2020", "2020-10-01", "2020-12-31", "quarter"),
        ("the 1970s", "1970-01-01", "1979-12-31", "decade"),
        ("Early 1986", "1986-01-01", "1986-12-31", "year"),
        ("1914–1918", "1914-01-01", "1918-12-31", "year"),
        ("1998-07", "1998-07-01", "1998-07-31", "month"),
        ("2003-11", "2003-01-01", "2011-12-31", "year"),
        ("3–5 March 2011", "2011-03-03", "2011-03-05", "day"),
        ("Aug 30 – Sept 2, 2014", "2014-08-30", "2014-09-02", "day"),
    ],
)
def test_a_date_covers_its_days(text, first, last, precision):
    """Each way to write a row's date gives the days it covers and how precise it is."""
    found = read_date(text)
    assert found is not None
    assert (str(found.first), str(found.last), found.precision) == (first, last, precision)


def test_what_goes_on_has_no_last_day():
    """“2017–present” has begun and not ended."""
    found = read_date("2017–present: talks")
    assert found is not None
    assert (found.first, found.last) == (dt.date(2017, 1, 1), None)


def test_a_heading_completes_the_year():
    """“22 February” means nothing alone and a day under "2019"."""
    assert read_date("22 February: rain") is None
    found = read_date("22 February: rain", 2019)
    assert found is not None
    assert found.first == dt.date(2019, 2, 22)


def test_an_iso_column_reads_months():
    """“2010-12” is a range of years alone and a month among ISO dates."""
    alone, listed = read_date("2010-12"), read_date("2010-12", iso_months=True)
    assert alone is not None
    assert listed is not None
    assert (alone.last, listed.first) == (dt.date(2012, 12, 31), dt.date(2010, 12, 1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24 people died",
        "31 February 2020",
        "Mayor Ana Ruiz",
        "2024%",
        "20245",
        "Springfield 2021",
    ],
)
def test_other_words_are_no_date(text):
    """Counts, impossible days, names and longer numbers are not read as dates."""
    assert read_date(text) is None


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    """Arbitrary text never raises; what is read lies inside it and runs forward."""
    found = read_date(text, 2020)
    if found is not None:
        assert 0 < found.end <= len(text)
        assert found.last is None or found.first <= found.last
