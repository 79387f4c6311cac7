"""One timeline row, one event."""

import msgspec

from extract.analysis import Analysis
from extract.events.clause import headline_clause
from extract.events.draft import Draft
from extract.events.merging import join_outcomes
from extract.events.prose import ruled_drafts
from extract.events.setting import When, is_historical, locate
from extract.events.timeline import Row
from extract.language import Sentence, Token
from schemas import Origin, Place, Span


def row_draft(analysis: Analysis, row: Row, countries: frozenset[str]) -> Draft:
    """Return the event of *row*: what its text names first, dated by its own cell.

    A text that names nothing the lexicon knows gives OTHER, its main verb as the trigger.
    """
    when = When(
        start=row.date.first,
        end=row.date.last,
        text=row.date_text,
        precision=row.date.precision,
        basis="heading",
    )
    named = _named(analysis, row, countries) or _plain(analysis, row)
    places = named.places or _cell_place(analysis, row, countries)
    return msgspec.structs.replace(
        named,
        evidence=row.evidence,
        origin="table" if row.table else named.origin,
        section=analysis.article.blocks[row.block].section,
        when=when,
        places=places,
        historical=is_historical(when, analysis.article.published),
        reference=False,
        host=None,
        mentions=(),
    )


def _sentences(analysis: Analysis, row: Row) -> list[Sentence]:
    return [
        s for s in analysis.sentences
        if s.block == row.block and s.end > row.event.start and s.start < row.event.end
    ]  # fmt: skip


def _named(analysis: Analysis, row: Row, countries: frozenset[str]) -> Draft | None:
    """Return the first event that the row's text tells as fact, None when it tells none."""
    drafts = [
        draft
        for sentence in _sentences(analysis, row)
        for draft in join_outcomes(ruled_drafts(analysis, sentence, countries))
        if row.event.start <= draft.trigger.start and draft.trigger.end <= row.event.end
        and (draft.modality != "hypothetical")
    ]  # fmt: skip
    told = [d for d in drafts if not d.reference] or [d for d in drafts if not d.pointer]
    # The main clause tells the row's event; "after the killing of X" only its background.
    return min(told, key=lambda d: (_depth(analysis, analysis.tokens[d.head]), d.trigger.start),
               default=None)  # fmt: skip


def _depth(analysis: Analysis, token: Token) -> int:
    depth = 0
    node: Token | None = token
    while node is not None and node.rel != "root":
        # A coordinated main verb, a light verb's noun and "X deployed" are as high as the root.
        depth += node.rel not in ("conj", "obj", "parataxis", "list", "appos", "nsubj")
        node = analysis.head(node)
    return depth


def _plain(analysis: Analysis, row: Row) -> Draft:
    """Return the row as an OTHER event: its main verb is the trigger, else its whole text."""
    trigger, head = row.event, -1
    origin: Origin = "list"
    for sentence in _sentences(analysis, row):
        origin = sentence.origin
        inside = [
            t for t in analysis.sentence_tokens(sentence)
            if t.start >= row.event.start and t.end <= row.event.end
        ]  # fmt: skip
        verbs = (
            [t for t in inside if t.upos == "VERB"]
            or [t for t in inside if headline_clause(analysis, t) is not None][:1]
            or [t for t in inside if t.head == -1]
        )
        verbs.sort(key=lambda t: (_depth(analysis, t), t.index))
        if verbs:
            trigger, head = Span(start=verbs[0].start, end=verbs[0].end), verbs[0].index
            break
    return Draft(
        type="OTHER",
        head=head,
        trigger=trigger,
        evidence=row.evidence,
        sentence=-1,
        origin=origin,
        section=None,
    )


def _cell_place(analysis: Analysis, row: Row, countries: frozenset[str]) -> tuple[Place, ...]:
    if row.place is None:
        return ()
    for token in analysis.tokens_between(row.place.start, row.place.end):
        found = locate(analysis, token, countries)
        if found is not None:
            return (found,)
    return ()
