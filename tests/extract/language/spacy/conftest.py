"""Two tiny pipelines, trained here on a few own sentences until they know them by heart."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PLACES = {"Ghana", "Tamale", "Lima", "Lyon", "Lille", "Paris", "Gdynia", "Rostock"}
ENCODER = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 64,
    "depth": 2,
    "embed_size": 500,
    "window_size": 1,
    "maxout_pieces": 3,
    "subword_features": True,
}


def _tables() -> ModuleType:
    """Return the module of the tables; test folders are no packages."""
    path = Path(__file__).with_name("test_dependencies.py")
    spec = importlib.util.spec_from_file_location("spacy_dependency_tables", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SENTENCES: dict[str, str] = _tables().SENTENCES


@pytest.fixture(scope="session")
def sentences() -> dict[str, list[list[str]]]:
    """Return the rows of each sentence: form, tag, UPOS, CLEAR head and label, UD the same."""
    return {k: [r.split() for r in v.strip().splitlines()] for k, v in SENTENCES.items()}


@pytest.fixture(scope="session")
def clear(tmp_path_factory: pytest.TempPathFactory, sentences) -> Path:
    """Return a pipeline as spaCy's English ones are: CLEAR labels, OntoNotes names, fine tags."""
    return _trained(tmp_path_factory.mktemp("clear"), sentences, "CLEAR")


@pytest.fixture(scope="session")
def universal(tmp_path_factory: pytest.TempPathFactory, sentences) -> Path:
    """Return a pipeline that speaks UD: its relations, universal tags, CoNLL's names."""
    return _trained(tmp_path_factory.mktemp("universal"), sentences, "UD")


def _trained(folder: Path, sentences: dict[str, list[list[str]]], scheme: str) -> Path:
    spacy: Any = pytest.importorskip(
        "spacy", reason="spaCy is not installed: pip install 'dateline[spacy]'"
    )
    doc = spacy.tokens.Doc
    spacy.util.fix_random_seed(0)
    nlp = spacy.blank("en")
    tagger = "tagger" if scheme == "CLEAR" else "morphologizer"
    for name in (tagger, "parser", "ner"):
        config: dict[str, Any] = {"model": {"tok2vec": ENCODER}}
        nlp.add_pipe(name, config=config | ({"min_action_freq": 1} if name == "parser" else {}))
    examples = [
        spacy.training.Example(
            doc(nlp.vocab, words=[row[0] for row in rows]),
            doc(nlp.vocab, **_gold(rows, scheme)),
        )
        for rows in sentences.values()
    ]
    optimiser = nlp.initialize(lambda: examples)
    optimiser.learn_rate = 0.01
    for _ in range(40):
        for begin in range(0, len(examples), 8):
            nlp.update(examples[begin : begin + 8], sgd=optimiser)
    nlp.meta |= {"name": f"tiny_{scheme.lower()}", "version": "1.2.3", "license": "CC0-1.0"}
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add(patterns=[[{"LOWER": "leaks"}]], attrs={"LEMMA": "Seep"})
    nlp.add_pipe("merge_entities")
    nlp.to_disk(folder)
    return folder


def _gold(rows: list[list[str]], scheme: str) -> dict[str, list[Any]]:
    """Return the arguments of the `Doc` that a sentence should become."""
    head, rel = (3, 4) if scheme == "CLEAR" else (5, 6)
    person, place = ("PERSON", "GPE") if scheme == "CLEAR" else ("PER", "LOC")
    names, previous = [], ""
    for row in rows:
        kind = person if row[7:] == ["PER"] else place if row[0] in PLACES else ""
        names.append(f"{'I' if kind == previous else 'B'}-{kind}" if kind else "O")
        previous = kind
    return {
        "words": [row[0] for row in rows],
        "tags": [row[1] for row in rows],
        "pos": [row[2] for row in rows],
        "heads": [int(row[head]) - 1 if row[head] != "0" else i for i, row in enumerate(rows)],
        "deps": ["ROOT" if row[head] == "0" else row[rel] for row in rows],
        "ents": names,
    }
