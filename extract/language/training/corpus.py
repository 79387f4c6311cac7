"""The training sets: sentences with tags, trees and names, and what of them may be shipped."""

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

import msgspec

from extract.language.tokens import NameType
from extract.language.training.annotations import MarkedSentence, read_sentences
from extract.language.words import split_words

UNCLEAR_GENRES = ("gum_speech", "gum_textbook", "gum_vlog", "gum_conversation")
"""GUM genres whose texts come under licences that were not checked: never trained on."""
HELD_BACK_NEWS = 120
"""The last sentences of GUM's news, kept from training: the open development part has none."""
MAX_WORDS = 120

Scheme = Literal["eight", "three"]
"""The name types a set tells apart: the eight of `annotated/`, or persons, bodies and places."""

COARSE: dict[str, tuple[str, ...]] = {
    "O": ("O", "B-NORP", "I-NORP", "B-EVENT", "I-EVENT", "B-WORK", "I-WORK"),
    "B-LOC": ("B-LOC", "B-GPE", "B-FAC"),
    "I-LOC": ("I-LOC", "I-GPE", "I-FAC"),
}
"""What a label of a three-type set may stand for among the eight types. “Iraqi” is outside every
name there, and a name of a place may be a country, a river or an airport."""


CUE_LABELS = ("O", "B-say", "I-say", "B-mean", "I-mean")
ROLE_LABELS = ("O", "B-source", "I-source", "B-content", "I-content")


class Frame(msgspec.Struct, frozen=True):
    """One attribution in a sentence: its cue's first word, and a role label for every word."""

    cue: int
    roles: list[str]


class Example(msgspec.Struct, frozen=True):
    """One annotated sentence. Heads are 1-based, 0 is the root; names and cues are BIO labels."""

    words: list[str]
    src: str
    upos: list[str] | None = None
    head: list[int] | None = None
    rel: list[str] | None = None
    ner: list[str] | None = None
    scheme: Scheme = "three"
    cues: list[str] | None = None
    frames: list[Frame] | None = None


def role_labels(
    words: int, cue: set[int], source: Iterable[list[int]], content: Iterable[list[int]]
) -> list[str]:
    """Return the BIO role of each of *words* words, given the pieces of source and content.

    Pieces are ascending word numbers. The source wins over the content, the cue over both.
    """
    roles = ["O"] * words
    for name, pieces in (("content", content), ("source", source)):
        for piece in pieces:
            inside = [index for index in piece if index not in cue]
            for previous, index in zip([None, *inside], inside, strict=False):
                begins = previous is None or previous != index - 1
                roles[index] = f"{'B' if begins else 'I'}-{name}"
    return roles


class Labels(msgspec.Struct, frozen=True):
    """The label sets, sorted, as the model numbers them."""

    upos: list[str]
    relations: list[str]
    names: list[str]

    @property
    def coarse(self) -> list[str]:
        """The labels of three-type sets that stand for several of ours, in target order."""
        return sorted(COARSE)

    def allowed(self) -> list[list[bool]]:
        """Return [target, label]: the labels that each target allows, own labels first."""
        own = [[a == b for b in self.names] for a in self.names]
        return own + [[b in COARSE[label] for b in self.names] for label in self.coarse]

    def name_targets(self, example: Example) -> list[int]:
        """Return the target of each word's name label, a row of `allowed`."""
        coarse = self.coarse if example.scheme == "three" else []
        return [
            len(self.names) + coarse.index(label) if label in coarse else self.names.index(label)
            for label in example.ner or ()
        ]


def read(folder: Path, name: str) -> list[Example]:
    """Return the examples of ``name.jsonl.gz`` in file order, unclear genres left out."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rb") as lines:
        examples = [msgspec.json.decode(line, type=Example) for line in lines]
    return [e for e in examples if e.src not in UNCLEAR_GENRES]


class _Identified(msgspec.Struct, frozen=True):
    """What tells a sentence of a set apart; CrossNER's have no id."""

    id: str | None
    src: str


_FILES = {"weblog": "ewt_train", "newsgroup": "ewt_train", "GUM_news": "gum_open_train"}


def read_with_ids(folder: Path, name: str) -> list[tuple[str, Example]]:
    """Return (id, example) of the sentences of genre *name* in file order.

    The politics of CrossNER have no ids: they are numbered, ``crossner_politics-0`` first.
    """
    path = folder / f"{_FILES.get(name, 'crossner_train')}.jsonl.gz"
    with gzip.open(path, "rb") as file:
        lines = file.read().splitlines()
    known = [msgspec.json.decode(line, type=_Identified) for line in lines]
    if name in _FILES:
        every = [(str(one.id), line) for one, line in zip(known, lines, strict=True)]
        kept = [(one, line) for one, line in every if one.startswith(name)]
    else:
        own = [line for one, line in zip(known, lines, strict=True) if one.src == name]
        kept = [(f"{name}-{number}", line) for number, line in enumerate(own)]
    return [(one, msgspec.json.decode(line, type=Example)) for one, line in kept]


def held_back_news(folder: Path) -> list[Example]:
    """Return the news sentences of GUM that are kept from training, in file order."""
    return [e for e in read(folder, "gum_open_train") if e.src == "gum_news"][-HELD_BACK_NEWS:]


def treebanks(folder: Path) -> list[Example]:
    """Return the sentences with trees to train on, those of over `MAX_WORDS` words left out."""
    gum = read(folder, "gum_open_train")
    news = [e for e in gum if e.src == "gum_news"][:-HELD_BACK_NEWS]
    others = [e for e in gum if e.src != "gum_news"]
    return _short(read(folder, "ewt_train") + others + news)


def borrowed_names(folder: Path) -> list[Example]:
    """Return the sentences of others with names of three types and no trees."""
    return _short(read(folder, "wikigold") + read(folder, "crossner_train"))


def own_names(*, held_back: bool = False) -> list[Example]:
    """Return dateline's own annotated sentences, with names of eight types, in file order."""
    return _short([example_of(s) for s in read_sentences() if s.held_back == held_back])


def example_of(sentence: MarkedSentence) -> Example:
    """Return *sentence* in our own words with BIO labels."""
    words = split_words(sentence.text, 0, len(sentence.text))
    labels = ["O"] * len(words)
    for name in sentence.names:
        inside = [
            i for i, w in enumerate(words) if w.start < name.span.end and w.end > name.span.start
        ]
        for number, index in enumerate(inside):
            labels[index] = f"{'I' if number else 'B'}-{name.type}"
    texts = [word.of(sentence.text) for word in words]
    return Example(words=texts, src=sentence.register, ner=labels, scheme="eight")


def labels(trees: list[Example]) -> Labels:
    """Return the label sets: tags and relations that *trees* use, all eight name types."""
    return Labels(
        upos=sorted({tag for e in trees for tag in e.upos or ()}),
        relations=sorted({rel for e in trees for rel in e.rel or ()}),
        names=["O", *(f"{p}-{t}" for t in get_args(NameType) for p in "BI")],
    )


def _short(examples: list[Example]) -> list[Example]:
    return [e for e in examples if 0 < len(e.words) <= MAX_WORDS]
