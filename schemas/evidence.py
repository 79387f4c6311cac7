"""What every record carries: where it was read, by what, and how sure."""

from typing import Annotated, Literal

from schemas.base import Struct, about
from schemas.spans import End, Start

Origin = Literal["headline", "prose", "list", "table", "caption"]


class Record(Struct, frozen=True, kw_only=True):
    """The fields common to events, statements, key points and statistics."""

    record_id: Annotated[
        str,
        about(
            "Identifier, derived from article, kind and anchor span."
            " The same input gives the same id for ever."
        ),
    ]
    article_id: Annotated[str, about("The article the record was read from.")]
    revision: Annotated[int, about("The revision of the article the spans count in.", ge=1)]
    start: Start
    end: End
    quote: Annotated[str, about("The evidence: exactly `text[start:end]` of the article.")]
    section: Annotated[
        str | None, about("The heading the evidence stands under; null before the first heading.")
    ]
    origin: Annotated[Origin, about("The kind of place in the article the record was read from.")]
    confidence: Annotated[
        float,
        about(
            "How likely the record is right, 0 to 1: of the rows at 0.8, about 80 % are.",
            ge=0,
            le=1,
        ),
    ]
    extractor: Annotated[
        str,
        about(
            "Name and version of the extractor that read it, and after a slash those of the"
            " language model it rests on, with the first digits of the model's SHA-256:"
            " `statements@1.4.0/full@2.0.0.f11f2702`."
        ),
    ]
