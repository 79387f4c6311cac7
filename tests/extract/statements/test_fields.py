"""What a statement says besides its words: act, negation, whom it is told, who speaks for whom."""

import pytest

# text, cue, act, negated, addressee
FIELDS = [
    ("The gate will close, Minister Ana Quill told parliament on Tuesday.", "told", "say", False,
     "parliament"),
    ("The coach apologised to supporters for the defeat.", "apologised", "apologise", False,
     "supporters"),
    ("“It is over,” Ann Lee said to the crew.", "said", "say", False, "the crew"),
    ("Judge Ann Lee told the jury to ignore the letter.", "told", "order", False, "the jury"),
    ("A consumer group called on the council to act.", "called on", "demand", False,
     "the council"),
    ("Neither side confirmed that talks had begun.", "confirmed", "confirm", True, None),
    ("No official would say who had signed it.", "say", "say", True, None),
    ("Taxes will rise, says the watchdog.", "says", "say", False, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cue", "act", "negated", "addressee"), FIELDS)
def test_fields_are_those_of_the_sentence(statements_of, text, cue, act, negated, addressee):
    """Act, negation and addressee are read beside whatever is said."""
    (found,) = statements_of(text)
    assert (found.cue, found.act, found.negated) == (cue, act, negated)
    assert found.addressee == addressee


def test_office_before_a_name_stays_with_the_person(statements_of):
    """“Its founder, Ann Lee, said … She added” tells office and body of both statements."""
    text = (
        "The Corvid Company closed on Friday. Its founder, Ann Lee, said it was over."
        " She added a warning."
    )
    said = next(s for s in statements_of(text) if s.cue == "said")
    assert (said.speaker.role, said.speaker.organisation) == ("founder", "Corvid Company")
