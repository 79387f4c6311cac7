"""Environments of their own for tools that cannot stand beside ours, built once and kept."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CATALOGUE_TOOLS = (
    "frictionless[parquet]==5.21.0",
    "mlcroissant[parquet]==1.1.1",
    "datasets==5.2.0",
    "fsspec[http]>=2026.1",  # datasets fetches by it
    "duckdb==1.5.5",  # the newest with httpfs on PyPI; ours is 2
    "duckdb-extension-httpfs==1.5.5",
    "duckdb-cli==1.5.5",
)
CITATION_TOOLS = ("cffconvert==2.0.0",)  # wants a jsonschema that the others cannot use
_UNREACHABLE = ("NewConnectionError", "Temporary failure in name resolution", "ConnectTimeout")


def environment(requirements: tuple[str, ...]) -> Path:
    """Return the Python of an environment that has *requirements*; skip the test without PyPI.

    It is kept under ``DATELINE_TEST_ENVIRONMENTS`` (default ``~/.cache/dateline``), named by
    what is in it, so that only the first run pays: about a minute for all of them.
    """
    kept = Path(os.environ.get("DATELINE_TEST_ENVIRONMENTS", "~/.cache/dateline")).expanduser()
    named = hashlib.sha256(" ".join((sys.version, *requirements)).encode()).hexdigest()[:16]
    folder = kept / named
    python = folder / "venv" / "bin" / "python"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        _wait_for(lock.fileno())
        if not (folder / "whole").exists():
            _build(folder / "venv", python, requirements)
            (folder / "whole").touch()
    return python


def run_tool(python: Path, script: str, *arguments: str, **environ: str) -> str:
    """Return what *script* prints when *python* runs it; the test fails where the script does."""
    done = subprocess.run(
        [python, "-I", "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, **environ},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _build(folder: Path, python: Path, requirements: tuple[str, ...]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    install = [python, "-m", "pip", "install", "--quiet", "--retries", "1", *requirements]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode and any(sign in done.stderr for sign in _UNREACHABLE):
        pytest.skip(f"PyPI cannot be reached for {', '.join(requirements)}")
    assert done.returncode == 0, done.stderr


if sys.platform == "win32":

    def _wait_for(_descriptor: int) -> None:
        """Nobody runs the tests in parallel there."""
else:
    import fcntl

    def _wait_for(descriptor: int) -> None:
        """Hold the lock until the file is closed; two workers must not build one environment."""
        fcntl.flock(descriptor, fcntl.LOCK_EX)
