"""The packaged parser on whole articles."""

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.language import Parse, parse_articles
from extract.language.card import DATA, ENCODER_FILE, TOKENIZER_FILE
from extract.language.model import Encoder
from schemas import Article, Block
from schemas.errors import ModelError

TEXT = (
    "Harbour pilots in Gdynia voted on Tuesday to end their strike. “We got what we asked for,” "
    "said Ewa Nowak, who leads the union. The port had lost 40 ships to Rostock."
)


def article(text: str, kind: str = "paragraph") -> Article:
    blocks = (Block(kind=kind, start=0, end=len(text)),) if text else ()
    return Article(article_id="a", text=text, text_sha256="", format="text", blocks=blocks)


def parsed(text: str) -> Parse:
    return parse_articles([article(text)])[0]


def test_syntax_of_a_plain_sentence() -> None:
    """Subject, verb, tags and names of an easy sentence come out right."""
    parse = parsed(TEXT)
    by_text = {token.text: token for token in parse.tokens}
    assert [sentence.start for sentence in parse.sentences] == [0, 63, 128]
    assert by_text["voted"].head == -1
    assert by_text["pilots"].rel == "nsubj"
    assert parse.tokens[by_text["pilots"].head].text == "voted"
    assert by_text["lost"].lemma == "lose"
    names = {TEXT[parse.tokens[n.first].start : parse.tokens[n.last - 1].end] for n in parse.names}
    assert {"Gdynia", "Ewa Nowak", "Rostock"} <= names


def test_tokens_tile_the_sentences() -> None:
    """Every character of a sentence but white space is in exactly one token, in order."""
    parse = parsed(TEXT)
    for sentence in parse.sentences:
        tokens = parse.tokens[sentence.first : sentence.last]
        joined = "".join(TEXT[t.start : t.end] for t in tokens)
        assert joined == "".join(TEXT[sentence.start : sentence.end].split())


def test_a_batch_gives_what_single_articles_give() -> None:
    """Sentences of many articles share a run of the model, and nobody's parse depends on it."""
    texts = [TEXT, "Rain fell.", "The board of Lagos Water resigned; a judge, Ada Obi, had asked."]
    together = parse_articles([article(t) for t in texts])
    assert together == [parsed(t) for t in texts]


def test_a_sentence_longer_than_the_encoder_is_cut_and_stays_one_tree() -> None:
    """A 3,000-word sentence is parsed in chunks under one root."""
    text = "The mayor said, " * 1000 + "nothing."
    parse = parsed(text)
    assert len(parse.sentences) == 1
    assert sum(token.head == -1 for token in parse.tokens) == 1
    assert len(parse.tokens) == 4002


def test_bylines_and_dates_are_not_sentences() -> None:
    """Metadata lines are left to reading; headings and cells are analysed as their own kind."""
    assert parse_articles([article("By Jo Park", "byline")])[0].sentences == ()
    assert parse_articles([article("Dam fails", "heading")])[0].sentences[0].origin == "headline"


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_parsed(text: str) -> None:
    """Arbitrary text neither fails nor breaks the spans or the trees."""
    parse = parsed(text)
    for sentence in parse.sentences:
        tokens = parse.tokens[sentence.first : sentence.last]
        assert [t.text for t in tokens] == [text[t.start : t.end] for t in tokens]
        assert sum(t.head == -1 for t in tokens) == 1
        assert all(sentence.first <= t.head < sentence.last for t in tokens if t.head != -1)
        assert all(t.lemma for t in tokens)


@pytest.mark.parametrize("name", [f"full/{ENCODER_FILE}", TOKENIZER_FILE])
def test_a_damaged_model_is_named(tmp_path, name: str) -> None:
    """A flipped byte in the model or its tokenizer gives a clear error, not wrong parses."""
    shutil.copytree(DATA, tmp_path / "data")
    file = tmp_path / "data" / name
    data = bytearray(file.read_bytes())
    data[1000] ^= 1
    file.write_bytes(data)
    with pytest.raises(ModelError, match="damaged") as caught:
        Encoder(tmp_path / "data/full")
    assert caught.value.where == str(file)
    file.unlink()
    with pytest.raises(ModelError, match="missing"):
        Encoder(tmp_path / "data/full")
