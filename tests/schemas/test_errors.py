"""The family of errors."""

import pytest

from schemas import errors
from schemas.errors import DatelineError


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (DatelineError("no text"), "no text"),
        (DatelineError("no text", where="a.html"), "a.html: no text"),
        (DatelineError("no text.", hint="Try b"), "no text. Try b"),
        (DatelineError("no text", where="a", hint="Try b"), "a: no text. Try b"),
    ],
)
def test_an_error_is_one_line(error, line):
    """What, where and hint make one line for a terminal."""
    assert str(error) == error.message == line


def test_codes_tell_errors_apart():
    """Each class of the family has its own short code."""
    family = [value for value in vars(errors).values() if isinstance(value, type)]
    codes = [kind.code for kind in family if issubclass(kind, DatelineError)]
    assert len(codes) == len(set(codes)) > 10
