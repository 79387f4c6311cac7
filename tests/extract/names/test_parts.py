"""Parts of known places: their country follows, a position does not."""

import pytest

from extract.names.parts import capital_city, part
from extract.names.places import locate


@pytest.mark.parametrize(
    ("name", "context", "country", "precision"),
    [
        ("northern Syria", (), "SY", "region"),
        ("far south-eastern Turkey", (), "TR", "region"),
        ("Eastern Congo", (), "CD", "region"),
        ("the Colombian plains", (), "CO", "region"),
        ("Artibonite valley", (), "HT", "region"),
        ("northern Helmand", (), "AF", "admin1"),
        ("Kabul International Airport", (), "AF", None),
        ("Goma prison", ("CD",), "CD", None),
    ],
)
def test_a_part_has_the_country_of_the_whole_and_no_position(name, context, country, precision):
    """Half a country, a plain or an airport is in its country; no point stands for it."""
    found = part(name, context)
    assert found is not None
    assert (found.country, found.precision) == (country, precision)
    assert (found.latitude, found.longitude, found.geonames_id) == (None, None, None)


def test_a_part_of_a_town_is_in_the_town():
    """“Downtown Nairobi” is Nairobi, with its position."""
    found = part("downtown Nairobi", ())
    assert found is not None
    assert (found.name, found.country, found.precision) == ("Nairobi", "KE", "city")
    assert found.latitude is not None


@pytest.mark.parametrize(
    "name",
    [
        "the airport", "northern", "the plains", "Western Union", "Lincoln Airport",
        "Victoria Station Hotel", "northern suburbs", "Southern Cross", "the Nile valley",
    ],
)  # fmt: skip
def test_what_is_no_part_of_a_known_place_is_none(name):
    """Names that only look like parts, and towns nobody speaks of, give nothing."""
    assert part(name, ("KE",)) is None


@pytest.mark.parametrize(
    ("context", "name"), [(("HT",), "Port-au-Prince"), (("HT", "DO"), None), ((), None)]
)
def test_the_capital_is_that_of_the_only_country(context, name):
    """Where an article is about one country only, “the capital” is its capital."""
    found = capital_city("the capital", context)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A fire in Oldstead, British Columbia, spread.", "Oldstead", "CA"),
        ("Rain fell in Oldstead, Queensland.", "Oldstead", "AU"),
        ("Envoys from Oldstead, Rwanda and Burundi met.", "Oldstead", None),
        ("He left Oldstead, saying nothing.", "Oldstead", None),
    ],
)
def test_a_division_after_the_comma_tells_the_country(text, name, country):
    """A village nobody lists lies in the division after it; a country there may be a list."""
    start = text.index(name)
    found = locate(text, start, start + len(name))
    assert (found.country if found else None) == country
    assert found is None or found.latitude is None
