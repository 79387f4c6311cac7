"""The training sets: own annotation in our own words, and what the names of others stand for."""

import random

import pytest

from extract.language.decoding import name_spans
from extract.language.training.annotations import parse
from extract.language.training.augmentation import Augmenter
from extract.language.training.corpus import (
    Example,
    Labels,
    example_of,
    labels,
    own_names,
)

TREE = Example(
    words=["Iraqi", "troops", "left", "Mosul", "."],
    src="made up",
    upos=["ADJ", "NOUN", "VERB", "PROPN", "PUNCT"],
    head=[2, 3, 0, 3, 3],
    rel=["amod", "nsubj", "root", "obj", "punct"],
    ner=["O", "O", "O", "B-LOC", "O"],
)


@pytest.fixture(scope="module")
def found() -> Labels:
    return labels([TREE])


def allowed(found: Labels, example: Example) -> list[set[str]]:
    rows = found.allowed()
    return [
        {name for name, yes in zip(found.names, rows[target], strict=True) if yes}
        for target in found.name_targets(example)
    ]


def test_a_place_of_three_types_may_be_a_country_a_place_or_a_building(found: Labels) -> None:
    """A set that knows places only does not teach that Mosul is a river, nor that it is a city."""
    assert allowed(found, TREE)[3] == {"B-LOC", "B-GPE", "B-FAC"}


def test_a_word_outside_three_types_may_be_a_nationality(found: Labels) -> None:
    """Sets without nationalities, events and works do not teach that “Iraqi” is no name."""
    assert "B-NORP" in allowed(found, TREE)[0]
    assert not {"B-PER", "B-ORG", "B-GPE"} & allowed(found, TREE)[0]


def test_our_own_labels_allow_nothing_but_themselves(found: Labels) -> None:
    """Our own sentences teach all eight types and what is no name at all."""
    example = example_of(parse("[NORP Iraqi] troops left [GPE Mosul]."))
    assert allowed(found, example) == [{"B-NORP"}, {"O"}, {"O"}, {"B-GPE"}, {"O"}]


def test_marks_become_labels_of_our_own_words() -> None:
    """Names keep their borders when words are split: hyphens, possessives, full stops."""
    example = example_of(
        parse("[PER Abu al-Sadr]'s [GPE US]-backed rivals in [LOC St. Kitts Strait].")
    )
    spans = [(" ".join(example.words[a:b]), t) for a, b, t in name_spans(example.ner or [])]
    assert [t for _, t in spans] == ["PER", "GPE", "LOC"]
    assert [s.replace(" ", "") for s, _ in spans] == ["Abual-Sadr", "US", "St.KittsStrait"]


def test_no_sentence_is_both_trained_on_and_held_back() -> None:
    """The held-back part is about an eighth and shares no sentence with the training part."""
    kept, held = own_names(), own_names(held_back=True)
    assert 0.08 < len(held) / (len(kept) + len(held)) < 0.17
    assert not {tuple(e.words) for e in kept} & {tuple(e.words) for e in held}


def test_changed_sentences_keep_a_label_for_every_word() -> None:
    """However sentences are changed, names keep their number, order and types."""
    own = own_names()[:400]
    augmenter = Augmenter(own, random.Random(1))
    swapped = 0
    for example in own:
        changed = augmenter.change(example)
        assert len(changed.words) == len(changed.ner or [])
        kinds = [t for _, _, t in name_spans(example.ner or [])]
        assert [t for _, _, t in name_spans(changed.ner or [])] == kinds
        swapped += len(changed.words) != len(example.words)
    assert swapped > 20


def test_trees_keep_their_words() -> None:
    """A sentence with a tree loses its last full stop at most; names in it are never swapped."""
    augmenter = Augmenter(own_names()[:50], random.Random(2))
    for _ in range(200):
        changed = augmenter.change(TREE)
        assert [w.lower() for w in changed.words] in (
            [w.lower() for w in TREE.words],
            [w.lower() for w in TREE.words[:-1]],
        )
        assert len(changed.head or []) == len(changed.rel or []) == len(changed.words)
