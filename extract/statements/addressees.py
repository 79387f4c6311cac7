"""Finds whom a cue names as told: told reporters, apologised to the families."""

from collections.abc import Iterator

from extract.analysis import Analysis
from extract.language import Token
from extract.statements.agency import can_speak

_NOMINAL = frozenset({"NOUN", "PROPN"})


def addressee_of(analysis: Analysis, cue: Token) -> Token | None:
    """Return the head of who is told, None if nobody is named.

    The object, or what the parser took for a phrase without a preposition right after the cue
    (“told parliament”), or a phrase with “to” for somebody who can listen; not a pronoun.
    """
    return next(_objects(analysis, cue), None) or _told_to(analysis, cue)


def _objects(analysis: Analysis, cue: Token) -> Iterator[Token]:
    for child in analysis.children(cue, "iobj", "obj", "obl"):
        if child.index <= cue.index or child.upos not in _NOMINAL:
            continue
        if child.rel.split(":")[0] == "obl":
            first = analysis.subtree(child)[0].index
            if cue.lemma.lower() != "tell" or first != cue.index + 1:
                continue
            if analysis.children(child, "case"):
                continue
        yield child


def _told_to(analysis: Analysis, cue: Token) -> Token | None:
    for child in analysis.children(cue, "obl"):
        cases = [case.text.lower() for case in analysis.children(child, "case")]
        if cases != ["to"] or child.index < cue.index or child.upos not in _NOMINAL:
            continue
        if can_speak(analysis, child) and child.lemma.lower() not in {"ally", "side"}:
            return child
    return None
