"""Which events are compared at all."""

import datetime as dt

import numpy as np
import pytest

from warehouse.clusters import blocking
from warehouse.clusters.blocking import candidates
from warehouse.clusters.judge import judge
from warehouse.clusters.profiles import UNKNOWN, Story, Telling, profiles
from warehouse.clusters.similarity import FEATURES, features
from warehouse.clusters.times import apart, span_of

QUOTE = "Police in Kisumu say the fire in the market was set by Ann Lee."


def telling(first=100, last=None, kind="ACCIDENT", trigger="fire", quote=QUOTE, story=0, **fields):
    last = first if last is None else last
    return Telling(
        story=story, type=kind, trigger=trigger, quote=quote, first=first, last=last, **fields
    )


def compared(*tellings):
    columns = profiles(tellings, [Story(title="", text="")])
    left, right = candidates(columns)
    return list(zip(left.tolist(), right.tolist(), strict=True))


@pytest.mark.parametrize(
    ("other", "met"),
    [
        (telling(), True),
        (telling(first=104), True),
        (telling(first=130), False),
        (telling(first=95, last=110), True),
        (telling(first=UNKNOWN, last=UNKNOWN), False),
        (telling(first=10, last=300), False),
        (telling(kind="DISASTER"), True),
        (telling(trigger="blaze"), True),
        (telling(kind="DISASTER", trigger="blaze"), False),
        (telling(quote="Officers of Lima blame the fire on Bo Chan."), False),
        (telling(quote="It burned.", arguments=("Ann Lee",)), True),
        (telling(quote="It burned.", places=("Kisumu",)), True),
    ],
)
def test_events_meet_by_time_word_and_kind(other, met):
    """Near days, one telling word, and one type or trigger; each is needed, none is enough."""
    assert compared(telling(), other) == ([(0, 1)] if met else [])


def test_events_of_unknown_day_meet_each_other():
    """Without any date, words and kind decide."""
    assert compared(*[telling(first=UNKNOWN, last=UNKNOWN)] * 2) == [(0, 1)]


def test_a_crowd_is_not_compared_pair_by_pair(monkeypatch):
    """Beyond the size of a block the number of pairs grows with its length, not its square."""
    monkeypatch.setattr(blocking, "CROWD", 8)
    crowd = [telling()] * 300
    pairs = compared(*crowd)
    assert len(pairs) < 300 * blocking.STRIDES
    assert len(set(pairs)) == len(pairs)
    assert all(left < right for left, right in pairs)
    assert {row for pair in pairs for row in pair} == set(range(300))


def test_the_judge_knows_the_features_and_tells_like_from_unlike():
    """The packaged weights fit the columns: a copy is one event, other words are another."""
    copy = telling(story=1)
    other = telling(trigger="sold", quote="A bank in Lima sold bonds to Bo Chan.", story=1)
    stories = [Story(title="", text=QUOTE), Story(title="", text=QUOTE)]
    columns = profiles([telling(), copy, other], stories)
    found = features(columns, np.array([0, 0]), np.array([1, 2]))
    assert found.shape == (2, len(FEATURES))
    same, different = judge().probabilities(found).tolist()
    assert same > 0.9
    assert different < 0.1


def test_a_pair_is_the_same_from_either_side():
    """No comparison depends on which event is named first."""
    columns = profiles(
        [telling(arguments=("Ann Lee",)), telling(trigger="blaze", quote="Kisumu burned in 2024.")],
        [Story(title="", text="")],
    )
    one, other = np.array([0]), np.array([1])
    assert np.allclose(features(columns, one, other), features(columns, other, one))


DAY = dt.date(2026, 3, 4)


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ((DAY, DAY), (DAY, DAY), False),
        ((DAY, DAY), (DAY + dt.timedelta(days=1), None), False),
        ((DAY, DAY), (DAY + dt.timedelta(days=2), None), True),
        ((dt.date(2026, 3, 1), dt.date(2026, 3, 31)), (DAY, DAY), False),
        ((dt.date(2026, 4, 1), dt.date(2026, 4, 30)), (DAY, DAY), True),
    ],
)
def test_known_days_more_than_one_apart_part_events(one, other, far):
    """Spans that overlap or touch within a day may be one event; others are two."""
    spans = [span_of(*span, None, historical=False) for span in (one, other)]
    columns = profiles([telling(*span) for span in spans], [Story(title="", text="")])
    assert apart(columns, np.array([0]), np.array([1])).tolist() == [far]


def test_news_without_a_day_is_of_the_days_before_its_publication():
    """Background has no day at all, and neither has news nobody dated."""
    first, last = span_of(None, None, DAY, historical=False)
    assert last - first == 3
    assert span_of(None, None, DAY, historical=True) == (UNKNOWN, UNKNOWN)
    assert span_of(None, None, None, historical=False) == (UNKNOWN, UNKNOWN)
