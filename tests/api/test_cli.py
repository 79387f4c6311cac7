"""The command line: what it prints, what it says when it fails, and how it ends."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from api.cli import build_parser, main
from api.commands import COMMANDS
from api.commands.demo import corpus
from api.commands.release import release_day
from schemas import TABLES
from schemas.errors import SettingsError

KEYS = ["article", "events", "statements", "key_points", "statistics", "failures"]
STORY = "Library reopens\n\nThe library said on Monday that 300 readers came back.\n"

Capture = pytest.CaptureFixture[str]


def dateline(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own, its streams being pipes."""
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *args],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return a JSON Lines file of five articles; the third line is broken."""
    lines = [json.dumps({"id": f"a{n}", "text": f"Item {n}. It rained."}) for n in range(5)]
    lines[2] = '{"id": "a2", "text": '
    path = tmp_path / "archive.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_extract_text(story: Path, capfd: Capture) -> None:
    """A text gives one object with exactly the promised keys, and nothing on stderr."""
    assert main(["extract", str(story)]) == 0
    out, err = capfd.readouterr()
    assert list(json.loads(out)) == KEYS
    assert err == ""


def test_extract_json_lines(archive: Path, capfd: Capture) -> None:
    """JSON Lines give an object a line in their order, ids kept; a broken line costs one line."""
    assert main(["extract", str(archive)]) == 1
    out, err = capfd.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert [record.get("id") for record in found] == ["a0", "a1", None, "a3", "a4"]
    assert list(found[0]) == ["id", *KEYS]
    assert list(found[2]) == KEYS
    assert found[2]["article"] is None
    assert found[2]["failures"][0]["position"] == "line 3"
    assert err.count("\n") == 1
    assert err.startswith("dateline: ")
    assert "line 3" in err


def test_extract_standard_input() -> None:
    """``-`` reads the standard input; in a pipe nothing but records and errors is written."""
    found = dateline("extract", "-", stdin=STORY.encode())
    assert found.returncode == 0
    assert found.stderr == b""
    assert json.loads(found.stdout)["article"]["title"] == "Library reopens"


def test_extract_folder_in_order(tmp_path: Path, capfd: Capture) -> None:
    """A folder is walked in the order of its names, hidden files left out."""
    for name in ("b/2.txt", "a.txt", ".hidden.txt", "b/1.md", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"File {name} tells of rain.\n", encoding="utf-8")
    assert main(["extract", str(tmp_path)]) == 0
    texts = [json.loads(line)["article"]["text"] for line in capfd.readouterr().out.splitlines()]
    assert [text.split()[1] for text in texts] == ["a.txt", "b/1.md", "b/2.txt"]


def test_folder_without_files_is_told(tmp_path: Path, capfd: Capture) -> None:
    """A folder with nothing in it is a failure that says so, not a silent success."""
    assert main(["extract", str(tmp_path)]) == 1
    out, err = capfd.readouterr()
    assert json.loads(out)["failures"][0]["code"] == "empty"
    assert err == f"dateline: {tmp_path}: the folder holds no files\n"


def test_output_is_never_a_folder_nor_replaces_a_pipe(
    story: Path, tmp_path: Path, capfd: Capture
) -> None:
    """``-o`` refuses a folder by name; a named pipe is written to and stays a pipe."""
    assert main(["extract", str(story), "-o", str(tmp_path)]) == 3
    assert capfd.readouterr().err.startswith(f"dateline: {tmp_path}: this is a folder")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert main(["extract", str(story), "-o", str(pipe)]) == 0
        assert os.read(reader, 10).startswith(b'{"article"')
        assert pipe.is_fifo()
    finally:
        os.close(reader)


def test_help_loads_nothing_heavy() -> None:
    """Building the command line imports neither model, DuckDB, polars, pages nor server."""
    heavy = ("duckdb", "polars", "pyarrow", "onnxruntime", "trafilatura", "litestar", "granian")
    code = f"import api.cli, sys; print([name for name in {heavy!r} if name in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert found.stdout.strip() == "[]"


def test_verify_tells_only_what_failed(
    releases: Path, release: str, tmp_path: Path, capfd: Capture
) -> None:
    """Damage gives one line that names the file; a folder that is no release says what it is."""
    copy = tmp_path / release
    shutil.copytree(releases / release, copy)
    (copy / "events.csv.zst").unlink()
    assert main(["verify", str(copy)]) == 1
    assert capfd.readouterr().err == f"dateline: {copy}: sums: events.csv.zst is missing\n"
    assert main(["verify", str(tmp_path)]) == 3
    assert "this folder is no release" in capfd.readouterr().err


def test_the_environment_names_the_places(
    story: Path, tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """load, release and sql work on the places that the environment names, as in the image."""
    monkeypatch.setenv("DATELINE_WAREHOUSE", str(tmp_path / "kept" / "w.duckdb"))
    monkeypatch.setenv("DATELINE_RELEASES", str(tmp_path / "shown"))
    assert main(["load", str(story)]) == 0
    assert main(["release", "--day", "2026-05-07"]) == 0
    assert main(["sql", "SELECT count(*) AS n FROM articles", "--format", "csv"]) == 0
    assert capfd.readouterr().out.splitlines()[-3:] == [
        str(tmp_path / "shown" / "2026.05.07"),
        "n",
        "1",
    ]
    assert (tmp_path / "kept" / "w.duckdb").is_file()


def test_day_is_told_how_to_write(capfd: Capture) -> None:
    """A wrong day is wrong usage, in words of people."""
    with pytest.raises(SystemExit) as ended:
        main(["release", "--day", "2026-1-2"])
    assert ended.value.code == 2
    assert "2026-1-2 is no day; write it as 2026-11-22" in capfd.readouterr().err


def test_extract_goes_on_after_missing_files(story: Path, tmp_path: Path, capfd: Capture) -> None:
    """What is missing is told in one line and kept as a failure; the rest is done."""
    assert main(["extract", str(tmp_path / "none.txt"), str(story)]) == 1
    out, err = capfd.readouterr()
    assert [json.loads(line)["article"] is None for line in out.splitlines()] == [True, False]
    assert err.count("\n") == 1
    assert "none.txt" in err


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("space.txt", b" \n"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        ("broken.json", b'{"text": '),
        ("number.json", b"5"),
        ("broken.parquet", b"PAR1 but no more"),
        ("zeros.bin", bytes(1000)),
    ],
)
def test_broken_inputs(tmp_path: Path, capfd: Capture, name: str, data: bytes) -> None:
    """No input, however broken, gives a traceback: one line, one failure, exit code 1."""
    path = tmp_path / name
    path.write_bytes(data)
    assert main(["extract", str(path)]) == 1
    out, err = capfd.readouterr()
    assert err.startswith("dateline: ")
    assert err.count("\n") == 1
    assert name in err
    assert json.loads(out)["failures"]


def test_a_feed_of_summaries_loses_nothing(tmp_path: Path, capfd: Capture) -> None:
    """A summary is told on stderr and kept as a row, but the run is a success: nothing was lost."""
    feed = tmp_path / "feed.xml"
    feed.write_text(
        '<rss version="2.0"><channel><title>P</title><item><title>Ferry sails</title>'
        "<link>https://p.example/1</link><guid>e1</guid><description>The ferry sailed on Monday,"
        " its owner said.</description></item></channel></rss>",
        encoding="utf-8",
    )
    assert main(["extract", str(feed)]) == 0
    out, err = capfd.readouterr()
    assert "summary" in err
    codes = [f["code"] for line in out.splitlines() for f in json.loads(line)["failures"]]
    assert codes == ["summary-only"]
    assert main(["load", str(feed), "--warehouse", str(tmp_path / "w.duckdb")]) == 0


def test_jobs_change_nothing(archive: Path, story: Path) -> None:
    """The output is the same for any number of processes."""
    one = dateline("extract", str(archive), str(story))
    two = dateline("extract", str(archive), str(story), "--jobs", "2")
    assert (one.returncode, two.returncode) == (1, 1)
    assert one.stdout == two.stdout
    assert one.stdout.count(b"\n") == 6


def test_extract_table_and_output(story: Path, tmp_path: Path, capfd: Capture) -> None:
    """The readable form names the article; ``-o`` writes to a file and leaves nothing else."""
    target = tmp_path / "out" / "records.txt"
    assert main(["extract", str(story), "--format", "table", "-o", str(target)]) == 0
    assert "Library reopens" in target.read_text(encoding="utf-8")
    assert list(target.parent.iterdir()) == [target]
    assert capfd.readouterr().out == ""


def test_whole_flow(archive: Path, tmp_path: Path, capfd: Capture) -> None:
    """Load, load again, release, verify and query: each step takes what the last one made."""
    warehouse, releases = str(tmp_path / "w.duckdb"), str(tmp_path / "releases")
    assert main(["load", str(archive), "--warehouse", warehouse]) == 1
    assert "4 new" in capfd.readouterr().out
    assert main(["load", str(archive), "--warehouse", warehouse]) == 1
    assert "4 unchanged" in capfd.readouterr().out
    made = ["release", "--warehouse", warehouse, "--releases", releases]
    assert main([*made, "--day", "2026-05-06"]) == 0
    release = capfd.readouterr().out.strip()
    assert release == str(tmp_path / "releases" / "2026.05.06")
    assert main(["verify", release]) == 0
    assert main(["sql", "SELECT count(*) AS n FROM articles", "--release", release]) == 0
    assert "4" in capfd.readouterr().out
    assert main([*made, "--day", "2026-05-07"]) == 3, "nothing changed"
    assert "nothing changed" in capfd.readouterr().err


def test_verify_finds_damage(releases: Path, tmp_path: Path, capfd: Capture) -> None:
    """A changed byte makes verify fail with exit code 1 and a line that names the file."""
    copy = tmp_path / "2026.03.02"
    copy.mkdir()
    for path in (releases / "2026.03.02").iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    data = bytearray((copy / "events.csv.zst").read_bytes())
    data[-1] ^= 1
    (copy / "events.csv.zst").write_bytes(data)
    assert main(["verify", str(copy)]) == 1
    assert "events.csv.zst" in capfd.readouterr().err


@pytest.mark.parametrize("form", ["json", "ndjson", "csv", "parquet"])
def test_sql_formats(releases: Path, tmp_path: Path, form: str) -> None:
    """The result of a query can be read back from each format."""
    release, target = str(releases / "2026.03.02"), tmp_path / "out"
    query = "SELECT record_id, date_start FROM events ORDER BY record_id"
    assert main(["sql", query, "--release", release, "--format", form, "-o", str(target)]) == 0
    read = {
        "json": pl.read_json,
        "ndjson": pl.read_ndjson,
        "csv": pl.read_csv,
        "parquet": pl.read_parquet,
    }[form]
    assert read(target)["record_id"].is_sorted()


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["sql", "SELEC 1", "--warehouse", "{w}"], "SELEC"),
        (["sql", "SELECT 1", "--warehouse", "none.duckdb"], "none.duckdb"),
        (["verify", "no-such-folder"], "no-such-folder"),
        (["release", "--warehouse", "none.duckdb", "--releases", "{w}-r"], "none.duckdb"),
        (["load", "x.txt", "--warehouse", "{text}"], "story.txt"),
        (["extract", "{text}", "-o", "/dev/null/x"], "/dev/null"),
    ],
)
def test_fatal_errors(
    argv: list[str], words: str, story: Path, tmp_path: Path, capfd: Capture
) -> None:
    """What stops a command is told in one line, with exit code 3 and no traceback."""
    warehouse = str(tmp_path / "w.duckdb")
    main(["load", str(story), "--warehouse", warehouse])
    capfd.readouterr()
    filled = [part.format(w=warehouse, text=story) for part in argv]
    assert main(filled) == 3
    err = capfd.readouterr().err
    assert err.startswith("dateline: ")
    assert err.count("\n") == 1
    assert words in err


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["nothing"],
        ["extract"],
        ["extract", "x", "--jobs", "0"],
        ["schema", "nothing"],
        ["serve", "--port", "99999"],
    ],
)
def test_wrong_usage(argv: list[str], capfd: Capture) -> None:
    """Wrong usage ends with exit code 2 and the usage line."""
    with pytest.raises(SystemExit) as ended:
        main(argv)
    assert ended.value.code == 2
    assert "usage: dateline" in capfd.readouterr().err


def test_broken_pipe_is_quiet(tmp_path: Path) -> None:
    """``dateline extract … | head -1`` ends without a word."""
    lines = [json.dumps({"id": str(n), "text": f"Item {n}. " * 400}) for n in range(40)]
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "extract", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 141


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_help_shows_examples(command: str, capsys: Capture) -> None:
    """Every command says what it does, and shows how in at least one example that parses."""
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert f"examples:\n  {_of(command).examples[0]}" in shown
    assert len(_of(command).description) > 60


def _of(name: str) -> object:
    return next(command for command in COMMANDS if command.name == name)


def test_version(capsys: Capture) -> None:
    """``--version`` tells the version and nothing else."""
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.startswith("dateline ")


@pytest.mark.parametrize("form", ["json", "ddl", "arrow", "markdown"])
def test_schema_names_every_table(form: str, capsys: Capture) -> None:
    """Each form of the schema holds every table; one table alone can be asked for."""
    assert main(["schema", "--format", form]) == 0
    shown = capsys.readouterr().out
    assert all(table.name in shown for table in TABLES)
    assert main(["schema", "statements", "--format", form]) == 0
    one = capsys.readouterr().out
    assert "speaker" in one
    assert "failure_id" not in one


def test_release_day() -> None:
    """SOURCE_DATE_EPOCH decides the day of a release, so that its bytes do not rest on today."""
    assert release_day({"SOURCE_DATE_EPOCH": "1767225600"}) == dt.date(2026, 1, 1)
    assert release_day({}) >= dt.date(2026, 1, 1)
    with pytest.raises(SettingsError):
        release_day({"SOURCE_DATE_EPOCH": "soon"})


def test_demo_twice(tmp_path: Path, capfd: Capture) -> None:
    """The demo shows counts, a timeline and a statement; a second run finds nothing new."""
    folder = str(tmp_path / "demo")
    assert len(corpus()) >= 30
    assert main(["demo", "--no-serve", "--dir", folder]) == 0
    first = capfd.readouterr()
    for words in ("Timeline", "One statement", "What to try next", "scan_parquet", "curl"):
        assert words in first.out
    assert "Traceback" not in first.err
    assert main(["demo", "--no-serve", "--dir", folder]) == 0
    second = capfd.readouterr()
    assert " 0 new" in second.out
    assert "nothing changed" in second.err


def test_parser_builds_once_more() -> None:
    """Building the parser changes nothing outside it."""
    assert build_parser().format_help() == build_parser().format_help()
