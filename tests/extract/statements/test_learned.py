"""What the language model reads of a cue where the rules of syntax give no content."""

import pytest

READ = [
    (
        "The bishop condemned what he called a shameful silence.",
        "The bishop",
        "what he called a shameful silence",
    ),
    (
        "The senator mentioned closing the two oldest ferries.",
        "The senator",
        "closing the two oldest ferries",
    ),
    (
        "The premier defended cutting the subsidy for small boats.",
        "The premier",
        "cutting the subsidy for small boats",
    ),
    (
        "One adviser pointed out the coast normally sees no storms in May.",
        "One adviser",
        "the coast normally sees no storms in May",
    ),
]

SILENT = [
    "Rescue teams responded to a fire at the chemical plant.",
    "He read “The Old Harbour” on the train.",
    "She read the long report on the train.",
    "Researchers compared two maps of the valley.",
    "The farmer reported to the office in the morning.",
    "The shop offered free coffee to tired travellers.",
    "The clinic offers new treatments for old wounds.",
    "The court heard the case in an empty hall.",
    "The firm disclosed its accounts to the tax office.",
    "The thermometer showed minus twenty degrees at dawn.",
    "The mayor shared a taxi with two colleagues.",
    "The agency issued two hundred new licences.",
    "The nurse may have mentioned closing the ward.",
    "Founder of Solar Start-Up Found Guilty of Deceiving Investors",
]


@pytest.mark.parametrize(("text", "mention", "content"), READ)
def test_content_that_no_rule_finds_is_read_by_the_model(statements_of, text, mention, content):
    """A verb that attributes, with a complement it seldom takes, still gives its statement."""
    (record,) = statements_of(text)
    assert (record.speaker.mention, record.content) == (mention, content)


@pytest.mark.parametrize("text", SILENT)
def test_deeds_with_a_verb_that_may_attribute_say_nothing(statements_of, text):
    """What a shop offers or a crew responds to was not said by anybody."""
    assert statements_of(text) == []
