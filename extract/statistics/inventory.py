"""The packaged tables of units and currencies, and the longest entry that a text goes on with."""

from collections.abc import Mapping
from importlib.resources import files
from typing import TypeVar

import msgspec

from schemas import Dimension

_Entry = TypeVar("_Entry")
_LONGEST = 36
_BLANKS = str.maketrans({"-": " ", "\u00a0": " ", "\u202f": " ", "‑": " ", "’": "'"})


class UnitRow(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One unit: its code, name and dimension, and its size in the SI unit where it has one."""

    code: str
    name: str
    dimension: Dimension
    si_unit: str | None
    factor: float | None


def _rows(name: str) -> list[dict[str, str]]:
    lines = files("extract.statistics").joinpath("data", name).read_text("utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    head, *rows = table
    return [dict(zip(head, row, strict=True)) for row in rows]


def _spelled(names: str) -> list[str]:
    return [name.translate(_BLANKS) for name in names.split("|") if name]


def _units() -> tuple[dict[str, UnitRow], dict[str, UnitRow], dict[str, UnitRow]]:
    codes: dict[str, UnitRow] = {}
    names: dict[str, UnitRow] = {}
    symbols: dict[str, UnitRow] = {}
    for row in _rows("units.tsv"):
        unit = UnitRow(
            code=row["code"],
            name=(row["names"] or row["symbols"]).split("|")[0],
            dimension=msgspec.convert(row["dimension"], Dimension),
            si_unit=row["si_unit"] or None,
            factor=float(row["factor"]) if row["factor"] else None,
        )
        codes[unit.code] = unit
        names.update(dict.fromkeys(_spelled(row["names"]), unit))
        symbols.update(dict.fromkeys((s for s in row["symbols"].split("|") if s), unit))
    return codes, names, symbols


UNITS, UNIT_NAMES, UNIT_SYMBOLS = _units()
"""Units by code; by name in small letters, hyphens as blanks; by symbol, in its own case."""

_CURRENCIES = [(row["code"], _spelled(row["names"])) for row in _rows("currencies.tsv")]
CURRENCY_NAMES = {name: code for code, names in _CURRENCIES for name in names}
"""ISO 4217 codes of the names of currencies, in small letters."""

NAME_OF_CURRENCY = {code: names[0] for code, names in _CURRENCIES}
"""The name of a currency in full, in small letters, by code."""


def longest(text: str, start: int, entries: Mapping[str, _Entry]) -> tuple[_Entry, int] | None:
    """Return the longest entry that *text* goes on with at *start*, whole words, and its end.

    *entries* are keyed in small letters with blanks for hyphens; any case of *text* fits.
    """
    window = text[start : start + _LONGEST + 1]
    low = window.lower().translate(_BLANKS)
    if len(low) != len(window):
        low = window.translate(_BLANKS)
    return _longest(window, low, start, entries)


def longest_exact(
    text: str, start: int, entries: Mapping[str, _Entry]
) -> tuple[_Entry, int] | None:
    """Return the longest entry that *text* goes on with at *start*, in the case of the entry."""
    window = text[start : start + 8]
    return _longest(window, window, start, entries)


def _longest(
    window: str, keys: str, start: int, entries: Mapping[str, _Entry]
) -> tuple[_Entry, int] | None:
    for length in range(min(len(window), _LONGEST), 0, -1):
        entry = entries.get(keys[:length])
        if entry is None:
            continue
        after = window[length : length + 1]
        if not (after and _in_word(after) and _in_word(window[length - 1])):
            return entry, start + length
    return None


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
