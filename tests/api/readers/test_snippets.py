"""Every snippet that a reader may copy runs: from the guides, the README and the landing page."""

import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[3]
SHOWN = "http://127.0.0.1:8000"
GUIDES = ("polars.md", "duckdb.md", "pandas-r.md", "curl.md", "metadata.md")
STORY = "# Ferry resumes\n\nThe harbour said on Monday that 1,200 passengers travelled.\n"
INSTALL_HTTPFS = """
import os, pathlib, shutil, sys
import duckdb, duckdb_extension_httpfs
packaged = pathlib.Path(duckdb_extension_httpfs.__file__).parent
(platform,) = duckdb.sql("PRAGMA platform").fetchone()
folder = pathlib.Path(sys.argv[1], ".duckdb", "extensions", f"v{duckdb.__version__}", platform)
folder.mkdir(parents=True)
shutil.copy(next(packaged.rglob("*.duckdb_extension")), folder)
"""

needs_r = pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
needs_zstd = pytest.mark.skipif(shutil.which("zstd") is None, reason="zstd is not installed")


def blocks(page: Path, language: str, server: str) -> list[str]:
    """Return the code of *language* on a Markdown *page*, in order, asking *server*."""
    text = page.read_text(encoding="utf-8").replace(SHOWN, server)
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```", text)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder to run in, where curl fails on errors and an article lies to be posted."""
    (tmp_path / ".curlrc").write_text("fail\nsilent\nshow-error\n")
    (tmp_path / "article.md").write_text(STORY)
    (tmp_path / "story.txt").write_text(STORY)
    return tmp_path


def run(command: list[str], code: str, home: Path, *, path: Path | None = None) -> str:
    """Return what *command* prints when it reads *code*, in *home*; *path* is searched first."""
    places = os.environ["PATH"] if path is None else f"{path}{os.pathsep}{os.environ['PATH']}"
    own = {"HOME": str(home), "CURL_HOME": str(home), "HF_HOME": str(home), "PATH": places}
    own["CROISSANT_CACHE"] = str(home)
    done = subprocess.run(
        command,
        input=code,
        capture_output=True,
        text=True,
        cwd=home,
        env={**os.environ, **own},
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_block_is_of_a_language_that_is_run() -> None:
    """No snippet of the guides hides from these tests behind another language."""
    ran = {("polars.md", "python"), ("duckdb.md", "sh"), ("duckdb.md", "sql"), ("curl.md", "sh")}
    ran |= {("pandas-r.md", "python"), ("pandas-r.md", "r")}
    ran |= {("metadata.md", "sh"), ("metadata.md", "python")}
    found = set()
    for name in GUIDES:
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        found |= {(name, language) for language in re.findall(r"(?m)^```(\w+)$", text)}
    assert found == ran


@pytest.mark.parametrize("name", ["docs/polars.md", "docs/pandas-r.md", "README.md"])
def test_python(small: str, home: Path, name: str) -> None:
    """The Python of a page runs from top to bottom, in our own environment."""
    code = "\n".join(blocks(ROOT / name, "python", small))
    assert code.count("http://") >= 1
    run([sys.executable, "-W", "error", "-"], code, home)


@needs_zstd
def test_shell(small: str, home: Path) -> None:
    """The shell of the guide to curl runs, and what was fetched is whole."""
    found = run(["bash", "-euo", "pipefail"], "\n".join(blocks(_guide("curl"), "sh", small)), home)
    assert "events.parquet: OK" in found
    assert "\n304\n" in found
    assert (home / "end").read_bytes()[-4:] == b"PAR1"


def test_duckdb(small: str, home: Path, tools: Path) -> None:
    """The guide to DuckDB runs in its own command line, `httpfs` included."""
    run([str(tools), "-I", "-", str(home)], INSTALL_HTTPFS, home)
    shell = "\n".join(blocks(_guide("duckdb"), "sh", small))
    assert "events" in run(["bash", "-euo", "pipefail"], shell, home, path=tools.parent)
    statements = "\n".join(blocks(_guide("duckdb"), "sql", small))
    command = [str(tools.parent / "duckdb"), "-bail", "-readonly", "dateline.duckdb"]
    assert "ASSAULT" in run(command, statements, home)


def test_descriptions(small: str, home: Path, tools: Path) -> None:
    """The guide to the descriptions runs, each tool reading the server's own."""
    run(["bash", "-euo", "pipefail"], "\n".join(blocks(_guide("metadata"), "sh", small)), home)
    code = "\n".join(blocks(_guide("metadata"), "python", small))
    assert "record_id" in run([str(tools), "-I", "-"], code, home)


@needs_r
@needs_zstd
def test_r(small: str, home: Path) -> None:
    """The R of the guide runs; what needs a package that is not installed is left out."""
    first, arrow = blocks(_guide("pandas-r"), "r", small)
    ask = 'cat(requireNamespace("arrow", quietly = TRUE))'
    has_arrow = run(["Rscript", "--vanilla", "-"], ask, home) == "TRUE"
    run(["Rscript", "--vanilla", "-"], first + (arrow if has_arrow else ""), home)


def test_landing_page(small: str, home: Path) -> None:
    """The first lines that the landing page shows run as they stand there."""
    page = httpx.get(f"{small}/").text
    found = [html.unescape(block) for block in re.findall(r"(?s)<pre><code>(.*?)</code>", page)]
    assert len(found) >= 3
    for block in found:
        if block.startswith("import "):
            run([sys.executable, "-W", "error", "-"], block, home)
        else:
            run(["bash", "-euo", "pipefail"], block, home)


def _guide(name: str) -> Path:
    return ROOT / "docs" / f"{name}.md"
