"""The events of a sentence: triggers with their participants, time, place and counts."""

import msgspec

from extract.analysis import Analysis
from extract.events.causes import Cause
from extract.events.clause import Clause, clause_of
from extract.events.content import concerned_by, doers, is_own
from extract.events.counts import counted, fate_of, left_behind, noun_fate
from extract.events.draft import Draft
from extract.events.lexicon import event_word, slot, verb_lemma, word_class
from extract.events.moment import time_of
from extract.events.ontology import ACTORLESS, HARM
from extract.events.participants import can_act, names_country, owners, participants
from extract.events.setting import When, is_historical, places_of, times_of_sentence
from extract.events.triggers import (
    Trigger,
    is_definite,
    is_plural,
    means_modes,
    trigger_heads,
    trigger_span,
    triggers_of,
)
from extract.events.victims import among
from extract.language import Sentence, Token
from schemas import Count, Participant, Place, Span
from schemas.event import EventType, Fate, Modality

# Speech acts and votes are done by someone who can speak: a name, a person, a body.
_SPOKEN = frozenset(
    {"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE", "VOTE", "POLICY"}
)
# Without a recipient or actor these say nothing ("he refused", "it was welcomed").
_NEEDS_ACTOR = frozenset({"AGREE", "SUPPORT", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "CONCEDE"})
# Their recipient is who is asked, promised or threatened, never what.
_TO_SOMEONE = frozenset({"AGREE", "REQUEST", "THREATEN", "CONCEDE", "CONSULT", "VOTE", "POLICY"})
_OF_THINGS = frozenset({"ASSAULT", "ACCIDENT", "DISASTER", "ACCUSE", "REJECT", "PROTEST"})
_THING_MODES = frozenset({"seize", "cyber", "censor"})
_BEFALLS_PEOPLE = frozenset({"killed", "wounded", "arrested", "abducted", "missing", "freed"})
_PERSONAL = ("er", "or", "ist", "ee", "ian", "man", "woman")
_COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
# The object of these may be a deed; then its doer is the recipient.
_OF_DEEDS = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
# Nothing without someone on one side; PLOVER requires the recipient.
_RELATIONAL = frozenset({"SANCTION", "COOPERATE", "AID", "CONSULT", "COERCE", "RETREAT"})
_PENALTIES = frozenset({"SANCTION", "COERCE", "ASSAULT"})
_AHEAD = frozenset({"planned", "possible"})
_VICTIM_NOUNS = frozenset(
    "killing murder assassination slaying arrest detention kidnapping abduction execution death"
    " release deportation expulsion conviction sentencing trial torture rape lynching beheading"
    " beating shooting stabbing poisoning".split()
)
_CONTENTFUL = frozenset({"AGREE", "REJECT", "THREATEN", "REQUEST", "CONCEDE"})
_OWN_NOUNS = frozenset(
    "resignation visit withdrawal pullout pullback retreat exit departure protest demonstration"
    " march rally walkout strike deployment meeting".split()
)
_TERRITORY_VERBS = frozenset(
    "capture recapture retake overrun reconquer conquer seize take liberate".split()
)
_BATTLE = frozenset("clash skirmish firefight gunfight battle fighting fight shootout".split())


class Roles(msgspec.Struct, frozen=True, gc=False):
    """Tokens that fill the roles of a trigger."""

    actors: list[Token]
    recipients: list[Token]


def ruled_drafts(
    analysis: Analysis,
    sentence: Sentence,
    countries: frozenset[str],
    lead: Token | None = None,
    told: Cause | None = None,
) -> list[Draft]:
    """Return the events that the rules find in *sentence*, in order of their triggers.

    *countries*: ISO codes of the countries of the article. *lead*: who a list is about, for
    items that begin with a verb ("Kurdish group:" – "Has attacked …"). *told*: what the
    article's lead says harmed people.
    """
    triggers = triggers_of(analysis, sentence, told)
    if not triggers:
        return []
    heads = trigger_heads(triggers)
    times = times_of_sentence(analysis, sentence.first, sentence.last, heads)
    drafts: list[Draft] = []
    for trigger in triggers:
        draft = draft_of(analysis, sentence, trigger, time_of(analysis, trigger, triggers, times),
                         countries, lead)  # fmt: skip
        if draft is not None:
            drafts.append(draft)
    return drafts


def draft_of(
    analysis: Analysis,
    sentence: Sentence,
    trigger: Trigger,
    when: When | None,
    countries: frozenset[str],
    lead: Token | None = None,
    known: Roles | None = None,
) -> Draft | None:
    """Return the event that *trigger* names, None when what stands around it says nothing.

    *known*: who fills its roles, where that is not for the rules to say.
    """
    type_, modality = _spoken_for(analysis, trigger)
    roles = known or _rule_roles(analysis, trigger)
    if lead is not None and not roles.actors and _opens(analysis, sentence, trigger):
        passive = trigger.clause.passive  # "Was fined in 2022"
        roles = Roles([], [lead]) if passive else Roles([lead], roles.recipients)
    moved = type_ == "MOBILIZE" or "withdraw" in trigger.entry.modes
    if moved and not roles.actors and trigger.clause.passive:
        roles = Roles(list(roles.recipients or trigger.clause.objects), [])
    fate = noun_fate(trigger.head) if trigger.nominal else fate_of(trigger.head, trigger.entry.fate)
    doers = [t for t in roles.actors if not _is_time(analysis, t)]
    actors = participants(analysis, doers, acting=True)
    charged = trigger.clause.passive and "legal" in trigger.entry.contexts
    if type_ in _NEEDS_ACTOR and not actors and not charged:
        return None
    if type_ in ("AGREE", "REJECT") and modality == "denied":
        return None  # "could not agree" is nobody's refusal, "did not rule out" none at all
    if type_ in _SPOKEN and not actors and not trigger.clause.passive and not trigger.nominal:
        return None
    if type_ in ACTORLESS:
        actors = []
    told_of_victims = trigger.pointing or sentence.origin != "prose"
    if type_ == "DEATH" and not told_of_victims and _is_timeless(analysis, trigger):
        return None
    if when is not None and modality in _AHEAD and _is_past(analysis, when):
        when = None
    concerned = _recipients(analysis, trigger, roles, fate)
    recipients = [p for p in concerned if befallen(analysis, trigger, p)]
    if type_ in _TO_SOMEONE:
        recipients = [p for p in recipients if _is_someone(analysis, p)]
    if not (actors or recipients) and _says_nothing(trigger, type_, topic=bool(concerned)):
        return None
    killed = trigger.pointing or trigger.head.lemma == "kill"
    if type_ == "DEATH" and trigger.entry.type == "DEATH" and not killed:
        recipients = [msgspec.structs.replace(p, fate=None) for p in recipients]
    taken = {(p.start, p.end) for p in actors}
    recipients = [p for p in recipients if (p.start, p.end) not in taken]
    places = _places(analysis, trigger, countries)
    counts = _counts(analysis, trigger, roles, fate)
    bare = not (actors or concerned or places or when or counts or trigger.support)
    if bare and not trigger.nominal and not trigger.clause.passive and type_ == "ASSAULT":
        return None
    return Draft(
        type=type_,
        head=trigger.head.index,
        trigger=trigger_span(analysis, trigger),
        evidence=Span(start=sentence.start, end=sentence.end),
        sentence=sentence.index,
        origin=sentence.origin,
        section=sentence.section,
        title=analysis.block_of(sentence).kind == "title",
        modes=tuple(sorted({*trigger.entry.modes, *means_modes(analysis, trigger)}))
        if type_ == trigger.entry.type
        else (),
        contexts=trigger.entry.contexts,
        lemmas=(
            event_word(
                trigger.head.lemma.lower() if trigger.nominal else verb_lemma(trigger.head)
            ),
        ),
        modality=modality,
        historical=is_historical(when, analysis.article.published),
        definite=is_definite(analysis, trigger) or _points_back(analysis, trigger),
        nominal=trigger.nominal,
        plural=is_plural(trigger),
        pointer=trigger.entry.pointer,
        reference=trigger.entry.pointer
        or (trigger.nominal and not trigger.entry.strong and bare and not _is_foretold(trigger)),
        grenade=_has_grenade(analysis, trigger),
        battle=trigger.head.lemma.lower() in _BATTLE,
        territory=not trigger.nominal and trigger.head.lemma.lower() in _TERRITORY_VERBS
        and "territory" in trigger.entry.contexts,
        host=trigger.host,
        actors=tuple(actors),
        recipients=tuple(recipients),
        places=tuple(places),
        when=when,
        counts=tuple(counts),
    )  # fmt: skip


def _says_nothing(trigger: Trigger, type_: EventType, *, topic: bool) -> bool:
    """Return whether an act between parties names none of them: "a law that bans funding"."""
    named = topic and (trigger.nominal or trigger.clause.passive)
    if type_ in _RELATIONAL and not named:
        return True
    return "restrict" in trigger.entry.modes and not trigger.clause.passive


def _is_foretold(trigger: Trigger) -> bool:
    """Return whether a noun is the subject of what may come: "further raids are likely"."""
    return trigger.reading == "possible" and trigger.head.rel == "nsubj" and is_plural(trigger)


def _points_back(analysis: Analysis, trigger: Trigger) -> bool:
    """Return whether the victims are "those killed": of an event told before."""
    head = trigger.head
    if trigger.pointing:
        return True
    if trigger.nominal or head.index == 0 or head.rel != "acl":
        return False
    before = analysis.tokens[head.index - 1]
    return before.sentence == head.sentence and before.lemma.lower() == "those"


def _spoken_for(analysis: Analysis, trigger: Trigger) -> tuple[EventType, Modality]:
    """Return type and modality; what is announced or refused is AGREE or REJECT.

    Source: PLOVER 0.8 codes every future CONSULT, SUPPORT, COOPERATE or AID, and every stated
    willingness, as AGREE, and a refusal as REJECT. The modality keeps the difference.
    """
    type_, modality = trigger.entry.type, trigger.reading
    assert type_ is not None
    assert modality != "none"
    if type_ == "ACCUSE" and modality == "planned" and trigger.head.rel == "advcl":
        return type_, "asserted"  # "said it would appeal, accusing the judge"
    if modality == "planned" and type_ in _PENALTIES and _announces(analysis, trigger):
        return "THREATEN", "asserted"
    if type_ not in _COOPERATIVE:
        return type_, modality
    if modality == "planned":
        return (type_ if "resign" in trigger.entry.modes else "AGREE"), modality
    head = trigger.support.head if trigger.support else trigger.head
    above = analysis.head(head)
    will = {t.text.lower() for t in analysis.children(head, "aux")} & {"will", "wo", "would"}
    refused = above is not None and above.lemma in ("refuse", "decline") and head.rel == "xcomp"
    if modality == "denied" and (will or refused):
        return "REJECT", "asserted"
    return type_, modality


def _announces(analysis: Analysis, trigger: Trigger) -> bool:
    """Return whether the doer says so: "Turkey said it will attack", not "is to be deported"."""
    clause, head = trigger.clause, trigger.head
    above = analysis.head(head)
    will = {t.text.lower() for t in analysis.children(head, "aux")} & {"will", "would"}
    told = head.rel == "ccomp" and above is not None and above.upos == "VERB"
    return bool(will and told and clause.verbal and clause.subjects) and not clause.passive


def _is_timeless(analysis: Analysis, trigger: Trigger) -> bool:
    """Return whether a verb stands in the bare present: "people die of cold"."""
    head = trigger.head
    present = (head.lemma.lower(), head.lemma.lower() + "s")
    bare = head.text.lower() in present and not trigger.nominal
    return bare and not analysis.children(head, "aux")


def _is_past(analysis: Analysis, when: When) -> bool:
    """Return whether a reckoned time lies before publication: no plan is made for the past.

    "is expected to hit on Friday" means the next Friday; a time read as the last one is wrong.
    """
    published = analysis.article.published
    return (
        when.basis == "relative"
        and published is not None
        and when.end is not None
        and when.end < published
    )


def _has_grenade(analysis: Analysis, trigger: Trigger) -> bool:
    """Return whether a hand grenade stands in the clause; ACLED counts those apart."""
    return any(
        t.lemma.lower() == "grenade" and not any(
            c.lemma.lower() in ("rocket-propelled", "rocket", "propelled")
            for c in analysis.children(t, "amod", "compound")
        )
        for t in [*trigger.clause.objects, *trigger.clause.modifiers, *trigger.clause.subjects,
                  *(t for _, t in trigger.clause.obliques)]
    )  # fmt: skip


def _opens(analysis: Analysis, sentence: Sentence, trigger: Trigger) -> bool:
    """Return whether the trigger, or its light verb, heads a list item without subject."""
    head = trigger.support.head if trigger.support else trigger.head
    clause = trigger.support or trigger.clause
    return (
        head.upos == "VERB"
        and head.head == -1
        and not any(t.index < head.index for t in analysis.children(head, "nsubj", "csubj"))
        and (clause.passive or not clause.subjects)
        and sentence.origin == "list"
    )


def _rule_roles(analysis: Analysis, trigger: Trigger) -> Roles:
    return _noun_roles(analysis, trigger) if trigger.nominal else _verb_roles(analysis, trigger)


def _verb_roles(analysis: Analysis, trigger: Trigger) -> Roles:
    clause, entry = trigger.clause, trigger.entry
    actors = [t for name in entry.actor for t in slot(analysis, clause, name)]
    recipients: list[Token] = []
    for name in entry.recipient:
        # "subj" as recipient: those who die, the bus that crashes.
        recipients = list(clause.subjects) if name == "subj" else _fillers(analysis, clause, name)
        if recipients:
            break
    return Roles(_unique(actors), _unique(recipients))


def _fillers(analysis: Analysis, clause: Clause, name: str) -> list[Token]:
    return list(clause.objects) if name == "obj" else slot(analysis, clause, name)


def _noun_roles(analysis: Analysis, trigger: Trigger) -> Roles:
    """Return the roles around a noun: "the French raid on Ségou by …", "the killing of …"."""
    clause, lemma = trigger.clause, trigger.head.lemma.lower()
    victim = lemma in _VICTIM_NOUNS
    actors: list[Token] = []
    recipients: list[Token] = list(clause.objects)
    phrases = list(clause.obliques)
    if trigger.support is not None:
        actors += trigger.support.subjects
        phrases += [p for p in trigger.support.obliques if p not in phrases]
    for label, token in phrases:
        if label in ("by", "between"):
            actors.append(token)
        elif label == "poss":
            (recipients if victim else actors).append(token)
        elif label == "of":
            (actors if lemma in _OWN_NOUNS else recipients).append(token)
        elif (
            label in ("against", "on", "targeting", "upon")
            or (
                label in ("with", "to", "from")
                and trigger.entry.type
                in (
                    "CONSULT",
                    "SANCTION",
                    "RETREAT",
                    "AGREE",
                )
            )
            or (
                label == "at"
                and can_act(analysis, token)
                and token.lemma.lower() not in word_class("building") | word_class("company")
            )
        ):
            recipients.append(token)
    for token in clause.modifiers:
        if names_country(token):
            actors.append(token)
        elif (token.upos == "PROPN" and victim) or token.lemma.lower() in word_class("building"):
            recipients.append(token)
        elif token.upos in ("NOUN", "PROPN") and can_act(analysis, token):
            actors.append(token)
    return Roles(_unique(actors), _unique(recipients))


def _unique(tokens: list[Token]) -> list[Token]:
    return [tokens[i] for i in range(len(tokens)) if tokens[i] not in tokens[:i]]


def _recipients(
    analysis: Analysis, trigger: Trigger, roles: Roles, fate: Fate | None
) -> list[Participant]:
    """Return the recipients; behind things that were hit, the people they carried or house."""
    tokens = [t for t in roles.recipients if not _is_time(analysis, t)]
    type_ = trigger.entry.type
    if type_ in _CONTENTFUL:
        tokens = [t for t in tokens if not is_own(analysis, t)]
    about = type_ in _CONTENTFUL or "investigate" in trigger.entry.modes or type_ == "AID"
    if about and not any(can_act(analysis, t) for t in tokens):
        tokens += concerned_by(analysis, trigger, tokens)
    if type_ in _OF_DEEDS:
        tokens = [t for token in tokens for t in (doers(analysis, token) or [token])]
    found = participants(analysis, [t for t in tokens if t.lemma.lower() != "those"], fate)
    if trigger.entry.type == "ASSAULT":
        behind = [o for token in tokens for o in owners(analysis, token)]
        found += participants(analysis, behind)
        if fate is not None:
            found += participants(analysis, among(analysis, tokens), fate)
    seen: dict[tuple[int, int], Participant] = {}
    for participant in found:
        seen.setdefault((participant.start, participant.end), participant)
    return [seen[key] for key in sorted(seen)]


def befallen(analysis: Analysis, trigger: Trigger, participant: Participant) -> bool:
    """Return whether a recipient is more than what an act is about ("crossings", "oil exports").

    Recipients are people, groups, bodies, countries and places; what was attacked, destroyed or
    seized, and what is condemned, rejected or protested against, may be a thing: of 39 such
    things in the tuning half of PLV its annotators name 30.
    """
    modes = set(trigger.entry.modes)
    if participant.entity_id is not None or participant.kind == "country":
        return True
    if participant.kind == "place" and "restrict" not in modes:
        return True
    if participant.kind == "facility" and trigger.entry.type in {*_OF_THINGS, "COERCE", "AID"}:
        return True
    head = _head_of(analysis, participant)
    if participant.fate in _BEFALLS_PEOPLE:
        return head.lemma.lower() not in word_class("demand") | word_class("violence")
    if modes & _THING_MODES or (trigger.entry.type in _OF_THINGS and "investigate" not in modes):
        return True
    # "asylum seekers", "trainees", "pensioners"
    personal = head.upos == "NOUN" and head.lemma.lower().endswith(_PERSONAL)
    return personal or _is_someone(analysis, participant)


def _head_of(analysis: Analysis, participant: Participant) -> Token:
    tokens = list(analysis.tokens_between(participant.start, participant.end))
    inside = {t.index for t in tokens}
    return next((t for t in tokens if t.head not in inside), tokens[-1])


def _is_someone(analysis: Analysis, participant: Participant) -> bool:
    tokens = list(analysis.tokens_between(participant.start, participant.end))
    heads = [t for t in tokens if not any(t.head == other.index for other in tokens)]
    return any(can_act(analysis, t) for t in heads)


def _is_time(analysis: Analysis, token: Token) -> bool:
    return any(t.start <= token.start and token.end <= t.end for t in analysis.times)


def _places(analysis: Analysis, trigger: Trigger, countries: frozenset[str]) -> list[Place]:
    clauses = [trigger.clause] + ([trigger.support] if trigger.support else [])
    if trigger.nominal and trigger.head.rel.startswith("nsubj"):
        above = analysis.head(trigger.head)
        if above is not None and above.lemma in ("take", "happen", "occur", "erupt", "break"):
            clauses.append(clause_of(analysis, above))
    type_ = trigger.entry.type
    if type_ in HARM and trigger.clause.verbal:
        for verb in trigger.clause.circumstances:
            marks = {t.lemma.lower() for t in analysis.children(verb, "mark", "advmod")}
            if marks & {"when", "as", "after"}:  # "died when a bus fell into a gorge near X"
                clauses.append(clause_of(analysis, verb))
    above = analysis.head(trigger.head)
    participle = trigger.head.rel == "advcl" and trigger.head.text.lower().endswith("ing")
    if (
        type_ in HARM
        and trigger.clause.verbal
        and participle
        and above is not None
        and above.upos == "VERB"
        and not analysis.children(trigger.head, "mark")
    ):
        clauses.append(clause_of(analysis, above))  # "it tore through a pier in X, killing two"
    sites: list[Token] = []
    if type_ not in _SPOKEN or type_ in ("VOTE", "POLICY"):
        sites += [t for clause in clauses for t in clause.subjects]
    struck: list[Token] = []
    if type_ in ("DISASTER", "ASSAULT"):
        struck += [t for clause in clauses for t in clause.objects]
    return places_of(
        analysis, clauses, countries, deep=type_ not in _SPOKEN, sites=sites,
        struck=struck, whole=type_ == "DISASTER",
    )  # fmt: skip


def _counts(analysis: Analysis, trigger: Trigger, roles: Roles, fate: Fate | None) -> list[Count]:
    if trigger.pointing:
        return []  # "among the dead were three children" counts only some of them
    if trigger.head.lemma == "leave":
        return left_behind(analysis, trigger.head)
    return counted(analysis, roles.recipients, fate)
