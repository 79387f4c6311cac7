"""The gazetteer: names in, places out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.names import gazetteer


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("US", "US"), ("U.S.", "US"), ("the United States", "US"), ("America", "US"),
        ("Britain", "GB"), ("UK", "GB"), ("DRC", "CD"), ("Ivory Coast", "CI"),
        ("Côte d’Ivoire", "CI"), ("Cote d'Ivoire", "CI"), ("Kosovo", "XK"), ("Taiwan", "TW"),
        ("Burma", "MM"), ("the Netherlands", "NL"), ("Türkiye", "TR"), ("IRAQ", "IQ"),
        ("Iraq’s", "IQ"), ("Palestine", "PS"), ("Holy See", "VA"), ("Czech Republic", "CZ"),
        ("São Tomé and Príncipe", "ST"), ("Timor-Leste", "TL"), ("Swaziland", "SZ"),
    ],
)  # fmt: skip
def test_countries_answer_to_their_news_names(name: str, code: str) -> None:
    """A country is found under its short, long, former and abbreviated names."""
    found = gazetteer.country(name)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("name", ["us", "turkey", "car", "Car", "", "Atlantis", "the", "Uk"])
def test_words_are_not_countries(name: str) -> None:
    """A word in lower case, or an abbreviation in the wrong case, is no country."""
    assert gazetteer.country(name) is None


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Iraqi", "IQ"), ("Iraqis", "IQ"), ("US", "US"), ("American", "US"), ("Swiss", "CH"),
        ("Nigerien", "NE"), ("Nigerian", "NG"), ("Frenchmen", "FR"), ("Filipino", "PH"),
        ("Scottish", "GB"), ("Catalan", "ES"), ("Chechen", "RU"), ("Burkinabe", "BF"),
        ("Kurdish", None), ("European", None), ("polish", None), ("Punjabi", None),
    ],
)  # fmt: skip
def test_demonyms_lead_to_their_country(word: str, code: str | None) -> None:
    """Adjectives and peoples give one country; those of several or none give None."""
    assert gazetteer.demonym(word) == code


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("Iran-backed", ("IR",)), ("US-led", ("US",)), ("US-Iran", ("US", "IR")),
        ("Franco-German", ("FR", "DE")), ("anti-Russian", ("RU",)), ("well-known", ()),
        ("Iran", ()),
    ],
)  # fmt: skip
def test_compounds_show_their_countries(word: str, codes: tuple[str, ...]) -> None:
    """The countries inside a hyphenated word come out in order."""
    assert gazetteer.compound_countries(word) == codes


@pytest.mark.parametrize(
    ("name", "context", "country", "level"),
    [
        ("Paris", (), "FR", "city"), ("Paris", ("US",), "FR", "city"),
        ("Paris, Texas", (), "US", "city"), ("Springfield, Ill.", (), "US", "city"),
        ("Hyderabad", (), "IN", "city"), ("Hyderabad", ("PK",), "PK", "city"),
        ("Birmingham", (), "GB", "city"), ("Birmingham", ("US",), "US", "city"),
        ("Tripoli", (), "LY", "city"), ("Tripoli", ("LB",), "LB", "city"),
        ("Georgia", (), "GE", "country"), ("Georgia", ("US",), "US", "admin1"),
        ("Georgia", ("US", "RU"), "GE", "country"), ("Washington", (), "US", "city"),
        ("Gaza", (), "PS", "region"), ("Gaza City", (), "PS", "city"),
        ("Sahel", (), None, "region"), ("Nineveh", (), "IQ", "admin1"),
        ("Homs province", (), "SY", "admin1"), ("Kiev", (), "UA", "city"),
        ("Bavaria", (), "DE", "admin1"), ("Texas", (), "US", "admin1"),
        ("Red Sea", (), None, "water"), ("Luxembourg", (), "LU", "country"),
        ("London, Ontario", (), "CA", "city"), ("St. George's", ("GD",), "GD", "city"),
    ],
)  # fmt: skip
def test_places_are_told_apart(
    name: str, context: tuple[str, ...], country: str | None, level: str
) -> None:
    """One name of many places means the likeliest, given the countries of the article."""
    found = gazetteer.place(name, context)
    assert found is not None
    assert (found.country, found.level) == (country, level)


def test_cities_carry_their_coordinates() -> None:
    """A city has its GeoNames number, division and position."""
    found = gazetteer.place("Kirkuk")
    assert found is not None
    assert found.geonames_id == 94787
    assert found.admin1 == "13"
    assert found.precision == "city"
    assert (round(found.latitude or 0), round(found.longitude or 0)) == (35, 44)


@pytest.mark.parametrize("name", ["nice", "reading", "", ",", "Texas, Paris, Nowhere", "Qqqq"])
def test_unknown_places_stay_unknown(name: str) -> None:
    """Nothing is guessed for a word in lower case or a name nobody knows."""
    assert gazetteer.place(name) is None


def test_every_country_is_complete() -> None:
    """Every state has an adjective, and every capital named is found in its country."""
    uninhabited = {"AQ", "TF", "UM", "CX", "CC", "BL", "MF", "SX", "IO", "GG", "JE", "MP", "PM",
                   "SJ", "DM"}  # fmt: skip
    for code in [chr(a) + chr(b) for a in range(65, 91) for b in range(65, 91)]:
        entry = gazetteer.country_by_code(code)
        if entry is None:
            continue
        assert entry.geonames_id is not None, code
        assert entry.demonyms or code in uninhabited, code
        if entry.capital:
            assert gazetteer.capital(entry.capital) is not None


@given(st.text(max_size=40), st.sets(st.sampled_from(["US", "IQ", "FR"])))
def test_any_text_may_be_asked(name: str, context: set[str]) -> None:
    """No string, however odd, makes the gazetteer fail."""
    gazetteer.country(name)
    gazetteer.demonym(name)
    gazetteer.compound_countries(name)
    gazetteer.place(name, context)
