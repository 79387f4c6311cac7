"""Which time of its sentence an event has."""

from extract.analysis import Analysis
from extract.events.setting import When, time_before, times_of_sentence
from extract.events.triggers import Trigger, trigger_heads
from extract.language import Token


def time_of(
    analysis: Analysis, trigger: Trigger, triggers: list[Trigger], times: dict[int, When]
) -> When | None:
    """Return the time of *trigger*: its own, or one before the first of coordinated verbs.

    What happens "as", "when" or by "-ing" something else does shares its time, if that has one.
    """
    own = times.get(trigger.head.index)
    head = trigger.support.head if trigger.support else trigger.head
    above = analysis.head(head)
    if own is None:
        own = _time_of_circumstance(analysis, trigger)
    if own is not None or above is None:
        return own
    if head.rel == "advcl" and trigger.reading == "asserted":
        return _shared_time(analysis, head, above) or (
            time_before(analysis, head) if head.text.lower().endswith("ing") else None
        )
    if head.rel != "conj":
        return own
    shared = {t.head.index for t in triggers} | {
        t.support.head.index for t in triggers if t.support
    }
    if above.index not in shared or analysis.children(head, "nsubj"):
        return None
    return times.get(trigger_heads(triggers)[above.index])


def _time_of_circumstance(analysis: Analysis, trigger: Trigger) -> When | None:
    """Return the time of what happened at once with it: "died when a bus overturned on Sunday"."""
    for verb in trigger.clause.circumstances:
        marks = {t.lemma.lower() for t in analysis.children(verb, "mark", "advmod")}
        if marks & {"when", "as"} and trigger.clause.verbal:
            sentence = analysis.sentences[verb.sentence]
            span = (sentence.first, sentence.last)
            found = times_of_sentence(analysis, *span, {verb.index: verb.index})
            if verb.index in found:
                return found[verb.index]
    return None


def _shared_time(analysis: Analysis, verb: Token, above: Token) -> When | None:
    """Return the time of the clause *above* for what *verb* says happened together with it."""
    marks = {t.lemma.lower() for t in analysis.children(verb, "mark", "advmod")}
    participle = verb.text.lower().endswith("ing") and not analysis.children(verb, "mark", "aux")
    if not participle and not marks & {"as", "when"}:
        return None
    sentence = analysis.sentences[verb.sentence]
    found = times_of_sentence(analysis, sentence.first, sentence.last, {above.index: above.index})
    return found.get(above.index)
