"""Scores on development gold and timings; not part of the package, not run by the tests."""
