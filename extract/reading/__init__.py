"""Bytes of any supported format become articles with canonical text and blocks."""
