"""Reads the statements of an analysed article."""

from extract.analysis import Analysis
from extract.statements.attribution import Attribution
from extract.statements.direct import DirectReader
from extract.statements.frames import FrameReader
from extract.statements.labels import LabelReader
from extract.statements.nesting import settled
from extract.statements.quotes import Quotations, find_quotations
from extract.statements.records import statement
from extract.statements.reported import ReportedReader
from schemas import Span, Statement

VERSION = "1.2.0"


def extract_statements(analysis: Analysis) -> list[Statement]:
    """Return the statements of an article, sorted by (start, end, record_id)."""
    quotations, found = attributions(analysis)
    tag = f"statements@{VERSION}"
    records = [statement(analysis, quotations, one, tag) for one in found]
    return sorted(records, key=lambda record: (record.start, record.end, record.record_id))


def attributions(analysis: Analysis) -> tuple[Quotations, list[Attribution]]:
    """Return the quotations of an article and its attributions, one for each cue."""
    paragraphs = [Span(start=block.start, end=block.end) for block in analysis.article.blocks]
    quotations = find_quotations(analysis.text, paragraphs)
    direct = DirectReader(analysis, quotations).attributions()
    taken = {one.cue.token for one in direct}
    reader = ReportedReader(analysis, quotations, taken)
    reported = list(reader.attributions())
    taken |= {one.cue.token for one in reported}
    labelled = list(LabelReader(analysis, quotations, taken).attributions())
    found = settled([*direct, *reported, *labelled])
    return quotations, [*found, *FrameReader(analysis, quotations, reader, found).attributions()]
