"""Which sentences stand alone, and the names that a reader is told of their pronouns."""

import pytest

from extract.analysis import Analysis, analyse
from extract.key_points.standing import asides, stands_alone, text_alone
from extract.language import Sentence
from extract.reading import read_text

OPENING = (
    "Omar Haddad, the governor of Basra, resigned on Monday after a week of protests over water."
)


def read(text: str) -> tuple[Analysis, list[Sentence]]:
    analysis = analyse(read_text(text, source_id="a"))
    return analysis, [s for s in analysis.sentences if s.origin == "prose"]


def alone(sentence: str) -> bool:
    analysis, found = read(f"{OPENING} {sentence}")
    return stands_alone(analysis, found[1])


WHOLE = [
    "The council will choose a successor within thirty days, officials in the city said.",
    "About 1,200 workers joined the strike, and 14 ships waited in the roads.",
    "Lina Aziz (pictured) was jailed for four years for stealing from a school.",
    "Those who marched on Friday asked for clean water and for an election by the summer.",
    "It emerged on Tuesday that the council had ignored three reports on the pumps.",
    "A cargo ship bound for Basra with 40 people on board ran aground on Tuesday night.",
    "A picture emerges of a council that did not read its own reports.",
]
NOT_WHOLE = {
    "question": "Will the council choose a successor within the next thirty days or not?",
    "quotation": '"We are tired of waiting for water that never comes," said Lina Aziz.',
    "leaning": "But the council will not choose a successor before the end of the month.",
    "personal": "On Tuesday we asked the council when it would choose a successor.",
    "short": "The council meets on Friday.",
    "fragment": "An old port, a dry river and a city of two million people without water.",
    "no end": "The council will choose a successor within thirty days, officials said",
    "caption": "Protesters hold empty bottles in this photo taken outside the governor's office.",
    "caption of two": "Lina Aziz, left, and a friend hold empty bottles outside the office.",
    "caption in the present": "Protesters carry empty bottles through the city on their way home.",
    "caption of a day": "Lina Aziz meets the governor at his office in the city on Tuesday.",
    "no verb": "Missing engineer Lina Aziz (R) with a friend on a bridge in the old city.",
    "joined": "The city seen from the river bridge (pictured) The council has met in secret.",
    "labelled caption": "Empty handed: Protesters hold bottles outside the governor's office.",
    "promotion": "Click here to read more about the water crisis in the south of the country.",
    "credit": "Lina Aziz and Omar Reed contributed to this report from the city of Basra.",
    "link": "Watch protesters march on the office of the governor in the city » .",
}


@pytest.mark.parametrize("sentence", WHOLE)
def test_whole_sentences_stand_alone(sentence):
    """A plain statement that needs no neighbour is one, a name with “(pictured)” too."""
    assert alone(sentence)


@pytest.mark.parametrize("kind", NOT_WHOLE)
def test_no_fragment_caption_or_quotation_stands_alone(kind):
    """What is no whole statement of the article itself is never a key point."""
    assert not alone(NOT_WHOLE[kind])


TOLD = [
    (
        "He said on Sunday that the pumps had failed for want of spare parts.",
        "He [Omar Haddad] said on Sunday that the pumps had failed for want of spare parts.",
    ),
    (
        "His office said that the pumps had failed for want of spare parts.",
        "His [Omar Haddad's] office said that the pumps had failed for want of spare parts.",
    ),
    (
        "He said on Sunday that he had warned the ministry about the pumps.",
        "He [Omar Haddad] said on Sunday that he had warned the ministry about the pumps.",
    ),
    (
        "Haddad said on Sunday that he had warned the ministry about the pumps.",
        "Haddad said on Sunday that he had warned the ministry about the pumps.",
    ),
]


@pytest.mark.parametrize(("sentence", "text"), TOLD)
def test_the_name_of_a_pronoun_stands_in_brackets(sentence, text):
    """Once, after the first pronoun, and only where the sentence does not name the person."""
    analysis, found = read(f"{OPENING} {sentence}")
    assert text_alone(analysis, found[1]) == text
    assert analysis.text[found[1].start : found[1].end] == sentence


UNTOLD = [
    "It opened on Tuesday at the gallery, to run there through the end of January.",
    "They were found about halfway down the tunnel by a team of young volunteers.",
]


@pytest.mark.parametrize("sentence", UNTOLD)
def test_a_pronoun_that_nobody_explains_is_told(sentence):
    """A sentence whose pronoun points nowhere has no reading of its own."""
    analysis, found = read(sentence)
    assert asides(analysis, found[0]) is None


def test_a_pronoun_before_its_noun_needs_no_name():
    """An opening clause may speak of the subject that follows it."""
    analysis, found = read(
        "After losing their way in the snow, two hikers were found by a helicopter crew."
    )
    assert asides(analysis, found[0]) == []
