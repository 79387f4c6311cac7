"""Tags and names of a spaCy pipeline in dateline's terms."""

import pytest

from extract.language.spacy.names import names
from extract.language.spacy.tags import universal_tag


@pytest.mark.parametrize(
    ("form", "pos", "tag", "rel", "expected"),
    [
        ("ports", "NOUN", "NNS", "nsubj", "NOUN"),
        ("ports", "", "NNS", "nsubj", "NOUN"),
        ("has", "", "VBZ", "ROOT", "VERB"),
        ("has", "", "VBZ", "aux", "AUX"),
        ("was", "", "VBD", "auxpass", "AUX"),
        ("may", "", "MD", "aux", "AUX"),
        ("if", "", "IN", "mark", "SCONJ"),
        ("in", "", "IN", "prep", "ADP"),
        ("to", "", "TO", "aux", "PART"),
        ("to", "", "TO", "prep", "ADP"),
        ("n’t", "", "RB", "neg", "PART"),
        ("soon", "", "RB", "advmod", "ADV"),
        ("which", "", "WDT", "nsubj", "PRON"),
        ("which", "", "WDT", "det", "DET"),
        ("that", "", "DT", "dobj", "PRON"),
        ("the", "", "DT", "det", "DET"),
        ("”", "", "''", "punct", "PUNCT"),
        ("(", "", "-LRB-", "punct", "PUNCT"),
        ("-", "", "HYPH", "punct", "PUNCT"),
        ("$", "", "$", "quantmod", "SYM"),
        ("Lima", "", "PROPN", "pobj", "PROPN"),
        ("Lima", "", "NE", "pobj", "X"),
        ("Lima", "SPACE", "", "dep", "X"),
    ],
)
def test_universal_tags(form: str, pos: str, tag: str, rel: str, expected: str) -> None:
    """The pipeline's own universal tag wins; else the fine tag and the relation decide."""
    assert universal_tag(form, pos=pos, tag=tag, rel=rel) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("PERSON", "PER"),
        ("PER", "PER"),
        ("NORP", "NORP"),
        ("FAC", "FAC"),
        ("ORG", "ORG"),
        ("GPE", "GPE"),
        ("LOC", "LOC"),
        ("EVENT", "EVENT"),
        ("LAW", "WORK"),
        ("WORK_OF_ART", "WORK"),
        ("DATE", None),
        ("MONEY", None),
        ("PRODUCT", None),
        ("MISC", None),
    ],
)
def test_types_of_names(label: str, expected: str | None) -> None:
    """OntoNotes and CoNLL types become ours; what is no name here is left out."""
    found = names([(0, 2, label)], ["Blue", "Harbour"], ["PROPN", "PROPN"])
    assert found == ([(0, 2, expected)] if expected else [])


@pytest.mark.parametrize(
    ("words", "tags", "span", "expected"),
    [
        ("in the United Nations", "ADP DET PROPN PROPN", (1, 4), (2, 4)),
        ("The United Nations", "DET PROPN PROPN", (0, 3), (1, 3)),
        ("in The Hague", "ADP DET PROPN", (1, 3), (1, 3)),
        ("Ghana 's", "PROPN PART", (0, 2), (0, 1)),
        ("the", "DET", (0, 1), None),
    ],
)
def test_names_are_trimmed(
    words: str, tags: str, span: tuple[int, int], expected: tuple[int, int] | None
) -> None:
    """Articles and the 's are no part of a name, except where the article is."""
    found = names([(*span, "ORG")], words.split(), tags.split())
    assert found == ([(*expected, "ORG")] if expected else [])


def test_nationalities_among_miscellany() -> None:
    """CoNLL's MISC is kept where it is an adjective."""
    assert names([(0, 1, "MISC")], ["German"], ["ADJ"]) == [(0, 1, "NORP")]
