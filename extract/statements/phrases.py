"""Stretches of the syntax tree as spans of the text."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from extract.analysis import Analysis
from extract.language import Token
from extract.statements.quotes import Quotations
from schemas import Span

_KEPT_AT_EDGES = frozenset("([{$€£¥%)]}#@")
_ATTACHED = ("appos", "acl", "acl:relcl", "parataxis", "conj", "cc", "punct", "dep", "list")
CLAUSES = frozenset(
    {"root", "ccomp", "xcomp", "advcl", "acl", "parataxis", "conj", "csubj", "discourse", "list"}
)


def span_of(tokens: Sequence[Token]) -> Span | None:
    """Return the span from the first to the last of *tokens*, edge punctuation dropped."""
    first, last = 0, len(tokens) - 1
    while first <= last and _droppable(tokens[first]):
        first += 1
    while last >= first and _droppable(tokens[last]):
        last -= 1
    if first > last:
        return None
    return Span(start=tokens[first].start, end=tokens[last].end)


def _droppable(token: Token) -> bool:
    return token.upos == "PUNCT" and token.text not in _KEPT_AT_EDGES


def noun_phrase(analysis: Analysis, head: Token) -> Span:
    """Return the span of the noun phrase of *head*, without apposition, relative clause, "and".

    “the mayor of Lyon, Ann Lee, who resigned” gives “the mayor of Lyon”; an apposition without
    a comma stays: “coach Ann Lee”.
    """
    kept = [head]
    for child in analysis.children(head):
        if child.rel == "appos" and child.index == _last(analysis, head) + 1:
            kept.extend(analysis.subtree(child))
            continue
        if _tells_time(analysis, child):
            continue
        if child.rel in _ATTACHED or child.rel.split(":")[0] in CLAUSES:
            continue
        if child.rel.split(":")[0] in {"case", "mark", "cop", "aux", "advmod", "nsubj", "obl"}:
            continue
        kept.extend(analysis.subtree(child))
    kept = _adjoining(sorted(kept, key=lambda token: token.index), head)
    for place, token in enumerate(kept):
        after = token.index > head.index and kept[place - 1].text == ","
        if after and token.text.lower() in {"which", "who"}:
            kept = kept[: place - 1]  # “a clerk for the race, which she won”
            break
    return span_of(kept) or Span(start=head.start, end=head.end)


def _tells_time(analysis: Analysis, child: Token) -> bool:
    """Return whether the parser hung a time of the verb on a noun: “a court on Monday ruled”."""
    if child.rel.split(":")[0] not in {"nmod", "obl"} or child.rel == "nmod:poss":
        return False
    cases = [case.text.lower() for case in analysis.children(child, "case")]
    if cases and cases[0] not in {"on", "in", "at", "by", "during"}:
        return False  # “the class of 2020”
    place = bisect_right(analysis.times, child.start, key=lambda time: time.start) - 1
    return place >= 0 and child.start < analysis.times[place].end


def _last(analysis: Analysis, head: Token) -> int:
    """Return the index of the last word of a compound name or noun that *head* ends or begins."""
    flat = analysis.children(head, "flat", "compound")
    return max([head.index, *(token.index for token in flat)])


def coordinated_phrase(analysis: Analysis, head: Token) -> Span:
    """Return the noun phrase of *head* with the phrases joined to it by “and” or “or”.

    Phrases joined by commas alone are a misread apposition: “Oslo, their ally and friend,”.
    """
    span = noun_phrase(analysis, head)
    joined = analysis.children(head, "conj")
    if not any(analysis.children(other, "cc") for other in joined):
        return span
    for other in joined:
        if other.upos in {"NOUN", "PROPN", "PRON"} and other.index > head.index:
            between = analysis.tokens[head.index : other.index]
            if not any(token.upos in {"VERB", "AUX"} for token in between):
                span = Span(start=span.start, end=max(span.end, noun_phrase(analysis, other).end))
    return span


def _adjoining(tokens: list[Token], head: Token) -> list[Token]:
    """Return the run of *tokens* around *head* that has no hole but punctuation."""
    at = next(i for i, token in enumerate(tokens) if token.index == head.index)
    first = last = at
    while first > 0 and tokens[first].index - tokens[first - 1].index <= 2:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].index - tokens[last].index <= 2:
        last += 1
    return tokens[first : last + 1]


def spans_around(
    analysis: Analysis, tokens: Iterable[Token], hole: Iterable[Token], cue: Token
) -> list[Span]:
    """Return the spans from the first to the last of *tokens*, without the stretch of *hole*.

    A clause whose *cue* interrupts what is said (“taxes, she said, will rise”) is the hole.
    """
    inside = sorted(token.index for token in tokens)
    if not inside:
        return []
    low, high = inside[0], inside[-1]
    taken = set(inside)
    interrupts = low < cue.index < high
    out = sorted(t.index for t in hole if low < t.index < high and t.index not in taken)
    whole = [(low, high + 1)]
    pieces = [(low, out[0]), (out[-1] + 1, high + 1)] if interrupts and out else whole
    found = (span_of(analysis.tokens[a:b]) for a, b in pieces)
    return [span for span in found if span is not None]


def with_whole_quotations(
    spans: Iterable[Span], quotations: Quotations, barriers: Sequence[Span]
) -> list[Span]:
    """Return *spans* grown to whole quotations, unless that would swallow one of *barriers*."""
    grown: list[Span] = []
    for span in spans:
        start, end = span.start, span.end
        for quotation in quotations.within(start, end):
            inner = Span(start=quotation.start, end=quotation.end)
            if any(inner.overlaps(barrier) for barrier in barriers):
                continue
            start, end = min(start, inner.start), max(end, inner.end)
        if grown and start < grown[-1].end:
            start = grown.pop().start
        grown.append(Span(start=start, end=max(end, start)))
    return grown


def marked(analysis: Analysis, token: Token, word: str) -> bool:
    """Return whether *token* is introduced by the preposition or conjunction *word*."""
    return any(child.text.lower() == word for child in analysis.children(token, "case", "mark"))


def infinitival(analysis: Analysis, token: Token) -> bool:
    """Return whether *token* is an infinitive with “to”."""
    return any(child.text.lower() == "to" for child in analysis.children(token, "mark"))
