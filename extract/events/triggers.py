"""The words of a sentence that name events, verbs and nouns, with what they mean there."""

from collections.abc import Iterator, Mapping

import msgspec

from extract.analysis import Analysis
from extract.events import slips
from extract.events.causes import Cause, caused
from extract.events.clause import Clause, clause_of, headline_clause, predicate_clause
from extract.events.lexicon import (
    Entry,
    match,
    matches,
    noun_entries,
    supports,
    verb_entries,
    verb_lemma,
    word_class,
)
from extract.events.modality import Reading, noun_modality, verb_modality
from extract.events.ontology import HARM
from extract.events.victims import victim_lists
from extract.language import Sentence, Token
from schemas import Span
from schemas.event import EventType

_MODE_OF_MEANS: dict[str, str] = {
    "drone": "drone",
    "uav": "drone",
    "air": "aerial",
    "aerial": "aerial",
    "warplane": "aerial",
    "jet": "aerial",
    "airstrike": "aerial",
    "helicopter": "aerial",
    "rocket": "heavy-weapons",
    "missile": "heavy-weapons",
    "artillery": "heavy-weapons",
    "mortar": "heavy-weapons",
    "shell": "heavy-weapons",
    "tank": "heavy-weapons",
    "suicide": "suicide-attack",
    "bomb": "explosives",
    "ied": "explosives",
    "grenade": "explosives",
    "landmine": "explosives",
    "roadside": "explosives",
    "mine": "explosives",
    "car-bomb": "explosives",
    "knife": "primitive",
    "machete": "primitive",
    "axe": "primitive",
    "arson": "primitive",
    "stone": "primitive",
    "gun": "firearms",
    "gunman": "firearms",
    "gunfire": "firearms",
    "rifle": "firearms",
    "pistol": "firearms",
    "chemical": "unconventional",
    "gas": "unconventional",
    "poisonous": "unconventional",
    "sarin": "unconventional",
    "chlorine": "unconventional",
    "nerve": "unconventional",
    "sexual": "sexual",
    "baton": "crowd-control",
    "sniper": "firearms",
}
_READY = frozenset({"willing", "ready", "prepared"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


class Trigger(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A word that names an event, with its meaning, its clause and how it is put.

    `support`: the light verb that carries a noun ("*carried out* a raid"), with its clause.
    `host`: head of the trigger this one tells the outcome of. `pointing`: a word for the victims
    of an event told elsewhere ("among the dead was X").
    """

    head: Token
    entry: Entry
    clause: Clause
    reading: Reading
    support: Clause | None = None
    host: int | None = None
    pointing: bool = False

    @property
    def nominal(self) -> bool:
        """Whether the event is named by a noun."""
        return not self.clause.verbal


def triggers_of(analysis: Analysis, sentence: Sentence, told: Cause | None = None) -> list[Trigger]:
    """Return the triggers of *sentence* in text order, each linked to its host.

    *told*: what the article's lead says harmed people.
    """
    found: list[Trigger] = []
    carriers: set[int] = set()
    for token in analysis.sentence_tokens(sentence):
        made = _nominal(analysis, token)
        if made is not None:
            found.append(made)
            if made.support is not None:
                carriers.add(made.support.head.index)
    for token in analysis.sentence_tokens(sentence):
        if token.index not in carriers:
            made = _verbal(analysis, token, told)
            if made is not None:
                found = [t for t in found if t.head.index != token.index]
                found.append(made)
    for clause, entry in victim_lists(analysis, sentence):
        found = [t for t in found if t.head.index != clause.head.index]
        found.append(
            Trigger(head=clause.head, entry=entry, clause=clause, reading="asserted", pointing=True)
        )
    carried = {
        (t.index, verb.entry.type) for verb in found if not verb.nominal
        for t in verb.clause.objects
    }  # fmt: skip
    # "lost a *vote*" is one event, told by its verb.
    found = [t for t in found if not t.nominal or (t.head.index, t.entry.type) not in carried]
    found.sort(key=lambda trigger: trigger.head.index)
    heads = trigger_heads(found)
    types = {t.head.index: t.entry.type for t in found}
    return [msgspec.structs.replace(t, host=host_of(analysis, t, heads, types)) for t in found]


def trigger_heads(triggers: list[Trigger]) -> dict[int, int]:
    """Return for each trigger head, and each light verb, the trigger head it leads to."""
    heads = {t.head.index: t.head.index for t in triggers}
    for trigger in triggers:
        if trigger.support is not None:
            heads.setdefault(trigger.support.head.index, trigger.head.index)
    return heads


def _nominal(analysis: Analysis, token: Token) -> Trigger | None:
    if token.upos not in ("NOUN", "PROPN") or token.rel in ("compound", "flat"):
        return None
    entries = noun_entries().get(token.lemma.lower())
    if entries is None or (token.upos == "PROPN" and analysis.mention_of(token) is not None):
        return None
    clause = clause_of(analysis, token)
    entry = match(analysis, entries, clause)
    if entry is None or entry.type is None:
        return None
    support = _support(analysis, token)
    reading = noun_modality(analysis, token, carried=support is not None)
    if support is not None and reading == "asserted":
        reading = verb_modality(analysis, support.head)
    if reading == "none":
        return None
    return Trigger(head=token, entry=entry, clause=clause, reading=reading, support=support)


def unlisted_trigger(analysis: Analysis, token: Token, type_: EventType) -> Trigger | None:
    """Return *token* as a trigger of *type_* that no list holds, None if nothing is told to be.

    Its roles are for others to fill.
    """
    clause = clause_of(analysis, token)
    support = None if clause.verbal else _support(analysis, token)
    if clause.verbal or token.upos == "ADJ":
        reading = verb_modality(analysis, token)
    else:
        reading = noun_modality(analysis, token, carried=support is not None)
        if support is not None and reading == "asserted":
            reading = verb_modality(analysis, support.head)
    if reading == "none":
        return None
    entry = Entry(conditions=(), type=type_, strong=True)
    return Trigger(head=token, entry=entry, clause=clause, reading=reading, support=support)


def _support(analysis: Analysis, noun: Token) -> Clause | None:
    """Return the clause of the light verb that carries *noun*, None when there is none."""
    first = noun
    while first.rel == "conj" and (above := analysis.head(first)) is not None:
        if above.upos not in ("NOUN", "PROPN"):
            break
        first = above
    candidates = [analysis.head(first)] if first.rel in ("obj", "nsubj:pass", "nsubj") else []
    candidates += analysis.children(first, "acl")
    for verb in candidates:
        if verb is None or verb.upos != "VERB":
            continue
        for particle, nouns in supports().get(verb.lemma.lower(), ()):
            clause = clause_of(analysis, verb)
            if particle and particle not in clause.particles:
                continue
            carried = {t.index for t in clause.objects}
            if first.index in carried and matches(analysis, noun, nouns):
                return clause
    return None


def _verbal(analysis: Analysis, token: Token, told: Cause | None) -> Trigger | None:
    if token.rel in ("amod", "case", "mark"):
        return None
    if token.rel == "compound" and token.upos == "VERB" and slips.squeezed(analysis, token) is None:
        return None
    if slips.headline_noun(analysis, token) is not None:
        return None
    form = token.text.lower()
    entries = verb_entries().get(form if form in _READY else verb_lemma(token))
    if entries is None:
        return None
    if form in _READY:
        clause = predicate_clause(analysis, token)
    else:
        verb = token.upos == "VERB"
        clause = clause_of(analysis, token) if verb else headline_clause(analysis, token)
    if clause is None:
        return None
    entry = match(analysis, entries, clause)
    if entry is not None and entry.type is not None:
        entry = caused(analysis, token, clause, entry, told)
    if entry is None or entry.type is None:
        return None
    reading = verb_modality(analysis, token)
    if form in _READY and reading == "asserted" and entry.type == "AGREE":
        reading = "planned"
    if reading == "none" or _is_gerund_noun(analysis, token):
        return None
    return Trigger(head=token, entry=entry, clause=clause, reading=reading)


def _is_gerund_noun(analysis: Analysis, token: Token) -> bool:
    """Return whether a verb form stands as a subject: "expelling them would be costly"."""
    return token.text.lower().endswith("ing") and (
        token.rel.startswith(("csubj", "nsubj"))
        or (token.rel in ("root", "dep") and not analysis.children(token, "nsubj", "aux")
            and bool(analysis.children(token, "cop")))
    )  # fmt: skip


def host_of(
    analysis: Analysis,
    trigger: Trigger,
    heads: dict[int, int],
    types: Mapping[int, str | None],
) -> int | None:
    """Return the head of the trigger whose outcome *trigger* tells, None when it has none."""
    if trigger.entry.type not in HARM:
        return None
    for token in () if trigger.pointing else _possible_hosts(analysis, trigger):
        owner = heads.get(token.index)
        if owner is not None and owner != trigger.head.index and types[owner] in HARM:
            return owner
    return None


def _possible_hosts(analysis: Analysis, trigger: Trigger) -> Iterator[Token]:
    """Yield the words that may name the cause: subject, "in the blast", the main clause."""
    clause, head = trigger.clause, trigger.head
    if trigger.nominal:
        return
    yield from clause.subjects
    for label, token in clause.obliques:
        if label in ("in", "during", "by", "from"):
            yield token
    circumstances = list(clause.circumstances)
    for other in analysis.children(head, "conj"):
        circumstances += analysis.children(other, "advcl")  # "killed and 40 missing after …"
    for circumstance in circumstances:
        # "were wounded when a grenade exploded"
        if any(
            t.lemma.lower() in ("when", "after", "as")
            for t in analysis.children(circumstance, "mark", "advmod")
        ):
            yield circumstance
    above = analysis.head(head)
    if above is None:
        return
    marks = {t.lemma.lower() for t in analysis.children(head, "mark")}
    if head.rel == "advcl" and head.text.lower().endswith("ing") and not marks:
        yield above
    if head.rel == "acl" and head.text.lower().endswith("ing"):
        yield above
    own_subject = analysis.children(head, "nsubj")
    if head.rel == "conj" and (not own_subject or clause.passive) and trigger.entry.fate:
        yield above


def means_modes(analysis: Analysis, trigger: Trigger) -> set[str]:
    """Return the modes of ASSAULT that its means give: "rocket fire", "with knives"."""
    if trigger.entry.type != "ASSAULT":
        return set()
    clauses = [trigger.clause] + ([trigger.support] if trigger.support else [])
    words: list[Token] = list(trigger.clause.modifiers)
    for clause in clauses:
        # Who stands before a weapon is no means: "police with rifles were attacked".
        words += [t for t in clause.subjects if t.upos == "NOUN"]
        words += [t for label, t in clause.obliques if label in ("with", "by", "using", "in")]
        for circumstance in clause.circumstances:
            if circumstance.lemma == "use":
                words += analysis.children(circumstance, "obj")
    words = [t for t in words if not any(
        c.lemma.lower() == "tear" for c in analysis.children(t, "compound", "amod")
    )]  # fmt: skip
    found = {_MODE_OF_MEANS[t.lemma.lower()] for t in words if t.lemma.lower() in _MODE_OF_MEANS}
    for token in words:
        if token.lemma.lower() in (
            "bomber",
            "bombing",
            "bomb",
            "attacker",
            "blast",
            "strike",
            "attack",
        ):
            inner = {c.lemma.lower() for c in analysis.children(token, "compound", "amod")}
            found |= {_MODE_OF_MEANS[lemma] for lemma in inner if lemma in _MODE_OF_MEANS}
    return found


def trigger_span(analysis: Analysis, trigger: Trigger) -> Span:
    """Return the words that name the event: the verb with its particle, the noun with its means."""
    head = trigger.head
    first = last = head
    if trigger.nominal:
        before = head.index - 1
        while before >= 0 and analysis.tokens[before] in trigger.clause.modifiers:
            token = analysis.tokens[before]
            if token.rel != "compound" or token.upos in {"PROPN", "NUM"}:
                break
            if before and analysis.tokens[before - 1].text == "-":
                break  # "a two-day strike"
            first = token
            before -= 1
    else:
        for token in analysis.children(head, "compound:prt"):
            if token.index == head.index + 1:
                last = token
    return Span(start=first.start, end=last.end)


def is_definite(analysis: Analysis, trigger: Trigger) -> bool:
    """Return whether a noun points to a known event: "the raid", "this attack"."""
    return trigger.nominal and (
        any(
            t.lemma.lower() in _DEFINITE or t.text.lower() in _DEFINITE
            for t in analysis.children(trigger.head, "det")
        )
        or any(t.upos == "PRON" for t in analysis.children(trigger.head, "nmod:poss"))
    )


def is_plural(trigger: Trigger) -> bool:
    """Return whether a noun names several events."""
    text = trigger.head.text.lower()
    return trigger.nominal and text != trigger.head.lemma.lower() and text.endswith("s")


def in_class(token: Token, name: str) -> bool:
    """Return whether the lemma of *token* belongs to a word class."""
    return token.lemma.lower() in word_class(name)
