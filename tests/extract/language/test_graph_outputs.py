"""The states of words: one more output of a graph whose file nobody touched."""

import numpy as np
import pytest

from extract.language import parse_articles
from extract.language.card import DATA, ENCODER_FILE
from extract.language.graph_outputs import with_output
from extract.language.model import packaged_encoder
from extract.reading import read_bytes
from schemas import Article


@pytest.mark.parametrize("name", ["full", "fast"])
def test_the_model_goes_on_unchanged_behind_it(name):
    """The bytes of the file come first, word for word; a dozen or two follow."""
    model = (DATA / name / ENCODER_FILE).read_bytes()
    longer = with_output(model, "Mul_1")
    assert longer.startswith(model)
    assert b"Mul_1" in longer[len(model) :]
    assert len(longer) - len(model) < 30


@pytest.mark.parametrize("name", ["full", "fast"])
def test_every_token_has_a_row(name):
    """Rows of equal width in the order of the tokens; the same word elsewhere has another."""
    text = "Rebels shelled Kidal. Kidal rebels fled.\nPolice shelled nobody."
    article = read_bytes(text.encode(), name="article.txt")[0]
    assert isinstance(article, Article)
    (parse,) = parse_articles([article], name)
    rows = np.frombuffer(parse.states, np.float16).reshape(len(parse.tokens), -1)
    assert parse.model == name
    assert rows.shape[1] == 384
    assert np.isfinite(rows).all()
    shelled = [rows[t.index] for t in parse.tokens if t.text == "shelled"]
    assert not np.array_equal(*shelled)


def test_states_do_not_depend_on_company():
    """Alone or among others: the same bytes."""
    encoder = packaged_encoder("full")
    words, others = "Rebels shelled Kidal .".split(), "Rain fell on Kidal .".split()
    assert encoder.parse([words])[0].states == encoder.parse([others, words, words])[2].states
