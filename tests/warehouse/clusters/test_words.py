"""Words as clusters compare them."""

import pytest

from warehouse.clusters.vectors import lexicon
from warehouse.clusters.words import content, names, stem


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("attack attacks attacked attacking", True),
        ("kill killed killings", True),
        ("resign resigned resignation", True),
        ("stop stopped stopping", True),
        ("win winning", True),
        ("marry marries married", True),
        ("press pressed", True),
        ("bus business", False),
        ("sing sting", False),
        ("fire fir", True),
    ],
)
def test_stems_join_the_forms_of_a_word(words, same):
    """Inflected and simply derived forms share a stem; words that only look alike do not.

    The last line is a price known and paid: “fir” is rare in news.
    """
    assert (len({stem(word) for word in words.split()}) == 1) is same


def test_names_are_capitalised_words_inside_a_sentence():
    """A capital at the start of a sentence tells nothing, nor do capitals throughout."""
    assert names("Police in Kisumu met Ann Lee’s aide. They left. “Yes,” she said.") == [
        "kisumu", "ann", "lee",
    ]  # fmt: skip
    assert names("FIRE GUTS KISUMU MARKET") == []
    assert content("The fire was in Kisumu") == ["fir", "kisumu"]


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        ("quake", "earthquake", "election"),
        ("sacked", "fired", "elected"),
        ("bought", "acquired", "attacked"),
        ("blaze", "fire", "vote"),
        ("shot", "killed", "signed"),
    ],
)
def test_words_of_one_meaning_lie_close(one, near, far):
    """The packaged vectors put a word nearer to its like than to another kind of event."""
    words = lexicon()
    a, b, c = (words.vectors[words.rows[word]] for word in (one, near, far))
    assert float(a @ b) > float(a @ c) + 0.1
