"""Events of single sentences: type, mode, modality, who, whom."""

import pytest

# sentence | type | mode ("" any) | modality | actor part ("" none asked) | recipient part
SENTENCES = """
Gunmen killed four farmers in a village near Maiduguri on Tuesday.|ASSAULT||asserted|Gunmen|four farmers
Two soldiers were killed by rebels near the border.|ASSAULT||asserted|rebels|Two soldiers
Three teachers were killed in the town of Bria on Sunday.|ASSAULT||asserted||Three teachers
Kenya carried out an air strike on a militant camp in Somalia.|ASSAULT|aerial|asserted|Kenya|militant camp
Ethiopian troops shelled the town of Adwa on Monday.|ASSAULT|heavy-weapons|asserted|Ethiopian troops|town
A suicide bombing killed nine worshippers in Quetta.|ASSAULT|suicide-attack|asserted||nine worshippers
Rebels ambushed an army convoy near Goma, wounding six soldiers.|ASSAULT||asserted|Rebels|army convoy
A sniper shot a police officer in Marseille.|ASSAULT|firearms|asserted|sniper|police officer
The mayor was assassinated in Culiacán last month.|ASSAULT|targeted|asserted||mayor
Kidnappers abducted eleven pupils from a school in Kaduna.|ASSAULT|abduct|asserted|Kidnappers|eleven pupils
Militants stormed a prison in Niamey on Friday.|ASSAULT||asserted|Militants|prison
Police fired tear gas at protesters in Nairobi.|ASSAULT|crowd-control|asserted|Police|protesters
Fighters burned down the clinic on Saturday.|ASSAULT|destroy|asserted|Fighters|clinic
Pakistani forces clashed with insurgents in Balochistan on Monday.|ASSAULT||asserted|Pakistani forces|insurgents
The killing of two nurses shocked the town of Mopti.|ASSAULT||asserted||two nurses
Russian missiles hit a power station in Kharkiv.|ASSAULT||asserted|Russia|power station
Government troops recaptured the city of Wad Madani.|ASSAULT||asserted|Government troops|Wad Madani
The attack on the embassy in Tunis wounded a guard.|ASSAULT||asserted||embassy
Turkey invaded northern Cyprus in 1974.|ASSAULT||asserted|Turkey|Cyprus
A man stabbed two passengers in Hamburg.|ASSAULT|primitive|asserted|man|two passengers
The army launched rockets at rebel positions in Idlib.|ASSAULT|heavy-weapons|asserted|army|rebel positions
Police arrested three journalists in Minsk on Wednesday.|COERCE|arrest|asserted|Police|three journalists
Two opposition leaders were detained in Conakry.|COERCE|arrest|asserted||Two opposition leaders
The court jailed the former minister on Thursday.|COERCE|arrest|asserted|court|former minister
Germany deported twelve asylum seekers to Kabul.|COERCE|deport|asserted|Germany|twelve asylum seekers
The government imposed a curfew in Port-au-Prince.|COERCE|curfew|asserted|government|
The president declared a state of emergency in Ecuador.|COERCE|martial-law|asserted|president|
Customs officers seized two tonnes of ivory in Mombasa.|COERCE|seize|asserted|Customs officers|ivory
Authorities banned the opposition party on Friday.|COERCE|restrict|asserted|Authorities|opposition party
Hackers breached the network of the health ministry.|COERCE|cyber|asserted|Hackers|network
Iran closed its border with Afghanistan.|COERCE|restrict|asserted|Iran|
Police raided the newspaper's headquarters in Manila.|COERCE|seize|asserted|Police|headquarters
Thousands of students protested against the law in Belgrade.|PROTEST|demo|asserted|Thousands of students|law
Farmers blocked a highway near Lyon on Tuesday.|PROTEST|obstruct|asserted|Farmers|
Nurses went on strike in Lagos on Monday.|PROTEST|strike|asserted|Nurses|
The opposition boycotted the election.|PROTEST|boycott|asserted|opposition|election
Activists staged a protest outside the ministry in Athens.|PROTEST|demo|asserted|Activists|
The union called off the strike on Friday.|CONCEDE||asserted|union|
Canada imposed sanctions on four generals from Myanmar.|SANCTION|discontinue|asserted|Canada|four generals
Norway expelled two Russian diplomats.|SANCTION|expel|asserted|Norway|two Russian diplomats
Bolivia severed relations with Israel in 2023.|SANCTION|discontinue|asserted|Bolivia|Israel
Niger withdrew from the regional bloc in January.|SANCTION|withdraw|asserted|Niger|regional bloc
A court in Madrid convicted the banker of fraud.|SANCTION|convict|asserted|court|banker
Sweden suspended aid to Mali.|SANCTION|discontinue|asserted|Sweden|Mali
France withdrew its troops from Chad in January.|RETREAT|withdraw|asserted|France|Chad
The rebels released fourteen hostages on Sunday.|RETREAT|release|asserted|rebels|fourteen hostages
The finance minister resigned on Monday.|RETREAT|resign|asserted|finance minister|
The premier stepped down after the vote.|RETREAT|resign|asserted|premier|
The fighters laid down their weapons in Caracas.|RETREAT|disarm|asserted|fighters|
The junta declared a ceasefire on Wednesday.|CONCEDE||asserted|junta|
Tunisia lifted the ban on public meetings.|CONCEDE||asserted|Tunisia|
The bishop apologised to the families.|CONCEDE||asserted|bishop|families
Poland deployed troops to the border with Belarus.|MOBILIZE|troops|asserted|Poland|
North Korea tested a missile on Saturday.|MOBILIZE|weapons|asserted|North Korea|
Japan donated rice to Madagascar.|AID||asserted|Japan|Madagascar
The European Union gave food aid to Sudan.|AID||asserted|European Union|Sudan
Coast guards rescued forty migrants off Malta.|AID||asserted|Coast guards|forty migrants
The two countries shared intelligence with Spain.|COOPERATE||asserted|countries|Spain
Peru extradited the trafficker to Italy.|COOPERATE||asserted|Peru|Italy
The chancellor met with union leaders in Vienna.|CONSULT||asserted|chancellor|union leaders
The Chinese premier visited Brazil on Monday.|CONSULT|visit|asserted|Chinese premier|Brazil
Officials from Armenia held talks with Azerbaijan.|CONSULT||asserted|Officials|Azerbaijan
Colombia recognised the government of Panama.|SUPPORT||asserted|Colombia|government of Panama
The senator praised the firefighters.|SUPPORT||asserted|senator|firefighters
Ghana signed an agreement with Togo on fishing.|SUPPORT||asserted|Ghana|Togo
Armenia and Azerbaijan reached an agreement with Russia.|AGREE||asserted|Armenia|Russia
The rebels agreed to release the pilots.|AGREE||asserted|rebels|pilots
The company promised to rebuild the houses.|AGREE||asserted|company|
Ukraine accused Hungary of blocking the talks.|ACCUSE|allege|asserted|Ukraine|Hungary
Prosecutors charged the governor with corruption.|ACCUSE|allege|asserted|Prosecutors|governor
The bishop condemned the killings.|ACCUSE|disapprove|asserted|bishop|
Villagers sued the mining company.|ACCUSE|allege|asserted|Villagers|mining company
Police opened an investigation into the fire.|ACCUSE|investigate|asserted|Police|
Russia vetoed the resolution on Sudan.|REJECT||asserted|Russia|resolution
The union rejected the employers' offer.|REJECT||asserted|union|employers
Serbia refused to recognise Kosovo.|REJECT||asserted|Serbia|Kosovo
France will not lift the ban on British beef.|REJECT||asserted|France|
The militia threatened to attack the airport.|THREATEN|violence|asserted|militia|
The rebel leader vowed revenge.|THREATEN|violence|asserted|rebel leader|
Algeria threatened to suspend relations with Spain.|THREATEN|relations|asserted|Algeria|Spain
The minister urged farmers to end the blockade.|REQUEST||asserted|minister|farmers
Human rights groups called for the release of the activists.|REQUEST|yield|asserted|Human rights groups|
Residents demanded the resignation of the mayor.|REQUEST|change|asserted|Residents|
Greece asked the European Union for help.|REQUEST|assist|asserted|Greece|European Union
Lawmakers voted on the budget on Tuesday.|VOTE||asserted|Lawmakers|
Voters elected a new president in Ghana.|VOTE||asserted|Voters|president
Parliament passed a law on data protection.|POLICY||asserted|Parliament|
The central bank raised interest rates on Thursday.|POLICY||asserted|central bank|
The president appointed a new army chief.|POLICY||asserted|president|army chief
The government introduced legislation to protect rivers.|POLICY||asserted|government|
A judge ruled against the airline.|JUSTICE||asserted||airline
Oil prices rose sharply on Monday.|ECONOMY||asserted||
The retailer filed for bankruptcy in March.|ECONOMY||asserted|retailer|
The poet died in Lisbon on Saturday.|DEATH||asserted||poet
An earthquake killed sixty people in Nepal.|DISASTER||asserted||sixty people
Floods destroyed hundreds of homes in Bihar.|DISASTER||asserted||homes
A bus crashed near Cusco, killing twelve passengers.|ACCIDENT||asserted||twelve passengers
Seven workers died when a mine collapsed in Zambia.|ACCIDENT||asserted||Seven workers
A ferry capsized off Mindanao on Sunday.|ACCIDENT||asserted||ferry
Spain will send doctors to Morocco.|AGREE||planned|Spain|Morocco
The army plans to attack the port.|ASSAULT||planned|army|port
The rebels may attack the capital next week.|ASSAULT||possible|rebels|capital
Militants could strike the pipeline again.|ASSAULT||possible|Militants|pipeline
If the rebels attack the dam, thousands will flee.|ASSAULT||hypothetical|rebels|dam
The army did not attack the convoy.|ASSAULT||denied|army|convoy
The guards denied beating the prisoner.|ASSAULT|beat|denied|guards|prisoner
Attacks on aid workers are likely in the coming weeks.|ASSAULT||possible||aid workers
Police allegedly tortured two students.|ASSAULT|torture|possible|Police|two students
The opposition will boycott the vote.|PROTEST|boycott|planned|opposition|vote
"""

SILENT = (
    "She is responsible for conducting raids against smugglers.",
    "The shop sells fresh bread and cheese.",
    "He has worked as a history teacher in Porto for ten years.",
    "New barriers were built to prevent attacks.",
    "The book describes the life of a fisherman.",
    "Experts fear further attacks.",
    "The team struck a careful balance between cost and comfort.",
    "The comedy hit cinemas in spring.",
    "The idea was said to be simple.",
    "The river is forty kilometres long.",
    "She said the weather was fine.",
    "The law sets out the crime of murder.",
)


def _rows():
    for line in SENTENCES.strip().splitlines():
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
    told = [
        (e.type, e.modes, e.modality, _names(e.actors), _names(e.recipients)) for e in events
    ]
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
        ("Police arrested two men on Tuesday, officials said on Wednesday.", "2025-06-10", "2025-06-10", "day"),
        ("Rebels attacked the base on 3 May 2025.", "2025-05-03", "2025-05-03", "day"),
        ("The premier resigned in 2019.", "2019-01-01", "2019-12-31", "year"),
        ("Parliament passed the bill last week.", "2025-06-02", "2025-06-08", "week"),
    ],
)
def test_the_time_of_the_clause_dates_the_event(events_of, sentence, start, end, precision):
    """An event takes the time of its own clause, not that of who reports it."""
    dated = [
        (str(e.date_start), str(e.date_end), e.date_precision) for e in events_of(sentence)
    ]
    assert (start, end, precision) in dated


def test_an_undated_event_stays_undated(events_of):
    """The day of publication is never taken for the day of the event."""
    (event,) = events_of("Rebels attacked the base near Goma.")
    assert event.date_start is None
    assert event.date_basis is None


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
