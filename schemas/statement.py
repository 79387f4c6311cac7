"""Statements: who said what."""

import datetime as dt
from typing import Annotated, Literal

from schemas.base import Struct, about
from schemas.evidence import Record
from schemas.spans import End, Span, Start

StatementKind = Literal["direct", "mixed", "indirect"]
Act = Literal[
    "say",
    "confirm",
    "deny",
    "accuse",
    "condemn",
    "promise",
    "threaten",
    "demand",
    "warn",
    "praise",
    "estimate",
    "announce",
    "ask",
    "reject",
    "agree",
    "believe",
    "intend",
    "order",
    "apologise",
]


class Speaker(Struct, frozen=True, kw_only=True):
    """The person, body or document a statement is attributed to."""

    mention: Annotated[str, about("The speaker as named there: “Al-Sudani”, “he”, “the ministry”.")]
    start: Start
    end: End
    name: Annotated[
        str | None,
        about("The full name, resolved in the article; null if the mention names nobody."),
    ] = None
    entity_id: Annotated[str | None, about("The entity in `entities`.")] = None
    role: Annotated[
        str | None, about("Office or function given in the article: “Prime Minister”.")
    ] = None
    organisation: Annotated[str | None, about("Body the speaker belongs to or speaks for.")] = None
    country: Annotated[
        str | None, about("Country of the speaker or body.", unit="ISO 3166-1 alpha-2")
    ] = None


class Statement(Record, frozen=True, kw_only=True):
    """One attribution: a source, a cue and what was said, believed, promised or denied."""

    kind: Annotated[
        StatementKind,
        about("`direct`: all quoted; `mixed`: partly quoted; `indirect`: reported without quotes."),
    ]
    speaker: Annotated[Speaker | None, about("Who said it; null if the article does not say.")]
    cue: Annotated[str | None, about("The words that attribute: “said”, “according to”.")] = None
    cue_start: Annotated[int | None, about("First character of the cue.", unit="code points")] = (
        None
    )
    cue_end: Annotated[
        int | None, about("One past the last character of the cue.", unit="code points")
    ] = None
    content: Annotated[
        str, about("What was said: the text of `content_spans`, joined by one space.")
    ]
    content_spans: Annotated[
        tuple[Span, ...],
        about("Where the content stands, in text order; several spans when the cue breaks it."),
    ]
    quoted_spans: Annotated[
        tuple[Span, ...], about("The words between quote marks inside the content, marks left out.")
    ] = ()
    act: Annotated[Act, about("What is done by saying it.")] = "say"
    negated: Annotated[
        bool, about("Whether the cue is negated: “did not say”, “never promised”.")
    ] = False
    addressee: Annotated[str | None, about("Who was told: “reporters”, “parliament”.")] = None
    date: Annotated[
        dt.date | None,
        about(
            "The day it was said, when the article tells; the first day of a longer time.",
            unit="date",
        ),
    ] = None
