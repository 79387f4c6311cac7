"""Attributions as training examples: in each sentence its cues, and for each cue who and what."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from extract.language.sentences import split_sentences
from extract.language.training.attributions import MarkedArticle, MarkedAttribution, read_articles
from extract.language.training.corpus import MAX_WORDS, Example, Frame, role_labels
from extract.language.words import split_words
from schemas import Span


class _Row(msgspec.Struct, frozen=True):
    """One text of a corpus in the form of the PolNeAR gold; spans are pairs."""

    id: str
    text: str
    statements: list["_Statement"]


class _Statement(msgspec.Struct, frozen=True):
    content_spans: list[tuple[int, int]]
    cue_spans: list[tuple[int, int]]
    source_spans: list[tuple[int, int]]
    speech: bool = True


def own_attributions(*, held_back: bool = False) -> list[Example]:
    """Return the sentences of dateline's own annotated articles, in file order."""
    return _examples(a for a in read_articles() if a.held_back == held_back)


def attributions_of(path: Path) -> list[Example]:
    """Return the sentences of a corpus you have the right to train on: JSON Lines.

    Each line is ``{id, text, statements: [{content_spans, cue_spans, source_spans, speech}]}``,
    spans half-open code points of the text.
    """
    rows = (msgspec.json.decode(line, type=_Row) for line in path.read_bytes().splitlines())
    return _examples(map(_article, rows))


def _article(row: _Row) -> MarkedArticle:
    def spans(pairs: list[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(Span(start=start, end=end) for start, end in sorted(pairs))

    found = tuple(
        MarkedAttribution(
            number=number,
            speech=statement.speech,
            source=spans(statement.source_spans),
            cue=spans(statement.cue_spans),
            content=spans(statement.content_spans),
            speaker=None,
        )
        for number, statement in enumerate(row.statements, start=1)
    )
    return MarkedArticle(id=row.id, register="", text=row.text, attributions=found)


def _examples(articles: Iterable[MarkedArticle]) -> list[Example]:
    found = [example for article in articles for example in _sentences(article)]
    return [e for e in found if 0 < len(e.words) <= MAX_WORDS]


def _sentences(article: MarkedArticle) -> Iterator[Example]:
    begin = 0
    for line in article.text.split("\n"):
        for sentence in split_sentences(article.text, begin, begin + len(line)):
            yield _example(article, sentence)
        begin += len(line) + 1


def _example(article: MarkedArticle, sentence: Span) -> Example:
    words = split_words(article.text, sentence.start, sentence.end)
    cues = ["O"] * len(words)
    frames: list[Frame] = []
    for attribution in _outermost(article):
        cue = [i for span in attribution.cue[:1] for i in _inside(words, span)]
        if not cue or cues[cue[0]] != "O":
            continue
        kind = "say" if attribution.speech else "mean"
        for index in cue:
            cues[index] = f"{'B' if index == cue[0] else 'I'}-{kind}"
        frames.append(Frame(cue=cue[0], roles=_roles(words, attribution, set(cue))))
    texts = [word.of(article.text) for word in words]
    return Example(words=texts, src=article.id, cues=cues, frames=frames)


def _outermost(article: MarkedArticle) -> list[MarkedAttribution]:
    """Return the attributions of the article's own voice: what a speaker tells of is his to tell.

    Annotators part ways inside quotations and inside reported clauses, and the extractor leaves
    both alone: “Lee said the union had promised to return” is one statement, Lee's.
    """
    told = [(span, one.number) for one in article.attributions for span in one.content]
    return [
        one
        for one in article.attributions
        if not any(
            span.start <= cue.start and cue.end <= span.end and number != one.number
            for cue in one.cue
            for span, number in told
        )
    ]


def _roles(words: list[Span], attribution: MarkedAttribution, cue: set[int]) -> list[str]:
    source, content = (
        [_inside(words, span) for span in spans]
        for spans in (attribution.source, attribution.content)
    )
    return role_labels(len(words), cue, source, content)


def _inside(words: list[Span], span: Span) -> list[int]:
    return [i for i, word in enumerate(words) if word.start < span.end and word.end > span.start]
