"""Figures are read with unit, noun, owner, direction and time, and nothing else is a figure."""

import datetime as dt
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.analysis import Analysis, analyse
from extract.dates import tag
from extract.language import Parse
from extract.numbers import scan
from extract.statistics import extract_statistics
from schemas import Article, Block, Span, Statistic

PUBLISHED = dt.date(2025, 3, 14)


def article(text: str, *blocks: Block) -> Article:
    """Return *text* as an article, one paragraph unless *blocks* are given."""
    return Article(
        article_id="test",
        text=text,
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        format="text",
        published=PUBLISHED,
        blocks=blocks or (Block(kind="paragraph", start=0, end=len(text)),),
    )


def read(text: str, *blocks: Block) -> list[Statistic]:
    """Return the statistics of *text*."""
    return extract_statistics(analyse(article(text, *blocks)))


UNITS = [
    ("The bridge cost $4.2 million to repair.", "$4.2 million", 4.2e6, "USD", "money"),
    ("The bridge cost US$40 to cross.", "US$40", 40, "USD", "money"),
    ("Perth paid A$300 for the sculpture.", "A$300", 300, "AUD", "money"),
    ("Fines start at €75 in Lyon.", "€75", 75, "EUR", "money"),
    ("The grant is worth £1.5m to the museum.", "£1.5m", 1.5e6, "GBP", "money"),
    ("He owes the bank 500 euros.", "500 euros", 500, "EUR", "money"),
    ("The phone sells for 7,199 Chinese yuan.", "7,199 Chinese yuan", 7199, "CNY", "money"),
    ("A loaf costs EUR 3 in the north.", "EUR 3", 3, "EUR", "money"),
    ("Petrol went up by 12 cents overnight.", "12 cents", 12, "cent", "money"),
    ("The aid totals three million pounds.", "three million pounds", 3e6, "GBP", "money"),
    ("The calf weighs 90 pounds.", "90 pounds", 90, "[lb_av]", "mass"),
    ("Turnout reached 61% in the capital.", "61%", 61, "percent", "share"),
    ("Turnout reached 61 per cent in the capital.", "61 per cent", 61, "percent", "share"),
    ("Support fell by four percentage points.", "four percentage points", 4, "percentage point",
     "share"),
    ("The bank raised its rate by 25 basis points.", "25 basis points", 25, "basis point", "share"),
    ("The road runs for 18 kilometres.", "18 kilometres", 18, "km", "length"),
    ("A 20-mile queue formed at the border.", "20-mile", 20, "[mi_i]", "length"),
    ("The fire burned 300 hectares of pine.", "300 hectares", 300, "har", "area"),
    ("The hall covers 450 sq ft of floor.", "450 sq ft", 450, "[ft_i]2", "area"),
    ("The tank holds 40 litres.", "40 litres", 40, "L", "volume"),
    ("The mill shipped 900 tonnes of rice.", "900 tonnes", 900, "t", "mass"),
    ("Gusts of 140 km/h hit the coast.", "140 km/h", 140, "km/h", "speed"),
    ("Winds of 90 mph tore off roofs.", "90 mph", 90, "[mi_i]/h", "speed"),
    ("It was 41 degrees Celsius at noon.", "41 degrees Celsius", 41, "Cel", "temperature"),
    ("The mercury fell to -12°C in Tromso.", "-12°C", -12, "Cel", "temperature"),
    ("The plant has a capacity of 30 gigawatts.", "30 gigawatts", 30, "GW", "power"),
    ("Each home uses 9 kWh a day.", "9 kWh a day", 9, "kW.h", "energy"),
    ("The file is 4 GB in size.", "4 GB", 4, "GB", "data"),
    ("The engine idles at 900 rpm.", "900 rpm", 900, "revolution per minute", "frequency"),
    ("The siege lasted nine weeks.", "nine weeks", 9, "week", "duration"),
    ("The minister resigned two years ago.", "two years", 2, "year", "duration"),
    ("A three-day curfew begins tonight.", "three-day", 3, "day", "duration"),
    ("It took half an hour to land.", "half an hour", 0.5, "hour", "duration"),
    ("A 34-year-old nurse was freed.", "34-year-old", 34, "year of age", "age"),
    ("The victim, aged 71, lived alone.", "71", 71, "year of age", "age"),
    ("The twins are nine years old.", "nine years old", 9, "year of age", "age"),
    ("Output has seen a sixfold rise.", "sixfold", 6, "time", "ratio"),
    ("Rents are three times the old level.", "three times", 3, "time", "ratio"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "value", "unit", "dimension"), UNITS)
def test_unit(text: str, quote: str, value: float, unit: str, dimension: str) -> None:
    """A measured figure has its value, its normalised unit and its dimension."""
    (found,) = read(text)
    assert (found.quote, found.value) == (quote, value)
    assert (found.unit, found.dimension) == (unit, dimension)


COUNTS = [
    ("Two vehicles caught fire.", "Two vehicles", 2, "vehicle"),
    ("Some 400 people fled the valley.", "Some 400 people", 400, "person"),
    ("The army sent 1,200 fresh troops.", "1,200 fresh troops", 1200, "troop"),
    (
        "Eighteen coal-fired power plants will close.",
        "Eighteen coal-fired power plants",
        18,
        "plant",
    ),
    ("Police seized 46 stolen motorcycles.", "46 stolen motorcycles", 46, "motorcycle"),
    (
        "The strike halted 75 Kenyan and Ugandan trains.",
        "75 Kenyan and Ugandan trains",
        75,
        "train",
    ),
    ("The party won 61 of the 99 seats.", "61", 61, "seat"),
    ("One soldier was killed near the dam.", "One soldier", 1, "soldier"),
    ("The court freed 14 more women.", "14 more women", 14, "woman"),
    ("Doctors treated at least nine children.", "at least nine children", 9, "child"),
    ("The blast killed 23 and shook the port.", "23", 23, "person"),
    ("A landslide left 31 dead in the hills.", "31", 31, "person"),
    ("The storm injured more than 260, officials said.", "more than 260", 260, "person"),
    ("The club drew 52,000 spectators.", "52,000 spectators", 52000, "spectator"),
    ("Engineers removed 23 IEDs.", "23 IEDs", 23, "IED"),
    ("The school has six hundred pupils.", "six hundred pupils", 600, "pupil"),
]


@pytest.mark.parametrize(("text", "quote", "value", "unit"), COUNTS)
def test_count(text: str, quote: str, value: float, unit: str) -> None:
    """A count has the singular of the noun it counts, and its span covers that noun."""
    found = read(text)[0]
    assert (found.quote, found.value) == (quote, value)
    assert (found.unit, found.dimension) == (unit, "count")


RANGES = [
    ("Between 400 and 600 miners were trapped.", 400, 600, "miner"),
    ("Hundreds of miners marched.", 100, 1000, "miner"),
    ("The firm will pay $10 to $15 billion.", 1e10, 1.5e10, "USD"),
    ("Growth of 3-5 percent is likely.", 3, 5, "percent"),
    ("Repairs take two to three weeks.", 2, 3, "week"),
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_range(text: str, low: float, high: float, unit: str) -> None:
    """A range has two ends in one unit and no single value."""
    (found,) = read(text)
    assert (found.value, found.low, found.high) == (None, low, high)
    assert (found.bound, found.unit) == ("range", unit)


PER = [
    ("The mine makes about 60 deliveries per month.", "month"),
    ("The clinic sees 300 patients a day.", "day"),
    ("Drivers pay $9 an hour to park.", "hour"),
    ("Rice sells at $2 per kilo.", "kilo"),
    ("The fund pays €4,000 annually.", "year"),
    ("The reactor uses 12 tonnes/day.", "day"),
    ("It earned $37-a-share last quarter.", "share"),
]


@pytest.mark.parametrize(("text", "per"), PER)
def test_per(text: str, per: str) -> None:
    """A rate names what it is relative to."""
    assert read(text)[0].per == per


def test_a_year_ago_is_no_rate() -> None:
    """“$9 a year ago” is not nine dollars per year."""
    (found,) = read("Milk cost $9 a year ago.")
    assert found.per is None


DIRECTIONS = [
    ("Shares rose 12 points to 950.", [(12, "up"), (950, None)]),
    ("Exports fell by 4%.", [(4, "down")]),
    ("Wages saw a 3% increase.", [(3, "up")]),
    ("Inflation slipped to 2.4% from 2.9%.", [(2.4, None), (2.9, None)]),
    ("The index was down 30 points at noon.", [(30, "down")]),
    ("Prices climbed from 5 to 10 percent.", [(5, None), (10, None)]),
    ("Women make up 40% of the force.", [(40, None)]),
    ("The charity hopes to raise $9 million.", [(9e6, None)]),
    ("The airline lost $80 million.", [(80e6, None)]),
    ("Traffic was 7% higher than in May.", [(7, "up")]),
]


@pytest.mark.parametrize(("text", "expected"), DIRECTIONS)
def test_direction(text: str, expected: list[tuple[float, str | None]]) -> None:
    """The size of a move has a direction; a level, an amount and a share have none."""
    assert [(s.value, s.direction) for s in read(text)] == expected


OF = [
    ("The treaty covers 300 Dutch engineers based in the delta.",
     "Dutch engineers based in the delta"),
    ("About 30% of voters stayed at home.", "voters"),
    ("The unemployment rate stood at 4.7 percent.", "unemployment rate"),
    ("Donors sent $5 million in food aid.", "food aid"),
    ("The ship carried 4,000 tonnes of fertiliser.", "fertiliser"),
    ("A third of the harvest was lost.", "harvest"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "of"), OF)
def test_of(text: str, of: str) -> None:
    """What is counted or measured is given as written, with its modifiers."""
    assert read(text)[0].of == of


def test_of_stops_at_a_time() -> None:
    """The time of a count is no part of what is counted."""
    (found,) = read("Farmers reported 12 attacks in January 2024.")
    assert found.of == "attacks"
    assert (found.as_of, found.as_of_precision) == (dt.date(2024, 1, 1), "month")


SUBJECTS = [
    ("Siemens hired 4,000 engineers.", "Siemens"),
    ("Norway's inflation rate fell to 3.1 percent.", "Norway"),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS)
def test_subject(text: str, subject: str) -> None:
    """The owner of a figure is the named subject of its verb, or of the measure."""
    assert read(text)[0].subject == subject


NOTHING = [
    "The war ended in 1995.",
    "The 2020 election was close.",
    "They met on 5 January 2024 in Oslo.",
    "The shop opens at 9 a.m. on weekdays.",
    "Doors open at 10:30.",
    "He drives a Model 3 to work.",
    "The iPhone 11 sold well.",
    "They drove along Route 66.",
    "Covid-19 closed the border.",
    "Leaders of the G7 met in Turin.",
    "An F-16 took off at dawn.",
    "The second round starts soon.",
    "They won 3-1 at home.",
    "Call 555-010-1234 for help.",
    "See page 12 and section 4.",
    "She lives at 14 Elm Street with her aunt.",
    "No one was hurt.",
    "They spoke to one another.",
    "Boeing 737 production stopped.",
    "He was the number two of the force.",
    "Windows 10 reached its end.",
    "The airline parked its own 787 Dreamliner in Lima.",
    "In the 1990s the mill closed.",
    "Air Force One landed at noon.",
    "Resolution 1701 was adopted.",
    "The first half was dull.",
    "A spokesman of the Region 12 police spoke.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text: str) -> None:
    """Dates, names, references, scores, addresses and pronouns are no figures."""
    assert [s.quote for s in read(text)] == []


def test_ellipsis_takes_over_the_unit() -> None:
    """A bare figure after a measured one of its kind has the same unit."""
    first, second = read("The highest price is 84.75 cents, while the lowest is 74.07.")
    assert (first.unit, second.unit) == ("cent", "cent")
    assert second.value == 74.07


def test_ellipsis_takes_over_the_noun() -> None:
    """A bare figure that is compared with a count counts the same thing."""
    first, second = read("The port handled 640 ships, compared with 512 last year.")
    assert (first.unit, second.unit) == ("ship", "ship")


def test_share_of_a_total_gives_both() -> None:
    """“61 of the 99 seats” holds two figures, which count the same thing."""
    first, second = read("The party won 61 of the 99 seats.")
    assert [(s.value, s.unit) for s in (first, second)] == [(61, "seat"), (99, "seat")]
    third, camps = read("Some 40 of the park's 233 camps are flooded.")
    assert [(s.value, s.unit) for s in (third, camps)] == [(40, "camp"), (233, "camp")]


def test_predicate_counts() -> None:
    """A bare number takes its noun from the predicate."""
    assert [(s.value, s.unit) for s in read("Of the dead, 12 were children.")] == [(12, "child")]


def test_others_are_persons() -> None:
    """“40 others” counts on what came before, and persons where nothing did."""
    assert [s.unit for s in read("The fire killed six miners and hurt 40 others.")] == ["miner"] * 2
    assert [s.unit for s in read("The mayor and two others resigned.")] == ["person"]


def test_casualties_without_a_noun() -> None:
    """A verb of harm lets bare numbers count persons, “one” too."""
    found = read("A car bomb went off, killing one and wounding 44.")
    assert [(s.value, s.unit) for s in found] == [(1, "person"), (44, "person")]


def test_listed_ages() -> None:
    """A bare number after an age is an age as well."""
    found = read("The boys, aged three and 12, were found safe.")
    assert [(s.value, s.dimension) for s in found] == [(3, "age"), (12, "age")]


def test_topic_is_no_bound() -> None:
    """“A film about four boys” has four boys; “about four hours” is a guess."""
    assert [s.bound for s in read("She made a film about four boys.")] == ["exact"]
    assert [s.bound for s in read("She slept about four hours.")] == ["about"]


def test_pounds_paid_are_money() -> None:
    """Pounds that are paid are sterling; pounds that are carried are a weight."""
    assert [s.unit for s in read("Tickets cost 10 pounds.")] == ["GBP"]
    assert [s.unit for s in read("She carried 10 pounds of rice.")] == ["[lb_av]"]


def test_points_of_an_index_and_places() -> None:
    """Points measure an index beside words of change; elsewhere they are counted."""
    assert [s.dimension for s in read("The index rose 40 points.")] == ["index"]
    assert [s.dimension for s in read("The army manned three observation points.")] == ["count"]
    assert [s.dimension for s in read("Soldiers set up three points near the dam.")] == ["count"]


def test_part_out_of_a_total() -> None:
    """“13 out of 19 sailors” counts sailors twice."""
    found = read("Pirates seized 13 out of 19 sailors.")
    assert [(s.value, s.unit) for s in found] == [(13, "sailor"), (19, "sailor")]


def test_without_syntax() -> None:
    """Numbers with units are read even where there is no parse at all."""
    text = "Output rose 4% to 900 tonnes, worth $3.5 million, after 12 days in 2023."
    bare = Analysis(
        article(text),
        Parse(sentences=(), tokens=(), names=()),
        mentions=[],
        entities=[],
        times=tag(text, PUBLISHED),
        figures=scan(text),
    )
    found = [(s.value, s.unit, s.direction) for s in extract_statistics(bare)]
    assert found == [
        (4, "percent", "up"),
        (900, "t", None),
        (3.5e6, "USD", None),
        (12, "day", None),
    ]


def test_nominal_owner_is_no_subject() -> None:
    """A figure whose owner has no name has no subject."""
    assert [s.subject for s in read("The firm hired 40 welders.")] == [None]


def test_keyed_line() -> None:
    """A line of key and value measures its key; a telephone number measures nothing."""
    (found,) = read("Relief camps: 612")
    assert (found.value, found.of) == (612, "Relief camps")
    assert read("Phone helpline: 1070") == []


def test_bracketed_conversion_keeps_the_bound() -> None:
    """“more than 100 kilometres (60 miles)” is more than 60 miles too."""
    assert [s.bound for s in read("It flew more than 100 kilometres (62 miles).")] == [
        "over",
        "over",
    ]


def test_conversion_in_brackets_is_its_own_figure() -> None:
    """A bracketed conversion is a second figure in its own unit."""
    first, second = read("The wall is 15 metres (49 feet) high.")
    assert [(s.value, s.unit) for s in (first, second)] == [(15, "m"), (49, "[ft_i]")]


def test_age_beside_a_name() -> None:
    """A number in commas after a person's name is an age, and that person's."""
    found = read("Maria Lopez, 34, runs the bakery in Seville.")
    assert [(s.value, s.unit, s.subject) for s in found] == [(34, "year of age", "Maria Lopez")]


TABLE = """| Year | District | Deaths | Length (km) |
| 2021 | Harbour | 14 | 3.5 |
| 2022 | Old Town | 1,020 | 12 |
"""


def _rows() -> list[Block]:
    blocks, start = [], 0
    for ordinal, line in enumerate(TABLE.splitlines()):
        cells, at = [], 2
        for cell in line[2:-2].split(" | "):
            cells.append(Span(start=start + at, end=start + at + len(cell)))
            at += len(cell) + 3
        blocks.append(
            Block(kind="table_row", start=start, end=start + len(line), group=0, ordinal=ordinal,
                  header=ordinal == 0, cells=tuple(cells))
        )  # fmt: skip
        start += len(line) + 1
    return blocks


def test_table_cells() -> None:
    """A numeric cell has the header as measure and unit; a column of years gives nothing."""
    found = read(TABLE, *_rows())
    assert [(s.value, s.of, s.unit, s.origin) for s in found] == [
        (14, "Deaths", "death", "table"),
        (3.5, "Length", "km", "table"),
        (1020, "Deaths", "death", "table"),
        (12, "Length", "km", "table"),
    ]


def test_table_subject_is_the_first_name() -> None:
    """The row's label is the subject, past a first column of years."""
    assert [s.subject for s in read(TABLE, *_rows())] == [
        "Harbour",
        "Harbour",
        "Old Town",
        "Old Town",
    ]


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The company bought 30 Boeing jets.", "30 Boeing jets"),
        ("The navy sank 3 Iranian ships.", "3 Iranian ships"),
        ("It sold 12 Dreamliners.", "12 Dreamliners"),
    ],
)
def test_a_number_before_a_name_may_count(sentence: str, quote: str) -> None:
    """A number before a name counts what follows it in the plural."""
    assert [s.quote for s in read(sentence)] == [quote]


def test_silent_blocks() -> None:
    """Byline, date, dateline and labels hold no figures; neither do list ordinals."""
    text = "12 March 2025\nBy 7 reporters\n3 key points:\n2. Prices rose 9%."
    bounds = [0]
    for line in text.split("\n"):
        bounds.append(bounds[-1] + len(line) + 1)
    kinds = ("date", "byline", "label", "list_item")
    blocks = [
        Block(kind=kind, start=bounds[i], end=bounds[i + 1] - 1) for i, kind in enumerate(kinds)
    ]
    assert [s.quote for s in read(text, *blocks)] == ["9%"]


def test_label_names_the_subject() -> None:
    """An item without a subject belongs to the entity that its list's label names."""
    lead = "Hezbollah has fought in the hills since spring."
    item = "Launching ~60 rockets per week"
    text = f"{lead}\n{item}"
    blocks = (
        Block(kind="paragraph", start=0, end=len(lead)),
        Block(kind="list_item", start=len(lead) + 1, end=len(text), group=0, ordinal=0, level=1,
              label="Hezbollah Activity"),
    )  # fmt: skip
    found = read(text, *blocks)[-1]
    assert (found.value, found.bound, found.unit, found.per) == (60, "about", "rocket", "week")
    assert found.subject == "Hezbollah"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "Two the $5 m 30% rose to soldiers 2020 in killed 12 one of half km aged 34 , . years"
            " per day about Mosul ( ) thousands from - 3.5 “said” \n".split(" ")
        ),
        max_size=16,
    ).map(" ".join)
)
def test_evidence(text: str) -> None:
    """On any text records are sorted, disjoint, inside it, and quote exactly their span."""
    records = read(text)
    end = 0
    for record in records:
        assert end <= record.start < record.end <= len(text)
        assert record.quote == text[record.start : record.end]
        end = record.end
    assert records == read(text)
    assert len({record.record_id for record in records}) == len(records)
