"""What the language model reads where no rule knows the cue."""

import pytest

READ = [
    (
        "Growers are in despair over the new tariffs.",
        "Growers",
        "are in despair over",
        "the new tariffs",
    ),
    (
        "Governor Ana Ruiz has no illusions about the budget.",
        "Ana Ruiz",
        "has no illusions about",
        "the budget",
    ),
    ("Omar Haddad pinned the losses on the weather.", "Omar Haddad", "pinned", "the losses on"),
    (
        "Lena Aro is passionate about the old theatre.",
        "Lena Aro",
        "is passionate about",
        "the old theatre",
    ),
]

SILENT = [
    "The bill faces pressure from growers in the north.",
    "The council drew praise from residents of the old town.",
    "A jury convicted Omar Haddad of deceiving investors.",
    "The shop offered free coffee to tired travellers.",
    "The ferry left the harbour with two hundred people on board.",
    "Ana Ruiz opened the window and looked at the river.",
    "Omar Haddad parked his car behind the station.",
    "The match ended with three goals in ten minutes.",
    "“You never asked,” Lena Aro said.",
]


@pytest.mark.parametrize(("text", "mention", "cue", "content"), READ)
def test_cues_that_no_list_holds_are_read(statements_of, text, mention, cue, content):
    """The long tail of words that attribute gives statements, at a confidence that says so."""
    (record,) = statements_of(text)
    assert mention in record.speaker.mention
    assert record.cue == cue
    assert record.content.startswith(content)
    assert record.confidence <= 0.5


@pytest.mark.parametrize("text", SILENT)
def test_deeds_and_what_others_tell_are_no_statements_of_the_model(statements_of, text):
    """Who is put under pressure says nothing; deeds say nothing; nothing is told twice."""
    assert [r for r in statements_of(text) if r.confidence <= 0.5] == []
