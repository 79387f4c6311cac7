"""Events: who did what to whom, where and when."""

import datetime as dt
from typing import Annotated, Literal

from schemas.base import Struct, about
from schemas.evidence import Record
from schemas.spans import End, Span, Start
from schemas.statistic import Bound, DatePrecision

PloverType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
OwnType = Literal["DISASTER", "ACCIDENT", "VOTE", "POLICY", "ECONOMY", "JUSTICE", "DEATH", "OTHER"]
EventType = PloverType | OwnType
Modality = Literal["asserted", "planned", "possible", "hypothetical", "denied"]
DateBasis = Literal["explicit", "relative", "heading", "publication"]
EntityKind = Literal[
    "person", "organisation", "country", "place", "group", "facility", "event", "work", "other"
]
Fate = Literal["killed", "wounded", "arrested", "abducted", "displaced", "missing", "freed"]
CountKind = Literal[
    "killed",
    "wounded",
    "arrested",
    "abducted",
    "displaced",
    "missing",
    "participants",
    "affected",
    "other",
]
PlacePrecision = Literal["point", "city", "admin1", "country", "region"]
QuadClass = Literal[
    "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"
]


class Participant(Struct, frozen=True, kw_only=True):
    """An actor or recipient of an event."""

    mention: Annotated[str, about("The words that name it there.")]
    start: Start
    end: End
    name: Annotated[str | None, about("The full name, resolved in the article.")] = None
    entity_id: Annotated[str | None, about("The entity in `entities`.")] = None
    kind: Annotated[EntityKind | None, about("What kind of thing it is.")] = None
    country: Annotated[str | None, about("Its country.", unit="ISO 3166-1 alpha-2")] = None
    sector: Annotated[
        str | None, about("PLOVER sector code: GOV, MIL, REB, PTY, BUS, CVL, JRN …")
    ] = None
    fate: Annotated[
        Fate | None, about("What befell it, for recipients: `killed`, `arrested` …")
    ] = None


class Place(Struct, frozen=True, kw_only=True):
    """Where an event happened."""

    mention: Annotated[str, about("The words that name the place.")]
    start: Start
    end: End
    name: Annotated[str | None, about("Its name in the gazetteer.")] = None
    country: Annotated[
        str | None,
        about(
            "Its country; of a place the gazetteer does not have, the one the article puts it in.",
            unit="ISO 3166-1 alpha-2",
        ),
    ] = None
    admin1: Annotated[str | None, about("First-level division, GeoNames code.")] = None
    latitude: Annotated[float | None, about("Latitude; null for countries.", unit="deg")] = None
    longitude: Annotated[float | None, about("Longitude; null for countries.", unit="deg")] = None
    precision: Annotated[
        PlacePrecision | None,
        about("How precisely the place is known; null if it is not in the gazetteer."),
    ] = None
    geonames_id: Annotated[int | None, about("GeoNames identifier.")] = None


class Count(Struct, frozen=True, kw_only=True):
    """A number of people or things an event touched."""

    kind: Annotated[CountKind, about("What was counted.")]
    value: Annotated[float | None, about("The number; null for a range.")] = None
    low: Annotated[float | None, about("Lower end of a range.")] = None
    high: Annotated[float | None, about("Upper end of a range.")] = None
    bound: Annotated[Bound, about("How the number bounds the truth.")] = "exact"


class Event(Record, frozen=True, kw_only=True):
    """One event of an article, with all the places in the text that tell it.

    `start`–`end` cover the sentence, list item or table row that tells it best.
    """

    type: Annotated[
        EventType, about("PLOVER type, or one of dateline's own for what PLOVER leaves out.")
    ]
    modes: Annotated[
        tuple[str, ...], about("PLOVER modes of the type, sorted: `drone`, `targeted` …")
    ] = ()
    contexts: Annotated[
        tuple[str, ...], about("PLOVER contexts, sorted: `military`, `election` …")
    ] = ()
    modality: Annotated[
        Modality,
        about("Whether the article tells it as fact, plan, possibility, condition or denial."),
    ] = "asserted"
    historical: Annotated[
        bool, about("Background: told as having happened well before the news of the article.")
    ] = False
    trigger: Annotated[str, about("The words that name the event.")]
    trigger_start: Annotated[
        int, about("First character of the trigger.", unit="code points", ge=0)
    ]
    trigger_end: Annotated[
        int, about("One past the last character of the trigger.", unit="code points", ge=0)
    ]
    mentions: Annotated[
        tuple[Span, ...],
        about("Triggers of the event throughout the article, this one included, in text order."),
    ] = ()
    actors: Annotated[tuple[Participant, ...], about("Who did it.")] = ()
    recipients: Annotated[tuple[Participant, ...], about("To whom it was done.")] = ()
    places: Annotated[tuple[Place, ...], about("Where. Empty when the article does not say.")] = ()
    date_start: Annotated[
        dt.date | None, about("First day of the time; null when not known.", unit="date")
    ] = None
    date_end: Annotated[dt.date | None, about("Last day of the time, inclusive.", unit="date")] = (
        None
    )
    date_text: Annotated[str | None, about("The words that date it: “early Thursday”.")] = None
    date_precision: Annotated[DatePrecision | None, about("How precisely it is dated.")] = None
    date_basis: Annotated[
        DateBasis | None,
        about(
            "`explicit`: written out; `relative`: reckoned from the publication date or another"
            " date; `heading`: from the heading, list item or row it stands under;"
            " `publication`: the day of the article."
        ),
    ] = None
    counts: Annotated[tuple[Count, ...], about("Killed, wounded, arrested … with bounds.")] = ()
    reported_by: Annotated[
        str | None,
        about("`record_id` of the statement the event stands in; null outside statements."),
    ] = None
    cluster_id: Annotated[
        str | None,
        about(
            "The cluster in `event_clusters` of all records that tell this event; null until"
            " articles were compared, which a release does."
        ),
    ] = None
    quad_class: Annotated[QuadClass | None, about("PLOVER quad, from the type.")] = None
    cameo_root: Annotated[str | None, about("CAMEO root code, from type and modes.")] = None
    acled_event_type: Annotated[str | None, about("ACLED event type, from type and modes.")] = None
    acled_sub_event_type: Annotated[
        str | None, about("ACLED sub-event type, from type and modes.")
    ] = None
