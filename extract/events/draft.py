"""An event while it is being put together."""

import msgspec

from extract.events.setting import When
from schemas import Count, Origin, Participant, Place, Span
from schemas.event import EventType, Modality


class Draft(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One mention of an event, or several already joined.

    `head`: token index of the trigger's head. `host`: head of the trigger in the same sentence
    that this one only tells the outcome of ("a blast *killed* six"). `reference`: a bare noun
    that names no event by itself but may point back to one ("the attack"); `pointer`: a word
    that never does more ("the incident"). `learned`: a network alone found it.
    `evidence`: the sentence, item or row.
    """

    type: EventType
    head: int
    trigger: Span
    evidence: Span
    sentence: int
    origin: Origin
    section: str | None
    title: bool = False
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    modality: Modality = "asserted"
    historical: bool = False
    definite: bool = False
    nominal: bool = False
    plural: bool = False
    reference: bool = False
    pointer: bool = False
    battle: bool = False
    territory: bool = False
    grenade: bool = False
    host: int | None = None
    learned: bool = False
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    places: tuple[Place, ...] = ()
    when: When | None = None
    counts: tuple[Count, ...] = ()
    mentions: tuple[Span, ...] = ()

    @property
    def weight(self) -> int:
        """How much the sentence tells: the fullest mention becomes the evidence."""
        return (
            2 * bool(self.actors)
            + 2 * bool(self.recipients)
            + bool(self.places)
            + 2 * (self.when is not None)
            + bool(self.counts)
            + (self.origin == "prose")
            - 3 * self.reference
        )
