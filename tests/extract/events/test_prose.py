"""Events of single sentences: type, mode, modality, who, whom."""

from pathlib import Path

import pytest

SENTENCES = (Path(__file__).parent / "constructions.txt").read_text(encoding="utf-8")

SILENT = (
    "She is responsible for conducting raids against smugglers.",
    "The shop sells fresh bread and cheese.",
    "He has worked as a history teacher in Porto for ten years.",
    "New barriers were built to prevent attacks.",
    "The book describes the life of a fisherman.",
    "Experts fear further attacks.",
    "Smoking kills eight million people a year.",
    "The team struck a careful balance between cost and comfort.",
    "The comedy hit cinemas in spring.",
    "The idea was said to be simple.",
    "The river is forty kilometres long.",
    "She said the weather was fine.",
    "The law sets out the crime of murder.",
    "Floods strike the valley every year.",
    "Polio teams are attacked there most winters.",
    "The minister declined to comment on the arrests.",
)


def _rows():
    for line in SENTENCES.strip().splitlines()[1:]:
        yield tuple(line.split("|"))


def _names(people):
    return " ; ".join(f"{p.mention} {p.name or ''} {p.country or ''}" for p in people)


def test_there_are_a_hundred_rows():
    """The table of constructions does not shrink unnoticed."""
    assert len(list(_rows())) >= 100


@pytest.mark.parametrize(
    ("sentence", "kind", "mode", "modality", "actor", "recipient"),
    list(_rows()),
    ids=[row[0] for row in _rows()],
)
def test_a_sentence_tells_its_event(events_of, sentence, kind, mode, modality, actor, recipient):
    """A plain news sentence gives its event, with who did what to whom, and how it is put."""
    events = [e for e in events_of(sentence) if e.type == kind]
    told = [(e.type, e.modes, e.modality, _names(e.actors), _names(e.recipients)) for e in events]
    assert any(
        mode in ("", *modes) and how == modality and actor in who and recipient in whom
        for _, modes, how, who, whom in told
    ), told


@pytest.mark.parametrize("sentence", SILENT)
def test_what_is_no_event_gives_none(events_of, sentence):
    """Job descriptions, fears, figures of speech and plain facts are not events."""
    assert [(e.type, e.trigger) for e in events_of(sentence)] == []


@pytest.mark.parametrize(
    ("sentence", "kind", "value", "bound"),
    [
        ("At least 14 miners were killed in the attack on Friday.", "killed", 14, "at_least"),
        ("Gunmen killed four people and wounded eleven others.", "wounded", 11, "exact"),
        ("Police arrested more than 200 protesters in Tbilisi.", "arrested", 200, "over"),
        ("The flood displaced 3,000 families in Assam.", "displaced", 3000, "exact"),
        ("Bandits kidnapped 27 pupils from a school.", "abducted", 27, "exact"),
        ("Some 40 people were killed and 25 injured in the clashes.", "wounded", 25, "exact"),
        ("A bomb exploded in the market, killing six traders.", "killed", 6, "exact"),
    ],
)
def test_the_people_an_event_touched_are_counted(events_of, sentence, kind, value, bound):
    """A number of people stands in `counts` with its bound."""
    counts = [c for e in events_of(sentence) for c in e.counts]
    assert (kind, value, bound) in [(c.kind, c.value, c.bound) for c in counts]


@pytest.mark.parametrize(
    ("sentence", "start", "end", "precision"),
    [
        (
            "Police arrested two men on Tuesday, officials said on Wednesday.",
            "2025-06-10",
            "2025-06-10",
            "day",
        ),
        ("Rebels attacked the base on 3 May 2025.", "2025-05-03", "2025-05-03", "day"),
        (
            "A judge was killed over the weekend in an attack on a bar, the army said Monday.",
            "2025-06-07",
            "2025-06-08",
            "week",
        ),
        ("The premier resigned in 2019.", "2019-01-01", "2019-12-31", "year"),
        ("Parliament passed the bill last week.", "2025-06-02", "2025-06-08", "week"),
        (
            "Six people were killed and two were missing on Monday after a boat sank, police said.",
            "2025-06-09",
            "2025-06-09",
            "day",
        ),
        (
            "Flights were cancelled on Monday as pilots walked out.",
            "2025-06-09",
            "2025-06-09",
            "day",
        ),
        (
            "Inspectors warned that the bridge was weak before it fell last March, injuring six.",
            "2025-03-01",
            "2025-03-31",
            "month",
        ),
        (
            "The coast was devastated in March 2019, when a cyclone killed 600 people.",
            "2019-03-01",
            "2019-03-31",
            "month",
        ),
    ],
)
def test_the_time_of_the_clause_dates_the_event(events_of, sentence, start, end, precision):
    """An event takes the time of its own clause, not that of who reports it."""
    dated = [(str(e.date_start), str(e.date_end), e.date_precision) for e in events_of(sentence)]
    assert (start, end, precision) in dated


def test_an_undated_event_stays_undated(events_of):
    """The day of publication is never taken for the day of the event."""
    (event,) = events_of("Rebels attacked the base near Goma.")
    assert event.date_start is None
    assert event.date_basis is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Soldiers shelled the market at noon.",
        "Rebels attacked the base shortly before 6 a.m., residents said on Tuesday.",
        "Hackers threatened to publish the files on Saturday.",
    ],
)
def test_no_day_is_filled_in(events_of, sentence):
    """A time of the day, the day of a report or of a threatened deed dates no event."""
    assert [e.date_start for e in events_of(sentence)] == [None]


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("Militants raided the town at night.", "ASSAULT"),
        ("A packed bus plunged into a ravine on Sunday.", "ACCIDENT"),
        ("The river flood reached the old town.", "DISASTER"),
        ("The council met again.", "DEATH"),
    ],
)
def test_the_lead_says_how_people_were_killed(events_of, lead, kind):
    """Where a sentence is silent on the cause of death, the article's lead decides."""
    text = f"{lead}\nSeven people were killed, a nurse said."
    assert [e.type for e in events_of(text) if e.trigger == "killed"] == [kind]


@pytest.mark.parametrize(
    ("sentence", "recipients"),
    [
        ("The ministry banned night crossings on Monday.", []),
        ("Norway imposed sanctions on Chad.", ["Chad"]),
        ("The governor ordered an inquiry into the fire.", []),
        ("Customs officers seized four lorries near Lille.", ["four lorries"]),
    ],
)
def test_a_recipient_is_more_than_a_topic(events_of, sentence, recipients):
    """What an act is about is no recipient; who it befalls and what is seized is."""
    (event,) = events_of(sentence)
    assert [p.mention for p in event.recipients] == recipients


@pytest.mark.parametrize(
    ("sentence", "historical"),
    [
        ("Gunmen killed the judge in 2019.", True),
        ("Gunmen killed the judge on Tuesday.", False),
        ("The 2016 assassination of the mayor still divides the town.", True),
        ("Ties have been cold since the French withdrawal from the treaty in 2018.", True),
    ],
)
def test_background_is_marked(events_of, sentence, historical):
    """What happened more than about three months before the news is background."""
    assert [e.historical for e in events_of(sentence)] == [historical]


@pytest.mark.parametrize(
    ("sentence", "place", "country", "located"),
    [
        ("Gunmen attacked a bank in Kampala on Monday.", "Kampala", "UG", True),
        ("Rebels killed two guards in Chad.", "Chad", "TD", False),
        ("Police arrested four men in the city of Oaxaca.", "Oaxaca", "MX", True),
        ("Police in Dublin arrested a pickpocket.", "Dublin", "IE", True),
        ("Nine people died when a bus fell into a gorge near Shimla.", "Shimla", "IN", True),
        ("A fire at a mill in Lahore killed six workers on Friday.", "Lahore", "PK", True),
        ("Students marched through Belgrade on Friday.", "Belgrade", "RS", True),
    ],
)
def test_the_place_of_the_clause_places_the_event(events_of, sentence, place, country, located):
    """A town has coordinates, a country has none."""
    (event,) = events_of(sentence)
    assert [(p.mention, p.country, p.latitude is not None) for p in event.places] == [
        (place, country, located)
    ]


def test_the_group_acts_and_not_its_backer(events_of):
    """In "Iran-backed militia" the militia is the actor."""
    (event,) = events_of("An Iran-backed militia attacked the airport.")
    assert [p.mention for p in event.actors] == ["Iran-backed militia"]
    assert event.actors[0].country is None


def test_victims_carry_their_fate(events_of):
    """Who was killed is said on the recipient."""
    (event,) = events_of("Soldiers killed a rebel commander in Beni.")
    assert [(p.mention, p.fate) for p in event.recipients] == [("rebel commander", "killed")]


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("The army said it had shelled the village.", "army"),
        ("The rebels said they had released six hostages.", "rebels"),
        ("Mia Torres said she had resigned on Friday.", "Mia Torres"),
    ],
)
def test_who_tells_of_itself_is_the_actor(events_of, sentence, actor):
    """Who says "it had …" did it itself, where number and kind agree."""
    assert [p.name or p.mention for e in events_of(sentence) for p in e.actors] == [actor]


def test_a_mishap_told_again_is_one_event(events_of):
    """The tram that left the track is the tram that jumped the rails; another year's is not."""
    text = (
        "A tram jumped the rails in Geneva on Tuesday, injuring nine people.\n"
        "The tram left the track at a bend.\n"
        "In May 2019 a tram ran into a parked car."
    )
    assert [e.trigger for e in events_of(text)] == ["jumped", "ran"]


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        (
            "Premier Olga Sund condemned the “reckless raid”, with Interior Minister Per Dahl "
            "pledging to send 300 extra officers.",
            "Per Dahl",
        ),
        (
            "The mill closed for a week, with the union threatening to strike over pay.",
            "union",
        ),
    ],
)
def test_with_brings_its_own_actor(events_of, sentence, actor):
    """In "with X pledging to …" X pledges, not the subject of the main clause."""
    events = [e for e in events_of(sentence) if e.type in ("AGREE", "THREATEN")]
    assert [p.name or p.mention for e in events for p in e.actors] == [actor]


@pytest.mark.parametrize(
    ("sentence", "modalities"),
    [
        ("Attacks on ferries had been rare before the war.", []),
        ("Few attacks on lorries were reported.", []),
        ("Raids on villages are common in the dry season.", []),
        ("Further raids are likely unless the truce holds.", ["possible"]),
    ],
)
def test_how_often_is_no_event_and_how_likely_is_one(events_of, sentence, modalities):
    """Rare attacks did not happen; likely ones are possible."""
    assert [e.modality for e in events_of(sentence)] == modalities


def test_a_year_is_no_part_of_an_actor(events_of):
    """“The 2019 navy raid” was made by the navy."""
    (event,) = events_of("Fishermen still mourn the 2019 navy killing of Ali Hadi.")
    assert [p.mention for p in event.actors] == ["navy"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Norvik will cut 900 jobs after a roof collapse at its yard killed six men.", "ACCIDENT"),
        ("Volta will close a depot after a blast at its plant injured nine fitters.", "ACCIDENT"),
    ],
)
def test_the_circumstance_kills_and_not_the_company(events_of, sentence, kind):
    """In "it will cut jobs after a collapse killed six" the collapse killed them."""
    harm = [e for e in events_of(sentence) if e.type in ("ASSAULT", "ACCIDENT", "DEATH")]
    assert [(e.type, e.actors) for e in harm] == [(kind, ())]


def test_what_is_expected_has_not_happened(events_of):
    """“Further raids are expected” is possible; a union that threatens to strike is peaceful."""
    (event,) = events_of("Further raids on the port are expected.")
    assert event.modality == "possible"
    (event,) = events_of("The union threatened to strike.")
    assert (event.type, event.modes) == ("THREATEN", ())


def test_a_year_before_a_deed_dates_it(events_of):
    """“Over the 2021 killing of X”: the year is the killing's, though "over" stands before it."""
    text = "Chad imposed sanctions on two officers over the 2021 killing of Ali Hadi."
    assert [str(e.date_start)[:4] for e in events_of(text) if e.type == "ASSAULT"] == ["2021"]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("The brewer blamed falling prices.", []),
        ("The union blamed the minister for the loss.", ["ACCUSE"]),
    ],
)
def test_to_blame_a_thing_accuses_nobody(events_of, sentence, kinds):
    """Prices and weather take the blame without being accused."""
    assert [e.type for e in events_of(sentence)] == kinds
