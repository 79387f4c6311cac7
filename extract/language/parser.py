"""Articles in, parses out: sentences, tokens, syntax and name spans."""

from typing import NamedTuple, get_args

from extract.language.lemmas import Lemmatiser
from extract.language.model import MAX_PIECES, Encoder, ParsedWords, packaged_encoder
from extract.language.sentences import split_sentences
from extract.language.tokens import NameSpan, NameType, Parse, Sentence, Token, Upos
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

_UPOS: dict[str, Upos] = {tag: tag for tag in get_args(Upos)}
_NAME_TYPES: dict[str, NameType] = {name: name for name in get_args(NameType)}


class _Draft(NamedTuple):
    """A sentence before parsing: its block and the spans of its words."""

    block: int
    origin: Origin
    section: str | None
    span: Span
    words: list[Span]


def parse_articles(articles: list[Article]) -> list[Parse]:
    """Return the parse of each article, in order.

    Each article is parsed on its own, so that the result does not depend on its neighbours.

    Raises:
        ModelError: the packaged model is missing or damaged.
    """
    encoder = packaged_encoder()
    lemmatiser = Lemmatiser(encoder.vocabulary)
    return [_parse(article, encoder, lemmatiser) for article in articles]


def _parse(article: Article, encoder: Encoder, lemmatiser: Lemmatiser) -> Parse:
    text = article.text
    drafts = [draft for i, block in enumerate(article.blocks) for draft in _drafts(text, i, block)]
    chunks: list[list[Span]] = []
    owners: list[int] = []
    for number, draft in enumerate(drafts):
        for chunk in _chunks(text, draft.words, encoder):
            chunks.append(chunk)
            owners.append(number)
    parsed = encoder.parse([[w.of(text) for w in chunk] for chunk in chunks])
    return _assemble(text, drafts, list(zip(owners, chunks, parsed, strict=True)), lemmatiser)


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


def _chunks(text: str, words: list[Span], encoder: Encoder) -> list[list[Span]]:
    """Cut a sentence that is too long for the encoder, at a comma or semicolon if it can be."""
    sizes = [len(encoder.pieces(word.of(text))) for word in words]
    if sum(sizes) <= MAX_PIECES:
        return [words]
    chunks: list[list[Span]] = []
    begin = total = 0
    for index, size in enumerate(sizes):
        if total + size > MAX_PIECES:
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
    parsed: list[tuple[int, list[Span], ParsedWords]],
    lemmatiser: Lemmatiser,
) -> Parse:
    tokens: list[Token] = []
    names: list[NameSpan] = []
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
            form = word.of(text)
            tokens.append(
                Token(
                    index=offset + i,
                    start=word.start,
                    end=word.end,
                    text=form,
                    lemma=lemmatiser.lemma(form, parse.upos[i]),
                    upos=_UPOS[parse.upos[i]],
                    head=head,
                    rel=rel,
                    sentence=owner,
                )
            )
        for first, last, name_type in parse.names:
            kind = _NAME_TYPES[name_type]
            names.append(NameSpan(first=offset + first, last=offset + last, type=kind))
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
    return Parse(sentences=tuple(sentences), tokens=tuple(tokens), names=tuple(names))
