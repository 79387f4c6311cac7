"""Who speaks: names, roles and bodies of speakers, and what is no part of what they say."""

import pytest

# text, name, role, organisation, country
SPEAKERS = [
    # a role set off by a comma before the name
    ("Chad's Interior Minister, Ali Saleh Brahim, said the road was open.",
     "Ali Saleh Brahim", "Interior Minister", None, "TD"),
    ("Goa's chief minister, Hemanta Phukan, ordered an inquiry into the fire.",
     "Hemanta Phukan", "chief minister", None, "IN"),
    ("A lawyer for 11 of the tenants, Dana Whitlock, said the lift was broken.",
     "Dana Whitlock", "lawyer", None, None),
    ("A spokesman for the Ministry of Health, Kofi Mensah, told reporters the tests were done.",
     "Kofi Mensah", "spokesman", "Ministry of Health", None),
    ("The World Bank approved the loan. Its president, Ajay Kapoor, said the money was for roads.",
     "Ajay Kapoor", "president", "World Bank", None),
    ("The survey's lead author, Dr Camila Soto, a botanist in Cusco, said the moss was old.",
     "Camila Soto", "lead author", None, None),
    ("The bridge will reopen in May, the council's transport chief, Owen Hughes, said.",
     "Owen Hughes", "transport chief", None, None),
    ("One of the organisers, Maria Silva, said tickets were sold out.",
     "Maria Silva", None, None, None),
    ("The paper's owner, Northline Media, said it would appeal.",
     "Northline Media", None, None, None),
    ("The ferry's captain, 61-year-old Piotr Zielinski, said the sea was calm.",
     "Piotr Zielinski", "captain", None, None),
    ("The company's founder, Swiss billionaire Urs Keller, said he would sell his stake.",
     "Urs Keller", "founder", None, "CH"),
    # the title next to the name
    ("Romania's Defence Minister Radu Stanescu said the drone was lost.",
     "Radu Stanescu", "Defence Minister", None, "RO"),
    ("Civil Protection Minister Nikos Drosos said the fires were out.",
     "Nikos Drosos", "Civil Protection Minister", None, None),
    ("Minister of Education Stefania Giannini said the plan was ready.",
     "Stefania Giannini", "Minister of Education", None, None),
    ("Team member Rodaba Noori told reporters that the robot worked.",
     "Rodaba Noori", "Team member", None, None),
    ("Opposition lawmaker Tunde Bakare-Cole called the plan a joke.",
     "Tunde Bakare-Cole", "Opposition lawmaker", None, None),
    # names that look like something else
    ("Mr. King said the money was spent.", "King", None, None, None),
    ("Trade Minister Lin Chia-hao said exports fell.",
     "Lin Chia-hao", "Trade Minister", None, None),
    ("Former Brazilian president Ana Duarte said the vote was fair.",
     "Ana Duarte", "Former president", None, "BR"),
    ("Neighbouring Mali said the road was open.", "Mali", None, None, "ML"),
    # several speakers
    ("France and Germany on Monday pledged more money.",
     "France and Germany", None, None, None),
    ("The mayor and two doctors said the ward was full.", None, None, None, None),
    # phrases have no name
    ("Officials said the dam was safe.", None, None, None, None),
    ("A Swedish court said the hunt was illegal.", None, None, None, "SE"),
    ("Bolivia's environment ministry said the lake was full.",
     "Bolivia's environment ministry", None, None, "BO"),
    ("The lawyer of Ann Lee said the case was closed.", None, "lawyer", None, None),
    # kinship is no office
    ("The pilot's brother, Karim Haddad, said he was well.", "Karim Haddad", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "role", "organisation", "country"), SPEAKERS)
def test_speaker_is_named_with_role_and_body(
    statements_of, text, name, role, organisation, country
):
    """A speaker has the full name of a person, body or country, or none at all."""
    (record,) = statements_of(text)
    speaker = record.speaker
    found = (speaker.name, speaker.role, speaker.organisation, speaker.country)
    assert found == (name, role, organisation, country)


def test_pronoun_keeps_the_role(statements_of):
    """“He” after “its chief executive, NAME” speaks with that name, role and body."""
    text = (
        "Orchard Bank will close its branch in Leeds. Its chief executive, Rodrigo Pena, said"
        " demand had fallen. He said 400 jobs would go."
    )
    first, second = statements_of(text)
    assert second.speaker.mention == "He"
    assert first.speaker.name == second.speaker.name == "Rodrigo Pena"
    assert first.speaker.role == second.speaker.role == "chief executive"
    assert second.speaker.organisation == "Orchard Bank"


def test_second_verb_has_the_subject_of_the_first(statements_of):
    """A place inside the subject's phrase does not speak."""
    text = "Aid workers at the border post of Birak counted 90 tents, and said more were needed."
    (record,) = statements_of(text)
    assert record.speaker.mention.startswith("Aid workers")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Greenpeace sued Norrland Mining. The company said it was ready.", "Norrland Mining"),
        (
            "Halcyon Devices will build a plant, the company said. The Penang Fishermen's"
            " Association asked for a study. The company said the water was clean.",
            "Halcyon Devices",
        ),
    ],
)
def test_the_company_is_a_company(statements_of, text, name):
    """“The company” is neither an association nor a charity."""
    assert statements_of(text)[-1].speaker.name == name


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The navy said the raid was lawful without elaborating further.", "the raid was lawful"),
        ("The airline said the flight was late, citing fog.", "the flight was late"),
        ("The captain said the cargo had shifted, speaking on condition of anonymity.",
         "the cargo had shifted"),
        ("An aide said the vote was off, on condition of anonymity.", "the vote was off"),
        ("The broker said prices would double, when asked about wheat.", "prices would double"),
        ("Told of the loss, Lee said the harbour would reopen.", "the harbour would reopen"),
        ("The coach said the cup was lost in an interview with a local station.",
         "the cup was lost"),
        ("The club said the ground would be sold in a statement on Friday.",
         "the ground would be sold"),
        ("The bank said the deal was announced in a statement.",
         "the deal was announced in a statement"),
        ("According to the clinic's director, Omar Aziz, 14 people were treated.",
         "14 people were treated"),
        ("A nurse, who asked not to be named, said supplies were low.", "supplies were low"),
    ],
)  # fmt: skip
def test_content_leaves_out_how_it_was_said(statements_of, text, content):
    """Place, occasion and conditions of saying belong to the cue, not to what is said."""
    assert statements_of(text)[0].content == content


def test_mention_leaves_out_the_time_of_saying(statements_of):
    """“An appeals court in Lyon on Wednesday ruled …”: the day is not part of the court."""
    (record,) = statements_of("An appeals court in Lyon on Wednesday ruled that the sale was void.")
    assert record.speaker.mention == "An appeals court in Lyon"


def test_things_are_no_speakers(statements_of):
    """“According to size” and “when asked” name no speaker."""
    assert statements_of("The boxes were stacked according to size.") == []


@pytest.mark.parametrize(
    ("text", "addressee", "content"),
    [
        ("Marta Ruiz told Radio Sur the ward was closed.", "Radio Sur", "the ward was closed"),
        ("The governor told a rally in Kano that schools would open.", "a rally in Kano",
         "that schools would open"),
        ("“We are late,” the pilot told reporters.", "reporters", "“We are late,”"),
    ],
)  # fmt: skip
def test_who_was_told_is_not_told(statements_of, text, addressee, content):
    """The addressee stands outside the content, however the parser read it."""
    (record,) = statements_of(text)
    assert (record.addressee, record.content) == (addressee, content)


def test_comparing_is_saying_only_with_a_likeness(statements_of):
    """“Compared two maps” is work; “compared the map to a maze” is a statement."""
    assert statements_of("Researchers compared two maps of the valley.") == []
    assert len(statements_of("Researchers compared the valley to a maze.")) == 1
