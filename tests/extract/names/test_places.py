"""Places read off their surroundings."""

import pytest

from extract.names import ArticleEntity, countries_named, locate


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
