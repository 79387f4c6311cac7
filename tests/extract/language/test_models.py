"""Choosing the language model: what it is, what it reads, and what is said when there is none."""

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from extract.language import models, parse_articles
from extract.language.card import DATA, ENCODER_FILE, PackagedModel
from extract.pipeline import extract
from extract.reading import read_text
from schemas.errors import ModelError

STORY = (
    "Pilots end strike\n\nHarbour pilots voted on Tuesday to end their strike. “We got what we"
    " asked for,” said Ewa Nowak, who leads the union.\n\n- The port lost 40 ships"
)
PACKAGED = get_args(PackagedModel)


@pytest.mark.parametrize("name", PACKAGED)
def test_a_packaged_model_is_its_name_version_and_file(name: str) -> None:
    """The identity is known without loading, and its digest is that of the file."""
    found = models.identify(name)
    assert found.name == name
    assert found.sha256 == hashlib.sha256((DATA / name / ENCODER_FILE).read_bytes()).hexdigest()
    assert found.tag == f"{name}@{found.version}.{found.sha256[:8]}"
    assert models.load(name).identity == found


@pytest.mark.parametrize("name", PACKAGED)
def test_every_record_names_the_model_that_read_it(name: str) -> None:
    """Rows of different models can be told apart one by one."""
    found = extract(read_text(STORY), name)
    rows = [*found.events, *found.statements, *found.key_points, *found.statistics]
    assert rows
    assert found.language_model == models.identify(name)
    for row in rows:
        extractor, _, model = row.extractor.partition("/")
        assert extractor.count("@") == 1
        assert model == found.language_model.tag


@pytest.mark.parametrize("name", PACKAGED)
def test_each_packaged_model_parses(name: str) -> None:
    """Both models give the tree of an easy sentence and tile its text."""
    (parse,) = parse_articles([read_text("The old minister resigned on Tuesday.")], name)
    words = {token.text: token for token in parse.tokens}
    assert words["resigned"].head == -1
    assert words["minister"].head == words["resigned"].index
    assert words["minister"].rel.startswith("nsubj")
    assert words["resigned"].lemma == "resign"


@pytest.mark.parametrize("name", ["", "small", "FULL", "spacy", "spacy:", "spacy: ", "../full"])
def test_no_such_model(name: str) -> None:
    """A name that means no model is an error that lists what there is; no file is looked for."""
    for use in (models.identify, models.load):
        with pytest.raises(ModelError) as caught:
            use(name)
        assert caught.value.where == "language"
        assert "full, fast, or spacy:PIPELINE" in caught.value.hint


def test_nothing_heavy_is_imported_for_a_name() -> None:
    """Telling what a packaged model is loads neither onnxruntime nor spaCy."""
    code = (
        "import sys; from extract.language import identify; identify('fast');"
        " print([m for m in ('onnxruntime', 'tokenizers', 'spacy', 'numpy') if m in sys.modules])"
    )
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, capture_output=True, check=True, text=True, cwd=root)
    assert found.stdout.strip() == "[]"
