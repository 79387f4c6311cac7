"""The language model that a user chooses reaches every place where articles are read."""

import json
from pathlib import Path

import pytest

from api.cli import main
from api.extraction import extract_all
from api.extraction_job import Job
from api.extraction_pool import ExtractionPool
from api.settings import Settings
from extract.language import identify
from extract.reading import read_text
from schemas.errors import ModelError
from warehouse import Warehouse, latest

STORY = (
    "Library reopens\n\nThe library in Berga reopened on Monday. “We are glad,” Ines Valk said.\n"
)
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def models_of(printed: str | bytes) -> set[str]:
    """Return the models that the records of a printed object name."""
    found = json.loads(printed)
    rows = [r for name in ("events", "statements") for r in found[name]]
    assert rows
    return {row["extractor"].partition("/")[2] for row in rows}


@pytest.mark.parametrize(
    ("options", "variable", "name"),
    [
        ([], "", "full"),
        (["--fast"], "", "fast"),
        (["--language", "fast"], "", "fast"),
        ([], "fast", "fast"),
        (["--language", "full"], "fast", "full"),
        (["--jobs", "2", "--fast"], "", "fast"),
    ],
)
def test_the_choice_stands_in_every_record(
    story: Path, capfd: Capture, monkeypatch, options: list[str], variable: str, name: str
) -> None:
    """The option is stronger than the variable, the variable than the default, in any process."""
    monkeypatch.setenv("DATELINE_LANGUAGE", variable)
    assert main(["extract", str(story), *options]) == 0
    assert models_of(capfd.readouterr().out) == {identify(name).tag}


@pytest.mark.parametrize(
    "argv",
    [
        ["extract", "STORY", "-o", "DIR/out.json"],
        ["load", "STORY", "--warehouse", "DIR/w.duckdb"],
        ["demo", "--no-serve", "--dir", "DIR/demo"],
        ["serve", "--releases", "DIR/releases"],
    ],
)
@pytest.mark.parametrize("name", ["small", "spacy:no_such_pipeline"])
def test_a_wrong_choice_is_told_before_anything_is_done(
    story: Path, tmp_path: Path, capfd: Capture, argv: list[str], name: str
) -> None:
    """Each command says in one line what is wrong and what to try, and leaves no file behind."""
    folder = tmp_path / "work"
    folder.mkdir()
    given = [a.replace("STORY", str(story)).replace("DIR", str(folder)) for a in argv]
    assert main([*given, "--language", name]) == 3
    out, err = capfd.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("dateline: ")
    assert name.removeprefix("spacy:") in err
    assert list(folder.iterdir()) == []


def test_another_model_loads_anew_and_a_mixture_is_told(
    story: Path, tmp_path: Path, capfd: Capture
) -> None:
    """The same article by another model is updated; two models in one warehouse are named."""
    second = tmp_path / "second.txt"
    second.write_text(STORY.replace("Berga", "Oruro"), encoding="utf-8")
    warehouse, releases = tmp_path / "w.duckdb", tmp_path / "releases"
    load = ["load", "--warehouse", str(warehouse)]
    assert main([*load, str(story), str(second)]) == 0
    assert main([*load, str(story), str(second)]) == 0
    assert "2 unchanged" in (told := capfd.readouterr()).out
    assert told.err == ""
    assert main([*load, str(story), "--fast"]) == 0
    told = capfd.readouterr()
    assert "1 updated, 0 unchanged" in told.out
    for name in ("full", "fast"):
        assert f"{identify(name).tag} (1)" in told.err
    with Warehouse.open(warehouse) as store:
        assert [m.name for m in store.language_models()] == ["fast", "full"]
        assert len(store.extractor_versions()["statements"]) == 2
    assert main(["release", "--warehouse", str(warehouse), "--releases", str(releases)]) == 0
    assert "2 language models" in capfd.readouterr().err
    manifest = json.loads((latest(releases).path / "manifest.json").read_bytes())
    assert [m["sha256"] for m in manifest["language_models"]] == [
        identify("fast").sha256,
        identify("full").sha256,
    ]


def test_posted_articles_are_read_by_the_chosen_model() -> None:
    """The server's processes read with the model the settings name."""
    pool = ExtractionPool(workers=1, seconds=60, language=Settings(language="fast").language)
    try:
        answer = pool.extract(Job(data=STORY.encode(), name="body", format="text"))
    finally:
        pool.close()
    assert models_of(answer) == {identify("fast").tag}


def test_a_pool_without_its_model_says_so() -> None:
    """A model that is not there is an error of the family, not a process that dies silently."""
    pool = ExtractionPool(workers=1, seconds=60, language="small")
    try:
        with pytest.raises(ModelError, match="does not load: there is no language model 'small'"):
            pool.extract(Job(data=STORY.encode(), name="body", format="text"))
    finally:
        pool.close()


def test_a_missing_model_stops_a_batch() -> None:
    """No article is to blame, so none becomes a failure row."""
    with pytest.raises(ModelError):
        list(extract_all([read_text(STORY)], language="small"))
