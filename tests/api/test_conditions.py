"""Ranges and conditions follow RFC 9110."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.conditions import ByteRange, Unsatisfiable, byte_range, is_fresh, range_applies

SIZE = 1000
MODIFIED = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=0-99", (0, 100)),
        ("bytes=990-", (990, 1000)),
        ("bytes=990-5000", (990, 1000)),
        ("bytes=-1", (999, 1000)),
        ("bytes=-5000", (0, 1000)),
        ("Bytes=1-1", (1, 2)),
        (None, None),
        ("", None),
        ("bytes=", None),
        ("bytes=-", None),
        ("bytes=5-4", None),
        ("bytes=a-b", None),
        ("items=0-1", None),
        ("bytes=0-1,4-5", None),
        ("bytes=0-" + "9" * 40, None),
    ],
)
def test_range(header: str | None, expected: tuple[int, int] | None) -> None:
    """A satisfiable single range is cut to the file; everything else sends the whole."""
    wanted = None if expected is None else ByteRange(first=expected[0], past=expected[1])
    assert byte_range(header, SIZE) == wanted


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-1001", "bytes=-0"])
def test_range_outside(header: str) -> None:
    """A range without any byte of the file is unsatisfiable, and not the whole file."""
    with pytest.raises(Unsatisfiable):
        byte_range(header, SIZE)


@given(st.text(max_size=30), st.integers(0, 5000))
def test_range_stays_inside(header: str, size: int) -> None:
    """Whatever a header says, a range lies inside the file and holds at least one byte."""
    try:
        found = byte_range(f"bytes={header}", size)
    except Unsatisfiable:
        return
    assert found is None or 0 <= found.first < found.past <= size


@pytest.mark.parametrize(
    ("if_none_match", "if_modified_since", "fresh"),
    [
        ('"a"', None, True),
        ('W/"a"', None, True),
        ('"b", "a"', None, True),
        ("*", None, True),
        ('"b"', None, False),
        ("a", None, False),
        (None, "Mon, 02 Mar 2026 12:00:00 GMT", True),
        (None, "Mon, 02 Mar 2026 11:59:59 GMT", False),
        (None, "yesterday", False),
        ('"b"', "Mon, 02 Mar 2026 12:00:00 GMT", False),
        (None, None, False),
    ],
)
def test_freshness(if_none_match: str | None, if_modified_since: str | None, fresh: bool) -> None:
    """An ETag decides alone when there is one, else the date."""
    assert fresh == is_fresh(
        etag='"a"',
        modified=MODIFIED,
        if_none_match=if_none_match,
        if_modified_since=if_modified_since,
    )


@pytest.mark.parametrize(
    ("if_range", "applies"),
    [
        (None, True),
        ('"a"', True),
        ('W/"a"', False),
        ('"b"', False),
        ("Mon, 02 Mar 2026 12:00:00 GMT", True),
        ("Mon, 02 Mar 2026 12:00:01 GMT", False),
        ("nonsense", False),
    ],
)
def test_if_range(if_range: str | None, applies: bool) -> None:
    """A range counts only for the very version the reader has: strong ETag or exact date."""
    assert applies == range_applies(if_range, etag='"a"', modified=MODIFIED)
