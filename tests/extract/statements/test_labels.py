"""Speakers that stand as a label."""

import pytest


@pytest.mark.parametrize(
    ("headline", "speaker", "content"),
    [
        ("Poll: Voters tire of early elections", "Poll", "Voters tire of early elections"),
        ("Ferry owner hid defects: report", "report", "Ferry owner hid defects"),
    ],
)
def test_headline_colon_names_the_speaker(statements_of, headline, speaker, content):
    """A headline may name who says it before or after a colon."""
    text = f"{headline}\n\nThe ferry sank in March. Snow fell on the village all night.\n"
    found = [record for record in statements_of(text) if record.origin == "headline"]
    assert [(r.speaker.mention, r.content) for r in found] == [(speaker, content)]


@pytest.mark.parametrize(
    "headline", ["Budget: what we know so far", "Lyon: a city of bridges and rivers"]
)
def test_headline_topic_is_no_speaker(statements_of, headline):
    """A topic before the colon says nothing."""
    text = f"{headline}\n\nSnow fell on the village all night. The road was closed.\n"
    assert statements_of(text) == []


def test_headline_verb(statements_of):
    """Present-tense headlines report too."""
    text = "Minister denies fraud\n\nSnow fell on the village all night. The road was closed.\n"
    (record,) = statements_of(text)
    assert (record.act, record.origin, record.content) == ("deny", "headline", "fraud")


def test_list_under_a_statement_label(statements_of):
    """Items without a subject under “… Statement Highlights” are said by the body it names."""
    text = (
        "Port strike enters second week\n\n"
        "The cranes stood still on Monday. Ships waited off the coast all day.\n\n"
        "UNICEF Statement Highlights:\n\n"
        "- Condemned the closure of the port\n"
        "- Urged both sides to meet\n"
    )
    found = [record for record in statements_of(text) if record.origin == "list"]
    assert [record.act for record in found] == ["condemn", "demand"]
    assert {record.speaker.mention for record in found} == {"UNICEF"}
    assert all(record.quote in text.split("Highlights:")[1] for record in found)


def test_list_under_another_label_has_no_speaker(statements_of):
    """Under a label that names no speech, items without a subject say nothing."""
    text = (
        "Port strike enters second week\n\n"
        "The cranes stood still on Monday. Ships waited off the coast all day.\n\n"
        "Key Points:\n\n"
        "- Condemned buildings along the quay\n"
        "- Urged on by the tide\n"
    )
    assert [r for r in statements_of(text) if r.origin == "list"] == []


def test_interview_turns(statements_of):
    """In an interview each turn belongs to the name before its colon."""
    text = (
        "A talk with the harbour master\n\n"
        "REPORTER: How deep is the channel now?\n\n"
        "LIND: It is nine metres deep.\n\n"
        "REPORTER: Will it be dredged again?\n\n"
        "LIND: It will be dredged in spring.\n"
    )
    found = [(r.speaker.mention, r.content) for r in statements_of(text) if r.cue == ":"]
    assert ("LIND", "It is nine metres deep.") in found
    assert len(found) == 4
