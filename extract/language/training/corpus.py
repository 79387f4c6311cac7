"""The training sets: sentences with tags, trees and names, and what of them may be shipped."""

import gzip
import random
from pathlib import Path

import msgspec

LICENCES = {
    "ewt": "UD English EWT (CC BY-SA 4.0), names from Universal NER (CC BY-SA 4.0)",
    "gum": "UD English GUM: academic, bio, court, interview, news, voyage (annotations CC BY 4.0)",
    "wikigold": "WikiGold (CC BY 4.0)",
    "crossner": "CrossNER (MIT), Wikipedia text",
}
UNCLEAR_GENRES = ("gum_speech", "gum_textbook", "gum_vlog", "gum_conversation")
"""GUM genres whose texts come under licences that were not checked: never trained on."""
MAX_WORDS = 120


class Example(msgspec.Struct, frozen=True):
    """One annotated sentence. Heads are 1-based, 0 is the root; names are BIO labels."""

    words: list[str]
    src: str
    upos: list[str] | None = None
    head: list[int] | None = None
    rel: list[str] | None = None
    ner: list[str] | None = None


class Labels(msgspec.Struct, frozen=True):
    """The label sets, sorted, as the model numbers them."""

    upos: list[str]
    relations: list[str]
    names: list[str]


def read(folder: Path, name: str) -> list[Example]:
    """Return the examples of ``name.jsonl.gz`` in file order, unclear genres left out."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rb") as lines:
        examples = [msgspec.json.decode(line, type=Example) for line in lines]
    return [e for e in examples if e.src not in UNCLEAR_GENRES]


def training_sets(folder: Path) -> tuple[list[Example], list[Example]]:
    """Return (sentences with trees, sentences with names only), long ones left out."""
    trees = read(folder, "ewt_train") + read(folder, "gum_open_train")
    names = read(folder, "wikigold") + read(folder, "crossner_train")
    return (
        [e for e in trees if len(e.words) <= MAX_WORDS],
        [e for e in names if len(e.words) <= MAX_WORDS],
    )


def labels(trees: list[Example]) -> Labels:
    """Return the label sets that *trees* use."""
    return Labels(
        upos=sorted({tag for e in trees for tag in e.upos or ()}),
        relations=sorted({rel for e in trees for rel in e.rel or ()}),
        names=["O", *(f"{p}-{t}" for t in ("PER", "ORG", "LOC") for p in "BI")],
    )


def recased(words: list[str], chance: random.Random) -> list[str]:
    """Return *words*, now and then in lower case, upper case or headline case.

    The encoder is uncased and leans on the case embedding; headlines need it loosened.
    """
    roll = chance.random()
    if roll < 0.03:
        return [word.lower() for word in words]
    if roll < 0.045:
        return [word.upper() for word in words]
    if roll < 0.07:
        return [word[:1].upper() + word[1:] if len(word) > 3 else word for word in words]
    return words
