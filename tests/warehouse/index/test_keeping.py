"""An index is a cache: made when missing, remade when anything about it is wrong, never trusted."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from schemas import TABLES
from tests.warehouse.test_reading import every
from warehouse import (
    DamagedIndex,
    RowQuery,
    build_index,
    open_index,
    open_release,
    releases,
    verify,
)
from warehouse.index import index_folder, keeping


@pytest.fixture
def release(sound_release, tmp_path):
    """A release of its own, without an index."""
    return Path(shutil.copytree(sound_release, tmp_path / sound_release.name))


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_release_gives_the_same_index(release):
    """Made twice it has the same bytes, so that copies of a server agree."""
    first = contents(build_index(release))
    shutil.rmtree(index_folder(release))
    assert contents(build_index(release)) == first


def test_an_index_is_no_part_of_its_release(release):
    """It lies beside the releases, is no release, and changes no sum."""
    build_index(release)
    assert verify(release).ok
    assert [entry.id for entry in releases(release.parent)] == [release.name]


def test_a_sound_index_is_kept(release, monkeypatch):
    """What is there and sound is not made again."""
    build_index(release)
    monkeypatch.setattr(keeping, "write_index", None)
    build_index(release)
    open_index(release)


@pytest.mark.parametrize("name", ["events.rows", "events.columns", "articles.words", "index.json"])
@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "remove"])
def test_a_damaged_index_is_made_again(release, name, harm):
    """Any wrong byte in any file shows when it is opened, and the index is made anew."""
    folder = build_index(release)
    before = contents(folder)
    path, data = folder / name, before[name]
    if harm == "remove":
        path.unlink()
    else:
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        path.write_bytes({"flip": flipped, "cut": data[:-1], "empty": b""}[harm])
    with pytest.raises(DamagedIndex):
        keeping.check(folder, release)
    open_index(release)
    assert contents(folder) == before


def test_an_index_of_another_release_is_refused(release):
    """The header names the manifest; an index put in the wrong place serves nobody."""
    folder = build_index(release)
    manifest = release / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_bytes(manifest.read_bytes().replace(b"CC-BY-4.0", b"CC-BY-3.0"))
    with pytest.raises(DamagedIndex, match="another release"):
        keeping.check(folder, release)


def test_an_index_of_another_format_is_refused(release, monkeypatch):
    """A later dateline with another format makes its own."""
    folder = build_index(release)
    monkeypatch.setattr(keeping, "FORMAT", keeping.FORMAT + 1)
    with pytest.raises(DamagedIndex, match="format"):
        keeping.check(folder, release)
    open_index(release)
    keeping.check(folder, release)


def test_a_crash_leaves_nothing_that_is_served(release, monkeypatch):
    """What a killed process left half made is cleared, and is never taken for an index."""
    folder = index_folder(release)
    left = folder.parent / f".building-{release.name}"
    left.mkdir(parents=True)
    (left / "events.rows").write_bytes(b"{")

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(keeping, "build_table", killed)
    with pytest.raises(KeyboardInterrupt):
        build_index(release)
    assert not folder.exists()
    monkeypatch.undo()
    build_index(release)
    assert [path.name for path in folder.parent.iterdir() if path.is_dir()] == [release.name]


def test_many_may_want_it_at_once(release):
    """Of several that open it at the same time all get it, and one makes it."""
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(open_index, [release] * 4))
    assert {index.folder for index in found} == {index_folder(release)}
    assert all(set(index.tables) == {table.name for table in TABLES} for index in found)


def test_a_temporary_index(release, monkeypatch):
    """Where the folder cannot be written the index lives elsewhere, for as long as it is open."""
    monkeypatch.setattr(keeping.os, "access", lambda *_: False)
    check_temporary(release, open_index(release))


def check_temporary(release, index):
    assert not index_folder(release).exists()
    folder = index.folder
    with open_release(release) as opened:
        plain = every(opened)
        opened.index = index
        assert every(opened) == plain
        opened.index = None
    del index
    assert not folder.exists()


def test_the_program_tells_what_is_wrong(release):
    """`python -m warehouse.index` makes an index, and ends with one line where it cannot."""
    run = [sys.executable, "-m", "warehouse.index"]
    assert subprocess.run([*run, "build", release], check=False).returncode == 0
    keeping.check(index_folder(release), release)
    for wrong in (["build", release / "none"], ["write", release, release / "none"], []):
        done = subprocess.run([*run, *wrong], check=False, capture_output=True, text=True)
        assert done.returncode
        assert "Traceback" not in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_a_release_answers_without_and_with_it(release):
    """An index may come while the release is open; the answers stay the same."""
    with open_release(release) as opened:
        query = RowQuery(table="events", sort=("-date_start",), limit=5)
        before = opened.rows(query)
        opened.index = open_index(release)
        assert opened.rows(query) == before
        after = msgspec.structs.replace(query, after=before.next_cursor)
        from_index = opened.rows(after)
        opened.index = None
        assert opened.rows(after) == from_index
