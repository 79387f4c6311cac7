"""What the header of a column, the label of a row or a caption says of the figures below it."""

import re

import msgspec

from extract.numbers import scan
from extract.statistics.quantity import read_quantity
from extract.statistics.units import Unit, per_after
from schemas import Dimension

_SCALES = {
    "m": 1e6, "mn": 1e6, "mln": 1e6, "million": 1e6, "millions": 1e6, "bn": 1e9, "bln": 1e9,
    "billion": 1e9, "billions": 1e9, "tn": 1e12, "trn": 1e12, "trillion": 1e12, "trillions": 1e12,
    "k": 1e3, "thousand": 1e3, "thousands": 1e3, "'000": 1e3, "’000": 1e3, "000": 1e3,
    "000s": 1e3, "'000s": 1e3, "’000s": 1e3, "hundreds": 1e2, "crore": 1e7, "crores": 1e7,
    "lakh": 1e5, "lakhs": 1e5, "hundred": 1e2,
}  # fmt: skip
_SCALE = "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True))
_MONEY = r"(?:[A-Z]{1,3}[$£]|[$€£¥₹₽₩₺₴₦₪฿₫₱]|[A-Z]{3}(?![A-Za-z]))"
_PIECE = re.compile(
    rf"(?:(?:figures|all figures|amounts|values|numbers) )?(?:in )?(?P<money>{_MONEY})?[ ]?"
    rf"(?:(?P<scale>{_SCALE})(?![A-Za-z]))?(?: of)? ?(?P<rest>[^\d()]*)",
    re.IGNORECASE,
)
_BARE_LETTER = re.compile(r"[mk]", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[](?P<piece>[^()\[\]]+)[)\]]\s*")
_TAIL = re.compile(r"(?:,|:|;| [-–—]| in) ?(?P<piece>[^,:;()]{1,32})$")
_PERCENT = re.compile(r"^(?P<before>% )|(?P<after> ?%)$")
_SHARES = re.compile(r"(?:share|percentage|percent|per cent|pct)\b.*", re.IGNORECASE)
_PER = re.compile(r" per [\w., ²³]+$")
_EDGES = " ,:;–—-/|"
_SYMBOL = re.compile(r"[a-zµ]{1,4}[²³23]?(?:/[a-z]{1,4}[²³23]?)?|[A-Z]{1,4}")
"""A unit that the tables do not know: "Capacity (hm3)"; not "Towns (rural)"."""

_NO_MEASURES = frozenset(
    "figures amounts values numbers data totals all figures statistics results".split()
)
"""Captions that say nothing of what is measured: "Figures in thousands"."""


class Header(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a header tells: the measure in words, its unit, the scale of the numbers, the rate."""

    measure: str
    unit: str | None = None
    unit_text: str | None = None
    dimension: Dimension | None = None
    scale: float = 1.0
    per: str | None = None


def read_header(text: str) -> Header:
    """Return what a header says: "Revenue ($m)", "% change", "Net sales, €m", "Area in km²".

    Times are left in the measure; who knows where they stand cuts them out before.
    """
    measure, found = text.strip(_EDGES), None
    percent = _PERCENT.search(measure)
    if percent is not None:
        measure = _PERCENT.sub("", measure).strip(_EDGES)
        return Header(measure=measure, unit="percent", unit_text="%", dimension="share")
    for bracket in _BRACKETS.finditer(measure):
        piece = bracket["piece"].strip()
        found = _read_piece(piece)
        if found is None and _SYMBOL.fullmatch(piece):
            found = Header(measure="", unit_text=piece, dimension="other")
        if found is not None:
            measure = f"{measure[: bracket.start()]} {measure[bracket.end() :]}".strip(_EDGES)
            break
    if found is None and (tail := _TAIL.search(measure)):
        found = _read_piece(tail["piece"].strip())
        measure = measure if found is None else measure[: tail.start()].strip(_EDGES)
    if found is None and (whole := _read_piece(measure)) is not None and _is_unit(measure):
        found, measure = whole, ""
    measure = re.sub(r" +", " ", measure)
    if measure.lower() in _NO_MEASURES:
        measure = ""
    rate = _PER.search(measure)
    per = None if rate is None else per_after(measure, rate.start())
    if rate is not None and per is not None and per[1] == len(measure):
        measure = measure[: rate.start()]
    else:
        per = None
    if found is None:
        found = Header(measure="")
    rated = found.per if per is None else per[0]
    if found.unit is None and _SHARES.fullmatch(measure):
        return msgspec.structs.replace(
            found, measure=measure, unit="percent", dimension="share", per=rated
        )
    return msgspec.structs.replace(found, measure=measure, per=rated)


def _is_unit(text: str) -> bool:
    """Whether a header is a unit and nothing else: "€m", "km", "%"; not "Days", "Points"."""
    return not text[:1].isupper() or not text.isalpha() or text.isupper()


def _read_piece(piece: str) -> Header | None:
    """Return the unit and scale of "$m", "€ millions", "million tonnes", "per km²", "'000"."""
    rate = per_after(f" {piece}", 0) if piece.startswith("per ") else None
    if rate is not None and rate[1] == len(piece) + 1:
        return Header(measure="", per=rate[0])
    parts = _PIECE.fullmatch(piece)
    if parts is None:
        return None
    scale = _SCALES.get((parts["scale"] or "").lower(), 1.0)
    rest = parts["rest"].strip()
    if parts["money"] is None and not rest and _BARE_LETTER.fullmatch(parts["scale"] or ""):
        scale, rest = 1.0, parts["scale"]  # "(m)" is metres, "($m)" millions
    unit, per = _unit_of(f"{parts['money'] or ''}1 {rest}".strip())
    if unit is None and (rest or parts["money"] or scale == 1.0):
        return None
    return Header(
        measure="",
        unit=None if unit is None else unit.code,
        unit_text=None if unit is None else piece,
        dimension=None if unit is None else unit.dimension,
        scale=scale,
        per=per,
    )


def _unit_of(written: str) -> tuple[Unit | None, str | None]:
    """Return the unit and rate that fill *written* behind or before its number 1."""
    number = next(iter(scan(written)), None)
    if number is None:
        return None, None
    quantity = read_quantity(written, number)
    if quantity.unit is None or quantity.end != len(written):
        return None, None
    return quantity.unit, quantity.per
