"""Dictionary forms."""

import pytest

from extract.language.lemmas import Lemmatiser
from extract.language.model import packaged_encoder

CASES = [
    *(("VERB", *pair.split(":")) for pair in (
        "said:say struck:strike condemned:condemn planned:plan controlled:control using:use"
        " announced:announce killing:kill hoping:hope escalating:escalate creating:create"
        " treated:treat carries:carry dies:die forced:force declared:declare met:meet"
        " organised:organise submitted:submit agreed:agree visited:visit argued:argue"
        " displaced:displace expelled:expel passing:pass adding:add withdrew:withdraw"
        " goes:go boycotted:boycott"
        " injured:injure severed:sever interfered:interfere captured:capture planned:plan"
        " favoured:favour stopped:stop entered:enter"
    ).split()),
    *(("NOUN", *pair.split(":")) for pair in (
        "attacks:attack cities:city wives:wife crises:crisis bases:base boxes:box women:woman"
        " losses:loss police:police series:series cases:case churches:church heroes:hero"
    ).split()),
    ("AUX", "'ll", "will"), ("AUX", "were", "be"), ("PART", "n’t", "not"),
    ("PROPN", "Reuters", "Reuters"), ("PRON", "them", "they"), ("ADJ", "Iraqi", "iraqi"),
]  # fmt: skip


@pytest.mark.parametrize(("upos", "form", "lemma"), CASES)
def test_lemma(upos: str, form: str, lemma: str) -> None:
    """Regular and irregular forms come back to their dictionary form."""
    assert Lemmatiser(packaged_encoder().vocabulary).lemma(form, upos) == lemma
