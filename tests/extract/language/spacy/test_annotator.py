"""A user's spaCy pipeline in the place of the packaged model: the same kind of parse."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.cli import main
from extract.language import Parse, models, parse_articles
from extract.language.spacy.pipeline import find
from extract.pipeline import extract
from extract.reading import read_text
from schemas import Article, Block

STORY = (
    "Dam leaks\n\nEwa Nowak was arrested by police just before the protest in Lima. The dam is"
    " old and leaks. “They made him pay,” Ana Torres said.\n\n- There were 40 ships in port\n"
)


@pytest.fixture(params=["clear", "universal"])
def language(request: pytest.FixtureRequest) -> str:
    return f"spacy:{request.getfixturevalue(request.param)}"


def parsed(text: str, language: str) -> Parse:
    block = Block(kind="paragraph", start=0, end=len(text))
    article = Article(article_id="a", text=text, text_sha256="", format="text", blocks=(block,))
    return parse_articles([article], language)[0]


def test_the_same_words_and_sentences(language: str) -> None:
    """Words, sentences and blocks are dateline's own, whatever the pipeline would have cut."""
    article = read_text(STORY)
    (ours,), (theirs,) = (parse_articles([article], name) for name in ("full", language))
    assert theirs.sentences == ours.sentences
    assert [(t.start, t.end, t.text, t.sentence) for t in theirs.tokens] == [
        (t.start, t.end, t.text, t.sentence) for t in ours.tokens
    ]


def test_what_was_learned_comes_out_universal(language: str, sentences) -> None:
    """Either scheme gives the UD trees: nine in ten words of what the pipeline knows by heart."""
    right = total = 0
    for rows in sentences.values():
        text = " ".join(row[0] for row in rows).replace(" 's", "'s")
        tokens = parsed(text, language).tokens
        assert [token.text for token in tokens] == [row[0] for row in rows]
        pairs = [(token.head, token.rel) for token in tokens]
        expected = [(int(row[5]) - 1, row[6]) for row in rows]
        right += sum(a == b for a, b in zip(pairs, expected, strict=True))
        total += len(rows)
    assert right / total >= 0.9


def test_tags_lemmas_and_names(language: str) -> None:
    """Tags are universal, lemmas the pipeline's or else ours, names of our types and whole."""
    parse = parsed("Ewa Nowak was arrested by police . The dam is old and leaks .", language)
    words = {token.text: token for token in parse.tokens}
    assert words["was"].upos == "AUX"
    assert words["police"].upos == "NOUN"
    assert words["Nowak"].upos == "PROPN"
    assert words["arrested"].lemma == "arrest"
    assert words["leaks"].lemma == "seep"  # as the pipeline's ruler has it, in lower case
    assert words["Nowak"].lemma == "Nowak"
    assert [(name.first, name.last, name.type) for name in parse.names] == [(0, 2, "PER")]


def test_components_that_join_words_are_left_out(language: str) -> None:
    """The pipeline merges each name into one word; here it may not."""
    assert ("merge_entities", "merge_entities") in find(language[6:]).components
    assert len(parsed("Ewa Nowak was arrested .", language).tokens) == 5


def test_records_name_the_pipeline(language: str) -> None:
    """Extraction runs on it as on the packaged model, and every record says so."""
    found = extract(read_text(STORY), language)
    assert found.failures == ()
    model = found.language_model
    assert model is not None
    assert model.name in {"spacy:en_tiny_clear", "spacy:en_tiny_ud"}
    assert model.version.startswith("1.2.3-spacy3.")
    rows = [*found.events, *found.statements, *found.key_points, *found.statistics]
    assert rows
    for row in rows:
        assert row.extractor.endswith(f"/{model.tag}")
        assert found.article.text[row.start : row.end] == row.quote


def test_any_number_of_processes(
    clear: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The choice reaches worker processes, and what they give is what one gives."""
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    outputs = []
    for jobs in ("1", "2"):
        assert main(["extract", str(path), "--language", f"spacy:{clear}", "--jobs", jobs]) == 0
        outputs.append(capfdbinary.readouterr().out)
    assert outputs[0] == outputs[1]
    assert b"/spacy:en_tiny_clear@1.2.3-spacy" in outputs[0]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=120))
def test_any_text_is_one_tree_a_sentence(language: str, text: str) -> None:
    """Arbitrary text neither fails nor breaks the spans or the trees."""
    if not text:
        return
    parse = parsed(text, language)
    for sentence in parse.sentences:
        tokens = parse.tokens[sentence.first : sentence.last]
        assert [t.text for t in tokens] == [text[t.start : t.end] for t in tokens]
        assert [t.rel for t in tokens if t.head == -1] == ["root"]
        assert all(sentence.first <= t.head < sentence.last for t in tokens if t.head != -1)
        assert all(t.lemma for t in tokens)


def test_a_sentence_without_end_is_cut(language: str) -> None:
    """A sentence of thousands of words is read in parts under one root."""
    parse = parsed("The dam is old and leaks , " * 300 + "Lima .", language)
    assert len(parse.sentences) == 1
    assert sum(token.head == -1 for token in parse.tokens) == 1
    assert models.load(language).limit == 500
