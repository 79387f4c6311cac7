"""The packaged encoder: what it refuses to load, and that a parse is one sentence's own."""

import hashlib
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.language.card import CARD_FILE, DATA, ENCODER_FILE, TOKENIZER_FILE, packaged_card
from extract.language.model import MAX_PIECES, Encoder, ParsedWords, packaged_encoder
from schemas.errors import ModelError

SENTENCES = [
    sentence.split()
    for sentence in (
        "Rain fell .",
        "Snow fell .",
        "Storms hit Accra .",
        "The board of Lagos Water resigned on Friday .",
        "A judge , Ada Obi , had asked them to stay until May .",
        "Fishermen near Mombasa saved 14 people from a sinking ferry , police said .",
        "“ We did not know , ” said Ewa Nowak , who leads the union of pilots .",
        "Unemployment among antidisestablishmentarians rose to 7.4 % .",
    )
]
WORD = st.sampled_from([*sorted({word for words in SENTENCES for word in words}), "€", "naïve"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The full model, linked: a test replaces the files it damages."""
    (tmp_path / "full").mkdir()
    for name in (f"full/{ENCODER_FILE}", f"full/{CARD_FILE}", TOKENIZER_FILE):
        (tmp_path / name).symlink_to(DATA / name)
    return tmp_path / "full"


def replace(file: Path, content: bytes) -> None:
    file.unlink()
    file.write_bytes(content)


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize("name", [ENCODER_FILE, f"../{TOKENIZER_FILE}"])
@pytest.mark.parametrize("damage", [flipped, lambda c: c[:-1], lambda c: c + b" ", lambda _: b""])
def test_a_file_that_is_not_the_one_on_the_card_is_refused(folder: Path, name, damage) -> None:
    """One bit changed, a byte less or more, or nothing left: an error that names the file."""
    file = folder / name
    replace(file, damage(file.read_bytes()))
    with pytest.raises(ModelError, match="damaged") as caught:
        Encoder(folder)
    assert Path(caught.value.where).resolve() == file.resolve()


@pytest.mark.parametrize("name", [ENCODER_FILE, CARD_FILE, f"../{TOKENIZER_FILE}"])
def test_a_file_that_is_not_there_is_named(folder: Path, name: str) -> None:
    """Each of the three files is needed; which one is missing is said."""
    (folder / name).unlink()
    with pytest.raises(ModelError, match="missing") as caught:
        Encoder(folder)
    assert Path(caught.value.where).name == Path(name).name


@pytest.mark.parametrize("damage", [lambda c: c[:-10], lambda _: b"{}", lambda _: b"\xff\x00"])
def test_a_card_that_cannot_be_read_is_refused(folder: Path, damage) -> None:
    """A card cut short, without its fields, or of other bytes is no card."""
    file = folder / CARD_FILE
    replace(file, damage(file.read_bytes()))
    with pytest.raises(ModelError, match="card is damaged") as caught:
        Encoder(folder)
    assert caught.value.where == str(file)


def test_a_model_that_onnxruntime_cannot_run_is_named(folder: Path) -> None:
    """A file with the right digest that is no ONNX is no traceback either."""
    model = b"not a model"
    replace(folder / ENCODER_FILE, model)
    card = msgspec.structs.replace(packaged_card(), sha256=hashlib.sha256(model).hexdigest())
    replace(folder / CARD_FILE, msgspec.json.encode(card))
    with pytest.raises(ModelError, match="cannot run") as caught:
        Encoder(folder)
    assert caught.value.where == str(folder / ENCODER_FILE)


@pytest.mark.parametrize("name", ["full", "fast"])
def test_a_parse_is_the_same_in_any_company(name) -> None:
    """Alone, among all, in any order: the numbers behind a parse are the same to the bit."""
    encoder = packaged_encoder(name)
    alone = [scores(encoder, [words]) for words in SENTENCES]
    chance = Random(1)
    for _ in range(3):
        order = chance.sample(range(len(SENTENCES)), len(SENTENCES))
        company = [SENTENCES[i] for i in order]
        assert encoder.parse(company) == [encoder.parse([words])[0] for words in company]
        assert scores(encoder, company) == {k: v for one in alone for k, v in one.items()}


def scores(encoder: Encoder, sentences: list[list[str]]) -> dict[bytes, bytes]:
    """Return what the network gives for each sentence, by its pieces."""
    found: dict[bytes, bytes] = {}
    session = encoder._session

    class Listener:
        def run(self, names, feed):
            outputs = session.run(names, feed)
            for row, ids in enumerate(feed["ids"]):
                # The states, behind the six, are compared as part of the parse.
                found[ids.tobytes()] = b"".join(output[row].tobytes() for output in outputs[:6])
            return outputs

    encoder._session = Listener()
    try:
        encoder.parse(sentences)
    finally:
        encoder._session = session
    return found


def test_no_sentences_no_parses() -> None:
    """Nothing in, nothing out."""
    assert packaged_encoder().parse([]) == []


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(WORD, min_size=1, max_size=12), max_size=6))
def test_parses_fit_their_words(sentences: list[list[str]]) -> None:
    """Every word has a tag, a relation and a head among the words; each tree has one root."""
    for words, parse in zip(sentences, packaged_encoder().parse(sentences), strict=True):
        assert isinstance(parse, ParsedWords)
        assert len(parse.upos) == len(parse.heads) == len(parse.relations) == len(words)
        assert parse.heads.count(-1) == 1
        assert all(-1 <= head < len(words) for head in parse.heads)
        assert all(0 <= first < last <= len(words) for first, last, _ in parse.names)


def test_the_longest_sentence_runs() -> None:
    """A sentence of as many pieces as are allowed stays within the encoder's positions."""
    (parse,) = packaged_encoder().parse([["rain"] * MAX_PIECES])
    assert len(parse.heads) == MAX_PIECES


def test_a_word_has_at_least_one_piece_and_few() -> None:
    """A word that the tokenizer drops is the unknown piece; a word without end is cut."""
    encoder = packaged_encoder()
    assert len(encoder.pieces("\u200b")) == 1
    assert len(encoder.pieces("x" * 5000)) <= 12
