"""The events of a sentence: what the rules find, revised by what the networks learned."""

import msgspec

from extract.analysis import Analysis
from extract.events.causes import Cause, is_wrought_by_nature
from extract.events.draft import Draft
from extract.events.learned.judging import Verdict, parts, verdicts
from extract.events.learned.network import MODELS
from extract.events.learned.parties import head_of_span, phrase_heads
from extract.events.lexicon import supports
from extract.events.moment import time_of
from extract.events.ontology import ACTORLESS, HARM
from extract.events.participants import participants
from extract.events.prose import Roles, befallen, draft_of, ruled_drafts
from extract.events.setting import times_of_sentence
from extract.events.triggers import Trigger, host_of, triggers_of, unlisted_trigger
from extract.language import Sentence, Token
from schemas import Participant

# Fitted on our own sentences, each judged by networks that had not seen it.
_DROP = 0.42
_DROP_LESS = 0.2
_DROP_UNREAL = 0.1
_ADD = 0.88
_ADD_SHARE = 0.6
_ADD_HINTED = 0.35
_KEEP = 0.02
_ACTOR = 0.5
_RECIPIENT = 0.5


def sentence_drafts(
    analysis: Analysis,
    sentence: Sentence,
    countries: frozenset[str],
    lead: Token | None = None,
    told: Cause | None = None,
) -> list[Draft]:
    """Return the events that *sentence* tells, in order of their triggers.

    *countries*, *lead* and *told* are as for `ruled_drafts`.
    """
    drafts = ruled_drafts(analysis, sentence, countries, lead, told)
    if analysis.model not in MODELS:
        return drafts
    triggers = triggers_of(analysis, sentence)
    words = ruled_words(triggers, drafts)
    found = {v.token: v for v in verdicts(analysis, sentence, words)}
    kept = [d for d in drafts if d.head not in found or _is_told(d, found[d.head])]
    heads = phrase_heads(analysis, sentence)
    ruled = {t.head.index: t for t in triggers}
    kept = [_with_parties(analysis, d, ruled.get(d.head), heads) for d in kept]
    new = _added(analysis, sentence, countries, kept, found, heads)
    return _with_hosts(analysis, ruled, sorted([*kept, *new], key=lambda d: d.head), new)


def _with_hosts(
    analysis: Analysis, ruled: dict[int, Trigger], drafts: list[Draft], new: list[Draft]
) -> list[Draft]:
    """Return *drafts* with those that tell the outcome of a *new* one linked to it."""
    if not any(d.type in HARM for d in new):
        return drafts
    heads = {d.head: d.head for d in drafts}
    types = {d.head: d.type for d in drafts}
    linked: list[Draft] = []
    for draft in drafts:
        host = draft.host
        trigger = ruled.get(draft.head) or unlisted_trigger(
            analysis, analysis.tokens[draft.head], draft.type
        )
        if host is None and trigger is not None:
            host = host_of(analysis, trigger, heads, types)
        linked.append(msgspec.structs.replace(draft, host=host))
    return linked


def _is_told(draft: Draft, verdict: Verdict) -> bool:
    """Return whether the network believes *draft*: the more of it is filled, the sooner."""
    parties = bool(draft.actors) + bool(draft.recipients)
    least = _DROP - _DROP_LESS * parties if draft.modality == "asserted" else _DROP_UNREAL
    return draft.pointer or draft.reference or verdict.event > least


def ruled_words(triggers: list[Trigger], drafts: list[Draft]) -> dict[int, tuple[str, str]]:
    """Return by token index what the rules take a word for, with its reading.

    The type of its draft; "x" and the type of a trigger from which nothing was made.
    """
    found = {t.head.index: (f"x{t.entry.type}", str(t.reading)) for t in triggers}
    return found | {d.head: (str(d.type), str(d.modality)) for d in drafts}


def ruled_parts(analysis: Analysis, draft: Draft) -> dict[int, str]:
    """Return by token index the letters of the roles in which *draft* has a phrase."""
    found: dict[int, str] = {}
    for letter, people in (("A", draft.actors), ("R", draft.recipients)):
        for person in people:
            head = head_of_span(analysis, person.start, person.end)
            if head is not None:
                found[head.index] = found.get(head.index, "") + letter
    return found


def _with_parties(
    analysis: Analysis, draft: Draft, trigger: Trigger | None, heads: list[Token]
) -> Draft:
    """Return *draft* with the actors and recipients that the network sees."""
    if draft.pointer or draft.reference:
        return draft
    head = analysis.tokens[draft.head]
    judged = {
        p.token: p for p in parts(analysis, head, draft.type, heads, ruled_parts(analysis, draft))
    }
    actors = _believed(analysis, draft.actors, {i: p.actor for i, p in judged.items()})
    if not draft.actors and draft.type not in ACTORLESS:
        acting = [analysis.tokens[i] for i, p in judged.items() if p.actor > _ACTOR]
        actors = tuple(participants(analysis, acting, acting=True))
    recipients = draft.recipients
    if draft.type != "ASSAULT":  # behind what was hit, the rules look further than the network
        chances = {i: p.recipient for i, p in judged.items()}
        recipients = _believed(analysis, recipients, chances)
    if not recipients:
        concerned = [analysis.tokens[i] for i, p in judged.items() if p.recipient > _RECIPIENT]
        taken = {a.start for a in actors}
        recipients = tuple(
            p for p in participants(analysis, concerned)
            if p.start not in taken and (trigger is None or befallen(analysis, trigger, p))
        )  # fmt: skip
    return msgspec.structs.replace(draft, actors=actors, recipients=recipients)


def _believed(
    analysis: Analysis, people: tuple[Participant, ...], chances: dict[int, float]
) -> tuple[Participant, ...]:
    """Return those of *people* whom the network does not think out of place; one alone stays."""
    found: list[Participant] = []
    if len(people) == 1:
        return people
    for person in people:
        head = head_of_span(analysis, person.start, person.end)
        if head is None or chances.get(head.index, 1.0) > _KEEP:
            found.append(person)
    return tuple(found)


def _added(
    analysis: Analysis,
    sentence: Sentence,
    countries: frozenset[str],
    drafts: list[Draft],
    found: dict[int, Verdict],
    heads: list[Token],
) -> list[Draft]:
    """Return the events whose words no list holds."""
    known = {d.head for d in drafts}
    new: list[Draft] = []
    for verdict in found.values():
        least = _ADD_HINTED if verdict.hinted else _ADD_SHARE
        if verdict.token in known or verdict.event < _ADD or verdict.share < least:
            continue
        trigger = unlisted_trigger(analysis, analysis.tokens[verdict.token], verdict.type)
        if trigger is None or _is_carried(analysis, trigger.head, known):
            continue
        if verdict.type not in ACTORLESS and is_wrought_by_nature(analysis, trigger.clause):
            continue
        judged = parts(analysis, trigger.head, verdict.type, heads, {})
        roles = Roles(
            [analysis.tokens[p.token] for p in judged if p.actor > _ACTOR],
            [analysis.tokens[p.token] for p in judged if p.recipient > _RECIPIENT],
        )
        own = {verdict.token: verdict.token}
        times = times_of_sentence(analysis, sentence.first, sentence.last, own)
        when = time_of(analysis, trigger, [trigger], times)
        draft = draft_of(analysis, sentence, trigger, when, countries, known=roles)
        if draft is not None:
            new.append(msgspec.structs.replace(draft, learned=True))
            known.add(draft.head)
    return new


def _is_carried(analysis: Analysis, token: Token, known: set[int]) -> bool:
    """Return whether *token* and a word that names the event already are one: "held *talks*"."""
    head = analysis.head(token)
    if token.rel == "obj" and head is not None and head.upos == "VERB" and head.index in known:
        return True
    light = token.upos == "VERB" and token.lemma.lower() in supports()
    return light and any(t.index in known for t in analysis.children(token, "obj", "nsubj:pass"))
