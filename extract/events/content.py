"""Whom the content of a speech act concerns, and whose deed an object is."""

from extract.analysis import Analysis
from extract.events.clause import clause_of, preposition
from extract.events.lexicon import verb_lemma, word_class
from extract.events.participants import can_act, names_country
from extract.events.triggers import Trigger
from extract.language import Token

_TOWARDS = frozenset({"with", "to", "on", "against", "for", "from", "in"})
_SUBORDINATE = frozenset({"advcl", "acl:relcl", "parataxis", "ccomp"})
_PLACED = frozenset({"in", "of", "at", "from", "for", "to", "with", "on", "against", "into", "by"})


def concerned_by(analysis: Analysis, trigger: Trigger, about: list[Token]) -> list[Token]:
    """Return whom the content of a speech act concerns: "refused to meet *the envoy*".

    First the objects and phrases of what is promised or refused, then whoever is named
    deeper in it ("agreed to open its borders to *German* goods"); at most one phrase. *about*:
    things the act is about that cannot act themselves.
    """
    for verb in trigger.clause.complements:
        clause = clause_of(analysis, verb)
        # "pledged to deploy troops": they are sent, not promised anything.
        tokens = [] if verb_lemma(verb) in word_class("sending") else [*clause.objects]
        tokens += [t for label, t in clause.obliques if label in _TOWARDS]
        found = [t for t in tokens if _is_concerned(analysis, t)]
        if found:
            return found
    for thing in trigger.clause.objects:
        tokens = [
            t for t in analysis.children(thing, "nmod") if preposition(analysis, t) in _TOWARDS
        ]
        found = [t for t in tokens if _is_concerned(analysis, t)]
        if found:
            return found
    roots = [*about, *trigger.clause.complements, *trigger.clause.objects]
    roots += [t for label, t in trigger.clause.obliques if label in ("to", "on", "with", "for")]
    if trigger.entry.type == "AID":
        roots += [t for t in trigger.clause.circumstances if analysis.children(t, "mark")]
    for root in roots:
        found = _named_within(analysis, root)
        if found:
            return found
    return []


def _named_within(analysis: Analysis, root: Token) -> list[Token]:
    """Return the first party in the phrases under *root*, not in clauses of their own."""
    waiting = [root]
    while waiting:
        node = waiting.pop(0)
        for child in analysis.children(node):
            if child.rel in _SUBORDINATE and analysis.children(child, "mark", "nsubj"):
                continue
            phrase = child.rel in ("obj", "obl", "nmod", "nmod:poss", "iobj", "xcomp", "advcl")
            if not phrase and child.rel not in ("acl", "conj", "ccomp"):
                continue
            label = "of" if child.rel in ("obj", "nmod:poss") else preposition(analysis, child)
            if label in _PLACED and _is_concerned(analysis, child):
                return [child]
            waiting.append(child)
        for word in analysis.children(node, "amod", "compound"):
            if names_country(word) and not is_own(analysis, node):
                return [word]
    return []


def _is_concerned(analysis: Analysis, token: Token) -> bool:
    timed = any(t.start <= token.start and token.end <= t.end for t in analysis.times)
    if timed or token.upos == "PRON":
        return False
    return can_act(analysis, token) and not is_own(analysis, token)


def is_own(analysis: Analysis, token: Token) -> bool:
    """Return whether *token* is somebody's own: "withdraw *its troops*" befalls others."""
    owners = analysis.children(token, "nmod:poss")
    return token.upos == "NOUN" and any(
        t.text.lower() in ("its", "their", "his", "her") for t in owners
    )


def doers(analysis: Analysis, token: Token) -> list[Token]:
    """Return whose deed *token* is: "Nepal's decision", "an offer from the bank"; else nothing."""
    if can_act(analysis, token):
        return []
    found = [t for t in analysis.children(token, "nmod:poss") if can_act(analysis, t)]
    found += [
        t for t in analysis.children(token, "nmod")
        if preposition(analysis, t) in ("by", "from") and can_act(analysis, t)
    ]  # fmt: skip
    return found[:1]
