"""What changed between releases: the delta against the parent, diffs of any two, notes."""
