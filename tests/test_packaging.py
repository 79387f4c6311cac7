"""The four generic import names are ours, and the wheel holds what dateline needs to run."""

import importlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["schemas", "extract", "warehouse", "api"])
def test_import_names_are_ours(name: str) -> None:
    """No other distribution on the path shadows a top-level package."""
    module = importlib.import_module(name)
    assert module.__file__ is not None
    assert Path(module.__file__).is_relative_to(ROOT)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-build-isolation", "--quiet", "-w", folder]
    command = [sys.executable, "-m", "pip", "wheel", *options, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_is_complete(wheel: Path) -> None:
    """Model, lexicons and sample articles travel with the code; tests and caches do not."""
    names = set(zipfile.ZipFile(wheel).namelist())
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"schemas", "extract", "warehouse", "api"}
    for model in ("full", "fast"):
        assert {
            f"extract/language/data/{model}/{f}" for f in ("encoder.onnx", "card.json")
        } <= names
    assert "extract/language/data/tokenizer.json" in names
    assert "extract/language/data/irregular.tsv" in names
    assert sum(name.startswith("api/demo/corpus/") for name in names) > 30
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


def test_every_packaged_data_file_of_the_tree_is_in_the_wheel(wheel: Path) -> None:
    """A lexicon that is in the tree but not in the wheel would only fail at a user's."""
    names = set(zipfile.ZipFile(wheel).namelist())
    data = [p for p in ROOT.glob("extract/**/data/**/*") if p.is_file()]
    assert len(data) > 5
    assert not [str(p) for p in data if str(p.relative_to(ROOT)) not in names]
