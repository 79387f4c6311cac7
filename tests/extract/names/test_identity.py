"""Bodies that every country has, told apart by their country."""

import pytest

from extract.analysis import analyse
from extract.names import published_entities
from extract.names.identity import identifier
from extract.names.portfolios import is_generic
from extract.reading import read_text


@pytest.mark.parametrize(
    ("name", "generic"),
    [
        ("Interior Ministry", True),
        ("Ministry of Health and Labour", True),
        ("Kenyan Interior Ministry", True),
        ("Supreme Court", True),
        ("Congress", True),
        ("Lickan Council", False),
        ("Pentagon", False),
        ("US State Department", False),
        ("Orchard Bank", False),
        ("Kenya", False),
    ],
)
def test_generic_names_are_those_many_countries_use(name: str, generic: bool) -> None:
    """Only offices without a word of their own need their country to be told apart."""
    assert is_generic(name) is generic


def test_a_generic_body_is_known_by_country_and_name() -> None:
    """Two ministries of one name have two ids; one ministry has one, however it is written."""
    kenyan = identifier("organisation", "Interior Ministry", "KE")
    assert kenyan == identifier("organisation", "Kenyan Interior Ministry", "KE")
    assert kenyan != identifier("organisation", "Interior Ministry", "UG")


def test_a_known_body_has_one_id_under_all_its_names() -> None:
    """The UN is the United Nations, and the ids of persons do not hang on their country."""
    assert identifier("organisation", "UN", None) == identifier(
        "organisation", "United Nations", None
    )
    assert identifier("person", "Ann Lee", "GB") == identifier("person", "Ann Lee", None)


def bodies(text: str) -> list[tuple[str, str | None]]:
    """Return name and country of the bodies published of *text*."""
    analysis = analyse(read_text(text))
    rows = published_entities(analysis.entities, analysis.mentions)
    return sorted((row.name, row.country) for row in rows if row.kind == "organisation")


def test_two_ministries_of_one_article_stay_two() -> None:
    """Each keeps its own country and id."""
    text = (
        "Kenya's Interior Ministry said two men were held. Uganda's Interior Ministry said they"
        " were free."
    )
    assert bodies(text) == [("Interior Ministry", "KE"), ("Interior Ministry", "UG")]


def test_a_ministry_of_an_article_on_one_country_is_of_that_country() -> None:
    """Where only Greece is spoken of, the Labour Ministry is the Greek one."""
    text = "Greece shut its schools on Monday. The Labour Ministry said it was too hot."
    assert bodies(text) == [("Labour Ministry", "GR")]


def test_a_ministry_of_nowhere_is_not_published() -> None:
    """Where the article does not tell whose it is, its id would join strangers."""
    assert bodies("The Labour Ministry said it was too hot for work.") == []
