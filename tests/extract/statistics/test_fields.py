"""What a figure is of, whose, when and where, for every construction that news tells it in."""

import datetime as dt

import msgspec
import pytest

from extract.analysis import analyse
from extract.reading import read_text
from extract.statistics import extract_statistics
from schemas import Article, Statistic


def read(text: str) -> list[Statistic]:
    """Return the statistics of *text*, published on 18 June 2025."""
    article = read_text(text)
    assert isinstance(article, Article)
    return extract_statistics(
        analyse(msgspec.structs.replace(article, published=dt.date(2025, 6, 18)))
    )


def figure(text: str, value: float) -> Statistic:
    """Return the one figure of *text* with *value*."""
    (found,) = (s for s in read(text) if s.value == value)
    return found


OF = [
    ("Quarz made a loss of 35 million euros.", 35e6, "loss"),
    ("The submarine lay at a depth of 1,700 metres.", 1700, "depth"),
    ("Estland exported goods worth 19 billion euros.", 19e9, "goods"),
    ("Fishermen reported waves nine metres high.", 9, "waves"),
    ("The project, which cost $1.2 million, ends in May.", 1.2e6, "project"),
    ("Its appeal is 19 percent funded.", 19, "appeal"),
    ("The court imposed 27 fines totalling 3 million euros.", 3e6, "fines"),
    ("The average wait was 14 weeks.", 14, "average wait"),
    ("A 48-hour strike begins on Thursday.", 48, "strike"),
    ("The chip uses 40 percent less power than the old one.", 40, "power"),
    ("Damage to crops is estimated at $40 million.", 40e6, "Damage"),
    ("The melt added 1.3 millimetres to sea levels.", 1.3, "sea levels"),
    ("Turnout was 69 percent, up from 62 percent in 2021.", 62, "Turnout"),
    ("The quake hit 30 kilometres north of Malatya.", 30, None),
    ("After seven years of drought the lake is empty.", 7, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "of"), OF)
def test_of(text: str, value: float, of: str | None) -> None:
    """A measure is of the noun that holds it or stands by its predicate; a distance of none."""
    assert figure(text, value).of == of


COUNTS = [
    ("The number of rigs fell to 461.", 461, "rig"),
    ("Nurse numbers grew to 358,000.", 358000, "nurse"),
    ("The 400-strong crew left the ship.", 400, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit"), COUNTS)
def test_counts_from_afar(text: str, value: float, unit: str | None) -> None:
    """What a number of something rises to counts it, and “strong” is no unit."""
    found = figure(text, value)
    assert (found.dimension, found.unit) == ("count", unit)


WHOSE = [
    ("Halden Motors has a workforce of 3,000.", 3000, "Halden Motors"),
    ("Norway's 1,200 farms closed.", 1200, "Norway"),
    ("Lodestar Capital, which manages $12 billion, left.", 12e9, "Lodestar Capital"),
    ("Owen Pratt of Lodestar Capital, which manages $12 billion, left.", 12e9, "Lodestar Capital"),
    ("Nearby Halle, with a population of 241,000, grew.", 241000, "Halle"),
    ("The bishop expects Leipzig to have 650,000 residents by 2035.", 650000, "Leipzig"),
    ("Eurostar cancelled 16 of its 54 trains.", 16, "Eurostar"),
    ("Eurostar cancelled 16 of its 54 trains.", 54, "Eurostar"),
    ("Aquila Air took delivery of seven jets.", 7, "Aquila Air"),
    ("Saxony promised to cover a quarter of the cost.", 0.25, "Saxony"),
    ("Some 2,500 US troops are stationed there.", 2500, "United States"),
    ("France and Germany pledged 20 million euros.", 20e6, "France and Germany"),
    ("Dutch customs officers seized 7 tonnes of cocaine.", 7, None),
    ("The Red Cross sent food for 10,000 people.", 10000, None),
    ("At $60 most drillers lose money, said Owen Pratt.", 60, None),
    ("Anna Hofer received 1,204 votes to 1,197 for Josef Stein.", 1197, "Josef Stein"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "whose"), WHOSE)
def test_whose(text: str, value: float, whose: str | None) -> None:
    """A figure belongs to the name that owns its noun or is the subject of its predicate."""
    assert figure(text, value).subject == whose


AGES = [
    ("Maria Lopez, 43, owns the cafe.", "Maria Lopez"),
    ("Maria Lopez spoke. Lopez, a 43-year-old former mayor, left.", "Maria Lopez"),
    ("A 43-year-old port worker was arrested.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "whose"), AGES)
def test_age(text: str, whose: str | None) -> None:
    """An age is that of the person beside it, in apposition or behind, and has no day."""
    found = figure(text, 43)
    assert (found.dimension, found.subject, found.as_of) == ("age", whose, None)


def test_it_and_the_company() -> None:
    """A loss of “it” is that of the firm told of before; a union is no firm."""
    text = "Halden Motors has 540 employees. It made a loss of 35 million euros."
    assert figure(text, 35e6).subject == "Halden Motors"
    text = "Halden Motors has 540 employees. The union lost 12 members."
    assert figure(text, 12).subject is None


WHEN = [
    ("Inflation slowed to 3.9% in May, down from 4.2% in April.", 3.9, dt.date(2025, 5, 1)),
    ("Inflation slowed to 3.9% in May, down from 4.2% in April.", 4.2, dt.date(2025, 4, 1)),
    ("As of 31 March, the fund held 40 billion kroner.", 40e9, dt.date(2025, 3, 31)),
    ("The bank will have 45 branches by the end of 2026.", 45, dt.date(2026, 1, 1)),
    ("The index fell on Tuesday to close at 8,514 points.", 8514, dt.date(2025, 6, 17)),
    ("The airline expects to carry 38 million people this year.", 38e6, dt.date(2025, 1, 1)),
    ("Its staff of 3,200 will grow by the end of 2026.", 3200, None),
    ("It was a milestone in its 150-year history in 2024.", 150, None),
    ("The firm hired 14 people, it said on Monday.", 14, None),
    ("Shelling killed three people and wounded 12 on Friday.", 3, dt.date(2025, 6, 13)),
    ("Shelling killed three people and wounded 12 on Friday.", 12, dt.date(2025, 6, 13)),
    ("Only 30 whales remain, 3 percent of their number in 1911.", 30, None),
    ("- Inflation, December 2024: 2.3 percent", 2.3, dt.date(2024, 12, 1)),
    ("Farmers get 188 euros, 20 less than a year ago.", 188, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "first"), WHEN)
def test_when(text: str, value: float, first: dt.date | None) -> None:
    """Each figure has the time of its own clause, of no saying, base or neighbour."""
    assert figure(text, value).as_of == first


WHERE = [
    ("A storm killed 12 people in the coastal town of Sandrova.", 12, "Sandrova"),
    ("Doctors treated 14 patients at a hospital in Madrid.", 14, "Madrid"),
    ("In Manitoba, the rate stood at 7.8 percent, against 5.9 percent in Alberta.", 5.9, "Alberta"),
    ("Two-thirds of the infections were in Wayne County.", 2 / 3, "Wayne County"),
    ("Spain will send six tanks, the minister said in Madrid.", 6, None),
    ("The number of people waiting for treatment in England fell to 7 million.", 7e6, "England"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "place"), WHERE)
def test_where(text: str, value: float, place: str | None) -> None:
    """The place is the one hung on the figure, its predicate or its measure, not on the saying."""
    assert figure(text, value).place == place
