"""Reads short texts into statements."""

import pytest

from extract.analysis import analyse
from extract.reading import read_text
from extract.statements import extract_statements


@pytest.fixture(scope="session")
def statements_of():
    """Return a function from a text to its statements."""

    def statements(text, published=None):
        return extract_statements(analyse(read_text(text, published=published)))

    return statements
