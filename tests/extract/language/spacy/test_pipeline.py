"""What is said when a spaCy pipeline cannot stand in, and what identifies one that can."""

import importlib.util
import json
import shutil
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from extract.language import identify, models
from extract.language.description import check_files, describe
from extract.language.spacy import pipeline
from schemas.errors import ModelError


@pytest.fixture
def copy(clear: Path, tmp_path: Path) -> Path:
    """Return a copy of a sound pipeline that a test may spoil."""
    return Path(shutil.copytree(clear, tmp_path / "copy"))


def test_the_digest_covers_every_file(clear: Path, copy: Path, tmp_path: Path) -> None:
    """Equal files have one identity wherever they lie; other weights have another."""
    sound = identify(f"spacy:{clear}")
    assert identify(f"spacy:{copy}") == sound
    other = Path(shutil.copytree(clear, tmp_path / "other"))
    weights = other / "parser" / "model"
    weights.write_bytes(weights.read_bytes() + b"\0")
    changed = identify(f"spacy:{other}")
    assert changed.sha256 != sound.sha256
    assert changed.tag != sound.tag
    assert (changed.name, changed.version) == (sound.name, sound.version)
    assert sound.version == f"1.2.3-spacy{version('spacy')}"


def test_an_installed_package_is_found_by_name(
    clear: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`spacy:en_tiny` means the package, as `spacy.load` finds it."""
    card = json.loads((clear / "meta.json").read_bytes()) | {"name": "tiny"}
    package = tmp_path / "en_tiny"
    shutil.copytree(clear, package / "en_tiny-1.2.3")
    for folder in (package, package / "en_tiny-1.2.3"):
        (folder / "meta.json").write_text(json.dumps(card))
    (package / "__init__.py").write_text("")
    info = tmp_path / "en_tiny-1.2.3.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: en_tiny\nVersion: 1.2.3\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert identify("spacy:en_tiny").name == "spacy:en_tiny"
    monkeypatch.delitem(sys.modules, "en_tiny", raising=False)


def test_spacy_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without spaCy the error says how to install it."""
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(pipeline, "find_spec", lambda n: None if n == "spacy" else find_spec(n))
    with pytest.raises(ModelError, match=r"pip install 'dateline\[spacy\]'"):
        identify("spacy:en_any_pipeline_at_all")


def test_the_pipeline_is_not_installed() -> None:
    """A name that is neither package nor folder: the error says how to get it."""
    pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'dateline[spacy]'")
    with pytest.raises(ModelError, match="there is no spaCy pipeline 'en_nowhere'") as caught:
        identify("spacy:en_nowhere")
    assert caught.value.where == "language spacy:en_nowhere"
    assert "python -m spacy download en_nowhere" in caught.value.hint


def edit(name: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text(change((folder / name).read_text()))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (edit("meta.json", lambda t: t[:40]), "the card of the spaCy pipeline cannot be read"),
        (edit("meta.json", lambda t: t.replace('"lang":"en"', '"lang":"de"')), "language 'de'"),
        (edit("meta.json", lambda t: t.replace('"nsubjpass"', '"sb"')), "of no scheme"),
        (edit("config.cfg", lambda t: t[t.index("[components.ner]") :]), "cannot be read"),
        (
            edit("config.cfg", lambda t: t.replace('= "merge_entities"', '= "join_things"')),
            "'join_things', which is not installed",
        ),
        (
            edit("config.cfg", lambda t: t.replace('"tagger", "parser", "ner", ', "")),
            "has not a parser and not a tagger and not a name finder",
        ),
        (
            edit("config.cfg", lambda t: t.replace("disabled = []", 'disabled = ["ner"]')),
            r"has not a name finder \(ner\)",
        ),
        (lambda folder: (folder / "config.cfg").unlink(), "there is no spaCy pipeline"),
    ],
)
def test_an_unfit_pipeline_is_told_before_it_is_loaded(
    copy: Path, spoil: Callable[[Path], None], words: str
) -> None:
    """Each fault is an error of the family that says what, where, and what to try."""
    spoil(copy)
    with pytest.raises(ModelError, match=words) as caught:
        identify(f"spacy:{copy}")
    assert str(copy) in caught.value.where
    assert caught.value.hint


def test_damaged_weights_are_told_when_loading(copy: Path) -> None:
    """What spaCy says of it is given in one line."""
    (copy / "parser" / "model").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="spaCy cannot load this pipeline") as caught:
        models.load(f"spacy:{copy}")
    assert "\n" not in caught.value.message


def test_a_pipeline_is_described_by_its_card(copy: Path) -> None:
    """Labels, licence, scores and sources are what its maker wrote; nothing is made up."""
    card = json.loads((copy / "meta.json").read_bytes())
    bare = describe(f"spacy:{copy}")
    assert (bare.licence, bare.scores, bare.training_sets) == ("CC0-1.0", {}, ())
    assert set(bare.names) == {"PERSON", "GPE"}
    assert "dobj" in bare.relations
    assert "NNP" in bare.tags
    assert bare.layers is None
    card["performance"] = {"dep_las": 0.9012, "ents_f": 0.85, "speed": 9000.5, "pos_acc": None}
    card["sources"] = [{"name": "OntoNotes 5", "url": "x", "license": "commercial"}]
    other = copy.with_name("other")
    shutil.copytree(copy, other)
    (other / "meta.json").write_text(json.dumps(card))
    told = describe(f"spacy:{other}")
    assert told.scores == {"its maker's test set": {"LAS": 90.1, "names F1": 85.0}}
    assert [(s.name, s.licence) for s in told.training_sets] == [("OntoNotes 5", "commercial")]
    assert check_files(f"spacy:{other}") == []
