"""One number before it is joined with its neighbours."""

import math

import msgspec


class Atom(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A number as it stands in one place, with the factors it is made of.

    `start`, `end`: half-open code points. `mantissa` × `scale` is its value, so that a range
    can share the scale of its second part ("10 to 15 billion"). `digits`: whether it begins
    with a digit. `vague`: a plural scale ("thousands"), worth anything from `low` to `high`.
    """

    start: int
    end: int
    mantissa: float
    scale: float = 1.0
    digits: bool = False
    low: float | None = None
    high: float | None = None

    @property
    def value(self) -> float:
        """The value in full."""
        return exact(self.mantissa, self.scale)


def exact(mantissa: float, scale: float) -> float:
    """Return ``mantissa * scale`` without the dust of binary fractions ("2.01 million")."""
    product = mantissa * scale
    if not math.isfinite(product):  # a run of 400 digits
        return product
    rounded = round(product)
    if scale >= 10 and abs(product - rounded) < 1e-6 * max(1.0, abs(product) * 1e-6):
        return float(rounded)
    return product
