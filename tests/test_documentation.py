"""What the documents say is there is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from extract.registry import EXTRACTORS
from schemas import TABLES

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page points at a file of the tree."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


def test_the_readme_names_targets_that_exist() -> None:
    """Each `make` command of the README is a target of the Makefile."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^make (\w+)$", readme))
    assert {"demo", "test"} <= targets
    assert all(re.search(rf"(?m)^{target}:", makefile) for target in targets)


def test_ci_calls_the_test_command_of_the_readme() -> None:
    """CI passes exactly what a reader is told to run."""
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_commands_of_the_readme_parse() -> None:
    """Every `dateline …` command shown in the README is one the command line knows."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = "".join(re.findall(r"(?s)```sh\n(.*?)```", readme))
    commands = set(re.findall(r"(?m)^dateline (\w+)", shown))
    assert {"extract", "load", "release", "verify", "serve", "sql"} <= commands
    for command in sorted(commands):
        run = [sys.executable, "-m", "api.cli", command, "--help"]
        done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_registry_of_extractors() -> None:
    """Four extractors, one for each table of records; changing the list is a decision."""
    assert [e.name for e in EXTRACTORS] == ["events", "statements", "key_points", "statistics"]
    assert [e.table.name for e in EXTRACTORS] == [t.name for t in TABLES if t.has_evidence]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", e.version) for e in EXTRACTORS)
