"""``dateline model``: what it tells of the models, and that it finds damage."""

import base64
import hashlib
import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import pytest

from api.cli import main
from api.processor import instruction_sets
from extract.language import description, identify
from extract.language.card import DATA, PackagedModel, packaged_card
from extract.language.spacy import description as described

Capture = pytest.CaptureFixture[str]
NAMES: tuple[PackagedModel, ...] = get_args(PackagedModel)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the models' files that the checks read in place of the package's."""
    copy = Path(shutil.copytree(DATA, tmp_path / "data"))
    monkeypatch.setattr(description, "DATA", copy)
    return copy


def test_info_tells_all_of_the_cards(capfd: Capture) -> None:
    """Version, digest, layers, labels, scores and every training set with its licence appear."""
    assert main(["model", "info"]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    told = " ".join(out.split())
    for name in NAMES:
        card = packaged_card(name)
        assert f"{name} {card.version} SHA-256 {card.sha256}" in told
        assert f"layers {card.layers}" in told
        assert f"licence {card.licence}" in told
        assert f"{len(card.relations)}: {' '.join(card.relations)}" in told
        for test, scores in card.scores.items():
            assert f"{test}: " in told
            assert all(f"{metric} {value:.1f}" in told for metric, value in scores.items())
        for found in card.training_sets:
            assert f"{found.name} ({found.used_for}; {found.licence})" in told
    assert "onnxruntime " in told


def test_info_in_json_is_what_the_cards_say(capfd: Capture) -> None:
    """A program reads the same: digests, scores by set and metric, training sets, runtime."""
    assert main(["model", "info", "--json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert [model["name"] for model in found["models"]] == list(NAMES)
    for model in found["models"]:
        card = packaged_card(model["name"])
        assert model["sha256"] == card.sha256 == identify(model["name"]).sha256
        assert model["scores"] == card.scores
        assert {s["licence"] for s in model["training_sets"]} == {
            s.licence for s in card.training_sets
        }
        assert "O" not in model["names"]
        assert "PER" in model["names"]
    assert found["runtime"]["onnxruntime"][0].isdigit()


def test_info_fits_a_narrow_terminal(capfd: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """On 40 columns only what cannot be broken, a digest, is wider."""
    monkeypatch.setattr("api.commands.model.console.out", lambda: SimpleNamespace(width=40))
    assert main(["model", "info"]) == 0
    lines = capfd.readouterr().out.splitlines()
    digests = {packaged_card(name).sha256 for name in NAMES}
    wide = [line for line in lines if len(line) > 40]
    assert all(line.split()[-1] in digests or len(line.split()) == 1 for line in wide)


def test_check_of_sound_models(capfd: Capture) -> None:
    """Every file of the package is as its card says."""
    assert main(["model", "check"]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    for name in NAMES:
        assert f"{DATA / name / 'encoder.onnx'}: ok" in out
    assert "FAILED" not in out


@pytest.mark.parametrize("file", ["full/encoder.onnx", "fast/encoder.onnx", "tokenizer.json"])
def test_check_finds_a_flipped_byte(data: Path, capfd: Capture, file: str) -> None:
    """One changed byte fails the check, which names the file and both digests."""
    path = data / file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert main(["model", "check"]) == 1
    out, err = capfd.readouterr()
    assert f"{path}: FAILED" in out
    assert hashlib.sha256(content).hexdigest() in err
    others = [line for line in out.splitlines() if str(path) not in line]
    assert others
    assert all(line.endswith(": ok") for line in others)


def test_check_finds_a_missing_file(data: Path, capfd: Capture) -> None:
    """A file that is not there fails the check in words."""
    (data / "fast" / "encoder.onnx").unlink()
    assert main(["model", "check", "--json"]) == 1
    out, err = capfd.readouterr()
    assert [file["ok"] for file in json.loads(out)["fast"]] == [False, True]
    assert "No such file" in err


@pytest.mark.parametrize("name", ["small", "spacy:no_such_pipeline"])
def test_an_unknown_model_is_told(name: str, capfd: Capture) -> None:
    """The error is that of every other command, and nothing is printed before it."""
    assert main(["model", "info", "--language", name]) == 3
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("dateline: language")


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("flags\t\t: fpu sse4_2 avx2 avx512bw avx512_vnni", ("AVX2", "AVX-512", "AVX-512 VNNI")),
        ("flags : amx_int8 avx2", ("AVX2", "AMX int8")),
        ("Features\t: fp asimd asimddp", ("NEON", "NEON dot product")),
        ("flags : avx2x vnni", ()),
        ("model name : avx2", ()),
    ],
)
def test_instruction_sets(tmp_path: Path, flags: str, expected: tuple[str, ...]) -> None:
    """They are read from the system's own list, whole words only, slowest first."""
    path = tmp_path / "cpuinfo"
    path.write_text(f"processor : 0\n{flags}\n\nprocessor : 1\n{flags}\n")
    assert instruction_sets(path) == expected
    assert instruction_sets(tmp_path / "absent") == ()


def test_what_an_installer_noted_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files of an installed pipeline are compared with pip's record, others listed nowhere."""
    folder = tmp_path / "en_noted" / "en_noted-1.0"
    folder.mkdir(parents=True)
    (folder / "meta.json").write_bytes(b"{}")
    (folder / "model").write_bytes(b"weights")
    info = tmp_path / "en_noted-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: en_noted\nVersion: 1.0\n")
    record = [
        f"en_noted/en_noted-1.0/{name},sha256="
        + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
        + ",1"
        for name, content in (("meta.json", b"{}"), ("model", b"other weights"))
    ]
    (info / "RECORD").write_text("\n".join(record) + "\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(described, "find", lambda _: SimpleNamespace(folder=folder))
    checks = described.check_pipeline("en_noted")
    assert [(Path(c.file).name, c.ok) for c in checks] == [("meta.json", True), ("model", False)]
