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


def test_what_a_blast_did_names_the_event(events_of):
    """The main verb is the trigger, with its date and place; deaths are its outcome."""
    (event,) = events_of(
        "Saboteurs are feared on the coast.\n"
        "An explosion destroyed a stretch of the water pipeline in Lower State early on Tuesday, "
        "killing two divers.\n"
        "The attack cut the supply of a port."
    )
    assert (event.type, event.trigger, str(event.date_start)) == (
        "ASSAULT", "destroyed", "2025-06-10",
    )  # fmt: skip
    assert [(c.kind, c.value) for c in event.counts] == [("killed", 2.0)]


@pytest.mark.parametrize(
    "text",
    [
        "The Reed Brigade has kidnapped 30 dockers.\n"
        "It vowed revenge over the 2021 police killing of its founder, Juan Pardo.",
        "Gunmen abducted six nuns in Jos.\nThe murder of a priest shocked the town.",
        "A bomb killed nine soldiers in Gao.\nThe 2012 attack on the barracks was worse.",
    ],
)
def test_other_victims_and_other_years_are_other_events(events_of, text):
    """What befell others in another way, or years ago, is not the event told before."""
    assert len(_of(events_of(text), "ASSAULT")) == 2


@pytest.mark.parametrize(
    ("sentence", "victim", "fate"),
    [
        ("Among the dead was Rita Blom, a veteran ferry pilot.", "Rita Blom", "killed"),
        ("Among the 14 injured were two cooks from Leeds.", "two cooks", "wounded"),
        ("Rita Blom was among the dead.", "Rita Blom", "killed"),
        ("Two cooks were among the wounded, a medic said.", "Two cooks", "wounded"),
        ("The dead included Rita Blom, a pilot.", "Rita Blom", "killed"),
        ("The victims included two Danish tourists.", "two Danish tourists", None),
        ("The mayor, Rita Blom, was one of the victims.", "Rita Blom", None),
    ],
)
def test_victims_are_named_later_in_many_ways(events_of, sentence, victim, fate):
    """“Among the dead”, “the injured included”: recipients of the attack told before."""
    lead = "Gunmen attacked a ferry near Goma on Monday, killing nine people and wounding 14."
    (event,) = _of(events_of(f"{lead}\n{sentence}"), "ASSAULT")
    told = {p.name or p.mention: p.fate for p in event.recipients}
    assert victim in told
    assert told[victim] == fate
    assert sorted(c.value for c in event.counts) == [9.0, 14.0]


@pytest.mark.parametrize(
    "sentence",
    [
        "Rita Blom was among the dead.",
        "A nurse treated the injured.",
        "The dead man was not named.",
        "The victims include every taxpayer.",
    ],
)
def test_victims_of_nothing_are_no_event(events_of, sentence):
    """Without an event told before, a word for victims gives none."""
    assert events_of(sentence) == []
