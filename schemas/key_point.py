"""Key points: what the article itself lists or stresses."""

from typing import Annotated, Literal

from schemas.base import about
from schemas.evidence import Record

KeyPointKind = Literal["takeaway", "profile", "list", "salient"]


class KeyPoint(Record, frozen=True, kw_only=True):
    """One item of a labelled list, or one salient sentence of the prose."""

    text: Annotated[
        str,
        about(
            "The point as a reader would cite it: the quote, white space folded; in salient"
            " sentences the names of pronouns in brackets: “He [Omar Haddad] said …”."
        ),
    ]
    label: Annotated[
        str | None, about("The line or heading over the list: “Key Points”, “What we know”.")
    ] = None
    kind: Annotated[
        KeyPointKind,
        about(
            "`takeaway`: a summary list; `profile`: facts about one subject; `list`: any other"
            " labelled list; `salient`: a sentence of the prose ranked as important."
        ),
    ]
    subject: Annotated[str | None, about("Whom or what a profile list is about.")] = None
    rank: Annotated[
        int, about("Position in its list, or rank among the salient sentences, from 1.", ge=1)
    ]
    score: Annotated[float, about("Importance within the article, 0 to 1.", ge=0, le=1)]
