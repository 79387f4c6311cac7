"""Whole articles, record by record: a change in what is extracted shows as a diff."""

import importlib.util
from pathlib import Path

import pytest

REFRESH = Path(__file__).parent / "golden" / "refresh.py"
spec = importlib.util.spec_from_file_location("golden_refresh", REFRESH)
assert spec is not None
assert spec.loader is not None
refresh = importlib.util.module_from_spec(spec)
spec.loader.exec_module(refresh)


@pytest.mark.parametrize("name", refresh.ARTICLES)
def test_records_are_as_recorded(name: str) -> None:
    """The same article and version give the same bytes; `refresh.py` records a wanted change."""
    recorded = (refresh.GOLDEN / f"{name}.golden.json").read_bytes()
    assert refresh.golden(name).decode() == recorded.decode()
