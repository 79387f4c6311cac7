"""Numbers of a text, in digits and in words, with their value and bound."""

from extract.numbers.number import Number
from extract.numbers.scan import scan

__all__ = ["Number", "scan"]
