"""Places read off their surroundings."""

import pytest

from extract.names import ArticleEntity, countries_named, locate
from extract.names.places import context_of, unlisted
from schemas import EntityKind


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("He died in Paris, Texas, on Monday.", "Paris", "US", "TX"),
        ("He died in Paris, said the police.", "Paris", "FR", "11"),
        ("He died in Paris, Michael said.", "Paris", "FR", "11"),
        ("A bakery in Newcastle, New South Wales, burned.", "Newcastle", "AU", "02"),
        ("Fire in Hyderabad, Pakistan", "Hyderabad", "PK", "05"),
    ],
)
def test_the_comma_decides(text: str, name: str, country: str, admin1: str) -> None:
    """What stands after the comma chooses among namesakes, if it is a place that holds one."""
    start = text.index(name)
    found = locate(text, start, start + len(name))
    assert found is not None
    assert (found.country, found.admin1) == (country, admin1)


def test_countries_come_in_order_and_once() -> None:
    """The context of an article is its countries in order of first mention."""
    entities = [
        ArticleEntity(
            index=i, entity_id=str(i), name=code, kind="country", aliases=(), country=code,
            sector=None, role=None, organisation=None, mentions=(),
        )
        for i, code in enumerate(["PK", "IN", "PK"])
    ]  # fmt: skip
    assert countries_named(entities) == ("PK", "IN")


@pytest.mark.parametrize(
    ("text", "name", "context", "country", "level"),
    [
        ("A fire in Tripoli, a city in Lebanon, killed two.", "Tripoli", (), "LB", "city"),
        ("A fire in Tripoli killed two.", "Tripoli", (), "LY", "city"),
        ("Chile’s Santiago was quiet.", "Santiago", ("ES",), "CL", "city"),
        ("The ghost village of Ombeke in Gabon burned.", "Ombeke", (), "GA", "unknown"),
        ("Ombeke, a village in Bolivia, burned.", "Ombeke", (), "BO", "unknown"),
        ("They met in Samarkand in March.", "Samarkand", (), "UZ", "city"),
        ("They met in Paris in Texas style.", "Paris", (), "US", "city"),
        ("Workers in Cholpon-Ata struck.", "Cholpon-Ata", ("KG",), "KG", "city"),
    ],
)
def test_what_the_text_says_of_a_place_counts(
    text: str, name: str, context: tuple[str, ...], country: str, level: str
) -> None:
    """Where the text puts a place decides among namesakes, and gives the unknown a country.

    “In Texas style” is the price: such words are rarer than towns in a state.
    """
    start = text.index(name)
    found = locate(text, start, start + len(name), context)
    assert found is not None
    assert (found.country, found.level) == (country, level)


@pytest.mark.parametrize("context", [(), ("KE",), ("KG", "UZ")])
def test_a_small_town_needs_an_article_that_leads_there(context: tuple[str, ...]) -> None:
    """A town of a few thousand is known in an article on its country, and in no other."""
    found = locate("Workers in Cholpon-Ata struck.", 11, 22, context)
    assert (found is not None) == ("KG" in context)


def test_nothing_but_a_country_is_said_of_a_place_not_listed() -> None:
    """No position is invented: not for villages, not for countries."""
    village = locate("Ombeke, a village in Bolivia, burned.", 0, 6)
    country = locate("Strikes in Bolivia go on.", 11, 18)
    for found in (village, country, unlisted("Ombeke", ("BO",))):
        assert found is not None
        assert found.country == "BO"
        assert (found.latitude, found.longitude, found.admin1) == (None, None, None)
    assert unlisted("Ombeke", ("BO", "PE")) is None
    assert unlisted("Ombeke", ()) is None


def entity(name: str, kind: EntityKind, country: str | None = None) -> ArticleEntity:
    return ArticleEntity(
        index=0, entity_id=name, name=name, kind=kind, aliases=(), country=country,
        sector=None, role=None, organisation=None, mentions=(),
    )  # fmt: skip


def test_places_that_lie_in_one_country_only_tell_where_the_article_is() -> None:
    """A town without namesakes abroad counts like a country; one with them does not."""
    assert context_of([entity("Samarkand", "place"), entity("Kenya", "country", "KE")]) == (
        "KE", "UZ",
    )  # fmt: skip
    assert context_of([entity("Santiago", "place")]) == ()
    assert context_of([entity("Ann Lee", "person", "NZ")]) == ("NZ",)
