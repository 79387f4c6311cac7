"""What ACLED asks beyond type and modes: who stood against whom, with what, and what it changed.

Source: ACLED codebook (2023), sub-event types. What it derives from the actors (state forces,
rebels, rioters, protesters, civilians) and from the means is read from the participants and from
the words of the sentence and its neighbours.
"""

from itertools import pairwise

from extract.analysis import Analysis
from extract.events.draft import Draft
from extract.events.ontology import Facet

_MILITARY = frozenset(
    "army military troops soldiers base bases positions checkpoint outpost barracks militiamen"
    " fighters rebels camp convoy insurgents militants jihadists forces troop soldier militiaman"
    " fighter rebel insurgent militant mercenary separatist guerrilla guerrillas commando".split()
)
_ARMED = frozenset({"MIL", "REB", "COP", "PRM", "UAF"})
_CROWD = frozenset(
    "mob villager villagers resident residents crowd crowds local locals vigilante vigilantes"
    " neighbour neighbours youth youths hoodlum hoodlums rioter rioters hooligan".split()
)
_MARCHERS = frozenset(
    "protester protesters demonstrator demonstrators marcher marchers striker students activists"
    " crowd crowds rally demonstration protest".split()
)
_RIOT = frozenset(
    "riot riots rioting rioter rioters violent violence vandalise vandalize vandalised vandalized"
    " torched torch looted looting clashed clash clashes clashing molotov hurled pelted pelting"
    " smashed bricks ransacked overturned rampage rampaged".split()
)
_RIOT_PAIRS = frozenset(
    {("threw", "stones"), ("throwing", "stones"), ("petrol", "bombs"), ("threw", "rocks"),
     ("burned", "tyres"), ("burning", "tyres"), ("burning", "barricades"), ("set", "fire"),
     ("turned", "violent"), ("pitched", "battles"), ("running", "battles")}
)  # fmt: skip
_INTERVENTION = frozenset(
    "arrested detained arrest arrests detain dispersed disperse dispersing teargas cannon cannons"
    " baton batons truncheons pepper custody rounded police-van".split()
)
_LETHAL = frozenset("killed dead died bullets ammunition gunfire shot shooting fatally".split())
_GUARDS = frozenset("police security forces soldiers army troops officers officer guards".split())
_CHEMICAL = frozenset(
    "chemical sarin chlorine mustard nerve poisonous toxic poison asphyxia suffocation".split()
)
_TREATY = frozenset(
    "ceasefire cease-fire truce armistice peace de-escalation disarmament hostilities".split()
)
_SIDES = frozenset("rebels rebel militia militias militants insurgents separatists armed".split())
_POSTS = frozenset(
    "base bases outpost outposts post posts headquarters camp camps checkpoint checkpoints"
    " garrison position positions fortification".split()
)
_FOUNDING = frozenset("set establish build erect construct open found".split())
_WEAPONS = frozenset(
    "weapon weapons explosive explosives ammunition arms bomb bombs ied ieds mine mines landmine"
    " landmines rocket rockets drone drones missile missiles rifles cache munitions device".split()
)
_FOILED = frozenset(
    "defuse defused disarm dismantled intercept intercepted thwart thwarted foil foiled seized"
    " seize destroyed discovered confiscated neutralised neutralized shot".split()
)
_OVER = frozenset("handed hand transfer transferred entered control withdrew withdrawn".split())


def facet_of(analysis: Analysis, draft: Draft) -> Facet | None:
    """Return what ACLED needs to know of an event beyond its modes, None if nothing more."""
    if draft.type == "ASSAULT":
        return _of_assault(analysis, draft)
    words, pairs = _words_around(analysis, draft)
    lemmas = set(draft.lemmas)
    if draft.type == "PROTEST":
        return _of_protest(words, pairs, draft)
    if draft.type in ("COERCE", "REJECT", "AID") and words & _WEAPONS and words & _FOILED:
        return "weapons" if "arrest" not in draft.modes else None
    if draft.type == "COERCE" and "arrest" in draft.modes and words & _MARCHERS:
        return None
    if draft.type in ("MOBILIZE", "RETREAT") and lemmas & _FOUNDING and words & _POSTS:
        return "base"
    if draft.type in ("AGREE", "SUPPORT", "CONCEDE", "CONSULT") or "ceasefire" in draft.modes:
        return "agreement" if words & _TREATY else None
    if draft.type == "MOBILIZE":
        return "movement"
    if draft.type == "RETREAT" and "withdraw" in draft.modes and not words & _OVER:
        return "movement"
    return None


def _of_protest(words: set[str], pairs: set[tuple[str, str]], draft: Draft) -> Facet | None:
    guarded = words & _GUARDS
    if guarded and words & _LETHAL and words & {"fired", "opened", "shot", "gunfire", "ammunition"}:
        return "excessive"
    if words & _RIOT or pairs & _RIOT_PAIRS or {"riot", "vandalize"} & set(draft.modes):
        return "violent"
    if words & _INTERVENTION or ("tear", "gas") in pairs:
        return "intervention"
    return None


def _of_assault(analysis: Analysis, draft: Draft) -> Facet | None:
    sectors = {p.sector for p in draft.actors}
    struck = {p.sector for p in draft.recipients}
    said = {word for p in draft.recipients for word in p.mention.lower().split()}
    acting = {word for p in draft.actors for word in p.mention.lower().split()}
    words, _ = _words_around(analysis, draft, near=0)
    if draft.territory:
        return "territory-lost" if "REB" in sectors else "territory-gained"
    if draft.grenade:
        return "grenade"
    if words & _CHEMICAL and not {"abduct", "suicide-attack"} & set(draft.modes):
        return "chemical"
    if said & _MARCHERS and (sectors & {"COP", "MIL"} or words & _GUARDS):
        return "excessive"
    if acting & _CROWD and (not draft.modes or "beat" in draft.modes):
        return "mob"
    if not draft.modes or draft.modes == ("firearms",):
        if draft.battle or (sectors & _ARMED and (struck & _ARMED or said & _MILITARY)):
            return "battle"
        if struck & {"CVL"}:
            return "civilians"
    return None


def _words_around(
    analysis: Analysis, draft: Draft, near: int = 1
) -> tuple[set[str], set[tuple[str, str]]]:
    """Return the words of the draft's sentence and of *near* ones on each side, and their pairs."""
    words: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    first, last = max(draft.sentence - near, 0), draft.sentence + near + 1
    for sentence in analysis.sentences[first:last]:
        row = [t.text.lower() for t in analysis.sentence_tokens(sentence)]
        words.update(row)
        pairs.update(pairwise(row))
    return words, pairs
