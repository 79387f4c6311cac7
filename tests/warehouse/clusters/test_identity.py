"""Ids that last, and the record of those that do not."""

from hypothesis import given
from hypothesis import strategies as st

from warehouse.clusters.identity import settle


def ids_of(groups, before, **more):
    settled = settle(groups, before, **more)
    return dict(zip(settled.ids, groups, strict=True)), settled.changes


def told(changes):
    return [(c.cluster_id, c.fate, c.successors) for c in changes]


def test_a_cluster_keeps_its_id_when_members_come_and_go():
    """An id stays while the greater part of a group is that of the cluster before."""
    found, changes = ids_of([["a", "b", "x"], ["y"]], {"one": ["a", "b", "gone"]})
    assert found["one"] == ["a", "b", "x"]
    assert changes == ()


def test_a_merger_keeps_the_greater_id_and_names_it():
    """The cluster with more of the members goes on; the other points to it."""
    found, changes = ids_of([["a", "b", "c"]], {"small": ["a"], "great": ["b", "c"]})
    assert list(found) == ["great"]
    assert told(changes) == [("small", "merged", ("great",))]


def test_of_equal_clusters_that_of_the_first_member_goes_on():
    """Members come by day of publication, so the older report names the merged cluster."""
    found, changes = ids_of([["a", "b"]], {"z": ["a"], "q": ["b"]})
    assert list(found) == ["z"]
    assert told(changes) == [("q", "merged", ("z",))]


def test_a_split_names_all_parts():
    """The greater part keeps the id, the rest gets a new one, and the change says both."""
    found, changes = ids_of([["a", "b"], ["c"]], {"one": ["a", "b", "c"]})
    (new,) = found.keys() - {"one"}
    assert found["one"] == ["a", "b"]
    assert told(changes) == [("one", "split", tuple(sorted(("one", new))))]


def test_a_cluster_without_events_is_dissolved():
    """An id whose events are all gone is accounted for."""
    assert told(ids_of([["x"]], {"one": ["a"]})[1]) == [("one", "dissolved", ())]


def test_an_id_of_before_is_never_given_to_another_group():
    """A group whose own id was retired gets another one."""
    ((first, _),) = ids_of([["a", "b"]], {})[0].items()
    ((second, _),) = ids_of([["a", "b"]], {}, retired=[first])[0].items()
    assert first != second


_items = st.lists(st.integers(0, 4), min_size=1, max_size=9)


def _grouping(numbers):
    groups = {}
    for member, number in enumerate(numbers):
        groups.setdefault(number, []).append(f"m{member}")
    return list(groups.values())


@given(_items, _items, st.randoms(use_true_random=False))
def test_every_id_of_before_lives_on_or_is_accounted_for(old, new, chance):
    """Ids are distinct, no order matters, and every old id is alive unchanged or has a change."""
    before = {f"old{i}": group for i, group in enumerate(_grouping(old))}
    groups = _grouping(new)
    settled = settle(groups, before)
    assert len(set(settled.ids)) == len(groups)
    shuffled = chance.sample(groups, len(groups))
    again = settle(shuffled, dict(reversed(before.items())))
    assert dict(zip(map(tuple, shuffled), again.ids, strict=True)) == dict(
        zip(map(tuple, groups), settled.ids, strict=True)
    )
    assert again.changes == settled.changes
    where = {m: i for i, group in zip(settled.ids, groups, strict=True) for m in group}
    changed = {c.cluster_id: c for c in settled.changes}
    for name, members in before.items():
        went = {where[m] for m in members if m in where}
        assert went == ({name} if name not in changed else set(changed[name].successors))
