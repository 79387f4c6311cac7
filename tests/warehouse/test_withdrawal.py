"""Withdrawal: a tombstone that stays and says why, and nothing else that is given."""

import datetime as dt
import shutil
import stat

import pytest

from schemas.errors import NotFound, ReleaseError, Withdrawn
from tests.warehouse.synthetic import extraction
from tests.warehouse.test_deltas import chain
from warehouse import (
    TOMBSTONE,
    Warehouse,
    build_index,
    freeze,
    latest,
    open_release,
    read_manifest,
    releases,
    verify,
    withdraw,
)
from warehouse.manifest import MANIFEST, file_sha256
from warehouse.tombstone import read_tombstone

TODAY = dt.datetime.now(dt.UTC).date()
SOON = TODAY + dt.timedelta(days=40)


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """A folder of three releases; no test may change it."""
    folder = tmp_path_factory.mktemp("three")
    return chain(folder, [extraction(1)], [extraction(2)], [extraction(3)])[0].parent


@pytest.fixture
def folder(three, tmp_path):
    """A copy of the three that may be withdrawn from, with the warehouse beside it."""
    shutil.copytree(three, tmp_path / "r")
    shutil.copy(three.parent / "w.duckdb", tmp_path / "w.duckdb")
    return tmp_path / "r"


FIRST, SECOND, THIRD = "2026.11.22", "2026.11.23", "2026.11.24"


def test_a_withdrawn_release_is_listed_and_not_given(folder):
    """The newest that stands is the latest; opening the withdrawn one says why it went."""
    digest = file_sha256(folder / THIRD / MANIFEST)
    index = build_index(folder / THIRD)
    tombstone = withdraw(folder, THIRD, reason="Two  sources\nasked for it", day=TODAY)
    assert tombstone == read_tombstone(folder / THIRD)
    assert tombstone.reason == "Two sources asked for it"
    assert (tombstone.manifest_sha256, tombstone.rows["articles"]) == (digest, 3)
    assert tombstone.successor is None, "nothing newer stands"
    assert latest(folder).id == SECOND
    entry = releases(folder)[0]
    assert (entry.id, entry.manifest, entry.tombstone) == (THIRD, None, tombstone)
    assert "Two sources asked for it" in entry.problem
    with pytest.raises(Withdrawn, match="Two sources asked for it"):
        open_release(folder / THIRD)
    assert stat.S_IMODE((folder / THIRD / TOMBSTONE).stat().st_mode) == 0o444
    assert not list(folder.glob(".staging-*"))
    assert not index.exists(), "what was worked out from it goes too"


def test_the_successor_is_the_newest_after_it(folder):
    """Readers are led to what stands; another may be named, but only one that stands."""
    assert withdraw(folder, FIRST, reason="x", day=TODAY).successor == THIRD
    for wrong in ("2020.01.01", SECOND, FIRST, "../r"):
        with pytest.raises(NotFound, match="successor"):
            withdraw(folder, SECOND, reason="x", day=TODAY, successor=wrong)
    assert withdraw(folder, SECOND, reason="x", day=TODAY, successor=THIRD).successor == THIRD


def test_erasing_leaves_the_tombstone_alone(folder):
    """All other bytes go, at once or later; the id is never given again."""
    withdraw(folder, THIRD, reason="x", day=TODAY)
    kept = verify(folder / THIRD)
    assert [c.name for c in kept.checks if not c.ok] == ["withdrawn"], "the files are sound still"
    withdraw(folder, THIRD, reason="x", day=TODAY, erase=True)
    assert [path.name for path in (folder / THIRD).iterdir()] == [TOMBSTONE]
    (check,) = verify(folder / THIRD).checks
    assert not check.ok
    assert f"release {THIRD} was withdrawn on {TODAY}: x" in check.detail
    with Warehouse.open(folder.parent / "w.duckdb") as warehouse:
        warehouse.load(extraction(4))
    made = freeze(folder.parent / "w.duckdb", folder, day=dt.date(2026, 11, 24), tool_versions={})
    assert made.name == f"{THIRD}.1"
    assert read_manifest(made).parent == SECOND


@pytest.mark.parametrize("erase", [True, False])
def test_children_of_a_withdrawn_parent_verify(folder, erase):
    """What came after needs nothing of it."""
    withdraw(folder, SECOND, reason="x", day=TODAY, erase=erase)
    assert verify(folder / THIRD).ok
    assert verify(folder / FIRST).ok


def test_an_announced_withdrawal_comes_on_its_day(folder):
    """Until the day the release stands and says so; it may be announced anew, or come at once."""
    tombstone = withdraw(folder, THIRD, reason="a better one comes", day=TODAY, on=SOON)
    assert not tombstone.is_due(SOON - dt.timedelta(days=1))
    assert tombstone.is_due(SOON)
    assert latest(folder).id == THIRD
    assert releases(folder, today=SOON)[0].manifest is None
    found = verify(folder / THIRD)
    assert found.ok
    assert found.checks[-1].detail == f"will be withdrawn on {SOON}: a better one comes"
    with pytest.raises(ReleaseError, match="to come"):
        withdraw(folder, THIRD, reason="x", day=TODAY, on=SOON, erase=True)
    withdraw(folder, THIRD, reason="now", day=TODAY)
    assert latest(folder).id == SECOND


def test_what_cannot_be_withdrawn_says_so(folder):
    """No release, no reason, a day gone by, or a release that is withdrawn already."""
    for name in ("2020.01.01", "..", f"../r/{THIRD}"):
        with pytest.raises(NotFound):
            withdraw(folder, name, reason="x", day=TODAY)
    with pytest.raises(ReleaseError, match="needs a reason"):
        withdraw(folder, THIRD, reason=" ", day=TODAY)
    with pytest.raises(ReleaseError, match="is past"):
        withdraw(folder, THIRD, reason="x", day=TODAY, on=TODAY - dt.timedelta(days=1))
    withdraw(folder, THIRD, reason="the first reason", day=TODAY)
    with pytest.raises(ReleaseError, match="the first reason"):
        withdraw(folder, THIRD, reason="x", day=TODAY)


def test_damage_never_brings_a_release_back(folder):
    """A damaged tombstone still is one, and a damaged release can be withdrawn."""
    (folder / THIRD / MANIFEST).chmod(0o644)
    (folder / THIRD / MANIFEST).write_text("{")
    assert withdraw(folder, THIRD, reason="x", day=TODAY).title is None
    (folder / THIRD / TOMBSTONE).chmod(0o644)
    (folder / THIRD / TOMBSTONE).write_text("{")
    with pytest.raises(Withdrawn, match="the tombstone is damaged"):
        open_release(folder / THIRD)
