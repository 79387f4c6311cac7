"""A column of numbers gives figures with the measure, the unit and the names its table tells."""

import datetime as dt

import msgspec
import pytest

from extract.analysis import analyse
from extract.reading import read_bytes
from extract.statistics import extract_statistics
from schemas import Article, Statistic


def read(name: str, text: str) -> list[Statistic]:
    """Return the statistics of *text*, read as a file called *name*."""
    article = read_bytes(text.encode(), name=name)[0]
    assert isinstance(article, Article)
    dated = msgspec.structs.replace(article, published=dt.date(2025, 6, 18))
    return extract_statistics(analyse(dated))


def told(found: list[Statistic]) -> list[tuple[float | None, str | None, str | None, str | None]]:
    """Return value, unit, measure and owner of each figure."""
    return [(s.value, s.unit, s.of, s.subject) for s in found]


SALES = """| Company | Revenue ($m) | % change | Employees | Founded | Rank |
|---|---|---|---|---|---|
| Alpha | 1,200 | 4.2 | 3,400 | 1998 | 1 |
| Beta | 900.5 | -1.3 | n/a | 2001 | 2 |
| Total | 2,100.5 | – | 3,400 | | |
"""


def test_units_and_scales_of_headers() -> None:
    """“Revenue ($m)” makes 1,200 a sum of 1.2 billion; years, ranks and empty cells give none."""
    assert told(read("a.md", SALES)) == [
        (1.2e9, "USD", "Revenue", "Alpha"),
        (4.2, "percent", "change", "Alpha"),
        (3400, "employee", "Employees", "Alpha"),
        (900.5e6, "USD", "Revenue", "Beta"),
        (-1.3, "percent", "change", "Beta"),
        (2100.5e6, "USD", "Revenue", "Total"),
        (3400, "employee", "Employees", "Total"),
    ]


HEADERS = [
    ("Revenue ($m)", 12e6, "USD", "Revenue", None),
    ("Net sales, €m", 12e6, "EUR", "Net sales", None),
    ("Sales (€ millions)", 12e6, "EUR", "Sales", None),
    ("Output, million tonnes", 12e6, "t", "Output", None),
    ("Homes ('000)", 12e3, "home", "Homes", None),
    ("Change, %", 12, "percent", "Change", None),
    ("% of voters", 12, "percent", "of voters", None),
    ("Area (km²)", 12, "km2", "Area", None),
    ("Area in hectares", 12, "har", "Area", None),
    ("Density (per km²)", 12, None, "Density", "km²"),
    ("Deaths per 100,000 people", 12, None, "Deaths", "100,000 people"),
    ("Price ($ per tonne)", 12, "USD", "Price", "tonne"),
    ("Length (m)", 12, "m", "Length", None),
    ("Votes", 12, "vote", "Votes", None),
    ("Age", 12, "year of age", "Age", None),
    ("Rainfall (average)", 12, None, "Rainfall (average)", None),
]


@pytest.mark.parametrize(("header", "value", "unit", "of", "per"), HEADERS)
def test_header(header: str, value: float, unit: str | None, of: str, per: str | None) -> None:
    """A header holds the measure, its unit, the scale of the numbers and what they are per."""
    (found,) = read("a.md", f"| Region | {header} |\n|---|---|\n| North | 12 |\n")
    assert (found.value, found.unit, found.of, found.per) == (value, unit, of, per)


NO_MEASURES = ["Rank", "Phone", "Founded", "Year", "Flight", "No.", "Launch year", "Postcode"]


@pytest.mark.parametrize("header", NO_MEASURES)
def test_no_measure(header: str) -> None:
    """Numbers that name or date are no figures."""
    assert read("a.md", f"| Name | {header} |\n|---|---|\n| North | 1204 |\n| South | 31 |\n") == []


def test_telephone_numbers() -> None:
    """A telephone number is none, whatever its header."""
    text = "| Office | Desk |\n|---|---|\n| North | 0171 555 0199 |\n| South | +44 20 5550 102 |\n"
    assert read("a.md", text) == []


def test_times_in_headers() -> None:
    """A header that is a time dates its column, and the row's label is what is measured."""
    text = "| €m | Q2 2025 | 2024 |\n|---|---|---|\n| Revenue | 1,840 | 6,655 |\n"
    found = read("a.md", text)
    assert told(found) == [(1.84e9, "EUR", "Revenue", None), (6.655e9, "EUR", "Revenue", None)]
    assert [(s.as_of, s.as_of_precision) for s in found] == [
        (dt.date(2025, 4, 1), "quarter"),
        (dt.date(2024, 1, 1), "year"),
    ]


def test_names_under_times() -> None:
    """Under years a row's name owns the figure."""
    text = "| Partner | 2023 (€m) | 2024 (€m) |\n|---|---|---|\n| Finland | 2,940 | 3,110 |\n"
    found = read("a.md", text)
    assert told(found) == [(2.94e9, "EUR", None, "Finland"), (3.11e9, "EUR", None, "Finland")]
    assert [s.as_of for s in found] == [dt.date(2023, 1, 1), dt.date(2024, 1, 1)]


def test_times_in_rows() -> None:
    """A day in the first column is the time of its row and names nothing."""
    text = "| Date | New cases |\n|---|---|\n| 1 March 2025 | 1,204 |\n| 2 March 2025 | 980 |\n"
    found = read("a.md", text)
    assert told(found) == [(1204, "case", "New cases", None), (980, "case", "New cases", None)]
    assert [s.as_of for s in found] == [dt.date(2025, 3, 1), dt.date(2025, 3, 2)]


def test_rows_of_measures() -> None:
    """A table that lies on its side has measures in its rows and names in its header."""
    text = (
        "| | Alvera | Montilla |\n|---|---|---|\n| Depth (m) | 71 | 35.5 |\n"
        "| Built | 1972 | 1988 |\n| Cost ($ millions) | 12 | 7 |\n"
    )
    assert told(read("a.md", text)) == [
        (71, "m", "Depth", "Alvera"),
        (35.5, "m", "Depth", "Montilla"),
        (12e6, "USD", "Cost", "Alvera"),
        (7e6, "USD", "Cost", "Montilla"),
    ]


NESTED = """<html><body><article><h1>Results</h1><p>Some text for the reader stands here.</p>
<table><tr><th rowspan="2">Region</th><th colspan="2">2023</th><th colspan="2">2024</th></tr>
<tr><th>Sales (€bn)</th><th>Growth</th><th>Sales (€bn)</th><th>Growth</th></tr>
<tr><td>Asia</td><td>1.2</td><td>3%</td><td>1.4</td><td>16.7%</td></tr></table></article></body>
</html>"""


def test_header_of_two_rows() -> None:
    """A year above two columns dates both, and the row below tells what they measure."""
    found = read("a.html", NESTED)
    assert told(found) == [
        (1.2e9, "EUR", "Sales", "Asia"),
        (3, "percent", "Growth", "Asia"),
        (1.4e9, "EUR", "Sales", "Asia"),
        (16.7, "percent", "Growth", "Asia"),
    ]
    assert [s.as_of for s in found if s.as_of] == [dt.date(2023, 1, 1)] * 2 + [
        dt.date(2024, 1, 1)
    ] * 2


@pytest.mark.parametrize("gap", ["\t", "    "])
def test_columns_of_plain_text(gap: str) -> None:
    """Tabs and runs of blanks set columns too."""
    rows = [("Country", "Gold", "Silver"), ("Norway", "16", "8"), ("Germany", "12", "10")]
    text = "Results in figures\n\n" + "\n".join(gap.join(row) for row in rows) + "\n\nMore soon.\n"
    found = read("a.txt", text)
    assert told(found) == [
        (16, None, "Gold", "Norway"),
        (8, None, "Silver", "Norway"),
        (12, None, "Gold", "Germany"),
        (10, None, "Silver", "Germany"),
    ]
    assert {s.origin for s in found} == {"table"}


def test_prose_with_wide_blanks_is_no_table() -> None:
    """Two blanks after a full stop set no columns."""
    found = read(
        "a.txt", "He paid 40 euros.  Then he left.\n\nShe paid 50 euros.  Then she left.\n"
    )
    assert [(s.value, s.origin) for s in found] == [(40, "prose"), (50, "prose")]


def test_one_length_in_two_columns() -> None:
    """The second of two columns that give one measure in two units restates the first."""
    text = "| Trail | Length (km) | Length (miles) |\n|---|---|---|\n| Ridge | 100 | 62 |\n"
    first, second = read("a.md", text)
    assert second.same_as == first.record_id


def test_brackets_are_a_minus_in_accounts() -> None:
    """“(3.4)” is a loss."""
    (found,) = read("a.md", "| Bank | Profit ($bn) |\n|---|---|\n| Sul | (3.4) |\n")
    assert (found.value, found.quote) == (-3.4e9, "3.4")
