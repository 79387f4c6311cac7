"""What the temporal tagger finds in running text and what it makes of it."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.dates import TimeExpression, tag

FRIDAY = dt.date(2024, 1, 5)


def read(text: str, published: dt.date | None = FRIDAY) -> list[tuple[str, str, str]]:
    return [(e.text, e.type, e.value) for e in tag(text, published)]


def days(text: str, published: dt.date | None = FRIDAY) -> list[tuple[str, str]]:
    return [(str(e.first), str(e.last)) for e in tag(text, published)]


WRITTEN_DAYS = [
    "5 January 2024",
    "5 Jan 2024",
    "5 Jan. 2024",
    "05 January, 2024",
    "5th January 2024",
    "the 5th of January 2024",
    "the fifth of January, 2024",
    "January 5, 2024",
    "Jan. 5, 2024",
    "January 5th, 2024",
    "January 5 2024",
    "Friday, 5 January 2024",
    "Friday, January 5, 2024",
    "05-Jan-2024",
    "2024-01-05",
]


@pytest.mark.parametrize("written", WRITTEN_DAYS)
def test_a_day_written_out_is_that_day(written: str) -> None:
    """Every usual way to write a full date gives the same explicit day and the whole span."""
    for text in (f"The bridge opened on {written}.", f"{written}", f"Signed ({written}) in Oslo"):
        (found,) = tag(text, None)
        assert found.text == written
        assert (found.first, found.last, found.precision) == (FRIDAY, FRIDAY, "day")
        assert found.basis == "explicit"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harvest ended on 25/12/2023.", [("2023-12-25", "2023-12-25")]),
        ("Harvest ended on 12/25/2023.", [("2023-12-25", "2023-12-25")]),
        ("Harvest ended on 25.12.2023.", [("2023-12-25", "2023-12-25")]),
        ("Harvest ended on 2023/12/25.", [("2023-12-25", "2023-12-25")]),
        ("Harvest ended on 5/1/2024.", []),
        ("Version 10.12.15 rated 30/4.85 of 3.4.", []),
        ("Harvest ended on 31/02/2023.", []),
    ],
)
def test_numeric_dates_only_where_one_reading_is_possible(
    text: str, expected: list[tuple[str, str]]
) -> None:
    """A numeric date is read when day and month cannot be swapped, and never otherwise."""
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wells ran dry in March 2019.", [("March 2019", "DATE", "2019-03")]),
        ("Wells ran dry in mid-March 2019.", [("mid-March 2019", "DATE", "2019-03")]),
        ("Wells ran dry in early 2020.", [("early 2020", "DATE", "2020")]),
        ("Wells ran dry in 2018 and 2020.", [("2018", "DATE", "2018"), ("2020", "DATE", "2020")]),
        ("A 1996 law forbids it.", [("1996", "DATE", "1996")]),
        ("It shut on Christmas Eve 2021.", [("Christmas Eve 2021", "DATE", "2021-12-24")]),
        ("The 2003 drought was worse.", [("2003", "DATE", "2003")]),
        ("Rates rose in Q3 2023.", [("Q3 2023", "DATE", "2023-Q3")]),
        (
            "Rates rose in the third quarter of 2023.",
            [("the third quarter of 2023", "DATE", "2023-Q3")],
        ),
        ("Rates rose in fiscal 2019.", [("fiscal 2019", "DATE", "2019")]),
        ("The mill shut in spring 2021.", [("spring 2021", "DATE", "2021-SP")]),
        ("The mill shut in the summer of 1998.", [("the summer of 1998", "DATE", "1998-SU")]),
        ("The mill grew in the 1990s.", [("the 1990s", "DATE", "199")]),
        ("The mill grew in the late 1980s.", [("the late 1980s", "DATE", "198")]),
        ("It dates from the 19th century.", [("the 19th century", "DATE", "18")]),
        (
            "He was born in nineteen seventy-nine.",
            [("nineteen seventy-nine", "DATE", "1979")],
        ),
        (
            "Sales fell in the first half of 2019.",
            [("the first half of 2019", "DATE", "2019-H1")],
        ),
    ],
)
def test_months_years_and_longer(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Months, quarters, seasons, years, decades and centuries are found whole and valued."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks ran from 3 to 7 May 2023.", ("from 3 to 7 May 2023", "2023-05-03", "2023-05-07")),
        ("Talks ran 3–7 May 2023.", ("3–7 May 2023", "2023-05-03", "2023-05-07")),
        ("Talks on May 3-7, 2023 failed.", ("May 3-7, 2023", "2023-05-03", "2023-05-07")),
        (
            "Talks ran from 28 December 2022 to 3 January 2023.",
            ("from 28 December 2022 to 3 January 2023", "2022-12-28", "2023-01-03"),
        ),
        ("The dam was built in 2014–2017.", ("2014–2017", "2014-01-01", "2017-12-31")),
        ("The dam was built in 2014-17.", ("2014-17", "2014-01-01", "2017-12-31")),
        (
            "It grew between 2003 and 2011.",
            ("between 2003 and 2011", "2003-01-01", "2011-12-31"),
        ),
        (
            "Fishing was banned from March to June 2019.",
            ("from March to June 2019", "2019-03-01", "2019-06-30"),
        ),
        (
            "Fishing was banned between March and June.",
            ("between March and June", "2023-03-01", "2023-06-30"),
        ),
        (
            "He toured in the last week of June 2014.",
            ("the last week of June 2014", "2014-06-24", "2014-06-30"),
        ),
        (
            "He toured in the week of 8 May 2023.",
            ("the week of 8 May 2023", "2023-05-08", "2023-05-14"),
        ),
    ],
)
def test_ranges_are_one_expression(text: str, expected: tuple[str, str, str]) -> None:
    """A range is one expression from its first to its last day."""
    (found,) = tag(text, FRIDAY)
    assert (found.text, str(found.first), str(found.last)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels struck early Thursday morning.", ("early Thursday morning", "2024-01-04TMO")),
        ("Earlier on Wednesday, the port reopened.", ("Wednesday", "2024-01-03")),
        ("The port reopened on Friday.", ("Friday", "2024-01-05")),
        ("The port reopened last Friday.", ("last Friday", "2023-12-29")),
        ("The port will reopen on Monday.", ("Monday", "2024-01-08")),
        ("The ruling is due on Monday.", ("Monday", "2024-01-08")),
        ("Ministers are to meet again Tuesday.", ("Tuesday", "2024-01-09")),
        ("A hearing is scheduled to be held on Tuesday.", ("Tuesday", "2024-01-09")),
        ("On Tuesday, lawmakers will vote.", ("Tuesday", "2024-01-09")),
        ("The minister said Monday that he will resign.", ("Monday", "2024-01-01")),
        ("The port reopens next Monday.", ("next Monday", "2024-01-08")),
        ("The strike began Thursday night.", ("Thursday night", "2024-01-04TNI")),
    ],
)
def test_weekdays_by_tense(text: str, expected: tuple[str, str]) -> None:
    """A weekday is the latest up to publication, or the next where the words look ahead."""
    assert [(e.text, e.value) for e in tag(text, FRIDAY)] == [expected]


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        ("It rained today.", "2024-01-05", "2024-01-05", "2024-01-05"),
        ("It rained late yesterday.", "2024-01-04", "2024-01-04", "2024-01-04"),
        ("It will rain tomorrow.", "2024-01-06", "2024-01-06", "2024-01-06"),
        ("It rained last week.", "2023-W52", "2023-12-25", "2023-12-31"),
        ("It rained last month.", "2023-12", "2023-12-01", "2023-12-31"),
        ("It rained late last year.", "2023", "2023-01-01", "2023-12-31"),
        ("It rained earlier this month.", "2024-01", "2024-01-01", "2024-01-31"),
        ("It will rain next year.", "2025", "2025-01-01", "2025-12-31"),
        ("It rained two days ago.", "2024-01-03", "2024-01-03", "2024-01-03"),
        ("It rained two years ago.", "2022", "2022-01-01", "2022-12-31"),
        ("It rained three months ago.", "2023-10", "2023-10-01", "2023-10-31"),
        ("It will rain next winter.", "2025-WI", "2024-12-01", "2025-02-28"),
        ("It rained last winter.", "2023-WI", "2022-12-01", "2023-02-28"),
        ("It rained in the past two years.", "P2Y", "2022-01-05", "2024-01-05"),
        ("It will rain for the next three weeks.", "P3W", "2024-01-05", "2024-01-26"),
        ("It rained in December.", "2023-12", "2023-12-01", "2023-12-31"),
        ("The plant is due to open in March.", "2024-03", "2024-03-01", "2024-03-31"),
        ("It rained on 28 December.", "2023-12-28", "2023-12-28", "2023-12-28"),
        ("The levy will start on 1 February.", "2024-02-01", "2024-02-01", "2024-02-01"),
        ("It rained on Christmas Day.", "2023-12-25", "2023-12-25", "2023-12-25"),
        ("It rained on Easter Monday.", "2023-04-10", "2023-04-10", "2023-04-10"),
        ("It rained in the third quarter.", "2023-Q3", "2023-07-01", "2023-09-30"),
    ],
)
def test_reckoned_from_publication(text: str, value: str, first: str, last: str) -> None:
    """Relative expressions are reckoned from the day of publication and marked as relative."""
    (found,) = tag(text, FRIDAY)
    assert (found.value, str(found.first), str(found.last)) == (value, first, last)
    assert found.basis == "relative"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("He died on 5 March 2019. A day earlier he had sung.", ["2019-03-05", "2019-03-04"]),
        ("He died on 5 March 2019. Two days later it snowed.", ["2019-03-05", "2019-03-07"]),
        ("She won in 1996 and lost the following year.", ["1996", "1997"]),
        ("He died on 5 March 2019. The next morning it snowed.", ["2019-03-05", "2019-03-06TMO"]),
        ("It fell on Tuesday. Three decades later, a debate goes on.", ["2024-01-02", "XXX"]),
        ("In May 2011 it flooded. The previous month was dry.", ["2011-05", "2011-04"]),
        ("In 2014, the town fell. In June, the dam burst.", ["2014", "2014-06"]),
        ("The 2014 cup was loud. A day later he left.", ["2014", "XXXX-XX-XX"]),
        ("Profit rose in the third quarter from a year earlier.", ["2023-Q3", "2022-Q3"]),
    ],
)
def test_reckoned_from_the_date_before(text: str, values: list[str]) -> None:
    """Words like "later" and bare months hang on the last date told, if it is fine enough."""
    assert [e.value for e in tag(text, FRIDAY)] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met at 3 p.m. on Tuesday.", ("3 p.m. on Tuesday", "2024-01-02T15:00")),
        ("They met Tuesday at 15:30.", ("Tuesday at 15:30", "2024-01-02T15:30")),
        ("They met at noon Thursday.", ("noon Thursday", "2024-01-04T12:00")),
        ("They met at 12:15 a.m. today.", ("12:15 a.m. today", "2024-01-05T00:15")),
        ("Logged 2024-01-05T12:30:00Z.", ("2024-01-05T12:30:00Z", "2024-01-05T12:30")),
    ],
)
def test_clock_times_join_their_day(text: str, expected: tuple[str, str]) -> None:
    """A clock time and the day beside it are one expression."""
    assert [(e.text, e.value) for e in tag(text, FRIDAY)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It lasted three days.", ("three days", "DURATION", "P3D")),
        ("A two-year ban followed.", ("two-year", "DURATION", "P2Y")),
        ("It lasted 2 1/2 years.", ("2 1/2 years", "DURATION", "P2Y6M")),
        ("It lasted a year and a half.", ("a year and a half", "DURATION", "P1Y6M")),
        ("It lasted two to three weeks.", ("two to three weeks", "DURATION", "P2W")),
        ("It lasted several months.", ("several months", "DURATION", "PXM")),
        ("It lasted for weeks.", ("weeks", "DURATION", "PXW")),
        ("It lasted more than four hours.", ("more than four hours", "DURATION", "PT4H")),
        ("It lasted twenty-five minutes.", ("twenty-five minutes", "DURATION", "PT25M")),
        ("Buses run every Monday.", ("every Monday", "SET", "XXXX-WXX-1")),
        ("Buses run every two weeks.", ("every two weeks", "SET", "P2W")),
        ("Buses run daily.", ("daily", "SET", "P1D")),
        ("They march each July.", ("each July", "SET", "XXXX-07")),
        ("Prices are now higher.", ("now", "DATE", "PRESENT_REF")),
        ("Prices rose in recent months.", ("recent months", "DATE", "PAST_REF")),
        ("Prices may fall in the coming months.", ("the coming months", "DATE", "FUTURE_REF")),
        ("Prices will fall soon.", ("soon", "DATE", "FUTURE_REF")),
        ("Prices fell years ago.", ("years ago", "DATE", "PAST_REF")),
    ],
)
def test_lengths_sets_and_vague_times(text: str, expected: tuple[str, str, str]) -> None:
    """Durations, repetitions and vague times are found and claim no day on the calendar."""
    (found,) = tag(text, FRIDAY)
    assert (found.text, found.type, found.value) == expected
    assert (found.first, found.last, found.precision, found.basis) == (None,) * 4


@pytest.mark.parametrize(
    "text",
    [
        "May said the march drew crowds and the sun shone.",
        "You may fall or spring; give it a second.",
        "Black September claimed the attack, and Bloody Sunday followed.",
        "The Boeing 737 and the Boeing 1900 flew Route 2020 past Room 1996.",
        "Some 2500 troops and 2020 people came; 1,990 left.",
        "It costs $2000, weighs 1990 kg and grew 20%.",
        "The Sunday Times praised June Carter and April Ashley.",
        "A man in his 30s, 52 years old, owns three-quarters of it.",
        "Call 555-2019 or write to page 12/14 of No. 1987.",
        "I am sure the second man saw it.",
        "It was built in 1200 BC.",
        "The Daily Star said this was the year executions fell.",
        "COVID-19 and the G20 met the A320.",
    ],
)
def test_words_that_only_look_like_dates(text: str) -> None:
    """Names, verbs, counts, models and ages are no dates."""
    assert read(text) == []


def test_without_a_publication_day_relative_words_are_found_but_not_dated() -> None:
    """Nothing relative is dated without a day to reckon from; written dates still are."""
    text = "On Monday and last week, two years ago, in June and on 3 May 2020, he ran yesterday."
    found = tag(text, None)
    assert [e.text for e in found] == [
        "Monday",
        "last week",
        "two years ago",
        "June",
        "3 May 2020",
        "yesterday",
    ]
    assert [e.text for e in found if e.first is not None] == ["3 May 2020"]


@pytest.mark.parametrize("unit", ["1", "1,1", "1/1.", "a1", "twenty ", "the last ", "2014-"])
def test_long_runs_come_to_an_end(unit: str) -> None:
    """Long runs of digits and numerals are read without trying every way to split them."""
    text = unit * 500
    _holds(tag(text, FRIDAY), text)


def _holds(found: list[TimeExpression], text: str) -> None:
    end = 0
    for e in found:
        assert end <= e.start < e.end <= len(text)
        assert text[e.start : e.end] == e.text
        assert (e.first is None) == (e.last is None) == (e.precision is None) == (e.basis is None)
        assert e.first is None or e.last is None or e.first <= e.last
        end = e.end


WORDS = st.sampled_from(
    "0 1 31 99 1999 2020 9999-12-31 0001-01-01 25/12/2023 3:30 p.m. May March Jan. Monday Sat day"
    " days week months year years decade century centuries ago later earlier before after last"
    " next this the a an every each past previous following of in on to from between and first"
    " third 5th half quarter Q3 spring fall fiscal few couple hundred thousand twenty - – , . ( )"
    " now soon today tonight yesterday morning Christmas Easter new eve hours 1990s '80s ’s o'clock"
    " year-end \n\n".split(" ")
)
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([dt.date.min, dt.date.max]))


@given(text=st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=14).map(" ".join)), on=DAYS)
@settings(max_examples=600, deadline=None)
def test_any_text_gives_sound_spans(text: str, on: dt.date | None) -> None:
    """No text breaks the tagger; spans are sorted, disjoint, exact; periods run forward."""
    found = tag(text, on)
    _holds(found, text)
    assert found == tag(text, on)


FORMS = [
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%b. %d, %Y",
    "%A, %d %B %Y",
    "%A, %B %d, %Y",
    "%Y-%m-%d",
    "%a, %d %b %Y",
    "%d %B, %Y",
]


@given(
    on=st.dates(dt.date(1500, 1, 1), dt.date(2100, 12, 31)),
    form=st.sampled_from(FORMS),
    published=DAYS,
)
@settings(max_examples=400, deadline=None)
def test_a_date_written_by_strftime_reads_back(
    on: dt.date, form: str, published: dt.date | None
) -> None:
    """Any day, written out in any usual form, comes back as that day whatever was published."""
    written = on.strftime(form).replace("May.", "May")
    (found,) = tag(f"The court ruled on {written}, the clerk wrote.", published)
    assert (found.text, found.first, found.last) == (written, on, on)
    assert found.value == on.isoformat()
