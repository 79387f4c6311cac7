"""Tense, aspect, voice and number."""

import pytest

from extract.language.lemmas import Lemmatiser
from extract.language.morphology import VerbGroup, noun_number, verb_form, verb_group
from extract.language.tokens import Token

LEMMATISER = Lemmatiser(frozenset())


def tokens(marked: str) -> list[Token]:
    """Return the words of “form/TAG/relation …”; all hang from the one whose relation has a *."""
    rows = [word.split("/") for word in marked.split()]
    head = next(i for i, row in enumerate(rows) if row[2].endswith("*"))
    return [
        Token(
            index=i, start=0, end=0, text=form, lemma=LEMMATISER.lemma(form, upos), upos=upos,
            head=-1 if i == head else head, rel=rel.rstrip("*"), sentence=0,
        )
        for i, (form, upos, rel) in enumerate(rows)
    ]  # fmt: skip


def group(marked: str) -> VerbGroup:
    found = tokens(marked)
    verb = next(token for token in found if token.head == -1)
    return verb_group(verb, [token for token in found if token.head == verb.index])


GROUPS = [
    ("It/PRON/nsubj fell/VERB/root*", "past past"),
    ("It/PRON/nsubj falls/VERB/root*", "third present"),
    ("They/PRON/nsubj fall/VERB/root*", "base present"),
    ("It/PRON/nsubj was/AUX/aux falling/VERB/root*", "ing past progressive"),
    ("has/AUX/aux been/AUX/aux:pass hit/VERB/root*", "participle present perfect passive"),
    ("It/PRON/nsubj had/AUX/aux fallen/VERB/root*", "participle past perfect"),
    ("It/PRON/nsubj:pass was/AUX/aux:pass struck/VERB/root*", "participle past passive"),
    ("It/PRON/nsubj will/AUX/aux fall/VERB/root*", "base future will"),
    ("It/PRON/nsubj may/AUX/aux have/AUX/aux sunk/VERB/root*", "participle may perfect"),
    ("to/PART/mark fall/VERB/xcomp*", "base"),
    ("injuring/VERB/advcl*", "ing"),
    ("founded/VERB/acl* 1990/NUM/obl", "participle passive"),
    ("He/PRON/nsubj read/VERB/root*", "past past"),
    ("He/PRON/nsubj put/VERB/root*", "past past"),
    ("They/PRON/nsubj put/VERB/root*", "base present"),
    ("did/AUX/aux put/VERB/root*", "base past"),
    ("We/PRON/nsubj 've/AUX/aux won/VERB/root*", "participle present perfect"),
    ("I/PRON/nsubj need/VERB/root*", "base present"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), GROUPS)
def test_verb_groups(marked: str, expected: str) -> None:
    """The verb's form, then tense, modal and what else holds."""
    found = group(marked)
    flags = [name for name in ("perfect", "progressive", "passive") if getattr(found, name)]
    parts = [found.form, found.tense, found.modal, *flags]
    assert " ".join(part for part in parts if part) == expected


def test_forms_of_the_copula() -> None:
    """“Be” has more forms than any other verb."""
    forms = [verb_form(token, []) for token in tokens("is/AUX/cop was/AUX/cop been/AUX/x*")]
    assert forms == ["third", "past", "participle"]


def test_number_of_nouns() -> None:
    """A plural differs from its lemma; words without a singular are plural; names are not."""
    nouns = tokens("men/NOUN/x* man/NOUN/x police/NOUN/x series/NOUN/x Beatles/PROPN/x MPs/NOUN/x")
    assert [noun_number(noun) for noun in nouns] == [
        "plural", "singular", "plural", "singular", "singular", "plural",
    ]  # fmt: skip
