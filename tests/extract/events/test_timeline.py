"""Timeline tables and dated lists."""

import datetime as dt

import pytest

from extract.analysis import analyse
from extract.events import extract_events
from extract.reading import read_bytes
from schemas import Article


def rows_of(text: str, name: str = "timeline.md"):
    """Return the dated rows of a document as (first day, precision, type, quote)."""
    article = read_bytes(text.encode(), name=name)[0]
    assert isinstance(article, Article)
    return [e for e in extract_events(analyse(article)) if e.date_basis == "heading"]


def _brief(events):
    return [(str(e.date_start), e.date_precision, e.type) for e in events]


def test_a_table_of_years_gives_one_event_a_row():
    """Header and delimiter are no events; every other row is one, with the year of its cell."""
    events = rows_of(
        "# The harbour strike\n\n| Year | Event |\n|---|---|\n| 1998 | Dockers go on strike |\n"
        "| 2004 | A storm floods the old quay |\n| 2011 | The harbour turns green |\n"
    )
    assert [(str(e.date_start), str(e.date_end), e.date_precision) for e in events] == [
        ("1998-01-01", "1998-12-31", "year"),
        ("2004-01-01", "2004-12-31", "year"),
        ("2011-01-01", "2011-12-31", "year"),
    ]
    assert [e.type for e in events] == ["PROTEST", "DISASTER", "OTHER"]
    assert {e.origin for e in events} == {"table"}


def test_three_columns_name_the_place_and_empty_dates_carry_on():
    """A place column places the event; an empty date cell repeats the date above it."""
    events = rows_of(
        "| Date | Place | What happened |\n|:--|:--|:--|\n"
        "| 3 May 2021 | Lima | Teachers march against the reform |\n"
        "| | Cusco | Police arrest nine students |\n"
        "| 9 May 2021 | Lima | Congress repeals the law |\n"
    )
    assert _brief(events) == [
        ("2021-05-03", "day", "PROTEST"),
        ("2021-05-03", "day", "COERCE"),
        ("2021-05-09", "day", "POLICY"),
    ]
    assert [p.name for e in events for p in e.places] == ["Lima", "Cusco", "Lima"]


def test_a_table_of_figures_is_no_timeline():
    """Years beside numbers are statistics, not events."""
    assert (
        rows_of(
            "| Year | Exports | Imports |\n|---|---|---|\n| 2019 | 4.1 | 5 |\n| 2020 | 3 | 4 |\n"
        )
        == []
    )


@pytest.mark.parametrize(
    ("line", "first", "precision", "event"),
    [
        ("12 March 2018: The mine collapses", "2018-03-12", "day", "The mine collapses"),
        ("1990 – The border opens", "1990-01-01", "year", "The border opens"),
        (
            "In June 2015, voters rejected the plan.",
            "2015-06-01",
            "month",
            "voters rejected the plan.",
        ),
        ("Spring 2020 - Schools close", "2020-03-01", "season", "Schools close"),
        ("**Dec. 1, 2016:** The premier resigns.", "2016-12-01", "day", "The premier resigns."),
        ("2009 | A new bridge is built", "2009-01-01", "year", "A new bridge is built"),
        (
            "1990s: Drought drives herders south",
            "1990-01-01",
            "decade",
            "Drought drives herders south",
        ),
    ],
)
def test_an_item_that_begins_with_a_date_is_a_row(line, first, precision, event):
    """Colon, dash, bar and comma may follow the date of an item."""
    events = rows_of(f"## Timeline\n\n- {line}\n- 2 May 2021: The tunnel opens\n")
    assert (str(events[0].date_start), events[0].date_precision) == (first, precision)
    assert event in events[0].quote


def test_items_under_a_year_take_it_from_the_heading():
    """“2 April” under the heading "2019" is 2 April 2019."""
    events = rows_of(
        "## 2019\n\n- 22 February: Protesters march in Oran\n- 2 April: The premier resigns\n"
    )
    assert [str(e.date_start) for e in events] == ["2019-02-22", "2019-04-02"]


def test_a_nested_item_happens_when_its_parent_does():
    """An undated item under a dated one has the date above it."""
    events = rows_of(
        "- May 2003 - Rebels seize the town of Bria\n  - soldiers flee to the river\n"
        "- 2005 - Peace is signed\n"
    )
    assert [str(e.date_start) for e in events] == ["2003-05-01", "2003-05-01", "2005-01-01"]


def test_an_undated_list_is_no_timeline():
    """Items that begin with words or counts give no rows."""
    assert (
        rows_of("Key facts:\n\n- Two people live there\n- 40 boats were built\n- It rains\n") == []
    )


def test_lines_of_plain_text_are_rows_when_there_are_several():
    """Dated lines with a bar or colon make a timeline; one alone may be a figure of speech."""
    several = rows_of(
        "The port\n\n2014 | Rebels take the port\n\n2016 | The army retakes the port\n", "a.txt"
    )
    assert [str(e.date_start)[:4] for e in several] == ["2014", "2016"]
    assert (
        rows_of("The south\n\n2014 – a year of drought for the farmers of the south.\n", "a.txt")
        == []
    )


def test_ranges_keep_both_ends():
    """A range of years runs from its first to its last day; an open one has no end."""
    events = rows_of("- 1980–1988: The dam is built\n- 2017–present: Herders protest\n")
    assert [(e.date_start, e.date_end) for e in events] == [
        (dt.date(1980, 1, 1), dt.date(1988, 12, 31)),
        (dt.date(2017, 1, 1), None),
    ]


def test_the_year_goes_on_while_the_days_do():
    """“9 May” after “3 May 2023” is of 2023; a day that would lie before it is not guessed."""
    events = rows_of(
        "- 3 May 2023: Residents sue the port\n- 9 May: Police arrest four men\n"
        "- 2 April: It rains\n"
    )
    assert [str(e.date_start) for e in events] == ["2023-05-03", "2023-05-09"]


@pytest.mark.parametrize(
    ("line", "kind", "trigger", "actors", "recipients"),
    [
        ("Rebels attack army base near Goma", "ASSAULT", "attack", ["Rebels"], ["army base"]),
        ("Avengers bomb Sandoval terminal", "ASSAULT", "bomb", ["Avengers"], ["Sandoval terminal"]),
        ("Students protest fee rise", "PROTEST", "protest", ["Students"], ["fee rise"]),
        ("Car bomb attack shakes Kabul", "ASSAULT", "bomb attack", [], []),
        (
            "Rebels takeover swathes of Ituri",
            "ASSAULT",
            "takeover",
            ["Rebels"],
            ["swathes of Ituri"],
        ),
        ("Legislation proposed to cancel the mining accord", "POLICY", "proposed", [], []),
        ("Board names Smith chief executive", "OTHER", "names", [], []),
    ],
)
def test_the_verb_of_a_headline_may_look_like_a_noun(line, kind, trigger, actors, recipients):
    """Between a plural and a noun phrase "bomb", "attack" and "protest" are verbs."""
    (event, _) = rows_of(
        f"| Year | Event |\n|---|---|\n| 2016 | {line} |\n| 2017 | A dam opens |\n"
    )
    assert (event.type, event.trigger) == (kind, trigger)
    assert [p.mention for p in event.actors] == actors
    assert [p.mention for p in event.recipients] == recipients
