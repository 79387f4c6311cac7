"""The commands around releases: sign, verify, compare, withdraw, list."""

import json
import shutil
from pathlib import Path

import pytest

from api.cli import main
from api.quality import quality_figures
from warehouse import read_manifest

Capture = pytest.CaptureFixture[str]
FIRST, SECOND = "2026.03.01", "2026.03.02"


@pytest.fixture
def folder(releases: Path, tmp_path: Path) -> Path:
    """Return a copy of the releases that may be changed."""
    copy = tmp_path / "releases"
    shutil.copytree(releases, copy)
    return copy


def test_a_release_is_signed_and_proved(
    releases: Path, tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """keygen, release --key, verify --key: the fingerprint is the same all the way."""
    key = tmp_path / "keys" / "publisher"
    assert main(["keygen", str(key), "--comment", "Harbour Gazette"]) == 0
    fingerprint = capfd.readouterr().out.splitlines()[0]
    assert fingerprint.startswith("SHA256:")
    assert main(["keygen", str(key)]) == 3
    assert "never written over" in capfd.readouterr().err
    warehouse = releases.parent / "w.duckdb"
    made = ["release", "--warehouse", str(warehouse), "--releases", str(tmp_path / "r")]
    monkeypatch.setenv("DATELINE_KEY", str(key))
    named = ["--title", "Harbour events", "--licence", "CC0-1.0"]
    assert main([*made, *named, "--day", "2026-05-06"]) == 0
    release = capfd.readouterr().out.strip()
    assert "Harbour events. Release 2026.05.06. CC0-1.0." in read_manifest(Path(release)).citation
    assert main(["verify", release]) == 0
    assert main(["verify", release, "--key", f"{key}.pub"]) == 0
    assert f"by {fingerprint} (Harbour Gazette), which is trusted" in capfd.readouterr().out
    assert main(["keygen", str(tmp_path / "other")]) == 0
    assert main(["verify", release, "--trusted", str(tmp_path / "other.pub")]) == 1
    assert "which is not trusted" in capfd.readouterr().err
    assert main(["releases", "--releases", str(tmp_path / "r")]) == 0
    assert fingerprint[:20] in capfd.readouterr().out
    assert main([*made, "--key", str(warehouse)]) == 3
    assert "no private key that can be used" in capfd.readouterr().err


def test_an_unsigned_release_is_told_as_such(releases: Path, capfd: Capture) -> None:
    """Without keys that is no fault; with keys it is."""
    assert main(["verify", str(releases / SECOND)]) == 0
    shown = capfd.readouterr().out
    assert "unsigned" in shown


def test_a_manifest_tells_what_the_rows_rest_on(
    releases: Path, tmp_path: Path, capfd: Capture
) -> None:
    """The rules of the text, and figures of exactly the extractors of the rows."""
    made = ["release", "--warehouse", str(releases.parent / "w.duckdb")]
    assert main([*made, "--releases", str(tmp_path), "--day", "2026-05-06"]) == 0
    manifest = read_manifest(Path(capfd.readouterr().out.strip()))
    assert manifest.canonical_text
    rows = {v.split("/")[0] for found in manifest.extractor_versions.values() for v in found}
    assert {figure.extractor for figure in manifest.quality} <= rows
    assert {figure.extractor.split("@")[0] for figure in quality_figures()} == {
        "events", "statements", "key_points", "statistics",
    }  # fmt: skip
    assert all(0 <= figure.value <= 100 for figure in quality_figures())


def test_diff_counts_and_gives_rows(releases: Path, tmp_path: Path, capfd: Capture) -> None:
    """Numbers for people, rows for programs, by id or by folder."""
    shown = ["--releases", str(releases)]
    assert main(["diff", FIRST, SECOND, *shown]) == 0
    out = capfd.readouterr().out
    assert f"{FIRST} → {SECOND}" in out
    assert "articles" in out
    assert main(["diff", FIRST, SECOND, *shown, "--table", "articles"]) == 0
    (row,) = (json.loads(line) for line in capfd.readouterr().out.splitlines())
    assert (row["change"], row["fields"], row["before"]) == ("added", [], None)
    assert row["after"]["article_id"] == row["key"]
    turned = [str(releases / SECOND), str(releases / FIRST), "--table", "articles"]
    target = tmp_path / "out.csv"
    assert main(["diff", *turned, "--format", "csv", "-o", str(target)]) == 0
    head, line = target.read_text().splitlines()
    assert head == "change,key,fields,before,after"
    assert line.startswith(f"removed,{row['key']},[]")
    assert main(["diff", FIRST, "2020.01.01", *shown]) == 3
    assert "2020.01.01" in capfd.readouterr().err
    assert main(["diff", FIRST, SECOND, *shown, "--table", "nothing"]) == 3


def test_withdraw_and_what_follows(folder: Path, capfd: Capture) -> None:
    """The tombstone stays, verify and the list tell it, and diff refuses."""
    told = ["--releases", str(folder)]
    assert main(["withdraw", FIRST, "--reason", "A source must not be named", *told]) == 0
    assert f"use {SECOND}" in capfd.readouterr().out
    assert main(["verify", str(folder / FIRST)]) == 1
    assert "withdrawn: release 2026.03.01 was withdrawn on" in capfd.readouterr().err
    assert main(["verify", str(folder / SECOND)]) == 0
    assert main(["releases", *told]) == 0
    assert "A source must not be named" in " ".join(capfd.readouterr().out.split())
    assert main(["diff", FIRST, SECOND, *told]) == 3
    assert "A source must not be named" in capfd.readouterr().err
    assert main(["withdraw", FIRST, "--reason", "x", "--erase", *told]) == 0
    assert [path.name for path in (folder / FIRST).iterdir()] == ["tombstone.json"]
    assert main(["verify", str(folder / FIRST)]) == 1
    assert main(["withdraw", "2020.01.01", "--reason", "x", *told]) == 3
    with pytest.raises(SystemExit):
        main(["withdraw", SECOND, *told])
