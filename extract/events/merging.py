"""One event told several times becomes one draft."""

import msgspec

from extract.events.draft import Draft
from extract.events.ontology import HARM
from extract.events.setting import When
from schemas import Count, Participant, Place, Span

# Words that may point back to any kind of harm.
_GENERIC = frozenset(
    "attack assault kill incident bomb shoot raid blast explode bloodshed massacre ambush"
    " disaster tragedy crash accident".split()
)
# Deeds that are named by what befell their victims.
_BLUNT = frozenset(
    "kill murder assassinate abduct kidnap execute arrest detain massacre stab shoot".split()
)
_UNREAL = frozenset({"planned", "possible", "hypothetical"})


def join_outcomes(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of one sentence with outcomes joined to what caused them."""
    by_head = {draft.head: draft for draft in drafts}
    pointers = {draft.head for draft in drafts if draft.pointer}
    gone: set[int] = set()
    for draft in reversed(drafts):
        if draft.host is None or draft.head in gone:
            continue
        root = _root(draft, by_head)
        host = by_head.get(root)
        if host is None or host.head == draft.head:
            continue
        # Of a blast that destroyed a hall, killing two, "destroyed" names the event: it is last
        # here and first in the text.
        named = root in pointers and draft.host == root
        by_head[root] = _absorb(host, by_head[draft.head], named=named)
        gone.add(draft.head)
    return [by_head[draft.head] for draft in drafts if draft.head not in gone]


def _root(draft: Draft, by_head: dict[int, Draft]) -> int:
    """Return the head of the last host of a chain of outcomes; loops end where they began."""
    seen = {draft.head}
    head = draft.host
    while head is not None and head in by_head and head not in seen:
        seen.add(head)
        above = by_head[head].host
        if above is None or above not in by_head or above in seen:
            return head
        head = above
    return draft.head


def _absorb(host: Draft, outcome: Draft, *, named: bool) -> Draft:
    """Return *host* with its outcome; it keeps pointing back if it did ("the blast killed six")."""
    joined = _united(host, outcome, keep=True)
    return msgspec.structs.replace(
        joined,
        # "In a separate *incident* a bomb wounded five": the verb names it.
        trigger=outcome.trigger if named else host.trigger,
        pointer=host.pointer and not named,
        modality=outcome.modality if host.reference else host.modality,
        reference=False,
        definite=host.definite,
        nominal=host.nominal,
        plural=host.plural,
        lemmas=host.lemmas,
    )


def merge(drafts: list[Draft]) -> list[Draft]:
    """Return the events of an article: drafts of the same event joined, references resolved.

    Drafts come in text order. A bare definite noun ("the attack") joins the last event of its
    family before it, or goes; a headline joins an event of the body that it may tell, whose
    evidence stays in the body.
    """
    events: list[Draft] = []
    for draft in (d for d in drafts if d.origin != "headline"):
        place = _same(events, draft)
        if place is not None:
            events[place] = _united(events[place], draft)
        elif not draft.reference:
            events.append(draft)
    for draft in (d for d in drafts if d.origin == "headline"):
        place = _told(events, draft)
        if place is not None:
            events[place] = _with_mentions(events[place], draft)
        elif draft.title and not draft.reference and (draft.actors or draft.recipients):
            events.append(draft)
    return events


def _same(events: list[Draft], draft: Draft) -> int | None:
    """Return which event *draft* tells again: by its word first, then the latest."""
    fitting = [
        index
        for index in range(len(events) - 1, -1, -1)
        if _may_be_same(events[index], draft) and _is_same(events[index], draft)
    ]
    if _points_at_victims(draft):
        fates = {p.fate for p in draft.recipients} - {None}
        met = [i for i in fitting if fates & _fates(events[i])]
        if met or draft.reference:
            return next(iter(met or fitting), None)
    by_word = [i for i in fitting if set(events[i].lemmas) & set(draft.lemmas)]
    return next(iter(by_word or fitting), None)


def _may_be_same(event: Draft, draft: Draft) -> bool:
    """Return whether nothing speaks against the two being one event."""
    if (
        event.type != draft.type
        and not (draft.reference and event.type in HARM)
        and not (
            event.type in HARM
            and draft.type in HARM
            and (event.type == "DEATH" or draft.type == "DEATH")
        )
    ):
        return False
    if (event.modality in _UNREAL) != (draft.modality in _UNREAL):
        return False
    if (event.modality == "denied") != (draft.modality == "denied"):
        return False
    if event.historical != draft.historical and event.when and draft.when:
        return False
    if not _times_agree(event.when, draft.when) or _differ(event, draft):
        return False
    if event.plural != draft.plural and not draft.definite and event.nominal and draft.nominal:
        return False
    if draft.definite and not draft.nominal:
        return True  # "those killed" names some of the victims
    if draft.definite or draft.reference:
        # "The raid hit two trucks" adds to a raid on a warlord; two names would not agree.
        return _agree(event.actors, draft.actors, loose=True) and _agree(
            event.recipients, draft.recipients, loose=True
        )
    same_actor = _agree(event.actors, draft.actors) or (
        draft.origin == "list" and _same_country(event, draft)
    )
    return same_actor and _places_agree(event.places, draft.places)


def _differ(event: Draft, draft: Draft) -> bool:
    """Return whether two mentions tell different deeds, whatever else they share.

    "has abducted 40 workers" is not "the 2019 killing of its founder": other victims met another
    fate, or one lies long back and nothing says that the other does.
    """
    shared = _shared(event.recipients, draft.recipients)
    if any(a.name or b.name for a, b in shared):
        return False
    if event.historical != draft.historical and not (shared and draft.reference):
        return True
    if event.plural and event.nominal and draft.nominal and not draft.plural and draft.recipients:
        return True  # "mass killings" and "the killing of the governor"
    left = {p.fate for p in event.recipients} - {None}
    right = {p.fate for p in draft.recipients} - {None}
    if left and right and not shared and not left & right and not _points_at_victims(draft):
        return True
    # "the killing of the mayor" names its own victim; "the raid" takes that of the raid before.
    own = draft.nominal and not _BLUNT.isdisjoint(draft.lemmas) and draft.recipients
    return bool(own and event.recipients and not shared)


def _fates(event: Draft) -> set[str | None]:
    """Return what befell people in *event*, by its recipients and its counts."""
    return {p.fate for p in event.recipients} | {count.kind for count in event.counts}


def _points_at_victims(draft: Draft) -> bool:
    """Return whether a mention is "those killed" or "the dead"."""
    return draft.definite and not draft.nominal


def _is_same(event: Draft, draft: Draft) -> bool:
    """Return whether enough speaks for the two being one event."""
    if draft.reference or draft.definite:
        if not draft.definite and draft.origin == "prose":
            return False
        if event.historical and not draft.historical:
            return False
        if _points_to(event, draft):
            return True
    return _alike(event, draft)


def _points_to(event: Draft, draft: Draft) -> bool:
    """Return whether "the raid", "this attack", "those killed" can mean *event*."""
    if draft.plural and not event.plural and draft.nominal:
        return False
    if set(event.lemmas) & set(draft.lemmas):
        return True
    if not draft.nominal:
        victims = draft.reference or any(p.fate for p in draft.recipients)
        held = any(p.fate == "arrested" for p in draft.recipients)
        return victims and ("arrested" in _fates(event) if held else event.type in HARM)
    return event.type in HARM and not _GENERIC.isdisjoint(draft.lemmas) and not event.plural


def _alike(event: Draft, draft: Draft) -> bool:
    """Return whether the arguments of two mentions agree and at least two kinds are shared."""
    if not _agree(event.recipients, draft.recipients, loose=draft.origin == "list"):
        return False
    shared = _shared(event.recipients, draft.recipients)
    if any(a.name and a.fate == "killed" == b.fate for a, b in shared):
        return True  # nobody is killed twice
    mishap = event.type == draft.type and event.type in ("ACCIDENT", "DISASTER")
    if mishap and shared and draft.when is None and draft.origin == "prose" and not draft.plural:
        return True  # "the tram left the track": the one told before
    actors = bool(_shared(event.actors, draft.actors))
    recipients = bool(shared)
    timed = event.when is not None and draft.when is not None
    placed = any(p.name for p in event.places) and any(p.name for p in draft.places)
    counted = bool(event.counts) and event.counts == draft.counts
    same_word = bool(set(event.lemmas) & set(draft.lemmas))
    if same_word and actors and ((event.plural and draft.plural) or event.origin != draft.origin):
        return True
    if draft.origin == "list" and event.type == draft.type and _same_country(event, draft):
        return same_word
    return actors + recipients + timed + placed + counted >= 2 and (actors or recipients or counted)


def _same_country(event: Draft, draft: Draft) -> bool:
    """Return whether both actors act for one country: "Peru", "the Peruvian premier"."""
    left = {p.country for p in event.actors} - {None}
    return bool(left & {p.country for p in draft.actors})


def _told(events: list[Draft], draft: Draft) -> int | None:
    """Return the first event of the body that a headline may tell."""
    for index, event in enumerate(events):
        if event.type != draft.type or event.origin == "table" or event.historical:
            continue
        if _agree(event.actors, draft.actors, loose=True) and _times_agree(event.when, draft.when):
            return index
    return None


def _times_agree(left: When | None, right: When | None) -> bool:
    if left is None or right is None or left.start is None or right.start is None:
        return True
    return left.start <= (right.end or right.start) and right.start <= (left.end or left.start)


def _places_agree(left: tuple[Place, ...], right: tuple[Place, ...]) -> bool:
    """Return whether two sets of places can hold one event: a town and its country do."""
    if not left or not right:
        return True
    for a in left:
        for b in right:
            if _place_key(a) == _place_key(b) or a.name is None or b.name is None:
                return True
            if a.country == b.country and "country" in (a.precision, b.precision):
                return True
    return False


def _place_key(place: Place) -> str:
    return place.name or place.mention


def _agree(
    left: tuple[Participant, ...], right: tuple[Participant, ...], *, loose: bool = False
) -> bool:
    """Return whether two sets of participants can be of one event: one empty, or one shared."""
    if not left or not right or _shared(left, right):
        return True
    if loose:
        return not (_names(left) and _names(right))
    return False


def _shared(
    left: tuple[Participant, ...], right: tuple[Participant, ...]
) -> list[tuple[Participant, Participant]]:
    return [(a, b) for a in left for b in right if _same_participant(a, b)]


def _same_participant(left: Participant, right: Participant) -> bool:
    if left.entity_id is not None and right.entity_id is not None:
        return left.entity_id == right.entity_id
    if left.name and left.name == right.name:
        return True
    # "two soldiers" and "the soldiers"; not "Rosa Díaz" and "supporters of Rosa Díaz".
    a, b = _head_words(left.mention), _head_words(right.mention)
    return bool(a and b) and a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a))


def _names(people: tuple[Participant, ...]) -> bool:
    return any(p.name for p in people)


def _head_words(text: str) -> list[str]:
    """Return the words of a noun phrase up to its head, in lower case."""
    words = text.lower().split()
    cut = next((i for i, w in enumerate(words) if i and w in ("of", "in", "from")), len(words))
    return [w for w in words[:cut] if w not in ("the", "a", "an", "some")]


def _united(event: Draft, draft: Draft, *, keep: bool = False) -> Draft:
    """Return *event* with everything *draft* adds.

    The fuller of the two gives evidence and trigger, with *keep* always *event*.
    """
    better = (
        not keep and draft.weight > event.weight and draft.origin == "prose" and not draft.reference
    )
    base, other = (draft, event) if better else (event, draft)
    if event.type != draft.type:
        other_type = {event.type, draft.type} - {"DEATH"}
        base = msgspec.structs.replace(base, type=min(other_type))
    when = _finer(base.when, other.when)
    joined = msgspec.structs.replace(
        base,
        modes=tuple(sorted({*base.modes, *other.modes})),
        contexts=tuple(sorted({*base.contexts, *other.contexts})),
        actors=_people(base.actors, other.actors),
        recipients=_people(base.recipients, other.recipients),
        places=_all_places(base.places, other.places),
        when=when,
        counts=_all_counts(base.counts, other.counts),
        historical=base.historical or (other.historical and base.when is None),
        plural=event.plural and draft.plural,
        lemmas=tuple(sorted({*event.lemmas, *draft.lemmas})),
        definite=event.definite,
        nominal=event.nominal,
        battle=base.battle or other.battle,
        grenade=base.grenade or other.grenade,
    )
    return _with_mentions(joined, other)


def _with_mentions(event: Draft, other: Draft) -> Draft:
    spans = {
        (s.start, s.end): s
        for s in (*event.mentions, *other.mentions, event.trigger, other.trigger)
    }
    return msgspec.structs.replace(event, mentions=tuple(spans[k] for k in sorted(spans)))


def _finer(left: When | None, right: When | None) -> When | None:
    if left is None or right is None:
        return left or right
    a = (left.end or left.start, left.start)
    b = (right.end or right.start, right.start)
    if None in (*a, *b):
        return left
    assert a[0]
    assert a[1]
    assert b[0]
    assert b[1]
    return right if b[0] - b[1] < a[0] - a[1] else left


def _people(
    left: tuple[Participant, ...], right: tuple[Participant, ...]
) -> tuple[Participant, ...]:
    """Return the participants of both, each once; a fate known of one mention is kept."""
    found = list(left)
    for one in right:
        at = next((i for i, known in enumerate(found) if _same_participant(known, one)), None)
        if at is None:
            found.append(one)
        elif found[at].fate is None and one.fate is not None:
            found[at] = msgspec.structs.replace(found[at], fate=one.fate)
    return tuple(sorted(found, key=lambda p: (p.start, p.end)))


def _all_places(left: tuple[Place, ...], right: tuple[Place, ...]) -> tuple[Place, ...]:
    found = list(left)
    known = {_place_key(p) for p in left}
    found += [p for p in right if _place_key(p) not in known]
    return tuple(sorted(found, key=lambda p: (p.start, p.end)))


def _all_counts(left: tuple[Count, ...], right: tuple[Count, ...]) -> tuple[Count, ...]:
    kinds = {count.kind for count in left}
    return left + tuple(count for count in right if count.kind not in kinds)


def all_mentions(event: Draft) -> tuple[Span, ...]:
    """Return the triggers of *event* in text order, its own included."""
    return event.mentions or (event.trigger,)
