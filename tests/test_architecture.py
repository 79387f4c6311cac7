"""The imports run one way, files stay short, and no folder hides a heap."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("schemas", "extract", "warehouse", "api")


def test_imports_follow_the_flow() -> None:
    """The shell imports the stages, never the reverse: api → warehouse | extract → schemas."""
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_modules_are_short_and_named_by_nouns() -> None:
    """A file past 500 lines, or one called utils, hides a missing noun."""
    files = [p for package in PACKAGES for p in (ROOT / package).rglob("*.py")]
    assert len(files) > 50
    long = {str(p.relative_to(ROOT)): n for p in files if (n := _lines(p)) > 500}
    assert not long
    assert not [p for p in files if p.stem in {"utils", "util", "helpers", "common", "misc"}]


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
