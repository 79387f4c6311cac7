"""Who and what an article names: mentions grouped into the entities of the article."""

from extract.names.gazetteer import (
    Country,
    PlaceEntry,
    compound_countries,
    country,
    country_by_code,
    demonym,
    place,
)
from extract.names.mention import ArticleEntity, Mention
from extract.names.places import countries_named, locate
from extract.names.publication import published_entities
from extract.names.resolve import resolve

__all__ = [
    "ArticleEntity",
    "Country",
    "Mention",
    "PlaceEntry",
    "compound_countries",
    "countries_named",
    "country",
    "country_by_code",
    "demonym",
    "locate",
    "place",
    "published_entities",
    "resolve",
]
