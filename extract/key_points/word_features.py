"""The words of an article's prose, and what the model of salience looks at in each of them."""

import re
from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from extract.analysis import Analysis
from extract.language import Sentence, Token

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_TAGS = ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV")
_RELATIONS = ("nsubj", "obj", "obl", "root", "compound", "nmod", "amod", "appos", "conj")
_OPENING = 3
"""The relations of a word are looked at in so many sentences: what the news itself is about."""
_SAID_AGAIN = ((1, 1), (2, 2), (3, 3), (4, None), (6, None), (9, None))
"""In how many sentences a word stands, from and to."""
_SAID_FIRST = ((0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 7), (8, 11), (12, 19), (20, None))
"""In which sentence a word first stands, from 0, from and to."""
_WORD = re.compile(r"\w")
_QUOTES = re.compile(r"[“”\"]")


class ArticleWords(msgspec.Struct, frozen=True, kw_only=True):
    """The words of the prose by lemma, in the order in which they first stand.

    `stands[s, w]`: whether sentence *s* has word *w*. `lengths[s]`: the words of sentence *s*,
    repeated ones too. `features[w]`: one row for each word, `names` says what is in its
    columns.
    """

    words: tuple[str, ...]
    stands: Flags
    lengths: Floats
    names: tuple[str, ...]
    features: Floats


def article_words(
    analysis: Analysis, prose: Sequence[Sentence], frequent: frozenset[str]
) -> ArticleWords:
    """Return the words of *prose*; those of *frequent* are the function words of the language."""
    counted = _Counted(analysis)
    for place, sentence in enumerate(prose):
        counted.add(place, analysis.sentence_tokens(sentence))
    stands = np.zeros((len(prose), len(counted.index)), dtype=np.bool_)
    stands[counted.rows, counted.columns] = True
    columns = _columns(counted, stands, _title_words(analysis), frequent)
    return ArticleWords(
        words=tuple(counted.index),
        stands=stands,
        lengths=np.array([counted.lengths[place] for place in range(len(prose))], np.float64),
        names=tuple(columns),
        features=np.column_stack([np.asarray(column, np.float64) for column in columns.values()]),
    )


class _Counted:
    """What one pass over the tokens gathers of each word."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._named = Counter(mention.entity for mention in analysis.mentions)
        self.index: dict[str, int] = {}
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.lengths: Counter[int] = Counter()
        self.count: Counter[int] = Counter()
        self.quoted: Counter[int] = Counter()
        self.mentions: dict[int, int] = {}
        self.tags: list[Counter[str]] = []
        self.relations: set[tuple[int, str]] = set()
        self.most_mentioned = max(self._named.values(), default=1)

    def add(self, place: int, tokens: Sequence[Token]) -> None:
        quoting = False
        for token in tokens:
            if _QUOTES.fullmatch(token.text):
                quoting = token.text == "“" or (token.text == '"' and not quoting)
            elif _WORD.search(token.text):
                self._add(place, token, quoting=quoting)

    def _add(self, place: int, token: Token, *, quoting: bool) -> None:
        word = token.lemma.casefold()
        index = self.index.setdefault(word, len(self.index))
        if index == len(self.tags):
            self.tags.append(Counter())
        self.rows.append(place)
        self.columns.append(index)
        self.lengths[place] += 1
        self.count[index] += 1
        self.quoted[index] += quoting
        self.tags[index][token.upos] += 1
        if place < _OPENING:
            relation = "root" if token.head < 0 else token.rel.split(":")[0]
            self.relations.add((index, relation))
        mention = self._analysis.mention_of(token)
        if mention is not None and mention.kind == "name":
            known = self.mentions.get(index, 0)
            self.mentions[index] = max(known, self._named[mention.entity])


def _title_words(analysis: Analysis) -> frozenset[str] | None:
    """Return the lemmas of the title, None for an article without one."""
    titles = [s for s in analysis.sentences if analysis.block_of(s).kind == "title"]
    if not titles:
        return None
    return frozenset(
        token.lemma.casefold() for title in titles for token in analysis.sentence_tokens(title)
    )


def _columns(
    counted: _Counted, stands: Flags, title: frozenset[str] | None, frequent: frozenset[str]
) -> dict[str, Floats | Flags]:
    sentences, size = stands.shape
    words = list(counted.index)
    places = np.arange(sentences, dtype=np.float64)
    repeated = stands.sum(axis=0).astype(np.float64)
    first = stands.argmax(axis=0).astype(np.float64)
    last = sentences - 1 - stands[::-1].argmax(axis=0).astype(np.float64)
    count = np.array([counted.count[i] for i in range(size)], np.float64)
    mentions = np.array([counted.mentions.get(i, 0) for i in range(size)], np.float64)
    function = np.array([word in frequent for word in words], np.bool_)
    again = repeated > 1
    opening = [stands[k] if k < sentences else np.zeros(size, np.bool_) for k in range(3)]
    titled = np.array([title is not None and word in title for word in words], np.bool_)
    columns: dict[str, Floats | Flags] = {
        "log count": np.log(count),
        "log sentences": np.log(repeated),
        "share of sentences": repeated / sentences,
        "again": again,
        "nearness of first": 1 / (1 + first),
        "place of first": first / sentences,
        "in first, again": opening[0] & again,
        "in second": opening[1],
        "in third": opening[2],
        "place of last": np.where(again, (last + 1) / sentences, 0.0),
        "nearness": (stands / (1 + places)[:, None]).sum(axis=0),
        "in first five": stands[:5].sum(axis=0).astype(np.float64),
        "after first five": stands[5:].sum(axis=0).astype(np.float64),
        "named": mentions > 0,
        "share of mentions": mentions / counted.most_mentioned,
        "log mentions": np.log(1 + mentions),
        "quoted": np.array([counted.quoted[i] for i in range(size)], np.float64) / count,
        "digit": np.array([any(c.isdigit() for c in word) for word in words], np.bool_),
        "length": np.array([len(word) / 8 for word in words], np.float64),
        "function": function,
        "titled": titled,
        "titled, log sentences": titled * np.log(repeated),
        "titled, nearness": titled / (1 + first),
        "title": np.full(size, title is not None, np.bool_),
    }
    tags = [max(found, key=lambda tag: (found[tag], tag)) for found in counted.tags]
    tagged = {tag: np.array([found == tag for found in tags], np.bool_) for tag in _TAGS}
    firsts = {span: _within(first, span) for span in _SAID_FIRST}
    agains = {span: _within(repeated, span) for span in _SAID_AGAIN}
    columns |= {f"tag {tag}": found for tag, found in tagged.items()}
    columns |= {
        f"opening {relation}": np.array(
            [(i, relation) in counted.relations for i in range(size)], np.bool_
        )
        for relation in _RELATIONS
    }
    columns |= {f"first {_shown(span)}": found for span, found in firsts.items()}
    columns |= {f"again {_shown(span)}": found for span, found in agains.items()}
    # Repetition means more of a noun than of a preposition, and more for a word of the opening.
    few, early = _SAID_AGAIN[:4], _SAID_FIRST[:4]
    for span in few:
        columns |= {
            f"again {_shown(span)}, first {_shown(place)}": agains[span] & firsts[place]
            for place in early
        }
        columns |= {f"again {_shown(span)}, {tag}": agains[span] & tagged[tag] for tag in _TAGS}
    for place in early[:3]:
        columns |= {f"first {_shown(place)}, {tag}": firsts[place] & tagged[tag] for tag in _TAGS}
    for place in early[:2]:
        columns[f"first {_shown(place)}, function"] = firsts[place] & function
    return columns


def _within(values: Floats, span: tuple[int, int | None]) -> Flags:
    low, high = span
    return (values >= low) & (values <= (np.inf if high is None else high))


def _shown(span: tuple[int, int | None]) -> str:
    low, high = span
    return f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"
