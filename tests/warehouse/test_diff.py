"""Diffs of any two releases, in both directions and across schema versions."""

import shutil
import threading

import pytest

from schemas.errors import NotFound, QueryError, ReleaseError, Withdrawn
from tests.warehouse.other_schemas import of_another_schema
from tests.warehouse.synthetic import extraction, text_of
from tests.warehouse.test_deltas import chain
from tests.warehouse.test_withdrawal import TODAY
from warehouse import DiffShelf, plain_rows, withdraw
from warehouse.deltas import diff as diffs
from warehouse.deltas.diff import CACHE, ChangeQuery
from warehouse.manifest import data_files


@pytest.fixture(scope="module")
def trio(tmp_path_factory):
    """Three releases: articles come, one is revised, one is closed; no test changes them."""
    folder = tmp_path_factory.mktemp("trio")
    return chain(
        folder,
        [extraction(n) for n in range(8)],
        [extraction(8), extraction(2, text_of(2) + " Later."), extraction(3, rights="closed")],
        [extraction(9), extraction(4, version="1.1.0")],
    )


def rows_of(release, table):
    import pyarrow.parquet as pq  # noqa: PLC0415

    found = plain_rows(pq.read_table(release / f"{table}.parquet"))
    key = "article_id" if table == "articles" else "record_id"
    return {row[key]: row for row in found}


def every(diff, table, **query):
    """Return all changes of *table*, read in pages of three."""
    found, after = [], None
    while True:
        page = diff.changes(ChangeQuery(table=table, limit=3, after=after, **query))
        found += page.to_rows()
        after = page.next
        if after is None:
            assert len(found) == page.total
            return found


@pytest.mark.parametrize("ends", [(0, 1), (0, 2), (1, 2), (2, 0), (1, 0)])
def test_a_diff_leads_from_one_release_to_the_other(trio, ends):
    """Whatever the direction: the first release with the changes applied is the second."""
    first, second = (trio[end] for end in ends)
    diff = DiffShelf(first.parent).open(first, second)
    for table in ("articles", "statements", "events"):
        rows, wanted = rows_of(first, table), rows_of(second, table)
        changes = every(diff, table)
        assert [c["key"] for c in changes] == sorted(c["key"] for c in changes)
        for change in changes:
            key, after = change["key"], change["after"]
            if change["change"] == "removed":
                assert rows.pop(key)
                assert after is None
            elif after is None:  # what the later release withholds is told by no diff
                rows[key] = wanted[key]
            elif change["change"] == "added":
                rows[key] = after
            else:
                assert list(after) == change["fields"]
                withheld = {n for n in ("text", "sections", "blocks") if after.get(n, "") is None}
                rows[key] = {**rows[key], **after, **{n: wanted[key][n] for n in withheld}}
        assert rows == wanted
    counts = {c.table: c for c in diff.counts()}
    assert counts["articles"].added + counts["articles"].removed == abs(ends[0] - ends[1])


def test_fields_are_told_with_both_values(trio):
    """A changed row names the column and gives what was and what is, also when turned."""
    diff = DiffShelf(trio[0].parent).open(trio[1], trio[2])
    (change,) = every(diff, "key_points", change="changed")
    assert (change["before"], change["after"]) == (
        {"extractor": "key_points@1.0.0"},
        {"extractor": "key_points@1.1.0"},
    )
    turned = DiffShelf(trio[0].parent).open(trio[2], trio[1])
    (back,) = every(turned, "key_points", field="extractor")
    assert (back["before"], back["after"]) == (change["after"], change["before"])
    assert [v.what for v in diff.versions] == [f"extractor of {n}" for n in (
        "events", "statements", "key_points", "statistics",
    )]  # fmt: skip
    assert every(diff, "key_points", field="rank") == []


def test_what_was_closed_is_told_by_no_diff(trio):
    """Neither direction gives the text of an article that the later release withholds."""
    for ends in ((0, 2), (2, 0)):
        diff = DiffShelf(trio[0].parent).open(*(trio[end] for end in ends))
        changes = {c["key"]: c for c in every(diff, "articles")}
        values = [changes["ferry-3"][end] for end in ("before", "after")]
        assert "text" in changes["ferry-3"]["fields"]
        assert {value["text"] for value in values} == {None, ""}


def test_diffs_cross_schema_versions(trio, tmp_path):
    """A column that came is told, and is null before."""
    older = of_another_schema(
        trio[0], tmp_path / trio[0].name, "1.0.0", without=("events.historical",), declared=False
    )
    shutil.copytree(trio[1], tmp_path / trio[1].name)
    diff = DiffShelf(tmp_path).open(older, tmp_path / trio[1].name)
    assert diff.columns == (("events.historical",), ())
    assert [v.what for v in diff.versions] == ["schema"]
    assert any("historical" in c["fields"] for c in every(diff, "events"))
    turned = DiffShelf(tmp_path).open(tmp_path / trio[1].name, older)
    assert turned.columns == ((), ("events.historical",))


def test_a_diff_is_made_once_and_may_be_thrown_away(trio, tmp_path, monkeypatch):
    """Neighbours need no file of their own; others are kept, at most so many; withdrawn ones go."""
    folder = tmp_path / "r"
    shutil.copytree(trio[0].parent, folder)
    shutil.rmtree(folder / CACHE, ignore_errors=True)
    paths = [folder / path.name for path in trio]
    shelf = DiffShelf(folder)
    shelf.open(paths[0], paths[1])
    assert not (folder / CACHE).exists()
    shelf.open(paths[0], paths[2])
    (kept,) = (folder / CACHE).iterdir()
    monkeypatch.setattr(diffs, "write_delta", None)
    again = DiffShelf(folder).open(paths[2], paths[0])
    assert again.counts()
    monkeypatch.undo()
    shutil.rmtree(kept)
    assert shelf.open(paths[0], paths[2]).counts()
    withdraw(folder, trio[0].name, reason="x", day=TODAY)
    assert list((folder / CACHE).iterdir()) == []
    with pytest.raises(Withdrawn):
        shelf.open(paths[0], paths[2])


def test_only_so_many_are_kept(trio, tmp_path, monkeypatch):
    """The diff asked for longest ago makes room."""
    folder = tmp_path / "r"
    shutil.copytree(trio[0].parent, folder, ignore=shutil.ignore_patterns(".*"))
    monkeypatch.setattr(diffs, "KEPT", 2)
    for number in range(4):
        monkeypatch.setattr(diffs, "_FORM", b"%d" % number)
        DiffShelf(folder).open(folder / trio[0].name, folder / trio[2].name)
    assert len(list((folder / CACHE).iterdir())) == 2


def test_a_folder_that_cannot_be_written_does_no_harm(trio, tmp_path, monkeypatch):
    """The diff is made in a temporary folder, which goes with the shelf."""
    folder = tmp_path / "r"
    shutil.copytree(trio[0].parent, folder, ignore=shutil.ignore_patterns(".*"))
    (folder / CACHE).touch()  # nobody, root neither, can make a folder of that name
    shelf = DiffShelf(folder)
    assert shelf.open(folder / trio[0].name, folder / trio[2].name).counts()
    temporary = shelf._temporary
    assert temporary.is_dir()
    shelf.close()
    assert not temporary.exists()


def test_many_readers_make_one_diff(trio, tmp_path, monkeypatch):
    """Threads that ask at once get the same answer, and nothing half-made stays."""
    folder = tmp_path / "r"
    shutil.copytree(trio[0].parent, folder, ignore=shutil.ignore_patterns(".*"))
    monkeypatch.setattr(diffs, "_WAITING", 6)
    shelf, found = DiffShelf(folder), []
    threads = [
        threading.Thread(
            target=lambda: found.append(
                shelf.open(folder / trio[0].name, folder / trio[2].name).counts()
            )
        )
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(found)) == 1
    assert len(list((folder / CACHE).iterdir())) == 1


def test_only_so_many_wait(trio, tmp_path, monkeypatch):
    """When the places are taken a reader is told at once; what is kept is given all the same."""
    folder = tmp_path / "r"
    shutil.copytree(trio[0].parent, folder, ignore=shutil.ignore_patterns(".*"))
    shelf, ends = DiffShelf(folder), (folder / trio[0].name, folder / trio[2].name)
    for _ in range(diffs._WAITING):
        shelf._places.acquire()
    with pytest.raises(ReleaseError, match="being compared"):
        shelf.open(*ends)
    assert shelf.open(folder / trio[0].name, folder / trio[1].name).counts()
    shelf._places.release()
    assert shelf.open(*ends).counts()


def test_wrong_questions_are_told(trio, tmp_path):
    """Tables, changes, fields and limits that are not there; releases that are damaged."""
    diff = DiffShelf(trio[0].parent).open(trio[0], trio[1])
    with pytest.raises(NotFound, match="nothing"):
        diff.changes(ChangeQuery(table="nothing"))
    with pytest.raises(NotFound, match="no column 'nothing'"):
        diff.changes(ChangeQuery(table="events", field="nothing"))
    for wrong in ({"change": "moved"}, {"limit": 0}, {"limit": 10**6}):
        with pytest.raises(QueryError):
            diff.changes(ChangeQuery(table="events", **wrong))
    assert "events.parquet" in data_files(["events"])
    with pytest.raises(ReleaseError):
        DiffShelf(tmp_path).open(trio[0], tmp_path / "2020.01.01")
