"""Dates of table cells, headings and list labels."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.dates import leading_date, resolve_cell

PUBLISHED = dt.date(2024, 1, 5)


@pytest.mark.parametrize(
    ("cell", "first", "last", "precision"),
    [
        ("24 Feb 2022", "2022-02-24", "2022-02-24", "day"),
        ("February 24, 2022", "2022-02-24", "2022-02-24", "day"),
        ("**9 July 2017**", "2017-07-09", "2017-07-09", "day"),
        ("2014", "2014-01-01", "2014-12-31", "year"),
        ("(1066)", "1066-01-01", "1066-12-31", "year"),
        ("Since 2019", "2019-01-01", "2019-12-31", "year"),
        ("c. 1850", "1850-01-01", "1850-12-31", "year"),
        ("Spring 2021", "2021-03-01", "2021-05-31", "season"),
        ("February 2014", "2014-02-01", "2014-02-28", "month"),
        ("2019-03", "2019-03-01", "2019-03-31", "month"),
        ("1990s", "1990-01-01", "1999-12-31", "decade"),
        ("2003–2011", "2003-01-01", "2011-12-31", "year"),
        ("2003–present", "2003-01-01", "2024-01-05", "vague"),
        ("20 March – 1 May 2003", "2003-03-20", "2003-05-01", "day"),
        ("March 2003 – December 2011", "2003-03-01", "2011-12-31", "month"),
        ("28 December", "2023-12-28", "2023-12-28", "day"),
        ("May", "2023-05-01", "2023-05-31", "month"),
    ],
)
def test_a_cell_that_is_a_date(cell: str, first: str, last: str, precision: str) -> None:
    """A cell holding one date or one range gives its days and its precision."""
    found = resolve_cell(cell, PUBLISHED)
    assert found is not None
    assert (str(found.first), str(found.last), found.precision) == (first, last, precision)
    assert cell[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "cell",
    ["", "Total", "12", "20,000", "5/6/2014", "2003-11", "Siege of 2014", "three days", "1st Lt"],
)
def test_a_cell_that_is_no_date(cell: str) -> None:
    """Figures, ambiguous dates and cells with other matter give nothing."""
    assert resolve_cell(cell, PUBLISHED) is None


@pytest.mark.parametrize(
    ("above", "cell", "day"),
    [
        ("2014", "10 June", "2014-06-10"),
        ("2014", "28 Dec", "2014-12-28"),
        ("28 December 2014", "3 January", "2015-01-03"),
        ("28 June 2014", "3 July", "2014-07-03"),
        ("June 2014", "12", "2014-06-12"),
    ],
)
def test_the_date_above_gives_the_year(above: str, cell: str, day: str) -> None:
    """A heading's year or the row above completes a date; rows run forward over New Year."""
    found = resolve_cell(cell, PUBLISHED, resolve_cell(above, PUBLISHED))
    assert found is not None
    assert (str(found.first), found.basis) == (day, "relative")


def test_offset_moves_the_span() -> None:
    """The span of a cell inside a longer text is given in that text."""
    text = "| 3 May 2011 | flood |"
    found = resolve_cell(text[2:12], PUBLISHED, offset=2)
    assert found is not None
    assert text[found.start : found.end] == found.text == "3 May 2011"


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("10 June 2014: the ferry sinks", "10 June 2014"),
        ("2003–2011 – drought", "2003–2011"),
        ("* In May 2020, schools shut", "May 2020"),
        ("**24 February 2022** — snow", "24 February 2022"),
        ("2014 elections were held", None),
        ("The ferry sank on 10 June 2014: a timeline", None),
        ("Three days: the plan", None),
    ],
)
def test_a_label_that_is_a_date(line: str, label: str | None) -> None:
    """A line's leading date counts only where a mark ends it as a label."""
    found = leading_date(line, PUBLISHED)
    assert (found and found.text) == label


@given(st.text(max_size=60), st.sampled_from(["2014", "June 2014", "28 December 2014", ""]))
@settings(max_examples=200, deadline=None)
def test_any_cell_gives_a_sound_span(cell: str, above: str) -> None:
    """No cell breaks the reading; a found date covers exact text and runs forward."""
    carry = resolve_cell(above, PUBLISHED)
    for found in (resolve_cell(cell, PUBLISHED, carry), leading_date(cell, PUBLISHED, carry)):
        if found is not None:
            assert cell[found.start : found.end] == found.text
            assert found.first is not None
            assert found.last is not None
            assert found.first <= found.last
