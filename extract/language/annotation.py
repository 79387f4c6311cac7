"""What a language model is given and what it gives: the words of sentences, and their syntax."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from extract.language.frames import Frame
from extract.language.tokens import NameType, Upos
from schemas.language_model import LanguageModel


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one sentence, and for each whether white space follows it."""

    forms: list[str]
    spaces: list[bool]


class Annotation(msgspec.Struct, frozen=True, kw_only=True):
    """Tags, lemmas, tree and names of one sentence, one entry for each word.

    `heads` count words of the sentence from 0; there is exactly one root, whose head is -1.
    `relations` are those of Universal Dependencies. `names` are half-open word ranges in
    order, with their types. `frames` are the attributions the model reads, in order of their
    cues; a model that reads none leaves them empty. `states` is what the model knows of each
    word: rows of equally many float16, one after the other; empty where it has none to give.
    """

    upos: list[Upos]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]
    names: list[tuple[int, int, NameType]]
    frames: list[Frame] = []
    states: bytes = b""


class Annotator(Protocol):
    """A language model that is loaded.

    `limit` is the greatest sum of `size` over the words of one sentence; a longer sentence is
    given in parts. `independent` says that a sentence is annotated the same in any company.
    """

    @property
    def identity(self) -> LanguageModel:
        """Name, version and digest of the model."""
        ...

    @property
    def limit(self) -> int:
        """The size of the longest sentence."""
        ...

    @property
    def independent(self) -> bool:
        """Whether sentences of several articles may be given together."""
        ...

    def size(self, word: str) -> int:
        """Return how much of the limit *word* takes, at least 1."""
        ...

    def annotate(self, sentences: Sequence[Words]) -> list[Annotation]:
        """Return the annotation of each sentence, in order.

        Unless the model is `independent`, what comes back may depend on which sentences are
        given together: pass those of one article, and any split of the articles gives the same.
        """
        ...
