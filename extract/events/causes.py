"""What killed or hurt people when the clause names nobody who did: violence, accident, nature."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from extract.analysis import Analysis
from extract.events.clause import Clause
from extract.events.lexicon import Entry, verb_lemma, word_class
from extract.events.participants import can_act
from extract.language import Token
from schemas.event import EventType

Cause = Literal["violence", "accident", "disaster"]
_HURT = frozenset({"kill", "injure", "wound", "hurt", "maim"})
_WRECK = frozenset({"destroy", "damage", "wreck", "flatten", "demolish", "level"})
# A blaze or a blast may be anybody's deed; the rest of the text says whose.
_AMBIGUOUS = frozenset({"fire", "explosion", "blast", "collapse"})
_FIRST_SENTENCES = 4


_WILFUL = frozenset({"ASSAULT", "COERCE", "PROTEST", "THREATEN", "MOBILIZE", "SANCTION", "REJECT"})
"""Types that only somebody with a will can do."""


def told_cause(analysis: Analysis) -> Cause | None:
    """Return what the headline and the first sentences say harmed people, None if nothing."""
    tokens: list[Token] = []
    prose = 0
    for sentence in analysis.sentences:
        if sentence.origin == "headline" or prose < _FIRST_SENTENCES:
            tokens += analysis.sentence_tokens(sentence)
            prose += sentence.origin == "prose"
        if prose >= _FIRST_SENTENCES:
            break
    return _cause_in(tokens)


def caused(
    analysis: Analysis, head: Token, clause: Clause, entry: Entry, told: Cause | None
) -> Entry | None:
    """Return *entry* with the type its cause gives, None when the words name no event.

    "N people were killed" is ASSAULT only where the sentence, or else the lead (*told*), speaks
    of violence: with an accident or nature it is ACCIDENT or DISASTER, with neither DEATH. A
    storm, a disease, a falling roof or a vehicle harms people without meaning to.
    """
    if entry.type == "DEATH" and not clause.objects:
        return _died(analysis, clause, entry)
    if entry.type == "ACCIDENT" and verb_lemma(head) in _WRECK and told == "violence":
        # "An explosion destroyed the pier", where the lead calls it an attack.
        blasts = {t.lemma.lower() for t in clause.subjects} & {"explosion", "blast"}
        return msgspec.structs.replace(entry, type="ASSAULT") if blasts else entry
    if entry.type in _WILFUL and clause.verbal and is_wrought_by_nature(analysis, clause):
        # "The cyclone pounded three villages" and "forced thousands to flee".
        return _retyped(entry, "DISASTER") if entry.type == "ASSAULT" else None
    return entry if verb_lemma(head) not in _HURT else _hurt(analysis, head, clause, entry, told)


def _hurt(
    analysis: Analysis, head: Token, clause: Clause, entry: Entry, told: Cause | None
) -> Entry | None:
    """Return *entry* of a verb of harm with the type its cause gives, None for no event."""
    tokens = analysis.sentence_tokens(analysis.sentences[head.sentence])
    if entry.type == "ACCIDENT":
        words = {t.lemma.lower() for t in tokens}
        violent = _cause_in(tokens) == "violence" or told == "violence"
        if words & _AMBIGUOUS and violent:
            return msgspec.structs.replace(entry, type="ASSAULT")
    if entry.type != "ASSAULT":
        return entry
    if _preys(clause):
        return None
    doer = next((t for t in clause.subjects if t.index != head.index), None)
    type_ = None if doer is None else _type_of_doer(analysis, doer, tokens)
    if doer is not None and not _inherited(analysis, head, clause):
        return entry if type_ is None else _retyped(entry, type_)
    if doer is None and not clause.passive and not clause.objects:
        return entry
    if doer is not None and type_ is None and _is_violent(analysis.head(head)):
        return entry
    return _agentless(head, clause, entry, _cause_in(tokens) or told)


def _died(analysis: Analysis, clause: Clause, entry: Entry) -> Entry:
    """Return *entry* with the cause its clause of circumstance tells: "died when a bus fell"."""
    for verb in clause.circumstances:
        marks = {t.lemma.lower() for t in analysis.children(verb, "mark", "advmod")}
        if not marks & {"when", "as", "after"}:
            continue
        inside = [t for t in analysis.subtree(verb) if t.upos in ("VERB", "NOUN")]
        cause = _cause_in(inside)
        if cause == "violence" and "after" not in marks:
            return _retyped(entry, "ASSAULT")
        if cause == "accident":
            return _retyped(entry, "ACCIDENT")
        if cause == "disaster":
            return _retyped(entry, "DISASTER")
    return entry


def _agentless(head: Token, clause: Clause, entry: Entry, cause: Cause | None) -> Entry | None:
    """Return what "N were killed" means where *cause* is all that is known of who did it."""
    lemma = verb_lemma(head)
    if cause == "violence" or (lemma in ("wound", "maim") and cause is None):
        return entry
    if cause is not None:
        return _retyped(entry, "ACCIDENT" if cause == "accident" else "DISASTER")
    if lemma == "kill":
        return _retyped(entry, "DEATH") if clause.passive or clause.subjects else entry
    return None


def is_wrought_by_nature(analysis: Analysis, clause: Clause) -> bool:
    """Return whether nature is the subject: "the typhoon forced 300 from their homes"."""
    return not clause.passive and any(
        _type_of_doer(analysis, subject, ()) == "DISASTER" for subject in clause.subjects
    )


def _preys(clause: Clause) -> bool:
    """Return whether a beast kills beasts: "wolves killed 512 sheep"."""
    return any(t.lemma.lower() in word_class("predator") for t in clause.subjects) and any(
        t.lemma.lower() in word_class("beast") for t in clause.objects
    )


def _inherited(analysis: Analysis, head: Token, clause: Clause) -> bool:
    """Return whether a participle takes its subject from above: "it fell, injuring nine"."""
    own = {t.index for t in analysis.children(head, "nsubj") if t.index < head.index}
    return (
        head.text.lower().endswith("ing")
        and not own & {t.index for t in clause.subjects}
        and not analysis.children(head, "aux")
    )


def _is_violent(token: Token | None) -> bool:
    return token is not None and _cause_in((token,)) == "violence"


def _type_of_doer(analysis: Analysis, doer: Token, tokens: tuple[Token, ...]) -> EventType | None:
    """Return the type that a subject without intent gives; None for whoever may mean harm."""
    words = {doer.lemma.lower(), doer.text.lower()}
    words |= {t.lemma.lower() for t in analysis.children(doer, "compound", "flat", "nmod:desc")}
    before = analysis.tokens[doer.index - 1] if doer.index else None
    if before is not None and before.sentence == doer.sentence and doer.upos == "PROPN":
        words.add(before.lemma.lower())  # "*Typhoon* Amihan"
    if words & word_class("calamity"):
        return "DISASTER"
    if words & word_class("disease"):
        return "DEATH"
    named = doer.upos == "PROPN" and analysis.mention_of(doer) is not None
    if named or _cause_in(tokens) == "violence":
        return None
    lemma = doer.lemma.lower()
    if lemma in word_class("hazard"):
        return "ACCIDENT"
    if lemma in word_class("predator"):
        return "DEATH"
    means = any(lemma in word_class(name) for name in ("assault", "weapon", "bomb", "projectile"))
    # "smoking", "alcohol", "hunger" kill nobody on purpose.
    return "DEATH" if doer.upos == "NOUN" and not means and not can_act(analysis, doer) else None


def _cause_in(tokens: Sequence[Token]) -> Cause | None:
    """Return what *tokens* speak of: weapons and attacks first, then accidents and nature.

    Soldiers and police alone say less than a crash in the same sentence.
    """
    words = {t.lemma.lower() for t in tokens} | {t.text.lower() for t in tokens}
    words |= {verb_lemma(t) for t in tokens if t.upos == "VERB"}
    # "opened fire", "fired at the crowd": no blaze.
    gunfire = any(t.lemma.lower() == "fire" and t.upos == "VERB" for t in tokens) or (
        "fire" in words and words & {"open", "exchange", "trade"}
    )
    if gunfire or words & word_class("violent"):
        return "violence"
    if words & word_class("calamity"):
        return "disaster"
    if words & word_class("mishap"):
        return "accident"
    return "violence" if words & word_class("armed") else None


def _retyped(entry: Entry, type_: EventType) -> Entry:
    contexts = ("disasters",) if type_ == "DISASTER" else ()
    return msgspec.structs.replace(entry, type=type_, modes=(), contexts=contexts, actor=())
