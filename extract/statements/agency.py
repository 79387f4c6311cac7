"""Tells what can speak, want or refuse from what cannot: the mayor from the storm."""

from extract.analysis import Analysis
from extract.language import Token
from extract.names.lexicon import actors, roles

_MINDLESS = frozenset({"event", "work", "facility"})
_PRONOUNS = frozenset(
    {"he", "she", "they", "we", "i", "who", "some", "many", "others", "most", "all", "few",
     "both", "several", "everyone", "everybody", "someone", "nobody", "anyone", "none", "those",
     "him", "her", "them", "his", "their", "my", "our"}
)  # fmt: skip
_PEOPLE = frozenset(
    {"people", "person", "man", "woman", "child", "critic", "expert", "source", "voter", "crowd",
     "public", "majority", "half", "third", "quarter", "percent", "resident", "family", "parent",
     "campaign", "side", "camp", "opponent", "supporter", "advocate", "neighbor", "neighbour",
     "investor", "customer", "worker", "staff", "member", "ally", "aide", "insider", "bloc",
     "team", "board", "panel", "bank", "firm", "company", "group", "party", "union", "alliance",
     "victim", "witness", "relative", "friend", "rival", "host", "guest", "audience", "couple",
     "duo", "pair", "trio", "veteran", "youth", "student", "citizen", "official", "survivor",
     "crew", "class", "congregation", "tribe", "fan", "colleague"}
)  # fmt: skip
_PERSON_ENDINGS = ("ist", "ian", "man", "men", "woman", "women", "crat", "eer", "ologist")


_THINGS = frozenset(
    "accident airstrike ambush arrest assassination attack battle blackout blast blaze blockade"
    " bombing boom clash collapse collision conflict coup crackdown crash crisis"
    " cut cyclone deadlock death default defeat delay derailment disaster disease drought"
    " earthquake election epidemic eruption escalation evacuation explosion failure famine fight"
    " fighting fire flood flooding growth gunfire heatwave hurricane incident inflation injury"
    " insurgency invasion killing landslide layoff leak loss massacre murder offensive"
    " outage outbreak pandemic price quake raid rain recession reshuffle"
    " resignation rise scandal shelling shooting shortage shutdown sinking slump"
    " spill stampede standoff storm strike sweep tariff tension theft threat tornado tragedy "
    " tsunami turmoil typhoon unrest victory violence volcano war weather wildfire"
    " withdrawal".split()
)
"""What happens, and so says nothing, also in headlines where capitals hide it among names."""


def mindless(analysis: Analysis, head: Token) -> bool:
    """Return whether the noun phrase of *head* is an event or a state of things: “the blast”."""
    entity = analysis.entity_of(head)
    if entity is not None and entity.kind not in _MINDLESS | {"other"}:
        return False
    return head.upos in {"NOUN", "PROPN"} and head.lemma.lower() in _THINGS


def can_speak(analysis: Analysis, head: Token) -> bool:
    """Return whether the noun phrase of *head* denotes somebody: a person, body or people."""
    entity = analysis.entity_of(head)
    if entity is not None and entity.kind != "other":
        return entity.kind not in _MINDLESS
    lemma = head.lemma.lower()
    if mindless(analysis, head):
        return False
    if head.upos in {"PRON", "DET"}:
        return lemma in _PRONOUNS or head.text.lower() in _PRONOUNS
    if head.upos in {"PROPN", "NUM", "X"}:
        return True
    if lemma in _PEOPLE or lemma in actors() or lemma in roles():
        return True
    return lemma.endswith(_PERSON_ENDINGS) or head.upos == "ADJ"
