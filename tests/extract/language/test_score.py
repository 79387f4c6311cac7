"""How a language model is scored on a treebank."""

from collections.abc import Sequence

from extract.language.annotation import Annotation, Words
from extract.language.training import score
from schemas.language_model import LanguageModel

SENTENCE = score.GoldSentence(
    id="doc-1",
    src="own",
    words=["Oslo", "can", "not", "pay", "."],
    sp=[1, 0, 1, 0, 1],
    upos=["PROPN", "AUX", "PART", "VERB", "PUNCT"],
    head=[4, 4, 4, 0, 4],
    rel=["nsubj", "aux", "advmod", "root", "punct"],
    ner=["B-LOC", "O", "O", "O", "O"],
)


class Oracle:
    """Knows the sentence, whatever the letters, if it is given the right words."""

    identity = LanguageModel(name="oracle", version="1", sha256="")
    limit = 100

    def size(self, word: str) -> int:
        """Return 1: no word is long."""
        return 1

    def annotate(self, sentences: Sequence[Words]) -> list[Annotation]:
        """Return what is right of every sentence."""
        assert all(len(words.forms) == 5 for words in sentences)
        return [
            Annotation(
                upos=["PROPN", "AUX", "PART", "VERB", "PUNCT"],
                lemmas=[form.lower() for form in words.forms],
                heads=[3, 3, 3, -1, 3],
                relations=SENTENCE.rel,
                names=[(0, 1, "GPE")],
            )
            for words in sentences
        ]


def test_the_text_is_written_as_it_was() -> None:
    """White space follows the words that say so; the document is the id without its number."""
    assert SENTENCE.text == "Oslo cannot pay."
    assert SENTENCE.document == "doc"
    assert SENTENCE.ends_in_a_mark


def test_a_perfect_model_scores_full_marks() -> None:
    """Gold words and own words, in any capitals, and a country where the gold has a place."""
    for agreement in (
        score.on_gold_words(Oracle(), [SENTENCE]),
        score.on_own_words(Oracle(), [SENTENCE, SENTENCE]),
        score.on_own_words(Oracle(), [SENTENCE], str.upper),
    ):
        assert {count.f1 for count in agreement.metrics.values()} == {100.0}


def test_running_text_is_split_again() -> None:
    """Two sentences of a document are read as one paragraph; their ends are found."""
    agreement = score.on_running_text("full", [SENTENCE, SENTENCE], edited=True)
    assert agreement["words"].f1 == agreement["sentences"].f1 == 100
    assert agreement["sentences"].gold == 2
    assert score.on_running_text("full", [SENTENCE], edited=True)["words"].gold == 0
