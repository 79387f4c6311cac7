"""Salient sentences: what is chosen, that it is steady, and that the weights fit the code."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.analysis import Analysis, analyse
from extract.key_points.salience import MOST, salient_sentences
from extract.key_points.salience_model import salience_model
from extract.key_points.word_features import article_words
from extract.reading import read_text

NEWS = [
    "A ferry with 210 people aboard sank off the island of Vesk on Sunday, killing at least 14.",
    "Rescuers pulled 180 survivors from the sea, the Vesk coast guard said.",
    "The ferry had been overloaded, according to the coast guard, which has opened an inquiry.",
    "The weather on the island was mild for the season.",
    "Survivors said the crew gave no order to leave the ferry.",
    "A cousin of the mayor sells ice cream on the pier in summer.",
    "The owner of the ferry, Halden Lines, said it would help the inquiry.",
    "The pier was painted green in the spring.",
]


def read(sentences: list[str]) -> Analysis:
    return analyse(read_text(" ".join(sentences), source_id="a"))


def test_the_news_is_chosen_and_what_is_beside_it_is_not():
    """The sentences that speak of what the article keeps speaking of come first."""
    analysis = read(NEWS)
    found = salient_sentences(analysis)
    texts = [analysis.text[s.sentence.start : s.sentence.end] for s in found]
    assert texts[0] == NEWS[0]
    assert not {NEWS[3], NEWS[5], NEWS[7]} & set(texts)


def test_scores_fall_and_confidence_is_a_probability():
    """The first has score 1; nobody is given more confidence than certainty."""
    found = salient_sentences(read(NEWS))
    assert found[0].score == 1
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    assert all(0 < s.confidence < 1 for s in found)


@settings(max_examples=10, deadline=None)
@given(st.permutations(NEWS), st.integers(1, 2))
def test_no_order_of_sentences_gives_a_sentence_twice(order, times):
    """At most three, all of them sentences of the prose, none said twice."""
    analysis = read(list(order) * times)
    found = salient_sentences(analysis)
    texts = [analysis.text[s.sentence.start : s.sentence.end] for s in found]
    assert 1 <= len(texts) == len(set(texts)) <= MOST
    assert set(texts) <= set(NEWS)
    assert found == salient_sentences(analysis)


def test_the_weights_are_those_of_the_features():
    """Every feature has a weight and every weight a feature; nothing is silently dropped."""
    model = salience_model()
    analysis = read(NEWS)
    words = article_words(analysis, analysis.sentences, model.frequent)
    assert set(words.names) == set(model.weights)
    likely = model.probabilities(words)
    assert len(likely) == len(words.words)
    assert ((likely > 0) & (likely < 1)).all()


@pytest.mark.parametrize(
    ("more", "less"), [("ferry", "mayor"), ("inquiry", "summer"), ("sink", "paint")]
)
def test_what_the_article_opens_with_or_repeats_is_likelier(more, less):
    """A word of the news is likelier in a highlight than one said in passing."""
    model = salience_model()
    analysis = read(NEWS)
    words = article_words(analysis, analysis.sentences, model.frequent)
    likely = dict(zip(words.words, model.probabilities(words), strict=True))
    assert likely[more] > likely[less]
