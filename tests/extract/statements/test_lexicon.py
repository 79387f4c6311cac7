"""The packaged lexicon is whole."""

from typing import get_args

from extract.statements.confidence import confidence_of
from extract.statements.lexicon import LIGHT, lexicon
from schemas import Act


def test_every_entry_takes_something():
    """Each word has at least one frame, so that none is dead weight."""
    words = lexicon()
    for entries in (words.verbs, words.nouns, words.adjectives):
        for entry in entries.values():
            empty = not (entry.frames or entry.prepositions or entry.paired)
            assert not empty, entry.lemma


def test_every_act_of_the_schema_can_come_out():
    """Each act that the schema declares is given by some verb."""
    verbs = lexicon().verbs.values()
    acts = {entry.act for entry in verbs}
    acts |= {act for entry in verbs for act in entry.prepositions.values()}
    assert acts == set(get_args(Act))


def test_prepositions_may_change_the_act():
    """To call something names it, to call for something demands it."""
    call = lexicon().verbs["call"]
    assert call.act == "say"
    assert call.prepositions["for"] == "demand"


def test_light_verbs_carry_nouns():
    """Light verbs are known where noun cues look for them."""
    assert {"make", "issue"} <= LIGHT


def test_confidences_are_shares():
    """A confidence is a share, and quotations are surer than noun phrases."""
    assert 0 < confidence_of("noun-phrase") < confidence_of("direct-after") <= 1
