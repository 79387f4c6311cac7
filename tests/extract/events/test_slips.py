"""Events of sentences whose words the parser may hang or label wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.events import slips
from tests.extract.events.conftest import analysed, read

WORDS = st.sampled_from(
    "Rebels protest fee rise attack army base near Goma killed nine others and wounded by of the"
    " Ana Ruiz ordered him to pay resolution criticizing Peru car bomb took control on Friday"
    " three times . ,".split()
)


def _people(events, kind):
    event = next(e for e in events if e.type == kind)
    return [p.mention for p in event.actors], [p.mention for p in event.recipients]


@pytest.mark.parametrize(
    ("sentence", "kind", "actors", "recipients"),
    [
        ("A suicide bombing killed nine guards in Quetta.", "ASSAULT", [], ["nine guards"]),
        ("Soldiers took control of Goma.", "ASSAULT", ["Soldiers"], ["Goma"]),
        ("A truck bomb attack wounded ten guards.", "ASSAULT", [], ["ten guards"]),
        (
            "The court ordered the minister to pay $5 million.",
            "REQUEST", ["court"], ["minister"],
        ),
        ("The senate passed a resolution criticizing Peru.", "ACCUSE", ["senate"], ["Peru"]),
        (
            "The union published a letter accusing the ministry of fraud.",
            "ACCUSE", ["union"], ["ministry"],
        ),
        ("Residents protest tax rise", "PROTEST", ["Residents"], ["tax rise"]),
        (
            "On Tuesday, Lima MP Ana Ruiz held a meeting with the district governor.",
            "CONSULT", ["Ana Ruiz"], ["district governor"],
        ),
    ],
)  # fmt: skip
def test_who_and_whom_survive_a_slip(sentence, kind, actors, recipients):
    """The subject and object of a sentence are found whatever their label says."""
    assert _people(read(sentence), kind) == (actors, recipients)


def test_behind_the_leaders_stands_their_group():
    """Who is carried, and whose leaders they are, are recipients of the strike."""
    text = "The strike hit two vehicles carrying senior leaders of Ansar Front, a Malian militia."
    (event,) = [e for e in read(text) if e.type == "ASSAULT"]
    assert "Ansar Front" in [p.mention for p in event.recipients]


@pytest.mark.parametrize(
    "sentence",
    ["Prices rose three times.", "The minister spoke two hours.", "Police shot Friday."],
)
def test_a_time_or_an_amount_is_no_object(sentence):
    """What measures a deed is not what it was done to."""
    analysis = analysed(sentence)
    verb = next(t for t in analysis.tokens if t.upos == "VERB")
    assert not any(slips.unmarked_object(analysis, verb, t) for t in analysis.tokens if t != verb)


@pytest.mark.parametrize(
    "sentence", ["A woman jailed five years was freed.", "Three men were killed.", "He was fined."]
)
def test_a_passive_stays_a_passive(sentence):
    """Only an object that is no time and no second object of the verb makes its subject act."""
    analysis = analysed(sentence)
    assert not any(slips.acts(analysis, t) for t in analysis.tokens)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=14))
def test_any_words_can_be_asked(words):
    """Each question about a word has an answer in the same sentence, for any words."""
    analysis = analysed(" ".join(words))
    for token in analysis.tokens:
        found = [
            *slips.objects(analysis, token),
            *slips.preposed_objects(analysis, token),
            *slips.phrases_behind(analysis, token),
            *slips.stranded(analysis, token),
            *slips.infinitives(analysis, token),
            *filter(None, [slips.headline_noun(analysis, token), slips.issuer(analysis, token)]),
        ]
        assert all(other.sentence == token.sentence for other in found)
        slips.modifies_bomb(analysis, token)
        slips.acts(analysis, token)
