"""The acceptance article, as a careful reader reads it."""

from pathlib import Path

import pytest

from extract.analysis import analyse
from extract.events import extract_events
from extract.reading import read_bytes
from schemas import Article

PATH = Path(__file__).parents[4] / "shared" / "articles" / "baghdad-drone-strike.txt"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not PATH.exists(), reason="../shared is not beside the project"),
]


@pytest.fixture(scope="module")
def events():
    """Give the events of the article."""
    article = read_bytes(PATH.read_bytes(), name=PATH.name)[0]
    assert isinstance(article, Article)
    return extract_events(analyse(article))


def _one(events, **wanted):
    found = [e for e in events if all(getattr(e, k) == v for k, v in wanted.items())]
    assert len(found) == 1, [(e.type, e.trigger) for e in found]
    return found[0]


def _names(people):
    return {p.name for p in people}


def test_the_timeline_has_four_rows_of_years(events):
    """Each row is one event with the year of its cell."""
    rows = [e for e in events if e.date_basis == "heading"]
    assert [(e.date_start.year, e.date_precision) for e in rows] == [
        (2014, "year"),
        (2017, "year"),
        (2020, "year"),
        (2023, "year"),
    ]


def test_the_strike_is_one_event(events):
    """Who, whom, where and when of the strike, and that its mentions are joined."""
    strike = _one(events, type="ASSAULT", date_precision="day")
    assert "drone" in strike.modes
    assert strike.date_start.isoformat() == "2024-01-04"
    assert [(p.name, p.country) for p in strike.places] == [("Baghdad", "IQ")]
    assert _names(strike.actors) == {"United States"}
    assert "Kataib Hezbollah" in _names(strike.recipients)
    assert ("Alaa Suleiman", "killed") in [(p.name, p.fate) for p in strike.recipients]
    assert len(strike.mentions) > 5


def test_background_is_historical(events):
    """The withdrawal of 2018 and the killings of 2020 are told as background."""
    withdrawal = _one(events, type="SANCTION")
    assert (withdrawal.date_start.year, withdrawal.historical) == (2018, True)
    killing = _one(events, type="ASSAULT", trigger="assassination")
    assert (killing.date_start.year, killing.historical) == (2020, True)
    assert _names(killing.actors) == {"United States"}
    assert _names(killing.recipients) == {"Qasem Soleimani", "Abu Mahdi al-Muhandis"}


def test_the_legislation_is_of_last_week(events):
    """A week, Monday to Sunday before the day of publication."""
    bill = _one(events, type="POLICY", date_precision="week")
    assert (str(bill.date_start), str(bill.date_end)) == ("2023-12-25", "2023-12-31")


def test_threats_and_condemnation_and_pledge(events):
    """Speech that PLOVER codes is an event; plain saying is none."""
    assert len([e for e in events if e.type == "THREATEN"]) == 2
    assert "Iraq" in _names(_one(events, type="ACCUSE").actors)
    assert _names(_one(events, type="AGREE").actors) == {"Mohammed Shia al-Sudani"}


def test_attacks_that_go_on_and_attacks_that_may_come(events):
    """Ongoing attacks are asserted without a date; probable ones are possible."""
    attacks = [e for e in events if e.type == "ASSAULT" and not e.historical and not e.places]
    going_on = {name for e in attacks if e.modality == "asserted" for name in _names(e.actors)}
    assert {"Kataib Hezbollah", "ISIS"} <= going_on
    assert [e.trigger for e in attacks if e.modality == "possible"] == ["Attacks"]


def test_nothing_else_is_told(events):
    """What is not in the article does not come out."""
    assert {e.type for e in events} <= {
        "ASSAULT", "SANCTION", "THREATEN", "ACCUSE", "AGREE", "POLICY", "OTHER", "VOTE",
    }  # fmt: skip
    assert len(events) <= 18
