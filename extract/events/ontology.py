"""What follows from an event's type and modes: quad class, CAMEO root, ACLED type."""

from typing import Literal

import msgspec

from schemas import Event
from schemas.event import EventType, QuadClass

ACTORLESS: frozenset[EventType] = frozenset({"ACCIDENT", "DISASTER", "DEATH"})
"""Harm that nobody does."""
HARM: frozenset[EventType] = frozenset({"ASSAULT", "ACCIDENT", "DISASTER", "DEATH"})
"""Types that leave victims."""

Facet = Literal[
    "battle", "territory-gained", "territory-lost", "grenade", "civilians", "chemical", "mob",
    "excessive", "violent", "intervention", "weapons", "base", "agreement", "movement",
]  # fmt: skip
"""What ACLED asks beyond PLOVER's modes; read from the words, never published itself."""

_QUADS: dict[QuadClass, tuple[EventType, ...]] = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
# PLOVER's manual calls SANCTION material conflict in its text and verbal conflict in its table
# of quads. Sanctions, expulsions and verdicts take effect when they are spoken; CAMEO too puts
# its root 16 into the fourth quad. So: material.
_QUAD_OF: dict[str, QuadClass] = {name: quad for quad, names in _QUADS.items() for name in names}

_CAMEO_ROOT: dict[str, str] = {
    "AGREE": "03",
    "CONSULT": "04",
    "SUPPORT": "05",
    "CONCEDE": "08",
    "COOPERATE": "06",
    "AID": "07",
    "RETREAT": "08",
    "REQUEST": "10",
    "ACCUSE": "11",
    "REJECT": "12",
    "THREATEN": "13",
    "PROTEST": "14",
    "SANCTION": "16",
    "MOBILIZE": "15",
    "COERCE": "17",
    "ASSAULT": "18",
}
_CAMEO_ROOT_BY_MODE: dict[tuple[str, str], str] = {
    ("ACCUSE", "investigate"): "09",
    ("ASSAULT", "firearms"): "19",
    ("ASSAULT", "heavy-weapons"): "19",
    ("ASSAULT", "aerial"): "19",
    ("ASSAULT", "drone"): "19",
    ("ASSAULT", "unconventional"): "20",
}

_EXPLOSIONS = "Explosions/Remote violence"
_CIVILIANS = "Violence against civilians"
_STRATEGIC = "Strategic developments"
# In the order of what counts when an event has several modes: a suicide attack with explosives
# is a suicide bomb, an air strike that destroyed a depot is an air strike.
_ACLED_BY_MODE: tuple[tuple[str, str, str, str], ...] = (
    ("ASSAULT", "unconventional", _EXPLOSIONS, "Chemical weapon"),
    ("ASSAULT", "suicide-attack", _EXPLOSIONS, "Suicide bomb"),
    ("ASSAULT", "drone", _EXPLOSIONS, "Air/drone strike"),
    ("ASSAULT", "aerial", _EXPLOSIONS, "Air/drone strike"),
    ("ASSAULT", "heavy-weapons", _EXPLOSIONS, "Shelling/artillery/missile attack"),
    ("ASSAULT", "explosives", _EXPLOSIONS, "Remote explosive/landmine/IED"),
    ("ASSAULT", "crowd-control", "Protests", "Excessive force against protesters"),
    ("ASSAULT", "sexual", _CIVILIANS, "Sexual violence"),
    ("ASSAULT", "abduct", _CIVILIANS, "Abduction/forced disappearance"),
    ("ASSAULT", "torture", _CIVILIANS, "Attack"),
    ("ASSAULT", "destroy", _STRATEGIC, "Looting/property destruction"),
    ("ASSAULT", "targeted", _CIVILIANS, "Attack"),
    ("ASSAULT", "beat", _CIVILIANS, "Attack"),
    ("PROTEST", "riot", "Riots", "Violent demonstration"),
    ("PROTEST", "vandalize", "Riots", "Violent demonstration"),
    ("PROTEST", "demo", "Protests", "Peaceful protest"),
    ("PROTEST", "obstruct", "Protests", "Peaceful protest"),
    ("PROTEST", "strike", "Protests", "Peaceful protest"),
    ("PROTEST", "hunger", "Protests", "Peaceful protest"),
    ("COERCE", "arrest", _STRATEGIC, "Arrests"),
    ("COERCE", "seize", _STRATEGIC, "Disrupted weapons use"),
    ("RETREAT", "ceasefire", _STRATEGIC, "Agreement"),
    ("RETREAT", "withdraw", _STRATEGIC, "Non-violent transfer of territory"),
)
_ACLED_BY_FACET: dict[Facet, tuple[str, str]] = {
    "battle": ("Battles", "Armed clash"),
    "territory-gained": ("Battles", "Government regains territory"),
    "territory-lost": ("Battles", "Non-state actor overtakes territory"),
    "grenade": (_EXPLOSIONS, "Grenade"),
    "civilians": (_CIVILIANS, "Attack"),
    "chemical": (_EXPLOSIONS, "Chemical weapon"),
    "mob": ("Riots", "Mob violence"),
    "excessive": ("Protests", "Excessive force against protesters"),
    "violent": ("Riots", "Violent demonstration"),
    "intervention": ("Protests", "Protest with intervention"),
    "weapons": (_STRATEGIC, "Disrupted weapons use"),
    "base": (_STRATEGIC, "Headquarters or base established"),
    "agreement": (_STRATEGIC, "Agreement"),
    "movement": (_STRATEGIC, "Change to group/activity"),
}


class Derived(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of an event that follow from its type and modes."""

    quad_class: QuadClass | None
    cameo_root: str | None
    acled_event_type: str | None
    acled_sub_event_type: str | None


def derive(type_: EventType, modes: tuple[str, ...], facet: Facet | None = None) -> Derived:
    """Return the derived columns; all None for types that PLOVER does not have.

    Source: PLOVER 0.8 (types, modes, CAMEO roots), ACLED codebook (types, sub-types).
    """
    root = _CAMEO_ROOT.get(type_)
    for mode in modes:
        root = _CAMEO_ROOT_BY_MODE.get((type_, mode), root)
    event_type, sub_type = _acled(type_, modes, facet)
    return Derived(
        quad_class=_QUAD_OF.get(type_),
        cameo_root=root,
        acled_event_type=event_type,
        acled_sub_event_type=sub_type,
    )


def _acled(
    type_: EventType, modes: tuple[str, ...], facet: Facet | None
) -> tuple[str | None, str | None]:
    """Return ACLED's event type and sub-type; both None when ACLED would not code the event."""
    if facet is not None:
        return _ACLED_BY_FACET[facet]
    for row_type, mode, event_type, sub_type in _ACLED_BY_MODE:
        if row_type == type_ and mode in modes:
            return event_type, sub_type
    if type_ == "PROTEST":
        return "Protests", "Peaceful protest"
    if type_ == "ASSAULT":
        return _CIVILIANS if "firearms" not in modes else "Battles", (
            "Attack" if "firearms" not in modes else "Armed clash"
        )
    return None, None


def with_derived(event: Event, facet: Facet | None = None) -> Event:
    """Return *event* with its derived columns filled from its type and modes."""
    derived = derive(event.type, event.modes, facet)
    return msgspec.structs.replace(
        event,
        quad_class=derived.quad_class,
        cameo_root=derived.cameo_root,
        acled_event_type=derived.acled_event_type,
        acled_sub_event_type=derived.acled_sub_event_type,
    )
