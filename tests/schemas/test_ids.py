"""Identifiers: derived from content, the same for ever, apart when they should be."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Span
from schemas.ids import PREFIXES, article_id, digest_id, entity_id, record_id

texts = st.text(max_size=20)


def test_ids_never_change():
    """These ids are published; a change here breaks every link to a record."""
    span = Span(start=10, end=14)
    assert record_id("event", "a1", span) == PUBLISHED["event"]
    assert record_id("event", "a1", span, "wounded") == PUBLISHED["event, wounded"]
    assert article_id(source_id=None, url="https://harbour.example/1", text="") == PUBLISHED["url"]
    assert article_id(source_id=None, url=None, text="A ferry.") == PUBLISHED["text"]
    assert entity_id("person", "Ana Solheim") == PUBLISHED["entity"]


PUBLISHED = {
    "event": "ev_f56a4e8faa2cf38fb53f",
    "event, wounded": "ev_00b3e7e9d3b3a24ebbf3",
    "url": "ar_ceb79522e701d6f64584",
    "text": "ar_ad92392426bc312c7c91",
    "entity": "en_59c0777f694be8cc6907",
}


@given(kind=st.sampled_from(sorted(PREFIXES)), parts=st.lists(texts, max_size=4))
def test_ids_have_one_form(kind, parts):
    """Prefix and 20 hex digits, for any text at all; twice the same gives the same."""
    found = digest_id(kind, *parts)
    assert re.fullmatch(rf"{PREFIXES[kind]}_[0-9a-f]{{20}}", found)
    assert digest_id(kind, *parts) == found


@given(one=st.lists(texts, max_size=4), two=st.lists(texts, max_size=4))
def test_other_parts_give_other_ids(one, two):
    """Parts never run together: ("ab", "c") and ("a", "bc") differ."""
    assert (digest_id("event", *one) == digest_id("event", *two)) == (one == two)


def test_parts_do_not_run_together():
    """The boundary between parts counts, and so does the kind."""
    assert digest_id("event", "ab", "c") != digest_id("event", "a", "bc")
    assert digest_id("event", "a") != digest_id("statement", "a")
    assert digest_id("event", "\ud800") != digest_id("event", "?")


@pytest.mark.parametrize(
    ("source_id", "kept"),
    [
        ("2024-01-05:politics_1", True),
        ("A", True),
        ("x" * 128, True),
        ("x" * 129, False),
        ("-begins-with-dash", False),
        ("has space", False),
        ("up/../down", False),
        ("é", False),
        ("line\n", False),
    ],
)
def test_a_source_id_is_kept_if_it_fits_a_path(source_id, kept):
    """Ids that are safe in a URL path stay readable, any other is hashed."""
    found = article_id(source_id=source_id, url="https://harbour.example/1", text="t")
    assert (found == source_id) == kept
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:~-]{0,127}", found)


def test_id_before_url_before_text():
    """The first that is given decides; an empty one counts as not given."""
    by_url = article_id(source_id=None, url="https://harbour.example/1", text="one")
    assert article_id(source_id="", url="https://harbour.example/1", text="two") == by_url
    assert article_id(source_id=None, url="", text="one") == article_id(
        source_id=None, url=None, text="one"
    )
    assert by_url != article_id(source_id=None, url=None, text="https://harbour.example/1")


def test_an_entity_is_the_same_in_every_spelling_of_its_name():
    """Case and white space do not make another entity; the kind does."""
    assert entity_id("person", "ana  SOLHEIM\n") == entity_id("person", "Ana Solheim")
    assert entity_id("person", "Ana Solheim") != entity_id("place", "Ana Solheim")
