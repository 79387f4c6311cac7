"""Articles in, parses out: sentences, tokens, syntax and name spans."""

from typing import NamedTuple

from extract.language import models
from extract.language.annotation import Annotation, Annotator, Words
from extract.language.frames import Frame
from extract.language.sentences import split_sentences
from extract.language.tokens import NameSpan, Parse, Sentence, Token
from extract.language.words import split_words
from schemas import Article, Block, BlockKind, Origin, Span

ORIGINS: dict[BlockKind, Origin] = {
    "title": "headline",
    "heading": "headline",
    "label": "list",
    "paragraph": "prose",
    "quote": "prose",
    "list_item": "list",
    "table_row": "table",
    "caption": "caption",
}
"""The blocks that are analysed. Bylines, dates, datelines and code hold no sentences."""


class _Draft(NamedTuple):
    """A sentence before parsing: its block and the spans of its words."""

    block: int
    origin: Origin
    section: str | None
    span: Span
    words: list[Span]


class _Chunk(NamedTuple):
    """As much of a sentence as the model takes at once: the number of its draft, its words."""

    owner: int
    words: list[Span]


class _Plan(NamedTuple):
    """The sentences of one article before parsing."""

    drafts: list[_Draft]
    chunks: list[_Chunk]


def parse_articles(articles: list[Article], language: str = models.DEFAULT) -> list[Parse]:
    """Return the parse of each article by the model *language*, in order.

    No parse depends on the other articles: a model whose annotation of a sentence depends on the
    sentences it is given with gets one article at a time.

    Raises:
        ModelError: there is no such model, or it is missing, damaged or unfit.
    """
    annotator = models.load(language)
    if annotator.independent:
        return _parse(articles, annotator)
    return [parse for article in articles for parse in _parse([article], annotator)]


def _parse(articles: list[Article], annotator: Annotator) -> list[Parse]:
    """Return the parses of *articles*, whose sentences are annotated together."""
    plans = [_plan(article, annotator) for article in articles]
    words = [
        _words(article.text, chunk.words)
        for article, plan in zip(articles, plans, strict=True)
        for chunk in plan.chunks
    ]
    annotations = iter(annotator.annotate(words))
    return [
        _assemble(
            article.text,
            plan.drafts,
            [(chunk.owner, chunk.words, next(annotations)) for chunk in plan.chunks],
            annotator.identity.name,
        )
        for article, plan in zip(articles, plans, strict=True)
    ]


def _plan(article: Article, annotator: Annotator) -> _Plan:
    text = article.text
    drafts = [draft for i, block in enumerate(article.blocks) for draft in _drafts(text, i, block)]
    chunks = [
        _Chunk(number, words)
        for number, draft in enumerate(drafts)
        for words in _chunks(text, draft.words, annotator)
    ]
    return _Plan(drafts, chunks)


def _drafts(text: str, index: int, block: Block) -> list[_Draft]:
    origin = ORIGINS.get(block.kind)
    if origin is None:
        return []
    pieces = block.cells or (Span(start=block.start, end=block.end),)
    spans = [s for piece in pieces for s in split_sentences(text, piece.start, piece.end)]
    drafts = [
        _Draft(index, origin, block.section, s, split_words(text, s.start, s.end)) for s in spans
    ]
    return [draft for draft in drafts if draft.words]


def _words(text: str, spans: list[Span]) -> Words:
    return Words(
        forms=[span.of(text) for span in spans],
        spaces=[text[span.end : span.end + 1].isspace() for span in spans],
    )


def _chunks(text: str, words: list[Span], annotator: Annotator) -> list[list[Span]]:
    """Cut a sentence that is too long for the model, at a comma or semicolon if it can be."""
    sizes = [annotator.size(word.of(text)) for word in words]
    if sum(sizes) <= annotator.limit:
        return [words]
    chunks: list[list[Span]] = []
    begin = total = 0
    for index, size in enumerate(sizes):
        if total + size > annotator.limit:
            cut = _soft_cut(text, words, begin, index)
            chunks.append(words[begin:cut])
            begin, total = cut, sum(sizes[cut:index])
        total += size
    chunks.append(words[begin:])
    return chunks


def _soft_cut(text: str, words: list[Span], begin: int, end: int) -> int:
    half = begin + (end - begin) // 2
    for index in range(end - 1, half, -1):
        if words[index].of(text) in {",", ";", ":"}:
            return index + 1
    return end


def _assemble(
    text: str,
    drafts: list[_Draft],
    parsed: list[tuple[int, list[Span], Annotation]],
    model: str,
) -> Parse:
    tokens: list[Token] = []
    names: list[NameSpan] = []
    frames: list[Frame] = []
    states: list[bytes] = []
    firsts: dict[int, int] = {}
    roots: dict[int, int] = {}
    for owner, words, parse in parsed:
        offset = len(tokens)
        firsts.setdefault(owner, offset)
        for i, word in enumerate(words):
            head, rel = parse.heads[i], parse.relations[i]
            if head < 0:
                # A later chunk of one long sentence hangs from the root of the first.
                root = roots.setdefault(owner, offset + i)
                head, rel = (root, "parataxis") if root != offset + i else (-1, "root")
            else:
                head += offset
            tokens.append(
                Token(
                    index=offset + i,
                    start=word.start,
                    end=word.end,
                    text=word.of(text),
                    lemma=parse.lemmas[i],
                    upos=parse.upos[i],
                    head=head,
                    rel=rel,
                    sentence=owner,
                )
            )
        for first, last, name_type in parse.names:
            names.append(NameSpan(first=offset + first, last=offset + last, type=name_type))
        frames += [frame.moved(offset) for frame in parse.frames]
        states.append(parse.states)
    sentences = [
        Sentence(
            index=number,
            start=draft.span.start,
            end=draft.span.end,
            first=firsts[number],
            last=firsts[number] + len(draft.words),
            block=draft.block,
            origin=draft.origin,
            section=draft.section,
        )
        for number, draft in enumerate(drafts)
    ]
    return Parse(
        sentences=tuple(sentences),
        tokens=tuple(tokens),
        names=tuple(names),
        frames=tuple(frames),
        states=b"".join(states),
        model=model,
    )
