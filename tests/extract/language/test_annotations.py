"""The annotated sentences of our own are well marked, many, and varied."""

from collections import Counter

import pytest

from extract.language.training.annotations import NameType, parse, read_sentences


def test_marks_become_spans() -> None:
    """Spans count in the unmarked text."""
    sentence = parse("[PER Ewa Nowak] left [GPE Gdynia]'s [ORG Harbour Board].")
    assert sentence.text == "Ewa Nowak left Gdynia's Harbour Board."
    assert [(name.span.of(sentence.text), name.type) for name in sentence.names] == [
        ("Ewa Nowak", "PER"),
        ("Gdynia", "GPE"),
        ("Harbour Board", "ORG"),
    ]


@pytest.mark.parametrize("line", ["[PERS Ann] left", "[PER Ann left", "[ORG [GPE Oslo] Board]"])
def test_bad_marks_are_refused(line: str) -> None:
    """A slip of the pen is found, with its place."""
    with pytest.raises(ValueError, match=r"a\.txt:3"):
        parse(line, where="a.txt:3")


def test_the_corpus_is_large_varied_and_without_twins() -> None:
    """At least 3,000 sentences, all types, every register held back in part."""
    sentences = list(read_sentences())
    texts = Counter(sentence.text for sentence in sentences)
    assert len(sentences) >= 3000
    assert max(texts.values()) == 1
    types = Counter(name.type for sentence in sentences for name in sentence.names)
    assert set(types) == set(NameType.__args__)
    assert min(types.values()) > 80
    registers = {sentence.register for sentence in sentences}
    assert len(registers) >= 4
    assert {s.register for s in sentences if s.held_back} == registers
    held = sum(sentence.held_back for sentence in sentences) / len(sentences)
    assert 0.09 < held < 0.16
