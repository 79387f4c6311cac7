"""One event told several times is one record."""

import pytest


def _of(events, kind):
    return [e for e in events if e.type == kind]


def test_a_definite_noun_points_back(events_of):
    """“The attack” is the attack told before, and its place is a mention."""
    events = _of(
        events_of("Gunmen attacked a market in Kano on Tuesday.\nThe attack lasted an hour."),
        "ASSAULT",
    )
    assert len(events) == 1
    assert len(events[0].mentions) == 2


def test_victims_told_later_join_the_event(events_of):
    """Dead named in the next sentence are recipients of the same attack."""
    (event,) = _of(
        events_of(
            "Rebels attacked a convoy near Goma on Monday.\n"
            "Among those killed was Jean Mukasa, a driver."
        ),
        "ASSAULT",
    )
    assert ("Jean Mukasa", "killed") in [(p.name, p.fate) for p in event.recipients]


def test_an_outcome_is_no_second_event(events_of):
    """“…, killing a trader” tells what the strike did."""
    (event,) = events_of(
        "Jets bombed a market in Idlib on Friday, killing a trader and wounding nine people."
    )
    assert [(c.kind, c.value) for c in event.counts] == [("wounded", 9.0)]
    assert "trader" in [p.mention for p in event.recipients]


def test_a_headline_supports_the_event_of_the_body(events_of):
    """A title adds a mention; the evidence stays in the body."""
    events = _of(
        events_of(
            "Police arrest mayor in Mombasa\n"
            "Police arrested the mayor of Mombasa on Tuesday over a land deal.",
            title=True,
        ),
        "COERCE",
    )
    assert len(events) == 1
    assert events[0].origin == "prose"
    assert len(events[0].mentions) == 2


def test_a_headline_alone_is_an_event_of_its_own(events_of):
    """What only the title tells is kept, marked as a headline."""
    events = events_of(
        "Norway expels two diplomats\nThe weather was fine in the capital.", title=True
    )
    assert [(e.type, e.origin) for e in events] == [("SANCTION", "headline")]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed a farmer in Kano on Monday.\nGunmen killed a teacher in Jos on Tuesday.",
        "Police arrested two men in Oslo.\nPolice arrested a woman in Bergen.",
        "Chad expelled a French envoy.\nNiger expelled a German envoy.",
    ],
)
def test_two_events_stay_two(events_of, text):
    """Different times, places, actors or victims keep events apart."""
    assert len(events_of(text)) == 2


def test_a_possible_attack_is_not_the_one_that_happened(events_of):
    """Modality keeps "may attack" apart from "attacked"."""
    events = _of(
        events_of(
            "Rebels attacked the base at Gao on Monday.\nThe rebels may attack the base again."
        ),
        "ASSAULT",
    )
    assert sorted(e.modality for e in events) == ["asserted", "possible"]
