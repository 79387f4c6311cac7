"""Everything the extractors may know of an article, worked out once."""

from bisect import bisect_right
from collections.abc import Iterator

from extract import dates, names, numbers
from extract.dates import TimeExpression
from extract.language import DEFAULT, Parse, Sentence, Token, parse_articles
from extract.names import ArticleEntity, Mention
from extract.numbers import Number
from schemas import Article, Block


class Analysis:
    """An article with its tokens, syntax, entities, dates and numbers.

    All sequences are in text order. Token, sentence, mention and entity indexes count from 0
    over the whole article; spans are half-open code points of `article.text`.
    """

    def __init__(
        self,
        article: Article,
        parse: Parse,
        *,
        mentions: list[Mention],
        entities: list[ArticleEntity],
        times: list[TimeExpression],
        figures: list[Number],
    ) -> None:
        self.article = article
        self.text = article.text
        self.tokens: tuple[Token, ...] = parse.tokens
        self.sentences: tuple[Sentence, ...] = parse.sentences
        self.frames = parse.frames
        self.states = parse.states
        self.model = parse.model
        self.mentions = tuple(mentions)
        self.entities = tuple(entities)
        self.times = tuple(times)
        self.numbers = tuple(figures)
        # Each dependent with its relation, whole and without the subtype: read very often.
        self._dependents: list[list[tuple[Token, str, str]]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head >= 0:
                plain = token.rel.partition(":")[0]
                self._dependents[token.head].append((token, token.rel, plain))
        self._token_starts = [token.start for token in self.tokens]
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        self._mention_of: dict[int, Mention] = {}
        # Mentions nest: in “the Iran-backed militia” the token “Iran” names the country.
        for mention in sorted(self.mentions, key=lambda m: m.last - m.first):
            for index in range(mention.first, mention.last):
                self._mention_of.setdefault(index, mention)

    def children(self, token: Token, *rels: str) -> list[Token]:
        """Return the dependents of *token* in text order, of the given relations if any.

        A relation without a subtype matches its subtypes too: `nsubj` gives `nsubj:pass`.
        """
        found = self._dependents[token.index]
        if not found:
            return []
        if not rels:
            return [dependent for dependent, _, _ in found]
        return [t for t, rel, plain in found if rel in rels or plain in rels]

    def head(self, token: Token) -> Token | None:
        """Return the head of *token*, None for the root of a sentence."""
        return None if token.head < 0 else self.tokens[token.head]

    def subtree(self, token: Token) -> list[Token]:
        """Return *token* and all its descendants, in text order."""
        found, stack = [], [token.index]
        while stack:
            index = stack.pop()
            found.append(index)
            stack.extend(dependent.index for dependent, _, _ in self._dependents[index])
        return [self.tokens[i] for i in sorted(found)]

    def sentence_tokens(self, sentence: Sentence) -> tuple[Token, ...]:
        """Return the tokens of *sentence*."""
        return self.tokens[sentence.first : sentence.last]

    def sentence_at(self, position: int) -> Sentence | None:
        """Return the sentence that covers the code point *position*, None between sentences."""
        index = bisect_right(self._sentence_starts, position) - 1
        if index < 0 or position >= self.sentences[index].end:
            return None
        return self.sentences[index]

    def tokens_between(self, start: int, end: int) -> Iterator[Token]:
        """Yield the tokens that overlap the code points ``[start, end)``."""
        index = max(bisect_right(self._token_starts, start) - 1, 0)
        while index < len(self.tokens) and self.tokens[index].start < end:
            if self.tokens[index].end > start:
                yield self.tokens[index]
            index += 1

    def mention_of(self, token: Token) -> Mention | None:
        """Return the innermost mention that *token* is part of."""
        return self._mention_of.get(token.index)

    def entity_of(self, token: Token) -> ArticleEntity | None:
        """Return the entity that *token* refers to as part of a mention."""
        mention = self.mention_of(token)
        return None if mention is None else self.entities[mention.entity]

    def block_of(self, sentence: Sentence) -> Block:
        """Return the block of the article that holds *sentence*."""
        return self.article.blocks[sentence.block]


def analyse(article: Article, language: str = DEFAULT) -> Analysis:
    """Return the analysis of one article, as the language model *language* reads it.

    Raises:
        ModelError: there is no such model, or it is missing, damaged or unfit.
    """
    (parse,) = parse_articles([article], language)
    return analyse_parsed(article, parse)


def analyse_parsed(article: Article, parse: Parse) -> Analysis:
    """Return the analysis of an article whose *parse* is known."""
    mentions, entities = names.resolve(article, parse)
    return Analysis(
        article,
        parse,
        mentions=mentions,
        entities=entities,
        times=dates.tag(article.text, article.published),
        figures=numbers.scan(article.text),
    )


def analyse_batch(articles: list[Article], language: str = DEFAULT) -> list[Analysis]:
    """Return the analyses of *articles*, in order; no article depends on its neighbours."""
    parses = parse_articles(articles, language)
    return [analyse_parsed(a, parse) for a, parse in zip(articles, parses, strict=True)]
