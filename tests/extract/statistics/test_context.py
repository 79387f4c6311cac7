"""A figure carries the way it moves, the time it is true of, its whole and its money."""

import datetime as dt
import hashlib

import pytest

from extract.analysis import analyse
from extract.statistics import extract_statistics
from schemas import Article, Block, Span, Statistic


def read(text: str, *blocks: Block) -> list[Statistic]:
    """Return the statistics of *text*, one paragraph unless *blocks* are given."""
    return extract_statistics(
        analyse(
            Article(
                article_id="test",
                text=text,
                text_sha256=hashlib.sha256(text.encode()).hexdigest(),
                format="text",
                published=dt.date(2025, 3, 14),
                blocks=blocks or (Block(kind="paragraph", start=0, end=len(text)),),
            )
        )
    )


DIRECTIONS = [
    ("The ministry cut its forecast for rice by 18 percent.", ["down"]),
    ("The settlement raises base pay by 9.5 percent.", ["up"]),
    ("The drug reduced severe cases by 62 percent.", ["down"]),
    ("The index fell 35 points, or 0.3 percent.", ["down", "down"]),
    ("Sales grew 4% in Europe and 6% in Asia.", ["up", "up"]),
    ("Food prices rose 1.1 percent, rents 4.3 percent.", ["up", "up"]),
    ("Inflation fell below 2 percent.", [None]),
    ("Rebels ate up 30 percent of the aid.", [None]),
    ("Climbers must bring down eight kilograms of waste.", [None]),
    ("There were 12 fewer accidents than in spring.", ["down"]),
    ("The house sold for 12 percent less.", ["down"]),
]


@pytest.mark.parametrize(("text", "directions"), DIRECTIONS)
def test_direction(text: str, directions: list[str | None]) -> None:
    """A figure is a change where a verb of change acts on something by it, and no level is."""
    assert [s.direction for s in read(text)] == directions


TIMES = [
    ("Exports rose 15 percent, the bank said on Monday.", None),
    ("Prices rose 3 percent, the smallest rise since 2017.", None),
    ("The museum drew 9,000 visitors, twice as many as in 2015.", None),
    ("Inflation slowed to 26 percent from 31 percent in June 2024.", None),
    ("A bomb went off on 3 March 2025, injuring 46 people.", dt.date(2025, 3, 3)),
    ("The port moved 26 tonnes of cargo in 2023.", dt.date(2023, 1, 1)),
]


@pytest.mark.parametrize(("text", "first"), TIMES)
def test_time(text: str, first: dt.date | None) -> None:
    """The time of the saying, of a record or of a base of comparison dates no figure."""
    assert read(text)[0].as_of == first


WHOLES = [
    ("Only 12 of 31 gauges work.", [(12, "gauge"), (31, "gauge")]),
    ("Hunters may shoot 48 of an estimated 350 wolves.", [(48, "wolf"), (350, "wolf")]),
    ("The bill passed by 68 votes to 51.", [(68, "vote"), (51, "vote")]),
    ("Members voted against the merger, 812 to 768.", [(812, "vote"), (768, "vote")]),
    ("The repair cost 28 million euros; a new hall may cost 45 million.",
     [(28e6, "EUR"), (45e6, "EUR")]),
    ("It was a village of 22,000 in the hills.", [(22000, "person")]),
    ("The storm forced more than 310,000 from their homes.", [(310000, "person")]),
    ("A magnitude 5.9 earthquake hit.", [(5.9, "magnitude")]),
    ("The death toll rose to 81.", [(81, "person")]),
    ("In the spring 1,024 died of cholera.", [(1024, "person")]),
    ("A one-bedroom flat costs $900.", [(900, "USD")]),
    ("It was −20 degrees Celsius at dawn.", [(-20, "Cel")]),
    ("Heat of 41 degrees emptied the streets.", [(41, "deg")]),
    ("The lamp costs 15 dollars 50 cents.", [(15.5, "USD")]),
    ("Eight night routes were dropped.", [(8, "route")]),
    ("It drew around 80, 000 spectators.", [(80000, "spectator")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figures"), WHOLES)
def test_whole(text: str, figures: list[tuple[float, str]]) -> None:
    """A number takes its unit from the whole, the vote, the sum or the noun it stands beside."""
    assert [(s.value, s.unit) for s in read(text)] == figures


OF = [
    ("Fewer than half of the county's 630 ferries had a licence.", "ferries"),
    ("It sells at half the price of oil.", "price of oil"),
    ("The budget passed by 68 votes to 51.", "votes"),
    ("The shop raised its prices by 12 percent.", "prices"),
    ("The plant makes 40 tonnes of steel a day.", "steel"),
    ("The 10-year bond yield fell to 4.2 percent.", None),
    ("A $15 minimum wage passed.", "minimum wage"),
    ("The law hurts shops with thin profit margins (around 4 percent).", "thin profit margins"),
    ("The rule lets the holders buy bonds at $5.50.", None),
]


@pytest.mark.parametrize(("text", "of"), OF)
def test_of(text: str, of: str | None) -> None:
    """What is counted has no owner's number, no other side of a vote and no half a word in it."""
    assert read(text)[0].of == of


MONEY = [
    ("Morocco spent 40 million dirhams on the dam.", "MAD"),
    ("Dubai's council in the United Arab Emirates paid 40 million dirhams.", "AED"),
    ("The Philippines set aside 2 billion pesos.", "PHP"),
    ("Mexico set aside 2 billion pesos.", "MXN"),
    ("Peru will spend 31 billion soles.", "PEN"),
    ("Denmark will spend 180 million kroner.", "DKK"),
    ("Pakistan raised fares to 90 rupees.", "PKR"),
    ("The clock fetched PS6m at auction.", "GBP"),
]


@pytest.mark.parametrize(("text", "code"), MONEY)
def test_money_of_the_country(text: str, code: str) -> None:
    """A currency's bare name means the money of the country that the article names."""
    assert read(text)[0].unit == code


RATES = [
    ("Each camp gives six litres a person a day.", "person per day"),
    ("Farmers earn 1,150 euros a hectare a year.", "hectare per year"),
    ("The mine digs 40 tonnes of ore a day.", "day"),
    ("The peso stood at 1,412 to the dollar.", "dollar"),
]


@pytest.mark.parametrize(("text", "per"), RATES)
def test_rate(text: str, per: str) -> None:
    """A chained rate keeps both parts, in order, and a substance may stand before the rate."""
    assert read(text)[0].per == per


BOUNDS = [
    ("Rents fell 9 percent over two years.", "exact"),
    ("He waited for over two years.", "over"),
    ("So far about 30,000 people have moved.", "about"),
    ("The clinic treats children under five.", "under"),
]


@pytest.mark.parametrize(("text", "bound"), BOUNDS)
def test_bound(text: str, bound: str) -> None:
    """“Over two years” bounds the years only where they are waited, not where they pass."""
    last = read(text)[-1]
    assert last.bound == bound
    assert not last.quote.startswith("far")


OWNERS = [
    ("UK inflation rose to 3.9% in May.", "United Kingdom", None),
    ("Exports to China rose 4 percent.", None, None),
    ("Unemployment in Spain fell to 12 percent.", None, "Spain"),
    ("Ford shares closed at $11.20.", "Ford", None),
    ("ISIS fighters are conducting ~60 attacks per month in Iraq.", "ISIS", "Iraq"),
]


@pytest.mark.parametrize(("text", "subject", "place"), OWNERS)
def test_owner_and_place(text: str, subject: str | None, place: str | None) -> None:
    """A name owns what it is glued to or stands before with “of”; “in” gives the place."""
    figure = read(text)[0]
    assert (figure.subject, figure.place) == (subject, place)


def test_a_conversion_has_the_context_of_its_original() -> None:
    """“9 billion shekels ($2.4 billion) a year” is twice the same, of the same, per year."""
    text = "Israel's tobacco industry is worth 9 billion shekels ($2.4 billion) a year."
    first, second = read(text)
    assert (first.unit, second.unit) == ("ILS", "USD")
    for figure in (first, second):
        assert (figure.of, figure.subject, figure.per) == ("tobacco industry", "Israel", "year")


def test_an_ellipsis_repeats_what_is_counted() -> None:
    """“640 ships, compared with 512” counts ships twice."""
    assert [s.of for s in read("The port saw 640 ships, compared with 512.")] == ["ships", "ships"]


def test_dollars_of_a_country() -> None:
    """A plain dollar is the reader's own where the article marks only that of others."""
    marked = "Canberra paid $40 for it, or US$28, said Australia's treasurer."
    assert [s.unit for s in read(marked)] == ["AUD", "USD"]
    assert [s.unit for s in read("Toronto paid $40 for it, or C$55.")] == ["USD", "CAD"]
    assert [s.unit for s in read("Toronto paid $40 for it.")] == ["USD"]


def test_ages_of_groups() -> None:
    """“Children under five” and “babies under six months” are ages."""
    assert [s.dimension for s in read("The clinic treats children under five.")] == ["age"]
    assert [s.dimension for s in read("Babies under six months stay at home.")] == ["age"]


def test_determiners_come_with_little_confidence() -> None:
    """“The two sides” and “one of the guards” are given, below any sensible threshold."""
    for text in (
        "The two sides agreed to meet.",
        "One proposal bans the sale.",
        "One of the guards ran away.",
    ):
        (found,) = read(text)
        assert found.confidence < 0.5


def test_unexplained_numbers_come_last() -> None:
    """A number without unit is no figure if it labels, and a doubtful one if it does not."""
    assert read("The 737 flew to Oslo.") == []
    assert read("The Under-21 side met.") == []
    (found,) = read("His best mark on the test was a lucky 98.5 overall.")
    assert found.confidence <= 0.3


TABLE = "| Month | Rainfall, mm |\n| January 2025 | 31 |\n"


def test_table_header_and_month() -> None:
    """“Rainfall, mm” gives measure and unit; a month in the row is its time, no subject."""
    rows, start = [], 0
    for ordinal, line in enumerate(TABLE.splitlines()):
        cells, at = [], 2
        for cell in line[2:-2].split(" | "):
            cells.append(Span(start=start + at, end=start + at + len(cell)))
            at += len(cell) + 3
        rows.append(
            Block(kind="table_row", start=start, end=start + len(line), group=0, ordinal=ordinal,
                  header=ordinal == 0, cells=tuple(cells))
        )  # fmt: skip
        start += len(line) + 1
    (found,) = read(TABLE, *rows)
    assert (found.value, found.unit, found.of, found.subject) == (31, "mm", "Rainfall", None)
    assert found.as_of == dt.date(2025, 1, 1)


def test_glued_noun_is_the_unit() -> None:
    """“A 4-star hotel” has four stars and is no four hotels."""
    assert [(s.value, s.unit) for s in read("It is a 4-star hotel.")] == [(4, "star")]
