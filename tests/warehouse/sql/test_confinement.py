"""A confined process can hurt nobody, whatever runs in it."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import os, socket, subprocess, sys
from pathlib import Path
from warehouse.sql import confine
from warehouse.sql.confinement import allow_cpu
held = confine(readable=[Path(sys.argv[1])], memory=100_000_000)
def attempt(name, act):
    try:
        act()
        said = "did"
    except (OSError, MemoryError) as error:
        said = type(error).__name__
    os.write(1, f"{name} {said}\\n".encode())
os.write(1, f"held {','.join(held)}\\n".encode())
attempt("read-inside", lambda: (Path(sys.argv[1]) / "file").read_bytes())
attempt("read-outside", lambda: Path("/etc/passwd").read_bytes())
attempt("list-outside", lambda: os.listdir("/"))
attempt("write-inside", lambda: (Path(sys.argv[1]) / "file").write_bytes(b"x"))
attempt("write-outside", lambda: Path("/tmp/dateline-confined").write_bytes(b"x"))
attempt("remove", lambda: (Path(sys.argv[1]) / "file").unlink())
attempt("socket", lambda: socket.socket())
attempt("unix-socket", lambda: socket.socket(socket.AF_UNIX))
attempt("program", lambda: subprocess.run(["/bin/true"]))
attempt("signal", lambda: os.kill(os.getppid(), 0))
attempt("memory", lambda: bytearray(400_000_000))
attempt("little-memory", lambda: bytearray(10_000_000))
if sys.argv[2] == "spin":
    allow_cpu(1)
    while True:
        pass
"""


def confined(folder: Path, what: str = "") -> "subprocess.CompletedProcess[str]":
    (folder / "file").write_bytes(b"here")
    run = [sys.executable, "-c", PROGRAM, str(folder), what]
    return subprocess.run(run, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines processes")
def test_what_a_confined_process_can(tmp_path: Path) -> None:
    """It reads what it was given, and nothing else works."""
    done = confined(tmp_path)
    said = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    held = said.pop("held").split(",")
    assert (tmp_path / "file").read_bytes() == b"here"
    assert said["read-inside"] == said["little-memory"] == "did"
    assert said["memory"] == "MemoryError"
    assert said["write-inside"] != "did"
    if "landlock" in held:
        assert {said[name] for name in ("read-outside", "list-outside", "write-outside")} == {
            "PermissionError"
        }
    if "seccomp" in held:
        assert {said[n] for n in ("socket", "unix-socket", "program", "signal", "remove")} == {
            "PermissionError"
        }


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines processes")
def test_a_process_nobody_watches_ends(tmp_path: Path) -> None:
    """Should the server be gone, a query that never ends is ended by its share of time."""
    assert confined(tmp_path, "spin").returncode != 0
