"""“…, with Lee pledging to …” is a statement of its own; what merely happens says nothing."""

import pytest


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "The mayor denounced the “reckless sale”, with Housing Minister Ines Duarte vowing to"
            " buy back 300 flats.",
            {"The mayor": "the “reckless sale”", "Housing Minister Ines Duarte": "to buy back 300"
             " flats"},
        ),
        (
            "Norway condemned the raid, with Foreign Minister Kari Solheim promising to recall"
            " the envoy.",
            {"Norway": "the raid", "Foreign Minister Kari Solheim": "to recall the envoy"},
        ),
        (
            "The river fell overnight, with forecasters warning that more rain was coming.",
            {"forecasters": "that more rain was coming"},
        ),
        (
            "The union said rents had risen, with family flats costing twice as much.",
            {"The union": "rents had risen, with family flats costing twice as much"},
        ),
    ],
)  # fmt: skip
def test_with_clause_has_its_own_speaker(statements_of, text, contents):
    """Who stands between “with” and the participle speaks, and the clause before ends there."""
    found = {r.speaker.mention: r.content for r in statements_of(text)}
    assert found == contents


def test_with_clause_keeps_the_office(statements_of):
    """The speaker of a with-clause is the named person, with the title."""
    record = statements_of(
        "Parliament passed the budget, with Finance Minister Teo Marsh pledging to cut debt."
    )[-1]
    assert (record.speaker.name, record.speaker.role) == ("Teo Marsh", "Finance Minister")
    assert (record.act, record.content) == ("promise", "to cut debt")


@pytest.mark.parametrize(
    "text",
    [
        "Ferry Sinking off Samar Raises Fears of New Safety Lapses\n\nA ferry sank on Monday.",
        "Bank Collapse in Lima Raises Concerns About Savings\n\nA bank failed on Monday.",
        "The outage raised fears of a long winter.",
        "The earthquake raised concerns about the old dam.",
    ],
)
def test_events_believe_nothing(statements_of, text):
    """A disaster may raise fears; it has none."""
    assert statements_of(text) == []


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("A spokeswoman for the Dockers' Union said the port was shut.", "spokeswoman",
         "Dockers' Union"),
        ("A spokesman for Norrland Mining denied the claims.", "spokesman", "Norrland Mining"),
        ("A Hamas official said the talks had failed.", "official", "Hamas"),
        ("A critic of Norrland Mining said the pit was full.", None, None),
    ],
)  # fmt: skip
def test_unnamed_speakers_serve_a_body(statements_of, text, role, organisation):
    """Who speaks for a body is of that body, named or not; its critics are not."""
    (record,) = statements_of(text)
    assert record.speaker.name is None
    assert (record.speaker.role, record.speaker.organisation) == (role, organisation)
