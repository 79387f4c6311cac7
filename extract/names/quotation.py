"""Where the quoted stretches of a text are, as far as pronouns need to know."""

import re

# “…”, «…» or "…" within one paragraph; a closing mark may be missing at a paragraph's end.
# Matches “We won,” and "We won."; must not match the apostrophe of don't.
_QUOTED = re.compile(r"“[^“”\n]*(?:”|(?=\n|\Z))|«[^«»\n]*»|\"[^\"\n]*\"")


def quoted_ranges(text: str) -> list[tuple[int, int]]:
    """Return the half-open code point ranges of quotations, marks included, in order."""
    return [match.span() for match in _QUOTED.finditer(text)]
