"""What holds for the events of any text."""

from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.analysis import analyse
from extract.events import extract_events
from extract.events.codebook import CODEBOOK
from extract.events.lexicon import noun_entries, supports, verb_entries
from extract.events.ontology import derive
from schemas.event import EventType

WORDS = st.sampled_from(
    "rebels police killed attacked the a strike town Mali in on Monday by who and , . ! 12 people"
    " 2014 | - : were not may if arrested protest will withdraw troops from Iran-backed é ’s “ ”"
    " \n".split(" ")
)


def _check(article, events):
    text = article.text
    for event in events:
        assert text[event.start : event.end] == event.quote
        assert text[event.trigger_start : event.trigger_end] == event.trigger
        assert event.start <= event.trigger_start < event.trigger_end <= event.end
        for part in (*event.actors, *event.recipients, *event.places):
            assert text[part.start : part.end] == part.mention
        assert any(m.start == event.trigger_start for m in event.mentions)
        assert list(event.mentions) == sorted(event.mentions, key=lambda m: (m.start, m.end))
    assert [(e.start, e.end) for e in events] == sorted((e.start, e.end) for e in events)
    assert len({e.record_id for e in events}) == len(events)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=160), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_gives_events_pinned_to_it(article_of, text):
    """No text raises; evidence, triggers and participants are exactly where they say they are."""
    article = article_of(text)
    _check(article, extract_events(analyse(article)))


def test_the_same_article_gives_the_same_bytes(article_of):
    """Two runs agree to the last byte."""
    article = article_of(
        "Rebels attacked Gao on Monday, killing two men.\n"
        "The attack was condemned by France and Spain."
    )
    first, second = (msgspec.json.encode(extract_events(analyse(article))) for _ in range(2))
    assert first == second


def test_nothing_gives_nothing(article_of):
    """An empty article has no events."""
    assert extract_events(analyse(article_of(""))) == []


def test_the_lexicon_is_of_some_size():
    """Verbs, nouns and light verbs are read whole from their tables."""
    assert len(verb_entries()) > 350
    assert len(noun_entries()) > 80
    assert "carry" in supports()


@pytest.mark.parametrize(
    ("kind", "modes", "quad", "root", "acled"),
    [
        ("ASSAULT", ("drone",), "material conflict", "19", "Air/drone strike"),
        ("ASSAULT", ("suicide-attack",), "material conflict", "18", "Suicide bomb"),
        ("ASSAULT", ("unconventional",), "material conflict", "20", "Chemical weapon"),
        ("PROTEST", ("demo",), "material conflict", "14", "Peaceful protest"),
        ("COERCE", ("arrest",), "material conflict", "17", "Arrests"),
        ("SANCTION", ("discontinue",), "material conflict", "16", None),
        ("ACCUSE", ("investigate",), "verbal conflict", "09", None),
        ("CONSULT", (), "verbal cooperation", "04", None),
        (
            "RETREAT",
            ("withdraw",),
            "material cooperation",
            "08",
            "Non-violent transfer of territory",
        ),
        ("DISASTER", (), None, None, None),
    ],
)
def test_derived_columns_follow_from_type_and_modes(kind, modes, quad, root, acled):
    """Quad, CAMEO root and ACLED sub-type are functions of type and modes."""
    found = derive(kind, modes)
    assert (found.quad_class, found.cameo_root, found.acled_sub_event_type) == (quad, root, acled)


def test_every_type_is_explained():
    """The codebook has each declared type, and the lexicon uses no other."""
    declared = {name for part in get_args(EventType) for name in (get_args(part) or (part,))}
    assert set(CODEBOOK) == declared
    entries = [e for found in (verb_entries(), noun_entries()) for es in found.values() for e in es]
    assert {e.type for e in entries if e.type} <= declared
