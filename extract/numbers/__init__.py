"""Numbers of a text, in digits and in words, with their value and bound."""

from extract.numbers.atom import exact
from extract.numbers.lexicon import SCALES
from extract.numbers.number import Number
from extract.numbers.scan import scan

__all__ = ["SCALES", "Number", "exact", "scan"]
