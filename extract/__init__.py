"""Text in, records out: reading, analysis and the four extractors. Nothing else is touched."""
