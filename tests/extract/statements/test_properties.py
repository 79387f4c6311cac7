"""What holds for any text."""

import string
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.analysis import analyse
from extract.reading import read_text
from extract.statements import extract_statements
from extract.statements.quotes import find_quotations
from schemas import Span

_PIECES = st.sampled_from(
    ["“", "”", '"', "'", "’", "‘", "«", "»", "''", "``", ",", ".", ":", "?", "—", "\n\n", "- ",
     "said", "told", "according to", "called", "Ann Lee", "the mayor", "she", "that", "to go",
     "promised", "denied", "a farce", "We won", "reporters", "who", "claims", "on Monday"]
)  # fmt: skip
_NEWSY = st.lists(_PIECES, min_size=1, max_size=40).map(" ".join)
_ANYTHING = st.text(alphabet=string.printable + "“”‘’«»—é漢\u200b", min_size=1, max_size=120)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=_NEWSY | _ANYTHING)
def test_any_text_gives_sound_records(text):
    """No text breaks the extractor; spans lie inside, sorted, and are the quoted evidence."""
    if not text.strip() or not any(c.isprintable() and not c.isspace() for c in text):
        return
    try:
        article = read_text(text)
    except ValueError:
        return
    records = extract_statements(analyse(article))
    keys = [(r.start, r.end, r.record_id) for r in records]
    assert keys == sorted(keys)
    assert len({r.record_id for r in records}) == len(records)
    for record in records:
        assert record.quote == article.text[record.start : record.end]
        assert record.content_spans
        ends = [0, *(s.end for s in record.content_spans)]
        assert all(a <= s.start < s.end for a, s in zip(ends, record.content_spans, strict=False))
        assert all(record.start <= s.start and s.end <= record.end for s in record.content_spans)
        inside = [any(c.covers(q) for c in record.content_spans) for q in record.quoted_spans]
        assert all(inside)
        assert (record.kind == "indirect") == (not record.quoted_spans) or record.quoted_spans
        if record.cue_start is not None:
            assert article.text[record.cue_start : record.cue_end] == record.cue
        if record.speaker is not None:
            speaker = record.speaker
            assert article.text[speaker.start : speaker.end] == speaker.mention


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="ab “”\"'‘’«».,s\n", max_size=60))
def test_quotations_are_sorted_and_disjoint(text):
    """Quotations come in order, never overlap and never cross a paragraph."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Span(start=start, end=start + len(line)))
        start += len(line) + 1
    found = list(find_quotations(text, paragraphs))
    for earlier, later in pairwise(found):
        assert earlier.end <= later.start
    for quotation in found:
        assert quotation.start <= quotation.inner_start <= quotation.inner_end <= quotation.end
        assert "\n" not in text[quotation.start : quotation.end]


def test_same_text_gives_same_records():
    """Reading twice gives equal records, ids included."""
    text = "“We won,” said Ann Lee. The board denied that it lied, according to police."
    first = extract_statements(analyse(read_text(text)))
    assert first == extract_statements(analyse(read_text(text)))
    assert first
